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
        return self.level in LEVEL_FACES and not self.rest and not self.text.endswith("。")


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


def heading(paragraph: str) -> Heading:
    """Split a paragraph after its heading: the first sentence on levels one and two."""
    depth = level(paragraph)
    if depth not in LEVEL_FACES:
        return Heading(depth, "", paragraph)
    end = paragraph.find("。") + 1 or len(paragraph)
    return Heading(depth, paragraph[:end], paragraph[end:])


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
