"""Holes in published rosters: nobody put down, away, or no longer serving there; each is warned of once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from govrules.core.clock import date_of
from govrules.core.notices.actions import tell
from govrules.core.notices.models import Notice
from govrules.core.office.models import Appointment, Official, Organ
from govrules.core.office.queries import MAIN_HEAD, current
from govrules.core.wording import day, moment
from leave.duty.models import DutyShift, Role
from leave.duty.planning import Span
from leave.duty.rules import of_leaders, rules_of
from leave.duty.staff import Trips, trip_in, trips_of

ROLES = (Role.LEADER, Role.OFFICER)


@dataclass(frozen=True)
class Hole:
    """A place of a shift that nobody will fill. `cause` is what makes it another hole when it comes again."""

    shift: DutyShift
    role: Role
    why: str
    cause: str

    @property
    def key(self) -> str:
        return f"duty-hole:{self.shift.pk}:{self.role}:{self.cause}"

    def __str__(self) -> str:
        organ = self.shift.roster.organ.short_name
        return f"{organ}{day(self.shift.day)}{self.role.label}：{self.why}"


def span_of(shift: DutyShift) -> Span:
    return Span(shift.starts_at, shift.ends_at)


def ahead(at: datetime, **of: object) -> list[DutyShift]:
    """Shifts of published rosters that are not over, with their rosters' organs; `of`: whose. One query."""
    rows = DutyShift.objects.filter(roster__published_at__isnull=False, ends_at__gt=at, **of)
    return list(rows.select_related("roster__organ__government", "roster__published_by", "leader", "officer"))


def holes(shifts: Sequence[DutyShift]) -> list[Hole]:
    """Of these shifts, in their order: two queries."""
    if not shifts:
        return []
    people = {pk for shift in shifts for pk in (shift.leader_id, shift.officer_id) if pk}
    whole = Span(min(s.starts_at for s in shifts), max(s.ends_at for s in shifts))
    trips = trips_of(people, whole)
    held = list(Appointment.objects.filter(official__in=people).select_related("seat"))
    found = (_hole(shift, role, trips, held) for shift in shifts for role in ROLES)
    return [hole for hole in found if hole]


def _hole(shift: DutyShift, role: Role, trips: Trips, held: Iterable[Appointment]) -> Hole | None:
    official: Official | None = getattr(shift, role)
    if official is None:
        return Hole(shift, role, "无人", "nobody")
    trip = trip_in(trips, official.pk, span_of(shift))
    if trip:
        why = f"{official.name}{moment(trip.starts_at)}至{moment(trip.returned_at or trip.ends_at)}外出"
        return Hole(shift, role, why, f"away-{trip.pk}")
    if not official.is_active or not any(_serves(row, shift, role) for row in held if row.official_id == official.pk):
        return Hole(shift, role, f"{official.name}当日已不在本单位任职", f"left-{official.pk}")
    return None


def _serves(row: Appointment, shift: DutyShift, role: Role) -> bool:
    if not (row.since <= shift.day and (row.until is None or shift.day < row.until)):
        return False
    organ = shift.roster.organ
    return row.seat.organ_id == organ.pk or (row.seat.organ_id is None and role == Role.LEADER and of_leaders(organ))


# --- Telling of them ------------------------------------------------------------------------------------


def warn(at: datetime) -> int:
    """Tell those who keep the rosters of every hole that they have not been told of; returns how many were new."""
    fresh = _fresh(holes(ahead(at)))
    for hole in fresh:
        tell_of(hole, at)
    return len(fresh)


def _fresh(found: Sequence[Hole]) -> list[Hole]:
    told = Notice.objects.filter(event__in=[hole.key for hole in found]).values_list("event", flat=True)
    known = set(told) if found else set()
    return [hole for hole in found if hole.key not in known]


def tell_of(hole: Hole, at: datetime) -> None:
    """Those who keep the roster; under the article where the rules demand duty."""
    roster = hole.shift.roster
    article = article_of(roster.organ, at)
    tell(
        keepers_of(hole.shift, at), event=hole.key, subject=f"值班缺人：{hole}"[:200], article=article, at=at,
        body="请在值班表上改派他人，或者由本人与同事商定换班。",
    )  # fmt: skip


def keepers_of(shift: DutyShift, at: datetime) -> list[Official]:
    """Who keeps a roster: who made and who published it, and the organ's main head by seat."""
    roster = shift.roster
    heads = Appointment.objects.filter(
        current(date_of(at)), seat__organ=roster.organ, seat__post=MAIN_HEAD.get(roster.organ.kind, "")
    )
    people = [roster.made_by, roster.published_by, *(row.official for row in heads.select_related("official"))]
    return list(dict.fromkeys(person for person in people if person))


def article_of(organ: Organ, at: datetime) -> int | None:
    """The article under which this organ must keep duty, None where the rules do not say so."""
    return rules_of(organ.government, date_of(at)).article_for(organ)
