"""What a file is, told from its content; its name is only a claim that must agree. No Django here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import BinaryIO

import puremagic

from govrules.core.errors import BadInput, Why
from govrules.core.files import contents, packages
from govrules.core.files.kinds import ALLOWED, KINDS, Kind
from govrules.core.files.names import ending

HEAD = 8192
SIGNATURES = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
)
MACH_O = (b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")
PROGRAMS = (b"MZ", b"\x7fELF", *MACH_O, b"L\x00\x00\x00\x01\x14\x02\x00")
PROGRAM, ACTIVE = "可执行程序", "网页或脚本"
WORDS = {"pdf": "PDF 文档", "png": "PNG 图片", "jpeg": "JPG 图片", "text": "文本", "ole": "旧版 Office 文件"}
BY_TYPE = (("audio/", "录音"), ("video/", "视频"), ("image/", "其他格式的图片"), ("font/", "字体"))
PARTS = (("word/", "Word 文档"), ("xl/", "Excel 表格"), ("ppt/", "演示文稿"), ("OFD.xml", "OFD 版式文件"))
ARCHIVES = ("rar", "7z", "gzip", "x-tar", "bzip", "x-xz", "zstd")
FAULTS: Mapping[str, Callable[[BinaryIO, Kind], str]] = {
    "package": packages.office_fault,
    "ofd": packages.ofd_fault,
    "ole": contents.ole_fault,
    "pdf": contents.pdf_fault,
    "png": contents.png_fault,
    "jpeg": contents.jpeg_fault,
    "text": contents.text_fault,
}


def sniff(file: BinaryIO, name: str) -> Kind:
    """The kind of a file; `BadInput` says what it is instead and what is allowed."""
    file.seek(0)
    head = file.read(HEAD)
    if not head:
        raise _refusal(name, "是空文件（0 字节）")
    kind, found = KINDS.get(ending(name)), _family(head)
    if found in (PROGRAM, ACTIVE):
        raise _refusal(name, f"的内容是{found}，不能作为附件")
    if kind is None:
        claim = f"的扩展名 .{ending(name)} 不在允许之列" if ending(name) else "没有扩展名"
        raise _refusal(name, f"{claim}（内容是{_words(found, file, head)}）")
    if found != _outside(kind):
        raise _refusal(name, f"的扩展名是 .{kind.ending}，内容却是{_words(found, file, head)}，两者不符")
    if fault := FAULTS[kind.family](file, kind):
        raise _refusal(name, fault)
    return kind


def _outside(kind: Kind) -> str:
    return "zip" if kind.family in ("package", "ofd") else kind.family


def _refusal(name: str, fault: str) -> BadInput:
    return BadInput(Why(f"“{name}”{fault}。", remedy=ALLOWED))


def _family(head: bytes) -> str:
    """One of the families of `kinds`, "zip", words for what may never be attached, or nothing."""
    known = next((family for magic, family in SIGNATURES if head.startswith(magic)), "")
    if known:
        return known
    if head.startswith(PROGRAMS) and b"\0" in head:
        return PROGRAM
    if not contents.looks_like_text(head):
        return ""
    return ACTIVE if contents.looks_active(head) else "text"


def _words(family: str, file: BinaryIO, head: bytes) -> str:
    if family == "zip":
        return _package_words(file)
    return WORDS.get(family) or _guess(head)


def _package_words(file: BinaryIO) -> str:
    """What a zip is: an Office file, an OFD, or just an archive."""
    names = packages.members(file)
    for part, words in PARTS:
        if any(name.startswith(part) for name in names):
            return words
    return "压缩包"


def _guess(head: bytes) -> str:
    """By puremagic's table, for what is not ours."""
    try:
        best = puremagic.magic_string(head)[0].mime_type
    except (puremagic.PureError, ValueError, IndexError):
        return "无法识别的内容"
    if any(word in best for word in ARCHIVES):
        return "压缩包"
    return next((words for start, words in BY_TYPE if best.startswith(start)), "不支持的格式")
