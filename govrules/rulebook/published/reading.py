"""The bytes of a text file as text: UTF-8, GB18030, or UTF-16 that says so."""

from __future__ import annotations

import codecs
import re

from govrules.rulebook.errors import TextError

UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
MARKUP = re.compile(r"\s*(<\?xml|<!doctype|<!--|<html|<head|<body|<div|<p\b|<table|<meta)", re.I)
NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
OTHERS = {  # first bytes: what it is instead
    b"PK\x03\x04": "压缩包或者 Word 文档",
    b"\xd0\xcf\x11\xe0": "旧版 Word 文档",
    b"%PDF-": "PDF",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"{\\rtf": "RTF 文档",
}


def read_text(name: str, data: bytes) -> str:
    """Decode; `TextError` says what the file is instead of text."""
    if not data.strip():
        raise TextError(name, "文件是空的")
    other = next((what for start, what in OTHERS.items() if data.startswith(start)), "")
    if other:
        raise TextError(name, f"内容是{other}，与扩展名不符；请另存为 .docx 或 UTF-8 编码的 .txt 再载入")
    for code in ("utf-16",) if data.startswith(UTF16) else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(code)
        except UnicodeDecodeError:
            continue
        if not NOT_TEXT.search(text):
            return text
    raise TextError(name, "不是文本，或者不是 UTF-8、GB18030 编码；请另存为 UTF-8 编码的 .txt 再载入")


def looks_like_page(text: str) -> bool:
    """Whether text is a web page that was saved under another name."""
    return MARKUP.match(text.lstrip("\ufeff")) is not None
