"""The page on which somebody else is asked to look at a document."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from govrules.core import clock
from govrules.core.access import access
from govrules.core.matters.models import MatterUserObjectPermission
from govrules.core.matters.queries import visible_to
from govrules.core.matters.sharing import share, shareable, unshare
from govrules.core.office.models import Appointment, Official
from govrules.core.office.queries import current


class ShareForm(forms.Form):
    """Whom to ask: anyone in office in this government."""

    official = forms.ModelChoiceField(Official.objects.none(), label="请谁查看", empty_label="请选择")

    def __init__(self, *args: Any, by: Official, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        serving = Appointment.objects.filter(current(clock.today()), seat__government=by.government_id)
        self.fields["official"].queryset = Official.objects.filter(pk__in=serving.values("official")).order_by("name")


@access("officials")
@require_http_methods(["GET", "POST"])
def shared(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was asked to look at it; ask one more, or take it back."""
    by = request.user.official
    matter = get_object_or_404(visible_to(by), pk=pk, kind__in=("submission", "dispatch"))
    shareable(matter, by, by)
    form = ShareForm(request.POST or None, by=by)
    if request.method == "POST" and form.is_valid():
        taken_back = "take_back" in request.POST
        (unshare if taken_back else share)(pk, by, form.cleaned_data["official"])
        messages.success(request, "已收回" if taken_back else "已请他查看，并已通知")
        return redirect("documents:shared", pk)
    grants = MatterUserObjectPermission.objects.filter(content_object=matter).select_related("user__official")
    context = {"matter": matter, "form": form, "grants": grants}
    return render(request, "documents/shared.html", context, status=400 if form.errors else 200)
