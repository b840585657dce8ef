"""Minutes (纪要): the lists of people after the text."""

from dataclasses import replace

import pytest

from documents.printing import OfficialPage
from tests.printing.cast import MINUTES, NAMES, printed
from tests.printing.reading import Page, Row, pages_of

pytestmark = pytest.mark.usefixtures("press")

CELL, PITCH = 156 / 28, (225 - 16 * 25.4 / 72) / 21
PLAIN = ("王建国", "周海涛", "欧阳明", "诸葛亮", "司马光", "赵匡胤", "李世民")


def attended(*names: str) -> OfficialPage:
    return replace(MINUTES, body=("会议研究了有关事项。",), people=(("出席", names),))


def list_rows(page: OfficialPage, label: str = "出席") -> list[Row]:
    """The lines of one list, over all pages."""
    rows = [row for sheet in pages_of(printed(page)) for row in sheet.text_rows]
    start = next(at for at, row in enumerate(rows) if row.text.startswith(f"{label}："))
    more = [row for row in rows[start + 1 :] if row.left > 28 + 4.5 * CELL]
    return [rows[start], *more]


def page_with(page: OfficialPage, pattern: str) -> Page:
    return next(sheet for sheet in pages_of(printed(page)) if sheet.has(pattern))


def test_the_mark_names_the_minutes() -> None:
    row = next(row for row in pages_of(printed(MINUTES))[0].rows if row.glyphs[0].red)
    assert row.text == "阳高县人民政府常务会议纪要"


def test_the_number_is_centred() -> None:
    row = pages_of(printed(MINUTES))[0].row("〔2026〕5号$")
    assert row.centre == pytest.approx(106, abs=1.6)  # the bracket's blank side counts


def test_labels_are_in_hei_and_names_in_fang() -> None:
    row = list_rows(attended(*PLAIN))[0]
    assert row.fonts(0, 2) == {"GW-HeiTi"}
    assert row.fonts(3) == {"GW-FangSong"}
    assert (row.left - 28) / CELL == pytest.approx(2, abs=0.05)


def test_one_line_is_left_blank_before_the_first_list_and_none_between() -> None:
    document = replace(attended(*PLAIN[:3]), people=(("出席", PLAIN[:3]), ("请假", PLAIN[3:4])))
    page = page_with(document, "出席")
    assert page.row("出席").y - page.row("会议研究").y == pytest.approx(2 * PITCH, abs=0.05)
    assert page.row("请假").y - page.row("出席").y == pytest.approx(PITCH, abs=0.05)


def test_six_names_stand_in_a_line_and_the_others_under_them() -> None:
    first, second = list_rows(attended(*PLAIN))
    assert first.text == "出席：" + "".join(PLAIN[:6])
    assert second.text == PLAIN[6]
    assert second.left == pytest.approx(first.glyphs[3].x, abs=0.1)


def test_names_stand_in_columns() -> None:
    rows = list_rows(attended(*(PLAIN * 3)))
    starts = [row.glyphs[at].x for row in rows[1:] for at in range(0, len(row.glyphs), 3)]
    columns = {round((x - 28 - 5 * CELL) / CELL, 1) for x in starts}
    assert columns == {0, 4, 8, 12, 16, 20}


def test_a_name_of_two_characters_takes_the_room_of_three() -> None:
    row = list_rows(attended("李明", "王建国"))[0]
    first, last = row.glyphs[3], row.glyphs[4]
    assert last.x - first.x == pytest.approx(2 * CELL, abs=0.1)
    assert row.glyphs[5].x - first.x == pytest.approx(4 * CELL, abs=0.1)


def test_a_long_name_takes_two_columns() -> None:
    row = list_rows(attended("买买提·艾力", "王建国"))[0]
    assert row.text == "出席：买买提·艾力王建国"
    assert row.glyphs[-3].x - row.glyphs[3].x == pytest.approx(8 * CELL, abs=0.15)


@pytest.mark.parametrize("count", [1, 5, 6, 7, 17, 60, 120])
def test_no_list_runs_over_the_edge_or_loses_a_name(count: int) -> None:
    names = tuple((NAMES * 12)[:count])
    rows = list_rows(attended(*names))
    assert "".join(row.text for row in rows) == "出席：" + "".join(names)
    assert all(row.right <= 184.2 for row in rows)
    assert all(row.left == pytest.approx(28 + 5 * CELL, abs=0.1) for row in rows[1:])


def test_a_longer_label_moves_its_list() -> None:
    rows = list_rows(replace(attended(), people=(("列席单位", PLAIN * 2),)), "列席单位")
    assert (rows[0].glyphs[5].x - 28) / CELL == pytest.approx(7, abs=0.05)


def test_an_empty_list_keeps_its_label() -> None:
    assert list_rows(attended())[0].text == "出席："


def test_rare_names_lie_on_the_line() -> None:
    for row in list_rows(attended(*NAMES)):
        assert all(glyph.y == pytest.approx(row.y, abs=0.02) for glyph in row.glyphs)


def test_lines_with_rare_names_lie_as_evenly_as_others() -> None:
    rows = list_rows(attended(*(NAMES * 3)))
    steps = [b.y - a.y for a, b in zip(rows, rows[1:], strict=False)]
    assert all(step == pytest.approx(PITCH, abs=0.03) for step in steps if step > 0)


def test_rare_names_come_from_the_fonts_that_fill_up() -> None:
    glyphs = {glyph.text: glyph.font for row in list_rows(attended(*NAMES)) for glyph in row.glyphs}
    assert glyphs["王"] == "GW-FangSong"
    assert {glyphs["䶮"], glyphs["珺"], glyphs["垚"], glyphs["昇"]} <= {"GW-FangSong-Fill", "GW-Song-Fill"}
    assert printed(attended(*NAMES)).missing == ()
