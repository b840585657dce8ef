"""The list of documents and the page of one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from urllib.parse import quote

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from documents.actions import choices
from documents.dispatch.forms import NumberForm, ReviewForm
from documents.dispatch.models import Review
from documents.listing import KINDS, SORTS, WORDS, DocumentFilter, documents, exported
from documents.offers import offered
from documents.prints.kinds import kinds_of
from documents.prints.models import PrintKind
from documents.queries import Sheet, sheet
from govrules.core import clock
from govrules.core.access import access
from govrules.core.asked import query_of
from govrules.core.calendar.queries import current
from govrules.core.deadlines.actions import left_words, light
from govrules.core.deadlines.models import Extension
from govrules.core.matters.models import Evidence, Matter, Step
from govrules.core.matters.queries import visible_to, with_rules
from govrules.core.matters.sharing import may_share
from govrules.core.matters.shown import at_hand, evidence_of, journal_of
from govrules.core.office.models import Official

PAGE = 30


@access("officials")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Documents that he may see: filtered, sorted, paged; `?export=xlsx` gives the same list as Excel."""
    sort = request.GET.get("sort", "")
    found = DocumentFilter(request.GET, documents(request.user.official, sort), official=request.user.official)
    if request.GET.get("export") == "xlsx":
        response = HttpResponse(
            exported(found.qs), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        )
        response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote('公文列表.xlsx')}"
        return response
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    at, calendar = clock.now(), current()
    for matter in page:
        matter.due_at, matter.warn_at = matter.due, matter.warn
        matter.light = light(matter, at) if matter.due else "none"
        matter.left = left_words(matter, at, calendar) if matter.due else ""
        matter.words = WORDS.get(matter.state, matter.state)
    context = {"filter": found, "page": page, "sorts": SORTS, "kinds": KINDS, "query": query_of(request), "sort": sort}
    return render(request, "documents/index.html", context)


@access("officials")
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One document whole: text, way, consultation, what the rules say, record, and what may be done."""
    official: Official = request.user.official
    matters = with_rules(visible_to(official)).select_related("parent", "opened_by")
    matter = get_object_or_404(matters, pk=pk, kind__in=("submission", "dispatch"))
    at = clock.now()
    shown = sheet(matter, at)
    mine = at_hand(shown.steps, official, at)
    return render(request, "documents/page.html", context_of(shown, official, mine))


def context_of(shown: Sheet, official: Official, mine: Step | None) -> dict[str, Any]:
    """Everything the page shows."""
    matter = shown.matter
    can = offered(matter, official)
    extensions = Extension.objects.filter(deadline__matter=matter).select_related("asked_by", "deadline__step__organ")
    return {
        "matter": matter, "sheet": shown, "words": WORDS.get(matter.state, matter.state), "way": shown.way,
        "findings": shown.findings, "journal": journal_of(matter), "evidence": evidence_of(matter),
        "waivers": matter.waivers.select_related("given_by", "settled_by"), "mine": mine,
        "choices": choices(mine) if mine else (), "can": can, "extensions": extensions,
        "attachments": matter.attachments.filter(removed_at=None).select_related("blob"),
        "versions": matter.versions.select_related("by"), "related": visible_related(shown, official),
        "prints": [(k, PrintKind(k).label) for k in kinds_of(matter.kind)],
        "number_form": NumberForm(by=official, dispatch=shown.document) if "number" in can else None,
        "may_share": may_share(matter, official), "reviews": reviews_of(matter),
        "review_form": review_form(matter, official, can),
    }  # fmt: skip


def review_form(matter: Matter, official: Official, can: Collection[str]) -> ReviewForm | None:
    """For a dispatch that is with the office."""
    if matter.kind != "dispatch" or "edit" not in can:
        return None
    return ReviewForm(by=official, initial={"issued_on": clock.today()})


def reviews_of(matter: Matter) -> list[Evidence]:
    """The reviews and decisions on record, with their names."""
    found = [e for e in evidence_of(matter) if e.kind in Review.values]
    for one in found:
        one.label = Review(one.kind).label
    return found


def visible_related(shown: Sheet, official: Official) -> Matter | None:
    """The request answered, or the reply to it, if he may see it."""
    return visible_to(official).filter(pk=shown.related.pk).first() if shown.related else None
