"""An upward document (上行文): its number at the left, the signers at the right."""

from dataclasses import replace

import pytest

from documents.printing import OfficialPage
from tests.printing.cast import REPLY, REQUEST, printed, with_text
from tests.printing.reading import Page, Row, pages_of

pytestmark = pytest.mark.usefixtures("press")

CELL, PITCH = 156 / 28, (225 - 16 * 25.4 / 72) / 21
TWO = replace(REQUEST, signers=("王建国", "李明"))
THREE = replace(REQUEST, signers=("王建国", "李明", "欧阳文华"))


def first(page: OfficialPage) -> Page:
    return pages_of(printed(page))[0]


def number_rows(page: OfficialPage) -> list[Row]:
    """The lines between the mark and the rule."""
    sheet = first(page)
    rule = sheet.rules(red=True)[0]
    return [row for row in sheet.rows if 90 < row.y < rule.top and not row.glyphs[0].red]


def test_number_and_signer_share_a_line() -> None:
    rows = number_rows(REQUEST)
    assert [row.text for row in rows] == ["阳水发〔2026〕23号签发人：王建国"]


def test_each_is_one_character_in() -> None:
    row = number_rows(REQUEST)[0]
    assert (row.left - 28) / CELL == pytest.approx(1, abs=0.05)
    assert (184 - row.right) / CELL == pytest.approx(1, abs=0.05)


def test_the_label_is_in_fang_and_the_name_in_kai() -> None:
    row = number_rows(REQUEST)[0]
    start = row.text.index("签发人")
    assert row.fonts(start, start + 4) == {"GW-FangSong"}
    assert row.fonts(start + 4) == {"GW-KaiTi"}


def test_two_signers_stand_side_by_side() -> None:
    row = number_rows(TWO)[0]
    assert row.text.endswith("签发人：王建国李明")
    assert (184 - row.right) / CELL == pytest.approx(1, abs=0.05)
    names = row.glyphs[-5:]
    assert names[3].x - names[2].x == pytest.approx(2 * CELL, abs=0.1)  # a blank between them
    assert names[4].x - names[3].x == pytest.approx(2 * CELL, abs=0.1)  # and within a name of two characters


def test_of_three_signers_the_third_is_turned_and_the_number_beside_it() -> None:
    above, below = number_rows(THREE)
    assert above.text == "签发人：王建国李明"
    assert below.text == "阳水发〔2026〕23号欧阳文华"
    assert below.glyphs[-4].x == pytest.approx(above.glyphs[4].x, abs=0.1)
    assert below.y - above.y == pytest.approx(PITCH, abs=0.05)


@pytest.mark.parametrize("document", [REQUEST, TWO, THREE], ids=["one", "two", "three"])
def test_the_rule_is_four_millimetres_under_the_last_line(document: OfficialPage) -> None:
    rule = first(document).rules(red=True)[0]
    assert rule.top - number_rows(document)[-1].bottom == pytest.approx(4, abs=0.15)


@pytest.mark.parametrize("signers", [(), ("",)])
def test_a_document_not_signed_yet_has_its_number(signers: tuple[str, ...]) -> None:
    row = number_rows(replace(REQUEST, signers=signers))[0]
    assert row.text.startswith("阳水发〔2026〕23号")


def test_a_rare_name_is_printed_in_the_line() -> None:
    row = number_rows(replace(REQUEST, signers=("张䶮",)))[0]
    assert row.text.endswith("张䶮")
    assert row.glyphs[-1].y == pytest.approx(row.glyphs[-2].y, abs=0.01)


def test_an_issued_document_has_no_signers() -> None:
    assert not first(replace(REPLY, signers=("王建国",))).has(".*签发人")


def test_the_contact_stands_in_brackets_under_the_date() -> None:
    page = next(each for each in pages_of(printed(with_text(REQUEST, 200))) if each.has("2026年6月1日$"))
    contact, date = page.row("（联系人"), page.row("2026年6月1日$")
    assert contact.text == "（联系人：李翀，联系电话：0352-6622000）"
    assert contact.y - date.y == pytest.approx(PITCH, abs=0.03)


def test_contact_and_note_may_both_stand() -> None:
    document = replace(with_text(REQUEST, 200), note="不予公开")
    page = next(each for each in pages_of(printed(document)) if each.has("（联系人"))
    assert page.row("（不予公开）").y - page.row("（联系人").y == pytest.approx(PITCH, abs=0.03)


def test_recipients_are_closed_by_a_colon() -> None:
    assert first(REQUEST).has("县人民政府：$")
