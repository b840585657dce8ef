"""What is read from a notice, whatever its form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

FULL_NAMES = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节", "国庆": "国庆节", "五一": "劳动节"}
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Problem:
    """One thing wrong or worth a look; `line` 0 is the notice as a whole."""

    message: str
    line: int = 0

    def __str__(self) -> str:
        return f"第{self.line}行：{self.message}" if self.line else self.message


@dataclass(frozen=True)
class Entry:
    """One day that the notice names, and the line that names it."""

    date: date
    kind: str
    name: str
    line: int


@dataclass(frozen=True)
class Notice:
    """A notice as read; with problems it is shown, never loaded."""

    year: int
    number: str
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def full_name(name: str) -> str:
    """国庆、中秋 -> 国庆节、中秋节."""
    return "、".join(FULL_NAMES.get(part, part) for part in _parts(name))


def names_of(name: str) -> set[str]:
    """The holidays that one name stands for."""
    return set(_parts(name))


def short(day: date) -> str:
    """2027年1月3日（周日）."""
    return f"{day.year}年{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"[、,，和\s]+", name.strip()) if part]
