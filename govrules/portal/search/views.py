"""Finding a matter by words of its title or by its number, among those he may see."""

from __future__ import annotations

import re

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents.listing import WORDS
from govrules.core.access import access
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import visible_to
from govrules.core.office.models import Official
from govrules.core.wording import day
from govrules.portal import frame

MOST = 50
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


@access("officials")
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The fifty last moved; more than that asks for another word."""
    here, words = frame.of(request), request.GET.get("q", "").strip()
    found = list(find(here.official, words)[: MOST + 1]) if terms(words) else []
    rows = [(m, number_of(m), WORDS.get(m.state, m.state), day(m.moved_at, here.day.year)) for m in found[:MOST]]
    context = {"q": words[:LONGEST], "rows": rows, "most": MOST, "too_many": len(found) > MOST}
    return render(request, "portal/search.html", context)


def number_of(matter: Matter) -> str:
    """The number it goes by: the dispatch's own, or the sender's."""
    submission = getattr(matter, "submission", None)
    return matter.number or (submission.organ_number if submission else "")
