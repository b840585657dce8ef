"""When a period warns and when it is over, and how that is told. Pure: calendar and moments are given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from govrules.core.calendar import wording
from govrules.core.wording import last_day
from govrules.core.workdays import DAY_LONG, Calendar, Due, chinese, due_after, midnight, office_date

GREEN, YELLOW, RED = "green", "yellow", "red"


@dataclass(frozen=True)
class Moments:
    """The moments of one cycle of a deadline, and in words how they were counted."""

    due_at: datetime
    warn_at: datetime
    provisional: bool
    counted: str


def counted(opened_at: datetime, count: int, unit: str, warn_before: int, calendar: Calendar) -> Moments:
    """The moments of a period that a rule counts from an event; the same for all events of a day."""
    return _counted(office_date(opened_at), count, unit, warn_before, calendar)


@lru_cache(maxsize=4096)
def _counted(start: date, count: int, unit: str, warn_before: int, calendar: Calendar) -> Moments:
    due = due_after(midnight(start), count, unit, calendar)
    warn_at = warning(due.last_day, warn_before, due.start, calendar)
    return Moments(due.due_at, warn_at, due.provisional, told(due, calendar))


def agreed(until: date, at: datetime, warn_before: int, calendar: Calendar) -> Moments:
    """The moments of a period whose last day was agreed; provisional if no notice settles that day."""
    warn_at = warning(until, warn_before, office_date(at), calendar)
    return Moments(midnight(until + DAY_LONG), warn_at, not calendar.known(until), f"双方商定延至{chinese(until)}")


def warning(last: date, before: int, since: date, calendar: Calendar) -> datetime:
    """The morning of the working day so many before the last; the last day itself if that has come."""
    warn_on = calendar.back(last, before)
    return midnight(warn_on if warn_on > since else last)


def told(due: Due, calendar: Calendar) -> str:
    """自2026年6月1日的次日起算，5个工作日：6月2日—5日、8日."""
    return f"自{chinese(due.start)}的次日起算，{wording.explain(due, calendar)}"


def light(warn_at: datetime | None, due_at: datetime | None, at: datetime) -> str:
    """Green, yellow once warned, red once over; green where there is no limit."""
    if due_at is not None and at >= due_at:
        return RED
    if warn_at is not None and at >= warn_at:
        return YELLOW
    return GREEN


def left_words(due_at: datetime, at: datetime, calendar: Calendar) -> str:
    """剩 3 天, 今天, 超 1 天: in working days. A day off after the last day is the first day over already."""
    last, today = last_day(due_at), office_date(at)
    if today > last:
        return f"超 {max(1, calendar.between(last, today))} 天"
    left = calendar.left(today, last)
    return f"剩 {left} 天" if left else "今天"
