"""Whether the rules have somebody ask for leave before he goes: then the office does not just put him down as away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from govrules.core.clock import date_of
from govrules.core.errors import Why
from govrules.core.office.models import Official, Seat
from govrules.core.office.queries import adoption_on, book_of, seats_of
from govrules.rulebook import Rulebook
from govrules.rulebook.errors import RulebookError
from leave.requests.models import LeaveKind

PLAIN = {"leave_kind": str(LeaveKind.OTHER), "abroad": False, "urgent_trip": False}


def wanted_of(book: Rulebook, seats: Iterable[Seat]) -> int | None:
    """The article under which who fills these seats asks for leave; None where the rules say nothing of it."""
    for seat in seats:
        try:
            route = book.route("leave", {"leave_post": seat.post, **PLAIN})
        except RulebookError:
            continue
        if not route.silent:
            return route.article
    return None


def asked_first(official: Official, at: datetime) -> Why | None:
    """Why the office may not put him down for a trip that lies ahead."""
    on = date_of(at)
    article = wanted_of(book_of(adoption_on(official.government, on)), seats_of(official, on))
    if article is None:
        return None
    remedy = "请填请假单报批；已经外出的，再在这里登记，外出一览会注明没有请假"
    return Why(f"{official.name}外出应先请假、报告，不能只作登记", article, remedy)


ASKED_FIRST = (asked_first,)
