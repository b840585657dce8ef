"""A period told in Chinese: which days were counted, which were off or made up, what is provisional."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from govrules.core.workdays import BEFORE, DAY_LONG, WORKDAY, Calendar, Due


def explain(due: Due, calendar: Calendar) -> str:
    """5个工作日：4月30日、5月6日—9日（5月1日—5日放假）."""
    told = f"{_period(due)}：{days(due.counted, due.start.year)}"
    asides = [*_off_and_made_up(due, calendar), *_moved(due), *_unsettled(due, calendar)]
    return f"{told}（{'，'.join(asides)}）" if asides else told


def days(which: Sequence[date], year: int) -> str:
    """Days in order, three or more in a row as a span; the year and the month only where they change."""
    told, month = [], 0
    for first, last in runs(which):
        ends = [first, last] if last > first else [first]
        words = []
        for day in ends:
            words.append(_short(day, year, month))
            year, month = day.year, day.month
        told.append(("—" if last - first > DAY_LONG else "、").join(words))
    return "、".join(told)


def runs(which: Sequence[date]) -> Iterator[tuple[date, date]]:
    """Days in order as runs of days that follow each other: (first, last) of each."""
    start = previous = None
    for day in which:
        if start is None or previous is None or day - previous > DAY_LONG:
            if start is not None and previous is not None:
                yield start, previous
            start = day
        previous = day
    if start is not None and previous is not None:
        yield start, previous


def _short(day: date, year: int, month: int) -> str:
    if day.year != year:
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.month}月{day.day}日" if day.month != month else f"{day.day}日"


def _period(due: Due) -> str:
    before = "提前" if due.direction == BEFORE else ""
    return f"{before}{due.count}个工作日" if due.unit == WORKDAY else f"{before}{due.count}日"


def _off_and_made_up(due: Due, calendar: Calendar) -> Iterator[str]:
    """Days off by a notice and make-up days inside the period, where they decided what was counted."""
    if due.unit != WORKDAY:
        return
    first, last = sorted((due.start, due.last_day))
    span = [first + n * DAY_LONG for n in range((last - first).days + 1)]
    off = [day for day in span if day in calendar.off and day != due.start]
    work = [day for day in due.counted if day in calendar.work]
    if off:
        yield f"{days(off, due.start.year)}放假"
    if work:
        yield f"{days(work, due.start.year)}上班"


def _moved(due: Due) -> Iterator[str]:
    """A period in calendar days whose last day is a day off."""
    if due.direction != BEFORE and due.last_day != due.counted[-1]:
        yield f"末日为休息日，顺延至{_short(due.last_day, due.start.year, 0)}"


def _unsettled(due: Due, calendar: Calendar) -> Iterator[str]:
    """The years whose notices would settle the period's days."""
    if due.provisional:
        first, last = sorted((due.start, due.last_day))
        awaited = calendar.last_known.year + 1
        years = range(max(first.year, awaited), max(last.year, awaited) + 1)
        yield f"{'、'.join(f'{year}年' for year in years)}放假安排尚未载入，暂定"
