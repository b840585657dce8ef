"""Break text into lines that fill the text area from edge to edge.

1. numbers with their unit, words of Latin letters, —— and …… are kept whole;
2. a line takes as many cells as it holds;
3. a mark that may not begin a line is pulled in by squeezing the punctuation of the line, the mark at its end
   first, none by more than half a character;
4. where that is not enough, or an opening bracket would end the line, characters are pushed out;
5. what is left of a full line's width goes first between ideographs and numbers or Latin words, a quarter of a
   character at most in each place, and the rest between all characters.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from .grid import EM, Measure

NO_START = frozenset("、，。；：？！）》〉”’〕】」』…—·％%‰℃.,;:?!)]}々～/")
NO_END = frozenset("（《〈“‘〔【「『([{￥$")
BLANK_RIGHT = frozenset("、，。；：？！）》〉”’〕】」』")
BLANK_LEFT = frozenset("（《〈“‘〔【「『")
TOKEN = re.compile(
    r"〔\d{4}〕\d+号|第?\d[\d.,:/%－-]*(?:[年月日时分秒号期届次项条款件名人户个米亩吨元％‰℃万亿]+)?"
    r"|[A-Za-z0-9][A-Za-z0-9.,:/%@_+&-]*|—+|…+|.[\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef]*",
    re.DOTALL,
)
LONGEST = 8  # cells; a longer token is broken anywhere rather than leave a hole in the line
REACH = 8  # tokens that may be pushed out in search of a lawful break

Run = tuple[str, str]  # text, face


class Ruler(Protocol):
    """Knows the advance of a character in a face, in em."""

    def width(self, character: str, face: str) -> float: ...


@dataclass(frozen=True)
class Token:
    """What is never broken, with its width (mm, letter spacing of an unstretched line included)."""

    text: str
    face: str
    width: float

    @property
    def squeezable(self) -> bool:
        return self.text in BLANK_RIGHT or self.text in BLANK_LEFT


@dataclass(frozen=True)
class Piece:
    """A stretch of a line in one face; `trim` mm are taken from its blank side, or if negative added there."""

    text: str
    face: str
    trim: float = 0.0

    @property
    def side(self) -> str:
        return "left" if self.text in BLANK_LEFT else "right"


@dataclass(frozen=True)
class Line:
    """A composed line; `spacing` (mm) follows each character, `indent` (mm) precedes the first.

    `natural` is the width without spacing and after squeezing, `full` that the line reaches the right edge, `em`
    the size of its type (mm).
    """

    pieces: tuple[Piece, ...]
    spacing: float
    indent: float
    natural: float = 0.0
    full: bool = False
    em: float = EM

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def right(self) -> float:
        """Where the last character ends, from the left edge (mm)."""
        return self.indent + self.natural + self.spacing * (len(self.text) - 1)


def compose(runs: Iterable[Run], measure: Measure, ruler: Ruler, first: float = 0.0, hang: float = 0.0) -> list[Line]:
    """The lines of one paragraph, indented by `first` and, when turned, by `hang` cells."""
    rest = list(tokens(runs, measure, ruler))
    lines: list[Line] = []
    while rest:
        indent = (hang if lines else first) * measure.cell
        end, trims = break_at(rest, measure, measure.width - indent)
        lines.append(build(rest[:end], trims, measure, indent, last=end == len(rest)))
        rest = rest[end:]
        while rest and rest[0].text == " ":
            rest.pop(0)
    return lines


def tokens(runs: Iterable[Run], measure: Measure, ruler: Ruler) -> Iterator[Token]:
    for text, face in runs:
        for part in TOKEN.findall(text):
            token = measured(part, face, measure, ruler)
            if token.width <= LONGEST * measure.cell:
                yield token
            else:
                yield from (measured(character, face, measure, ruler) for character in part)


def measured(text: str, face: str, measure: Measure, ruler: Ruler) -> Token:
    em = sum(ruler.width(character, face) for character in text)
    return Token(text, face, em * measure.em + len(text) * measure.spacing)


def lawful(rest: Sequence[Token], at: int) -> bool:
    """Whether a line may end before token `at`."""
    return rest[at].text[0] not in NO_START and rest[at - 1].text[-1] not in NO_END


def break_at(rest: Sequence[Token], measure: Measure, room: float) -> tuple[int, dict[int, float]]:
    """Where the line ends, and by how much which of its marks are squeezed."""
    end = filled(rest, room)
    if end == len(rest) or lawful(rest, end):
        return end, {}
    return pulled_in(rest, end, measure, room) or (pushed_out(rest, end), {})


def filled(rest: Sequence[Token], room: float) -> int:
    """How many tokens the line holds, one at least."""
    used, end = 0.0, 0
    while end < len(rest) and used + rest[end].width <= room + 1e-6:
        used += rest[end].width
        end += 1
    return max(end, 1)


def pulled_in(rest: Sequence[Token], end: int, measure: Measure, room: float) -> tuple[int, dict[int, float]] | None:
    """Take the marks after the line into it, if its punctuation can be squeezed enough."""
    after = end
    while after < len(rest) and rest[after].text in BLANK_RIGHT:
        after += 1
    if after == end or (after < len(rest) and not lawful(rest, after)):
        return None
    excess = sum(token.width for token in rest[:after]) - room
    marks = [at for at in range(after) if rest[at].squeezable]
    half = measure.em / 2
    if excess > half * len(marks):
        return None
    return after, shared(excess, marks, half, after)


def shared(excess: float, marks: list[int], half: float, after: int) -> dict[int, float]:
    """The squeeze of each mark: the last of the line first, as it does not show, the rest evenly."""
    last = min(half, excess) if marks[-1] == after - 1 else 0.0
    trims = {after - 1: last} if last else {}
    others = [at for at in marks if at not in trims]
    if excess - last > 1e-9:
        trims |= {at: (excess - last) / len(others) for at in others}
    return trims


def pushed_out(rest: Sequence[Token], end: int) -> int:
    """The nearest lawful break before `end`; where there is none near, `end` itself."""
    for at in range(end - 1, max(end - REACH, 1) - 1, -1):
        if lawful(rest, at):
            return at
    return end


def build(taken: Sequence[Token], trims: dict[int, float], measure: Measure, indent: float, last: bool) -> Line:
    """A line of these tokens, stretched to the right edge unless it is the paragraph's last."""
    count = sum(len(token.text) for token in taken)
    full = count > 1 and (not last or bool(trims))
    if full and not trims:
        wanted = sum(token.width for token in taken) - measure.spacing  # none follows the last character
        trims = gaps(taken, measure, measure.width - indent - wanted)
    natural = sum(token.width for token in taken) - count * measure.spacing - sum(trims.values())
    spacing = (measure.width - indent - natural) / (count - 1) if full else measure.spacing
    return Line(tuple(joined(taken, trims)), spacing, indent, natural, full, measure.em)


def gaps(taken: Sequence[Token], measure: Measure, spare: float) -> dict[int, float]:
    """Room beside numbers and Latin words, after which tokens, as negative trims: a line keeps its even pitch by it."""
    places = [at for at in range(len(taken) - 1) if meets(taken[at].text[-1], taken[at + 1].text[0])]
    if spare <= 0 or not places:
        return {}
    return dict.fromkeys(places, -min(spare / len(places), measure.em / 4))


def meets(before: str, after: str) -> bool:
    """Whether an ideograph and a letter or digit stand side by side."""
    one, other = (before, after) if after.isascii() else (after, before)
    return other.isascii() and other.isalnum() and is_ideograph(one)


def is_ideograph(character: str) -> bool:
    return character.isalpha() and ord(character) >= 0x2E80


def joined(taken: Sequence[Token], trims: dict[int, float]) -> Iterator[Piece]:
    """The tokens as pieces: neighbours of one face that are not squeezed become one."""
    text, face = "", ""
    for at, token in enumerate(taken):
        if text and (at in trims or token.face != face):
            yield Piece(text, face)
            text = ""
        if at in trims:
            yield Piece(token.text, token.face, trims[at])
        else:
            text, face = text + token.text, token.face
    if text:
        yield Piece(text, face)
