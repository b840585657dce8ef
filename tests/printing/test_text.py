"""Reading the text: what is dropped, where paragraphs and headings begin and end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.printing.text import (
    bare,
    bracketed,
    clean,
    closed,
    heading,
    headings,
    is_rare,
    level,
    paragraphs,
    printable,
)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("\u3000\u3000各乡镇：", "各乡镇："),
        ("  各乡镇\t人民政府  ", "各乡镇 人民政府"),
        ("一\x00二\x1b三", "一二三"),
        ("右\u202e左", "右左"),  # a character that turns the direction of writing
        ("零\u200b宽", "零宽"),
        ("半\ud83d个", "半个"),  # half of a character
        ("无\uffff人", "无人"),
        ("张\u3000三", "张\u3000三"),  # a name is spaced on purpose
        ("旧字\ue000", "旧字\ue000"),  # the office's own character: reported as missing, not dropped
        ("𬭎𠅤䶮", "𬭎𠅤䶮"),
        ("", ""),
    ],
)
def test_clean(written: str, kept: str) -> None:
    assert clean(written) == kept


@settings(deadline=None)
@given(st.text())
def test_clean_text_can_be_printed_and_is_clean(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert all(printable(character) for character in once)
    assert "\n" not in once
    once.encode()  # no half characters


def test_every_line_is_a_paragraph() -> None:
    assert paragraphs(("　　第一段\n\n第二段  ", "", "　", "第三段")) == ["第一段", "第二段", "第三段"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一、总体要求", 1),
        ("十二、附则", 1),
        ("（一）加强领导", 2),
        ("(三)加强领导", 2),
        ("1.明确责任", 3),
        ("12．明确责任", 3),
        ("（1）建立台账", 4),
        ("(10)建立台账", 4),
        ("1.5亿元资金已经到位", 0),  # a number, not a heading
        ("2026.6月底前", 0),
        ("第一、二产业", 0),
        ("一是加强领导", 0),
        ("县人民政府：", 0),
        ("", 0),
    ],
)
def test_level(text: str, number: int) -> None:
    assert level(text) == number


def test_a_heading_alone_is_all_heading() -> None:
    found = heading("一、总体要求")
    assert (found.level, found.text, found.rest, found.face) == (1, "一、总体要求", "", "hei")
    assert found.alone


def test_a_heading_ends_with_its_sentence_and_the_text_runs_on() -> None:
    found = heading("（二）强化保障。积极争取资金。按时拨付。")
    assert (found.text, found.rest) == ("（二）强化保障。", "积极争取资金。按时拨付。")
    assert found.face == "kai"
    assert not found.alone


def test_a_first_level_that_is_a_sentence_may_stand_last_on_a_page() -> None:
    assert not heading("一、同意你局所报方案。").alone


@pytest.mark.parametrize(
    "text",
    [
        "一、原则同意你局对城西初级中学运动场进行改造，改造内容为塑胶跑道和人工草坪足球场。",
        "一、原则同意你局对城西初级中学运动场进行改造，改造内容为塑胶跑道。请抓紧办理。",
        "（一）请你局严格履行基本建设程序，加强工程质量、安全和资金监管，确保按期完工。",
        "（二）加强领导，落实责任；",
        "一、" + "总" * 53,  # longer than two lines
    ],
)
def test_a_numbered_paragraph_that_is_running_text_is_no_heading(text: str) -> None:
    found = heading(text)
    assert (found.text, found.rest) == ("", text)
    assert not found.alone


def test_a_sentence_leads_as_long_as_it_ends_in_the_first_line() -> None:
    fits, over = "一、" + "强" * 23 + "。", "一、" + "强" * 24 + "。"
    assert heading(fits + "积极争取资金。").text == fits
    assert heading(over + "积极争取资金。").text == ""


def test_short_sentences_among_long_ones_are_set_like_them() -> None:
    """Else of three orders in a row only the shortest would be 黑体."""
    run_on = "一、请你局严格履行基本建设程序，加强工程质量、安全和资金监管，确保按期完工。"
    found = headings([run_on, "二、资金由你局自筹。", "三、组织实施", "（一）分工。各司其职。", "（二）报告。"])
    assert [one.text for one in found] == ["", "", "三、组织实施", "（一）分工。", "（二）报告。"]
    assert [one.rest for one in found[:2]] == [run_on, "二、资金由你局自筹。"]


def test_short_sentences_among_themselves_are_headings() -> None:
    assert [one.face for one in headings(["一、同意你局所报方案。", "二、资金由你局自筹。"])] == ["hei", "hei"]


@pytest.mark.parametrize("text", ["1.明确责任。逐级落实。", "（1）建立台账。", "各乡镇要落实责任。"])
def test_lower_levels_and_text_are_set_alike(text: str) -> None:
    found = heading(text)
    assert (found.text, found.rest, found.face) == ("", text, "fang")


@pytest.mark.parametrize(
    ("character", "rare"),
    [("国", False), ("，", False), ("A", False), ("“", False), ("—", False), ("䶮", True), ("珺", True), ("𬭎", True)],
)
def test_rare_characters(character: str, rare: bool) -> None:
    assert is_rare(character) is rare


@pytest.mark.parametrize(
    ("text", "mark", "ends"),
    [
        ("县水务局", "：", "县水务局："),
        ("县水务局：", "：", "县水务局："),
        ("县水务局:", "：", "县水务局："),
        ("县委办公室，县人大办公室，", "。", "县委办公室，县人大办公室。"),
        ("", "：", ""),
        ("  ", "。", ""),
    ],
)
def test_closed(text: str, mark: str, ends: str) -> None:
    assert closed(text, mark) == ends


def test_names_of_attachments_have_no_mark_at_the_end() -> None:
    assert bare("资金测算表。") == "资金测算表"
    assert bare("《管护办法（试行）》；") == "《管护办法（试行）》"


@pytest.mark.parametrize("text", ["此件公开发布", "（此件公开发布）"])
def test_a_note_stands_in_brackets_once(text: str) -> None:
    assert bracketed(text) == "（此件公开发布）"
