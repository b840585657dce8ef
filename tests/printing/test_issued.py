"""An issued document, measured on its printed pages (GB/T 9704-2012)."""

import re
from collections import Counter
from dataclasses import replace

import pytest

from documents.printing import OfficialPage
from tests.printing.cast import REPLY, printed, with_text
from tests.printing.reading import Page, Row, pages_of

pytestmark = pytest.mark.usefixtures("press")

CELL, PITCH, EM = 156 / 28, (225 - 16 * 25.4 / 72) / 21, 16 * 25.4 / 72
SHORT = with_text(REPLY, 320)
LONG = with_text(REPLY, 2300, attachments=("建设任务和资金安排明细表", "资金安排表。", "《管护办法（试行）》"))


def pages(page: OfficialPage) -> list[Page]:
    return pages_of(printed(page))


def full_pages(page: OfficialPage) -> list[Page]:
    """Pages in the middle, filled with text."""
    return [each for each in pages(page)[1:] if len(each.text_rows) == 22]


def full_lines(page: OfficialPage) -> list[Row]:
    rows = [row for each in pages(page) for row in each.text_rows]
    return [row for row in rows if abs(row.left - 28) < 0.3 and row.right > 183]


# --- the text area ------------------------------------------------------------------------------------------


def test_every_page_is_a4() -> None:
    assert {(round(p.width), round(p.height)) for p in pages(LONG)} == {(210, 297)}


def test_twenty_two_lines_fill_a_page() -> None:
    assert len(full_pages(LONG)) >= 3
    for page in full_pages(LONG):
        assert page.text_rows[0].top == pytest.approx(37, abs=0.15)
        assert page.text_rows[-1].bottom == pytest.approx(262, abs=0.15)


def test_lines_lie_evenly() -> None:
    for page in full_pages(LONG):
        steps = [b.y - a.y for a, b in zip(page.text_rows, page.text_rows[1:], strict=False)]
        assert all(step == pytest.approx(PITCH, abs=0.03) for step in steps)


def test_lines_run_from_edge_to_edge() -> None:
    lines = full_lines(LONG)
    assert len(lines) > 40
    assert all(row.left == pytest.approx(28, abs=0.1) for row in lines if row.text[0] not in "（《“")
    ideographs = [row for row in lines if "\u4e00" <= row.glyphs[-1].text <= "\u9fff"]
    assert all(row.right == pytest.approx(184, abs=0.4) for row in ideographs)


def test_most_lines_hold_twenty_eight_characters() -> None:
    chinese = [row for row in full_lines(LONG) if not re.search(r"[!-~]", row.text)]
    counts = Counter(len(row.text) for row in chinese)
    assert counts.most_common(1)[0][0] == 28
    assert counts[28] >= len(chinese) / 2
    assert set(counts) <= {26, 27, 28, 29}


def test_the_text_is_sixteen_points() -> None:
    assert {round(g.size, 1) for page in full_pages(LONG) for row in page.text_rows for g in row.glyphs} == {16.0}


def test_paragraphs_are_indented_by_two() -> None:
    indented = [row for page in pages(LONG) for row in page.text_rows if 32 < row.left < 45]
    assert len(indented) > 10
    assert all((row.left - 28) / CELL == pytest.approx(2, abs=0.05) for row in indented if row.text[0] != "（")


@pytest.mark.parametrize(
    ("pattern", "font"),
    [
        ("一、总体要求", "GW-HeiTi"),
        ("（一）加强领导。", "GW-KaiTi"),
        ("1.明确责任。", "GW-FangSong"),
        ("（1）建立台账。", "GW-FangSong"),
    ],
)
def test_each_level_has_its_face(pattern: str, font: str) -> None:
    rows = [row for page in pages(LONG) for row in page.text_rows if row.text.startswith(pattern)]
    assert rows
    for row in rows:
        heading = [glyph for glyph in row.glyphs[: len(pattern)] if not glyph.text.isascii()]
        assert {glyph.font for glyph in heading} == {font}


def test_a_heading_is_followed_by_text_in_the_text_face() -> None:
    row = next(r for p in pages(LONG) for r in p.text_rows if r.text.startswith("（一）加强领导。"))
    assert row.fonts(len("（一）加强领导。")) == {"GW-FangSong"}


# --- the header ---------------------------------------------------------------------------------------------


def test_the_mark_is_red_and_thirty_five_millimetres_down() -> None:
    left, top, right, _ = pages(REPLY)[0].red_box(40, 100)
    assert top == pytest.approx(37 + 35, abs=0.2)
    assert (left + right) / 2 == pytest.approx(28 + 78, abs=0.8)
    assert (left > 28, right < 184) == (True, True)


@pytest.mark.parametrize(
    "mark", ["县政府文件", "阳高县人民政府文件", "阳高县人民政府办公室文件", "阳高县住房和城乡建设管理局文件"]
)
def test_a_mark_of_any_length_fits(mark: str) -> None:
    left, top, right, _ = pages(replace(REPLY, mark=mark))[0].red_box(40, 105)
    assert top == pytest.approx(72, abs=0.2)
    assert (left > 28, right < 184) == (True, True)
    assert right - left > 80


def test_the_mark_is_set_in_its_face() -> None:
    row = next(row for row in pages(REPLY)[0].rows if row.glyphs[0].red)
    assert (row.text, row.fonts()) == (REPLY.mark, {"GW-BiaoSong"})


def test_the_number_lies_two_lines_under_the_mark() -> None:
    page = pages(REPLY)[0]
    number = page.row("阳政发")
    assert number.text == REPLY.number
    assert number.centre == pytest.approx(106, abs=0.6)
    gap = number.top - page.red_box(40, 100)[3]
    assert 2 * PITCH <= gap <= 2 * PITCH + (PITCH - EM)


def test_the_rule_lies_four_millimetres_under_the_number() -> None:
    page = pages(REPLY)[0]
    rules = page.rules(red=True)
    assert len(rules) == 1
    assert rules[0].top - page.row("阳政发").bottom == pytest.approx(4, abs=0.15)
    assert rules[0].thickness == pytest.approx(0.5, abs=0.06)


def test_the_rule_is_as_wide_as_the_text() -> None:
    page = pages(REPLY)[0]
    rule = page.rules(red=True)[0]
    left, _, right, _ = page.red_box(rule.top - 0.1, rule.bottom + 0.1)
    assert (left, right) == (pytest.approx(28, abs=0.2), pytest.approx(184, abs=0.2))


def test_nothing_else_is_red_but_mark_rule_and_seal() -> None:
    first, *others = pages(LONG)
    sealed = [page.number for page in others if page.has("2026年6月8日$")]
    assert first.red_box(first.rules(red=True)[0].bottom + 1, 290) is None
    assert [page.number for page in others if page.red_box(0, 297)] == sealed


def test_the_title_stands_two_lines_under_the_rule() -> None:
    page = pages(REPLY)[0]
    title = [row for row in page.rows if abs(row.size - 22) < 0.1]
    assert [row.text for row in title] == ["阳高县人民政府关于同意建设", "龙泉镇文化活动中心的批复"]
    assert all(row.fonts() == {"GW-BiaoSong"} for row in title)
    assert all(row.centre == pytest.approx(106, abs=0.5) for row in title)
    gap = title[0].top - page.rules(red=True)[0].bottom
    assert 2 * PITCH <= gap <= 2 * PITCH + (PITCH - EM)


def test_the_recipients_stand_one_line_under_the_title_at_the_edge() -> None:
    page = pages(REPLY)[0]
    recipients, last = page.row("县水务局：$"), page.row("龙泉镇文化")
    assert recipients.left == pytest.approx(28, abs=0.1)
    assert PITCH <= recipients.top - last.bottom <= 2 * PITCH


def test_a_title_is_broken_where_it_says() -> None:
    page = pages(replace(REPLY, title="阳高县人民政府\n关于同意建设的批复"))[0]
    assert [row.text for row in page.rows if row.size > 21 and not row.glyphs[0].red] == [
        "阳高县人民政府",
        "关于同意建设的批复",
    ]


# --- after the text -----------------------------------------------------------------------------------------


def after_text(page: OfficialPage) -> Page:
    return next(each for each in pages(page) if each.has(r"\d{4}年\d+月\d+日$"))


def test_one_attachment() -> None:
    page = after_text(replace(SHORT, attachments=("资金安排表。",)))
    note, before = page.row("附件："), page.row("特此批复")
    assert note.text == "附件：资金安排表"
    assert (note.left - 28) / CELL == pytest.approx(2, abs=0.05)
    assert note.y - before.y == pytest.approx(2 * PITCH, abs=0.05)


def test_several_attachments_stand_under_each_other() -> None:
    page = after_text(LONG)
    first, second, third = (page.row(pattern) for pattern in ("附件：1", "2.资金", "3.《"))
    assert first.text.startswith("附件：1.建设任务")
    assert second.left == pytest.approx(first.glyphs[3].x, abs=0.1)
    assert third.left == pytest.approx(second.left, abs=0.1)


def test_turned_lines_of_an_attachment_stand_under_its_name() -> None:
    name = "阳高县2026年农村饮水安全巩固提升工程项目建设任务和资金安排明细表"
    page = after_text(replace(SHORT, attachments=(name,)))
    first, second = page.text_rows[-5:-3]
    assert first.text + second.text == f"附件：{name}"
    assert second.left == pytest.approx(first.glyphs[3].x, abs=0.5)


def test_no_attachment_no_note() -> None:
    assert not any(page.has("附件") for page in pages(REPLY))


def test_the_date_is_four_characters_from_the_right_and_the_organ_over_its_middle() -> None:
    page = after_text(SHORT)
    date, organ = page.row("2026年6月8日$"), page.row("阳高县人民政府$")
    assert (184 - date.right) / CELL == pytest.approx(4, abs=0.1)
    assert organ.centre == pytest.approx(date.centre, abs=0.3)
    assert date.y - organ.y == pytest.approx(PITCH, abs=0.03)


@pytest.mark.parametrize(
    "organ", ["县局", "阳高县人民政府", "阳高县住房和城乡建设管理局", "阳高县发展和改革局、阳高县财政局联合办公室"]
)
def test_an_organ_with_a_name_of_any_length_stays_inside(organ: str) -> None:
    page = after_text(replace(SHORT, organ=organ, seal=None))
    row, date = page.row(f"{organ}$"), page.row("2026年6月8日$")
    assert row.right <= 184.2
    assert row.centre == pytest.approx(date.centre, abs=0.3)


def test_the_seal_covers_organ_and_date() -> None:
    page = after_text(SHORT)
    organ, date = page.row("阳高县人民政府$"), page.row("2026年6月8日$")
    left, top, right, bottom = page.red_box(organ.top - 30, date.bottom + 30)
    assert right - left == pytest.approx(42, abs=0.8)
    assert (left + right) / 2 == pytest.approx(date.centre, abs=0.4)
    assert (top < organ.top, bottom > date.bottom) == (True, True)


def test_the_seal_is_within_a_line_of_the_text() -> None:
    page = after_text(SHORT)
    organ = page.row("阳高县人民政府$")
    top = page.red_box(organ.top - 30, organ.bottom)[1]
    assert 0 <= top - page.row("特此批复").bottom <= PITCH


def test_without_a_seal_one_line_is_left_blank() -> None:
    page = after_text(replace(SHORT, seal=None))
    assert page.row("阳高县人民政府$").y - page.row("特此批复").y == pytest.approx(2 * PITCH, abs=0.05)


def test_the_note_stands_in_brackets_under_the_date() -> None:
    page = after_text(SHORT)
    note, date = page.row("（此件公开发布）"), page.row("2026年6月8日$")
    assert note.y - date.y == pytest.approx(PITCH, abs=0.03)
    assert (note.left - 28) / CELL == pytest.approx(2, abs=0.05)


@pytest.mark.parametrize("characters", range(150, 900, 60))
def test_organ_and_date_never_stand_alone_on_a_page(characters: int) -> None:
    page = after_text(with_text(REPLY, characters))
    rows = [row.text for row in page.text_rows]
    assert rows.index(REPLY.organ) >= 1
    assert rows[rows.index(REPLY.organ) + 1] == REPLY.date


@pytest.mark.parametrize("characters", range(300, 1500, 120))
def test_no_heading_stands_last_on_a_page(characters: int) -> None:
    for page in pages(with_text(REPLY, characters)):
        assert not page.text_rows or page.text_rows[-1].text != "一、总体要求"
