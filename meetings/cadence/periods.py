"""The periods in which a body must meet: weeks, fortnights, months, quarters, half-years, years. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from govrules.core.wording import span

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
# 每两周: fortnights run on from one to the next without a break at the year's end; they begin on a Monday.
FIRST_FORTNIGHT = date(2024, 1, 1)


@dataclass(frozen=True)
class Period:
    """From its first day to its last, both included."""

    first: date
    last: date
    name: str

    def has(self, on: date) -> bool:
        return self.first <= on <= self.last


def week(on: date) -> Period:
    monday = on - on.weekday() * DAY
    return Period(monday, monday + WEEK - DAY, span(monday, monday + WEEK - DAY))


def two_weeks(on: date) -> Period:
    monday = FIRST_FORTNIGHT + (on - FIRST_FORTNIGHT) // (2 * WEEK) * (2 * WEEK)
    last = monday + 2 * WEEK - DAY
    return Period(monday, last, span(monday, last))


def of_months(on: date, months: int, name: Callable[[date], str]) -> Period:
    """The stretch of so many whole months, counted from January, in which a day lies."""
    first = date(on.year, on.month - (on.month - 1) % months, 1)
    beyond = first.month + months
    after = date(first.year + (beyond > 12), (beyond - 1) % 12 + 1, 1)
    return Period(first, after - DAY, name(first))


PERIODS: Mapping[str, Callable[[date], Period]] = {
    "week": week,
    "two_weeks": two_weeks,
    "month": lambda on: of_months(on, 1, lambda first: f"{first.month}月"),
    "quarter": lambda on: of_months(on, 3, lambda first: f"第{first.month // 3 + 1}季度"),
    "half_year": lambda on: of_months(on, 6, lambda first: "上半年" if first.month == 1 else "下半年"),
    "year": lambda on: of_months(on, 12, lambda first: f"{first.year}年"),
}
EVERY: Mapping[str, str] = {
    "week": "每周", "two_weeks": "每两周", "month": "每月", "quarter": "每季度", "half_year": "每半年", "year": "每年",
}  # fmt: skip


def period_of(per: str, on: date) -> Period:
    """The period of a kind in which a day lies."""
    return PERIODS[per](on)


def before(per: str, period: Period) -> Period:
    """The period that ended the day before."""
    return period_of(per, period.first - DAY)
