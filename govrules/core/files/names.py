"""File names as people may have them: no path, nothing invisible, not too long.

What is left is text, and is escaped wherever it is shown.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 150
NAMELESS = "附件"
INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})


def clean(name: str) -> str:
    """The name without folders, control characters, direction overrides, leading dots; cut to size."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c) not in INVISIBLE)
    tidy = " ".join(shown.split()).lstrip(". ").rstrip(". ")
    if tidy and "." not in tidy and shown.lstrip().startswith("."):  # the whole name was an ending
        tidy = f"{NAMELESS}.{tidy}"
    return _cut(tidy) or NAMELESS


def ending(name: str) -> str:
    """What follows the last dot, in lower case; empty when there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def _cut(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    stem, dot, last = name.rpartition(".")
    if not dot or len(last) > 10:
        return name[:LONGEST].rstrip(". ")
    return stem[: LONGEST - len(last) - 1].rstrip() + dot + last
