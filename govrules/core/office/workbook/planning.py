"""Holding the workbook against the office: which rows are new, changed, ended, as they are, or not listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from govrules.core.office.models import Dated, OrganKind
from govrules.core.office.workbook import sheets
from govrules.core.office.workbook.plan import END, LEFT, Entry, Item, Plan, Span
from govrules.core.office.workbook.present import Present
from govrules.core.office.workbook.problems import Faults
from govrules.core.office.workbook.reading import Filled, Row
from govrules.core.office.workbook.sheets import BASE, NO, SHEETS, YES, Column, Sheet
from govrules.core.wording import day
from govrules.rulebook import Rulebook

EMPTY: Mapping[str, Any] = {
    sheets.TEXT: "", sheets.EMAIL: "", sheets.PHONE: "", sheets.WORDS: [], sheets.REF: None, sheets.KIND: "",
    sheets.POST: "",
}  # fmt: skip
KEPT_WHEN_BLANK = {sheets.NUMBER, sheets.YES_NO, sheets.LOGIN}
NAMES = {sheets.ORGANS.title: "short_name", sheets.SEATS.title: "title", sheets.OFFICIALS.title: "name"}
SAYS = {
    sheets.APPOINTMENTS.title: "{1}任{0}",
    sheets.PORTFOLIOS.title: "{1}分管{0}",
    sheets.PAIRS.title: "{0}的B角为{1}",
}


def compare(filled: Filled, present: Present, as_of: date) -> Plan:
    """The plan before it is checked, without its items; doubled rows are told and left out."""
    entries = {sheet.title: _entries(sheet, filled, present) for sheet in BASE}
    spans = {sheet.title: _spans(sheet, filled, present, as_of) for sheet in SHEETS if sheet.dated}
    return Plan(entries, spans)


# --- Organs, seats, officials --------------------------------------------------------------------------


def _entries(sheet: Sheet, filled: Filled, present: Present) -> dict[str, Entry]:
    kept, found = present.base[sheet.title], dict[str, Entry]()
    for row in once(filled.rows(sheet), filled.faults):
        key = row.values.get("key")
        if key and row.whole:
            was = kept.get(key)
            found[key] = Entry(sheet, key, row.number, was, _values(row, filled, was))
    return found


def _values(row: Row, filled: Filled, was: Mapping[str, Any] | None) -> dict[str, Any]:
    """All that the row is to say: as filled in, else as it was, else as a new row begins."""
    now = dict(was or _new(row))
    for column in row.sheet.columns:
        value = row.values.get(column.name)
        if not filled.says(row.sheet, column.name) or (value is None and column.reads in KEPT_WHEN_BLANK):
            continue
        now[column.name] = EMPTY[column.reads] if value is None else value
    return now


def _new(row: Row) -> dict[str, Any]:
    first = {sheets.NUMBER: row.number - 1, sheets.YES_NO: True, sheets.LOGIN: None}
    return {column.name: first.get(column.reads, EMPTY.get(column.reads)) for column in row.sheet.columns}


def once(rows: Iterable[Row], faults: Faults) -> list[Row]:
    """The rows without those that say a second time what an earlier one said."""
    seen: dict[tuple[Any, ...], int] = {}
    kept = []
    for row in rows:
        named = [value for value in row.key[:2] if value is not None]
        first = seen.setdefault(row.key, row.number) if len(named) == len(row.key[:2]) else row.number
        if first == row.number:
            kept.append(row)
            continue
        column = row.sheet.column(row.sheet.by[0]).heading
        again = f"代号“{row.key[0]}”" if not row.sheet.dated else "这一项"
        faults.error(row.sheet.title, row.number, column, f"{again}与第{first}行重复", "请只留一行，或者改正代号")
    return kept


def named_in(filled: Filled, sheet: Sheet) -> set[str]:
    """The keys that a base sheet lists, readable rows or not: what refers to them is not to blame."""
    return {row.values["key"] for row in filled.rows(sheet) if row.values.get("key")}


# --- Appointments, portfolios, AB pairs ----------------------------------------------------------------


def _spans(sheet: Sheet, filled: Filled, present: Present, as_of: date) -> list[Span]:
    """Every dated row as it will stand: those of the workbook, and those of the office that it does not list."""
    kept: dict[tuple[str, str], list[Dated]] = {}
    for ends, one in present.dated[sheet.title]:
        kept.setdefault(ends, []).append(one)
    listed: dict[int, int] = {}  # a row of the office, and the row of the workbook that names it
    found = []
    for row in once(filled.rows(sheet), filled.faults):
        if not row.whole:
            continue
        span = _span(row, kept.get(row.key[:2], []), as_of)
        first = listed.setdefault(span.kept.pk, row.number) if span.kept else row.number
        if first == row.number:
            found.append(span)
        else:
            filled.faults.error(sheet.title, row.number, "自", f"与第{first}行说的是同一项", "请只留一行")
    left = [
        Span(sheet, one, other, row.since, row.until, kept=row)
        for (one, other), row in present.dated[sheet.title]
        if row.pk not in listed
    ]
    return found + left


def _span(row: Row, kept: list[Dated], as_of: date) -> Span:
    since, until = row.values.get("since"), row.values.get("until")
    one, other = row.key[:2]
    match = _known(kept, since, until)
    blank = since is None
    begins = match.since if match else since or as_of
    return Span(row.sheet, one, other, begins, until, row.number, match, blank)


def _known(kept: list[Dated], since: date | None, until: date | None) -> Dated | None:
    """The row of the office that this is: of the same first day; without one, that which goes on or ended so."""
    if since is not None:
        return next((row for row in kept if row.since == since), None)
    going = next((row for row in kept if row.until is None), None)
    return going or next((row for row in kept if until and row.until == until), None)


# --- In words ------------------------------------------------------------------------------------------


def items(plan: Plan, filled: Filled, present: Present, book: Rulebook, on: date) -> list[Item]:
    """The plan as it is shown, sheet by sheet in the order of its rows; what is not listed comes last."""
    words = Words(plan, present, book)
    found: list[Item] = []
    for sheet in SHEETS:
        if sheet.dated:
            spans = [span for span in plan.spans[sheet.title] if span.row or not span.over(on)]
            shown = [words.span(span) for span in spans]
        else:
            shown = [words.entry(entry) for entry in plan.entries[sheet.title].values()]
            shown += words.left(sheet, named_in(filled, sheet))
        if filled.tables[sheet.title].columns:
            found += sorted(shown, key=lambda item: item.row or 10**9)
    return found


class Words:
    """Names of keys as they will be, and what an official reads of a value."""

    def __init__(self, plan: Plan, present: Present, book: Rulebook) -> None:
        self.present = present
        self.titles = {post.key: post.title for post in book.posts}
        self.names = {
            title: {key: values[name] for key, values in present.base[title].items()}
            | {key: entry.now[name] for key, entry in plan.entries[title].items()}
            for title, name in NAMES.items()
        }

    def name(self, of: str, key: str) -> str:
        return self.names[of].get(key, key)

    def entry(self, entry: Entry) -> Item:
        what = f"{self.name(entry.sheet.title, entry.key)}（{entry.key}）"
        columns = [column for column in entry.sheet.columns if column.name in entry.changed]
        if entry.was is None:
            shown = [c for c in columns if c.name not in ("key", NAMES[entry.sheet.title]) and entry.now[c.name]]
            details = [f"{c.heading}：{self.value(c, entry.now[c.name])}" for c in shown]
        else:
            details = [
                f"{c.heading}：{self.value(c, entry.was[c.name])} → {self.value(c, entry.now[c.name])}" for c in columns
            ]
        return Item(entry.sheet.title, entry.row, entry.verb, what, tuple(details))

    def left(self, sheet: Sheet, listed: set[str]) -> list[Item]:
        kept = self.present.base[sheet.title]
        return [
            Item(sheet.title, 0, LEFT, f"{self.name(sheet.title, key)}（{key}）") for key in kept if key not in listed
        ]

    def span(self, span: Span) -> Item:
        one, other = (span.sheet.column(name) for name in span.sheet.by[:2])
        what = SAYS[span.sheet.title].format(self.name(one.of, span.one), self.name(other.of, span.other))
        until = f"，至{full(span.until)}" if span.until else ""
        if span.verb == END:
            return Item(
                span.sheet.title, span.row, END, what, (f"自{full(span.since)}；至：（空） → {full(span.until)}",)
            )
        return Item(span.sheet.title, span.row, span.verb, what, (f"自{full(span.since)}{until}",))

    def value(self, column: Column, value: Any) -> str:
        if value is None or value == "" or value == []:
            return "（空）"
        if column.reads == sheets.YES_NO:
            return YES if value else NO
        if column.reads == sheets.WORDS:
            return "、".join(value)
        if column.reads == sheets.KIND:
            return str(OrganKind(value).label)
        if column.reads == sheets.POST:
            return self.titles.get(value, value)
        if column.reads == sheets.REF:
            return self.name(column.of, value)
        return str(value)


def full(on: date | None) -> str:
    """With its year always: a workbook reaches back for years."""
    return day(on, 0) if on else "（空）"
