"""Real files of every kind, made on the spot; and files that only pretend."""

import io
import struct
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from openpyxl import Workbook
from PIL import Image

OOXML = "application/vnd.openxmlformats-officedocument."
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SECTOR, FREE, END, FAT = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return file.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def with_member(data: bytes, name: str, content: bytes | str) -> bytes:
    """The same package with one member more, or with that member's content replaced."""
    return zipped(members(data) | {name: content})


def types(main: str, part: str) -> str:
    return f'<Types xmlns="{TYPES}"><Override PartName="/{part}" ContentType="{main}"/></Types>'


def a_docx(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs or ("关于修缮水渠的请示",):
        document.add_paragraph(text)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def an_xlsx() -> bytes:
    book, file = Workbook(), io.BytesIO()
    book.active["A1"] = "经费"
    book.save(file)
    return file.getvalue()


def a_pptx() -> bytes:
    main = f"{OOXML}presentationml.presentation.main+xml"
    return zipped({"[Content_Types].xml": types(main, "ppt/presentation.xml"), "ppt/presentation.xml": "<p/>"})


def an_ofd(root: str = "http://www.ofdspec.org/2016") -> bytes:
    return zipped({"OFD.xml": f'<ofd:OFD xmlns:ofd="{root}" Version="1.0"/>', "Doc_0/Document.xml": "<d/>"})


def a_picture(form: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, form)
    return file.getvalue()


def a_pdf() -> bytes:
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"


def an_ole(*names: str) -> bytes:
    """A compound file (the old Office container) with empty streams of these names under its root."""
    entries = [_entry("Root Entry", 5, child=1 if names else FREE)]
    for index, name in enumerate(names, 1):
        entries.append(_entry(name, 2, right=index + 1 if index < len(names) else FREE))
    directory = b"".join(entries)
    directory += _entry("", 0) * (-len(entries) % 4)
    sectors = len(directory) // SECTOR
    table = [FAT, *range(2, sectors + 1), END]
    return _header() + struct.pack("<128I", *table, *[FREE] * (128 - len(table))) + directory


def _header() -> bytes:
    counts = struct.pack("<6s9I", b"", 0, 1, 1, 0, 4096, END, 0, END, 0)
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6)
        + counts + struct.pack("<109I", 0, *[FREE] * 108)
    )  # fmt: skip


def _entry(name: str, sort: int, child: int = FREE, right: int = FREE) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0" if name else b""
    tree = struct.pack("<HBB3I", len(text), sort, 1, FREE, right, child)
    return text.ljust(64, b"\0") + tree + bytes(36) + struct.pack("<IQ", END if sort else 0, 0)


A_PROGRAM = b"MZ\x90\x00" + bytes(60) + b"PE\0\0" + bytes(200)
A_PAGE = b"<!DOCTYPE html>\n<html><script>alert(1)</script></html>"
A_DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
A_SCRIPT = b"#!/bin/sh\nrm -rf /\n"
AN_ARCHIVE = zipped({"readme.txt": "材料"})
SAMPLES: dict[str, bytes] = {
    "请示.docx": a_docx(),
    "预算.xlsx": an_xlsx(),
    "汇报.pptx": a_pptx(),
    "扫描件.pdf": a_pdf(),
    "版式.ofd": an_ofd(),
    "旧稿.doc": an_ole("WordDocument", "1Table"),
    "旧表.xls": an_ole("Workbook"),
    "旧表95.xls": an_ole("Book"),
    "旧片.ppt": an_ole("PowerPoint Document"),
    "稿.wps": an_ole("WordDocument"),
    "表.et": an_ole("Workbook"),
    "片.dps": an_ole("PowerPoint Document"),
    "现场.png": a_picture("PNG"),
    "现场.jpg": a_picture("JPEG"),
    "现场.jpeg": a_picture("JPEG"),
    "说明.txt": "水渠年久失修。\r\n需修缮三公里。".encode(),
    "说明（旧编码）.txt": "水渠年久失修。\n需修缮三公里，䶮家村在内。".encode("gb18030"),
    "带签名.txt": "\ufeff水渠年久失修。".encode(),
    "名册.csv": "姓名,单位\n张三,水利局\n".encode("gb18030"),
}
