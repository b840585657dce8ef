"""How the pages write days and moments, in the office's time and without the words a reader does not need."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from govrules.rulebook.articles import article_name

__all__ = ["article_name", "day", "last_day", "moment", "span", "weekday"]
WEEKDAYS = "一二三四五六日"


def day(value: date | datetime, this_year: int | None = None) -> str:
    """6月10日; 2025年6月10日 when the reader's year is given and is another."""
    on = timezone.localtime(value).date() if isinstance(value, datetime) else value
    said = f"{on.month}月{on.day}日"
    return f"{on.year}年{said}" if this_year not in (None, on.year) else said


def short_day(value: date | datetime) -> str:
    """6/10, for the line of steps."""
    on = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return f"{on.month}/{on.day}"


def moment(value: datetime) -> str:
    """6月10日 16:05."""
    at = timezone.localtime(value)
    return f"{at.month}月{at.day}日 {at:%H:%M}"


def last_day(due_at: datetime) -> date:
    """The last day of a period whose due moment is the midnight that ends it."""
    return (timezone.localtime(due_at) - timedelta(microseconds=1)).date()


def weekday(on: date) -> str:
    """星期三."""
    return f"星期{WEEKDAYS[on.weekday()]}"


def span(first: date, last: date) -> str:
    """6月8日—12日; 6月28日—7月2日."""
    if first == last:
        return day(first)
    return (
        f"{day(first)}—{last.day}日"
        if (first.year, first.month) == (last.year, last.month)
        else f"{day(first)}—{day(last)}"
    )
