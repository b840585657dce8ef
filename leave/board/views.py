"""The board of a day and the calendar by leader and by organ."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from govrules.core import clock
from govrules.core.access import access
from govrules.core.clock import date_of
from govrules.core.wording import span
from leave.board.queries import board
from leave.board.spread import HEADS, LEADERS, days_shown, organs, spread
from leave.board.viewer import viewer
from leave.duty.keeping import room_now

DAY = timedelta(days=1)
FARTHEST = timedelta(days=366)


@access("officials")
@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """Who is away; `?on=2026-06-10` for another day."""
    him, at = viewer(request), clock.now()
    on = _day(request)
    context = {
        "him": him, "board": board(him, on, at), "on": on, "today": date_of(at), "previous": on - DAY,
        "next": on + DAY, "duty": room_now(him.government, at) if on == date_of(at) else None, "at": at,
    }  # fmt: skip
    return render(request, "leave/board/day.html", context)


@access("officials")
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """A week or a month, one row a person: `?view=month&by=heads&on=2026-06-10`."""
    him, at, on = viewer(request), clock.now(), _day(request)
    view = "month" if request.GET.get("view") == "month" else "week"
    choices = organs(him)
    by = request.GET.get("by", LEADERS)
    if by not in (LEADERS, HEADS, *(str(organ.pk) for organ in choices)):
        by = LEADERS
    days = days_shown(view, on)
    context = {
        "him": him, "spread": spread(him, days, by, at), "view": view, "by": by, "organs": choices, "on": on,
        "days": days, "said": span(days[0], days[-1]), "previous": days[0] - DAY, "next": days[-1] + DAY,
        "today": date_of(at),
    }  # fmt: skip
    return render(request, "leave/board/calendar.html", context)


def _day(request: HttpRequest) -> date:
    """The day asked for, within a year of today; today where it is none."""
    today = clock.today()
    try:
        on = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today
    return on if abs(on - today) <= FARTHEST else today
