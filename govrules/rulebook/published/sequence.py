"""Which of the candidates are the articles: the best row of rising numbers, and what is wrong with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from govrules.rulebook.articles import article_name
from govrules.rulebook.published.headings import Candidate, Sure, is_name, part
from govrules.rulebook.published.model import names
from govrules.rulebook.published.tail import begins_tail
from govrules.rulebook.published.tidy import Line

HIGHEST = 999
MOST_PLACES, MOST_DOUBLED = 6, 6  # that a message names one by one
Row = tuple[Candidate, ...]


def best(candidates: Sequence[Candidate]) -> Row:
    """The rising numbers with the most weight together; of equal ones the latest, for a preface comes first."""
    top = [(0, -1)] * (HIGHEST + 1)  # by the last number: weight so far, index of the last candidate
    before: list[int] = []
    for at, one in enumerate(candidates):
        weight, last = max(top[: one.number])
        before.append(last)
        top[one.number] = max(top[one.number], (weight + one.sure, at))
    row, at = [], max(top)[1]
    while at >= 0:
        row.append(candidates[at])
        at = before[at]
    return tuple(reversed(row))


@dataclass(frozen=True)
class Numbering:
    """The articles of a text as found, and every place that was considered."""

    lines: Sequence[Line]
    row: Row
    candidates: Sequence[Candidate]
    by_items: bool
    """Numbered 一、 as prefaces and annexes may be too; else 第一条, which only articles are."""

    def faults(self, expected: int | None) -> Iterator[str]:
        """What is missing, too much or doubled, each in a sentence."""
        found = {one.number for one in self.row}
        last = max(found)
        missing = set(range(1, max(last, expected or 0) + 1)) - found
        if missing:
            yield f"缺{names(missing)}" + (f"（规则共{expected}条）" if expected and expected > last else "")
        if expected and last > expected:
            yield f"规则共{expected}条，文件里多出{names(n for n in found if n > expected)}"
        again = self._again()
        if len(again) > MOST_DOUBLED:
            yield f"{names(again)}都不止出现一次，可能整篇有两份"
        else:
            yield from (self._doubled(number, again[number]) for number in sorted(again))

    def _doubled(self, number: int, again: list[Candidate]) -> str:
        first = [one for one in self.row if one.number == number]
        lines = sorted({self.lines[one.line].place for one in [*first, *again]})
        places = "、".join(f"第{line}行" for line in lines[:MOST_PLACES])
        return f"{article_name(number)}出现{len(first) + len(again)}次（文件{places}）"

    def _again(self) -> dict[int, list[Candidate]]:
        """Number -> the places besides the chosen one where that article stands once more."""
        found: dict[int, list[Candidate]] = defaultdict(list)
        beside = [one for one in self.candidates if one not in set(self.row)]
        for one in [*self._before(beside), *self._between(beside), *self._behind(beside)]:
            found[one.number].append(one)
        return found

    def _before(self, beside: Collection[Candidate]) -> list[Candidate]:
        """Ahead of the first article. What stands ahead of the rules' title or first heading is the preface's own."""
        first = self.row[0]
        ahead = [one for one in beside if _place(one) < _place(first)]
        body = max((n for n in range(first.line) if _opens(self.lines[n].text)), default=-1)
        own = [one for one in ahead if one.sure == Sure.STANDS or (one.parted and one.number == first.number)]
        if self.by_items and not self._is_copy(own):
            own = [one for one in own if one.line > body]
        return own

    def _between(self, beside: Collection[Candidate]) -> Iterator[Candidate]:
        for one, after in pairwise(self.row):
            near = (one.number, after.number)
            for other in beside:
                if _place(one) < _place(other) < _place(after) and _is_again(other, near):
                    yield other

    def _behind(self, beside: Collection[Candidate]) -> list[Candidate]:
        """After the last article; an annex may count by itself."""
        last = self.row[-1]
        found = [o for o in beside if _place(o) > _place(last) and _is_again(o, (last.number,))]
        if self._is_copy(found):
            return found
        tail = next((n for n in range(last.line + 1, len(self.lines)) if begins_tail(self.lines[n].text)), None)
        return [one for one in found if tail is None or one.line < tail]

    def _is_copy(self, found: Collection[Candidate]) -> bool:
        """So many that it is not a preface or an annex but the rules once more."""
        return len(found) * 2 > len(self.row)


def _place(one: Candidate) -> tuple[int, int]:
    return one.line, one.start


def _opens(text: str) -> bool:
    return part(text) is not None or is_name(text)


def _is_again(one: Candidate, near: Collection[int]) -> bool:
    """A heading that stands by itself; or one that does not, with the number of its neighbour."""
    return one.sure == Sure.STANDS or (one.parted and one.number in near)
