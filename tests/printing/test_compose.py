"""Lines: every full one reaches the edge, marks stand where they may, numbers and words stay whole."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from documents.printing.compose import NO_END, NO_START, TOKEN, Line, compose
from documents.printing.faces import Ruler
from documents.printing.grid import CELL, COLUMNS, EM, TEXT, WIDTH, Measure

NOMINAL = Ruler()
HANZI = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发"
    "年动同工也能下过子说产种面而方后多定行学法所民得经"
)
STUFF = HANZI[:27]  # a line less one character


def lines_of(text: str, first: float = 0, hang: float = 0, measure: Measure = TEXT) -> list[Line]:
    return compose([(text, "fang")], measure, NOMINAL, first, hang)


def texts_of(text: str, first: float = 0, hang: float = 0) -> list[str]:
    return [line.text for line in lines_of(text, first, hang)]


def trims_of(line: Line) -> dict[str, float]:
    return {piece.text: round(piece.trim, 3) for piece in line.pieces if piece.trim}


# --- full lines ---------------------------------------------------------------------------------------------


def test_a_line_holds_twenty_eight_characters() -> None:
    assert [len(text) for text in texts_of(HANZI[:60])] == [28, 28, 4]


def test_a_paragraph_is_indented_by_two() -> None:
    lines = lines_of(HANZI[:60], first=2)
    assert [len(line.text) for line in lines] == [26, 28, 6]
    assert [line.indent for line in lines] == pytest.approx([2 * CELL, 0, 0])


def test_turned_lines_hang() -> None:
    lines = lines_of(HANZI[:60], first=2, hang=5)
    assert [len(line.text) for line in lines] == [26, 23, 11]
    assert [line.indent / CELL for line in lines] == pytest.approx([2, 5, 5])


def test_full_lines_end_at_the_edge_and_the_last_does_not() -> None:
    first, second, last = lines_of(HANZI[:60], first=2)
    assert (first.full, second.full, last.full) == (True, True, False)
    assert first.right == pytest.approx(WIDTH)
    assert second.right == pytest.approx(WIDTH)
    assert last.right == pytest.approx(6 * CELL, abs=0.1)


def test_characters_are_set_a_little_closer_than_they_are_wide() -> None:
    """28 characters of 16 pt are 158 mm."""
    assert TEXT.spacing == pytest.approx((WIDTH - COLUMNS * EM) / COLUMNS)
    assert TEXT.spacing < 0
    assert lines_of(HANZI[:60])[0].spacing < 0


def test_no_text_no_lines() -> None:
    assert lines_of("") == []


# --- marks --------------------------------------------------------------------------------------------------


def test_a_mark_that_would_begin_a_line_is_pulled_in() -> None:
    """Half a character is left of the line, and the mark can do with half of its width."""
    first, second = lines_of(STUFF + "5，中国人民")
    assert (first.text, second.text) == (STUFF + "5，", "中国人民")
    assert trims_of(first) == {"，": pytest.approx(EM / 2, abs=0.1)}
    assert first.right == pytest.approx(WIDTH)


def test_a_mark_cannot_give_more_than_half_of_itself() -> None:
    """The line is full, and there is no other mark in it: a character goes over with the mark."""
    first, second = lines_of(STUFF + "国，中国人民")
    assert (first.text, second.text) == (STUFF, "国，中国人民")
    assert trims_of(first) == {}


def test_two_marks_make_room_for_one() -> None:
    text = HANZI[:10] + "、" + HANZI[10:27] + "，"
    first, second = lines_of(text + "人民")
    assert (first.text, second.text) == (text, "人民")
    assert trims_of(first) == {"、": pytest.approx(EM / 2, abs=0.1), "，": pytest.approx(EM / 2, abs=0.1)}


def test_several_marks_of_the_line_share_the_squeeze() -> None:
    text = HANZI[:10] + "、" + HANZI[10:20] + "，" + HANZI[20:26] + "。”"
    first, second = lines_of(text + "中国人民")
    assert first.text == text
    assert second.text == "中国人民"
    squeezed = trims_of(first)
    assert squeezed["”"] == pytest.approx(EM / 2, abs=0.001)  # the last does not show and gives all it has
    assert squeezed["、"] == squeezed["，"] == squeezed["。"]
    assert all(trim <= EM / 2 + 0.001 for trim in squeezed.values())


def test_without_marks_to_squeeze_a_character_is_pushed_out() -> None:
    """％ may not begin a line, and has no blank side."""
    first, second = lines_of(STUFF + "国％中国人民")[:2]
    assert (first.text, second.text) == (STUFF, "国％中国人民")
    assert first.right == pytest.approx(WIDTH)


def test_an_opening_bracket_does_not_end_a_line() -> None:
    first, second = lines_of(STUFF + "（中国）人民")
    assert (first.text, second.text) == (STUFF, "（中国）人民")


def test_brackets_and_quotes_after_each_other() -> None:
    first, second = lines_of(HANZI[:26] + "（“中国”）人民")
    assert first.text == HANZI[:26]
    assert second.text == "（“中国”）人民"


def test_a_blank_side_is_where_the_mark_has_none() -> None:
    text = "（" + HANZI[:13] + "）" + HANZI[13:26] + "，"
    first = lines_of(text + "人民")[0]
    sides = {piece.text: piece.side for piece in first.pieces if piece.trim}
    assert first.text == text
    assert sides == {"（": "left", "）": "right", "，": "right"}


def test_only_marks_are_still_set() -> None:
    assert "".join(texts_of("。" * 100)) == "。" * 100
    assert "".join(texts_of("（" * 100)) == "（" * 100


# --- what stays whole ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "whole",
    [
        "2026年", "12月", "31日", "128", "96.5%", "1,286.5万元", "第12次", "0352-6622000", "〔2026〕15号", "100亩",
        "PDF/A-2b", "5G", "——", "……",
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", range(20, 29))
def test_numbers_and_words_are_never_divided(whole: str, before: int) -> None:
    text = (HANZI * 2)[:before] + whole + HANZI[:20]
    assert any(whole in line for line in texts_of(text)), texts_of(text)


def test_a_name_of_a_year_goes_over_whole() -> None:
    assert texts_of(HANZI[:26] + "2026年底") == [HANZI[:26], "2026年底"]


def test_a_word_longer_than_a_few_characters_is_divided_rather_than_leave_a_hole() -> None:
    address = "https://www.example.gov.cn/zwgk/2026/06/01/content_123456789.html"
    lines = lines_of(HANZI[:10] + address + HANZI[:10])
    assert "".join(line.text for line in lines) == HANZI[:10] + address + HANZI[:10]
    assert all(line.spacing < CELL / 4 for line in lines)


def test_a_blank_is_dropped_where_a_line_begins() -> None:
    lines = texts_of(HANZI[:28] + " Word")
    assert lines == [HANZI[:28], "Word"]


def test_characters_of_two_code_points_are_not_divided() -> None:
    assert TOKEN.findall("葛\U000e0100城") == ["葛\U000e0100", "城"]


# --- faces and measures -------------------------------------------------------------------------------------


def test_faces_follow_the_runs() -> None:
    first = compose([("一、要求。", "hei"), (HANZI[:40], "fang")], TEXT, NOMINAL, first=2)[0]
    assert [piece.face for piece in first.pieces] == ["hei", "fang"]
    assert first.pieces[0].text == "一、要求。"
    assert len(first.text) == 26


def test_widths_are_those_of_the_face() -> None:
    ruler = Ruler({"fang": {"1": 0.5}, "hei": {"1": 0.75}})
    narrow = compose([("1" * 9, "fang")], TEXT, ruler)[0]
    wide = compose([("1" * 9, "hei")], TEXT, ruler)[0]
    assert wide.natural / narrow.natural == pytest.approx(1.5)


def test_smaller_type_fills_its_own_line() -> None:
    small = Measure(14.0, 150.0, 14 * 25.4 / 72)
    lines = lines_of(HANZI * 2, first=1, hang=4, measure=small)
    assert all(line.right == pytest.approx(150.0) for line in lines[:-1])
    assert lines[1].indent == pytest.approx(4 * small.cell)


# --- the pitch of a line with numbers ------------------------------------------------------------------------


def test_what_a_number_leaves_free_goes_beside_it() -> None:
    """Half a character is free, and the ideographs keep their pitch: 5.57 mm (GB/T 9704-2012, 5.2.3)."""
    first = lines_of("国" * 10 + "2026年" + "国" * 9 + "5" + "国" * 20)[0]
    assert first.full
    assert first.right == pytest.approx(WIDTH)
    assert [piece.text for piece in first.pieces if piece.trim < 0] == ["国", "国", "5"]  # before 2026年, around 5
    assert first.spacing == pytest.approx(TEXT.spacing)


def test_no_place_takes_more_than_a_quarter_of_a_character() -> None:
    first = lines_of(HANZI[:26] + "5％中国人民")[0]
    assert first.right == pytest.approx(WIDTH)
    assert all(piece.trim >= -EM / 4 - 1e-9 for piece in first.pieces)


def test_beside_marks_no_room_is_made() -> None:
    first = lines_of("（5）、" + HANZI[:25] + "，" + HANZI[:10])[0]
    assert not any(piece.trim < 0 for piece in first.pieces)


# --- properties ---------------------------------------------------------------------------------------------

words = st.text(HANZI, min_size=1, max_size=14)
numbers = st.sampled_from(["2026年", "6月", "12日", "128处", "96.5%", "1,286.5万元", "第5号", "AB", "5G", "——"])
phrases = st.one_of(
    words,
    numbers,
    words.map(lambda word: f"（{word}）"),
    words.map(lambda word: f"“{word}”"),
    words.map(lambda word: f"《{word}》"),
)
clauses = st.lists(phrases, min_size=1, max_size=4).map("".join)
sentences = st.lists(st.tuples(clauses, st.sampled_from("，、；：，。")).map("".join), min_size=1, max_size=25).map(
    "".join
)
indents = st.tuples(st.integers(0, 4), st.integers(0, 8))


@settings(deadline=None)
@given(sentences, indents)
@example(HANZI[:27] + "，。", (0, 0))
@example("“" + HANZI[:25] + "”，" + HANZI[:30], (2, 0))
def test_nothing_is_lost_or_moved(text: str, indent: tuple[int, int]) -> None:
    assert "".join(texts_of(text, *indent)) == text


@settings(deadline=None)
@given(sentences, indents)
def test_no_line_is_wider_than_the_text_area(text: str, indent: tuple[int, int]) -> None:
    for line in lines_of(text, *indent):
        assert line.right <= WIDTH + abs(TEXT.spacing) + 1e-6


@settings(deadline=None)
@given(sentences, indents)
def test_every_line_but_the_last_reaches_the_edge(text: str, indent: tuple[int, int]) -> None:
    for line in lines_of(text, *indent)[:-1]:
        assert line.full
        assert line.right == pytest.approx(WIDTH, abs=1e-6)


@settings(deadline=None)
@given(sentences, indents)
def test_no_line_begins_or_ends_with_a_mark_that_may_not(text: str, indent: tuple[int, int]) -> None:
    texts = texts_of(text, *indent)
    assert all(line[0] not in NO_START or line.startswith("—") for line in texts[1:])
    assert all(line[-1] not in NO_END for line in texts[:-1])


@settings(deadline=None)
@given(sentences, indents)
def test_lines_are_full_or_nearly(text: str, indent: tuple[int, int]) -> None:
    """What is pushed out never leaves the line gaping, and no mark loses more than half of its width."""
    for line in lines_of(text, *indent):
        assert line.spacing < CELL / 2
        assert all(-EM / 4 - 1e-9 <= piece.trim <= EM / 2 + 1e-9 for piece in line.pieces)


@settings(deadline=None)
@given(st.text(max_size=200), indents)
def test_any_text_at_all_is_set(text: str, indent: tuple[int, int]) -> None:
    set_text = "".join(texts_of(text, *indent))
    assert set_text.replace(" ", "") == text.replace(" ", "")
