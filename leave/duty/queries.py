"""What the duty pages show: who keeps duty now, who must and does not, a month, a shift."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from govrules.core import clock
from govrules.core.calendar import queries as calendars
from govrules.core.clock import date_of
from govrules.core.office.models import Official, Organ, OrganKind
from govrules.core.workdays import Calendar
from leave.board.viewer import Viewer
from leave.duty.changes import changes
from leave.duty.holes import Hole, ahead, holes
from leave.duty.models import (
    DutyEntry,
    DutyRoster,
    DutyShift,
    EntryKind,
    Handover,
    PlaceChange,
    Role,
    Swap,
    SwapState,
)
from leave.duty.planning import following
from leave.duty.rules import DutyRules, of_leaders, rules_of

RECENT = timedelta(days=7)  # for how long a reported event stands on the overview
MINE = 4


def visible_to(viewer: Viewer) -> QuerySet[DutyRoster]:
    """Rosters of his government: the published ones; a draft only for those who keep it."""
    rows = DutyRoster.objects.filter(organ__government=viewer.official.government_id)
    return rows.filter(Q(published_at__isnull=False) | Q(organ__in=viewer.organs))


def shifts_for(viewer: Viewer) -> QuerySet[DutyShift]:
    """Shifts of the rosters that he may see."""
    rows = DutyShift.objects.filter(roster__in=visible_to(viewer))
    return rows.select_related("roster__organ__government", "leader", "officer")


def sees_log(viewer: Viewer, organ: Organ) -> bool:
    """A log is for its organ, the government's office and the leaders."""
    return viewer.sees_all or organ.pk in viewer.organs


# --- A day as the pages tell it -------------------------------------------------------------------------


@dataclass(frozen=True)
class Kind:
    """What kind of day it is: work, rest (weekend), off (holiday), made (made up by working), and its name."""

    key: str
    name: str = ""

    @property
    def words(self) -> str:
        return {"off": f"{self.name or '节日'}放假", "made": "调休上班", "rest": "双休日"}.get(self.key, "")


def kind_of(calendar: Calendar, day: date) -> Kind:
    if day in calendar.work:
        return Kind("made", calendar.work[day])
    if day in calendar.off:
        return Kind("off", calendar.off[day])
    return Kind("work" if calendar.is_workday(day) else "rest")


# --- The whole government -------------------------------------------------------------------------------


@dataclass(frozen=True)
class OrganLine:
    """An organ, whether it must keep duty, who keeps it now, its rosters of this month and the next."""

    organ: Organ
    demanded: bool
    now: DutyShift | None
    this_month: DutyRoster | None
    next_month: DutyRoster | None

    @property
    def missing(self) -> bool:
        """Whether it must have a roster for this month and has none that is published."""
        return self.demanded and (self.this_month is None or self.this_month.published_at is None)


@dataclass(frozen=True)
class Overview:
    rules: DutyRules
    room: OrganLine | None
    organs: list[OrganLine]
    holes: list[Hole]
    mine: list[DutyShift]
    asked: list[Swap]
    to_take: list[Handover] = field(default_factory=list)
    majors: list[DutyEntry] = field(default_factory=list)
    changes: list[PlaceChange] = field(default_factory=list)

    @property
    def missing(self) -> list[OrganLine]:
        return [line for line in self.organs if line.missing]


def overview(viewer: Viewer, at: datetime) -> Overview:
    """Everything of the first page, in a fixed number of queries."""
    rules = rules_of(viewer.government, date_of(at))
    lines = _lines(viewer, rules, at)
    kept = {} if viewer.sees_all else {"roster__organ__in": viewer.organs}
    coming = ahead(at, roster__organ__government=viewer.government, **kept)
    mine = ahead_of(viewer.official, at)
    asked = Swap.objects.filter(Q(other=viewer.official) | Q(asker=viewer.official), state=SwapState.ASKED)
    return Overview(
        rules,
        next((line for line in lines if of_leaders(line.organ)), None),
        lines,
        holes(coming),
        mine[:MINE],
        list(asked.select_related("shift__roster__organ", "in_return", "asker", "other")),
        _to_take(mine),
        _majors(viewer, at),
        changes(viewer, [line.organ for line in lines if line.demanded], at),
    )


def ahead_of(official: Official, at: datetime) -> list[DutyShift]:
    """His own shifts that are not over: one query."""
    rows = DutyShift.objects.filter(Q(leader=official) | Q(officer=official), ends_at__gt=at)
    kept = rows.filter(roster__published_at__isnull=False)
    return list(kept.select_related("roster__organ", "leader", "officer").order_by("starts_at"))


def _lines(viewer: Viewer, rules: DutyRules, at: datetime) -> list[OrganLine]:
    """Of every organ, its own of the government first: three queries."""
    month = date_of(at).replace(day=1)
    organs = Organ.objects.filter(government=viewer.government, is_active=True).exclude(kind=OrganKind.OUTSIDE)
    rosters = visible_to(viewer).filter(month__in=(month, following(month)))
    of = {(roster.organ_id, roster.month): roster for roster in rosters}
    now = DutyShift.objects.filter(
        roster__organ__government=viewer.government, roster__published_at__isnull=False, starts_at__lte=at,
        ends_at__gt=at,
    )  # fmt: skip
    keeping = {shift.roster.organ_id: shift for shift in now.select_related("roster", "leader", "officer")}
    return [
        OrganLine(
            organ, rules.demands(organ), keeping.get(organ.pk), of.get((organ.pk, month)),
            of.get((organ.pk, following(month))),
        )
        for organ in organs
    ]  # fmt: skip


def _to_take(mine: Iterable[DutyShift]) -> list[Handover]:
    """What has been handed over to a shift of his and not been taken: one query."""
    begins = {(shift.roster.organ_id, shift.starts_at) for shift in mine}
    given = Handover.objects.filter(taken_at=None, shift__roster__organ__in={organ for organ, _ in begins})
    rows = given.select_related("shift__roster__organ", "given_by")
    return [row for row in rows if (row.shift.roster.organ_id, row.shift.ends_at) in begins]


def _majors(viewer: Viewer, at: datetime) -> list[DutyEntry]:
    """Major events of the last days, for those whom they are reported to and those who reported them."""
    rows = DutyEntry.objects.filter(
        kind=EntryKind.MAJOR, entered_at__gt=at - RECENT, shift__roster__organ__government=viewer.government
    )
    mine = rows if viewer.sees_all else rows.filter(shift__roster__organ__in=viewer.organs)
    return list(mine.select_related("shift__roster__organ", "by", "received_by").order_by("-entered_at"))


# --- A month of an organ --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """A shift as a month's table shows it."""

    shift: DutyShift
    kind: Kind
    known: bool
    leader_hole: Hole | None
    officer_hole: Hole | None
    handover: Handover | None


def rows_of(roster: DutyRoster, at: datetime) -> list[Row]:
    """Every shift of a month with its kind of day and what is wrong with it: five queries."""
    calendar = calendars.current()
    shifts = list(roster.shifts.select_related("leader", "officer", "handover"))
    for shift in shifts:
        shift.roster = roster
    found = {(hole.shift.pk, hole.role): hole for hole in holes([s for s in shifts if s.ends_at > at])}
    return [
        Row(
            shift, kind_of(calendar, shift.day), calendar.known(shift.day), found.get((shift.pk, Role.LEADER)),
            found.get((shift.pk, Role.OFFICER)), getattr(shift, "handover", None),
        )
        for shift in shifts
    ]  # fmt: skip


# --- A shift --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Log:
    """What stands in a shift's log, what it took over, and what of earlier shifts is still open."""

    entries: list[DutyEntry]
    open_before: list[DutyEntry]
    received: Handover | None
    given: Handover | None


def log_of(shift: DutyShift, before: DutyShift | None) -> Log:
    """Four queries."""
    entries = _entries(shift).filter(shift=shift)
    earlier = _entries(shift).filter(shift__starts_at__lt=shift.starts_at, settled_at=None, kind__in=TO_SETTLE)
    given = Handover.objects.filter(shift__in=[s for s in (shift, before) if s]).select_related("given_by", "taken_by")
    by_shift = {row.shift_id: row for row in given}
    return Log(
        list(entries), list(earlier), by_shift.get(before.pk) if before else None, by_shift.get(shift.pk)
    )  # fmt: skip


TO_SETTLE = (EntryKind.MAJOR, EntryKind.URGENT, EntryKind.VISIT)


def open_entries(shift: DutyShift) -> list[DutyEntry]:
    """What is not settled when a shift ends, of it and of those before it."""
    rows = _entries(shift).filter(shift__starts_at__lte=shift.starts_at, settled_at=None, kind__in=TO_SETTLE)
    return list(rows)


def _entries(shift: DutyShift) -> QuerySet[DutyEntry]:
    rows = DutyEntry.objects.filter(shift__roster__organ=shift.roster.organ_id)
    return rows.select_related("by", "received_by", "shift__leader").prefetch_related("follow_ups__by")


def month_of(text: str | None) -> date:
    """The first day of a month given as 2026-06; this month where that is none."""
    return month_named(text) or clock.today().replace(day=1)


def month_named(text: str | None) -> date | None:
    """The first day of a month given as 2026-06, if it is one."""
    try:
        found = datetime.strptime(text or "", "%Y-%m").date()  # noqa: DTZ007
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2100 else None
