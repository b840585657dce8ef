"""The leave form and a month's duty roster as PDF: one page each, made while he waits."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from govrules.core import clock
from govrules.core.access import access
from govrules.core.matters.queries import visible_to as matters_for
from govrules.core.matters.queries import with_rules
from govrules.portal import frame
from govrules.portal.leave_print.content import page_of
from govrules.portal.leave_print.roster import page_of as roster_page
from govrules.portal.printed import printed
from leave.board.viewer import viewer
from leave.duty.queries import month_of, rows_of, visible_to
from leave.requests.queries import whole


@access("officials")
@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The printed form of a leave that he may see."""
    here = frame.of(request)
    matter = get_object_or_404(with_rules(matters_for(here.official)), pk=pk, kind="leave")
    return printed(page_of(whole(matter, here.at), here.at), matter.title)


@access("officials")
@require_safe
def roster(request: HttpRequest, organ_id: int) -> HttpResponse:
    """A month of an organ for the wall, `?month=2026-06`; a draft only for those who keep it."""
    him, at = viewer(request), clock.now()
    rosters = visible_to(him).select_related("organ__government").filter(organ=organ_id)
    found = get_object_or_404(rosters, month=month_of(request.GET.get("month")))
    return printed(roster_page(found, rows_of(found, at), at), str(found))
