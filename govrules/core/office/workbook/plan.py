"""What an import would do, row by row: shown before, and carried out exactly so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from govrules.core.journal.actions import sha256_of
from govrules.core.office.models import Dated
from govrules.core.office.workbook.problems import Problem
from govrules.core.office.workbook.sheets import SHEETS, Sheet

ADD, CHANGE, END, SAME, LEFT = "add", "change", "end", "same", "left"
VERBS = {ADD: "新增", CHANGE: "变更", END: "终止", SAME: "无变化", LEFT: "未列入"}
WRITES = (ADD, CHANGE, END)


@dataclass(frozen=True)
class Item:
    """One line of the plan; row 0: kept in the office, not in the workbook, left alone."""

    sheet: str
    row: int
    verb: str
    what: str
    details: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        return asdict(self) | {"details": list(self.details)}


@dataclass
class Entry:
    """A row of a base sheet: what it was, and what it is to be."""

    sheet: Sheet
    key: str
    row: int
    was: Mapping[str, Any] | None
    now: dict[str, Any]

    @property
    def changed(self) -> dict[str, Any]:
        was = self.was or {}
        return {name: value for name, value in self.now.items() if was.get(name) != value}

    @property
    def verb(self) -> str:
        if self.was is None:
            return ADD
        return CHANGE if self.changed else SAME


@dataclass
class Span:
    """A dated row as it will stand; row 0: not in the workbook. `kept`: the row that the office has of it."""

    sheet: Sheet
    one: str
    other: str
    since: date
    until: date | None
    row: int = 0
    kept: Dated | None = None
    blank: bool = False  # no first day was filled in

    @property
    def verb(self) -> str:
        if self.row == 0:
            return LEFT
        if self.kept is None:
            return ADD
        return SAME if self.kept.until == self.until else END

    def holds(self, on: date) -> bool:
        return self.since <= on and (self.until is None or self.until > on)

    def over(self, on: date) -> bool:
        return self.until is not None and self.until <= on


@dataclass
class Plan:
    """The whole of it. With an error among the problems nothing is carried out."""

    entries: dict[str, dict[str, Entry]]
    spans: dict[str, list[Span]]
    problems: list[Problem] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.grave]

    @property
    def changes(self) -> int:
        return sum(item.verb in WRITES for item in self.items)

    def entered(self, sheet: Sheet) -> list[Entry]:
        """The rows of a base sheet that are to be written."""
        return [entry for entry in self.entries[sheet.title].values() if entry.verb in WRITES]

    def spans_to(self, verb: str, sheet: Sheet) -> list[Span]:
        return [span for span in self.spans[sheet.title] if span.verb == verb]

    def counts(self) -> list[tuple[str, dict[str, int]]]:
        """For each sheet, how many rows of each verb."""
        counted = Counter((item.sheet, item.verb) for item in self.items)
        return [(sheet.title, {verb: counted[sheet.title, verb] for verb in VERBS}) for sheet in SHEETS]

    def digest(self, *about: str) -> str:
        """The same only for the same plan about the same file, government and day."""
        return sha256_of([*about, [item.as_data() for item in self.items], [p.as_data() for p in self.problems]])


def in_words(items: list[Item]) -> str:
    """单位新增3个、变更1个；干部新增8人."""
    counted = Counter((item.sheet, item.verb) for item in items)
    parts = []
    for sheet in SHEETS:
        said = [f"{VERBS[v]}{counted[sheet.title, v]}{sheet.unit}" for v in WRITES if counted[sheet.title, v]]
        if said:
            parts.append(sheet.title + "、".join(said))
    return "；".join(parts)
