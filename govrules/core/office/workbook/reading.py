"""From an uploaded workbook to rows of values, with everything that could not be read told by sheet, row and column."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl.cell.read_only import ReadOnlyCell

from govrules.core.office.workbook import opening
from govrules.core.office.workbook.cells import BLANKS, Reader, Unreadable
from govrules.core.office.workbook.problems import Faults
from govrules.core.office.workbook.sheets import BY_TITLE, EXPLAINING, SHEETS, Column, Sheet
from govrules.rulebook import Rulebook

MOST_ROWS, MOST_COLUMNS = 20_000, 40
NEEDED = re.compile(r"\s*([*]|\(必填\))$")
TEMPLATE = "请按模板的列名填写。"


@dataclass
class Row:
    """One row: its number in Excel and the values that were filled in; `whole`: nothing in it was unreadable."""

    sheet: Sheet
    number: int
    values: dict[str, Any]
    whole: bool = True

    @property
    def key(self) -> tuple[Any, ...]:
        return tuple(self.values.get(name) for name in self.sheet.by)


@dataclass
class Table:
    """One sheet as filled in; of a column that it does not have nothing is said."""

    columns: frozenset[str] = frozenset()
    rows: list[Row] = field(default_factory=list)


@dataclass
class Filled:
    """The whole workbook. A sheet that is not there is an empty table without columns."""

    tables: Mapping[str, Table]
    faults: Faults

    def rows(self, sheet: Sheet) -> list[Row]:
        return self.tables[sheet.title].rows

    def says(self, sheet: Sheet, name: str) -> bool:
        return name in self.tables[sheet.title].columns


def read(data: bytes, name: str, book: Rulebook) -> Filled:
    """Read everything; `BadInput` only where the file as a whole cannot be taken."""
    pages = opening.opened(data, name, MOST_ROWS + 2, MOST_COLUMNS + 1)
    faults, reader = Faults([]), Reader(posts_of(book))
    tables = {sheet.title: Table() for sheet in SHEETS}
    seen: set[str] = set()
    for page in pages:
        title = unicodedata.normalize("NFKC", page.title).strip(BLANKS)
        if title in EXPLAINING:
            continue
        if title not in BY_TITLE:
            _strange(faults, page.title, page.grid)
            continue
        if title in seen:
            faults.error(title, 0, "", "有两张同名的工作表", "请合并成一张")
        seen.add(title)
        _tell_merged(faults, title, page.merged)
        tables[title] = _table(BY_TITLE[title], page.grid, reader, faults)
    if not seen:
        known = "、".join(BY_TITLE)
        faults.error("工作簿", 0, "", "没有一张认识的工作表", f"工作表的名称应为：{known}。{opening.AGAIN}")
    return Filled(tables, faults)


def posts_of(book: Rulebook) -> dict[str, tuple[str, ...]]:
    """By which words a cell may name a post of this rulebook: its title or its key."""
    found: dict[str, tuple[str, ...]] = {}
    for post in book.posts:
        if not post.role:
            for word in dict.fromkeys((post.title, unicodedata.normalize("NFKC", post.title), post.key)):
                found[word] = (*found.get(word, ()), post.key)
    return found


def _strange(faults: Faults, title: str, grid: Sequence[Sequence[Any]]) -> None:
    if any(not _blank(cell) for row in grid for cell in row):
        near = difflib.get_close_matches(title, BY_TITLE, 1, 0.4)
        remedy = f"是不是“{near[0]}”？" if near else f"可以用的是：{'、'.join(BY_TITLE)}；不用的请删去"
        faults.error(title, 0, "", "不认识的工作表", remedy)


def _tell_merged(faults: Faults, title: str, ranges: Sequence[str]) -> None:
    for one in ranges:
        first = re.match(r"[A-Z]+(\d+)", one)
        faults.error(title, int(first[1]) if first else 0, "", f"合并了单元格 {one}", "请取消合并，逐行填写")


# --- One sheet -----------------------------------------------------------------------------------------


def _table(sheet: Sheet, grid: Sequence[Sequence[Any]], reader: Reader, faults: Faults) -> Table:
    columns = _headings(sheet, grid[0] if grid else (), faults)
    if len(grid) > MOST_ROWS + 1 and any(not _blank(cell) for cell in grid[-1]):
        faults.error(sheet.title, MOST_ROWS + 2, "", f"超过{MOST_ROWS}行", "请核对是否误填")
    rows, empty = [], 0
    for number, cells in enumerate(grid[1 : MOST_ROWS + 1], 2):
        if all(_blank(cell) for cell in cells):
            empty += 1
            continue
        if empty:
            _tell_empty(sheet, number - empty, number - 1, faults)
            empty = 0
        _tell_beside(sheet, number, cells, columns, faults)
        rows.append(_row(sheet, number, cells, columns, _Cells(reader, faults)))
    return Table(frozenset(column.name for column in columns.values()), rows)


def _headings(sheet: Sheet, cells: Sequence[Any], faults: Faults) -> dict[int, Column]:
    """Which column stands where; what is unknown, doubled or missing is told."""
    known, found = {column.heading: column for column in sheet.columns}, dict[int, Column]()
    for place, cell in enumerate(cells):
        if _blank(cell):
            continue
        word = NEEDED.sub("", unicodedata.normalize("NFKC", str(cell.value)).strip(BLANKS))
        column = known.get(word)
        if column is None:
            near = difflib.get_close_matches(word, known, 1, 0.5)
            ask = f"是不是“{near[0]}”？" if near else "请删去这一列，或者改成模板的列名。"
            faults.error(sheet.title, 1, word[:30], "不认识的列", ask)
        elif column in found.values():
            faults.error(sheet.title, 1, word, "这一列出现了两次", "请只留一列")
        else:
            found[place] = column
    for column in sheet.columns:
        if column.needed and column not in found.values():
            faults.error(sheet.title, 1, column.heading, "缺少这一列（表头应在第1行）", TEMPLATE)
    return found


def _tell_empty(sheet: Sheet, first: int, last: int, faults: Faults) -> None:
    many = "" if first == last else f"，到第{last}行为止"
    faults.hint(sheet.title, first, "", f"空行，已跳过{many}")


def _tell_beside(
    sheet: Sheet, number: int, cells: Sequence[Any], columns: Mapping[int, Column], faults: Faults
) -> None:
    """Words under no heading would be lost without a word."""
    for place, cell in enumerate(cells):
        if place not in columns and not _blank(cell) and not _told(faults, sheet):
            faults.error(sheet.title, number, "", f"第{place + 1}列没有可用的表头，却有内容", TEMPLATE)
            return


def _told(faults: Faults, sheet: Sheet) -> bool:
    """A wrong heading has been told already: its cells need not be, row by row."""
    return any(p.grave and p.sheet == sheet.title and (p.row == 1 or "表头" in p.what) for p in faults.found)


@dataclass(frozen=True)
class _Cells:
    reader: Reader
    faults: Faults

    def read(self, sheet: Sheet, number: int, column: Column, cell: Any) -> Any:
        if getattr(cell, "data_type", "") == "f":
            raise Unreadable("是公式，不是内容", "请复制后“选择性粘贴”为数值")
        value = self.reader.read(column, cell.value)
        for hint in self.reader.hints:
            self.faults.hint(sheet.title, number, column.heading, hint)
        if value is None and column.needed:
            raise Unreadable("没有填写", "这一列必填")
        return value


def _row(sheet: Sheet, number: int, cells: Sequence[Any], columns: Mapping[int, Column], read: _Cells) -> Row:
    row = Row(sheet, number, {})
    for place, column in columns.items():
        cell = cells[place] if place < len(cells) else _EMPTY
        try:
            row.values[column.name] = read.read(sheet, number, column, cell)
        except Unreadable as wrong:
            row.whole = False
            read.faults.error(sheet.title, number, column.heading, wrong.what, wrong.remedy)
    return row


@dataclass(frozen=True)
class _Empty:
    value: None = None
    data_type: str = "n"


_EMPTY = _Empty()


def _blank(cell: ReadOnlyCell | Any) -> bool:
    return cell.value is None or (isinstance(cell.value, str) and not cell.value.strip(BLANKS))
