"""Files that are not packages: old Office files, PDF, pictures, text.

Each check answers with what is wrong, in words that follow the file's name, or with nothing.
"""

from __future__ import annotations

import codecs
import os
import re
import struct
from typing import BinaryIO

import olefile

from govrules.core.files.kinds import Kind

BLOCK = 256 * 1024
TAIL = 64 * 1024
WIDEST = 50_000
BROKEN = "不完整或者已经损坏"
OLE_MACROS = frozenset({"macros", "vba", "_vba_project_cur", "_vba_project"})
UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
NOT_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
MARKUP = re.compile(r"<(!doctype|html|script|svg|iframe|\?php)\b", re.I)
SCRIPT = re.compile(r"\A\s*(#!|@echo\b|<\?|<%)", re.I)


def ole_fault(file: BinaryIO, kind: Kind) -> str:
    """What is wrong with a .doc, .xls, .ppt or a WPS file."""
    file.seek(0)
    try:
        streams = olefile.OleFileIO(file).listdir(streams=True, storages=True)
    except Exception:  # a hostile directory can fail anywhere in the reader
        return BROKEN
    names = {part for path in streams for part in path}
    if {"EncryptedPackage", "EncryptionInfo"} & names:
        return "加了打开密码，请去掉密码"
    if OLE_MACROS & {name.lower() for name in names}:
        return "带有宏（可自动运行的程序）"
    return "" if names & set(kind.marks) else f"里面没有{kind.label}的内容"


def pdf_fault(file: BinaryIO, _: Kind) -> str:
    """A PDF ends with its end mark; what is cut off in transfer does not."""
    return "" if b"%%EOF" in _tail(file) else BROKEN


def png_fault(file: BinaryIO, _: Kind) -> str:
    """Signature, header with sane measures, end chunk."""
    file.seek(0)
    head = file.read(24)
    if len(head) < 24 or head[12:16] != b"IHDR" or b"IEND" not in _tail(file):
        return BROKEN
    return "" if all(0 < side <= WIDEST for side in struct.unpack(">II", head[16:24])) else BROKEN


def jpeg_fault(file: BinaryIO, _: Kind) -> str:
    """The end mark; some cameras write a little behind it."""
    return "" if b"\xff\xd9" in _tail(file) else BROKEN


def text_fault(file: BinaryIO, _: Kind) -> str:
    """Text in UTF-8 or GB18030 to its last byte, and no page or program."""
    file.seek(0)
    head = file.read(BLOCK)
    if head.startswith(UTF16):
        return "用的是 UTF-16 编码，请另存为 UTF-8 编码"
    if not any(_reads_as(file, code) for code in ("utf-8", "gb18030")):
        return "不是 UTF-8 或 GB18030 编码的文本"
    return "是网页或脚本的内容" if looks_active(head) else ""


def looks_active(head: bytes) -> bool:
    """Whether text begins like a page, a drawing with scripts or a program."""
    text = head[:4096].decode("latin-1").lstrip("\xef\xbb\xbf")
    return bool(SCRIPT.search(text) or MARKUP.search(text))


def looks_like_text(head: bytes) -> bool:
    """Whether the first bytes may be text; the last character of `head` may be cut."""
    return head.startswith(UTF16) or any(_decodes(head, code) for code in ("utf-8", "gb18030"))


def _decodes(head: bytes, code: str) -> bool:
    try:
        return NOT_TEXT.search(codecs.getincrementaldecoder(code)().decode(head)) is None
    except UnicodeDecodeError:
        return False


def _reads_as(file: BinaryIO, code: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(code)()
    try:
        while block := file.read(BLOCK):
            if NOT_TEXT.search(decoder.decode(block)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _tail(file: BinaryIO) -> bytes:
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - TAIL))
    return file.read(TAIL)
