"""Who is looking at the pages of this floor, and what he may see of others beyond their being away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.http import HttpRequest

from govrules.core import clock
from govrules.core.clock import date_of
from govrules.core.office.models import Government, Official, OrganKind, Seat
from govrules.core.office.pages.filling import me
from govrules.core.office.queries import seats_of


@dataclass(frozen=True)
class Viewer:
    """An official with the seats that he fills today."""

    official: Official
    seats: list[Seat]

    @property
    def government(self) -> Government:
        return self.official.government

    @cached_property
    def in_office(self) -> bool:
        """Whether he serves in the government's office."""
        return any(seat.organ and seat.organ.kind == OrganKind.OFFICE for seat in self.seats)

    @cached_property
    def leads(self) -> bool:
        """Whether he is one of the government's leaders: their seats belong to no organ."""
        return any(seat.organ_id is None for seat in self.seats)

    @property
    def sees_all(self) -> bool:
        """Reasons and places of others are for the office and the leaders."""
        return self.in_office or self.leads

    @cached_property
    def organs(self) -> frozenset[int]:
        """The organs in which he serves."""
        return frozenset(seat.organ_id for seat in self.seats if seat.organ_id)

    def sees_why(self, official: int) -> bool:
        """Whether he may see why and where an official (by key) is away: his own trip, or as the office or a leader."""
        return self.sees_all or official == self.official.pk


def viewing(official: Official, at: datetime) -> Viewer:
    """One query; the official comes with his government."""
    return Viewer(official, seats_of(official, date_of(at)))


def viewer(request: HttpRequest) -> Viewer:
    """Who is logged in: two queries."""
    return viewing(me(request), clock.now())
