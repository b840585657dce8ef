"""What a file is, by its content: every allowed kind passes, everything else is refused with what it is."""

import io
import zipfile

import pytest

from govrules.core.errors import BadInput
from govrules.core.files.kinds import ALL, ALLOWED, KINDS
from govrules.core.files.sniff import sniff
from tests.core.files import samples
from tests.core.files.samples import SAMPLES

DOCX, XLSX, OFD, PNG = SAMPLES["请示.docx"], SAMPLES["预算.xlsx"], SAMPLES["版式.ofd"], SAMPLES["现场.png"]
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(BadInput) as refused:
        sniff(io.BytesIO(data), name)
    (why,) = refused.value.reasons
    assert why.remedy == ALLOWED
    assert why.article is None
    return why.message


@pytest.mark.parametrize("name", SAMPLES)
def test_every_allowed_kind_passes(name: str):
    kind = sniff(io.BytesIO(SAMPLES[name]), name)
    assert kind == KINDS[name.rpartition(".")[2]]


def test_there_is_a_sample_of_every_kind():
    assert {name.rpartition(".")[2] for name in SAMPLES} == {kind.ending for kind in ALL}


def test_the_ending_may_be_in_capitals():
    assert sniff(io.BytesIO(DOCX), "请示.DOCX").ending == "docx"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("空.docx", b"", "“空.docx”是空文件（0 字节）。"),
        ("空.txt", b"", "“空.txt”是空文件（0 字节）。"),
        ("程序.docx", samples.A_PROGRAM, "“程序.docx”的内容是可执行程序，不能作为附件。"),
        ("程序.exe", samples.A_PROGRAM, "“程序.exe”的内容是可执行程序，不能作为附件。"),
        ("程序", b"\x7fELF\x02\x01\x01" + bytes(60), "“程序”的内容是可执行程序，不能作为附件。"),
        (
            "快捷方式.pdf",
            b"L\0\0\0\x01\x14\x02\0" + bytes(60),
            "“快捷方式.pdf”的内容是可执行程序，不能作为附件。",
        ),
        ("页.pdf", samples.A_PAGE, "“页.pdf”的内容是网页或脚本，不能作为附件。"),
        ("页.html", samples.A_PAGE, "“页.html”的内容是网页或脚本，不能作为附件。"),
        ("页.txt", b"\xef\xbb\xbf \n" + samples.A_PAGE, "“页.txt”的内容是网页或脚本，不能作为附件。"),
        ("图.svg", samples.A_DRAWING, "“图.svg”的内容是网页或脚本，不能作为附件。"),
        ("图.png", samples.A_DRAWING, "“图.png”的内容是网页或脚本，不能作为附件。"),
        (
            "图.svg",
            b'<?xml version="1.0"?>' + samples.A_DRAWING,
            "“图.svg”的内容是网页或脚本，不能作为附件。",
        ),
        ("脚本.csv", samples.A_SCRIPT, "“脚本.csv”的内容是网页或脚本，不能作为附件。"),
        ("脚本.bat", b"@echo off\r\ndel *.*", "“脚本.bat”的内容是网页或脚本，不能作为附件。"),
        ("脚本.txt", b"a\n<SCRIPT>alert(1)</SCRIPT>", "“脚本.txt”的内容是网页或脚本，不能作为附件。"),
        ("材料.zip", samples.AN_ARCHIVE, "“材料.zip”的扩展名 .zip 不在允许之列（内容是压缩包）。"),
        (
            "材料.rar",
            b"Rar!\x1a\x07\x01\0" + bytes(60),
            "“材料.rar”的扩展名 .rar 不在允许之列（内容是压缩包）。",
        ),
        ("材料", DOCX, "“材料”没有扩展名（内容是Word 文档）。"),
        ("宏.docm", DOCX, "“宏.docm”的扩展名 .docm 不在允许之列（内容是Word 文档）。"),
        ("笔记.md", "记录".encode(), "“笔记.md”的扩展名 .md 不在允许之列（内容是文本）。"),
        ("请示.docx", SAMPLES["扫描件.pdf"], "“请示.docx”的扩展名是 .docx，内容却是PDF 文档，两者不符。"),
        (
            "请示.docx",
            SAMPLES["旧稿.doc"],
            "“请示.docx”的扩展名是 .docx，内容却是旧版 Office 文件，两者不符。",
        ),
        ("请示.docx", "请示".encode(), "“请示.docx”的扩展名是 .docx，内容却是文本，两者不符。"),
        ("扫描件.pdf", DOCX, "“扫描件.pdf”的扩展名是 .pdf，内容却是Word 文档，两者不符。"),
        ("扫描件.pdf", XLSX, "“扫描件.pdf”的扩展名是 .pdf，内容却是Excel 表格，两者不符。"),
        ("扫描件.pdf", OFD, "“扫描件.pdf”的扩展名是 .pdf，内容却是OFD 版式文件，两者不符。"),
        ("扫描件.pdf", PNG, "“扫描件.pdf”的扩展名是 .pdf，内容却是PNG 图片，两者不符。"),
        ("现场.jpg", PNG, "“现场.jpg”的扩展名是 .jpg，内容却是PNG 图片，两者不符。"),
        ("说明.txt", PNG, "“说明.txt”的扩展名是 .txt，内容却是PNG 图片，两者不符。"),
        ("现场.png", b"GIF89a" + bytes(60), "“现场.png”的扩展名是 .png，内容却是其他格式的图片，两者不符。"),
        ("x.pdf", b"\x00\x01\x02\xfe" * 30, "“x.pdf”的扩展名是 .pdf，内容却是无法识别的内容，两者不符。"),
        ("材料.docx", samples.AN_ARCHIVE, "“材料.docx”只是一个压缩包，里面没有Word 文档的内容。"),
        ("材料.ofd", samples.AN_ARCHIVE, "“材料.ofd”只是一个压缩包，里面没有OFD 版式文件的内容。"),
        ("预算.xlsx", DOCX, "“预算.xlsx”里面没有Excel 表格的内容。"),
        ("旧稿.doc", SAMPLES["旧表.xls"], "“旧稿.doc”里面没有旧版 Word 文档的内容。"),
        ("安装.doc", samples.an_ole("Registry", "Binary"), "“安装.doc”里面没有旧版 Word 文档的内容。"),
        ("假.ofd", samples.an_ofd("http://example.com/"), "“假.ofd”里面没有OFD 版式文件的内容。"),
    ],
)
def test_refusals_say_what_it_is(name: str, data: bytes, message: str):
    assert refusal(data, name) == message


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("断.docx", DOCX[: len(DOCX) // 2]),
        ("断.ofd", OFD[:-30]),
        ("断.pdf", b"%PDF-1.7\n1 0 obj\n"),
        ("断.png", PNG[:40]),
        ("断.png", PNG[:8]),
        ("断.jpg", SAMPLES["现场.jpg"][:200]),
        ("断.doc", SAMPLES["旧稿.doc"][:300]),
        ("断.doc", SAMPLES["旧稿.doc"][:8] + b"\xff" * 600),
        ("无边.png", PNG[:16] + b"\xff" * 8 + PNG[24:]),
        ("无高.png", PNG[:20] + bytes(4) + PNG[24:]),
        ("错误.docx", samples.with_member(DOCX, "[Content_Types].xml", "<Types")),
        ("外逃.docx", samples.with_member(DOCX, "word/../../../etc/cron.d/x", "x")),
        ("外逃.docx", samples.with_member(DOCX, "/etc/cron.d/x", "x")),
    ],
)
def test_what_is_cut_off_or_broken_is_refused(name: str, data: bytes):
    assert any(word in refusal(data, name) for word in ("损坏", "不完整"))


def test_a_changed_byte_inside_a_package_is_found_by_its_checksum():
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as package:
        for name, content in samples.members(DOCX).items():
            package.writestr(name, content)
    spoiled = stored.getvalue().replace("关于修缮水渠".encode(), "关于修缮水库".encode())
    assert refusal(spoiled, "请示.docx") == "“请示.docx”已经损坏，打不开。"


def test_a_member_named_twice_is_refused():
    file = io.BytesIO(DOCX)
    with zipfile.ZipFile(file, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr("word/document.xml", "<other/>")
    assert "损坏" in refusal(file.getvalue(), "请示.docx")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("宏.docx", samples.with_member(DOCX, "word/vbaProject.bin", b"macro")),
        ("宏.xlsx", samples.with_member(XLSX, "xl/VBAPROJECT.BIN", b"macro")),
        (
            "宏.docx",
            samples.with_member(DOCX, "[Content_Types].xml", samples.types(MACRO_TYPE, "word/document.xml")),
        ),
        ("宏.doc", samples.an_ole("WordDocument", "Macros")),
        ("宏.xls", samples.an_ole("Workbook", "_VBA_PROJECT_CUR")),
        ("宏.wps", samples.an_ole("WordDocument", "VBA")),
    ],
)
def test_macros_are_refused(name: str, data: bytes):
    assert refusal(data, name) == f"“{name}”带有宏（可自动运行的程序）。"


def test_an_encrypted_package_is_refused():
    data = bytearray(DOCX)
    entry = data.index(b"PK\x01\x02")
    data[entry + 8] |= 1
    assert refusal(bytes(data), "请示.docx") == "“请示.docx”加了密码，打不开。"


def test_an_old_container_of_an_encrypted_file_is_refused():
    data = samples.an_ole("EncryptedPackage", "EncryptionInfo", "WordDocument")
    assert refusal(data, "旧稿.doc") == "“旧稿.doc”加了打开密码，请去掉密码。"


@pytest.mark.parametrize("part", ["word/document.xml", "word/_rels/extra.rels", "[Content_Types].xml"])
@pytest.mark.parametrize("code", ["utf-8", "utf-16-le"])
def test_entities_are_refused_in_every_part(part: str, code: str):
    data = samples.with_member(DOCX, part, BOMB.encode(code))
    assert "含有实体声明" in refusal(data, "请示.docx")


def test_entities_are_found_across_the_blocks_of_reading():
    text = "<!--" + "x" * (256 * 1024 - 8) + "--><!DOCTYPE x><x/>"
    assert "含有实体声明" in refusal(samples.with_member(DOCX, "word/extra.xml", text), "请示.docx")


def test_entities_in_an_ofd_are_refused():
    assert "含有实体声明" in refusal(samples.with_member(OFD, "OFD.xml", BOMB), "版式.ofd")


@pytest.mark.parametrize(
    "data",
    [
        samples.with_member(DOCX, "word/media/a.bmp", bytes(40 * 1024 * 1024)),
        samples.zipped({f"word/{n}": b"" for n in range(5001)} | {"[Content_Types].xml": ""}),
    ],
    ids=["expands a thousandfold", "too many members"],
)
def test_bombs_are_refused(data: bytes):
    assert len(data) < 1024 * 1024
    assert refusal(data, "请示.docx") == "“请示.docx”展开后大得不正常，可能是恶意文件。"


def test_a_directory_that_lies_about_a_size_is_found():
    """The declared size passes; reading stops there, and the checksum does not fit."""
    data = bytearray(samples.with_member(DOCX, "word/media/a.bmp", bytes(40 * 1024 * 1024)))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (1024).to_bytes(4, "little")
    assert refusal(bytes(data), "请示.docx") == "“请示.docx”已经损坏，打不开。"


def test_text_compresses_well_and_is_no_bomb():
    data = samples.with_member(DOCX, "word/extra.xml", "<a>" + "水渠年久失修。" * 100_000 + "</a>")
    assert sniff(io.BytesIO(data), "请示.docx").ending == "docx"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("水渠".encode("utf-16"), "用的是 UTF-16 编码，请另存为 UTF-8 编码"),
        ("水渠".encode() * 5000 + b"\xff\xff", "不是 UTF-8 或 GB18030 编码的文本"),
        ("水渠".encode() * 5000 + b"\x00", "不是 UTF-8 或 GB18030 编码的文本"),
        ("水渠".encode("gb18030") * 5000 + "渠".encode("gb18030")[:1], "不是 UTF-8 或 GB18030 编码的文本"),
        ("水渠".encode() * 5000 + b"\x1b[2J", "不是 UTF-8 或 GB18030 编码的文本"),
    ],
    ids=["utf-16", "bad byte", "nul", "half a character", "terminal control"],
)
def test_text_is_read_to_its_last_byte(data: bytes, message: str):
    assert refusal(data, "说明.txt") == f"“说明.txt”{message}。"


def test_a_character_cut_by_the_first_look_is_no_fault():
    for shift in range(4):
        data = ("a" * shift + "水" * 4000).encode()
        assert sniff(io.BytesIO(data), "说明.txt").content_type == "text/plain"


def test_text_that_begins_like_a_program_is_just_text():
    assert sniff(io.BytesIO("MZ 路面材料清单".encode()), "清单.txt").content_type == "text/plain"


def test_a_mention_of_a_tag_far_down_is_just_text():
    data = ("说明" * 4000 + "<script>").encode()
    assert sniff(io.BytesIO(data), "说明.txt").content_type == "text/plain"
