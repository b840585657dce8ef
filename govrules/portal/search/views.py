"""Finding a matter by words of its title or by its number, among those he may see."""

from __future__ import annotations

import re
from datetime import date

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from govrules.core.access import access
from govrules.core.errors import Refused
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import visible_to
from govrules.core.office.models import Official
from govrules.core.office.queries import adoption_on, book_of
from govrules.core.texts.models import ArticleText
from govrules.core.texts.queries import articles
from govrules.core.wording import day
from govrules.portal import frame
from govrules.portal.matters.sheets import WORDS
from govrules.rulebook import articles as numbers

MOST, MOST_RULES = 50, 8
AHEAD, SNIPPET = 20, 80
LONGEST = 60
BETWEEN = re.compile(r"[\s〔〕［］\[\]【】（）()《》“”\"、，,]+")


def terms(words: str) -> list[str]:
    """What is looked for. Brackets only separate: 阳教字〔2026〕31号 is found however its brackets are typed."""
    return [term for term in BETWEEN.split(words[:LONGEST]) if term]


def find(official: Official, words: str) -> QuerySet[Matter]:
    """Matters he may see whose title or number has every word; two characters are enough."""
    found = visible_to(official).select_related("organ", "submission")
    for term in terms(words):
        number = Q(number__icontains=term) | Q(submission__organ_number__icontains=term)
        found = found.filter(Q(title__icontains=term) | number)
    return found.defer("submission__body").order_by("-moved_at", "-pk")


def find_rules(official: Official, on: date, words: str) -> QuerySet[ArticleText]:
    """Articles of the published text in force in his government that have every word; by 第三十一条 as well."""
    asked = terms(words)
    try:
        adoption = adoption_on(official.government, on) if asked else None
    except Refused:
        adoption = None
    if adoption is None:
        return ArticleText.objects.none()
    found = articles(official.government, book_of(adoption))
    for term in asked:
        number = numbers.number_of(term.removeprefix("第").removesuffix("条")) if term.endswith("条") else None
        found = found.filter(Q(text__icontains=term) | Q(number=number) if number else Q(text__icontains=term))
    return found.order_by("number")[:MOST_RULES]


def around(text: str, words: list[str]) -> str:
    """The part of an article in which the first word stands."""
    flat = text.replace("\n", "")
    found = [place for word in words if (place := flat.lower().find(word.lower())) >= 0]
    at = max(0, min(found, default=0) - AHEAD)
    return f"{'…' if at else ''}{flat[at : at + SNIPPET]}{'…' if at + SNIPPET < len(flat) else ''}"


@access("officials")
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The fifty last moved; more than that asks for another word."""
    here, words = frame.of(request), request.GET.get("q", "").strip()
    found = list(find(here.official, words)[: MOST + 1]) if terms(words) else []
    rules = [(row, around(row.text, terms(words))) for row in find_rules(here.official, here.day, words)]
    rows = [(m, number_of(m), WORDS.get(m.state, m.state), day(m.moved_at, here.day.year)) for m in found[:MOST]]
    context = {"q": words[:LONGEST], "rows": rows, "most": MOST, "too_many": len(found) > MOST, "rules": rules}
    return render(request, "portal/search.html", context)


def number_of(matter: Matter) -> str:
    """The number it goes by: the dispatch's own, or the sender's."""
    submission = getattr(matter, "submission", None)
    return matter.number or (submission.organ_number if submission else "")
