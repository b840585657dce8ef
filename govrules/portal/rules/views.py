"""The rules' pages."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from govrules.core.access import access
from govrules.core.office.models import Adoption
from govrules.core.office.queries import adoption_on, book_of
from govrules.core.texts import queries as texts
from govrules.core.texts.models import OfficialText
from govrules.portal import frame
from govrules.portal.rules.queries import Texts, articles, tally
from govrules.portal.rules.queries import article as one

LONGEST = 40


@access("officials")
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every article of the rules in force; `?q=` keeps those with the words."""
    adoption = _adoption(request)
    book, words = book_of(adoption), request.GET.get("q", "").strip()[:LONGEST]
    official = texts.by_number(adoption.government, book)
    found = articles(book, words, official)
    context = {
        "adoption": adoption, "book": book, "articles": found, "words": words,
        "tally": tally(found if not words else articles(book)), "loaded": loaded(official),
    }  # fmt: skip
    return render(request, "portal/rules.html", context)


@access("officials")
@require_safe
def article(request: HttpRequest, number: int) -> HttpResponse:
    """One article; `?of=` for the version under which an older matter began."""
    adoption = _adoption(request)
    book = book_of(adoption)
    if not 1 <= number <= book.articles:
        raise Http404("没有这一条")
    text = texts.articles(adoption.government, book).filter(number=number).first()
    context = {
        "adoption": adoption, "book": book, "article": one(book, number, text), "of": request.GET.get("of", ""),
        "previous": number - 1 if number > 1 else None, "next": number + 1 if number < book.articles else None,
    }  # fmt: skip
    return render(request, "portal/article.html", context)


def loaded(official: Texts) -> OfficialText | None:
    """Where the published text came from; None where it is not loaded."""
    return next((row.official_text for row in official.values()), None)


def _adoption(request: HttpRequest) -> Adoption:
    """The version asked for, of his own government; else the one in force."""
    here = frame.of(request)
    asked = request.GET.get("of", "")
    if not asked.isdigit():
        return adoption_on(here.government, here.day)
    found = Adoption.objects.filter(government=here.government, pk=int(asked)).first()
    if found is None:
        raise Http404("没有这个版本")
    return found
