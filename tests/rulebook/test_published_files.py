"""Bytes and web pages as text; what is something else says what it is."""

import pytest

from govrules.rulebook.errors import TextError
from govrules.rulebook.published import cut, page_text, read_text
from govrules.rulebook.published.reading import looks_like_page
from tests.rulebook.invented import LAST, TEXTS, text, whole

TEXT = text(whole())


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_encodings(code: str) -> None:
    assert read_text("规则.txt", TEXT.encode(code)) == TEXT


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "文件是空的"),
        (b" \n\t ", "文件是空的"),
        (b"PK\x03\x04....", "内容是压缩包或者 Word 文档"),
        (b"\xd0\xcf\x11\xe0....", "内容是旧版 Word 文档"),
        (b"%PDF-1.7 ....", "内容是PDF"),
        (b"\x89PNG....", "内容是图片"),
        (b"{\\rtf1 ...}", "内容是RTF 文档"),
        (b"\x00\x01\x02\x03", "不是文本"),
        (b"MZ\x90\x00\x03", "不是文本"),
        (b"\xff\xff\xff\xff", "不是文本"),
        ("规则".encode() + b"\x00", "不是文本"),
        (b"\xff\xfea", "不是文本"),
    ],
)
def test_what_is_no_text(data: bytes, said: str) -> None:
    with pytest.raises(TextError, match=said) as refused:
        read_text("规则.txt", data)
    assert str(refused.value).startswith("规则.txt：")


def test_a_page_saved_as_text_is_known() -> None:
    assert looks_like_page("\ufeff <!DOCTYPE html><html>")
    assert looks_like_page("<div>第一条</div>")
    assert not looks_like_page("第一条 <b>甲</b>")


# --- web pages ---


def page(inside: str, head: str = "") -> str:
    head = f"<meta charset='gb2312'><title>第一条</title>{head}"
    return f"<!DOCTYPE html><html><head>{head}</head><body>{inside}</body></html>"


def articles(markup: str) -> dict[int, str]:
    return {a.number: "".join(a.text.split()) for a in cut(page_text("规则.html", markup), LAST).articles}


EXPECTED = {number: "".join("".join(paragraphs).split()) for number, paragraphs in TEXTS.items()}


@pytest.mark.parametrize(
    "inside",
    [
        "".join(f"<p>{line}</p>" for line in whole()),
        "".join(f"<div><span>&emsp;&emsp;{line}</span></div>\n" for line in whole()),
        "<br>\n".join(f"&nbsp;&nbsp;{line}" for line in whole()),
        f"<table><tr><td>{''.join(f'<p>{line}</p>' for line in whole())}</td></tr></table>",
        "<table>" + "".join(f"<tr><td></td><td>{line}</td></tr>" for line in whole()) + "</table>",
        f"<pre>{TEXT}</pre>",
        "".join(f"<p>{line[:1]}<b>{line[1:3]}</b><font>{line[3:]}</font></p>" for line in whole()),
        "".join(f"<p>{line[:9]}\n      {line[9:]}</p>" for line in whole()),
        "<ul>" + "".join(f"<li>{line}" for line in whole()) + "</ul>",
    ],
    ids=["p", "div", "br", "one-cell", "rows", "pre", "spans", "source-lines", "unclosed"],
)
def test_pages_of_all_kinds(inside: str) -> None:
    assert articles(page(inside)) == EXPECTED


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var a = '第三条 假的。'</script>",
        "<style>/* 第三条 假的。 */</style>",
        "<!-- <p>第三条 假的。</p> -->",
        "<div style='display: none'><p>第三条 假的。</p></div>",
        "<p hidden>第三条 假的。</p>",
        "<noscript>第三条 假的。</noscript>",
        "<select><option>第三条 假的。</option></select>",
        "<textarea>第三条 假的。</textarea>",
    ],
)
def test_what_a_reader_does_not_see_is_not_read(hidden: str) -> None:
    inside = "".join(f"<p>{line}</p>" for line in whole())
    assert articles(page(hidden + inside + hidden)) == EXPECTED


def test_text_after_something_hidden_is_kept() -> None:
    assert page_text("a.html", page("<p>甲<script>x</script>乙</p>")).split() == ["甲乙"]


def test_cells_of_a_row_are_parted() -> None:
    assert page_text("a.html", page("<table><tr><td>甲</td><td>乙</td></tr></table>")).split() == ["甲", "乙"]


def test_entities_are_letters() -> None:
    assert "“四项”&" in page_text("a.html", page("<p>&ldquo;四项&rdquo;&amp;</p>"))


@pytest.mark.parametrize(
    "markup",
    ["<html></html>", page(""), page("<img src='a.png'>"), page("<script>第一条</script>"), "<!-- -->", "<div>" * 5000],
)
def test_a_page_without_text_is_refused(markup: str) -> None:
    with pytest.raises(TextError, match="网页里没有文字"):
        page_text("规则.html", markup)


def test_a_page_that_declares_an_encoding_and_entities_of_its_own() -> None:
    bomb = '<?xml version="1.0" encoding="gbk"?><!DOCTYPE html [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;">]>'
    assert "哈哈哈" not in page_text("a.html", f"{bomb}<html><body><p>甲&b;乙</p></body></html>")
