"""The published years as the `chinesecalendar` package has them, for the first filling of the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib.metadata import version

from chinese_calendar.constants import Holiday, holidays, workdays

from govrules.core.workdays import Year

NAMES = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节"}


def source() -> str:
    """What the pages show as the origin of these years."""
    return f"chinesecalendar {version('chinesecalendar')}"


def years() -> list[Year]:
    """All years of the package; the New Year's days of a December belong to the notice of the year after."""
    of_year = sorted({day.year for day in holidays})
    return [Year(year, _named(holidays, year), _named(workdays, year)) for year in of_year]


def _named(days: Mapping[date, str], year: int) -> dict[date, str]:
    return {day: _name(word) for day, word in days.items() if _notice_year(day, word) == year}


def _notice_year(day: date, word: str) -> int:
    return day.year + (day.month == 12 and word == Holiday.new_years_day.value)


def _name(word: str) -> str:
    chinese = Holiday(word).chinese
    return NAMES.get(chinese, chinese)
