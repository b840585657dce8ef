"""Workbooks for the tests: the cast's own, changed in a cell or a row, and small ones made from words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from govrules.core.office.models import Government
from govrules.core.office.workbook.plan import Plan
from govrules.core.office.workbook.writing import export, template
from tests.core.office.hours import TODAY

NAME = "人员.xlsx"
HEADINGS = {
    "单位": ("代号", "全称", "简称", "类别", "发文代字", "职权领域", "排序", "在用"),
    "岗位": ("代号", "名称", "职务", "单位", "排序"),
    "干部": ("代号", "姓名", "邮箱", "电话", "在职", "登录名"),
    "任职": ("岗位", "干部", "自", "至"),
    "分管": ("单位", "领导岗位", "自", "至"),
    "AB角": ("A角岗位", "B角岗位", "自", "至"),
}


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def made(**sheets: Sequence[Sequence[Any]]) -> bytes:
    """A workbook of these sheets, each with its usual headings and these rows."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        page.append(HEADINGS[title])
        for row in rows:
            page.append(row)
    return saved(book)


def changed(data: bytes, change: Callable[[Workbook], object]) -> bytes:
    """The same workbook after somebody worked on it."""
    book = load_workbook(BytesIO(data))
    change(book)
    return saved(book)


def exported(government: Government, on: date = TODAY) -> bytes:
    return export(government, on)


def empty(government: Government) -> bytes:
    return template(government, TODAY)


def column(page: Worksheet, heading: str) -> int:
    return next(cell.column for cell in page[1] if cell.value == heading)


def find(page: Worksheet, **wanted: Any) -> int:
    """The number of the row with these values under these headings."""
    return next(
        number
        for number in range(2, page.max_row + 1)
        if all(page.cell(number, column(page, heading)).value == value for heading, value in wanted.items())
    )


def write(page: Worksheet, number: int, **values: Any) -> None:
    for heading, value in values.items():
        page.cell(number, column(page, heading)).value = value


def add(page: Worksheet, **values: Any) -> int:
    """A row below the last one."""
    number = page.max_row + 1
    write(page, number, **values)
    return number


def errors(plan: Plan) -> list[str]:
    return [str(problem) for problem in plan.errors]


def hints(plan: Plan) -> list[str]:
    return [str(problem) for problem in plan.problems if not problem.grave]


def doings(plan: Plan, *verbs: str) -> list[str]:
    """Every change as one line of words."""
    return [
        f"{item.sheet}{item.row} {item.verb} {item.what}" + (f" {'；'.join(item.details)}" if item.details else "")
        for item in plan.items
        if item.verb in (verbs or ("add", "change", "end"))
    ]


Rows = Mapping[str, Sequence[Sequence[Any]]]
