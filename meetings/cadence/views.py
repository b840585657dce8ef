"""The board of cadences: who meets as often as the rules say, and who is behind."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from govrules.core import clock
from govrules.core.access import access
from govrules.core.errors import NotYours
from govrules.core.matters.queries import visible_to
from govrules.core.office.models import Official
from govrules.core.office.queries import in_office, seats_of
from meetings.cadence.queries import Board, board


@access("officials")
@require_safe
def cadence(request: HttpRequest) -> HttpResponse:
    """For the office and the leaders, whose meetings these are. A planned meeting is a link to whom may see it."""
    official, at = request.user.official, clock.now()
    require_reader(official, clock.date_of(at))
    found = board(official.government, at)
    context = {"board": found, "today": clock.date_of(at), "seen": seen(official, found)}
    return render(request, "meetings/cadence/board.html", context)


def require_reader(official: Official, on: date) -> None:
    if not in_office(official, on) and all(seat.organ_id for seat in seats_of(official, on)):
        raise NotYours("会议召开次数由政府办公室和政府领导查看")


def seen(official: Official, found: Board) -> set[int]:
    """Which of the next meetings he may open."""
    ahead = [line.next.matter for line in found.lines if line.next]
    return set(visible_to(official).filter(pk__in=ahead).values_list("pk", flat=True))
