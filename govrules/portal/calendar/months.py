"""A year of working days as twelve months to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from govrules.core.workdays import Calendar


@dataclass(frozen=True)
class Cell:
    """One day. `kind`: work, rest (weekend), off (holiday), made (made up by working), none (before the first)."""

    number: int = 0
    kind: str = "none"
    name: str = ""
    today: bool = False
    provisional: bool = False

    @property
    def classes(self) -> str:
        more = [" day-today" if self.today else "", " day-provisional" if self.provisional else ""]
        return f"day day-{self.kind}{''.join(more)}"

    @property
    def words(self) -> str:
        """What a screen reader says beside the number."""
        said = {"off": f"{self.name or '节日'}放假", "made": "调休上班", "rest": "休息"}.get(self.kind, "")
        return f"{said}{'，今天' if self.today else ''}"


@dataclass(frozen=True)
class Month:
    """A month as weeks that begin on Monday."""

    name: str
    weeks: list[list[Cell]]
    workdays: int


def months(calendar: Calendar, year: int, on: date, provisional: bool) -> list[Month]:
    return [_month(calendar, year, number, on, provisional) for number in range(1, 13)]


def _month(calendar: Calendar, year: int, number: int, on: date, provisional: bool) -> Month:
    first = date(year, number, 1)
    last = date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)
    days = [first + timedelta(days=n) for n in range(last.day)]
    cells = [Cell()] * first.weekday() + [_cell(calendar, day, on, provisional) for day in days]
    cells += [Cell()] * (-len(cells) % 7)
    worked = sum(calendar.is_workday(day) for day in days)
    return Month(f"{number}月", [cells[n : n + 7] for n in range(0, len(cells), 7)], worked)


def _cell(calendar: Calendar, day: date, on: date, provisional: bool) -> Cell:
    kind, name = _kind(calendar, day, calendar.off, calendar.work)
    return Cell(day.day, kind, name, day == on, provisional or not calendar.known(day))


def _kind(calendar: Calendar, day: date, off: Mapping[date, str], work: Mapping[date, str]) -> tuple[str, str]:
    if day in work:
        return "made", work[day]
    if day in off:
        return "off", off[day]
    return ("work" if calendar.is_workday(day) else "rest"), ""
