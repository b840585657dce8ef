"""A text's lines without what is not text: invisible characters, markdown, page numbers, running heads.

Nothing else is dropped here, and what is left is not reworded.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

LINE_ENDS = re.compile("\r\n?|[\v\x85\u2028\u2029]|<br ?/?>", re.I)
RADICALS = re.compile("[\u2e80-\u2fd5]")  # what some PDF readers give for 一, 十 and the like
ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8}\d?);", re.I)
INVISIBLE = ("Cc", "Cf", "Co", "Cs")
BLANKS = re.compile(r"\s+")
DASHES = "[-—–－―_·•.…~]"
PAGE = re.compile(
    rf"\f|{DASHES}{{1,3}} ?\d{{1,4}} ?{DASHES}{{1,3}}|第 ?\d{{1,4}} ?页.{{0,3}}(共 ?\d{{1,4}} ?页)?"
    r"|\d{1,4} ?[/／] ?\d{1,4}|page \d{1,4}( of \d{1,4})?",
    re.I,
)
BARE_NUMBER = re.compile(r"\d{1,3}")
RULE = re.compile(r"([-*_=] ?){3,}")
FRAME = frozenset("|-: ")  # of a table without words
HEADING = re.compile(r"#{1,6} *")
BULLET = re.compile(r"(?:[-*+•·▪◆●] |[•·▪◆●])+|(?:> ?)+")
LINK = re.compile(r"!?\[([^\]\[]*)\]\((?:https?:|/|#|mailto:|javascript:)[^()]*\)")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
ROW = re.compile(r"\|(.+)\|")
LONGEST_HEAD = 40


@dataclass(frozen=True)
class Line:
    """One line with text. `place` counts the lines of the file from 1; `marked`: set off as a heading or in bold."""

    text: str
    place: int
    marked: bool = False


@dataclass(frozen=True)
class _Row:
    """A line before page breaks are taken out; a page break has no text."""

    line: Line
    page: bool = False


def tidy(text: str) -> list[Line]:
    """All lines that have text, in their order."""
    rows = list(_rows(text))
    rows = _without_bare_numbers(rows)
    heads = _running_heads(rows)
    return [row.line for n, row in enumerate(rows) if not row.page and n not in heads]


def _rows(text: str) -> Iterator[_Row]:
    for place, raw in enumerate(LINE_ENDS.sub("\n", text).replace("\f", "\n\f\n").split("\n"), start=1):
        if "\f" in raw:
            yield _Row(Line("", place), page=True)
            continue
        shown = _visible(raw)
        if PAGE.fullmatch(shown):
            yield _Row(Line("", place), page=True)
        elif shown and not RULE.fullmatch(shown) and not ("|" in shown and FRAME.issuperset(shown)):
            plain = _without_markdown(shown)
            if plain:
                yield _Row(Line(plain, place, marked=shown.startswith(("#", "**", "__"))))


def _visible(raw: str) -> str:
    """Without invisible characters; every run of blanks is one."""
    known = ENTITY.sub(lambda found: html.unescape(found[0]), raw)
    known = RADICALS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), known)
    seen = "".join(c for c in known if c.isspace() or unicodedata.category(c) not in INVISIBLE)
    return BLANKS.sub(" ", seen).strip()


def _without_markdown(shown: str) -> str:
    row = ROW.fullmatch(shown)
    if row:
        shown = "　".join(cell.strip() for cell in row[1].split("|") if cell.strip())
    for mark in (BULLET, HEADING):
        found = mark.match(shown)
        shown = shown[found.end() :] if found else shown
    plain = LINK.sub(r"\1", shown).replace("**", "").replace("__", "")
    return ESCAPED.sub(r"\1", plain).strip()


def _without_bare_numbers(rows: list[_Row]) -> list[_Row]:
    """Lines that are only a number are page numbers when they count on by one; else they are text."""
    bare = [n for n, row in enumerate(rows) if BARE_NUMBER.fullmatch(row.line.text)]
    counted = [int(rows[n].line.text) for n in bare]
    if len(bare) < 2 or any(after - before != 1 for before, after in zip(counted, counted[1:], strict=False)):
        return rows
    return [_Row(row.line, page=row.page or n in bare) for n, row in enumerate(rows)]


def _running_heads(rows: list[_Row]) -> set[int]:
    """Short lines that stand beside a page break, again and again."""
    beside = {n + step for n, row in enumerate(rows) if row.page for step in (-1, 1)}
    short = [n for n in beside if 0 <= n < len(rows) and not rows[n].page and len(rows[n].line.text) <= LONGEST_HEAD]
    seen = Counter(rows[n].line.text for n in short)
    return {n for n in short if seen[rows[n].line.text] > 1}
