"""Who may be put on a roster: who serves where on a day, and who is away when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from govrules.core.office.models import Absence, Appointment, Official, Organ
from govrules.core.office.snapshot import back_at
from leave.duty.models import Role
from leave.duty.planning import Span
from leave.duty.rules import DutyRules, of_leaders

Trips = Mapping[int, list[Absence]]  # official -> his absences


@dataclass(frozen=True)
class Staff:
    """Those who serve in an organ during a time, the highest seats first; for the government's own, its leaders too."""

    organ: Organ
    rules: DutyRules
    held: list[Appointment]

    def serving(self, role: str, day: date) -> dict[int, str]:
        """Who may have this place of a shift that day: official -> name and title of his highest seat.

        In charge is one of the leadership by the rules' list of posts; on duty anyone who serves in the organ.
        """
        rows = [row for row in self.held if _holds(row, day) and self._fits(row, role)]
        found: dict[int, str] = {}
        for row in rows:
            found.setdefault(row.official_id, f"{row.official.name}（{row.seat.title}）")
        return found

    def main_heads(self, day: date) -> set[int]:
        """Whose turn the rules want to see (主要负责同志)."""
        return {
            row.official_id
            for row in self.held
            if _holds(row, day) and self.rules.is_main_head(self.organ, row.seat.post)
        }

    def official(self, pk: int) -> Official:
        return next(row.official for row in self.held if row.official_id == pk)

    def _fits(self, row: Appointment, role: str) -> bool:
        if role == Role.LEADER:
            return self.rules.may_lead(self.organ, row.seat.post)
        return row.seat.organ_id == self.organ.pk


def _holds(row: Appointment, day: date) -> bool:
    return row.since <= day and (row.until is None or day < row.until)


def staff_of(organ: Organ, rules: DutyRules, first: date, last: date) -> Staff:
    """One query."""
    where = Q(seat__organ=organ)
    if of_leaders(organ):
        where |= Q(seat__organ=None, seat__government=organ.government_id)
    held = Appointment.objects.filter(where, Q(until=None) | Q(until__gt=first), since__lte=last)
    rows = held.select_related("official", "seat").order_by(
        F("seat__organ").asc(nulls_first=True), "seat__order", "seat", "since"
    )
    return Staff(organ, rules, list(rows))


def trips_of(officials: Iterable[int], span: Span) -> Trips:
    """The absences that touch a time, cancelled ones left out; a real return ends one. One query."""
    found = Absence.objects.annotate(back=back_at()).filter(
        official__in=set(officials), cancelled_at=None, starts_at__lt=span.end, back__gt=span.start
    )
    trips: dict[int, list[Absence]] = defaultdict(list)
    for row in found.order_by("starts_at"):
        trips[row.official_id].append(row)
    return trips


def trip_in(trips: Trips, official: int, span: Span) -> Absence | None:
    """The first absence of an official that touches a shift."""
    rows = trips.get(official, ())
    return next((row for row in rows if Span(row.starts_at, row.back).meets(span)), None)


def serves(official: Official, organ: Organ, on: date) -> bool:
    """Whether he serves in the organ that day: its staff keep its roster."""
    return Appointment.objects.filter(_on(on), official=official, seat__organ=organ).exists()


def _on(day: date) -> Q:
    return Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))
