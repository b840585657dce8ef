"""Page numbers and the imprint (版记), at many lengths of the text."""

from dataclasses import replace

import pytest

from documents.printing import OfficialPage
from tests.printing.cast import MINUTES, REPLY, REQUEST, printed, with_text
from tests.printing.reading import Page, pages_of

pytestmark = pytest.mark.usefixtures("press")

SMALL = 14 * 25.4 / 72
LENGTHS = range(60, 1500, 90)


def pages(page: OfficialPage) -> list[Page]:
    return pages_of(printed(page))


def black_rules(page: Page) -> list[float]:
    return [rule.thickness for rule in page.rules()]


# --- page numbers -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", range(4))
def test_the_number_stands_outside_seven_millimetres_under_the_text(at: int) -> None:
    sheet = pages(with_text(REPLY, 1500))[at]
    row = sheet.number_row
    assert row is not None
    assert row.text == f"—{at + 1}—"
    assert min(glyph.top for glyph in row.glyphs if glyph.text == "—") - 262 == pytest.approx(7, abs=0.25)
    if at % 2:
        assert row.left - 28 == pytest.approx(SMALL, abs=0.3)
    else:
        assert 184 - row.right == pytest.approx(SMALL, abs=0.3)


def test_numbers_are_fourteen_points_in_song() -> None:
    rows = [page.number_row for page in pages(with_text(REPLY, 1500)) if page.number_row]
    assert len(rows) >= 4
    for row in rows:
        assert row.fonts() == {"GW-SongTi"}
        assert {round(glyph.size, 1) for glyph in row.glyphs} == {14.0}


# --- the imprint --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("characters", LENGTHS)
@pytest.mark.parametrize("document", [REPLY, REQUEST], ids=["issued", "upward"])
def test_the_imprint_ends_an_even_page_at_every_length(document: OfficialPage, characters: int) -> None:
    sheets = pages(with_text(document, characters))
    assert len(sheets) % 2 == 0
    last = sheets[-1]
    assert last.has(f"{document.issuer}{document.issued_on}印发")
    assert last.rules()[-1].bottom == pytest.approx(262, abs=0.15)
    assert not any(sheet.has(document.issuer) for sheet in sheets[:-1])


@pytest.mark.parametrize("characters", LENGTHS)
def test_pages_are_numbered_but_for_an_empty_one_and_the_imprint_after_it(characters: int) -> None:
    sheets = pages(with_text(REPLY, characters))
    numbered = [sheet.number_row is not None for sheet in sheets]
    alone = len(sheets) > 2 and not sheets[-2].rows
    assert numbered == ([True] * (len(sheets) - 2) + [False, False] if alone else [True] * len(sheets))


def test_the_empty_page_happens() -> None:
    """Among the lengths above is one whose even page is full: else the rule would not be tested."""
    assert any(not pages(with_text(REPLY, characters))[-2].rows for characters in LENGTHS)


def test_its_rules_are_thick_thin_thick() -> None:
    assert black_rules(pages(REPLY)[-1]) == [
        pytest.approx(0.35, abs=0.04), pytest.approx(0.25, abs=0.04), pytest.approx(0.35, abs=0.04),
    ]  # fmt: skip


def test_without_copies_there_are_two_rules() -> None:
    assert black_rules(pages(REQUEST)[-1]) == [pytest.approx(0.35, abs=0.04)] * 2


def test_copies_are_turned_under_the_first_name() -> None:
    last = pages(REPLY)[-1]
    first = last.row("抄送：")
    rows = [row for row in last.rows if first.y <= row.y < 262][:-1]
    assert first.left - 28 == pytest.approx(SMALL, abs=0.2)
    assert len(rows) == 3
    assert all(row.left == pytest.approx(first.glyphs[3].x, abs=0.5) for row in rows[1:])
    assert "".join(row.text for row in rows) == f"抄送：{REPLY.cc}"


def test_copies_end_with_a_full_stop_and_say_their_name_once() -> None:
    last = pages(replace(REPLY, cc="抄送：县委办公室，"))[-1]
    assert last.row("抄送").text == "抄送：县委办公室。"


def test_office_left_and_date_right_one_character_in() -> None:
    row = pages(REPLY)[-1].row("阳高县人民政府办公室2026")
    assert row.text == "阳高县人民政府办公室2026年6月8日印发"
    assert row.left - 28 == pytest.approx(SMALL, abs=0.2)
    assert 184 - row.right == pytest.approx(SMALL, abs=0.2)
    assert {round(glyph.size, 1) for glyph in row.glyphs} == {14.0}
    assert row.fonts() <= {"GW-FangSong", "GW-Half"}


def test_issued_is_not_said_twice() -> None:
    assert pages(replace(REPLY, issued_on="2026年6月8日印发"))[-1].has(r"阳高县人民政府办公室2026年6月8日印发$")


def test_without_an_office_there_is_no_imprint() -> None:
    sheets = pages(replace(REPLY, issuer=""))
    assert black_rules(sheets[-1]) == []
    assert not any(sheet.has("抄送") for sheet in sheets)


@pytest.mark.parametrize("characters", range(700, 1000, 40))
def test_a_seal_does_not_reach_into_the_imprint(characters: int) -> None:
    last = pages(replace(with_text(REPLY, characters), note=""))[-1]
    if last.has(r"2026年6月8日$"):
        date = last.row(r"2026年6月8日$")
        bottom = last.red_box(date.top, 262)[3]
        assert bottom < last.rules()[0].top


def test_minutes_have_it_too() -> None:
    sheets = pages(MINUTES)
    assert len(sheets) % 2 == 0
    assert len(black_rules(sheets[-1])) == 3
