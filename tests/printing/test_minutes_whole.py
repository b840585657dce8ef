"""Whole minutes (纪要) of one, three and nine pages of text, with five names and with a hundred and twenty."""

from dataclasses import replace
from functools import cache

import pytest

from documents.printing import OfficialPage, render_pdf
from documents.printing.docx import render_docx
from meetings.minutes.numerals import nested, numbered
from tests.printing.cast import MINUTES, NAMES, SENTENCES, printed
from tests.printing.reading import Page, pages_of

pytestmark = pytest.mark.usefixtures("press")

PITCH = (225 - 16 * 25.4 / 72) / 21
CELL = 156 / 28
OPENING = (
    "2026年6月2日上午，县长赵立民主持召开阳高县人民政府2026年第12次常务会议，研究农村饮水安全巩固提升和"
    "供水工程日常管护工作，听取县水务局和有关单位的汇报。现纪要如下："
)
ITEMS = {1: (1, 0), 3: (3, 3), 9: (9, 4)}  # pages of text -> items, decisions of each
PEOPLE = (5, 120)
MARKS = tuple(numbered(1, count) for count in range(1, 13))


def minutes(pages: int, people: int) -> OfficialPage:
    """Minutes as the draft writes them: a heading for each item, paragraphs under it."""
    items, decisions = ITEMS[pages]
    body = [OPENING]
    for number in range(1, items + 1):
        typed = [f"{numbered(1, n + 1)}{SENTENCES[(number + n) % len(SENTENCES)]}" for n in range(decisions)]
        body += [f"{numbered(1, number)}关于第{number}项农村饮水安全工作", "会议听取了县水务局的汇报，同意所提意见。"]
        body += [*nested(typed), *(["此项工作由县水务局牵头，县财政局配合，2026年9月30日前完成。"] if typed else [])]
    names = tuple((NAMES * 12)[:people])
    lists = (("出席", names), ("请假", ("李明",)), ("列席", names[:4]))
    return replace(MINUTES, body=tuple(body), people=lists)


@cache
def read(pages: int, people: int) -> list[Page]:
    return pages_of(printed(minutes(pages, people)))


def text_pages(sheets: list[Page]) -> int:
    """Pages with text of the body, up to where the lists begin."""
    return next(at for at, page in enumerate(sheets, 1) if page.has("出席"))


ALL = [pytest.param(pages, people, id=f"{pages}-pages-{people}-names") for pages in ITEMS for people in PEOPLE]


@pytest.mark.parametrize("pages", ITEMS)
def test_they_are_as_long_as_they_are_called(pages: int) -> None:
    assert text_pages(read(pages, 5)) == pages


@pytest.mark.parametrize(("pages", "people"), ALL)
def test_the_imprint_stands_on_an_even_last_page_and_nowhere_else(pages: int, people: int) -> None:
    sheets = read(pages, people)
    assert len(sheets) % 2 == 0
    assert [page.number for page in sheets if page.has("阳高县人民政府办公室")] == [len(sheets)]


@pytest.mark.parametrize(("pages", "people"), ALL)
def test_no_page_has_more_than_its_lines_and_none_leaves_the_text_area(pages: int, people: int) -> None:
    for page in read(pages, people):
        assert len(page.text_rows) <= 22
        for row in page.text_rows:
            assert row.left >= 27.9
            assert row.right <= 184.3 or row.glyphs[-1].text in "，。、；：！？”）》"
            assert row.bottom <= 262.2


@pytest.mark.parametrize(("pages", "people"), ALL)
def test_lines_lie_evenly(pages: int, people: int) -> None:
    for page in read(pages, people):
        steps = [b.y - a.y for a, b in zip(page.text_rows, page.text_rows[1:], strict=False)]
        assert all(step == pytest.approx(PITCH, abs=0.05) for step in steps if step < 1.5 * PITCH)


@pytest.mark.parametrize(("pages", "people"), ALL)
def test_headings_are_in_hei_and_everything_else_in_fang(pages: int, people: int) -> None:
    rows = [row for page in read(pages, people) for row in page.text_rows]
    heads = [row for row in rows if row.text.startswith(MARKS)]
    assert len(heads) == ITEMS[pages][0]
    assert all(row.fonts() <= {"GW-HeiTi", "GW-Half"} for row in heads)
    indented = [row for row in rows if row.left == pytest.approx(28 + 2 * CELL, abs=1)]
    numbers = [row for row in indented if row.text[:2] in ("1.", "2.", "3.")]
    assert len(numbers) >= ITEMS[pages][0] * min(ITEMS[pages][1], 3)
    assert all("GW-FangSong" in row.fonts() and "GW-KaiTi" not in row.fonts() for row in numbers)


@pytest.mark.parametrize(("pages", "people"), ALL)
def test_no_heading_stands_last_on_a_page(pages: int, people: int) -> None:
    for page in read(pages, people)[:-1]:
        if page.text_rows:
            assert not page.text_rows[-1].text.startswith(MARKS)


@pytest.mark.parametrize(("pages", "people"), ALL)
def test_no_name_is_lost_and_turned_lines_hang(pages: int, people: int) -> None:
    rows = [row for page in read(pages, people) for row in page.text_rows]
    start = next(at for at, row in enumerate(rows) if row.text.startswith("出席："))
    end = next(at for at, row in enumerate(rows) if row.text.startswith("请假："))
    said = "".join(row.text for row in rows[start:end])
    assert said == "出席：" + "".join((NAMES * 12)[:people])
    assert all(row.left == pytest.approx(28 + 5 * CELL, abs=0.1) for row in rows[start + 1 : end])


@pytest.mark.parametrize(("pages", "people"), ALL)
def test_every_page_with_text_is_numbered(pages: int, people: int) -> None:
    for page in read(pages, people):
        number = page.number_row
        if page.text_rows or number:
            assert number is not None
            assert number.text == f"—{page.number}—"


@pytest.mark.parametrize(("pages", "people"), ALL)
def test_nothing_is_missing_on_this_machine_and_word_has_it_too(pages: int, people: int) -> None:
    page = minutes(pages, people)
    assert printed(page).missing == ()
    assert render_docx(page)[:2] == b"PK"


def test_twenty_pages_are_printed_whole() -> None:
    long = replace(minutes(9, 120), body=minutes(9, 5).body * 2)
    assert render_pdf(long).pages >= 18
