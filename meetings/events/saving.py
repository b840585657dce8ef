"""Saving the form with its attachments: all or nothing, and what was typed stays when it is refused."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from documents.saving import see_latest
from govrules.core import clock
from govrules.core.errors import Refused, WrongState
from govrules.core.files.actions import Place, attach_all
from govrules.core.matters.models import Matter
from meetings.events.models import Event


def saved(
    request: HttpRequest, form: forms.Form, act: Callable[[], Event], page: Callable[[int], HttpResponse],
    matter: Matter | None = None,
) -> HttpResponse:  # fmt: skip
    """Carry out `act` and attach the files; a refusal comes back on the form, by `page` with its status."""
    try:
        with transaction.atomic():
            event = act()
            attach_all(event.matter, form.cleaned_data["attachments"], Place(request.user.official, clock.now()))
    except Refused as refused:
        field = getattr(refused, "field", "")
        form.add_error(field if field in form.fields else None, str(refused))
        if matter and isinstance(refused, WrongState):
            see_latest(form, matter)
        return page(refused.status)
    messages.success(request, "已保存")
    return redirect("meetings:event", event.matter.pk)
