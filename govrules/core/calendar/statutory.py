"""A year that no notice has settled yet: the statutory days off, those on a weekend made up on working days.

Measured over 2018-2026 this is right far more often than weekends alone; it is still a guess, so a due moment
that rests on it is marked provisional and nothing with legal effect happens on it.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from govrules.core.workdays import DAY_LONG, Year

DATA = Path(__file__).parent / "data"
FESTIVALS = ("spring_festival", "qingming", "dragon_boat", "mid_autumn")


@dataclass(frozen=True)
class Holiday:
    """One holiday of a year and its statutory days."""

    name: str
    days: tuple[date, ...]


def holidays(year: int) -> tuple[Holiday, ...]:
    """The statutory holidays of a year, in the order of the regulation then in force."""
    return tuple(Holiday(rule["name"], _days(rule, year)) for rule in _regulation(year)["days"])


def source(year: int) -> str:
    """The regulation under which a year's statutory days stand."""
    return str(_regulation(year)["source"])


def provisional(year: int) -> Year:
    """A year by the regulation alone: days on a weekend, or that coincide, move to the next working day."""
    off: dict[date, str] = {}
    owed: list[Holiday] = []
    for holiday in sorted(holidays(year), key=lambda h: h.days):
        fresh = [day for day in holiday.days if day.weekday() < 5 and day not in off]
        off |= {day: off.get(day) or holiday.name for day in holiday.days}
        owed += [holiday] * (len(holiday.days) - len(fresh))
    for holiday in owed:
        off[_next_free(holiday.days[-1], off)] = holiday.name
    return Year(year, off, {}, published=False)


def _next_free(day: date, off: Mapping[date, str]) -> date:
    while day in off or day.weekday() >= 5:
        day += DAY_LONG
    return day


def _days(rule: Mapping[str, Any], year: int) -> tuple[date, ...]:
    if "festival" in rule:
        festival = _festivals()[year][rule["festival"]]
        return tuple(festival + n * DAY_LONG for n in rule["on"])
    return tuple(date(year, *map(int, day.split("-"))) for day in rule["on"])


def _regulation(year: int) -> Mapping[str, Any]:
    return [r for r in _regulations() if r["from_year"] <= year][-1]


@cache
def _regulations() -> list[Mapping[str, Any]]:
    return tomllib.loads((DATA / "statutory.toml").read_text(encoding="utf-8"))["regulation"]


@cache
def _festivals() -> dict[int, dict[str, date]]:
    return {
        int(row["year"]): {key: date.fromisoformat(row[key]) for key in FESTIVALS}
        for row in csv.DictReader(_rows(DATA / "lunar.csv"))
    }


def _rows(path: Path) -> Iterator[str]:
    return (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))


FIRST_YEAR, LAST_YEAR = min(_festivals()), max(_festivals())
