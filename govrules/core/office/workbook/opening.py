"""Opening an uploaded workbook: small, an .xlsx by its content, without macros; and which of its cells are merged."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from posixpath import join, normpath
from zipfile import ZipFile

from lxml import etree
from openpyxl import Workbook, load_workbook

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


def opened(data: bytes, name: str) -> Workbook:
    """The workbook for reading once; `BadInput` says what is wrong with the file as a whole."""
    if len(data) > LARGEST:
        raise BadInput(
            Why(f"“{name}”超过 {LARGEST // MB} MB，一个单位的人员不会这么大。", remedy=AGAIN), field="upload"
        )
    kind = sniff(BytesIO(data), name)
    if kind.ending != "xlsx":
        raise BadInput(
            Why(f"“{name}”是{kind.label}，只能导入 .xlsx。", remedy="请用 Excel 或 WPS 另存为 .xlsx。"), field="upload"
        )
    with ZipFile(BytesIO(data)) as package:
        if sum(info.file_size for info in package.infolist()) > LARGEST_UNPACKED:
            raise BadInput(Why(f"“{name}”展开后过大。", remedy=AGAIN), field="upload")
    try:
        return load_workbook(BytesIO(data), read_only=True, keep_links=False)
    except Exception as error:  # openpyxl fails in many ways on a workbook that is not well made
        why = Why(f"“{name}”不能作为 Excel 表格打开。", remedy="请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。")
        raise BadInput(why, field="upload") from error


def merged(data: bytes) -> dict[str, list[str]]:
    """The merged ranges of each sheet by its title, as A3:A5; told from the file, since cells do not show them."""
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
