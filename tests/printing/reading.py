"""Measuring printed pages: where the characters stand, in which font and size, where rules and red ink are.

All lengths in mm, from the upper left corner of the page.
"""

import ctypes
import math
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image, ImageChops

from documents.printing.page import Printed

POINT = 25.4 / 72
BASELINE = 0.81  # em from the top of a character's square to its base line, in the built fonts
INVISIBLE = " \u3000\u00a0"


@dataclass(frozen=True)
class Glyph:
    text: str
    x: float
    y: float
    top: float
    right: float
    size: float
    font: str
    red: bool

    @property
    def em(self) -> float:
        return self.size * POINT


@dataclass(frozen=True)
class Row:
    """The characters on one base line, from left to right, without blanks."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def y(self) -> float:
        return self.glyphs[0].y

    @property
    def size(self) -> float:
        return self.glyphs[0].size

    @property
    def left(self) -> float:
        return self.glyphs[0].x

    @property
    def right(self) -> float:
        """The right edge of the last character's square; of its ink, if it is half as wide."""
        last = self.glyphs[-1]
        return last.right if last.text.isascii() else last.x + last.em

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @property
    def top(self) -> float:
        """The upper edge of the characters' squares."""
        return self.y - BASELINE * self.glyphs[0].em

    @property
    def bottom(self) -> float:
        return self.top + self.glyphs[0].em

    def fonts(self, start: int = 0, end: int | None = None) -> set[str]:
        return {glyph.font for glyph in self.glyphs[start:end]}


@dataclass(frozen=True)
class Rule:
    top: float
    bottom: float

    @property
    def thickness(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True)
class Page:
    pdf: bytes
    number: int
    width: float
    height: float
    rows: list[Row]

    @property
    def text_rows(self) -> list[Row]:
        """The lines of the text, in 16 pt and black, without the page number."""
        return [row for row in self.rows if abs(row.size - 16) < 0.2 and not row.glyphs[0].red and row.y < 262]

    def row(self, pattern: str) -> Row:
        """The one line that begins with the pattern."""
        found = [row for row in self.rows if re.match(pattern, row.text)]
        assert len(found) == 1, f"{pattern}: {[row.text for row in found]} of {[row.text for row in self.rows]}"
        return found[0]

    def has(self, pattern: str) -> bool:
        return any(re.match(pattern, row.text) for row in self.rows)

    @property
    def number_row(self) -> Row | None:
        return next((row for row in self.rows if re.fullmatch(r"—\d+—", row.text)), None)

    def image(self, dpi: int, box: tuple[float, float, float, float] | None = None) -> Image.Image:
        """The page, or a box of it (left, top, right, bottom), as a picture."""
        left, top, right, bottom = box or (0, 0, self.width, self.height)
        crop = (left / POINT, (self.height - bottom) / POINT, (self.width - right) / POINT, top / POINT)
        with opened(self.pdf) as document, closing(document[self.number - 1]) as page:
            return page.render(scale=dpi / 72, crop=crop).to_pil().convert("RGB")

    def red_box(self, top: float, bottom: float) -> tuple[float, float, float, float] | None:
        """The red ink between two heights: left, top, right, bottom."""
        dpi = 300
        red, green, _ = self.image(dpi, (0, top, self.width, bottom)).split()
        strong = red.point(lambda value: 255 if value > 140 else 0)
        pure = green.point(lambda value: 255 if value < 130 else 0)
        box = ImageChops.multiply(strong, pure).getbbox()
        scale = 25.4 / dpi
        if box is None:
            return None
        return box[0] * scale, box[1] * scale + top, box[2] * scale, box[3] * scale + top

    def rules(self, red: bool = False) -> list[Rule]:
        """Rules from edge to edge of the text area: rows that are inked at the left, in the middle, at the right."""
        dpi = 1200
        inked = [set(inked_rows(self.image(dpi, (x, 0, x + 0.2, self.height)), red)) for x in (28.2, 105, 183.6)]
        return list(runs(sorted(set.intersection(*inked)), 25.4 / dpi))


def opened(pdf: bytes) -> closing[pdfium.PdfDocument]:
    return closing(pdfium.PdfDocument(pdf))


def read(page: pdfium.PdfPage, pdf: bytes, number: int) -> Page:
    return Page(pdf, number, page.get_width() * POINT, page.get_height() * POINT, rows_of(page))


def rows_of(page: pdfium.PdfPage) -> list[Row]:
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs(page), key=lambda glyph: glyph.y):
        if lines and abs(glyph.y - lines[-1][0].y) < 0.6:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [Row(tuple(sorted(line, key=lambda glyph: glyph.x))) for line in lines]


def inked_rows(strip: Image.Image, red: bool) -> Iterator[int]:
    column = strip.resize((1, strip.height), Image.Resampling.BOX)
    for y in range(strip.height):
        r, g, b = column.getpixel((0, y))
        if (r > 140 and g < 128) if red else max(r, g, b) < 128:
            yield y


def runs(rows: list[int], scale: float) -> Iterator[Rule]:
    start = None
    for at, row in enumerate(rows):
        start = row if start is None else start
        if at + 1 == len(rows) or rows[at + 1] != row + 1:
            yield Rule(start * scale, (row + 1) * scale)
            start = None


def glyphs(page: pdfium.PdfPage) -> Iterator[Glyph]:
    height = page.get_height()
    with closing(page.get_textpage()) as text:
        for at in range(text.count_chars()):
            character = chr(raw.FPDFText_GetUnicode(text, at))
            if not raw.FPDFText_IsGenerated(text, at) and character.isprintable() and character not in INVISIBLE:
                yield glyph(text, at, character, height)


def glyph(text: pdfium.PdfTextPage, at: int, character: str, height: float) -> Glyph:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, at, x, y)
    _, _, right, top = text.get_charbox(at)
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, at, matrix)
    size = raw.FPDFText_GetFontSize(text, at) * math.hypot(matrix.c, matrix.d)
    return Glyph(
        character, x.value * POINT, (height - y.value) * POINT, (height - top) * POINT, right * POINT, size,
        font_name(text, at), is_red(text, at),
    )  # fmt: skip


def font_name(text: pdfium.PdfTextPage, at: int) -> str:
    buffer, flags = ctypes.create_string_buffer(256), ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(text, at, buffer, 256, flags)
    return re.sub(r"^[A-Z]{6}\+", "", buffer.raw[: max(length - 1, 0)].decode("utf-8", "replace"))


def is_red(text: pdfium.PdfTextPage, at: int) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFText_GetFillColor(text, at, red, green, blue, alpha)
    return red.value > 150 and green.value < 110 and blue.value < 110


@cache
def pages_of(printed: Printed) -> list[Page]:
    pages = []
    with opened(printed.pdf) as document:
        for at in range(len(document)):
            with closing(document[at]) as page:
                pages.append(read(page, printed.pdf, at + 1))
    return pages


def text_of(printed: Printed) -> str:
    """All the text, line by line, without blanks."""
    return "".join(row.text for page in pages_of(printed) for row in page.rows)
