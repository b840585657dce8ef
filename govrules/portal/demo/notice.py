"""A made-up notice for a year that no real one has settled yet, so that a newcomer sees what loading one changes."""

from __future__ import annotations

from datetime import date, timedelta

from govrules.core.calendar import notice_csv, statutory
from govrules.core.workdays import Year

NAME = "国庆节"
WEEK = 7


def made_up(year: int) -> dict[str, object]:
    """What the form is filled with in the demo: the statutory days, and a week off worked for at weekends."""
    table = notice_csv.write(with_week_off(statutory.provisional(year)))
    return {"number": f"演示〔{year - 1}〕1号", "text": table, "demo": True}


def with_week_off(given: Year) -> Year:
    """The first seven days of October off; each working day that this takes is made up for on a near weekend day."""
    week = [date(given.year, 10, 1) + timedelta(days=n) for n in range(WEEK)]
    taken = [day for day in week if day not in given.off and day.weekday() < 5]
    around = [day for n in range(1, 12) for day in (week[0] - timedelta(days=n), week[-1] + timedelta(days=n))]
    free = [day for day in around if day.weekday() >= 5 and day not in given.off and day not in given.work]
    work = dict(given.work) | dict.fromkeys(free[: len(taken)], NAME)
    return Year(given.year, dict(given.off) | dict.fromkeys(week, NAME), work, published=given.published)
