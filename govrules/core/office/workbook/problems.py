"""What the report says of a row: an error, which keeps the whole workbook out, or a hint, which does not."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """Where it is (row 0: the sheet as a whole), what is wrong and what to do."""

    sheet: str
    row: int
    column: str
    what: str
    remedy: str = ""
    grave: bool = True

    def as_data(self) -> dict[str, Any]:
        return asdict(self)

    def __str__(self) -> str:
        row = f"第{self.row}行" if self.row else ""
        column = f"“{self.column}”" if self.column else ""
        return f"{self.sheet}{row}{column}：{self.what}" + (f"。{self.remedy}" if self.remedy else "")


@dataclass
class Faults:
    """Everything found so far, all of it and not only the first."""

    found: list[Problem]

    def error(self, sheet: str, row: int, column: str, what: str, remedy: str = "") -> None:
        self.found.append(Problem(sheet, row, column, what, remedy))

    def hint(self, sheet: str, row: int, column: str, what: str, remedy: str = "") -> None:
        self.found.append(Problem(sheet, row, column, what, remedy, grave=False))

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.found if problem.grave]
