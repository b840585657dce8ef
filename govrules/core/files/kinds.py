"""The kinds of files that may be attached: ending, type to serve them as, what their content must hold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind. `family` names the check of its content, `marks` what that check must find (any of them)."""

    ending: str
    family: str
    content_type: str
    label: str
    marks: tuple[str, ...] = ()


def _office(ending: str, body: str, main: str, label: str) -> Kind:
    name = f"application/vnd.openxmlformats-officedocument.{body}"
    return Kind(ending, "package", f"{name}.{main}", label, (f"{name}.{main}.main+xml",))


ALL = (
    _office("docx", "wordprocessingml", "document", "Word 文档"),
    _office("xlsx", "spreadsheetml", "sheet", "Excel 表格"),
    _office("pptx", "presentationml", "presentation", "演示文稿"),
    Kind("pdf", "pdf", "application/pdf", "PDF 文档"),
    Kind("ofd", "ofd", "application/ofd", "OFD 版式文件"),
    Kind("doc", "ole", "application/msword", "旧版 Word 文档", ("WordDocument",)),
    Kind("xls", "ole", "application/vnd.ms-excel", "旧版 Excel 表格", ("Workbook", "Book")),
    Kind("ppt", "ole", "application/vnd.ms-powerpoint", "旧版演示文稿", ("PowerPoint Document",)),
    Kind("wps", "ole", "application/vnd.ms-works", "WPS 文字", ("WordDocument",)),
    Kind("et", "ole", "application/vnd.ms-excel", "WPS 表格", ("Workbook", "Book")),
    Kind("dps", "ole", "application/vnd.ms-powerpoint", "WPS 演示", ("PowerPoint Document",)),
    Kind("png", "png", "image/png", "PNG 图片"),
    Kind("jpg", "jpeg", "image/jpeg", "JPG 图片"),
    Kind("jpeg", "jpeg", "image/jpeg", "JPG 图片"),
    Kind("txt", "text", "text/plain", "文本文件"),
    Kind("csv", "text", "text/csv", "CSV 表格"),
)
KINDS = {kind.ending: kind for kind in ALL}
SHOWN_INLINE = frozenset({"application/pdf", "image/png", "image/jpeg"})
ALLOWED = "可以上传：Word、Excel、PPT、WPS 文件，PDF、OFD，PNG、JPG 图片，TXT、CSV 文本；压缩包请先解压。"
