"""The order of headings in official texts: 一、（一）1.（1） (GB/T 9704-2012, 7.3.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from documents.printing.text import LEVELS, heading
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
    """Lines put under a heading of the first level, with numbers that suit what stands behind them.

    What is a heading takes （一）; a whole paragraph takes 1., which is set in the type of the text: the second level
    is left out where it would head nothing (第二层既可以用“（一）”，也可以用“1.”).
    """
    given = list(lines)
    run_on = any(not heads(line) for line in given if level_of(line) == 1)
    deeper = {level: min(level + (2 if run_on else 1), DEEPEST) for level in range(1, DEEPEST + 1)}
    return list(renumbered(numbered(deeper[at], 1) + bare(line) if (at := level_of(line)) else line for line in given))


def heads(line: str) -> bool:
    """Whether a line is a heading, or begins with one, once it stands on the second level."""
    return bool(heading(numbered(2, 1) + bare(line)).text)
