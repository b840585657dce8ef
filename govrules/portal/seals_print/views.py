"""The book of a year and letters of introduction as PDF, made while he waits."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from documents.seals import queries
from documents.seals.actions import KIND
from documents.seals.models import Impression
from documents.seals.rules import LETTERS, USED
from documents.seals.views import TITLES, rules_of
from govrules.core.access import access
from govrules.core.asked import year_of
from govrules.core.matters.queries import visible_to
from govrules.core.office.queries import book_of
from govrules.portal.printed import printed
from govrules.portal.seals_print.content import letter_of, year_of_use


@access("officials")
@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """A letter of introduction that was issued, with its stub."""
    mine = visible_to(request.user.official).filter(kind=KIND)
    found = Impression.objects.filter(register=LETTERS, sealing__matter__in=mine)
    related = ("sealing__seal__organ", "sealing__matter__government", "sealing__matter__adoption", "handler")
    one = get_object_or_404(found.select_related(*related), pk=pk)
    return printed(letter_of(one, book_of(one.sealing.matter.adoption)), f"介绍信{one.number}")


@access("officials")
@require_safe
def year(request: HttpRequest) -> HttpResponse:
    """The book of a year as it is filtered on its page."""
    by, asked = request.user.official, year_of(request)
    register = LETTERS if request.GET.get("register") == LETTERS else ""
    book, title = rules_of(by), f"{asked}年{TITLES[register or USED]}"
    found = queries.of_filter(queries.book_of_use(by, asked, register), request.GET)
    return printed(year_of_use(book, title, queries.rows(found)), title)
