"""Working days, pure: years of days off and make-up days as data, indexed once, then counted by two look-ups.

`days` holds all working dates in order and `cum[i]` how many of them there are up to day i, so that the n-th
working day after d is `days[cum[d.toordinal() - lo] + n - 1]`. Past its end a calendar raises, never guesses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate, compress
from zoneinfo import ZoneInfo

from govrules.core.errors import BadInput

OFFICE_ZONE = ZoneInfo("Asia/Shanghai")
WORKDAY, DAY = "workday", "day"
AFTER, BEFORE = "after", "before"
DAY_LONG = timedelta(days=1)


class BeyondCalendar(BadInput):
    """A date or a count left the days that the calendar holds."""


@dataclass(frozen=True)
class Year:
    """What a year's notice says beyond weekends: days off, and weekend days worked (date -> holiday's name).

    It may name days of the December before. `published` is false for a year filled in by the statutory days.
    """

    year: int
    off: Mapping[date, str]
    work: Mapping[date, str]
    published: bool = True


class Calendar:
    """Working days over consecutive years."""

    def __init__(self, years: Iterable[Year]) -> None:
        years = sorted(years, key=lambda y: y.year)
        if not years or [y.year for y in years] != list(range(years[0].year, years[-1].year + 1)):
            raise ValueError("a calendar needs consecutive years")
        self.first, self.last = date(years[0].year, 1, 1), date(years[-1].year, 12, 31)
        self.off, self.work = _merged(years)
        self.last_known = _last_known(years)
        self._lo = self.first.toordinal() - 1
        span = [date.fromordinal(i) for i in range(self._lo + 1, self.last.toordinal() + 1)]
        worked = [day in self.work or (day.weekday() < 5 and day not in self.off) for day in span]
        self._cum = [0, *accumulate(worked)]
        self._days = list(compress(span, worked))

    def is_workday(self, day: date) -> bool:
        """Whether a day is worked."""
        self.require(day)
        i = day.toordinal() - self._lo
        return self._cum[i] > self._cum[i - 1]

    def known(self, day: date) -> bool:
        """Whether the notices have settled this day; the last days of their last December are still open."""
        return day <= self.last_known

    def add(self, day: date, n: int) -> date:
        """The n-th working day after a day, which itself is not counted."""
        i = day.toordinal() - self._lo
        if n < 1 or i < 0:
            raise self._refusal(day, n)
        try:
            return self._days[self._cum[i] + n - 1]
        except IndexError:
            raise self._refusal(day, n) from None

    def back(self, day: date, n: int) -> date:
        """The n-th working day before a day, which itself is not counted."""
        i = day.toordinal() - self._lo - 1
        if n < 1 or not 0 <= i < len(self._cum) or self._cum[i] < n:
            raise self._refusal(day, n)
        return self._days[self._cum[i] - n]

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`; negative when `end` is earlier."""
        return self._cum[self._index(end)] - self._cum[self._index(start)]

    def left(self, today: date, last_day: date) -> int:
        """Working days left after today: 0 on the last day, negative when it is over."""
        return self.between(today, last_day)

    def next_workday(self, day: date) -> date:
        """The day itself if it is worked, else the next one that is."""
        return self.add(day - DAY_LONG, 1)

    def quarter_workday(self, day: date) -> int:
        """How many working days of its quarter have begun: the banner's 第2季度第48个工作日."""
        quarter = date(day.year, day.month - (day.month - 1) % 3, 1)
        return self.between(quarter - DAY_LONG, day)

    def workdays(self, start: date, end: date) -> tuple[date, ...]:
        """The working days that `between` counts."""
        return tuple(self._days[self._cum[self._index(start)] : self._cum[self._index(end)]])

    def require(self, day: date) -> None:
        """Refuse a day that the calendar does not hold."""
        if not self.first <= day <= self.last:
            raise self._refusal(day, 1)

    def _index(self, day: date) -> int:
        i = day.toordinal() - self._lo
        if not 0 <= i < len(self._cum):
            raise self._refusal(day, 1)
        return i

    def _refusal(self, day: date, n: int) -> Exception:
        if n < 1:
            return ValueError("a period has at least one day")
        span = f"{chinese(self.first)}至{chinese(self.last)}"
        if self.first <= day <= self.last:
            return BeyondCalendar(f"从{chinese(day)}数{n}个工作日，超出了工作日历的范围（{span}）")
        return BeyondCalendar(f"{chinese(day)}不在工作日历的范围（{span}）内，请核对日期")


def _merged(years: Iterable[Year]) -> tuple[dict[date, str], dict[date, str]]:
    """Days off and days worked of all years; of a day that two notices name, the later year's decides."""
    off: dict[date, str] = {}
    work: dict[date, str] = {}
    for year in years:
        for day in (*year.off, *year.work):
            off.pop(day, None)
            work.pop(day, None)
        off |= year.off
        work |= year.work
    return off, work


def _last_known(years: list[Year]) -> date:
    """27 December of the last year published without a gap before it; later days the next notice settles."""
    known = years[0].year - 1
    for year in years:
        if not year.published:
            break
        known = year.year
    return date(known, 12, 27)


def chinese(day: date) -> str:
    """2026年5月26日."""
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True)
class Due:
    """When a period ends. `due_at` is the midnight that ends the last day (UTC): at that moment it is over.

    `start` is the day of the event, which is not counted; `counted` are the days that are. A provisional one
    rests on days that no notice has settled yet.
    """

    start: date
    count: int
    unit: str
    direction: str
    last_day: date
    counted: tuple[date, ...]
    provisional: bool

    @property
    def due_at(self) -> datetime:
        return midnight(self.last_day + DAY_LONG)

    def is_over(self, moment: datetime) -> bool:
        """At 00:00:00 after the last day it is over."""
        return moment >= self.due_at


def due_after(opened_at: datetime, count: int, unit: str, calendar: Calendar) -> Due:
    """The end of a period after an event; one in calendar days never ends on a day off, it runs on."""
    start = office_date(opened_at)
    if unit == WORKDAY:
        last_day = calendar.add(start, count)
        counted = calendar.workdays(start, last_day)
    else:
        counted = _days_from(start, count, unit, DAY_LONG, calendar)
        last_day = calendar.next_workday(counted[-1])
    return Due(start, count, unit, AFTER, last_day, counted, not calendar.known(last_day))


def due_before(event: date, count: int, unit: str, calendar: Calendar) -> Due:
    """The last day that is still `count` days before an event, counted back from it without its own day."""
    if unit == WORKDAY:
        last_day = calendar.back(event, count)
        counted = calendar.workdays(last_day - DAY_LONG, event - DAY_LONG)
        return Due(event, count, unit, BEFORE, last_day, counted, not calendar.known(event - DAY_LONG))
    counted = _days_from(event, count, unit, -DAY_LONG, calendar)[::-1]
    return Due(event, count, unit, BEFORE, counted[0], counted, provisional=False)


def _days_from(start: date, count: int, unit: str, step: timedelta, calendar: Calendar) -> tuple[date, ...]:
    """`count` calendar days beside `start`, walking by `step`; all of them in the calendar."""
    if unit != DAY or count < 1:
        raise ValueError(f"not a period: {count} {unit}")
    calendar.require(start)
    if not 0 < start.toordinal() + count * step.days <= date.max.toordinal():
        raise BeyondCalendar(f"从{chinese(start)}数{count}日，超出了工作日历的范围")
    calendar.require(start + count * step)
    return tuple(start + n * step for n in range(1, count + 1))


def midnight(day: date) -> datetime:
    """The moment with which a day begins in Asia/Shanghai, UTC."""
    return datetime.combine(day, time.min, OFFICE_ZONE).astimezone(UTC)


def office_date(moment: datetime) -> date:
    """The day in Asia/Shanghai on which a moment falls."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(OFFICE_ZONE).date()


@dataclass(frozen=True)
class Change:
    """What a new calendar makes different: days whose status changed, and the span of days to look at again.

    The span also holds days that stay what they were but are settled only now.
    """

    days: tuple[date, ...]
    first: date | None
    last: date | None

    def touches(self, start: date, end: date) -> bool:
        """Whether a period from `start` to `end` has a day in the span."""
        return self.first is not None and self.last is not None and start <= self.last and end >= self.first


def changed_span(old: Calendar, new: Calendar) -> Change:
    """Compare two calendars over the days that both hold; no period can rest on any other."""
    first, last = max(old.first, new.first), min(old.last, new.last)
    span = (date.fromordinal(i) for i in range(first.toordinal(), last.toordinal() + 1))
    days = tuple(day for day in span if old.is_workday(day) != new.is_workday(day))
    touched = list(days)
    if old.last_known != new.last_known:
        low, high = sorted((old.last_known, new.last_known))
        touched += [low + DAY_LONG, high]
    return Change(days, min(touched, default=None), max(touched, default=None))
