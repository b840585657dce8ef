"""Who is in an AB pair with somebody, and whether the other one is away, or asks to be, at the same time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from govrules.core.clock import date_of
from govrules.core.office.models import ABPair, Absence, Official
from govrules.core.office.queries import current, holders, seats_of
from govrules.core.office.snapshot import back_at
from govrules.core.wording import moment
from leave.requests.models import LeaveRequest
from leave.requests.states import State


@dataclass(frozen=True)
class PairAway:
    """The other one of a pair is away in a span; `asked`: has only asked for it so far."""

    official: Official
    starts_at: datetime
    ends_at: datetime
    asked: bool = False

    def __str__(self) -> str:
        asks = "已请假，" if self.asked else ""
        return f"{self.official.name}（{asks}{moment(self.starts_at)}至{moment(self.ends_at)}）"


def partners(official: Official, at: datetime) -> list[Official]:
    """The holders of the seats that are paired with his, whichever of the two entered the pair; no vacant ones."""
    on = date_of(at)
    own = seats_of(official, on)
    rows = ABPair.objects.filter(current(on)).filter(Q(seat__in=own) | Q(counterpart__in=own))
    others = {other for row in rows.select_related("seat", "counterpart") for other in (row.seat, row.counterpart)}
    found = holders([seat for seat in others if seat not in own], on).values()
    return sorted({one for one in found if one != official}, key=lambda one: one.pk)


def pairs_away(
    people: Iterable[Official], starts_at: datetime, ends_at: datetime, but: LeaveRequest | None = None
) -> list[PairAway]:
    """Which of these people are away in a span, or have asked for leave in it: two queries."""
    wanted = list(people)
    away = Absence.objects.annotate(back=back_at()).filter(
        official__in=wanted, cancelled_at=None, starts_at__lt=ends_at, back__gt=starts_at
    )
    asking = LeaveRequest.objects.filter(
        official__in=wanted, matter__state=State.ON_ITS_WAY, starts_at__lt=ends_at, ends_at__gt=starts_at
    ).exclude(pk=but.pk if but else None)
    return [
        *(PairAway(a.official, a.starts_at, a.back) for a in away.select_related("official").order_by("starts_at")),
        *(PairAway(r.official, r.starts_at, r.ends_at, True) for r in asking.select_related("official")),
    ]
