"""Files that are zip packages inside (.docx, .xlsx, .pptx, .ofd): looked through, never unpacked to disk.

Each check answers with what is wrong, in words that follow the file's name, or with nothing.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from lxml import etree

from govrules.core.files.kinds import Kind

MB = 1024 * 1024
MOST_MEMBERS = 5_000
MOST_EXPANDED = 300 * MB
FREE_EXPANSION, MOST_RATIO = 20 * MB, 200
BLOCK = 256 * 1024
ZIP_ERRORS = (BadZipFile, LargeZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)
UNREADABLE = (*ZIP_ERRORS, etree.XMLSyntaxError)
BROKEN = "已经损坏，打不开"
MACROS = "带有宏（可自动运行的程序）"
BOMB = "展开后大得不正常，可能是恶意文件"
ENTITIES = "含有实体声明（DTD），可能是恶意文件"
DECLARATIONS = tuple(w.encode(code) for w in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be"))
CONTENT_TYPES = "[Content_Types].xml"
OFD_ROOT = "{http://www.ofdspec.org/2016}OFD"


def office_fault(file: BinaryIO, kind: Kind) -> str:
    """What is wrong with a .docx, .xlsx or .pptx."""
    return _fault(file, lambda package: _office_content(package, kind))


def ofd_fault(file: BinaryIO, kind: Kind) -> str:
    """What is wrong with an .ofd."""
    return _fault(file, lambda package: _ofd_content(package, kind))


def members(file: BinaryIO) -> frozenset[str]:
    """The names inside a zip, to say what it is; nothing for a broken one."""
    try:
        with ZipFile(file) as package:
            return frozenset(package.namelist()[:MOST_MEMBERS])
    except UNREADABLE:
        return frozenset()


def parsed(text: bytes) -> etree._Element:
    """XML without entities, without network, within libxml2's limits."""
    return etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _fault(file: BinaryIO, content: Callable[[ZipFile], str]) -> str:
    file.seek(0)
    try:
        with ZipFile(file) as package:
            shape = _size_fault(package.infolist()) or _name_fault(package)
            return shape or content(package) or _read_fault(package)
    except UNREADABLE:
        return BROKEN


def _size_fault(infos: list[ZipInfo]) -> str:
    """By what the directory declares; `_read_fault` finds a directory that lies."""
    expanded, packed = sum(i.file_size for i in infos), sum(i.compress_size for i in infos)
    if len(infos) > MOST_MEMBERS or expanded > MOST_EXPANDED:
        return BOMB
    return BOMB if expanded > max(FREE_EXPANSION, packed * MOST_RATIO) else ""


def _name_fault(package: ZipFile) -> str:
    names = package.namelist()
    if any(info.flag_bits & 1 for info in package.infolist()):
        return "加了密码，打不开"
    if any(info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for info in package.infolist()):
        return BROKEN
    leads_out = any(name.startswith("/") or ".." in name.split("/") for name in names)
    return BROKEN if leads_out or len(set(names)) < len(names) else ""


def _office_content(package: ZipFile, kind: Kind) -> str:
    if CONTENT_TYPES not in package.namelist():
        return f"只是一个压缩包，里面没有{kind.label}的内容"
    text = package.read(CONTENT_TYPES)
    if _declares_entities(text):
        return ENTITIES
    types = {part.get("ContentType", "") for part in parsed(text)}
    if _has_macros(package.namelist(), types):
        return MACROS
    return "" if types & set(kind.marks) else f"里面没有{kind.label}的内容"


def _has_macros(names: list[str], types: set[str]) -> bool:
    inside = any("vbaproject" in name.lower() or "vbadata" in name.lower() for name in names)
    return inside or any("macroenabled" in one.lower() or "vbaproject" in one.lower() for one in types)


def _ofd_content(package: ZipFile, kind: Kind) -> str:
    if "OFD.xml" not in package.namelist():
        return f"只是一个压缩包，里面没有{kind.label}的内容"
    text = package.read("OFD.xml")
    if _declares_entities(text):
        return ENTITIES
    return "" if parsed(text).tag == OFD_ROOT else f"里面没有{kind.label}的内容"


def _read_fault(package: ZipFile) -> str:
    """Every member read once: its checksum, and no DTD in any XML."""
    return next((fault for info in package.infolist() if (fault := _member_fault(package, info))), "")


def _member_fault(package: ZipFile, info: ZipInfo) -> str:
    is_xml = info.filename.lower().endswith((".xml", ".rels"))
    with package.open(info) as member:
        tail = b""
        while block := member.read(BLOCK):
            if is_xml and _declares_entities(tail + block):
                return ENTITIES
            tail = block[-20:]
    return ""


def _declares_entities(text: bytes) -> bool:
    return any(word in text for word in DECLARATIONS)
