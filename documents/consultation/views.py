"""Pages and buttons of the consultation, for the host; the organs' replies are made in the approval queue."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from documents.consultation import actions
from documents.consultation.models import Consultation
from documents.submission.forms import CONSULTABLE
from documents.submission.models import Submission
from documents.submission.views import matter_of
from govrules.core import clock
from govrules.core.access import access
from govrules.core.deadlines.actions import answer_extension
from govrules.core.deadlines.models import Extension
from govrules.core.errors import BadInput
from govrules.core.matters.models import Matter
from govrules.core.office.models import Organ
from govrules.core.office.queries import book_of


class AskForm(forms.Form):
    """Whom to ask, and the host's own limit."""

    organs = forms.ModelMultipleChoiceField(
        Organ.objects.none(),
        label="征求意见的单位",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择征求意见的单位"},
    )
    limit = forms.IntegerField(
        label="本单位另定的回复时限（工作日）",
        required=False,
        min_value=1,
        max_value=actions.LONGEST,
        help_text="不填，按工作规则的时限",
    )

    def __init__(self, *args: object, matter: Matter, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        others = Organ.objects.filter(government=matter.government_id, kind__in=CONSULTABLE, is_active=True)
        self.fields["organs"].queryset = others.exclude(pk=matter.organ_id)


@access("officials")
@require_http_methods(["GET", "POST"])
def consult(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the organs that the document touches."""
    matter = matter_of(request, pk)
    chosen = Submission.objects.get(pk=pk).touched.all()
    form = AskForm(request.POST if request.method == "POST" else None, matter=matter, initial={"organs": list(chosen)})
    if request.method == "POST" and form.is_valid():
        try:
            asking = actions.Asking(list(form.cleaned_data["organs"]), form.cleaned_data["limit"])
            actions.send(pk, request.user.official, asking)
            messages.success(request, "已发出会签")
            return redirect("documents:page", pk)
        except BadInput as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    rule = book_of(matter.adoption).deadline(actions.RULE, {"to_township": False})
    context = {"form": form, "matter": matter, "rule": rule}
    return render(request, "documents/consult.html", context, status=400 if form.errors else 200)


@access("officials")
@require_POST
def remind(request: HttpRequest, pk: int, asked: int) -> HttpResponse:
    """Remind an organ that has not answered."""
    get_object_or_404(Consultation, pk=asked, submission=matter_of(request, pk).pk)
    actions.remind(pk, request.user.official, asked)
    messages.success(request, "已提醒，时间已记入凭据")
    return redirect("documents:page", pk)


@access("officials")
@require_POST
def respond(request: HttpRequest, pk: int, asked: int) -> HttpResponse:
    """Record how the main heads conferred about a disagreement."""
    get_object_or_404(Consultation, pk=asked, submission=matter_of(request, pk).pk)
    actions.respond(pk, request.user.official, asked, request.POST.get("response", ""))
    messages.success(request, "已记录协商情况")
    return redirect("documents:page", pk)


@access("officials")
@require_POST
def silence(request: HttpRequest, pk: int, asked: int) -> HttpResponse:
    """Take a silence past its limit as no objection."""
    get_object_or_404(Consultation, pk=asked, submission=matter_of(request, pk).pk)
    actions.take_silence(pk, request.user.official, asked)
    messages.success(request, "已视为无不同意见，依据和经过已记入凭据")
    return redirect("documents:page", pk)


@access("officials")
@require_POST
def extension(request: HttpRequest, pk: int, asked: int) -> HttpResponse:
    """Agree to more time, or not."""
    wanted = get_object_or_404(Extension, pk=asked, deadline__matter=matter_of(request, pk))
    agree = request.POST.get("agree") == "1"
    answer_extension(wanted, request.user.official, agree, request.POST.get("answer", ""), clock.now())
    messages.success(request, "已同意延期" if agree else "已回复不同意延期，原时限不变")
    return redirect("documents:page", pk)
