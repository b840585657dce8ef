"""Lists as Excel workbooks, as an office hands them on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from urllib.parse import quote

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(title: str, rows: Iterable[Sequence[str]]) -> bytes:
    """One sheet with these rows, the heading first."""
    book = Workbook(write_only=True)
    table = book.create_sheet(title)
    for row in rows:
        table.append([text(cell) for cell in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def text(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, without the characters that a workbook cannot hold."""
    kept = ILLEGAL_CHARACTERS_RE.sub("", cell)
    return f"'{kept}" if kept.startswith(("=", "+", "-", "@", "\t", "\r")) else kept


def handed_out(title: str, rows: Iterable[Sequence[str]]) -> HttpResponse:
    """The workbook as a file to save, called by its title."""
    response = HttpResponse(workbook(title, rows), content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(title)}.xlsx"
    return response
