"""Reading the text of a document: what to drop, which paragraphs are headings, where a heading ends."""

import re
import unicodedata
from typing import NamedTuple

NUMERALS = "一二三四五六七八九十百"
LEVELS = (
    (1, re.compile(rf"[{NUMERALS}]+、")),
    (2, re.compile(rf"[（(][{NUMERALS}]+[）)]")),
    (3, re.compile(r"\d{1,2}[.．](?!\d)")),
    (4, re.compile(r"[（(]\d{1,2}[）)]")),
)
LEVEL_FACES = {1: "hei", 2: "kai"}
LEAD = 26  # characters of a sentence that still leads a paragraph: it ends in the first line
ALONE = 54  # of a line that is only a heading: two lines
RUNS_ON = "；，、;,"
INVISIBLE = {"Cc", "Cf", "Cs"}  # control and direction characters, lone surrogates


class Heading(NamedTuple):
    """A paragraph's own heading, in the face of its level, and the text that runs on after it."""

    level: int
    text: str
    rest: str

    @property
    def face(self) -> str:
        return LEVEL_FACES.get(self.level, "fang")

    @property
    def alone(self) -> bool:
        """A line that is only a heading, so that it may not stand last on a page."""
        return bool(self.text) and not self.rest and not self.text.endswith("。")

    @property
    def whole(self) -> bool:
        """A paragraph that is one sentence: a heading only among headings."""
        return not self.rest and self.text.endswith("。")


def clean(text: str) -> str:
    """The text as it can be printed: no invisible characters, no blanks at its ends, one space for many."""
    visible = "".join(" " if c.isspace() and c != "\u3000" else c for c in text if printable(c))
    return re.sub(" {2,}", " ", visible).strip(" \u3000")


def printable(character: str) -> bool:
    nobody = ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF
    return character.isspace() or not (nobody or unicodedata.category(character) in INVISIBLE)


def paragraphs(body: tuple[str, ...]) -> list[str]:
    """The paragraphs, cleaned; a line feed inside one begins another."""
    pieces = (clean(piece) for text in body for piece in text.splitlines())
    return [piece for piece in pieces if piece]


def level(paragraph: str) -> int:
    """1 to 4 by 一、（一）1.（1）, else 0."""
    return next((number for number, pattern in LEVELS if pattern.match(paragraph)), 0)


def headings(paragraphs: list[str]) -> list[Heading]:
    """Each paragraph split after its heading; those of one level that are nothing but a sentence are set alike."""
    found = [heading(text) for text in paragraphs]
    run_on = {one.level for one in found if not one.text}
    return [Heading(one.level, "", one.text) if one.level in run_on and one.whole else one for one in found]


def heading(paragraph: str) -> Heading:
    """Split a paragraph of level one or two after its heading; a numbered paragraph may also be nothing but text.

    A heading is a line that stands alone, or a short sentence before the text that it heads.
    """
    depth = level(paragraph)
    text, stop, rest = paragraph.partition("。")
    limit = LEAD if stop else ALONE
    if depth not in LEVEL_FACES or len(text + stop) > limit or (not stop and text.endswith(tuple(RUNS_ON))):
        return Heading(depth, "", paragraph)
    return Heading(depth, text + stop, rest)


def is_rare(character: str) -> bool:
    """Outside the 6,763 characters of GB2312: it may come from another font than its neighbours."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return ord(character) >= 0x2E80
    return False


def closed(text: str, mark: str) -> str:
    """The text, cleaned, ending with the mark."""
    text = clean(text)
    return text if not text or text.endswith(mark) else text.rstrip("，、；：。,;:") + mark


def bare(text: str) -> str:
    """The text without a mark at its end, as the names of attachments stand."""
    return clean(text).rstrip("，、；：。,;:")


def bracketed(text: str) -> str:
    return f"（{clean(text).removeprefix('（').removesuffix('）')}）"
