"""The file that an operator brings: .txt, .html, .docx; everything else is refused with what to do."""

import hashlib

import pytest
from docx.oxml import parse_xml

from govrules.core.files.packages import BOMB, MB
from govrules.core.texts.reading import MOST_BYTES, read
from govrules.rulebook.errors import TextError
from govrules.rulebook.published import cut
from tests.core.files import samples
from tests.core.texts.papers import ARTICLES, file, lines
from tests.documents.drafts import Writer

PAGE = "<html><body>" + "".join(f"<p>{line}</p>" for line in lines()) + "</body></html>"
FILES = {
    "规则.txt": file(),
    "规则.TXT": file().decode().encode("gb18030"),
    "规则.md": "\n\n".join(f"**{line}**" for line in lines()).encode(),
    "规则.html": PAGE.encode(),
    "规则.htm": PAGE.encode("gb18030"),
    "网页.txt": PAGE.encode(),
    "规则.docx": samples.a_docx(*lines()),
}


@pytest.mark.parametrize("name", FILES)
def test_what_can_be_read(name: str) -> None:
    found = read(name, FILES[name])
    assert len(cut(found.text, ARTICLES).articles) == ARTICLES
    assert found.source == (name, hashlib.sha256(FILES[name]).hexdigest())


def test_word_s_own_numbers_count() -> None:
    """Word writes 第一条 by itself where the paragraphs are a list."""
    writer = Writer()
    numbering = writer.document.part.numbering_part.element
    numbering.append(samples_list())
    numbering.append(samples_num())
    for number in range(1, 13):
        writer.numbered(f"第{number}项工作由县政府办公室负责。", 77)
    found = cut(read("规则.docx", writer.file().getvalue()).text, 12)
    assert found.articles[10].paragraphs == ("第11项工作由县政府办公室负责。",)


def samples_list() -> object:
    return parsed(
        '<w:abstractNum w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="第%1条　"/></w:lvl></w:abstractNum>'
    )


def samples_num() -> object:
    return parsed('<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>')


def parsed(xml: str) -> object:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    name, _, rest = xml.partition(" ")
    return parse_xml(f"{name} {space} {rest}")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("规则.pdf", b"%PDF-1.7", "PDF 请先复制文字，存为 .txt"),
        ("规则.doc", b"\xd0\xcf\x11\xe0", "旧版 Word 文件请先另存为 .docx"),
        ("规则.wps", b"\xd0\xcf\x11\xe0", "WPS 文件请先另存为 .docx"),
        ("规则.ofd", b"PK\x03\x04", "OFD 请先复制文字"),
        ("规则.png", b"\x89PNG", "可以载入 .txt、.html 和 .docx 文件"),
        ("规则", b"a", "可以载入 .txt、.html 和 .docx 文件"),
        ("规则.zip", samples.zipped({"a": "b"}), "可以载入 .txt、.html 和 .docx 文件"),
        ("规则.txt", b"", "文件是空的"),
        ("规则.docx", b"", "文件是空的"),
        ("规则.txt", samples.a_docx(), "内容是压缩包或者 Word 文档"),
        ("规则.txt", bytes(range(256)), "不是文本"),
        ("规则.html", b"<html><script>1</script></html>", "网页里没有文字"),
        ("规则.docx", b"<html></html>", "已经损坏，打不开"),
        ("规则.docx", samples.zipped({"a.txt": "b"}), "只是一个压缩包"),
        ("规则.docx", samples.an_xlsx(), "里面没有Word 文档的内容"),
        ("规则.docx", samples.a_docx("　"), "里面没有文字"),
        ("规则.docx", samples.a_docx("甲")[:-40], "已经损坏，打不开"),
        ("规则.txt", b"a" * (MOST_BYTES + 1), f"不得超过 {MOST_BYTES // MB} MB"),
    ],
)
def test_what_cannot_be_read(name: str, data: bytes, said: str) -> None:
    with pytest.raises(TextError) as refused:
        read(name, data)
    assert said in str(refused.value)
    assert str(refused.value).startswith(f"{name}：")


def test_a_zip_bomb_is_not_unpacked() -> None:
    data = samples.with_member(samples.a_docx("甲"), "word/media/a.bin", b"\0" * (40 * MB))
    assert len(data) < MB
    with pytest.raises(TextError, match=BOMB):
        read("规则.docx", data)


def test_entities_in_a_word_file_are_refused() -> None:
    data = samples.a_docx("甲")
    body = samples.members(data)["word/document.xml"].decode()
    bomb = body.replace("<w:document", '<!DOCTYPE x [<!ENTITY a "ha">]><w:document', 1)
    with pytest.raises(TextError, match="含有实体声明"):
        read("规则.docx", samples.with_member(data, "word/document.xml", bomb))


def test_a_name_with_a_path_is_only_a_name() -> None:
    assert read("C:\\docs\\规则.txt", file()).source.name == "规则.txt"
    assert read("../../规则\u202e.txt", file()).source.name == "规则.txt"
