"""Break a title by its sense: 词意完整、排列对称、长短适宜 (GB/T 9704-2012, 7.3.1).

There is no dictionary here. Words that titles are made of tell where a line may begin or end; of all ways to
break the title the one is taken that breaks at the best places into the most even lines.
"""

import re
import tomllib
from functools import cache
from itertools import combinations
from math import ceil
from pathlib import Path

from .compose import NO_END, NO_START, TOKEN
from .grid import POINT, TITLE, WIDTH
from .text import clean

CELLS = int(WIDTH / (TITLE * POINT))  # 20 characters of 2号
EASY = 18  # cells; a title no longer than this stays in one line
MOST_LINES = 4
WORDS = tomllib.loads(Path(__file__).with_name("title_words.toml").read_text(encoding="utf-8"))
BEGIN, END = tuple(WORDS["begin"]), tuple(WORDS["end"])
KEPT = re.compile("|".join(sorted({*BEGIN, *END, *WORDS["whole"]}, key=len, reverse=True)))
CLOSE_TO_NEXT = "的和与及等了在对于为将"  # a line does not begin with these
NEVER_AFTER = "关对将为与和及在由把被"
VERBS = tuple(word for word in BEGIN if word != "关于")
FIRST_VERBS = tuple(f"关于{word}" for word in END)  # 关于改造…: here the word is the verb, not the end of a name
SPLIT_WORD, UNKNOWN, AFTER_WORD, AFTER_MARK, BEFORE_VERB = 12.0, 4.0, 1.5, 0.5, 0.0


def break_title(title: str) -> list[str]:
    """The lines of a title; a line feed in it overrides."""
    given = [clean(line) for line in title.splitlines() if clean(line)]
    if len(given) != 1:
        return given
    return list(broken(given[0]))


@cache
def broken(title: str) -> tuple[str, ...]:
    if cells(title) <= EASY:
        return (title,)
    if cells(title) > MOST_LINES * CELLS:
        return chopped(title)
    costs = places(title)
    gladly = {at: price for at, price in costs.items() if price < UNKNOWN}
    ways = ways_to_break(title, gladly) or ways_to_break(title, costs)
    return min(ways, key=lambda way: way[0], default=(0.0, chopped(title)))[1]


def ways_to_break(title: str, costs: dict[int, float]) -> list[tuple[float, tuple[str, ...]]]:
    """Into as few lines as can be, or one more."""
    fewest = min(max(ceil(cells(title) / CELLS), 2), MOST_LINES)
    counts = {fewest, min(fewest + 1, MOST_LINES)}
    return [way for count in sorted(counts) for way in splits(title, costs, count)]


def splits(title: str, costs: dict[int, float], count: int) -> list[tuple[float, tuple[str, ...]]]:
    """Every way to break the title into so many lines that fit, with what it costs."""
    found = []
    for cuts in combinations(sorted(costs), count - 1):
        lines = tuple(title[a:b] for a, b in zip((0, *cuts), (*cuts, len(title)), strict=True))
        if all(cells(line) <= CELLS for line in lines):
            found.append((sum(costs[cut] for cut in cuts) + unevenness(lines), lines))
    return found


def unevenness(lines: tuple[str, ...]) -> float:
    """Long and short lines side by side, a stub at the end, more lines than need be."""
    widths = [cells(line) for line in lines]
    stub = 6.0 if widths[-1] < 5 or widths[0] < 5 else 0.0
    return (max(widths) - min(widths)) / 2 + stub + 2.5 * len(lines)


def places(title: str) -> dict[int, float]:
    """Where the title may be broken, and how gladly: before position → cost."""
    bounds = token_bounds(title)
    inside = {at for word in KEPT.finditer(title) for at in range(word.start() + 1, word.end())}
    return {at: cost(title, at, at in inside) for at in bounds if allowed(title, at)}


def token_bounds(title: str) -> list[int]:
    at, bounds = 0, []
    for token in TOKEN.findall(title):
        at += len(token)
        bounds.append(at)
    return bounds[:-1]


def allowed(title: str, at: int) -> bool:
    before, after = title[at - 1], title[at]
    return after not in NO_START and before not in NO_END and not in_name(title, at)


def in_name(title: str, at: int) -> bool:
    """Inside 《》 that would fit in one line: names of documents are kept whole."""
    opened, closed = title.rfind("《", 0, at), title.find("》", at)
    kept = opened >= 0 and closed >= 0 and title.find("》", opened, at) < 0
    return kept and cells(title[opened : closed + 1]) <= CELLS


def cost(title: str, at: int, inside: bool) -> float:
    if inside or title[at] in CLOSE_TO_NEXT or title[at - 1] in NEVER_AFTER:
        return SPLIT_WORD
    if title.startswith(BEGIN, at):
        return UNKNOWN if title.endswith(VERBS, 0, at) else BEFORE_VERB
    if title[at - 1] in "、》”的":
        return AFTER_MARK
    return AFTER_WORD if title.endswith(END, 0, at) and not title.endswith(FIRST_VERBS, 0, at) else UNKNOWN


def words(title: str) -> list[str]:
    """The title in pieces that a narrow page keeps whole: known words, and what lies between them by characters."""
    pieces, at = [], 0
    for word in KEPT.finditer(title):
        pieces += [*title[at : word.start()], word.group()]
        at = word.end()
    return [*pieces, *title[at:]]


def cells(text: str) -> float:
    return sum(0.5 if character.isascii() else 1.0 for character in text)


def chopped(title: str) -> tuple[str, ...]:
    """A title too long to be broken by sense: filled lines."""
    lines, line = [], ""
    for token in TOKEN.findall(title):
        if line and cells(line + token) > CELLS and token[0] not in NO_START:
            lines.append(line)
            line = ""
        line += token
    return (*lines, line)
