"""The order of headings in official texts: 一、（一）1.（1） (GB/T 9704-2012, 7.3.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from documents.printing.text import LEVELS
from govrules.rulebook.articles import chinese_number

DEEPEST = 4


def level_of(line: str) -> int:
    """1 to 4 by its number, else 0."""
    return next((level for level, pattern in LEVELS if pattern.match(line)), 0)


def bare(line: str) -> str:
    """A line without its number."""
    for _, pattern in LEVELS:
        found = pattern.match(line)
        if found:
            return line[found.end() :].lstrip()
    return line


def numbered(level: int, count: int) -> str:
    """The number of the `count`th line of a level: 三、 （三） 3. （3）."""
    words = chinese_number(count)
    return {1: f"{words}、", 2: f"（{words}）", 3: f"{count}.", 4: f"（{count}）"}[level]


def renumbered(lines: Iterable[str]) -> Iterator[str]:
    """Lines with their numbers counted anew, each level from one under what stands above it."""
    counts = [0] * (DEEPEST + 1)
    for line in lines:
        level = level_of(line)
        if not level:
            yield line
            continue
        counts[level] += 1
        counts[level + 1 :] = [0] * (DEEPEST - level)
        yield numbered(level, counts[level]) + bare(line)


def nested(lines: Iterable[str]) -> list[str]:
    """Lines put under a heading of the first level: each a level deeper, the deepest stay."""
    deeper = [(min(level_of(line) + 1, DEEPEST), line) if level_of(line) else (0, line) for line in lines]
    return list(renumbered(numbered(level, 1) + bare(line) if level else line for level, line in deeper))
