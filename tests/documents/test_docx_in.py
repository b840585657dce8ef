"""A Word draft taken in: what is recognised, what is left out and named, what is refused."""

import io
import re
import zipfile

import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from documents.submission.docx_in import LONGEST_TITLE, MOST_CHARACTERS, Draft, read_docx
from govrules.core.errors import BadInput
from govrules.core.files.word.text import tidy
from tests.core.files import samples
from tests.documents.drafts import TITLE, Writer

BODY = ("东关水渠年久失修，现请示如下：", "一、拟修缮三公里。", "妥否，请批示。")


def read(writer: Writer) -> Draft:
    return read_docx(writer.file())


def refusal(file: io.BytesIO) -> str:
    with pytest.raises(BadInput) as refused:
        read_docx(file)
    return refused.value.reasons[0].message


def repacked(writer: Writer, name: str, change: tuple[str, str]) -> io.BytesIO:
    """The draft with one of its parts changed by a plain replacement."""
    data = writer.file().getvalue()
    text = samples.members(data)[name].decode()
    assert change[0] in text
    return io.BytesIO(samples.with_member(data, name, text.replace(*change)))


def test_a_plain_request():
    draft = read(Writer().title().lines("县人民政府：", *BODY))
    assert draft == Draft(TITLE, ("县人民政府",), BODY, ())


# --- title -----------------------------------------------------------------------------------------


def test_a_title_of_several_lines_is_one_title():
    assert read(Writer().title("关于修缮东关水渠", "及其附属设施的", "请示").lines(*BODY)).title == (
        "关于修缮东关水渠及其附属设施的请示"
    )


@pytest.mark.parametrize(
    "make",
    [
        lambda w: w.line("修渠的事", centred=True),
        lambda w: w.line("修渠的事", size=22),
        lambda w: w.line("修渠的事", style="Title"),
    ],
    ids=["centred", "large", "style"],
)
def test_what_makes_a_title(make):
    writer = Writer()
    make(writer)
    draft = read(writer.lines(*BODY))
    assert (draft.title, draft.paragraphs) == ("修渠的事", BODY)


def test_a_title_centred_and_large_by_a_style_that_is_based_on_another():
    writer = Writer()
    styles = writer.document.styles
    parent = styles.add_style("公文大字", WD_STYLE_TYPE.PARAGRAPH)
    parent.paragraph_format.alignment, parent.font.size = WD_ALIGN_PARAGRAPH.CENTER, Pt(22)
    child = styles.add_style("题目", WD_STYLE_TYPE.PARAGRAPH)
    child.base_style = parent
    writer.line("修渠的事", style="题目")
    assert read(writer.lines(*BODY)).title == "修渠的事"


def test_a_first_line_worded_as_a_title_needs_no_looks():
    draft = read(Writer().lines(TITLE, "县人民政府：", *BODY))
    assert (draft.title, draft.recipients, draft.paragraphs) == (TITLE, ("县人民政府",), BODY)


@pytest.mark.parametrize("first", ["东关水渠年久失修。", "关于水渠，现报告如下：", "水渠"])
def test_a_first_line_without_looks_or_wording_is_body(first: str):
    draft = read(Writer().lines(first, *BODY))
    assert (draft.title, draft.paragraphs) == ("", (first, *BODY))


def test_a_draft_mark_in_brackets_belongs_to_the_title():
    assert read(Writer().title(TITLE, "（代拟稿）").lines(*BODY)).title == f"{TITLE}（代拟稿）"


@pytest.mark.parametrize("second", ["2026年6月", "东关镇", "一、基本情况"])
def test_other_centred_lines_under_a_whole_title_are_body(second: str):
    draft = read(Writer().title(TITLE, second).lines(*BODY))
    assert (draft.title, draft.paragraphs[0]) == (TITLE, second)


def test_a_text_that_is_large_all_over_has_a_title_of_bearable_length():
    long = "东关水渠年久失修" * 20
    draft = read(Writer().title(TITLE[:-2], long, long))
    assert len(draft.title) <= LONGEST_TITLE
    assert draft.title + "".join(draft.paragraphs) == TITLE[:-2] + long + long


# --- recipients ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("县人民政府：", ("县人民政府",)),
        ("县政府:", ("县政府",)),
        ("县委、县政府：", ("县委", "县政府")),
        ("各乡镇人民政府，县政府各委、办、局：", ("各乡镇人民政府", "县政府各委、办、局")),
        ("县政府各委、办、局：", ("县政府各委、办、局",)),
    ],
)
def test_recipients(line: str, names: tuple[str, ...]):
    draft = read(Writer().title().lines(line, *BODY))
    assert (draft.recipients, draft.paragraphs) == (names, BODY)


@pytest.mark.parametrize(
    "line",
    [
        "现将有关情况报告如下：",
        "一、县水利局：",
        "近年来，水渠失修。我局认为：",
        "县人民政府",
        "有以下问题：",
    ],
)
def test_what_only_looks_like_recipients(line: str):
    draft = read(Writer().title().lines(line, "正文。"))
    assert (draft.recipients, draft.paragraphs) == ((), (line, "正文。"))


# --- the parts that the program writes itself ------------------------------------------------------


def test_mark_and_number_above_the_title_are_left():
    writer = Writer()
    writer.line("东关县水利局文件", centred=True, size=36)
    writer.line("东水〔2026〕12号　　签发人：李四", centred=True)
    draft = read(writer.title().lines("县人民政府：", *BODY))
    assert (draft.title, draft.paragraphs) == (TITLE, BODY)
    assert draft.dropped == ("文件头（发文机关标志、字号等）",)


def test_a_mark_without_the_word_goes_with_its_number():
    writer = Writer().title("东关县水利局", "东水〔2026〕12号", "关于修缮水渠", "的请示")
    assert read(writer.lines(*BODY)).title == "关于修缮水渠的请示"


def test_a_title_that_names_a_document_is_no_mark():
    assert read(Writer().title("关于报送有关文件", "的函").lines(*BODY)).title == "关于报送有关文件的函"


def test_a_number_in_a_table_of_the_body_is_no_mark():
    draft = read(Writer().title().lines("县人民政府：", "东水〔2025〕3号", *BODY))
    assert (draft.title, draft.paragraphs, draft.dropped) == (TITLE, ("东水〔2025〕3号", *BODY), ())


@pytest.mark.parametrize(
    "date", ["2026年6月1日", "2026 年 6 月 1 日", "二〇二六年六月十一日", "2026年×月×日", "2026年 月 日"]
)
def test_signature_and_date_are_left(date: str):
    draft = read(Writer().title().lines(*BODY, "东关县水利局", "东关镇人民政府", date))
    assert (draft.paragraphs, draft.dropped) == (BODY, ("落款和成文日期",))


def test_signature_and_date_in_one_line_are_left():
    assert read(Writer().title().lines(*BODY, "东关县水利局 2026年6月1日")).paragraphs == BODY


def test_the_sentence_above_the_date_stays():
    assert read(Writer().title().lines(*BODY, "2026年6月1日")).paragraphs == BODY


def test_a_name_at_the_end_without_a_date_stays():
    assert read(Writer().title().lines(*BODY, "东关县水利局")).paragraphs[-1] == "东关县水利局"


def test_note_annexes_and_imprint_are_left():
    closing = ("附件：1.东关水渠现状图", "2. 经费明细表", "东关县水利局", "2026年6月1日")
    last = (
        "（联系人：张三，电话：0000-1234567）",
        "抄送：县财政局。",
        "东关县水利局办公室　2026年6月1日印发",
    )
    draft = read(Writer().title().lines(*BODY, *closing, *last))
    assert draft.paragraphs == BODY
    assert draft.dropped == ("版记", "附注", "落款和成文日期", "附件说明（请另行上传附件）")


def test_annexes_named_within_the_text_stay():
    lines = ("附件：见后", "水渠另有两处渗漏。")
    assert read(Writer().title().lines(*BODY, *lines)).paragraphs == (*BODY, *lines)


@pytest.mark.parametrize("mark", ["秘密", "机密★10年", "绝密 ★ 长期"])
def test_a_secret_draft_is_refused(mark: str):
    message = refusal(Writer().lines(mark, "特急").title().lines(*BODY).file("草稿.docx"))
    assert message == f"“草稿.docx”标有密级“{mark}”，涉密文件不得进入本系统。"


def test_the_word_secret_in_a_sentence_is_no_mark():
    assert read(Writer().title().lines("秘密工作须加强。")).paragraphs == ("秘密工作须加强。",)


# --- text ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("　　首行缩进两字。", "首行缩进两字。"),
        ("  中间\u00a0 有\t空白 ", "中间 有 空白"),
        ("甲　乙", "甲　乙"),
        ("零\u200b宽\u202e字", "零宽字"),
        ("\x07响铃", "响铃"),
    ],
)
def test_tidy(text: str, kept: str):
    assert tidy(text) == kept


def test_empty_paragraphs_go_and_forced_line_ends_make_paragraphs():
    writer = (
        Writer()
        .title()
        .lines("", "　　")
        .xml(
            "<w:p><w:r><w:t>第一行。</w:t><w:br/><w:t>第二行</w:t><w:tab/><w:t>续</w:t><w:noBreakHyphen/><w:t>完</w:t></w:r></w:p>"
        )
    )
    assert read(writer).paragraphs == ("第一行。", "第二行 续-完")


def test_typed_numbers_stay_and_automatic_ones_are_written_out():
    writer = Writer().title().lines("一、手写的编号。", "（一）也是手写。")
    writer.line("自动编号甲。", style="List Number")
    writer.line("自动编号乙。", style="List Number")
    writer.line("项目符号。", style="List Bullet")
    assert read(writer).paragraphs == (
        "一、手写的编号。", "（一）也是手写。", "1.自动编号甲。", "2.自动编号乙。", "项目符号。",
    )  # fmt: skip


def test_a_number_stands_before_the_first_line_only():
    text = "<w:r><w:t>甲。</w:t><w:br/><w:t>甲续。</w:t></w:r>"
    writer = Writer().title().xml(f'<w:p><w:pPr><w:pStyle w:val="ListNumber"/></w:pPr>{text}</w:p>')
    assert read(writer).paragraphs == ("1.甲。", "甲续。")


def test_chinese_lists_of_several_levels():
    writer = Writer().title()
    one = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    levels = "".join(
        one.format(level, style, text)
        for level, style, text in ((0, "japaneseCounting", "%1、"), (1, "chineseCounting", "（%2）"))
    )
    for text, level in (("情况", 0), ("来源", 1), ("现状", 1), ("请求", 0), ("", 0), ("经费", 1)):
        writer.numbered(text, 77, level)
    data = repacked(writer, "word/numbering.xml", (
        "</w:numbering>",
        f'<w:abstractNum w:abstractNumId="77">{levels}</w:abstractNum>'
        '<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num></w:numbering>',
    ))  # fmt: skip
    assert read_docx(data).paragraphs == ("一、情况", "（一）来源", "（二）现状", "二、请求", "（一）经费")


def test_a_paragraph_may_switch_off_the_number_of_its_style():
    off = '<w:p><w:pPr><w:pStyle w:val="ListNumber"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'
    assert read(Writer().title().xml(f"{off}<w:r><w:t>不编号。</w:t></w:r></w:p>")).paragraphs == ("不编号。",)


def test_tables_become_lines():
    writer = Writer().title().lines("经费如下表。")
    table = writer.document.add_table(2, 3)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells),
        ["项目", "金额", "", "渠道", "3万元", "一期"],
        strict=True,
    ):
        cell.text = text
    table.cell(1, 2).add_paragraph("二期")
    inner = table.cell(0, 2).add_table(1, 1)
    inner.cell(0, 0).text = "内表"
    draft = read(writer.lines("妥否，请批示。"))
    assert draft.paragraphs == (
        "经费如下表。",
        "项目　金额　内表",
        "渠道　3万元　一期 二期",
        "妥否，请批示。",
    )
    assert draft.dropped == ("表格样式（文字已逐行列出）",)


def test_revisions_are_taken_as_accepted():
    draft = read(Writer().title().xml(
        "<w:p><w:r><w:t>修缮</w:t></w:r><w:del><w:r><w:delText>两</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>三</w:t></w:r></w:ins><w:r><w:t>公里。</w:t></w:r></w:p>"
    ))  # fmt: skip
    assert (draft.paragraphs, draft.dropped) == (("修缮三公里。",), ("修订痕迹（已按接受修订带入）",))


def test_text_in_links_fields_and_content_controls_is_kept():
    draft = read(Writer().title().xml(
        "<w:p><w:hyperlink><w:r><w:t>甲</w:t></w:r></w:hyperlink>"
        '<w:fldSimple w:instr="DATE"><w:r><w:t>乙</w:t></w:r></w:fldSimple>'
        "<w:sdt><w:sdtContent><w:r><w:t>丙</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:smartTag><w:r><w:t>丁</w:t></w:r></w:smartTag>"
        "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r></w:p>"
    ).xml("<w:sdt><w:sdtContent><w:p><w:r><w:t>戊。</w:t></w:r></w:p></w:sdtContent></w:sdt>"))  # fmt: skip
    assert (draft.paragraphs, draft.dropped) == (("甲乙丙丁", "戊。"), ())


DRAWING = '<w:drawing><a:graphic><a:graphicData uri="http://x/{}"/></a:graphic></w:drawing>'


@pytest.mark.parametrize(
    ("inner", "word"),
    [
        (DRAWING.format("picture"), "图片"),
        (DRAWING.format("chart"), "图表"),
        (DRAWING.format("diagram"), "图表"),
        ("<w:pict/>", "图片"),
        ("<w:pict><w:txbxContent><w:p><w:r><w:t>框里</w:t></w:r></w:p></w:txbxContent></w:pict>", "文本框"),
        (
            f"<mc:AlternateContent><mc:Choice>{DRAWING.format('picture')}</mc:Choice></mc:AlternateContent>",
            "图片",
        ),
        ("<w:object/>", "嵌入对象"),
        ("<w:footnoteReference/>", "脚注"),
        ("<w:endnoteReference/>", "尾注"),
        ("<w:commentReference/>", "批注"),
        ("<w:sym/>", "特殊符号"),
        ("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", "公式"),
    ],
)
def test_what_cannot_be_taken_is_named(inner: str, word: str):
    draft = read(Writer().title().xml(f"<w:p><w:r><w:t>文字。</w:t>{inner}</w:r></w:p>"))
    assert (draft.paragraphs, draft.dropped) == (("文字。",), (word,))


def test_a_real_picture_is_named_once(tmp_path):
    picture = tmp_path / "a.png"
    picture.write_bytes(samples.a_picture("PNG"))
    writer = Writer().title().lines(*BODY)
    writer.document.add_picture(str(picture))
    writer.document.add_picture(str(picture))
    assert read(writer).dropped == ("图片",)


def test_hidden_text_is_not_taken():
    run = "<w:p><w:r><w:rPr><w:vanish{}/></w:rPr><w:t>藏着的话。</w:t></w:r></w:p>"
    draft = read(Writer().title().lines(*BODY).xml(run.format("")))
    assert (draft.paragraphs, draft.dropped) == (BODY, ("隐藏文字",))
    assert read(Writer().title().xml(run.format(' w:val="0"'))).paragraphs == ("藏着的话。",)


def test_a_table_of_contents_is_not_taken():
    contents = '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    writer = (
        Writer().title().xml(f"{contents}<w:sdtContent><w:p><w:r><w:t>一、…1</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    )
    writer.document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    writer.line("二、………2", style="toc 1")
    draft = read(writer.lines(*BODY))
    assert (draft.paragraphs, draft.dropped) == (BODY, ("目录",))


@pytest.mark.parametrize(("text", "dropped"), [("内部资料", ("页眉页脚",)), ("— 1 —", ()), ("第 1 页 共 3 页", ())])
def test_headers_are_named_unless_they_are_page_numbers(text: str, dropped: tuple[str, ...]):
    writer = Writer().title().lines(*BODY)
    writer.document.sections[0].header.paragraphs[0].text = text
    assert read(writer).dropped == dropped


# --- files as other programs write them ------------------------------------------------------------


def test_a_file_saved_as_strict_open_xml():
    plain = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    assert read_docx(repacked(Writer().title().lines(*BODY), "word/document.xml", (plain, strict))).paragraphs == BODY


def test_a_dangling_relation_does_no_harm():
    data = repacked(Writer().title().lines(*BODY), "word/_rels/document.xml.rels", (
        "</Relationships>",
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"'
        ' Target="NULL"/></Relationships>',
    ))  # fmt: skip
    assert read_docx(data).paragraphs == BODY


def test_a_file_without_styles_or_lists():
    data = Writer().lines(TITLE, *BODY).file().getvalue()
    members = samples.members(data)
    kept = {k: v for k, v in members.items() if k not in ("word/styles.xml", "word/numbering.xml")}
    assert read_docx(io.BytesIO(samples.zipped(kept))).paragraphs == BODY


def test_a_ring_of_styles_ends():
    style = '<w:style w:styleId="{}"><w:basedOn w:val="{}"/></w:style>'
    ring = style.format("A", "B") + style.format("B", "A")
    writer = Writer().lines(TITLE).xml('<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>正文。</w:t></w:r></w:p>')
    assert read_docx(repacked(writer, "word/styles.xml", ("</w:styles>", f"{ring}</w:styles>"))).paragraphs == (
        "正文。",
    )


# --- refusals --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("空.docx", b"", "“空.docx”是空文件（0 字节）。"),
        ("材料.docx", samples.AN_ARCHIVE, "“材料.docx”只是一个压缩包，里面没有Word 文档的内容。"),
        ("程序.docx", samples.A_PROGRAM, "“程序.docx”的内容是可执行程序，不能作为附件。"),
        ("断.docx", samples.a_docx()[:900], "“断.docx”已经损坏，打不开。"),
        ("旧稿.doc", samples.SAMPLES["旧稿.doc"], "“旧稿.doc”是旧版 Word 文档，正文只能从 .docx 文件导入。"),
        ("扫描件.pdf", samples.a_pdf(), "“扫描件.pdf”是PDF 文档，正文只能从 .docx 文件导入。"),
        ("草稿.pdf", samples.a_docx(), "“草稿.pdf”的扩展名是 .pdf，内容却是Word 文档，两者不符。"),
        (
            "无正文.docx",
            samples.with_member(samples.a_docx(), "word/document.xml", "<document/>"),
            "“无正文.docx”里面没有正文。",
        ),
        (
            "乱.docx",
            samples.with_member(samples.a_docx(), "word/document.xml", "<document"),
            "“乱.docx”已经损坏，打不开。",
        ),
        (
            "缺.docx",
            samples.zipped({k: v for k, v in samples.members(samples.a_docx()).items() if "document" not in k}),
            "“缺.docx”已经损坏，打不开。",
        ),
    ],
)
def test_refused_files(name: str, data: bytes, message: str):
    file = io.BytesIO(data)
    file.name = name
    assert refusal(file) == message


def test_a_refusal_says_what_to_do():
    with pytest.raises(BadInput) as refused:
        read_docx(Writer().file("空白.docx"))
    (why,) = refused.value.reasons
    assert why.message == "“空白.docx”里面没有文字（扫描件和图片里的文字读不出来）。"
    assert "另存为 .docx" in why.remedy
    assert why.article is None


def test_a_file_without_a_name_is_called_a_draft():
    assert refusal(io.BytesIO(b"")) == "“Word 草稿.docx”是空文件（0 字节）。"


def test_the_folder_of_a_file_is_not_told():
    assert "/srv" not in refusal(Writer().file("/srv/upload/草稿.docx"))


def test_entities_are_refused():
    bomb = '<!DOCTYPE x [<!ENTITY a "ha">]><w:document'
    data = repacked(Writer().lines(*BODY), "word/document.xml", ("<w:document", bomb))
    assert "含有实体声明" in refusal(data)


def test_a_text_too_long_to_be_a_document_is_refused():
    writer = Writer().title().lines("水渠" * 50_000, "水渠" * 50_000)
    assert sum(map(len, BODY)) < MOST_CHARACTERS
    assert "文字太多" in refusal(writer.file())


@pytest.mark.parametrize(("most", "words"), [("MOST_BYTES", "太大"), ("MOST_XML", "文字内容太大")])
def test_too_large_a_file_is_refused(monkeypatch, most: str, words: str):
    module = "documents.submission.docx_in" if most == "MOST_BYTES" else "govrules.core.files.word.parts"
    monkeypatch.setattr(f"{module}.{most}", 1000)
    assert words in refusal(Writer().title().lines(*BODY).file())


def test_deep_nesting_is_refused_or_read_but_never_crashes():
    for depth in (60, 250, 5000):
        inner = "<w:p><w:r><w:t>深处。</w:t></w:r></w:p>"
        text = "<w:sdt><w:sdtContent>" * depth + inner + "</w:sdtContent></w:sdt>" * depth
        data = repacked(Writer().lines("标记"), "word/document.xml", ("<w:sectPr", f"{text}<w:sectPr"))
        try:
            assert read_docx(data).paragraphs == ("标记", "深处。")
        except BadInput as refused:
            assert "损坏" in str(refused)


def test_nothing_of_the_file_but_text_is_kept():
    writer = Writer().title().lines(*BODY)
    writer.document.core_properties.author = "张三"
    writer.document.core_properties.comments = "内部备注"
    assert not re.search("张三|内部备注", repr(read(writer)))


def test_the_sample_really_is_a_word_file():
    assert zipfile.is_zipfile(Writer().title().file())
