"""The paragraphs of a Word file as text, with what tells a title from a body; and what is left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from govrules.core.files.word import numbering
from govrules.core.files.word.parts import Parts, W, child_value

TITLE_SIZE = 36  # half points: 小二 and larger
TITLE_STYLES = frozenset({"title", "标题", "文件标题", "公文标题", "大标题"})
BLOCKS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
INLINE = BLOCKS | {W + name for name in ("r", "hyperlink", "fldSimple", "smartTag", "dir", "bdo", "ruby", "rubyBase")}
REVISED = frozenset(W + name for name in ("ins", "del", "moveTo", "moveFrom"))
MARKS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
REVISIONS = "修订痕迹（已按接受修订带入）"
LOST = {
    "object": "嵌入对象", "footnoteReference": "脚注", "endnoteReference": "尾注", "commentReference": "批注",
    "sym": "特殊符号", "oMath": "公式", "oMathPara": "公式",
}  # fmt: skip
DRAWN = ("drawing", "pict", "AlternateContent")
TABLE, CONTENTS, HIDDEN, MARGINS = "表格样式（文字已逐行列出）", "目录", "隐藏文字", "页眉页脚"
OFF = ("0", "false", "off")
PAGE_NUMBER = re.compile(r"[\s\d—–\-－·第共页/]*")
INVISIBLE = ("Cc", "Cf", "Cs")


@dataclass(frozen=True)
class Piece:
    """One line of text. `stands_out`: centred, large or in the style of a title."""

    text: str
    stands_out: bool = False


def pieces(parts: Parts) -> tuple[list[Piece], list[str]]:
    """All lines that have text, and words for what was left out, each once, in the order it was met."""
    reader = _Reader(parts)
    found = [piece for piece in reader.blocks(parts.body) if piece.text]
    if any(not PAGE_NUMBER.fullmatch("".join(one.itertext(f"{W}t"))) for one in parts.margins):
        reader.lost[MARGINS] = None
    return found, list(reader.lost)


def tidy(text: str) -> str:
    """Without invisible characters, indents and repeated blanks."""
    visible = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in INVISIBLE)
    return re.sub(r"[^\S\u3000]+", " ", visible).strip(" \u3000")


class _Reader:
    """Goes through the body once, counting its lists and noting what it must leave."""

    def __init__(self, parts: Parts) -> None:
        styles = parts.styles.iterchildren(f"{W}style") if parts.styles is not None else ()
        self.styles = {style.get(f"{W}styleId", ""): style for style in styles}
        self.lists = numbering.read(parts.numbering)
        self.lost: dict[str, None] = {}

    def blocks(self, parent: etree._Element) -> Iterator[Piece]:
        for child in parent.iterchildren(etree.Element):
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self.lost[TABLE] = None
                yield from self._rows(child)
            elif _is_contents(child):
                self.lost[CONTENTS] = None
            elif child.tag in BLOCKS:
                yield from self.blocks(child)

    def _rows(self, table: etree._Element) -> Iterator[Piece]:
        """A line for each row, its cells apart by a wide blank."""
        for row in _through(table, f"{W}tr"):
            cells = (" ".join(p.text for p in self.blocks(cell) if p.text) for cell in _through(row, f"{W}tc"))
            yield Piece("\u3000".join(cell for cell in cells if cell))

    def _paragraph(self, element: etree._Element) -> Iterator[Piece]:
        props = element.find(f"{W}pPr")
        styles = self._styles(child_value(props, "pStyle"))
        names = {child_value(style, "name").lower() for style in styles}
        if any(name.startswith("toc ") for name in names):
            self.lost[CONTENTS] = None
            return
        number = self._number(props, styles)
        stands_out = bool(names & TITLE_STYLES) or _is_centred(props, styles) or _is_large(element, styles)
        for line in map(tidy, "".join(self._text(element)).split("\n")):
            if line:
                yield Piece(number + line, stands_out)
                number = ""

    def _text(self, parent: etree._Element) -> Iterator[str]:
        for child in parent.iterchildren(etree.Element):
            name = etree.QName(child).localname
            self._note(child, name)
            if child.tag == f"{W}t":
                yield child.text or ""
            elif name in MARKS:
                yield MARKS[name]
            elif child.tag in INLINE and not _is_hidden(child):
                yield from self._text(child)

    def _note(self, child: etree._Element, name: str) -> None:
        """Remember what this element loses, if anything."""
        if child.tag in REVISED:
            self.lost[REVISIONS] = None
        elif name in LOST:
            self.lost[LOST[name]] = None
        elif name in DRAWN:
            self.lost[_drawn(child)] = None
        elif _is_hidden(child) and "".join(child.itertext(f"{W}t")):
            self.lost[HIDDEN] = None

    def _styles(self, style_id: str) -> list[etree._Element]:
        """A style and those it is based on; a ring of styles ends where it began."""
        found: list[etree._Element] = []
        while (style := self.styles.get(style_id)) is not None and style not in found:
            found.append(style)
            style_id = child_value(style, "basedOn")
        return found

    def _number(self, props: etree._Element | None, styles: list[etree._Element]) -> str:
        paths = [(props, ("numPr",)), *((style, ("pPr", "numPr")) for style in styles)]
        num_id = _first(child_value(element, *path, "numId") for element, path in paths)
        level = _first(child_value(element, *path, "ilvl") for element, path in paths)
        return self.lists.next(num_id, int(level) if level in tuple("012345678") else 0)


def _first(values: Iterator[str]) -> str:
    return next((value for value in values if value), "")


def _through(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The children of one tag, also inside the wrappers that mean nothing for the text."""
    for child in parent.iterchildren(etree.Element):
        if child.tag == tag:
            yield child
        elif child.tag in BLOCKS:
            yield from _through(child, tag)


def _is_contents(element: etree._Element) -> bool:
    kind = child_value(element, "sdtPr", "docPartObj", "docPartGallery")
    return element.tag == f"{W}sdt" and kind == "Table of Contents"


def _is_hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val", "1") not in OFF


def _is_centred(props: etree._Element | None, styles: list[etree._Element]) -> bool:
    inherited = (child_value(style, "pPr", "jc") for style in styles)
    return (child_value(props, "jc") or _first(inherited)) == "center"


def _is_large(element: etree._Element, styles: list[etree._Element]) -> bool:
    own = [child_value(run, "rPr", "sz") for run in element.iter(f"{W}r") if run.find(f"{W}t") is not None]
    size = _first(iter(own)) or _first(child_value(style, "rPr", "sz") for style in styles)
    return size.isascii() and size.isdigit() and len(size) < 5 and int(size) >= TITLE_SIZE


def _drawn(element: etree._Element) -> str:
    names = {etree.QName(one).localname for one in element.iter(etree.Element)}
    if "txbxContent" in names:
        return "文本框"
    uris = {one.get("uri", "").rpartition("/")[2] for one in element.iter("{*}graphicData")}
    return "图表" if uris & {"chart", "diagram"} else "图片"
