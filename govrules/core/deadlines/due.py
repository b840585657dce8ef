"""What is due, read under the lock of its matter and sorted: the stored moment was only a hint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.db.models import F, QuerySet

from govrules.core.calendar import queries as calendars
from govrules.core.deadlines.models import Deadline, Rung
from govrules.core.deadlines.recount import Recount, acts, for_nobody, recounted, with_warned
from govrules.core.matters.models import LIVE, Matter
from govrules.core.office.models import Appointment, Official, OrganKind
from govrules.core.office.queries import current
from govrules.core.wording import last_day
from govrules.core.workdays import Calendar, chinese, office_date


class Due(NamedTuple):
    """A deadline that comes up."""

    next_at: datetime
    id: int
    matter_id: int


class Row(NamedTuple):
    """A due deadline with what its texts and recipients need; all read in one query."""

    id: int
    government_id: int
    matter_id: int
    step_id: int | None
    article: int | None
    opened_at: datetime
    count: int
    unit: str
    warn_before: int
    agreed_on: date | None
    confirmed_at: datetime | None
    due_at: datetime
    warn_at: datetime
    provisional: bool
    counted: str
    on_pass: str
    on_pass_article: int | None
    on_pass_strength: str
    cycle: int
    waits_since: datetime | None
    title: str
    opened_by: int
    step_state: str | None
    missing: str | None
    assignee: int | None
    custodian: int | None
    organ: str | None
    seat: str | None
    warned: bool
    unheard: bool

    @property
    def whose(self) -> str:
        """Whom the period is for, in words."""
        return self.organ or self.seat or ""

    @property
    def holder(self) -> int:
        """Who has to know: who may act on the step, else who keeps it, else who opened the matter."""
        return self.assignee or self.custodian or self.opened_by

    @property
    def last(self) -> str:
        """The last day in words."""
        return _last(self.due_at, self.provisional)

    @property
    def acts(self) -> bool:
        """Whether its passing acts by itself."""
        return acts(self)

    @property
    def for_nobody(self) -> bool:
        """Whether its passing would act, but nobody was ever asked."""
        return for_nobody(self)


@lru_cache
def _last(due_at: datetime, provisional: bool) -> str:
    return chinese(last_day(due_at)) + ("（暂定）" if provisional else "")


NAMED = {  # what a row takes from its matter and its step
    "title": F("matter__title"),
    "opened_by": F("matter__opened_by_id"),
    "step_state": F("step__state"),
    "missing": F("step__missing"),
    "assignee": F("step__assignee_id"),
    "custodian": F("step__custodian_id"),
    "organ": F("step__organ__short_name"),
    "seat": F("step__seat__title"),
}


@dataclass(frozen=True)
class Shot:
    """A rung that is to be fired for a row."""

    row: Row
    rung: Rung
    planned: datetime


@dataclass
class Tick:
    """One run of the sweep: its moment, and what it reads only once."""

    at: datetime
    offices: dict[int, int | None] = field(default_factory=dict)
    people: dict[int, Official | None] = field(default_factory=dict)

    @cached_property
    def calendar(self) -> Calendar:
        return calendars.current()

    def officials(self, wanted: Iterable[int]) -> dict[int, Official]:
        """The officials who are still in office of these; each is read once."""
        if unread := set(wanted) - self.people.keys():
            self.people |= dict.fromkeys(unread)
            found = Official.objects.filter(pk__among=unread, is_active=True)
            found = found.only("email", "by_email", "by_robot", "government_id")
            self.people |= {official.pk: official for official in found}
        return {pk: official for pk in wanted if (official := self.people[pk])}

    def office(self, government_id: int) -> int | None:
        """Who is told on the office's side: whoever holds its first filled seat."""
        if government_id not in self.offices:
            serving = Appointment.objects.filter(
                current(office_date(self.at)),
                seat__government=government_id,
                seat__organ__kind=OrganKind.OFFICE,
            )
            first = serving.order_by("seat__order", "seat").values_list("official", flat=True).first()
            self.offices[government_id] = first
        return self.offices[government_id]


@dataclass
class Sorted:
    """What is to be done with the rows of a batch."""

    shots: list[Shot] = field(default_factory=list)
    recounts: list[tuple[Row, Recount]] = field(default_factory=list)
    over: list[Row] = field(default_factory=list)
    idle: list[Row] = field(default_factory=list)
    acting: list[Row] = field(default_factory=list)


def lock(matter_ids: Iterable[int]) -> list[int]:
    """Lock matters in order; one that somebody is acting on is left for the next sweep."""
    return list(free(Matter.objects.filter(pk__among=set(matter_ids))).values_list("pk", flat=True))


def free(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """Those of these matters that nobody has locked, locked in the order that everybody keeps."""
    return matters.order_by("pk").select_for_update(skip_locked=True, no_key=True)


def due_rows(deadline_ids: Iterable[int], matter_ids: Iterable[int], at: datetime) -> list[Row]:
    """Of these deadlines those that are due on these matters; one query, by the deadlines' keys alone.

    `state` would lure the planner into an index of open moments, where on a midnight thousands are equal.
    """
    due = Deadline.objects.filter(pk__among=list(deadline_ids), closed_at=None, next_at__lte=at)
    rows = with_warned(due).annotate(**NAMED).order_by("pk").values_list(*Row._fields)
    locked = set(matter_ids)
    return [row for row in map(Row._make, rows) if row.matter_id in locked]


def sort(rows: Iterable[Row], tick: Tick) -> Sorted:
    """Decide about each row as it stands now: the stored moment was only a hint."""
    todo = Sorted()
    for row in rows:
        if row.step_state not in (None, *LIVE):
            todo.over.append(row)
        elif new := recounted(row, tick.calendar, tick.at):
            todo.recounts.append((row, new))
        elif not _aim(row, tick.at, todo):
            todo.idle.append(row)
    return todo


def _aim(row: Row, at: datetime, todo: Sorted) -> bool:
    """The rungs of a row that are due, in order; False if it came up and nothing is due."""
    shots = [Shot(row, Rung.WARN, row.warn_at)] if not row.warned and row.warn_at <= at else []
    over = row.due_at <= at
    waits = over and (row.provisional or row.for_nobody)
    acting = over and not waits and row.acts
    if waits and not row.waits_since:
        shots.append(Shot(row, Rung.WAIT, row.due_at))
    elif over and not waits and not acting:
        shots.append(Shot(row, Rung.DUE, row.due_at))
    if acting:
        todo.acting.append(row)
    todo.shots += shots
    return bool(shots) or acting


def next_look(row: Row, at: datetime) -> datetime | None:
    """When a row has to be looked at again that came up before its time; None if it waits."""
    ahead = [moment for moment in (None if row.warned else row.warn_at, row.due_at) if moment and moment > at]
    return min(ahead, default=None)
