"""The acts on the calendar and on the demo's clock: the only code that writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from simple_history.utils import bulk_create_with_history

from govrules.core import clock
from govrules.core.calendar import notices, package, queries
from govrules.core.calendar.models import (
    CalendarDay,
    CalendarYear,
    ClockOffset,
    DayKind,
    YearState,
    new_edition,
)
from govrules.core.errors import BadInput, NotYours, Refused, WrongState
from govrules.core.office.models import Account
from govrules.core.workdays import Change, Year, changed_span, chinese

NOT_DEMO = "只有演示系统可以拨动办公时钟、载入演示通知"
KEPT_AHEAD = timedelta(days=366)  # of calendar that the demo's clock leaves ahead of itself


@dataclass(frozen=True)
class Loaded:
    """A year was loaded: the days whose status changed, and the span whose open deadlines to recompute."""

    year: int
    version: int
    change: Change

    @property
    def changed(self) -> list[date]:
        return list(self.change.days)

    @property
    def first(self) -> date | None:
        return self.change.first

    @property
    def last(self) -> date | None:
        return self.change.last


@dataclass(frozen=True)
class Filled:
    """The years taken from the package, and what they change where a calendar was there before."""

    years: list[int]
    change: Change


@transaction.atomic
def fill_from_package(at: datetime | None = None) -> Filled:
    """Load the years that the `chinesecalendar` package has and the database has not."""
    before = queries.published()
    fresh = [year for year in package.years() if year.year not in {y.year for y in before}]
    source, at = package.source(), at or clock.wall()
    rows = [CalendarYear(year=year.year, source=source, loaded_at=at) for year in fresh]
    for row in rows if not before else ():
        row.counted = row.edition  # before the first calendar nothing was ever counted
    saved = bulk_create_with_history(rows, CalendarYear) if rows else []
    for row, year in zip(saved, fresh, strict=True):
        CalendarDay.objects.bulk_create(_days(row, year))
    new = queries.build([*before, *fresh])
    return Filled([y.year for y in fresh], changed_span(queries.build(before) if before else new, new))


@transaction.atomic
def load_text(text: str, year: int, number: str, by: Account | None, *, demo: bool = False) -> Loaded:
    """Load a notice in its own words or as a table; nothing is loaded if anything in it is wrong."""
    _lock()
    seen = queries.preview(text, year, number, demo=demo)
    if not seen.loadable:
        raise BadInput(*map(str, seen.errors), field="text")
    return load_notice(year, seen.year.off, seen.year.work, seen.number, by, demo=demo)


@transaction.atomic
def load_notice(
    year: int,
    days_off: Mapping[date, str],
    days_in: Mapping[date, str],
    number: str,
    by: Account | None,
    *,
    demo: bool = False,
) -> Loaded:
    """Load a whole year's days (date -> holiday's name) as a new version of it.

    1. lock; 2. may it be loaded; 3. the same again changes nothing; 4. the new version.
    """
    _lock()
    before = queries.published()
    row = CalendarYear.objects.filter(year=year).first()
    given = Year(year, dict(days_off), dict(days_in))
    _may_load(given, row, {y.year for y in before}, number, demo)
    old = queries.build(before)
    if row and (row.notice_number, row.demo) == (number, demo) and given in before:
        return Loaded(year, row.version, changed_span(old, old))
    saved = _new_version(row or CalendarYear(year=year, version=0), number, by, demo)
    CalendarDay.objects.bulk_create(_days(saved, given))
    return Loaded(year, saved.version, changed_span(old, queries.build(queries.published())))


@transaction.atomic
def advance_clock(to: datetime) -> datetime:
    """Move the demo's office clock forward; what fell due meanwhile is found by the next sweep."""
    _require_demo()
    ClockOffset.objects.select_for_update().filter(pk=1).first()
    if to <= clock.now():
        raise BadInput("办公时钟只能向前拨，请选择更晚的时间", field="to")
    return _set_clock(to)


@transaction.atomic
def start_clock(at: datetime) -> datetime:
    """Set the demo's office clock to the moment as of which the demo is loaded, be it past or future."""
    _require_demo()
    return _set_clock(at)


def _lock() -> None:
    """One loads at a time: the years are locked before anything is read."""
    list(CalendarYear.objects.select_for_update().order_by("year").values_list("pk"))


def _set_clock(to: datetime) -> datetime:
    calendar = queries.current()
    if not calendar.first <= clock.date_of(to) <= calendar.last - KEPT_AHEAD:
        last = chinese(calendar.last - KEPT_AHEAD)
        raise BadInput(f"工作日历只到{chinese(calendar.last)}，办公时钟最远可拨到{last}", field="to")
    ClockOffset.objects.update_or_create(pk=1, defaults={"offset": to - clock.wall()})
    return to


def _require_demo() -> None:
    if not settings.DEMO:
        raise NotYours(NOT_DEMO)


def _may_load(given: Year, row: CalendarYear | None, there: set[int], number: str, demo: bool) -> None:
    """Refuse what must not become the calendar, each for its reason."""
    notices.require_covered(given.year)
    if demo:
        _require_demo()
    if demo and row and not row.demo:
        raise WrongState(f"{given.year}年的正式通知已经载入，不能再用演示通知替换")
    if there and given.year not in there and given.year - 1 not in there:
        raise Refused(f"请先载入{max(there) + 1}年的通知，工作日历不能有空缺")
    wrong = [*notices.wrong_days(given), *notices.missing(given)]
    if wrong or not number.strip():
        raise BadInput(*(str(problem) for problem in wrong or ["请填写通知文号"]))


def _new_version(row: CalendarYear, number: str, by: Account | None, demo: bool) -> CalendarYear:
    """Save the year as its next version, with a line of history; replacing a demo's year is no amendment."""
    amended = row.version > 0 and not row.demo
    row.version += 1
    row.edition = new_edition()
    row.state = YearState.AMENDED if amended else YearState.PUBLISHED
    row.notice_number, row.demo, row.source = number, demo, "演示通知" if demo else "放假通知"
    row.loaded_at, row.loaded_by = clock.now(), by
    row.save()
    return row


def _days(row: CalendarYear, year: Year) -> Iterable[CalendarDay]:
    for kind, days in ((DayKind.OFF, year.off), (DayKind.WORK, year.work)):
        for day, name in sorted(days.items()):
            yield CalendarDay(year=row, version=row.version, date=day, kind=kind, name=name)
