"""The office as it would stand after the import, with the row of the workbook that says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from govrules.core.office.queries import adoption_on, book_of
from govrules.core.office.workbook import sheets
from govrules.core.office.workbook.plan import END, LEFT, SAME, Entry, Plan, Span
from govrules.core.office.workbook.planning import named_in
from govrules.core.office.workbook.present import Present
from govrules.core.office.workbook.problems import Faults
from govrules.core.office.workbook.reading import Filled
from govrules.core.office.workbook.sheets import Sheet
from govrules.rulebook import Rulebook


@dataclass
class Final:
    """Everything that a check asks: values by key, spans by sheet, and where to tell what is wrong."""

    plan: Plan
    filled: Filled
    present: Present
    on: date
    at: datetime

    def __post_init__(self) -> None:
        self.faults: Faults = self.filled.faults
        self.mentioned = {sheet.title: named_in(self.filled, sheet) for sheet in sheets.BASE}
        self.values: dict[str, dict[str, dict[str, Any]]] = {
            sheet.title: {
                **self.present.base[sheet.title],
                **{key: entry.now for key, entry in self.plan.entries[sheet.title].items()},
            }
            for sheet in sheets.BASE
        }
        self._books: dict[date, Rulebook] = {}

    def of(self, sheet: Sheet) -> dict[str, dict[str, Any]]:
        return self.values[sheet.title]

    def get(self, sheet: Sheet, key: str | None) -> dict[str, Any]:
        """The values of a row; {} for a key that nothing could be read of."""
        return self.of(sheet).get(key or "", {})

    def word(self, sheet: Sheet, key: str, name: str) -> str:
        return self.get(sheet, key).get(name, key)

    def knows(self, title: str, key: str) -> bool:
        return key in self.values[title] or key in self.mentioned[title]

    def meant(self, span: Span) -> bool:
        """Whether both that a dated row names are there; what names nobody is told of already."""
        one, other = (span.sheet.column(name) for name in span.sheet.by[:2])
        return self.knows(one.of, span.one) and self.knows(other.of, span.other)

    def entries(self, sheet: Sheet) -> Iterator[Entry]:
        """Rows that say something new."""
        return (entry for entry in self.plan.entries[sheet.title].values() if entry.verb != SAME)

    def spans(self, sheet: Sheet) -> list[Span]:
        return self.plan.spans[sheet.title]

    def fresh(self, sheet: Sheet) -> Iterator[Span]:
        """Dated rows that say something new."""
        return (span for span in self.spans(sheet) if span.verb not in (SAME, LEFT))

    def begun(self, sheet: Sheet) -> Iterator[Span]:
        return (span for span in self.fresh(sheet) if span.verb != END)

    def holders(self, seat: str, on: date) -> set[str]:
        """Who will fill a seat that day."""
        return {span.other for span in self.spans(sheets.APPOINTMENTS) if span.one == seat and span.holds(on)}

    def book(self, on: date) -> Rulebook:
        """The rules in force on a day; read once for each."""
        if on not in self._books:
            self._books[on] = book_of(adoption_on(self.present.government, on))
        return self._books[on]

    def error(self, row: Entry | Span, column: str, what: str, remedy: str = "") -> None:
        """About a row of the workbook, under one of its columns."""
        heading = row.sheet.column(column).heading if column else ""
        self.faults.error(row.sheet.title, row.row, heading, what, remedy)
