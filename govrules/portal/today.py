"""The day's line under the top: which working day it is, who is away, and who acts for them under which article."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from govrules.core import authority
from govrules.core.calendar import queries as calendars
from govrules.core.clock import date_of
from govrules.core.office import snapshot
from govrules.core.office.models import Absence, Appointment, Government, Seat
from govrules.core.office.queries import adoption_on, book_of, current
from govrules.core.office.snapshot import Snapshot
from govrules.core.wording import day, last_day, weekday
from govrules.rulebook import Rulebook

MOST_NAMED = 3


@dataclass(frozen=True)
class Away:
    """One who is away: in his post's words, until when, and who acts."""

    name: str
    about: str
    by: str = ""
    ground: str = ""
    article: int | None = None
    missing: str = ""


@dataclass(frozen=True)
class Today:
    """What the line says."""

    day: str
    weekday: str
    is_workday: bool
    quarter: int
    nth: int
    provisional: bool
    away: list[Away] = field(default_factory=list)
    away_count: int = 0

    @property
    def away_more(self) -> bool:
        return self.away_count > len(self.away)


def today(government: Government, at: datetime, *, why: bool = True) -> Today:
    """The line of a government's day; who is away costs a fixed number of queries, however many they are.

    `why`: with the reasons, which are for the office and the leaders.
    """
    on, calendar = date_of(at), calendars.current()
    seats = _away_seats(government, at)
    named = _named(government, seats, at, why) if seats else []
    return Today(
        day(on), weekday(on), calendar.is_workday(on), (on.month + 2) // 3, calendar.quarter_workday(on),
        not calendar.known(on), named, len(seats),
    )  # fmt: skip


def _away_seats(government: Government, at: datetime) -> dict[int, tuple[Absence, Seat]]:
    """Everyone who is away with his highest seat, the leaders first."""
    away = Absence.objects.filter(snapshot.away_at(at), official__government=government).select_related("official")
    absences = {a.official_id: a for a in away}
    if not absences:
        return {}
    held = Appointment.objects.filter(current(date_of(at)), official__in=absences).select_related("seat__organ")
    found: dict[int, tuple[Absence, Seat]] = {}
    for row in sorted(held, key=lambda r: (r.seat.organ_id is not None, r.seat.order, r.seat_id)):
        found.setdefault(row.official_id, (absences[row.official_id], row.seat))
    return found


def _named(government: Government, seats: dict[int, tuple[Absence, Seat]], at: datetime, why: bool) -> list[Away]:
    shot = snapshot.of_government(government, at)
    book = book_of(adoption_on(government, date_of(at)))
    first = list(seats.values())[:MOST_NAMED]
    return [_away(absence, seat, shot, book, at, absence.reason if why else "") for absence, seat in first]


def _away(absence: Absence, seat: Seat, shot: Snapshot, book: Rulebook, at: datetime, reason: str) -> Away:
    name = f"{seat.title}{absence.official.name}"
    about = "，".join(filter(None, [reason, _until(absence.ends_at, date_of(at))]))
    found = authority.among(shot, seat, book)
    if isinstance(found, authority.Held):
        return Away(name, about, missing="" if seat.organ_id else "尚未明确由谁代行")
    ground = authority.GROUND_NAMES.get(found.ground, found.ground)
    return Away(name, about, found.official.name, ground, found.article)


def _until(ends_at: datetime, on: date) -> str:
    last = last_day(ends_at)
    if last == on:
        return "今天返回"
    return f"至{last.day}日" if (last.year, last.month) == (on.year, on.month) else f"至{day(last)}"
