"""A ledger of a year on paper: its entries as a table, its counts below."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from documents.printing.page import Column, SheetPage
from govrules.core.registers import queries
from govrules.core.registers.models import LedgerEntry
from govrules.rulebook import Rulebook, article_name
from govrules.rulebook.ledgers import Register

WIDE = {
    "text": 3.0, "file": 1.2, "official": 1.3, "organ": 1.8, "choice": 1.5, "number": 1.0, "date": 1.9, "moment": 2.2,
}  # fmt: skip
LANDSCAPE_FROM = 4  # columns


def sheet_of(book: Rulebook, register: Register, year: int, found: QuerySet[LedgerEntry], at: datetime) -> SheetPage:
    """The oldest first, as a ledger is read."""
    listed = list(found.order_by("day", "pk")[: queries.MOST_EXPORTED])
    lines = tuple(
        (one.entry.matter.number, *(text for _, text in one.cells), one.state)
        for one in queries.rows(register, listed, at)
    )
    columns = tuple(Column(column.name, WIDE[column.type]) for column in register.fields)
    return SheetPage(
        title=f"{year}年{register.title}", organ=book.government,
        columns=(Column("登记号", 1.5, True), *columns, Column("情况", 1.6)),
        rows=lines or (tuple("—" for _ in range(len(columns) + 2)),),
        footer=(*counts(register, found), f"依据《{book.title}》{article_name(register.article)}登记。"),
        landscape=len(columns) >= LANDSCAPE_FROM,
    )  # fmt: skip


def counts(register: Register, found: QuerySet[LedgerEntry]) -> Iterator[str]:
    """Each column's counts in one line."""
    for one in queries.tallies(register, found):
        if one.lines:
            yield f"按{one.column.name}：{'，'.join(f'{line.name}{line.count}条' for line in one.lines)}。"
