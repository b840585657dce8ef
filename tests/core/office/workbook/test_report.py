"""What the report says of each thing that can be wrong: sheet, row, column, what, and what to do; all of it at once."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from openpyxl import Workbook

from govrules.core.office.models import ABPair, Account, Appointment, Official
from govrules.core.office.workbook import final
from govrules.core.office.workbook.actions import Upload, look
from tests.core.authority.books import TOKSUN, YANGCHENG
from tests.core.office.hours import FRIDAY, TODAY
from tests.core.office.workbook.books import (
    NAME,
    add,
    changed,
    doings,
    errors,
    exported,
    find,
    hints,
    made,
    saved,
    write,
)


def test_an_export_comes_in_again_without_a_word(looked):
    plan = looked(lambda book: None)
    assert (plan.problems, doings(plan), plan.changes) == ([], [], 0)
    assert {verb for item in plan.items for verb in [item.verb]} == {"same"}


# --- keys and references -------------------------------------------------------------------------------


def test_doubled_keys_are_told_with_the_first_row(looked):
    def change(book):
        add(book["单位"], 代号="education", 全称="又一个教育局", 简称="县教育局", 类别="政府部门")
        add(book["干部"], 代号="head", 姓名="另一人")
        add(book["任职"], 岗位="head", 干部="head", 自="2024-03-01")

    assert errors(looked(change)) == [
        "单位第8行“代号”：代号“education”与第3行重复。请只留一行，或者改正代号",
        "干部第22行“代号”：代号“head”与第2行重复。请只留一行，或者改正代号",
        "任职第22行“岗位”：这一项与第2行重复。请只留一行，或者改正代号",
    ]


def test_the_same_appointment_with_and_without_its_day_is_told(looked):
    [said] = errors(looked(lambda book: add(book["任职"], 岗位="head", 干部="head")))
    assert said == "任职第22行“自”：与第2行说的是同一项。请只留一行"


def test_a_reference_to_nobody_is_told_with_the_nearest_key(looked):
    def change(book):
        write(book["岗位"], find(book["岗位"], 代号="finance_clerk"), 单位="finanse")
        add(book["任职"], 岗位="no-such-seat", 干部="head", 自="2026-06-01")
        add(book["分管"], 单位="education", 领导岗位="xxxxxx", 自="2026-06-01")

    said = errors(looked(change))
    assert "岗位第14行“单位”：没有代号为“finanse”的单位。是不是“finance”？" in said
    assert any(s.startswith("任职第22行“岗位”：没有代号为“no-such-seat”的岗位。") for s in said)
    assert any("分管第8行“领导岗位”：没有代号为“xxxxxx”的岗位" in s for s in said)


def test_a_row_that_cannot_be_read_is_not_blamed_on_those_that_refer_to_it(looked):
    def change(book):
        number = add(book["干部"], 代号="new", 姓名="新人", 邮箱="不是邮箱")
        add(book["任职"], 岗位="township_clerk", 干部="new", 自="2026-06-05")
        write(book["任职"], find(book["任职"], 岗位="township_clerk", 干部="township_clerk"), 至="2026-06-05")
        assert number == 22

    [said] = errors(looked(change))
    assert said == "干部第22行“邮箱”：“不是邮箱”不是邮箱地址。请改成 name@example.cn 的样子，或者留空"


def test_a_key_of_another_government_is_nobody_here(cast, looked):
    """A forged key reaches nothing beyond one's own government."""

    def change(book):
        write(book["任职"], find(book["任职"], 岗位="head"), 干部="stranger")
        add(book["分管"], 单位="other-finance", 领导岗位="executive", 自="2026-06-01")

    said = errors(looked(change))
    assert any("没有代号为“stranger”的干部" in s for s in said)
    assert any("没有代号为“other-finance”的单位" in s for s in said)


# --- cells ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "column", "value", "says"),
    [
        ("干部", "姓名", "=A2", "“姓名”：是公式，不是内容。请复制后“选择性粘贴”为数值"),
        ("干部", "姓名", None, "“姓名”：没有填写。这一列必填"),
        ("干部", "姓名", "长" * 31, "“姓名”：有31字，最多30字。请缩短"),
        ("干部", "代号", "张 三", "“代号”：“张 三”不能作代号。代号只用字母、数字、“-”和“_”"),
        ("干部", "在职", "也许", "“在职”：“也许”既不是“是”也不是“否”。请填“是”或“否”"),
        ("干部", "登录名", "a b", "“登录名”：“a b”不能作登录名。"),
        ("干部", "电话", 3.5, "“电话”：是带小数的数（3.5）。请核对后改正"),
        ("干部", "姓名", datetime(2026, 6, 1), "“姓名”：是日期，不是文字。"),
        ("单位", "类别", "部门", "“类别”：没有“部门”这个类别。可以填：政府办公室、政府部门、乡镇人民政府"),
        ("单位", "排序", "第一", "“排序”：“第一”不是整数。请填 0 或更大的整数"),
        ("单位", "排序", "99999999999", "“排序”：“99999999999”不是整数"),
        ("岗位", "职务", "科长", "“职务”：现行工作规则中没有“科长”这个职务。请从下拉列表中选"),
        ("任职", "自", "去年", "“自”：“去年”不是日期。请写成 2026-06-01 或 2026年6月1日"),
        ("任职", "自", "2026-02-30", "“自”：“2026-02-30”不是日期。"),
        ("任职", "自", True, "“自”：“True”不是日期。请写成 2026-06-01"),
        ("任职", "至", datetime(2026, 6, 5, 14, 30), "“至”：带有时刻（14:30）。只填日期，不填时刻"),
    ],
)
def test_a_cell_that_cannot_be_read(looked, sheet, column, value, says):
    said = errors(looked(lambda book: write(book[sheet], 2, **{column: value})))
    assert any(s.startswith(f"{sheet}第2行{says}") for s in said), said


def test_an_error_of_the_spreadsheet_is_told(looked):
    def change(book):
        cell = book["干部"].cell(2, 2)
        cell.value, cell.data_type = "#REF!", "e"

    assert errors(looked(change))[0] == "干部第2行“姓名”：是出错的单元格（#REF!）。请改成正确的内容"


@pytest.mark.parametrize(
    "written",
    ["2026-06-05", "2026/6/5", "2026.6.5", "2026年6月5日", "２０２６年６月５日", FRIDAY, datetime(2026, 6, 5)],
)
def test_days_in_the_ways_people_write_them(looked, written):
    def change(book):
        write(book["任职"], find(book["任职"], 岗位="head"), 至=written)

    plan = looked(change)
    assert errors(plan) == []
    assert doings(plan) == ["任职2 end 赵立民任县长 自2024年3月1日；至：（空） → 2026年6月5日"]


def test_a_bare_number_is_no_day(looked):
    def change(book):
        cell = book["任职"].cell(2, 3)
        cell.value, cell.number_format = 45000, "General"

    assert errors(looked(change)) == ["任职第2行“自”：“45000”不是日期。请写成 2026-06-01"]


def test_blanks_and_full_width_signs_are_put_right_and_said(looked):
    def change(book):
        write(book["干部"], 2, 电话="０３５２－６６２３００１ ", 姓名=" 陈亮\u3000")
        write(book["任职"], find(book["任职"], 岗位="head"), 岗位="ｈｅａｄ", 至=" ２０２６-06-05")

    plan = looked(change)
    assert errors(plan) == []
    said = hints(plan)
    assert "干部第2行“姓名”：前后的空格、换行或看不见的字符已去掉" in said
    assert "任职第2行“岗位”：全角字符已按半角读作“head”" in said
    assert "干部第2行“电话”：全角字符已按半角读作“0352-6623001”" in said
    assert "任职第2行“至”：全角字符已按半角读作“2026-06-05”" in said


def test_numbers_are_keys_and_telephones_as_they_were_typed(cast, looked):
    def change(book):
        add(book["干部"], 代号=101, 姓名="新人", 电话=13800000000.0)

    plan = looked(change)
    assert errors(plan) == []
    assert doings(plan) == ["干部22 add 新人（101） 电话：13800000000；在职：是"]


@pytest.mark.parametrize("post", ["部门主要负责人", "department_head"])
def test_a_post_by_its_title_or_its_key(looked, post):
    def change(book):
        add(book["单位"], 代号="audit", 全称="阳高县审计局", 简称="县审计局", 类别="政府部门")
        add(book["岗位"], 代号="audit-head", 名称="县审计局局长", 职务=post, 单位="audit")

    plan = looked(change)
    assert errors(plan) == []
    assert "岗位22 add 县审计局局长（audit-head） 职务：部门主要负责人；单位：县审计局；排序：21" in doings(plan)


# --- the shape of sheets -------------------------------------------------------------------------------


def test_unknown_doubled_and_missing_columns_are_told(looked):
    def change(book):
        page = book["干部"]
        page.cell(1, 3).value, page.cell(1, 4).value, page.cell(1, 5).value = "邮 箱", "联系电话号码本", "姓名"
        book["单位"].cell(1, 1).value = "编号"

    assert errors(looked(change)) == [
        "单位第1行“编号”：不认识的列。是不是“代号”？",
        "单位第1行“代号”：缺少这一列（表头应在第1行）。请按模板的列名填写。",
        "干部第1行“邮 箱”：不认识的列。是不是“邮箱”？",
        "干部第1行“联系电话号码本”：不认识的列。请删去这一列，或者改成模板的列名。",
        "干部第1行“姓名”：这一列出现了两次。请只留一列",
    ]


def test_words_beside_the_table_are_not_lost_silently(looked):
    [said] = errors(looked(lambda book: book["AB角"].cell(3, 9, "备注：待定")))
    assert said == "AB角第3行：第9列没有可用的表头，却有内容。请按模板的列名填写。"


def test_merged_cells_are_told_by_their_place(looked):
    [said] = errors(looked(lambda book: book["任职"].merge_cells("E3:F4")))
    assert said == "任职第3行：合并了单元格 E3:F4。请取消合并，逐行填写"


def test_empty_rows_are_skipped_and_said(looked):
    def change(book):
        book["干部"].insert_rows(3, 2)
        book["任职"].insert_rows(5)

    plan = looked(change)
    assert (errors(plan), doings(plan)) == ([], [])
    assert hints(plan) == ["干部第3行：空行，已跳过，到第4行为止", "任职第5行：空行，已跳过"]


def test_a_strange_sheet_is_told_and_an_empty_one_not(looked):
    def change(book):
        book.create_sheet("Sheet1")
        book.create_sheet("干部名单")["A1"] = "代号"
        book.create_sheet("备忘")["A1"] = "x"

    assert errors(looked(change)) == [
        "干部名单：不认识的工作表。是不是“干部”？",
        "备忘：不认识的工作表。可以用的是：单位、岗位、干部、任职、分管、AB角；不用的请删去",
    ]


def test_no_known_sheet_at_all_is_told(cast, monday):
    data = made(单位=[])
    plan = look(cast.government, Upload(changed(data, lambda b: setattr(b["单位"], "title", "x")), NAME, TODAY), None)
    assert errors(plan)[-1].startswith("工作簿：没有一张认识的工作表。工作表的名称应为：单位、岗位")


def test_a_sheet_or_a_column_left_out_says_nothing(cast, monday):
    """Who deletes the column of telephones does not delete the telephones."""
    Official.objects.filter(pk=cast.head.pk).update(phone="0352-1")
    data = made(任职=[("head", "head", date(2024, 3, 1), None)])
    plan = look(cast.government, Upload(data, NAME, TODAY), None)
    assert (errors(plan), doings(plan)) == ([], [])
    assert {item.sheet for item in plan.items} == {"任职"}
    book = Workbook()
    book.active.title = "干部"
    book.active.append(("代号", "姓名*"))
    book.active.append(("head", "赵立民"))
    assert doings(look(cast.government, Upload(saved(book), NAME, TODAY), None)) == []


# --- organs, seats, officials ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"职务": "部门主要负责人"}, "“单位”：没有填写单位，这个职务设在部门"),
        ({"职务": "副县长", "单位": "finance"}, "“单位”：政府领导的岗位不属于任何单位"),
        ({"职务": "部门负责人", "单位": "township"}, "“单位”：龙泉镇是乡镇人民政府，这个职务设在部门"),
        ({"职务": "部门主要负责人", "单位": "finance"}, "“职务”：县财政局的主要负责人岗位不止一个"),
        ({"职务": "县长"}, "“职务”：政府的主要负责人岗位不止一个"),
    ],
)
def test_a_post_stands_where_the_rules_mean_it(looked, values, says):
    said = errors(looked(lambda book: add(book["岗位"], 代号="new", 名称="新岗位", **values)))
    assert len(said) == 1 and said[0].startswith(f"岗位第22行{says}"), said


@pytest.mark.parametrize(
    ("kind", "post"),
    [("议事协调机构、临时机构", "部门主要负责人"), ("部门内设机构、所属单位", "直属事业单位主要负责人")],
)
def test_bodies_and_units_are_staffed_with_the_posts_of_what_they_are_like(looked, kind, post):
    def change(book):
        add(book["单位"], 代号="third", 全称="防汛抗旱指挥部", 简称="县防指", 类别=kind)
        add(book["岗位"], 代号="third_head", 名称="县防指负责人", 职务=post, 单位="third")

    assert errors(looked(change)) == []


def test_a_seat_that_was_filled_keeps_its_post_and_organ(looked):
    def change(book):
        write(book["岗位"], find(book["岗位"], 代号="finance_clerk"), 单位="education", 名称="文书")

    [said] = errors(looked(change))
    assert said == "岗位第14行“单位”：已有人担任过，职务和单位不能再改。请另设岗位，原任职填上“至”"


def test_there_is_one_government_office(looked):
    [said] = errors(looked(lambda b: add(b["单位"], 代号="two", 全称="第二办公室", 简称="二办", 类别="政府办公室")))
    assert said == "单位第8行“类别”：政府办公室只能有一个，已有县政府办公室。请改类别"


def test_an_organ_with_seats_keeps_its_kind_and_with_people_stays_in_use(looked):
    def change(book):
        write(book["单位"], find(book["单位"], 代号="finance"), 类别="直属事业单位", 在用="否")

    assert errors(looked(change)) == [
        "单位第4行“类别”：已设有岗位，类别不能再改。请另设单位，把岗位设在新的单位",
        "单位第4行“在用”：还有3人任职（褚建国、卫红、蒋丽）。请先在“任职”表中填上他们的“至”",
        "单位第4行“在用”：还有领导分管。请先在“分管”表中填上“至”",
    ]


def test_who_holds_a_seat_is_not_put_out_of_service(looked):
    def change(book):
        write(book["干部"], find(book["干部"], 代号="finance_head"), 在职="否")

    [said] = errors(looked(change))
    assert said == "干部第12行“在职”：还任县财政局局长，不能不在职。请先在“任职”表中填上“至”"


def test_who_left_his_seat_may_be_put_out_of_service_in_the_same_workbook(looked):
    def change(book):
        write(book["干部"], find(book["干部"], 代号="finance_head"), 在职="否")
        write(book["任职"], find(book["任职"], 岗位="finance_head"), 至="2026-06-01")

    plan = looked(change)
    assert errors(plan) == []
    assert doings(plan) == [
        "干部12 change 褚建国（finance_head） 在职：是 → 否",
        "任职12 end 褚建国任县财政局局长 自2024年3月1日；至：（空） → 2026年6月1日",
    ]


def test_who_is_out_of_service_is_not_appointed(cast, looked):
    Official.objects.create(government=cast.government, key="gone", name="老李", is_active=False)

    def change(book):
        add(book["岗位"], 代号="free", 名称="空岗", 职务="副县长")
        add(book["任职"], 岗位="free", 干部="gone", 自="2026-06-01")

    [said] = errors(looked(change))
    assert said.startswith("任职第22行“干部”：老李已不在职，不能任职")


def test_a_namesake_is_pointed_out_and_not_taken_for_the_same(looked):
    plan = looked(lambda book: add(book["干部"], 代号="wang2", 姓名="王文"))
    assert errors(plan) == []
    assert hints(plan) == ["干部第22行“姓名”：另有干部也叫王文。代号不同按两个人登记，请确认不是同一人"]


def test_log_ins_that_are_taken_doubled_or_changed_are_told(cast, looked):
    Account.objects.create(username="admin")

    def change(book):
        add(book["干部"], 代号="a", 姓名="甲", 登录名="admin")
        add(book["干部"], 代号="b", 姓名="乙", 登录名="stranger")
        add(book["干部"], 代号="c", 姓名="丙", 登录名="fresh")
        add(book["干部"], 代号="d", 姓名="丁", 登录名="fresh")
        write(book["干部"], find(book["干部"], 代号="head"), 登录名="chief")

    assert errors(looked(change)) == [
        "干部第2行“登录名”：已有登录名“head”，不能从这里改。请在系统管理中改，或者填回原名",
        "干部第22行“登录名”：登录名“admin”已有人使用。请换一个",
        "干部第23行“登录名”：登录名“stranger”已有人使用。请换一个",
        "干部第25行“登录名”：登录名“fresh”与第24行重复。请换一个",
    ]


# --- appointments, portfolios, AB pairs --------------------------------------------------------------------


def test_a_second_holder_of_a_seat_is_told_with_the_first(looked):
    [said] = errors(looked(lambda book: add(book["任职"], 岗位="head", 干部="executive", 自="2026-06-05")))
    assert said == (
        "任职第22行“自”：同一时间县长还由赵立民担任（第2行，自2024年3月1日起）。请在原来那一行填上“至”，新的从那一天起"
    )


def test_a_second_holder_beside_one_who_is_not_listed(cast, monday):
    data = made(任职=[("head", "executive", "2026-06-05", None)])
    [said] = errors(look(cast.government, Upload(data, NAME, TODAY), None))
    assert said == (
        "任职第2行“自”：同一时间县长还由赵立民担任（已登记，自2024年3月1日起）。请把已登记的那一项也列入表中，填上“至”"
    )


def test_overlapping_rows_of_a_new_seat_are_told_once_each(looked):
    def change(book):
        add(book["岗位"], 代号="free", 名称="空岗", 职务="副县长")
        for who, since, until in (("a", 1, 5), ("b", 4, 8), ("c", 8, None)):
            add(book["干部"], 代号=who, 姓名=f"新{who}")
            add(book["任职"], 岗位="free", 干部=who, 自=date(2026, 6, since), 至=until and date(2026, 6, until))

    assert errors(looked(change)) == [
        "任职第23行“自”：同一时间空岗还由新a担任（第22行，自2026年6月1日至2026年6月5日）。"
        "请在原来那一行填上“至”，新的从那一天起"
    ]


def test_one_follows_the_other_on_the_same_day(looked):
    def change(book):
        page = book["任职"]
        write(page, find(page, 岗位="executive"), 至="2026-06-05")
        write(page, find(page, 岗位="land_deputy"), 至="2026-06-05")
        add(page, 岗位="executive", 干部="land_deputy", 自="2026-06-05")

    plan = looked(change)
    assert errors(plan) == []
    assert len(doings(plan)) == 3


@pytest.mark.parametrize(
    ("since", "until", "says"),
    [
        ("1926-06-01", None, "“自”：1926年6月1日离今天太远，请核对日期"),
        ("2028-06-01", None, "“自”：2028年6月1日离今天太远，请核对日期"),
        ("2026-06-05", "2026-06-05", "“至”：终止日期要晚于开始日期2026年6月5日。请核对两个日期"),
        ("2026-06-05", "2926-06-05", "“至”：2926年6月5日离今天太远，请核对日期"),
    ],
)
def test_days_far_off_and_ends_before_beginnings(looked, since, until, says):
    def change(book):
        add(book["岗位"], 代号="free", 名称="空岗", 职务="副县长")
        add(book["任职"], 岗位="free", 干部="head", 自=since, 至=until)

    assert f"任职第22行{says}" in errors(looked(change))


def test_what_has_ended_is_not_changed(cast, looked):
    Appointment.objects.filter(seat=cast.seats["head"]).update(until=FRIDAY)
    [said] = errors(looked(lambda book: None))
    assert said.startswith("任职第2行“至”：已登记自2026年6月5日起终止，不能再改")
    assert errors(looked(lambda book: write(book["任职"], 2, 至="2026-06-05"))) == []


def test_an_organ_has_one_leader(looked):
    [said] = errors(looked(lambda book: add(book["分管"], 单位="education", 领导岗位="executive", 自="2026-06-05")))
    assert said == (
        "分管第8行“自”：同一时间县教育局还由副县长（教育卫生）分管（第4行，自2024年3月1日起）。"
        "请在原来那一行填上“至”，新的从那一天起"
    )


def test_only_a_leader_covers_an_organ(looked):
    def change(book):
        add(book["单位"], 代号="audit", 全称="阳高县审计局", 简称="县审计局", 类别="政府部门")
        add(book["分管"], 单位="audit", 领导岗位="finance_head", 自="2026-06-05")

    [said] = errors(looked(change))
    assert said == "分管第8行“领导岗位”：县财政局局长不是政府领导的岗位，不能分管单位。请填政府领导岗位的代号"


def test_nobody_is_his_own_b_role(looked):
    def change(book):
        add(book["岗位"], 代号="free", 名称="空岗", 职务="副县长")
        add(book["AB角"], A角岗位="free", B角岗位="free", 自="2026-06-05")

    [said] = errors(looked(change))
    assert said == "AB角第5行“B角岗位”：A角和B角是同一个岗位。请改填另一个岗位"


def test_one_person_in_both_seats_is_no_pair(cast, looked):
    def change(book):
        add(book["岗位"], 代号="free", 名称="空岗", 职务="副县长")
        add(book["任职"], 岗位="free", 干部="executive", 自="2026-06-01")
        add(book["AB角"], A角岗位="free", B角岗位="executive", 自="2026-06-05")

    [said] = errors(looked(change))
    assert said == "AB角第5行“B角岗位”：空岗和常务副县长都由钱卫东担任，不能互为AB角。请改填另一个岗位"


@pytest.mark.parametrize(
    ("seat", "other", "says"),
    [
        ("free", "director", "空岗的B角只能是常务副县长、副县长（第五条）。请从常务副县长、副县长中选定"),
        ("finance_head", "finance_deputy", "工作规则没有规定县财政局局长实行AB角（第三十一条）。请删去这一行"),
    ],
)
def test_a_pair_that_the_rules_do_not_know(looked, seat, other, says):
    def change(book):
        add(book["岗位"], 代号="free", 名称="空岗", 职务="副县长")
        add(book["AB角"], A角岗位=seat, B角岗位=other, 自="2026-06-05")

    assert errors(looked(change)) == [f"AB角第5行“B角岗位”：{says}"]


def test_a_b_role_before_one_that_is_kept_is_told(cast, looked):
    ABPair.objects.filter(seat=cast.seats["executive"]).update(since=FRIDAY)

    def change(book):
        add(book["AB角"], A角岗位="executive", B角岗位="schools_deputy", 自="2026-06-01", 至="2026-06-05")
        write(book["AB角"], find(book["AB角"], A角岗位="executive"), 自=FRIDAY)

    [said] = errors(looked(change))
    assert "已登记了自2026年6月5日起的B角，新的不能早于它" in said


def test_everything_wrong_is_told_at_once(looked):
    def change(book):
        write(book["单位"], 2, 类别="?")
        write(book["岗位"], 2, 职务="?")
        write(book["干部"], 2, 邮箱="?")
        write(book["任职"], 2, 自="?")
        write(book["分管"], 2, 领导岗位="nobody")
        write(book["AB角"], 2, 至="?")

    said = errors(looked(change))
    assert [s[:2] for s in said] == ["单位", "岗位", "干部", "任职", "分管", "AB"]


def test_what_the_workbook_does_not_list_is_shown_and_left_alone(cast, monday):
    data = made(
        干部=[("head", "赵立民", None, None, None, None)],
        任职=[("head", "head", date(2024, 3, 1), None)],
    )
    plan = look(cast.government, Upload(data, NAME, TODAY), None)
    assert errors(plan) == []
    left = doings(plan, "left")
    assert "干部0 left 钱卫东（executive）" in left
    assert "任职0 left 钱卫东任常务副县长 自2024年3月1日" in left
    assert len(left) == 38 and plan.changes == 0


def test_what_is_over_is_not_called_unlisted(cast, monday):
    Appointment.objects.filter(seat=cast.seats["clerk"]).update(until=TODAY)
    data = exported(cast.government)
    plan = look(cast.government, Upload(data, NAME, TODAY), None)
    assert doings(plan, "left") == [] and errors(plan) == []


def test_where_pairs_act_for_each_other_nobody_is_in_two(cast, looked, monkeypatch):
    monkeypatch.setattr(final, "book_of", lambda _: YANGCHENG)
    ABPair.objects.exclude(seat=cast.seats["schools_deputy"]).delete()

    def change(book):
        page = book["AB角"]
        page.delete_rows(2, 5)
        add(page, A角岗位="schools_deputy", B角岗位="land_deputy", 自="2024-03-01")
        add(page, A角岗位="executive", B角岗位="land_deputy", 自="2026-06-05")

    [said] = errors(looked(change))
    assert said == (
        "AB角第3行“B角岗位”：副县长（教育卫生）已与副县长（农业资源）互为AB角（第2行，自2024年3月1日起）。"
        "一个岗位只在一对AB角中"
    )


def test_where_the_rules_know_no_pairs_none_is_taken(looked, monkeypatch):
    monkeypatch.setattr(final, "book_of", lambda _: TOKSUN)

    def change(book):
        add(book["岗位"], 代号="free", 名称="空岗", 职务="副县长")
        add(book["AB角"], A角岗位="free", B角岗位="executive", 自="2026-06-05")

    [said] = errors(looked(change))
    assert said.startswith("AB角第5行“B角岗位”：工作规则没有规定空岗实行AB角")
