"""Uploads and forms of the calendar: what a file must be, and the shape of what is typed."""

import io
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from govrules.core.calendar import notice_csv, notices, uploads
from govrules.core.calendar.forms import ClockForm, NoticeForm
from govrules.core.errors import BadInput
from tests.core.calendars import NOTICE_2027, office

YEAR_2027 = notices.preview(notices.read(NOTICE_2027, 2027)).year


def word(paragraphs: list[str], rows: list[list[str]] | None = None) -> bytes:
    """A Word document with these paragraphs and a table of these rows."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def zipped(**files: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


# --- Good files ---


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("通知.txt", NOTICE_2027.encode()),
        ("通知.TXT", NOTICE_2027.encode("utf-8-sig")),
        ("通知.txt", NOTICE_2027.encode("gb18030")),
        ("通知.docx", word(NOTICE_2027.splitlines())),
        ("table.csv", notice_csv.write(YEAR_2027).encode("gb18030")),
        ("table.docx", word([], [line.split(",") for line in notice_csv.write(YEAR_2027).splitlines()])),
        ("../../etc/通知.txt", NOTICE_2027.encode()),
        ("<script>.docx", word(NOTICE_2027.splitlines())),
    ],
)
def test_a_file_gives_the_year(name: str, data: bytes) -> None:
    text = uploads.text_of(name, data)
    assert notices.preview(notices.read(text, 2027, "演示1号")).year == YEAR_2027


# --- Bad files ---

BAD_FILES = [
    ("empty.txt", b"", "文件是空的"),
    ("blank.txt", b" \r\n\t ", "文件是空的"),
    ("empty.docx", b"", "文件是空的"),
    ("big.txt", b"x" * (uploads.LARGEST + 1), "文件超过1MB"),
    ("notice.doc", b"\xd0\xcf\x11\xe0", "只能上传"),
    ("notice.pdf", b"%PDF-1.7", "只能上传"),
    ("notice", NOTICE_2027.encode(), "只能上传"),
    ("notice.docx.exe", b"MZ", "只能上传"),
    ("zip.docx", zipped(a=b"no word document"), "内容却不是 Word 文档"),
    ("text.docx", NOTICE_2027.encode(), "内容却不是 Word 文档"),
    ("cut.docx", word(["一、元旦"])[:200], "内容却不是 Word 文档"),
    (
        "torn.docx",
        zipped(**{"[Content_Types].xml": b"<Types", "word/document.xml": b"<w"}),
        "内容却不是 Word 文档",
    ),
    ("bomb.docx", zipped(a=b"0" * (uploads.LARGEST_UNPACKED + 1)), "解开后过大"),
    ("word.txt", word(["一、元旦"]), "文件不是文本"),
    ("binary.csv", b"\x00\x01\x02\x00", "文件不是文本"),
    ("latin.txt", b"\xff\xff\xff\xff", "文件不是文本"),
]


@pytest.mark.parametrize(("name", "data", "told"), BAD_FILES, ids=[name for name, _, _ in BAD_FILES])
def test_a_bad_file_is_refused_with_what_to_do(name: str, data: bytes, told: str) -> None:
    with pytest.raises(BadInput, match=told) as refused:
        uploads.text_of(name, data)
    assert refused.value.field == "upload"


# --- The notice's form ---


def notice_form(files: dict[str, SimpleUploadedFile] | None = None, **data: object) -> NoticeForm:
    return NoticeForm({"year": "2027", **data}, files or {})


def test_pasted_text_is_taken() -> None:
    form = notice_form(text=NOTICE_2027, number="演示〔2026〕1号")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["year"] == 2027
    assert form.cleaned_data["said"].startswith("演示〔2026〕1号")
    assert form.cleaned_data["demo"] is False


def test_an_uploaded_file_is_taken() -> None:
    form = notice_form({"upload": SimpleUploadedFile("通知.docx", word(["一、元旦：1月1日放假。"]))})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["said"] == "一、元旦：1月1日放假。"


@pytest.mark.parametrize("both", [True, False], ids=["both", "neither"])
def test_either_text_or_a_file(both: bool) -> None:
    upload = {"upload": SimpleUploadedFile("a.txt", b"text")} if both else {}
    form = notice_form(upload, text="text" if both else "")
    assert not form.is_valid()
    assert form.non_field_errors() == ["请粘贴通知正文，或者上传一个文件，二者选一"]


def test_a_bad_file_is_told_at_its_field() -> None:
    form = notice_form({"upload": SimpleUploadedFile("zip.docx", zipped(a=b"b"))})
    assert not form.is_valid()
    assert "内容却不是 Word 文档" in form.errors["upload"][0]
    assert form.non_field_errors() == []


def test_an_oversized_file_is_told_without_reading_it_all() -> None:
    form = notice_form({"upload": SimpleUploadedFile("big.txt", b"x" * (uploads.LARGEST * 3))})
    assert not form.is_valid()
    assert "文件超过1MB" in form.errors["upload"][0]


@pytest.mark.parametrize(
    ("field", "value"),
    [("year", ""), ("year", "next"), ("number", "号" * 61), ("text", "字" * (notices.LONGEST + 1))],
)
def test_the_shape_of_the_fields(field: str, value: str) -> None:
    form = NoticeForm({"year": "2027", "text": "一、元旦：1月1日放假。", field: value}, {})
    assert not form.is_valid()
    assert field in form.errors


def test_only_the_demo_offers_a_demo_notice(settings) -> None:
    assert "demo" in NoticeForm().fields
    settings.DEMO = False
    assert "demo" not in NoticeForm().fields
    form = notice_form(text=NOTICE_2027, demo="on")
    assert form.is_valid()
    assert not form.cleaned_data.get("demo")


# --- The clock's form ---


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2026-06-02T00:00", "2026-06-02 00:00"),
        ("2026-06-02 09:30", "2026-06-02 09:30"),
        ("2026-06-02", "2026-06-02 00:00"),
    ],
)
def test_the_clock_is_set_in_the_offices_time(typed: str, moment: str) -> None:
    form = ClockForm({"to": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["to"] == office(moment)


@pytest.mark.parametrize("typed", ["", "tomorrow", "2026-13-01", "2026-02-30T10:00", "99999-01-01"])
def test_what_is_no_moment_is_refused(typed: str) -> None:
    assert "to" in ClockForm({"to": typed}).errors


def test_no_calendar_module_names_a_day_of_a_notice() -> None:
    """The days are data: no module says when a holiday is."""
    room = Path(notices.__file__).parent
    for path in room.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert str(date(2026, 2, 14)) not in text
        assert "date(20" not in text
