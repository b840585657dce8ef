"""Lists to take away: a month and the log as Excel, the log over many shifts, the roster on paper, turns by person."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from documents.printing import available, render_pdf
from govrules.portal.leave_print.roster import page_of
from leave.duty import actions
from leave.duty.models import DutyRoster, DutyShift, EntryKind, Role
from leave.duty.queries import rows_of
from tests.core.cast import in_county
from tests.leave.duty.room import DAY, HOUR, MONDAY, at, cost, section, sheet_of, text
from tests.proves import proves

JUNE_AS_TABLE = "?month=2026-06&export=xlsx"
prints = pytest.mark.skipif(available() is not None, reason="this machine cannot print")


# --- a month as Excel ---


def test_a_month_as_excel_is_what_its_page_shows(cast, room, visit):
    room.published()
    room.away(cast.head, "2026-06-05 12:00", "2026-06-05 18:00")
    actions.hand_over(room.shift(1), "无", by=cast.vice_director)
    actions.take_over(room.shift(1), by=cast.clerk)
    rows = sheet_of(visit("finance_clerk", "duty_organ", cast.office.pk, query=JUNE_AS_TABLE))
    assert len(rows) == 31 and rows[0][:5] == ("日期", "星期", "工作日或休息日", "带班领导", "值班员")
    assert rows[1] == ("2026年6月1日", "星期一", "工作日", "赵立民", "吴敏", "", "2026年6月1日 09:00接班")
    assert rows[5][2:6] == ("工作日", "赵立民", "吴敏", "带班领导：赵立民6月5日 12:00至6月5日 18:00外出")
    assert (rows[6][2], rows[19][2]) == ("双休日", "端午节放假")


def test_a_hole_and_what_was_not_handed_over_stand_in_it(cast, room, visit):
    room.published()
    DutyShift.objects.filter(day="2026-06-05").update(officer=None)
    actions.hand_over(room.shift(1), "无", by=cast.vice_director)
    room.clock.forward(2 * DAY)
    rows = sheet_of(visit("clerk", "duty_organ", cast.office.pk, query=JUNE_AS_TABLE))
    assert [row[6] for row in rows[1:4]] == ["待接班", "未交班", ""]
    assert rows[5][4:6] == ("无人", "值班员：无人")


@pytest.mark.parametrize("who", ["clerk", "head", "finance_clerk"])
def test_a_draft_is_no_table_for_others(cast, room, visit, who):
    room.make(cast.education)
    assert visit(who, "duty_organ", cast.education.pk, query=JUNE_AS_TABLE).status_code == 404
    assert visit("education_clerk", "duty_organ", cast.education.pk, query=JUNE_AS_TABLE).status_code == 200


@pytest.mark.parametrize("name", ["duty_organ", "duty_people"])
def test_another_government_takes_nothing_away(cast, room, visit, name):
    room.published()
    assert visit("stranger", name, cast.office.pk, query=JUNE_AS_TABLE).status_code == 404


# --- the log over many shifts ---


@pytest.fixture
def logged(cast, room):
    """Something of each kind, of two organs, in two months."""
    room.published()
    room.published(cast.education)
    room.write("城东水库水位上涨", kind=EntryKind.URGENT)
    visit = room.write("反映占地补偿", kind=EntryKind.VISIT, person="买买提")
    actions.follow_up(visit, "已转县信访局", by=cast.vice_director, settles=True)
    room.write("学校锅炉房起火", kind=EntryKind.MAJOR, shift=room.shift(1, cast.education))
    room.clock.move_to(at("2026-07-01 02:00"))
    room.write("后半夜巡查无异常", shift=room.shift(30))


def found(visit, who: str = "clerk", query: str = "") -> list[str]:
    page = text(visit(who, "duty_log", query=query))
    words = ("水库水位上涨", "反映占地补偿", "锅炉房起火", "巡查无异常")
    return [word for word in words if word in page]


def test_all_of_it_the_newest_first(cast, visit, logged):
    page = text(visit("clerk", "duty_log"))
    assert "共 4 条" in page and page.index("巡查无异常") < page.index("锅炉房起火") < page.index("水库水位上涨")
    assert "已转县信访局（吴敏）" in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?kind=visit", ["反映占地补偿"]), ("?kind=major", ["锅炉房起火"]), ("?state=settled", ["反映占地补偿"]),
        ("?state=open", ["水库水位上涨", "锅炉房起火"]), ("?q=水库", ["水库水位上涨"]), ("?q=买买提", ["反映占地补偿"]),
        ("?q=占地 信访", ["反映占地补偿"]), ("?q=占地 水库", []), ("?month=2026-07", []), ("?month=2026-05", []),
        ("?month=2026-06&state=open&kind=urgent", ["水库水位上涨"]),
    ],
)  # fmt: skip
def test_filtered(cast, visit, logged, query, words):
    assert found(visit, query=query) == words


def test_what_was_written_after_midnight_belongs_to_the_day_of_its_shift(cast, visit, logged):
    assert "巡查无异常" in found(visit, query="?month=2026-06")
    assert found(visit, query=f"?organ={cast.education.pk}") == ["锅炉房起火"]


@pytest.mark.parametrize("query", ["?kind=fire", "?organ=x", "?organ=999999", "?month=2026-13", "?state=1", "?page=x"])
def test_a_filter_that_is_none_leaves_the_list_as_it_is(cast, visit, logged, query):
    assert len(found(visit, query=query)) == 4


def test_nobody_reads_the_log_of_others(cast, visit, logged):
    assert found(visit, "education_deputy") == ["锅炉房起火"]
    assert found(visit, "education_deputy", f"?organ={cast.office.pk}") == ["锅炉房起火"]
    assert found(visit, "executive") == found(visit, "director") == found(visit)
    for who in ("finance_clerk", "township_head", "stranger"):
        page = text(visit(who, "duty_log"))
        assert found(visit, who) == [] and "还没有值班记录" in page, who
        assert sheet_of(visit(who, "duty_log", query="?export=xlsx"))[1:] == [], who
    assert cast.office.short_name not in visit("finance_clerk", "duty_log").content.decode().split("<select")[-2]


def test_the_log_as_excel_has_the_same_filters(cast, visit, logged):
    rows = sheet_of(visit("clerk", "duty_log", query="?month=2026-06&kind=visit&export=xlsx"))
    assert len(rows) == 2
    line = dict(zip(*rows, strict=True))
    assert (line["单位"], line["班次"], line["来访人、报告人"]) == (cast.office.short_name, "2026年6月1日", "买买提")
    assert (line["带班领导"], line["值班员"], line["记录人"]) == ("赵立民", "吴敏", "吴敏")
    assert line["处置情况"] == "2026年6月1日 09:00 已转县信访局（吴敏）" and line["办结时间"] == "2026年6月1日 09:00"


def test_a_cell_of_the_log_is_no_formula(cast, room, visit):
    room.published()
    room.write("=1+1")
    assert sheet_of(visit("clerk", "duty_log", query="?export=xlsx"))[1][6] == "'=1+1"


def test_paged_and_at_the_same_cost(cast, room, visit, client):
    room.published()
    entry = room.write("第0件", kind=EntryKind.URGENT)
    actions.follow_up(entry, "已处置", by=cast.vice_director)
    visit("director", "duty_log")
    address = reverse("leave:duty_log")
    few = cost(client, address)
    for n in range(1, 32):
        entry = room.write(f"第{n}件", kind=EntryKind.URGENT)
        actions.follow_up(entry, "已处置", by=cast.vice_director)
    assert cost(client, address) == few <= 16
    page = text(client.get(f"{address}?kind=urgent"))
    assert "第 1 页，共 2 页" in page and "第31件" in page and "第1件" not in page
    last = client.get(f"{address}?kind=urgent&page=2")
    assert "第1件" in text(last) and "?kind=urgent&amp;page=1" in last.content.decode()


def test_the_list_is_led_to_from_the_duty_pages(cast, room, visit):
    room.published(cast.education)
    log = reverse("leave:duty_log")
    assert log in visit("finance_clerk", "duty").content.decode()
    wanted = f"{log}?organ={cast.education.pk}&amp;month=2026-06"
    assert wanted in visit("clerk", "duty_organ", cast.education.pk).content.decode()
    assert wanted not in visit("finance_clerk", "duty_organ", cast.education.pk).content.decode()


# --- on paper ---


def paper(cast, moment=MONDAY, organ=None):
    roster = DutyRoster.objects.select_related("organ__government").get(organ=organ or cast.office)
    return page_of(roster, rows_of(roster, moment), moment)


def test_on_paper_are_names_telephones_and_days_off(cast, room):
    cast.vice_director.phone = "0995-8801234"
    cast.vice_director.save()
    room.published()
    room.away(cast.head, "2026-06-05 12:00", "2026-06-05 18:00")
    sheet = paper(cast)
    assert (sheet.organ, sheet.title) == (cast.office.name, "2026年6月值班表")
    assert sheet.rows[0] == ("6月1日", "一", "赵立民", cast.head.phone, "吴敏", "0995-8801234", "")
    assert sheet.rows[4][6] == "带班待改派" and sheet.rows[18][6] == "端午节放假"
    assert sheet.shaded == (5, 6, 12, 13, 18, 19, 20, 26, 27)
    assert sheet.footer[0].startswith("依据第七十六条，每日24小时值班、领导带班，08:00交接班")
    assert sheet.footer[1].startswith("2026年6月1日公布，2026年6月1日 09:00打印")


def test_a_draft_says_so_and_an_empty_place_too(cast, room):
    room.make()
    DutyShift.objects.filter(day="2026-06-05").update(officer=None)
    sheet = paper(cast)
    assert sheet.rows[4][4:] == ("（待定）", "", "值班待改派")
    assert sheet.footer[1].startswith("尚未公布，")


@in_county("yanggao-2024")
def test_where_the_rules_are_silent_no_article_stands_on_it(cast, room):
    room.published()
    assert "条" not in paper(cast).footer[0]


@prints
def test_a_month_of_thirty_one_days_is_one_page(cast, room):
    people = [cast.vice_director, cast.clerk]
    type(cast.clerk).objects.filter(pk__in=[o.pk for o in people]).update(phone="13900001234")
    room.published(month=MONDAY.date().replace(month=7, day=1))
    printed = render_pdf(paper(cast))
    assert printed.pages == 1 and printed.missing == ()
    cast.vice_director.name = "古丽努尔·阿布都热合曼"
    cast.vice_director.save()
    assert render_pdf(paper(cast)).pages == 1, "long names make the type smaller"
    words = PdfReader(BytesIO(printed.pdf)).pages[0].extract_text()
    assert "7月31日" in words and "13900001234" in words and "第七十六条" in words


@prints
def test_the_file_is_for_whom_the_month_is(cast, room, client):
    room.published()
    room.make(cast.education)

    def status(who: str, organ, query: str = "?month=2026-06") -> int:
        client.force_login(getattr(cast, who).account)
        return client.get(reverse("portal:duty_print", args=[organ.pk]) + query).status_code

    assert status("finance_clerk", cast.office) == status("education_head", cast.education) == 200
    assert client.get(reverse("portal:duty_print", args=[cast.office.pk])).content.startswith(b"%PDF")
    for who, organ in (("clerk", cast.education), ("stranger", cast.office), ("other_director", cast.office)):
        assert status(who, organ) == 404, who
    assert status("clerk", cast.office, "?month=2025-06") == 404


# --- turns by person ---


def test_turns_are_counted_by_person_and_kind_of_day(cast, room, visit):
    room.published()
    room.make(cast.education)
    page = visit("finance_clerk", "duty_people", cast.office.pk, query="?year=2026")
    assert "吴敏 0 0 0 0 15 10 3 2 15" in text(page), "the 7th, 13th, 27th, and of the holiday 19th and 21st"
    assert "赵立民 8 6 1 1 0 0 0 0 8" in text(page)
    assert "可以排班而没有班次的：" in text(page) and "周正（" in text(page).split("没有班次的：")[1]
    assert "没有公布的班次" in text(visit("clerk", "duty_people", cast.education.pk)), "a draft does not count"
    assert "没有公布的班次" in text(visit("clerk", "duty_people", cast.office.pk, query="?year=2025"))


@pytest.mark.parametrize("query", ["", "?year=x", "?year=0000", "?year=9999", "?month=2026-13", "?year=12345"])
def test_a_year_that_is_none_is_this_one(cast, room, visit, query):
    room.published()
    assert "2026年值班统计" in text(visit("clerk", "duty_people", cast.office.pk, query=query))


def test_a_month_is_counted_by_itself(cast, room, visit):
    room.published()
    room.published(month=MONDAY.date().replace(month=7, day=1))
    page = visit("clerk", "duty_people", cast.office.pk, query="?month=2026-07")
    assert "2026年7月值班统计" in text(page) and "?month=2026-06" in page.content.decode()
    counted = sheet_of(visit("clerk", "duty_people", cast.office.pk, query="?month=2026-07&export=xlsx"))
    assert sum(int(row[1]) for row in counted[1:]) == sum(int(row[5]) for row in counted[1:]) == 31
    year = sheet_of(visit("clerk", "duty_people", cast.office.pk, query="?year=2026&export=xlsx"))
    assert sum(int(row[9]) for row in year[1:]) == 2 * 61


def test_made_up_days_are_working_days(cast, room, visit):
    room.clock.move_to(at("2026-10-01 07:00"))
    room.published(month=MONDAY.date().replace(month=10, day=1))
    rows = sheet_of(visit("clerk", "duty_people", cast.office.pk, query="?month=2026-10&export=xlsx"))
    works = sum(int(row[6]) for row in rows[1:])
    kinds = [
        row[2] for row in sheet_of(visit("clerk", "duty_organ", cast.office.pk, query="?month=2026-10&export=xlsx"))
    ]
    assert works == sum(kind.startswith(("工作日", "调休上班")) for kind in kinds[1:])
    assert any(kind.startswith("调休上班") for kind in kinds)


# --- changes of the last days ---


def changed(visit, who: str) -> str:
    page = visit(who, "duty")
    return section(page, "changes") if 'id="changes-head"' in page.content.decode() else ""


@pytest.fixture
def township(cast, room):
    """The township's leader of the fifth is replaced after publication."""
    room.published(cast.township)
    shift = room.shift(5, cast.township)
    DutyShift.objects.filter(pk=shift.pk).update(officer=None)
    return actions.assign(
        shift, Role.OFFICER, cast.township_clerk, by=cast.township_clerk, seen=None, why=" 临时出差 "
    )  # fmt: skip


@proves("TK-76-5")
def test_the_duty_room_sees_what_an_organ_that_must_keep_duty_changed(cast, room, visit, township):
    said = f"{cast.township.short_name} 6月5日值班员：无人 改为 {cast.township_clerk.name}"
    for who in ("clerk", "director", "head", "township_head"):
        page = changed(visit, who)
        assert said in page and "原因：临时出差" in page and "第七十六条" in page, who
    for who in ("finance_clerk", "education_head", "stranger"):
        assert changed(visit, who) == "", who


@in_county("yanggao-2024")
def test_where_nobody_must_only_its_own_people_see_it(cast, room, visit, township):
    assert changed(visit, "clerk") == "" and changed(visit, "head") == ""
    assert "临时出差" in changed(visit, "township_head") and "条" not in changed(visit, "township_head")


def test_an_exchange_is_two_changes_with_its_reason(cast, room, visit):
    room.published()
    asking = actions.Asking(Role.OFFICER, cast.clerk, "家中有事", room.shift(8))
    swap = actions.ask(room.shift(5), asking, by=cast.vice_director)
    assert changed(visit, "director") == "", "only asked"
    actions.answer(swap, True, by=cast.clerk)
    page = changed(visit, "director")
    assert "6月5日值班员：吴敏 改为 郑晓" in page and "6月8日值班员：郑晓 改为 吴敏" in page
    assert page.count("换班，原因：家中有事 郑晓6月1日 09:00同意") == 2


def test_a_draft_s_changes_and_old_ones_are_nobody_s_business(cast, room, visit):
    room.make()
    shift = room.shift(5)
    actions.assign(shift, Role.OFFICER, cast.director, by=cast.clerk, seen=shift.officer_id)
    assert changed(visit, "clerk") == ""
    actions.publish(shift.roster, by=cast.clerk)
    actions.assign(shift, Role.OFFICER, cast.clerk, by=cast.clerk, seen=cast.director.pk)
    room.clock.forward(7 * DAY - HOUR)
    assert "周正 改为 郑晓" in changed(visit, "clerk")
    room.clock.forward(HOUR)
    assert changed(visit, "clerk") == ""


def test_the_form_asks_why(cast, room, visit):
    room.published()
    shift = room.shift(5)
    form = {"official": cast.director.pk, "seen": shift.officer_id, "why": "临时出差"}
    assert visit("clerk", "duty_assign", shift.pk, "officer", send=form | {"why": "长" * 201}).status_code == 400
    visit("clerk", "duty_assign", shift.pk, "officer", send=form)
    assert "原因：临时出差" in changed(visit, "head")
