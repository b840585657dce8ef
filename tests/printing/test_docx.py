"""The Word file: the same text, faces by name, the page of the standard."""

import io
from dataclasses import replace
from functools import cache
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from documents.printing import OfficialPage
from documents.printing.docx import ORDER, render_docx
from documents.printing.grid import HEIGHT, WIDTH
from tests.printing.cast import MINUTES, NAMES, REPLY, REQUEST

EVIL = "<w:p/>&<script>alert(1)</script>\x00\ud800\u202e"
ALL = pytest.mark.parametrize("page_", [REPLY, REQUEST, MINUTES], ids=lambda page: page.layout)


@cache
def opened(page: OfficialPage) -> docx.document.Document:
    """Written and read once for all tests that look at it."""
    return docx.Document(io.BytesIO(render_docx(page)))


def texts(page: OfficialPage) -> list[str]:
    return [paragraph.text for paragraph in opened(page).paragraphs]


def line(page: OfficialPage, start: str) -> Paragraph:
    document = opened(page)
    cells = [p for table in document.tables for row in table.rows for p in row.cells[0].paragraphs]
    return next(p for p in [*document.paragraphs, *cells] if p.text.startswith(start))


def face(paragraph: Paragraph, at: int = 0) -> str:
    return paragraph.runs[at]._r.rPr.rFonts.get(qn("w:eastAsia"))


def indents(paragraph: Paragraph) -> dict[str, int]:
    found = paragraph._p.pPr.find(qn("w:ind"))
    return {key.split("}")[1]: int(value) for key, value in found.attrib.items()} if found is not None else {}


# --- the page -----------------------------------------------------------------------------------------------


def test_margins_are_those_of_the_standard() -> None:
    section = opened(REPLY).sections[0]
    assert section.page_width == pytest.approx(Mm(210), abs=Pt(0.1))
    assert section.page_height == pytest.approx(Mm(297), abs=Pt(0.1))
    assert section.top_margin == pytest.approx(Mm(37), abs=Pt(0.1))
    assert section.left_margin == pytest.approx(Mm(28), abs=Pt(0.1))
    assert section.page_height - section.top_margin - section.bottom_margin == pytest.approx(Mm(HEIGHT), abs=Pt(0.2))
    assert section.page_width - section.left_margin - section.right_margin == pytest.approx(Mm(WIDTH), abs=Pt(0.6))


def test_the_line_lets_twenty_two_stand_on_a_page() -> None:
    """29 pt, what Word makes of 225 mm / 22, would let 21."""
    layout = opened(REPLY).styles["Normal"].paragraph_format
    assert layout.line_spacing_rule == docx.enum.text.WD_LINE_SPACING.EXACTLY
    assert 22 * layout.line_spacing <= Mm(HEIGHT) < 23 * layout.line_spacing
    assert 22 * Pt(29) > Mm(HEIGHT)


def test_twenty_eight_characters_stand_in_a_line() -> None:
    document = opened(REPLY)
    section, style = document.sections[0], document.styles["Normal"]
    spacing = int(style.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    room = (section.page_width - section.left_margin - section.right_margin) / Pt(1)
    assert 28 * (16 + spacing) <= room < 29 * (16 + spacing)


def test_text_is_set_in_fangsong_of_sixteen_points() -> None:
    style = opened(REPLY).styles["Normal"]
    assert style.font.size == Pt(16)
    assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"


@ALL
def test_properties_of_paragraphs_stand_in_words_order(page_: OfficialPage) -> None:
    """Word calls a file damaged where they do not."""
    document = opened(page_)
    cells = [p for table in document.tables for row in table.rows for p in row.cells[0].paragraphs]
    for paragraph in [*document.paragraphs, *cells]:
        names = [qn(name) for name in ORDER]
        places = [names.index(child.tag) for child in paragraph._p.get_or_add_pPr() if child.tag in names]
        assert places == sorted(places)


@ALL
def test_the_file_is_whole(page_: OfficialPage) -> None:
    with ZipFile(io.BytesIO(render_docx(page_))) as file:
        assert file.testzip() is None
        assert "word/document.xml" in file.namelist()


def test_no_seal_is_in_a_file_that_can_be_edited() -> None:
    assert REPLY.seal is not None
    with ZipFile(io.BytesIO(render_docx(REPLY))) as file:
        assert not [name for name in file.namelist() if "media" in name]


def test_title_and_author_are_in_its_properties() -> None:
    properties = opened(REPLY).core_properties
    assert (properties.title, properties.author) == (REPLY.title, REPLY.organ)
    assert opened(MINUTES).core_properties.author == MINUTES.issuer


# --- header -------------------------------------------------------------------------------------------------


def test_the_mark_is_red() -> None:
    mark = opened(REPLY).paragraphs[0]
    assert (mark.text, face(mark)) == (REPLY.mark, "方正小标宋简体")
    assert str(mark.runs[0].font.color.rgb) == "E60012"
    assert len(REPLY.mark) * mark.runs[0].font.size <= Mm(150)


def test_the_number_has_a_red_rule_under_it() -> None:
    rule = line(REPLY, REPLY.number)._p.pPr.find(qn("w:pBdr"))[0]
    assert rule.tag == qn("w:bottom")
    assert rule.get(qn("w:color")) == "E60012"


def test_upward_the_signers_stand_at_the_right_in_kaiti() -> None:
    paragraph = line(replace(REQUEST, signers=("王建国", "李明")), "\t阳水发")
    assert paragraph.text == "\t阳水发〔2026〕23号\t签发人：王建国\u3000李明"
    assert [face(paragraph, at) for at in range(3)] == ["仿宋_GB2312", "仿宋_GB2312", "楷体_GB2312"]
    assert len(paragraph.paragraph_format.tab_stops) == 2


def test_the_title_is_broken_as_on_paper() -> None:
    first, second = line(REPLY, "阳高县人民政府关于同意建设"), line(REPLY, "龙泉镇文化活动中心的批复")
    assert {face(first), face(second)} == {"方正小标宋简体"}
    assert first.runs[0].font.size == Pt(22)


# --- text ---------------------------------------------------------------------------------------------------


@ALL
def test_all_the_text_is_there_in_order(page_: OfficialPage) -> None:
    written, at = texts(page_), 0
    for paragraph in page_.body:
        at = written.index(paragraph, at) + 1


def test_paragraphs_are_indented_by_two_characters() -> None:
    """In characters for Word, in twips for programs that do not know characters."""
    assert indents(line(REPLY, "特此批复")) == {"firstLineChars": 200, "firstLine": 640}


@pytest.mark.parametrize(
    ("text", "faces"),
    [
        ("一、总体要求", ["黑体"]),
        ("（一）加强领导。各单位要落实。", ["楷体_GB2312", "仿宋_GB2312"]),
        ("1.明确责任。各单位要落实。", ["仿宋_GB2312"]),
        ("各单位要落实。", ["仿宋_GB2312"]),
    ],
)
def test_each_level_has_its_face(text: str, faces: list[str]) -> None:
    paragraph = line(replace(REPLY, body=(text, "完。")), text[:4])
    assert paragraph.text == text
    assert [face(paragraph, at) for at in range(len(paragraph.runs))] == faces


def test_a_heading_stays_with_its_text() -> None:
    page = replace(REPLY, body=("一、总体要求", "各单位要落实。"))
    assert line(page, "一、").paragraph_format.keep_with_next is True
    assert line(page, "各单位").paragraph_format.keep_with_next is None


def test_attachments_hang_under_their_names() -> None:
    page = replace(REPLY, attachments=("资金表。", "明细表"))
    assert indents(line(page, "附件：1.资金表"))["hangingChars"] == 400
    assert indents(line(page, "2.明细表"))["leftChars"] == 600
    assert line(replace(REPLY, attachments=("资金表。",)), "附件").text == "附件：资金表"


def test_the_date_is_four_characters_from_the_right_and_the_organ_over_its_middle() -> None:
    date = indents(line(REPLY, "2026年6月8日"))["rightChars"]
    organ = indents(next(p for p in opened(REPLY).paragraphs if p.text == REPLY.organ))["rightChars"]
    assert date == 400
    assert organ + 50 * len(REPLY.organ) == pytest.approx(date + 50 * 6, abs=1)


def test_notes_stand_in_brackets() -> None:
    assert "（此件公开发布）" in texts(REPLY)
    assert "（联系人：李翀，联系电话：0352-6622000）" in texts(REQUEST)


def test_lists_of_people() -> None:
    paragraph = line(MINUTES, "出席：")
    assert paragraph.text == "出席：" + "\u3000".join(NAMES)
    assert (face(paragraph, 0), face(paragraph, 1)) == ("黑体", "仿宋_GB2312")
    assert indents(paragraph)["hangingChars"] == 300


# --- foot ---------------------------------------------------------------------------------------------------


def test_the_imprint_is_a_table_at_the_foot() -> None:
    table = opened(REPLY).tables[0]
    place = table._tbl.tblPr.find(qn("w:tblpPr"))
    assert place.get(qn("w:tblpYSpec")) == "bottom"
    assert [row.cells[0].text for row in table.rows] == [f"抄送：{REPLY.cc}", "阳高县人民政府办公室\t2026年6月8日印发"]


def test_its_rules_are_thick_thin_thick() -> None:
    borders = opened(REPLY).tables[0]._tbl.tblPr.find(qn("w:tblBorders"))
    assert {b.tag.split("}")[1]: b.get(qn("w:sz")) for b in borders} == {"top": "8", "bottom": "8", "insideH": "6"}


def test_properties_of_the_table_stand_in_words_order() -> None:
    names = [child.tag.split("}")[1] for child in opened(REPLY).tables[0]._tbl.tblPr]
    order = ["tblStyle", "tblpPr", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook"]
    assert [order.index(name) for name in names] == sorted(order.index(name) for name in names)


def test_without_copies_one_row_and_without_an_office_none() -> None:
    assert len(opened(REQUEST).tables[0].rows) == 1
    assert opened(replace(REPLY, issuer="")).tables == []


def test_page_numbers_stand_outside() -> None:
    document = opened(REPLY)
    section = document.sections[0]
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert document.settings.odd_and_even_pages_header_footer
    assert indents(odd)["rightChars"] == 100
    assert indents(even)["leftChars"] == 100
    for paragraph in (odd, even):
        assert paragraph.text == "—  —"
        assert paragraph._p.findall(f".//{qn('w:instrText')}")[0].text == "PAGE"
        assert {face(paragraph, at) for at in range(len(paragraph.runs))} == {"宋体"}


# --- what may be written in it ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "field", ["title", "mark", "number", "recipients", "organ", "date", "note", "contact", "cc", "issuer", "issued_on"]
)
def test_no_field_breaks_the_file(field: str) -> None:
    document = opened(replace(REPLY, **{field: EVIL}))
    shown = "".join(p.text for p in document.paragraphs) + "".join(
        r.cells[0].text for t in document.tables for r in t.rows
    )
    assert "<script>alert(1)</script>" in shown


def test_nor_do_lists() -> None:
    page = replace(MINUTES, body=(EVIL,), attachments=(EVIL, EVIL), people=((EVIL, (EVIL,)),))
    assert "".join(texts(page)).count("<script>") == 5


def test_a_nearly_empty_document() -> None:
    bare = OfficialPage(layout="issued", mark="", number="", title="", body=())
    assert "".join(texts(bare)) == ""
