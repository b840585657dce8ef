"""Two versions side by side: what is new, what is gone, what was changed within a paragraph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.minutes.compare import Pair, Piece, compared

TEXT = st.text(alphabet="会议同意县教育局牵头。1234年一、（）ab \n", max_size=120)


def marked(pieces: tuple[Piece, ...]) -> str:
    return "".join(f"[{piece.text}]" if piece.changed else piece.text for piece in pieces)


def only(older: str, newer: str) -> Pair:
    [found] = compared(older, newer)
    return found


def test_the_same_text_has_nothing_marked() -> None:
    assert [pair.kind for pair in compared("甲。\n乙。", "甲。\n乙。")] == ["same", "same"]


def test_a_word_put_in_is_marked_in_the_newer_only() -> None:
    pair = only("由县教育局牵头落实。", "由县教育局会同县财政局牵头落实。")
    assert pair.kind == "changed"
    assert marked(pair.older) == "由县教育局牵头落实。"
    assert marked(pair.newer) == "由县教育局[会同县财政局]牵头落实。"


def test_a_word_taken_out_is_marked_in_the_older_only() -> None:
    pair = only("原则同意该方案。", "同意该方案。")
    assert (marked(pair.older), marked(pair.newer)) == ("[原则]同意该方案。", "同意该方案。")


def test_a_number_is_one_word() -> None:
    pair = only("投资1250万元建设。", "投资1350万元建设。")
    assert (marked(pair.older), marked(pair.newer)) == ("投资[1250]万元建设。", "投资[1350]万元建设。")


def test_a_day_is_one_word() -> None:
    pair = only("于2026年9月30日前完成。", "于2026年10月30日前完成。")
    assert marked(pair.newer) == "于[2026年10月30日]前完成。"


def test_single_characters_that_happen_to_agree_do_not_cut_a_sentence_to_pieces() -> None:
    pair = only("会议听取了县教育局的汇报", "各单位要会同有关部门抓紧落实")
    assert (len(pair.older), len(pair.newer)) == (1, 1)


def test_a_new_and_a_lost_paragraph() -> None:
    found = compared("甲一二三。\n乙。", "甲一二三。\n丙四五。\n乙。")
    assert [pair.kind for pair in found] == ["same", "added", "same"]
    found = compared("甲一二三。\n丙四五。\n乙。", "甲一二三。\n乙。")
    assert [pair.kind for pair in found] == ["same", "removed", "same"]


@pytest.mark.parametrize(("older", "newer"), [("", ""), ("", "甲"), ("甲", ""), (" \n\n", "\u3000")])
def test_empty_texts(older: str, newer: str) -> None:
    assert len(compared(older, newer)) == (1 if (older + newer).strip() else 0)


@given(older=TEXT, newer=TEXT)
def test_nothing_is_lost_and_nothing_made_up(older: str, newer: str) -> None:
    found = compared(older, newer)
    for side, text in (("older", older), ("newer", newer)):
        lines = ["".join(p.text for p in getattr(pair, side)) for pair in found]
        assert [line for line in lines if line] == [line.strip() for line in text.splitlines() if line.strip()]


@given(text=TEXT)
def test_a_text_agrees_with_itself(text: str) -> None:
    assert all(pair.kind == "same" for pair in compared(text, text))
