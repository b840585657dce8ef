"""The leaders whom the office may add when it sends a document on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from govrules.core.clock import date_of
from govrules.core.office.models import Government, Seat
from govrules.core.office.queries import holders


@dataclass(frozen=True)
class Leader:
    """A leader's seat and who fills it today."""

    seat: int
    title: str
    name: str
    official: int | None = None


def leaders(government: Government, at: datetime) -> list[Leader]:
    """The leaders' seats in the office's order, vacant ones too: somebody may act for a vacancy."""
    seats = list(Seat.objects.filter(government=government, organ=None))
    filled = holders(seats, date_of(at))
    return [
        Leader(s.pk, s.title, filled[s.pk].name, filled[s.pk].pk) if s.pk in filled else Leader(s.pk, s.title, "空缺")
        for s in seats
    ]
