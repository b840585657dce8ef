"""A form's page, the same for every act: shown, filled in, done or refused with nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url

from govrules.core.errors import BadInput, BrokenRule
from govrules.core.office.forms import ActForm
from govrules.core.office.models import Government, Official


@dataclass(frozen=True)
class Page:
    """What stands around a form: its heading, a line under it, the button, the page that it leads back to by its name
    or its address.

    `nothing` says why there is nothing for him to fill in; the form is then not shown.
    """

    title: str
    button: str
    back: str
    intro: str = ""
    nothing: str = ""
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return resolve_url(self.back)


def fill_in(request: HttpRequest, form: ActForm, page: Page, act: Callable[[dict[str, Any]], str]) -> HttpResponse:
    """Show the form; filled in well, do the act, say what was done and go back; refused, say why on the form."""
    if request.method == "POST" and form.is_valid():
        try:
            said = act(form.cleaned_data)
        except (BadInput, BrokenRule) as refused:
            form.refuse(refused)
        else:
            messages.success(request, said)
            return redirect(page.address)
    return render(request, "office/form.html", {"form": form, "page": page}, status=400 if form.errors else 200)


def typed(request: HttpRequest) -> dict[str, Any]:
    """What a form is bound to."""
    return {"data": request.POST} if request.method == "POST" else {}


def me(request: HttpRequest) -> Official:
    """The official who is logged in, with his government."""
    return Official.objects.select_related("government").get(pk=request.user.official_id)


def mine(request: HttpRequest) -> Government:
    return me(request).government
