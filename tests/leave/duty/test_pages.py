"""The duty pages: who sees what, what the forms do, and that a slip loses nothing that was typed."""

from __future__ import annotations

import pytest
from django.urls import reverse

from govrules.core.office.models import OfficeSetting
from leave.duty import actions
from leave.duty.models import DutyEntry, DutyRoster, DutyShift, EntryKind, Handover, Role, Swap, Whereabouts
from tests.core.cast import in_county
from tests.leave.duty.room import DAY, HOUR, JUNE, at, cost, section, text
from tests.proves import proves

# --- the first page ---


@proves("TK-76-5")
def test_who_must_keep_duty_and_has_no_roster_is_told(cast, room, visit):
    room.published()
    page = visit("director", "duty")
    assert "每日24小时值班，领导带班 第七十六条" in text(page)
    assert "家应值班而本月没有公布值班表" in section(page, "organs")
    room.published(cast.education)
    rows = section(visit("director", "duty"), "organs")
    assert f"{cast.education.short_name} 带班 王文 值班 陈亮 已公布" in rows
    assert f"{cast.finance.short_name} 无 未编排" in rows


@in_county("yanggao-2024")
def test_where_the_rules_are_silent_nobody_is_missing(cast, room, visit):
    said = text(visit("director", "duty"))
    assert "工作规则未规定值班" in said and "应值班而" not in said and "未编排" not in said


@pytest.mark.parametrize("who", ["clerk", "head", "education_clerk", "township_head", "stranger"])
def test_every_official_may_look(cast, room, visit, who):
    room.published()
    for name in ("duty", "duty_whereabouts"):
        assert visit(who, name).status_code == 200


def test_it_shows_who_is_on_duty_now_and_ones_own_shifts(cast, room, visit):
    room.published()
    page = visit("clerk", "duty")
    assert "带班 赵立民 值班 吴敏" in section(page, "room")
    assert "6月2日 值班" in section(page, "mine")
    assert "近期没有您的班次" in section(visit("finance_clerk", "duty"), "mine")


def test_holes_are_for_those_who_keep_the_roster_the_office_and_the_leaders(cast, room, visit):
    room.published(cast.education)
    room.away(cast.education_head, "2026-06-05 12:00", "2026-06-05 18:00")
    said = f"{cast.education.short_name}6月5日带班领导：王文6月5日 12:00至6月5日 18:00外出"
    for who, sees in (("education_clerk", True), ("clerk", True), ("executive", True), ("finance_clerk", False)):
        assert (said in text(visit(who, "duty"))) is sees, who


def test_another_government_s_duty_is_nowhere(cast, room, visit):
    room.published()
    said = text(visit("stranger", "duty"))
    assert "赵立民" not in said and cast.education.short_name not in said


# --- a month ---


def test_a_month_shows_holidays_and_who_keeps_which_day(cast, room, visit):
    room.published()
    said = text(visit("finance_clerk", "duty_organ", cast.office.pk, query="?month=2026-06"))
    assert "端午节放假" in said and "6月19日" in said and "6月1日 星期一 赵立民 吴敏" in said
    assert "08:00交接班 （未另行规定，按默认时间）" in said
    assert "改派" not in said and "编排" not in said


def test_made_up_days_are_marked(cast, room, visit):
    assert "调休上班" in text(visit("clerk", "duty_make", cast.office.pk, query="?month=2026-10"))


def test_a_draft_is_for_those_who_keep_it(cast, room, visit):
    room.make(cast.education)
    assert "编排中，尚未公布" in text(visit("education_head", "duty_organ", cast.education.pk))
    for who in ("clerk", "head", "finance_clerk"):
        assert "还没有公布的值班表" in text(visit(who, "duty_organ", cast.education.pk)), who
    shift = room.shift(3, cast.education)
    assert visit("education_clerk", "duty_shift", shift.pk).status_code == 200
    assert visit("clerk", "duty_shift", shift.pk).status_code == 404


@pytest.mark.parametrize("query", ["", "?month=x", "?month=2026-13", "?month=0001-01", "?month=9999-12"])
def test_a_month_that_is_none_is_this_one(cast, room, visit, query):
    assert "2026年6月值班表" in text(visit("clerk", "duty_organ", cast.office.pk, query=query))


@proves("TK-76-5", "TK-76-6")
def test_made_and_published_by_the_forms(cast, room, visit):
    """The whole way of the office's clerk, with a hole on the way."""
    back = f"{reverse('leave:duty_organ', args=[cast.office.pk])}?month=2026-06"
    form = {"leaders": [cast.head.pk, cast.executive.pk], "officers": [cast.vice_director.pk, cast.clerk.pk]}
    answer = visit("clerk", "duty_make", cast.office.pk, send=form | {"first_officer": cast.clerk.pk})
    assert (answer.status_code, answer.url) == (302, back)
    assert room.names()[:2] == ["郑晓", "吴敏"]
    roster = DutyRoster.objects.get()
    DutyShift.objects.filter(day=JUNE).update(leader=None)
    answer = visit("clerk", "duty_publish", roster.pk, send={})
    assert answer.status_code == 400 and "6月1日带班领导：无人（第七十六条）" in text(answer)
    visit("clerk", "duty_make", cast.office.pk, send=form)
    answer = visit("clerk", "duty_publish", roster.pk, send={})
    assert (answer.status_code, answer.url) == (302, back)
    assert "已公布，已通知各班人员" in text(visit("clerk", "duty_organ", cast.office.pk))


@proves("TK-76-6")
def test_the_form_asks_why_the_main_head_has_no_turn(cast, room, visit):
    roster = room.make(leaders=[cast.executive])
    assert "主要负责同志本月未带班的原因" in text(visit("clerk", "duty_publish", roster.pk))
    answer = visit("clerk", "duty_publish", roster.pk, send={"why": ""})
    assert answer.status_code == 400 and "主要负责同志本月没有带班（第七十六条）" in text(answer)
    visit("clerk", "duty_publish", roster.pk, send={"why": "在党校学习"})
    assert "主要负责同志本月未带班：在党校学习" in text(visit("head", "duty_organ", cast.office.pk))


def test_a_form_with_nobody_chosen_or_with_others_people_is_refused(cast, room, visit):
    for form in (
        {}, {"leaders": [cast.head.pk], "officers": [cast.finance_clerk.pk]},
        {"leaders": [cast.stranger.pk], "officers": [cast.clerk.pk]}, {"leaders": ["x"], "officers": [cast.clerk.pk]},
    ):  # fmt: skip
        assert visit("clerk", "duty_make", cast.office.pk, send=form).status_code == 400
    assert DutyRoster.objects.count() == 0


@pytest.mark.parametrize("who", ["finance_clerk", "head", "education_head"])
def test_who_does_not_keep_it_cannot_open_its_forms(cast, room, visit, who):
    roster = room.published()
    assert visit(who, "duty_make", cast.office.pk).status_code == 403
    assert visit(who, "duty_publish", roster.pk).status_code == 403
    assert visit(who, "duty_assign", room.shift(5).pk, "officer").status_code == 403


def test_of_another_government_nothing_opens(cast, room, visit):
    roster = room.published()
    entry = room.write()
    shift = room.shift(5)
    swap = actions.ask(shift, actions.Asking(Role.OFFICER, cast.director, "有事"), by=cast.vice_director)
    for name, args in (
        ("duty_organ", [cast.office.pk]), ("duty_make", [cast.office.pk]),
        ("duty_people", [cast.office.pk]), ("duty_publish", [roster.pk]), ("duty_shift", [shift.pk]),
        ("duty_assign", [shift.pk, "officer"]), ("duty_swap", [shift.pk]), ("duty_write", [shift.pk]),
        ("duty_hand_over", [shift.pk]), ("duty_entry", [entry.pk]), ("duty_note", [cast.head.pk]),
    ):  # fmt: skip
        assert visit("stranger", name, *args).status_code == 404, name
        assert visit("stranger", name, *args, send={"text": "x"}).status_code in (404, 405), name
    for name, pk in (
        ("duty_take_over", shift.pk), ("duty_swap_answer", swap.pk), ("duty_swap_withdraw", swap.pk),
        ("duty_receive", entry.pk),
    ):  # fmt: skip
        assert visit("stranger", name, pk, send={"agree": "1"}).status_code == 404, name


# --- a shift ---


def test_the_log_is_for_the_organ_the_office_and_the_leaders(cast, room, visit):
    room.published(cast.education)
    room.write("学校锅炉房起火", shift=room.shift(1, cast.education), kind=EntryKind.MAJOR)
    shift = room.shift(1, cast.education)
    for who, sees in (
        ("education_deputy", True), ("clerk", True), ("executive", True), ("finance_clerk", False),
    ):  # fmt: skip
        assert ("学校锅炉房起火" in text(visit(who, "duty_shift", shift.pk))) is sees, who
        assert ("学校锅炉房起火" in text(visit(who, "duty"))) is sees, who


def test_written_by_the_form(cast, room, visit):
    room.published()
    shift = room.shift(1)
    form = {"kind": "visit", "known_at": "2026-06-01T08:40", "text": "反映占地补偿", "person": "买买提"}
    answer = visit("vice_director", "duty_write", shift.pk, send=form)
    assert answer.status_code == 302
    entry = DutyEntry.objects.get()
    assert (entry.known_at, entry.person) == (at("2026-06-01 08:40"), "买买提")
    page = text(visit("vice_director", "duty_shift", shift.pk))
    assert "接待群众来访 未办结 反映占地补偿" in page and "吴敏接待、记录于" in page
    visit("vice_director", "duty_entry", entry.pk, send={"text": "已转办", "settles": "on"})
    assert "已办结" in text(visit("vice_director", "duty_shift", shift.pk))


@proves("TK-76-8")
def test_the_form_asks_for_the_reason_and_keeps_what_was_typed(cast, room, visit):
    room.published()
    shift = room.shift(1)
    form = {"kind": "major", "known_at": "2026-06-01T08:10", "text": "城东发生交通事故"}
    answer = visit("vice_director", "duty_write", shift.pk, send=form)
    assert answer.status_code == 400 and "从获知到报告过了50分钟（第七十六条）" in text(answer)
    assert "城东发生交通事故" in answer.content.decode()
    visit("vice_director", "duty_write", shift.pk, send=form | {"why_late": "现场救人"})
    said = text(visit("head", "duty"))
    assert "距获知50分钟" in said and "现场救人" in said


@pytest.mark.parametrize(
    "form", [{"known_at": "昨天"}, {"kind": "fire"}, {"text": ""}, {"reported_at": "2026-06-01T09:30"}]
)
def test_a_slip_loses_nothing(cast, room, visit, form):
    room.published()
    sound = {"kind": "routine", "known_at": "2026-06-01T08:40", "text": "已通知各乡镇", "person": "某某"}
    answer = visit("vice_director", "duty_write", room.shift(1).pk, send=sound | form)
    assert answer.status_code == 400 and "某某" in answer.content.decode() and DutyEntry.objects.count() == 0


@pytest.mark.parametrize("name", ["duty_write", "duty_hand_over", "duty_swap"])
def test_who_is_not_on_duty_cannot_open_its_forms(cast, room, visit, name):
    room.published()
    assert visit("director", name, room.shift(1).pk).status_code == 403


def test_handed_over_and_taken_by_the_pages(cast, room, visit):
    room.published()
    room.write("水库水位上涨", kind=EntryKind.URGENT, reported_to="带班领导", reported_at=at("2026-06-01 09:00"))
    shift = room.shift(1)
    form = visit("vice_director", "duty_hand_over", shift.pk)
    assert "水库水位上涨，6月1日 09:00已报带班领导，未办结" in form.content.decode()
    visit("vice_director", "duty_hand_over", shift.pk, send={"text": "水库水位待续报"})
    assert "接" in section(visit("clerk", "duty"), "asked") and "水库水位待续报" in section(
        visit("clerk", "duty"), "asked"
    )
    assert 'id="asked-head"' not in visit("director", "duty").content.decode()
    answer = visit("clerk", "duty_take_over", shift.pk, send={})
    assert answer.url == reverse("leave:duty_shift", args=[room.shift(2).pk])
    assert Handover.objects.get().taken_by == cast.clerk
    said = text(visit("clerk", "duty_shift", room.shift(2).pk))
    assert "以前各班未办结的" in said and "已报带班领导" in said
    assert visit("clerk", "duty_take_over", shift.pk, send={}).status_code == 409


def test_swapped_by_the_pages(cast, room, visit):
    room.published()
    shift = room.shift(5)
    form = {"other": cast.director.pk, "reason": "家中有事", "in_return": ""}
    assert visit("vice_director", "duty_swap", shift.pk, send=form).status_code == 302
    swap = Swap.objects.get()
    assert "吴敏请您代6月5日的值班员" in section(visit("director", "duty"), "asked")
    assert "请周正代6月5日的值班员" in section(visit("vice_director", "duty"), "asked")
    assert visit("clerk", "duty_swap_answer", swap.pk, send={"agree": "1"}).status_code == 404
    visit("director", "duty_swap_answer", swap.pk, send={"agree": "1"})
    assert room.shift(5).officer == cast.director
    assert visit("director", "duty_swap_answer", swap.pk, send={"agree": "1"}).status_code == 409


def test_somebody_away_is_refused_on_the_form(cast, room, visit):
    room.published()
    room.away(cast.director, "2026-06-05 12:00", "2026-06-05 18:00")
    answer = visit("vice_director", "duty_swap", room.shift(5).pk, send={"other": cast.director.pk, "reason": "有事"})
    assert answer.status_code == 400 and "周正6月5日 12:00至6月5日 18:00外出" in text(answer)


def test_assigned_by_the_form(cast, room, visit):
    room.published()
    shift = room.shift(5)
    form = {"official": cast.director.pk, "seen": shift.officer_id}
    assert visit("clerk", "duty_assign", shift.pk, "officer", send=form).status_code == 302
    assert room.shift(5).officer == cast.director
    assert visit("clerk", "duty_assign", shift.pk, "officer", send=form).status_code == 409
    assert visit("clerk", "duty_assign", shift.pk, "driver").status_code == 404


def test_signed_for_on_the_page(cast, room, visit):
    room.published()
    room.published(cast.education)
    entry = room.write("起火", shift=room.shift(1, cast.education), kind=EntryKind.MAJOR)
    assert "值班室签收" in section(visit("clerk", "duty"), "majors")
    assert "值班室签收" not in section(visit("head", "duty"), "majors")
    visit("clerk", "duty_receive", entry.pk, send={})
    assert "值班室郑晓6月1日 09:00签收" in section(visit("education_clerk", "duty"), "majors")


# --- where the main heads are ---


@proves("TK-76-10")
def test_the_office_sees_where_every_main_head_is(cast, room, visit):
    room.away(cast.finance_head, "2026-06-01 08:30", "2026-06-03 18:00")
    visit("clerk", "duty_note", cast.township_head.pk, send={"place": "防汛现场", "until": "2026-06-01T18:00"})
    assert Whereabouts.objects.get().official == cast.township_head
    said = text(visit("clerk", "duty_whereabouts"))
    assert f"褚建国 {cast.seats['finance_head'].title} 外出 大同市" in said
    assert f"尤勇 {cast.seats['township_head'].title} 防汛现场" in said
    assert f"王文 {cast.seats['education_head'].title} 未掌握" in said and "人还没有登记" in said


def test_an_organ_sees_its_own(cast, room, visit):
    said = text(visit("finance_clerk", "duty_whereabouts"))
    assert "褚建国" in said and "王文" not in said and "赵立民" not in said.split("主要负责人所在位置")[-1]
    assert visit("finance_clerk", "duty_note", cast.education_head.pk).status_code == 403


# --- the office's own hours ---


def test_the_office_fixes_the_hour_by_the_form(cast, room, visit):
    form = {"starts": "17:30", "at_once": "10", "basis": "值班工作规定", "since": "2026-06-01"}
    assert visit("clerk", "duty_setting", send=form).status_code == 302
    assert OfficeSetting.objects.get(key="duty").value == {"starts": "17:30", "at_once": 10}
    room.make()
    assert "17:30交接班 本办规定" in text(visit("clerk", "duty_organ", cast.office.pk))
    settings = visit("clerk", "duty_setting").client.get(reverse("office:settings"))
    assert "值班交接班时间：每日17:30交接班，10分钟内报告的视为立即报告" in text(settings)
    assert visit("head", "duty_setting").status_code == 403
    assert visit("clerk", "duty_setting", send=form | {"starts": "上午"}).status_code == 400


# --- what it costs ---


def test_pages_cost_the_same_however_much_there_is(cast, room, visit, client):
    room.published()
    actions.follow_up(room.write(kind=EntryKind.MAJOR), "已处置", by=cast.vice_director)
    visit("director", "duty")
    first = room.shift(1)
    pages = [
        reverse("leave:duty"), reverse("leave:duty_organ", args=[cast.office.pk]),
        reverse("leave:duty_shift", args=[first.pk]), reverse("leave:duty_people", args=[cast.office.pk]),
        reverse("leave:duty_whereabouts"),
    ]  # fmt: skip
    for page in pages:
        cost(client, page)
    few = {page: cost(client, page) for page in pages}
    for organ in (cast.education, cast.finance, cast.township):
        room.published(organ)
        room.write(shift=room.shift(1, organ), kind=EntryKind.MAJOR)
    for n in range(4):
        entry = room.write(f"第{n}件", kind=EntryKind.URGENT)
        actions.follow_up(entry, "已处置", by=cast.vice_director)
    room.away(cast.education_head, "2026-06-05 12:00", "2026-06-25 18:00")
    room.away(cast.schools_deputy, "2026-06-05 12:00", "2026-06-25 18:00")
    assert {page: cost(client, page) for page in pages} == few
    assert max(few.values()) <= 32, few


def test_a_shift_that_ended_without_handing_over_is_seen(cast, room, visit):
    room.published()
    room.clock.forward(DAY + HOUR)
    assert "未交班" in text(visit("clerk", "duty_organ", cast.office.pk))
    assert "还没有交班" in text(visit("clerk", "duty_shift", room.shift(1).pk))
