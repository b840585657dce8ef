"""An uploaded file of published rules as text: .txt, .html or .docx, and what it says it is."""

from __future__ import annotations

import io
from hashlib import sha256
from typing import NamedTuple

from govrules.core.files.kinds import KINDS
from govrules.core.files.names import clean, ending
from govrules.core.files.packages import MB, office_fault
from govrules.core.files.word.parts import NotReadable, open_parts
from govrules.core.files.word.text import pieces
from govrules.rulebook.errors import TextError
from govrules.rulebook.published import page_text, read_text
from govrules.rulebook.published.reading import looks_like_page

MOST_BYTES = 10 * MB
PLAIN, PAGES = ("txt", "text", "md"), ("html", "htm")
ALLOWED = "可以载入 .txt、.html 和 .docx 文件"
INSTEAD = {
    "doc": "旧版 Word 文件请先另存为 .docx",
    "wps": "WPS 文件请先另存为 .docx",
    "pdf": "PDF 请先复制文字，存为 .txt",
    "ofd": "OFD 请先复制文字，存为 .txt",
}


class Source(NamedTuple):
    """The file that a text came from."""

    name: str
    sha256: str


class Read(NamedTuple):
    """What was read, and from which file."""

    text: str
    source: Source


def read(name: str, data: bytes) -> Read:
    """The text in a file; `TextError` says what is wrong with the file and what to do."""
    name = clean(name)
    if not data.strip():
        raise TextError(name, "文件是空的")
    if len(data) > MOST_BYTES:
        raise TextError(name, f"太大，载入的文件不得超过 {MOST_BYTES // MB} MB")
    return Read(_text(name, data), Source(name, sha256(data).hexdigest()))


def _text(name: str, data: bytes) -> str:
    kind = ending(name)
    if kind == "docx":
        return _word_text(name, data)
    if kind not in (*PLAIN, *PAGES):
        raise TextError(name, f"{ALLOWED}；{INSTEAD.get(kind, '请换一个文件')}")
    text = read_text(name, data)
    return page_text(name, text) if kind in PAGES or looks_like_page(text) else text


def _word_text(name: str, data: bytes) -> str:
    file = io.BytesIO(data)
    fault = office_fault(file, KINDS["docx"])
    try:
        found = [] if fault else pieces(open_parts(file))[0]
    except NotReadable as unreadable:
        fault = str(unreadable)
    if fault:
        raise TextError(name, f"文件{fault}；请在 Word 或 WPS 中另存为 .docx 再载入")
    if not found:
        raise TextError(name, "里面没有文字（扫描件和图片里的文字读不出来）")
    return "\n".join(piece.text for piece in found)
