"""Opening an uploaded workbook: small, an .xlsx by its content, without macros; and which of its cells are merged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from posixpath import join, normpath
from typing import Any
from zipfile import ZipFile

from lxml import etree
from openpyxl import load_workbook

from govrules.core.errors import BadInput, Why
from govrules.core.files.packages import parsed
from govrules.core.files.sniff import sniff

MB = 1024 * 1024
LARGEST, LARGEST_UNPACKED = 5 * MB, 40 * MB
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
BOOK, LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
MOST_MERGED = 50  # told of one sheet
AGAIN = "请下载模板，把内容填在里面再上传。"


@dataclass(frozen=True)
class Page:
    """One sheet as it stands in the file: its cells row by row, and the ranges that are merged, as A3:A5."""

    title: str
    grid: list[tuple[Any, ...]]
    merged: list[str]


def opened(data: bytes, name: str, rows: int, columns: int) -> list[Page]:
    """The sheets, each no further than so many rows and columns; `BadInput` where the file cannot be taken."""
    if len(data) > LARGEST:
        raise _refusal(f"“{name}”超过 {LARGEST // MB} MB，一个政府的人员不会这么大。", AGAIN)
    kind = sniff(BytesIO(data), name)
    if kind.ending != "xlsx":
        raise _refusal(f"“{name}”是{kind.label}，只能导入 .xlsx。", "请用 Excel 或 WPS 另存为 .xlsx。")
    with ZipFile(BytesIO(data)) as package:
        if sum(info.file_size for info in package.infolist()) > LARGEST_UNPACKED:
            raise _refusal(f"“{name}”展开后过大。", AGAIN)
    try:
        return _pages(data, rows, columns)
    except Exception as error:  # openpyxl fails in many ways on a workbook that is not well made
        remedy = "请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。"
        raise _refusal(f"“{name}”不能作为 Excel 表格打开。", remedy) from error


def _refusal(what: str, remedy: str) -> BadInput:
    return BadInput(Why(what, remedy=remedy), field="upload")


def _pages(data: bytes, rows: int, columns: int) -> list[Page]:
    merges = _merged(data)
    book = load_workbook(BytesIO(data), read_only=True, keep_links=False)
    return [
        Page(sheet.title, list(sheet.iter_rows(max_row=rows, max_col=columns)), merges.get(sheet.title, []))
        for sheet in book.worksheets
    ]


def _merged(data: bytes) -> dict[str, list[str]]:
    """The merged ranges of each sheet by its title, told from the file, since cells do not show them."""
    with ZipFile(BytesIO(data)) as package:
        return {title: list(_ranges(package, path)) for title, path in _parts(package)}


def _parts(package: ZipFile) -> Iterator[tuple[str, str]]:
    """Each sheet's title and the part of the package that holds it."""
    names = set(package.namelist())
    if not {BOOK, LINKS} <= names:
        return
    targets = {link.get("Id"): link.get("Target", "") for link in parsed(package.read(LINKS))}
    for sheet in parsed(package.read(BOOK)).iter(f"{MAIN}sheet"):
        path = normpath(join("/xl", targets.get(sheet.get(ID), ""))).lstrip("/")
        if path in names:
            yield sheet.get("name", ""), path


def _ranges(package: ZipFile, path: str) -> Iterator[str]:
    told = 0
    with package.open(path) as part:
        for _, cell in etree.iterparse(part, tag=f"{MAIN}mergeCell", resolve_entities=False, no_network=True):
            if told == MOST_MERGED:
                return
            told += 1
            yield cell.get("ref", "")
