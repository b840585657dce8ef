"""Saving a drafting form with its attachments: all or nothing, and what was typed stays when it is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from govrules.core import clock
from govrules.core.errors import Refused, WrongState
from govrules.core.files.actions import Place, attach_all
from govrules.core.matters.models import Matter


class HasMatter(Protocol):
    matter: Matter


def saved(
    request: HttpRequest, form: forms.Form, act: Callable[[], HasMatter], page: Callable[[int], HttpResponse],
    matter: Matter | None = None, address: str = "documents:page",
) -> HttpResponse:  # fmt: skip
    """Carry out `act` and attach the files, then show the page at `address`; a refusal comes back on the form, by
    `page` with its status."""
    try:
        with transaction.atomic():
            document = act()
            place = Place(request.user.official, clock.now())
            attach_all(document.matter, form.cleaned_data["attachments"], place)
    except Refused as refused:
        field = getattr(refused, "field", "")
        form.add_error(field if field in form.fields else None, str(refused))
        if matter and isinstance(refused, WrongState):
            see_latest(form, matter)
        return page(refused.status)
    messages.success(request, "已保存")
    return redirect(address, document.matter.pk)


def see_latest(form: forms.Form, matter: Matter) -> None:
    """The form that comes back knows what was saved meanwhile: sent again, it is meant to take its place."""
    form.data = form.data.copy()
    form.data["seen"] = Matter.objects.values_list("version", flat=True).get(pk=matter.pk)
