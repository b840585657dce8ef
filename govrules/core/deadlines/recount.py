"""Counting open deadlines again when the calendar has changed.

A due moment never moves into the past: a period that by the new days would be over already keeps its moment.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from govrules.core import clock, registry
from govrules.core.calendar import queries as calendars
from govrules.core.calendar.actions import Loaded
from govrules.core.calendar.models import CalendarYear
from govrules.core.deadlines import onstep, reckoning
from govrules.core.deadlines.models import MAY, Deadline, DeadlineState, Firing, Rung
from govrules.core.deadlines.reckoning import Moments
from govrules.core.journal.actions import Line, MatterLine, record_many
from govrules.core.matters.models import Matter, Step, StepState
from govrules.core.notices.actions import tell
from govrules.core.office.models import Official
from govrules.core.wording import last_day
from govrules.core.workdays import DAY_LONG, Calendar, chinese, midnight

PAGE = 200  # matters locked at a time

log = logging.getLogger(__name__)


class Counted(Protocol):
    """What a row says of its period, be it a model's instance or a tuple of the sweep."""

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
    on_pass_strength: str
    waits_since: datetime | None
    warned: bool
    unheard: bool


@dataclass(frozen=True)
class Recount:
    """What a new count makes different; `settled`: true if the period became firm, false if provisional."""

    moments: Moments
    moved: bool
    settled: bool | None
    overtaken: bool

    @property
    def words(self) -> str:
        """What changed, for the journal; nothing where only the reminder comes at another time."""
        last = chinese(last_day(self.moments.due_at))
        if self.overtaken:
            return f"按新的工作日历时限应已届满，为不使时限倒退，仍为{last}"
        if self.moved:
            return f"时限调整为{last}（{self.moments.counted}）"
        if self.settled is None:
            return ""
        return f"时限确定为{last}，不再暂定" if self.settled else f"时限{last}改为暂定"


def recounted(row: Counted, calendar: Calendar, at: datetime) -> Recount | None:
    """How a row's period stands by this calendar, None if as before."""
    fresh = _fresh(row, calendar)
    overtaken = fresh.due_at <= at and fresh.due_at != row.due_at
    if overtaken:
        unsettled = not calendar.known(last_day(row.due_at))
        fresh = replace(fresh, due_at=row.due_at, warn_at=row.warn_at, provisional=unsettled, counted=row.counted)
    moved = fresh.due_at != row.due_at
    if not moved and (fresh.warn_at, fresh.provisional) == (row.warn_at, row.provisional):
        return None
    settled = None if row.provisional == fresh.provisional else row.provisional
    return Recount(fresh, moved, settled, overtaken)


def _fresh(row: Counted, calendar: Calendar) -> Moments:
    """The moments by this calendar; it does not move a day that people agreed on or confirmed."""
    if row.confirmed_at:
        return Moments(row.due_at, row.warn_at, row.provisional, row.counted)
    if row.agreed_on:
        return Moments(row.due_at, row.warn_at, not calendar.known(row.agreed_on), row.counted)
    return reckoning.counted(row.opened_at, row.count, row.unit, row.warn_before, calendar)


def acts(row: Counted) -> bool:
    """Whether its passing acts by itself; what the rulebook only allows is left to a button."""
    return row.on_pass in registry.consequences() and row.on_pass_strength != MAY


def for_nobody(row: Counted) -> bool:
    """Silence presupposes somebody who was asked: a period that acts on a step that never reached anybody does not."""
    return row.unheard and acts(row)


def keep(row: Counted, new: Recount) -> None:
    """Write a new count on its row, whose matter the caller has locked."""
    m = new.moments
    still_waits = bool(row.waits_since) and not new.moved and (m.provisional or for_nobody(row))
    kept = {} if still_waits else {"waits_since": None, "waits_for": "", "next_at": _next(row, new)}
    Deadline.objects.filter(pk=row.id).update(
        due_at=m.due_at, warn_at=m.warn_at, provisional=m.provisional, counted=m.counted,
        cycle=F("cycle") + int(new.moved), attempts=0, last_error="", **kept,
    )  # fmt: skip


def _next(row: Counted, new: Recount) -> datetime:
    return new.moments.due_at if row.warned and not new.moved else new.moments.warn_at


def line(row: Counted, new: Recount, why: str, at: datetime) -> MatterLine:
    """The journal's line on a new count, with the reason."""
    data = {"deadline": row.id, "was": row.due_at.isoformat(), "due": new.moments.due_at.isoformat()}
    told = Line("recount", at, f"{why}，{new.words}", article=row.article, data=data)
    return MatterLine(row.government_id, row.matter_id, told)


@dataclass
class Tally:
    """How many deadlines a new calendar changed, and how many matters could not be counted."""

    changed: int = 0
    failed: int = 0


def recompute(loaded: Loaded) -> int:
    """After a notice was loaded: count the open deadlines that it touches again; returns how many changed.

    What is lost of this, the sweep makes good (`catch_up`).
    """
    if loaded.first is None or loaded.last is None:
        return 0
    return _count_by(loaded.year, loaded.first, loaded.last, clock.now()).changed


def catch_up(at: datetime) -> Tally:
    """Count by the years that were loaded while whoever loaded them did not come to the end of counting."""
    total = Tally()
    for year in CalendarYear.objects.exclude(counted=F("edition")).order_by("year").values_list("year", flat=True):
        done = _count_by(year, date(year - 1, 12, 1), date(year, 12, 31), at)
        total = Tally(total.changed + done.changed, total.failed + done.failed)
    return total


def _count_by(year: int, first: date, last: date, at: datetime) -> Tally:
    """Count by a year what is open between two days, and note that this is done.

    Page by page of matters, each locked in order: 1 count again, 2 write, 3 journal with the reason, 4 tell. A page
    that fails is done matter by matter; a matter that fails is left to the sweep, which counts before it fires.
    """
    row = CalendarYear.objects.select_related("loaded_by__official").get(year=year)
    spans, calendar, why, tally = open_between(first, last), calendars.current(), reason(row), Tally()
    for page in _pages(spans):
        try:
            tally.changed += _recompute(page, spans, calendar, why, at)
        except Exception:
            log.exception("%s matters could not be counted again; now one by one", len(page))
            for matter in page:
                _count_one(matter, spans, calendar, why, at, tally)
    CalendarYear.objects.filter(pk=row.pk, edition=row.edition).update(counted=row.edition)
    return tally


def _count_one(
    matter: int, spans: QuerySet[Deadline], calendar: Calendar, why: str, at: datetime, tally: Tally
) -> None:
    try:
        tally.changed += _recompute([matter], spans, calendar, why, at)
    except Exception as error:
        log.exception("matter %s could not be counted again", matter)
        tally.failed += 1
        said = f"{type(error).__name__}: {error}"[:2000]
        spans.filter(matter=matter).update(next_at=at, attempts=F("attempts") + 1, last_error=said)


def reason(row: CalendarYear) -> str:
    """Why deadlines are counted again: 已载入2027年放假安排（文号，由谁载入）; the calendar is nobody's own."""
    by = row.loaded_by
    who = f"{by.official.name if by.official else f'系统管理员{by.get_full_name() or by.username}'}载入" if by else ""
    known = "，".join(filter(None, [row.notice_number, who]))
    return f"已载入{row.year}年放假安排" + (f"（{known}）" if known else "")


def open_between(first: date, last: date) -> QuerySet[Deadline]:
    """Open deadlines whose span has a day between these."""
    return Deadline.objects.filter(
        state=DeadlineState.OPEN, opened_at__lt=midnight(last + DAY_LONG), due_at__gt=midnight(first)
    )


def with_warned(rows: QuerySet[Deadline]) -> QuerySet[Deadline]:
    """Each row with whether it has warned in its present cycle, and whether its step never reached anybody."""
    shots = Firing.objects.filter(deadline=OuterRef("pk"), rung=Rung.WARN, cycle=OuterRef("cycle"))
    never_held = Step.objects.filter(pk=OuterRef("step"), state=StepState.HELD, holders=None)
    return rows.annotate(warned=Exists(shots), unheard=Exists(never_held))


def delivered(step: Step, at: datetime) -> None:
    """A step that was held reached somebody; if for the first time, what its silence leads to is counted from now.

    The step's matter is locked, and its new holder is on record. An agreed day stays: somebody agreed on it.
    """
    if step.holders.count() > 1:
        return
    running = Deadline.objects.filter(step=step, state=DeadlineState.OPEN, opened_at__lt=at, agreed_on=None)
    why = f"此前无人可以办理，现已送达{step.assignee.name if step.assignee else ''}，自送达起算"
    for row in filter(acts, with_warned(running).select_related("matter")):
        row.opened_at = at
        new = recounted(row, calendars.current(), at)
        Deadline.objects.filter(pk=row.pk).update(opened_at=at)
        if new:
            keep(row, new)
            record_many([line(row, new, why, at)] if new.words else [])
    onstep.show([step.pk])
    step.refresh_from_db(fields=["due_at", "warn_at"])


def _pages(spans: QuerySet[Deadline]) -> Iterator[Sequence[int]]:
    matters = sorted(set(spans.values_list("matter", flat=True)))
    return (matters[start : start + PAGE] for start in range(0, len(matters), PAGE))


@transaction.atomic
def _recompute(matters: Sequence[int], spans: QuerySet[Deadline], calendar: Calendar, why: str, at: datetime) -> int:
    list(Matter.objects.filter(pk__in=matters).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    rows = with_warned(spans.filter(matter__in=matters)).order_by("matter", "pk")
    changes = [(row, new) for row in rows if (new := recounted(row, calendar, at))]
    for row, new in changes:
        keep(row, new)
    record_many([line(row, new, why, at) for row, new in changes if new.words])
    show_on_steps(row for row, _ in changes)
    for row, new in changes:
        if new.moved:
            _tell(row, new, why, at)
    return len(changes)


def show_on_steps(rows: Iterable[Counted]) -> None:
    """Bring the moments that queues go by in line with these rows."""
    rows = list(rows)
    of_matters = {row.matter_id for row in rows if row.step_id is None}
    onstep.show([row.step_id for row in rows if row.step_id], of_matters)


def _tell(row: Deadline, new: Recount, why: str, at: datetime) -> None:
    """Tell whoever the period is for that its end has moved, and why."""
    recipients = Official.objects.filter(steps=row.step_id) if row.step_id else [row.matter.opened_by]
    tell(
        recipients, event=f"deadline:{row.pk}:recount:{row.cycle + 1}", matter=row.matter, at=at,
        article=row.article,
        subject=f"时限调整为{chinese(last_day(new.moments.due_at))}：{row.matter.title}",
        body=f"{why}，{new.words}",
    )  # fmt: skip
