"""What was typed, without the control characters that no page, Word file or workbook can carry."""

from __future__ import annotations

import unicodedata
from typing import Any


def one_line(text: str) -> str:
    """A title: no breaks, no blanks, nothing that nobody sees."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf"))


def in_lines(text: str) -> str:
    """Several lines, each ended alike whatever the browser sent."""
    return "\n".join("".join(c for c in line if visible(c)) for line in text.splitlines())


def visible(character: str) -> bool:
    return character == "\t" or unicodedata.category(character) != "Cc"


def cleaned(value: Any) -> Any:
    """A value as it is kept: texts by line, tuples as lists of texts."""
    if isinstance(value, str):
        return in_lines(value)
    return [cleaned(one) for one in value] if isinstance(value, tuple) else value
