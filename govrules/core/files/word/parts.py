"""The few parts of a .docx that hold its text, read straight from the package.

A document library would load every picture with it, and fails on the dangling relations that some leave.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO
from zipfile import ZipFile

from lxml import etree

from govrules.core.files.packages import CONTENT_TYPES, MB, UNREADABLE, parsed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PLAIN, STRICT = W[1:-1].encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
WANTED = ("document.main", "styles", "numbering", "header", "footer")
MOST_XML = 30 * MB


class NotReadable(Exception):
    """What is wrong, in Chinese words that follow the file's name."""


@dataclass(frozen=True)
class Parts:
    """The body, the styles and lists where there are any, and the headers and footers."""

    body: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None
    margins: tuple[etree._Element, ...]


def open_parts(file: BinaryIO) -> Parts:
    """The parts of a .docx that has passed the checks of an attachment (`sniff`)."""
    file.seek(0)
    try:
        with ZipFile(file) as package:
            return _parts(package)
    except (*UNREADABLE, KeyError) as error:
        raise NotReadable("已经损坏，打不开") from error


def _parts(package: ZipFile) -> Parts:
    names = _names(package)
    if sum(package.getinfo(name).file_size for of_kind in names.values() for name in of_kind) > MOST_XML:
        raise NotReadable("的文字内容太大，无法导入")
    found = {kind: [_read(package, name) for name in of_kind] for kind, of_kind in names.items()}
    body = found["document.main"][0].find(f"{W}body")
    if body is None:
        raise NotReadable("里面没有正文")
    styles, lists = ([*found.get(kind, ()), None][0] for kind in ("styles", "numbering"))
    return Parts(body, styles, lists, (*found.get("header", ()), *found.get("footer", ())))


def _names(package: ZipFile) -> dict[str, list[str]]:
    """Names of parts by what they are (document.main, styles, numbering, header, footer)."""
    kinds: dict[str, list[str]] = {}
    for part in parsed(package.read(CONTENT_TYPES)):
        kind = part.get("ContentType", "").removeprefix(WORD).removesuffix("+xml")
        name = part.get("PartName", "").lstrip("/")
        if kind in WANTED and name in package.namelist():
            kinds.setdefault(kind, []).append(name)
    return kinds


def _read(package: ZipFile, name: str) -> etree._Element:
    return parsed(package.read(name).replace(STRICT, PLAIN))


def child_value(element: etree._Element | None, *path: str) -> str:
    """The `w:val` at the end of a path of children; empty when any is missing."""
    for name in path:
        element = element.find(W + name) if element is not None else None
    return element.get(f"{W}val", "") if element is not None else ""
