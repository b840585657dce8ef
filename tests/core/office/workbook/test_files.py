"""What file is taken, and what the template and the export hold."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from govrules.core.errors import BadInput
from govrules.core.office.models import Appointment, Organ
from govrules.core.office.workbook import opening, reading
from govrules.core.office.workbook.actions import Upload, look
from govrules.core.office.workbook.sheets import SHEETS
from tests.core.files import samples
from tests.core.office.hours import FRIDAY, TODAY
from tests.core.office.workbook.books import HEADINGS, NAME, changed, column, empty, errors, exported, find, made, saved


def refused(cast, data: bytes, name: str = NAME) -> str:
    with pytest.raises(BadInput) as why:
        look(cast.government, Upload(data, name, TODAY), None)
    assert why.value.field in ("upload", "")
    return str(why.value)


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", NAME, "是空文件"),
        (samples.A_PROGRAM, NAME, "可执行程序"),
        (samples.a_docx(), NAME, "里面没有Excel 表格的内容"),
        (samples.a_docx(), "人员.docx", "是Word 文档，只能导入 .xlsx"),
        (samples.an_ole("Workbook"), "人员.xls", "是旧版 Excel 表格，只能导入 .xlsx"),
        (samples.AN_ARCHIVE, NAME, "只是一个压缩包"),
        (samples.an_xlsx(), "人员.xlsm", "的扩展名 .xlsm 不在允许之列"),
        (samples.an_xlsx()[:-200], NAME, "已经损坏"),
        (samples.with_member(samples.an_xlsx(), "xl/vbaProject.bin", b"x"), NAME, "带有宏"),
        (samples.with_member(samples.an_xlsx(), "xl/workbook.xml", "<oops"), NAME, "不能作为 Excel 表格打开"),
        (samples.with_member(samples.an_xlsx(), "xl/worksheets/sheet1.xml", "<oops"), NAME, "不能作为 Excel 表格打开"),
        (
            samples.with_member(samples.an_xlsx(), "xl/sharedStrings.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
            NAME, "含有实体声明",
        ),
        (samples.with_member(samples.an_xlsx(), "xl/media/big.bin", b"0" * 30_000_000), NAME, "展开后大得不正常"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_refused_with_what_it_is(cast, monday, data, name, says):
    assert says in refused(cast, data, name)


def test_a_file_too_large_is_refused(cast, monday, monkeypatch):
    assert "超过 5 MB" in refused(cast, b"x" * (opening.LARGEST + 1))
    monkeypatch.setattr(opening, "LARGEST_UNPACKED", 1000)
    assert "展开后过大" in refused(cast, exported(cast.government))


def test_a_cell_far_out_costs_nothing_and_is_told(cast, monday):
    """One cell in the last corner that Excel has: a million rows are not gone through."""

    def change(book):
        book["干部"].cell(1_048_576, 16_384).value = "x"
        book["任职"].cell(1_048_576, 1).number_format = "@"

    plan = look(cast.government, Upload(changed(exported(cast.government), change), NAME, TODAY), None)
    assert plan.changes == 0


def test_more_rows_than_anybody_has_are_told(cast, monday, monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 10)
    plan = look(cast.government, Upload(exported(cast.government), NAME, TODAY), None)
    assert "干部第12行：超过10行。请核对是否误填" in errors(plan)


def test_a_whole_column_merged_costs_nothing_and_is_told_once(cast, monday):
    data = samples.members(exported(cast.government))
    sheet = next(name for name, text in data.items() if b"<dataValidations" in text)
    merges = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells><dataValidations'
    data[sheet] = data[sheet].replace(b"<dataValidations", merges, 1)
    said = errors(look(cast.government, Upload(samples.zipped(data), NAME, TODAY), None))
    assert any("合并了单元格 A1:XFD1048576" in s for s in said)


# --- the template ----------------------------------------------------------------------------------------


@pytest.fixture
def template(cast, monday) -> Workbook:
    return load_workbook(BytesIO(empty(cast.government)))


def test_it_has_every_sheet_with_headings_and_notes(template):
    assert template.sheetnames == ["说明", "单位", "岗位", "干部", "任职", "分管", "AB角", "选项"]
    assert template["选项"].sheet_state == "hidden"
    for sheet in SHEETS:
        page = template[sheet.title]
        said = [cell.value for cell in page[1]]
        assert said[: len(HEADINGS[sheet.title])] == list(HEADINGS[sheet.title])
        assert all(cell.comment and cell.comment.text for cell in page[1])
        assert page.max_row == 1 and page.freeze_panes == "A2"


def test_closed_columns_have_lists_by_the_rules_in_force(cast, template):
    lists = {
        (sheet, str(one.sqref).split(":")[0]): one.formula1
        for sheet in HEADINGS
        for one in template[sheet].data_validations.dataValidation
    }
    assert lists == {
        ("单位", "D2"): "=选项!$A$1:$A$7", ("单位", "H2"): "=选项!$C$1:$C$2", ("岗位", "C2"): "=选项!$B$1:$B$16",
        ("岗位", "D2"): "=单位!$A$2:$A$5000", ("干部", "E2"): "=选项!$C$1:$C$2",
        ("任职", "A2"): "=岗位!$A$2:$A$5000", ("任职", "B2"): "=干部!$A$2:$A$5000",
        ("分管", "A2"): "=单位!$A$2:$A$5000", ("分管", "B2"): "=岗位!$A$2:$A$5000",
        ("AB角", "A2"): "=岗位!$A$2:$A$5000", ("AB角", "B2"): "=岗位!$A$2:$A$5000",
    }  # fmt: skip
    posts = [cell.value for cell in template["选项"]["B"]]
    assert posts == [post.title for post in cast.book.posts if not post.role]


def test_it_says_in_plain_words_how_it_is_filled_in(template):
    said = "\n".join(str(cell.value) for row in template["说明"] for cell in row if cell.value)
    for words in (
        "阳高县人民政府人员工作簿",
        "未列入",
        "怎样免职",
        "填上“至”",
        "例：jiaoyu-head",
        "例：2026-06-01",
        "“AB角”表",
    ):
        assert words in said, words


def test_the_empty_template_says_nothing_and_breaks_nothing(cast, monday):
    plan = look(cast.government, Upload(empty(cast.government), NAME, TODAY), None)
    assert (plan.problems, plan.changes) == ([], 0)


# --- the export ------------------------------------------------------------------------------------------


def test_the_export_names_people_beside_their_keys_and_days_as_days(cast, monday):
    page = load_workbook(BytesIO(exported(cast.government)))["任职"]
    number = find(page, 岗位="finance_head")
    assert page.cell(number, column(page, "姓名")).value == "褚建国"
    since = page.cell(number, column(page, "自"))
    assert (since.is_date, since.number_format) == (True, "yyyy-mm-dd")


def test_what_is_over_is_left_out_and_what_is_to_come_is_not(cast, monday):
    Appointment.objects.filter(seat=cast.seats["clerk"]).update(until=TODAY)
    Appointment.objects.create(seat=cast.seats["clerk"], official=cast.vice_director, since=FRIDAY)
    page = load_workbook(BytesIO(exported(cast.government)))["任职"]
    assert page.cell(find(page, 岗位="clerk"), column(page, "干部")).value == "vice_director"


def test_words_that_look_like_formulas_stay_words(cast, monday):
    """A name that begins with = neither runs in the spreadsheet nor comes back as a formula."""
    Organ.objects.filter(pk=cast.finance.pk).update(name='=HYPERLINK("x")', code="+86", short_name="@财政")
    data = exported(cast.government)
    assert load_workbook(BytesIO(data))["单位"].cell(4, 2).data_type == "s"
    plan = look(cast.government, Upload(data, NAME, TODAY), None)
    assert (plan.problems, plan.changes) == ([], 0)


def test_nothing_of_another_government_is_in_it(cast, monday):
    book = load_workbook(BytesIO(exported(cast.government)))
    said = {str(cell.value) for page in book for row in page for cell in row}
    assert "吕生" not in said and "stranger" not in said and "赵立民" in said


def test_sheets_and_headings_in_full_width_or_marked_as_needed_are_known(cast, monday):
    book = Workbook()
    book.active.title = "ＡＢ角"
    book.active.append(("Ａ角岗位 *", " B角岗位（必填）", "自", "至"))
    book.active.append(("executive", "land_deputy", "2024-03-01", None))
    plan = look(cast.government, Upload(saved(book), NAME, TODAY), None)
    assert plan.problems == [] and [item.verb for item in plan.items if item.row] == ["same"]


def test_two_sheets_of_one_name_are_told(cast, monday):
    def change(book):
        book.create_sheet("ＡＢ角").append(("A角岗位", "B角岗位"))

    data = changed(made(AB角=[("executive", "land_deputy", "2024-03-01", None)]), change)
    assert "AB角：有两张同名的工作表。请合并成一张" in errors(look(cast.government, Upload(data, NAME, TODAY), None))
