"""Where articles and chapters may begin, and how sure that is.

Rules number their articles 第一条 or 一、. The same words stand in references (按照本规则第五条) and at the
beginning of a line that a page break cut off, so a place is only a candidate here; `sequence` decides by order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from govrules.rulebook.articles import chinese_number, number_of
from govrules.rulebook.published.tidy import Line

HAN_FIGURE, FIGURE = "[一二三四五六七八九十百零〇○两]", r"[一二三四五六七八九十百零〇○两\d]"
NUMBER = rf"{FIGURE}(?: ?{FIGURE}){{0,7}}"
CLAUSE = re.compile(rf"第 ?(?P<number>{NUMBER}) ?[条條](?P<gap> ?[:：.．]? ?|、(?! ?第))(?=\S|$)")
ITEM = re.compile(rf"(?P<number>{HAN_FIGURE}(?: ?{HAN_FIGURE}){{0,7}})(?P<gap> ?、 ?)(?=\S|$)")
BEFORE_INLINE = re.compile(r"[。；！？.;!?”）)】] ?$|\S $")
PART = re.compile(
    rf"第 ?(?P<number>{NUMBER}) ?(?P<level>[编章节])(?! ?[的之、，和至]) ?(?P<title>[^。；：，！？:;!?]{{0,40}})"
)
AT_END = rf"(?=第 ?{NUMBER} ?[编章节](?![的之、，和至]|规定)[^。；：，！？:;!?]{{0,40}}$)"
PART_AT_END = re.compile(rf"(?<=[。；！？”）)]) ?{AT_END}")
PART_AFTER_NAME = re.compile(rf"(?<=[^。；！？”）)]) {AT_END}")
REFERS = re.compile(r"第|[的之、，,和至到或及与]|以及|规定|所[列述称规]|（[一二三四五六七八九十]|款|项|[。；）)》”]")
CLOSING = "”’」』）)》】〉\"' "
ENDS = "。；！？：;:!?…"
NAMED = re.compile(r"[^。；！？，,;!?]{2,60}(规则|办法|规定|细则|制度|条例|章程|通知|目录|号|日|[）)])")
LONGEST_TITLE = 12
PUNCTUATION = re.compile(r"[，。；：、,;:]")


class Sure(IntEnum):
    """How much speaks for a candidate; also its weight in the choice of the sequence."""

    REFERENCE = 1
    INSIDE = 4
    CUT_OFF = 5
    STANDS = 9


@dataclass(frozen=True)
class Candidate:
    """A place where article `number` may begin: line (by index), first and last character of its heading."""

    number: int
    line: int
    start: int
    end: int
    sure: Sure
    parted: bool
    """Something stands between the number and the text."""


def clauses(lines: Sequence[Line]) -> list[Candidate]:
    """Candidates for articles numbered 第一条."""
    return [one for at in range(len(lines)) for one in _in_line(lines, at, CLAUSE)]


def items(lines: Sequence[Line]) -> list[Candidate]:
    """Candidates for articles numbered 一、."""
    return [one for at in range(len(lines)) for one in _in_line(lines, at, ITEM)]


def _in_line(lines: Sequence[Line], at: int, pattern: re.Pattern[str]) -> Iterator[Candidate]:
    text = lines[at].text
    for found in pattern.finditer(text):
        number = number_of(found["number"])
        sure = _sure(lines, at, found, number or 0)
        if number and sure:
            yield Candidate(number, at, found.start(), found.end(), sure, bool(found["gap"]))


def _sure(lines: Sequence[Line], at: int, found: re.Match[str], number: int) -> Sure | None:
    """None for what cannot be a heading."""
    text = lines[at].text
    refers = found.re is CLAUSE and REFERS.match(text, found.end()) is not None
    if found.start():
        before = text[max(0, found.start() - 2) : found.start()]
        inside = BEFORE_INLINE.search(before) and (before.rstrip()[-1:] in ENDS + CLOSING or found["gap"])
        return Sure.INSIDE if inside and not refers else None
    above = lines[at - 1].text if at else ""
    stands = lines[at].marked or not above or is_whole(above) or (number == 1 and is_name(above))
    if refers and not (stands and found["gap"]):
        return Sure.REFERENCE if stands else None
    return Sure.STANDS if stands else Sure.CUT_OFF


def is_whole(text: str) -> bool:
    """Whether a new paragraph may follow: after a sentence or a heading, not after half a sentence."""
    return ends_sentence(text) or part(text) is not None


def ends_sentence(text: str) -> bool:
    """Whether a line ends with the mark of a sentence, whatever closes behind it."""
    bare = text.rstrip(CLOSING)
    return bare[-1:] in tuple(ENDS) or (bare[-1:] == "." and not bare[-2:-1].isdigit())


def is_name(text: str) -> bool:
    """The title of the rules, a date, a number of a document: lines that end without a mark."""
    return NAMED.fullmatch(text) is not None


def is_title(text: str, longest: int = LONGEST_TITLE) -> bool:
    """A few words without punctuation, as some articles begin (印章使用)."""
    return 0 < len(text) <= longest and not PUNCTUATION.search(text)


@dataclass(frozen=True)
class Part:
    """The heading of a chapter, of a section of one, or of a book (编)."""

    level: str
    number: int
    title: str

    @property
    def name(self) -> str:
        return f"第{chinese_number(self.number)}{self.level} {self.title}".strip()


def part(text: str) -> Part | None:
    """The heading that a line is, if it is one and nothing else."""
    found = PART.fullmatch(text)
    number = number_of(found["number"]) if found else None
    if found is None or not number:
        return None
    return Part(found["level"], number, _closed_up(found["title"]))


def _closed_up(title: str) -> str:
    """总 则 is 总则; what is longer keeps its blanks."""
    words = title.split()
    return "".join(words) if all(len(word) == 1 for word in words) else " ".join(words)
