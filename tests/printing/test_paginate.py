"""Rows on pages: nothing lost, nothing too high, what belongs together stays together."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.printing.grid import BOX_HEIGHT, HEIGHT, PITCH, ROWS, SMALL_LINE
from documents.printing.paginate import Row, Sheet, height, paginate, with_imprint

TEN = 10 * PITCH


def lines(count: int, **changes: float) -> list[Row]:
    return [Row(f"line {number}", **changes) for number in range(count)]


def names(page: tuple[Row, ...]) -> list[str]:
    return [row.markup for row in page]


def test_the_box_holds_twenty_two_lines_and_sticks_out_by_half_a_leading() -> None:
    assert pytest.approx(BOX_HEIGHT) == ROWS * PITCH
    assert pytest.approx(PITCH - 16 * 25.4 / 72) == BOX_HEIGHT - HEIGHT


@pytest.mark.parametrize(
    ("count", "pages"), [(1, [1]), (21, [21]), (22, [22]), (23, [22, 1]), (44, [22, 22]), (45, [22, 22, 1])]
)
def test_pages_are_filled(count: int, pages: list[int]) -> None:
    assert [len(page) for page in paginate(lines(count))] == pages


def test_no_rows_one_empty_page() -> None:
    assert paginate([]) == [()]


def test_a_blank_line_takes_its_room() -> None:
    rows = [*lines(20), Row("附件", gap=PITCH), Row("next")]
    assert [len(page) for page in paginate(rows)] == [21, 1]


def test_a_blank_line_vanishes_at_the_top_of_a_page() -> None:
    rows = [*lines(22), Row("附件", gap=PITCH), *lines(21)]
    pages = paginate(rows)
    assert [len(page) for page in pages] == [22, 22]
    assert height(pages[1]) == pytest.approx(22 * PITCH)


def test_a_heading_goes_over_with_its_text() -> None:
    rows = [*lines(21), Row("heading", sticks=True), Row("text")]
    first, second = paginate(rows)
    assert (len(first), names(second)) == (21, ["heading", "text"])


def test_two_headings_go_over_together() -> None:
    rows = [*lines(20), Row("一、", sticks=True), Row("（一）", sticks=True), Row("text")]
    assert names(paginate(rows)[1]) == ["一、", "（一）", "text"]


def test_a_signature_takes_the_last_line_of_the_text_along() -> None:
    rows = [*lines(19), Row("last line", sticks=True), Row("signature", 2 * PITCH, gap=2 * PITCH)]
    first, second = paginate(rows)
    assert (len(first), names(second)) == (19, ["last line", "signature"])


def test_a_page_of_headings_only_is_left_as_it_is() -> None:
    rows = lines(30, sticks=True)
    assert [len(page) for page in paginate(rows)] == [22, 8]


def test_rows_that_stick_are_left_behind_where_the_next_page_cannot_hold_them_all() -> None:
    rows = [Row("text"), *lines(20, sticks=True), Row("signature", 5 * PITCH)]
    assert [len(page) for page in paginate(rows)] == [1, 20, 1]


def test_a_row_higher_than_a_page_stands_alone() -> None:
    rows = [Row("a"), Row("huge", BOX_HEIGHT * 2), Row("b")]
    assert [names(page) for page in paginate(rows)] == [["a"], ["huge"], ["b"]]


rows_of = st.lists(
    st.builds(
        Row,
        st.uuids().map(str),
        st.sampled_from([PITCH, 2 * PITCH, 5 * PITCH]),
        st.sampled_from([0.0, PITCH, 2 * PITCH]),
        st.booleans(),
    ),
    max_size=80,
)


@settings(deadline=None)
@given(rows_of)
def test_nothing_is_lost_or_moved(rows: list[Row]) -> None:
    assert [row for page in paginate(rows) for row in page] == rows


@settings(deadline=None)
@given(rows_of)
def test_no_page_is_overfull(rows: list[Row]) -> None:
    assert all(height(page) <= BOX_HEIGHT + 1e-6 for page in paginate(rows))


@settings(deadline=None)
@given(rows_of)
def test_a_row_that_sticks_is_last_only_where_all_of_its_page_stick(rows: list[Row]) -> None:
    for page in paginate(rows)[:-1]:
        assert not page[-1].sticks or all(row.sticks for row in page)


# --- the imprint --------------------------------------------------------------------------------------------

IMPRINT = 3 * SMALL_LINE


def placed(*counts: int) -> list[Sheet]:
    return with_imprint([tuple(lines(count)) for count in counts], IMPRINT)


def shape(sheets: list[Sheet]) -> list[tuple[int, bool, bool]]:
    return [(len(sheet.rows), sheet.numbered, sheet.imprint) for sheet in sheets]


def test_under_the_text_of_an_even_page() -> None:
    assert shape(placed(22, 10)) == [(22, True, False), (10, True, True)]


def test_on_the_back_of_an_odd_page() -> None:
    assert shape(placed(5)) == [(5, True, False), (0, True, True)]
    assert shape(placed(22, 22, 1)) == [(22, True, False), (22, True, False), (1, True, False), (0, True, True)]


def test_after_an_empty_page_when_an_even_page_is_full() -> None:
    """Then neither the empty page nor the imprint's has a number (7.5)."""
    assert shape(placed(22, 22)) == [(22, True, False), (22, True, False), (0, False, False), (0, False, True)]


def test_a_line_is_left_free_above_it() -> None:
    free = ROWS * PITCH - IMPRINT
    fits = int(free / PITCH) - 1
    assert shape(placed(22, fits))[-1] == (fits, True, True)
    assert shape(placed(22, fits + 1))[-1] == (0, False, True)


@settings(deadline=None)
@given(st.integers(1, 130), st.floats(10, 60))
def test_the_imprint_always_ends_an_even_page(count: int, tall: float) -> None:
    sheets = with_imprint(paginate(lines(count)), tall)
    assert len(sheets) % 2 == 0
    assert [sheet.imprint for sheet in sheets] == [False] * (len(sheets) - 1) + [True]
    assert height(sheets[-1].rows) + tall <= BOX_HEIGHT
