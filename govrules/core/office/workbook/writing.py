"""The template and the present office as a workbook: the same form, so that an export comes in again unchanged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from govrules.core.office.models import Government, OrganKind
from govrules.core.office.queries import adoption_on, book_of
from govrules.core.office.workbook import sheets
from govrules.core.office.workbook.about import EXAMPLES, about
from govrules.core.office.workbook.present import Present, present
from govrules.core.office.workbook.sheets import ABOUT, CHOICES, NO, SHEETS, YES, Column, Sheet
from govrules.rulebook import Rulebook

LAST = 5000  # rows that the drop-down lists reach
DAY_FORMAT, TEXT_FORMAT = "yyyy-mm-dd", "@"
HEAD_FILL, NEEDED_FILL = PatternFill("solid", fgColor="EFEDE6"), PatternFill("solid", fgColor="F7DEDC")
BOLD, WRAP = Font(bold=True), Alignment(wrap_text=True, vertical="top")
LISTS = {sheets.KIND: "A", sheets.POST: "B", sheets.YES_NO: "C"}  # columns of the sheet of choices


def template(government: Government, on: date) -> bytes:
    """An empty workbook with headings, notes, drop-down lists, and how to fill it in."""
    return _written(government, on, {sheet.title: [] for sheet in SHEETS})


def export(government: Government, on: date) -> bytes:
    """The office as it stands and is to stand; what was over by that day is left out."""
    return _written(government, on, _rows(present(government), on, _book(government, on)))


def _book(government: Government, on: date) -> Rulebook:
    return book_of(adoption_on(government, on))


def _written(government: Government, on: date, rows: dict[str, list[dict[str, Any]]]) -> bytes:
    book, rules = Workbook(), _book(government, on)
    titles = _titles(rules)
    _about(book.active, government, on)
    for sheet in SHEETS:
        _sheet(book.create_sheet(sheet.title), sheet, rows[sheet.title])
    _choices(book.create_sheet(CHOICES), titles)
    for sheet in SHEETS:
        _lists(book[sheet.title], sheet, len(titles))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _titles(rules: Rulebook) -> list[str]:
    """The posts in words; by their keys where two have the same title."""
    posts = [post for post in rules.posts if not post.role]
    said = [post.title for post in posts]
    return [post.title if said.count(post.title) == 1 else post.key for post in posts]


# --- One sheet -----------------------------------------------------------------------------------------


def _sheet(worksheet: Worksheet, sheet: Sheet, rows: Sequence[dict[str, Any]]) -> None:
    worksheet.freeze_panes = "A2"
    for place, column in enumerate(sheet.columns, 1):
        head = worksheet.cell(1, place, column.heading)
        head.font, head.fill = BOLD, NEEDED_FILL if column.needed else HEAD_FILL
        head.comment = Comment(column.note, "GovRules", width=320, height=120)
        letter = get_column_letter(place)
        worksheet.column_dimensions[letter].width = column.width
        worksheet.column_dimensions[letter].number_format = _format(column)
    for number, row in enumerate(rows, 2):
        for place, column in enumerate(sheet.columns, 1):
            put(worksheet.cell(number, place), row.get(column.name), _format(column))


def _format(column: Column) -> str:
    if column.reads == sheets.DAY:
        return DAY_FORMAT
    return "General" if column.reads == sheets.NUMBER else TEXT_FORMAT


def put(cell: Cell, value: Any, form: str) -> None:
    """A value in a cell. Words stay words, also those that a spreadsheet would take for a formula."""
    if value is None or value == "":
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
    cell.number_format = form


def _lists(worksheet: Worksheet, sheet: Sheet, posts: int) -> None:
    """Drop-down lists for closed columns and for references."""
    ends = {sheets.KIND: len(OrganKind), sheets.POST: posts, sheets.YES_NO: 2}
    for place, column in enumerate(sheet.columns, 1):
        letter = get_column_letter(place)
        if column.reads in LISTS:
            of = LISTS[column.reads]
            source, strict = f"={CHOICES}!${of}$1:${of}${ends[column.reads]}", True
        elif column.reads == sheets.REF:
            source, strict = f"={column.of}!$A$2:$A${LAST}", False
        else:
            continue
        listed = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=strict)
        listed.errorTitle, listed.error = column.heading, "请从下拉列表中选"
        listed.add(f"{letter}2:{letter}{LAST}")
        worksheet.add_data_validation(listed)


def _choices(worksheet: Worksheet, titles: Sequence[str]) -> None:
    for place, words in enumerate(([kind.label for kind in OrganKind], titles, [YES, NO]), 1):
        for number, word in enumerate(words, 1):
            put(worksheet.cell(number, place), str(word), TEXT_FORMAT)
    worksheet.sheet_state = "hidden"


def _about(worksheet: Worksheet, government: Government, on: date) -> None:
    """How to fill it in, column by column, with examples."""
    worksheet.title = ABOUT
    worksheet.column_dimensions["A"].width, worksheet.column_dimensions["B"].width = 16, 96
    number = 0
    for head, text in about(government.name, on):
        number += 1
        put(worksheet.cell(number, 1), head, TEXT_FORMAT)
        put(worksheet.cell(number, 2), text, TEXT_FORMAT)
        worksheet.cell(number, 1).font = BOLD
        worksheet.cell(number, 2).alignment = worksheet.cell(number, 1).alignment = WRAP
    for sheet in SHEETS:
        number = _example(worksheet, sheet, number + 2)


def _example(worksheet: Worksheet, sheet: Sheet, number: int) -> int:
    """A sheet's columns, each with its note and an example; returns the last row used."""
    put(worksheet.cell(number, 1), f"“{sheet.title}”表", TEXT_FORMAT)
    put(worksheet.cell(number, 2), sheet.about, TEXT_FORMAT)
    worksheet.cell(number, 1).font = worksheet.cell(number, 2).font = BOLD
    for column in sheet.columns:
        number += 1
        example = EXAMPLES[sheet.title].get(column.name)
        put(worksheet.cell(number, 1), column.heading, TEXT_FORMAT)
        put(worksheet.cell(number, 2), column.note + (f"　例：{example}" if example else ""), TEXT_FORMAT)
        worksheet.cell(number, 2).alignment = WRAP
        worksheet.cell(number, 1).fill = NEEDED_FILL if column.needed else HEAD_FILL
    return number


# --- The office as rows --------------------------------------------------------------------------------


def _rows(office: Present, on: date, rules: Rulebook) -> dict[str, list[dict[str, Any]]]:
    words = {post.key: word for post, word in zip(
        (post for post in rules.posts if not post.role), _titles(rules), strict=True)}  # fmt: skip
    found = {sheet.title: _base(office, sheet, words) for sheet in sheets.BASE}
    return found | {sheet.title: list(_dated(office, sheet, on)) for sheet in SHEETS if sheet.dated}


def _base(office: Present, sheet: Sheet, posts: dict[str, str]) -> list[dict[str, Any]]:
    said = {
        sheets.KIND: lambda value: str(OrganKind(value).label), sheets.POST: lambda value: posts.get(value, value),
        sheets.WORDS: "、".join, sheets.YES_NO: lambda value: YES if value else NO,
    }  # fmt: skip
    plain = {column.name: said.get(column.reads, lambda value: value) for column in sheet.columns}
    rows = office.base[sheet.title].values()
    if sheet is not sheets.OFFICIALS:
        rows = sorted(rows, key=lambda values: values["order"])
    return [{name: plain[name](value) for name, value in values.items()} for values in rows]


def _dated(office: Present, sheet: Sheet, on: date) -> Iterable[dict[str, Any]]:
    """Dated rows with the names beside their keys, for people to read."""
    one, other = (sheet.column(name) for name in sheet.by[:2])
    for (first, second), row in office.dated[sheet.title]:
        if row.until is None or row.until > on:
            names = (_name(office, one.of, first), _name(office, other.of, second))
            asides = [column.name for column in sheet.columns if column.reads == sheets.ASIDE]
            yield {one.name: first, other.name: second, "since": row.since, "until": row.until} | dict(
                zip(asides, names, strict=True)
            )


def _name(office: Present, of: str, key: str) -> str:
    values = office.base[of][key]
    return values.get("title") or values.get("short_name") or values["name"]
