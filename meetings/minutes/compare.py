"""Two versions of a text side by side: paragraph by paragraph, and within a changed one by words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

# What stays whole: a number with what it counts, a Latin word; else one character each.
WORD = re.compile(r"\d[\d.,〔〕年月日]*|[A-Za-z]+|\s+|.", re.DOTALL)
SHORTEST = 2  # characters that must agree in a row, so that a sentence does not fall to pieces


@dataclass(frozen=True)
class Piece:
    """A stretch of text, and whether it stands in this version only."""

    text: str
    changed: bool = False


@dataclass(frozen=True)
class Pair:
    """A paragraph of the older version beside that of the newer; `kind`: same, changed, added, removed."""

    kind: str
    older: tuple[Piece, ...] = ()
    newer: tuple[Piece, ...] = ()


def compared(older: str, newer: str) -> list[Pair]:
    """Every paragraph of both, in order."""
    one, two = paragraphs(older), paragraphs(newer)
    found: list[Pair] = []
    for tag, a, b, c, d in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Pair("same", (Piece(text),), (Piece(text),)) for text in one[a:b]]
        else:
            found += [pair(*both) for both in zip_longest(one[a:b], two[c:d])]
    return found


def paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def pair(older: str | None, newer: str | None) -> Pair:
    """Two paragraphs that stand in each other's place."""
    if older is None:
        return Pair("added", (), (Piece(newer or "", True),))
    if newer is None:
        return Pair("removed", (Piece(older, True),))
    one, two = WORD.findall(older), WORD.findall(newer)
    blocks = list(alike(one, two))
    return Pair("changed", pieces(one, [(a, n) for a, _, n in blocks]), pieces(two, [(b, n) for _, b, n in blocks]))


def alike(one: Sequence[str], two: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """The stretches that both have: how they begin and end, and between these what is long enough to help the eye."""
    shorter = min(len(one), len(two))
    begin = next((at for at in range(shorter) if one[at] != two[at]), shorter)
    end = next((at for at in range(shorter - begin) if one[-1 - at] != two[-1 - at]), shorter - begin)
    left, right = one[begin : len(one) - end], two[begin : len(two) - end]
    yield 0, 0, begin
    for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
        if len("".join(left[block.a : block.a + block.size])) >= SHORTEST:
            yield begin + block.a, begin + block.b, block.size
    yield len(one) - end, len(two) - end, end


def pieces(words: Sequence[str], kept: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """The text with what is only in this version marked."""
    found, at = [], 0
    for start, size in kept:
        found += [Piece("".join(words[at:start]), True), Piece("".join(words[start : start + size]))]
        at = start + size
    found.append(Piece("".join(words[at:]), True))
    return tuple(piece for piece in found if piece.text)
