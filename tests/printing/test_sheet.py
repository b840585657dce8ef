"""The countersign sheet and other forms with a table."""

from dataclasses import replace

import pytest

from documents.printing import Column, SheetPage
from documents.printing.sheet import LONG, boundaries, html, in_rows
from tests.printing.cast import SHEET, printed
from tests.printing.reading import Page, pages_of, text_of

NARROW = (Column("单位", 1.0), Column("意见", 4.0))


def pages(page: SheetPage) -> list[Page]:
    return pages_of(printed(page))


def listed(*rows: tuple[str, str]) -> SheetPage:
    return SheetPage(title="会签单", columns=NARROW, rows=rows)


# --- as HTML ------------------------------------------------------------------------------------------------


def test_every_row_has_a_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="1 cells in a row of 2 columns"):
        SheetPage(title="会签单", columns=NARROW, rows=(("甲", "乙"), ("丙",)))


def test_text_is_text() -> None:
    page = listed(("<b>甲</b>", "\"&'</td><script>alert(1)</script>"))
    source = html(replace(page, title="<i>", organ="<u>", facts=(("<a>", "<s>"),), footer=("<p>",), subtitle=("<q>",)))
    assert "<script" not in source
    for element in ("<b>", "<u>", "<a>", "<s>", "<q>"):
        assert element not in source
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in source


def test_a_line_feed_begins_a_line() -> None:
    assert "6月1日<br>09:12" in html(listed(("甲", "6月1日\n09:12")))


def test_widths_are_shares() -> None:
    assert [part[:6] for part in html(listed()).split('<col style="width:')[1:]] == ["20.00%", "80.00%"]


def test_the_rules_of_the_boxes_meet_those_of_the_table() -> None:
    """The first label is as wide as the first column, and the second begins where a column does."""
    columns = tuple(Column(name, share) for name, share in (("单位", 1.5), ("送达", 2.0), ("期限", 2.5), ("意见", 4.0)))
    assert boundaries(columns) == pytest.approx([15, 60, 75, 100])
    source = html(replace(SHEET, columns=columns, rows=()))
    assert source.count('<col style="width:15.00%">') == 3  # two labels and the first column


@pytest.mark.parametrize("columns", [(Column("意见"),), NARROW, (Column("甲", 1), Column("乙", 30), Column("丙", 1))])
def test_a_table_with_no_fitting_columns_leaves_the_boxes_as_they_are(columns: tuple[Column, ...]) -> None:
    label, middle, second, right = boundaries(columns)
    assert (middle, second - middle, right) == (50, label, 100)


def test_short_facts_stand_two_to_a_row() -> None:
    short, long = ("主办单位", "县水务局"), ("标题", "很长的标题" * LONG)
    assert in_rows((short, short, short)) == [[short, short], [short]]
    assert in_rows((short, long, short, short)) == [[short], [long], [short, short]]
    assert in_rows(()) == []


def test_shaded_rows_are_grey() -> None:
    rows = html(replace(listed(("甲", "乙"), ("丙", "丁")), shaded=(1,))).split("<tbody>")[1]
    assert rows.startswith("<tr><td>甲") and '<tr class="grey"><td>丙' in rows


def test_a_form_may_do_without_facts_and_footer() -> None:
    source = html(listed(("甲", "同意")))
    assert 'class="facts"' not in source
    assert 'class="below"' not in source


# --- printed ------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("press")
def test_a_short_sheet_is_one_page_of_a4() -> None:
    page = pages(SHEET)[0]
    assert len(pages(SHEET)) == 1
    assert (round(page.width), round(page.height)) == (210, 297)


@pytest.mark.usefixtures("press")
def test_a_sheet_may_lie_on_its_side() -> None:
    page = pages(replace(SHEET, landscape=True))[0]
    assert (round(page.width), round(page.height)) == (297, 210)


@pytest.mark.usefixtures("press")
def test_organ_and_title_are_centred_in_their_face() -> None:
    page = pages(SHEET)[0]
    organ, title = page.row("阳高县水务局$"), page.row("征求意见会签单")
    assert organ.fonts() | title.fonts() == {"GW-BiaoSong"}
    assert title.size == pytest.approx(22, abs=0.1)
    assert (organ.centre, title.centre) == (pytest.approx(105, abs=0.3), pytest.approx(105, abs=0.3))
    assert organ.y < title.y < page.row("阳水征").y


@pytest.mark.usefixtures("press")
def test_the_heading_of_the_table_names_its_columns() -> None:
    row = pages(SHEET)[0].row("单位送达")
    assert row.text == "单位送达打开提醒期限意见签署人条款"
    assert row.fonts() == {"GW-HeiTi"}


@pytest.mark.usefixtures("press")
def test_everything_on_the_sheet_is_printed() -> None:
    text = text_of(printed(SHEET))
    for piece in ("县财政局", "县住建局", "未打开", "赵昇", "李翀", "依据《工作规则》第三十一条"):
        assert piece in text


@pytest.mark.usefixtures("press")
def test_many_rows_flow_over_pages_with_the_heading_repeated() -> None:
    rows = tuple((f"第{number}单位", f"意见{number}") for number in range(1, 91))
    sheets = pages(listed(*rows))
    assert len(sheets) >= 3
    assert all(sheet.has("单位意见$") for sheet in sheets)
    printed_rows = [
        row.text for sheet in sheets for row in sheet.rows if row.text.startswith("第") and "单位" in row.text
    ]
    assert printed_rows == [f"第{number}单位意见{number}" for number in range(1, 91)]


@pytest.mark.usefixtures("press")
def test_pages_say_how_many_there_are() -> None:
    rows = tuple((f"第{number}单位", "同意") for number in range(60))
    sheets = pages(listed(*rows))
    assert all(sheet.has(f"第{sheet.number}页共{len(sheets)}页") for sheet in sheets)


@pytest.mark.usefixtures("press")
def test_a_row_is_not_divided_unless_it_is_very_long() -> None:
    rows = tuple((f"单位{number}", "这条意见有三四行那么长，" * 6) for number in range(30))
    for sheet in pages(listed(*rows)):
        lines = [row.text for row in sheet.rows if "这条意见" in row.text or "那么长" in row.text]
        assert "".join(lines).count("这条意见") % 6 == 0


@pytest.mark.usefixtures("press")
def test_a_very_long_opinion_is_divided_and_nothing_of_it_lost() -> None:
    opinion = "不同意见的理由很长，" * 300
    sheet = listed(("甲", "同意"), ("乙", opinion), ("丙", "同意"))
    assert len(pages(sheet)) >= 3
    assert all(page.has("单位意见$") for page in pages(sheet))
    assert pages(sheet)[0].has("甲同意$")
    assert text_of(printed(sheet)).replace("乙", "").count("不同意见的理由很长") >= 250


@pytest.mark.usefixtures("press")
def test_rare_names_are_printed() -> None:
    assert printed(SHEET).missing == ()
    assert "珺" in text_of(printed(SHEET))


@pytest.mark.usefixtures("press")
def test_a_sheet_without_rows() -> None:
    assert len(pages(listed())) == 1


@pytest.mark.usefixtures("press")
@pytest.mark.parametrize(
    "opinion", ["同意", "同意，请按程序办理后报县政府办公室备案，并将有关情况及时告知各乡镇和有关部门"]
)
def test_a_dense_form_of_a_month_is_one_page_without_a_number(opinion: str) -> None:
    """In smaller type where the words are many."""
    long = listed(*[(f"单位{n}", opinion) for n in range(31)])
    assert len(pages(long)) > 1
    [page] = pages(replace(long, dense=True))
    said = "".join(row.text for row in page.rows)
    assert "单位30" in said and "第1页" not in said
