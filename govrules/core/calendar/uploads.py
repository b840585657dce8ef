"""The text of an uploaded notice: .txt, .csv or .docx, small, and what it says it is."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath

import docx
from docx.opc.exceptions import OpcError
from lxml.etree import XMLSyntaxError

from govrules.core.errors import BadInput

LARGEST, LARGEST_UNPACKED = 1_000_000, 20_000_000
NOT_WORD = "文件名是 .docx，内容却不是 Word 文档，请用 Word 或 WPS 另存后再上传"
ENCODINGS = ("utf-8-sig", "gb18030")


def text_of(name: str, data: bytes) -> str:
    """The text in a file; a refusal says what is wrong with it."""
    if not data.strip():
        raise BadInput("文件是空的，请重新选择", field="upload")
    if len(data) > LARGEST:
        raise BadInput("文件超过1MB，放假通知不会这么大，请核对", field="upload")
    kind = PurePath(name).suffix.lower()
    if kind == ".docx":
        return _docx_text(data)
    if kind in (".txt", ".csv"):
        return _plain_text(data)
    raise BadInput("只能上传 .txt、.csv 或 .docx 文件；其他格式请复制文字后粘贴", field="upload")


def _plain_text(data: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise BadInput("文件不是文本，请另存为 UTF-8 或 GB18030 编码的文本后再上传", field="upload")


def _docx_text(data: bytes) -> str:
    try:
        _refuse_bomb(data)
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, OpcError, KeyError, ValueError, XMLSyntaxError):
        raise BadInput(NOT_WORD, field="upload") from None
    rows = [row for table in document.tables for row in table.rows]
    told = [paragraph.text for paragraph in document.paragraphs]
    return "\n".join(told + [",".join(cell.text.strip() for cell in row.cells) for row in rows])


def _refuse_bomb(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(info.file_size for info in archive.infolist()) > LARGEST_UNPACKED:
            raise BadInput("文件解开后过大，请核对", field="upload")
