"""A notice as a table: date, kind and, if known, the holiday's name; English or Chinese column names."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date

from govrules.core.calendar.notice import Entry, Notice, Problem, full_name
from govrules.core.workdays import Year

COLUMNS = {"date": "date", "日期": "date", "kind": "kind", "类别": "kind", "name": "name", "节日": "name"}
KINDS = {"off": "off", "休": "off", "放假": "off", "work": "work", "班": "work", "上班": "work"}
LONGEST_LINE = 200
DATE = re.compile(r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})日?")


def looks_like(text: str) -> bool:
    """The first line names the columns date and kind."""
    return {"date", "kind"} <= set(_header(text))


def parse(text: str, year: int, number: str) -> Notice:
    """Every row is an entry or a problem with its line."""
    columns = _header(text)
    entries: list[Entry] = []
    problems: list[Problem] = []
    for line, cells in _rows(text):
        found = _entry(dict(zip(columns, cells, strict=False)), line)
        if isinstance(found, Entry):
            entries.append(found)
        else:
            problems.append(found)
    if not entries and not problems:
        problems.append(Problem("表中没有日期"))
    return Notice(year, number, tuple(entries), tuple(problems))


def write(year: Year) -> str:
    """A year as such a table: to keep, to correct and load again, or to fill the demo's form."""
    rows = [(day, "放假", name) for day, name in year.off.items()]
    rows += [(day, "上班", name) for day, name in year.work.items()]
    return "\n".join(["日期,类别,节日", *(f"{day},{kind},{name}" for day, kind, name in sorted(rows))]) + "\n"


def _header(text: str) -> list[str]:
    first = text.lstrip("\ufeff\r\n ").split("\n", 1)[0]
    return [COLUMNS.get(cell.strip().lower(), "") for cell in re.split("[,，\t]", first)]


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows after the header with their line numbers, empty ones left out; a line is a row, even if quoted."""
    lines = text.lstrip("\ufeff").replace("，", ",").replace("\t", ",").splitlines()
    filled = [(n, line) for n, line in enumerate(lines, 1) if line.strip(", ")]
    for n, line in filled[1:]:
        yield n, [cell.strip() for cell in next(csv.reader([line[:LONGEST_LINE]]))]


def _entry(row: dict[str, str], line: int) -> Entry | Problem:
    said = DATE.fullmatch(row.get("date", ""))
    kind = KINDS.get(row.get("kind", "").lower())
    if said is None:
        return Problem(f"日期“{row.get('date', '')}”应写作2027-01-01", line)
    if kind is None:
        return Problem(f"类别“{row.get('kind', '')}”应为“放假”或“上班”（off、work）", line)
    try:
        day = date(*map(int, said.groups()))
    except ValueError:
        return Problem(f"没有{row['date']}这一天", line)
    return Entry(day, kind, full_name(row.get("name", "")), line)
