"""The office's pages: who gets in, what they show, what a form does, and that nothing typed is lost."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from govrules.core.clock import OFFICE_ZONE
from govrules.core.matters.models import Step
from govrules.core.office.actions import Delegating, Trip, enter_absence, entrust, pair, set_setting
from govrules.core.office.models import ABPair, Absence, Appointment, Entrustment, OfficeSetting, Portfolio
from govrules.env import Robot
from tests.core.office.hours import DAY, HOUR, MONDAY, TODAY, TOMORROW, step_for, who_has

OFFICE_ONLY = [
    ("absences", []), ("absence_new", []), ("held", []), ("setting_new", ["limit"]), ("setting_new", ["stand-in"]),
    ("setting_new", ["robots"]),
]  # fmt: skip
FOR_ALL = [("people", []), ("entrustments", []), ("settings", []), ("entrust", [])]


@pytest.fixture
def visit(client, cast, monday):
    """`visit("clerk", "absences")` opens a page as somebody; further words are the form that he sends."""

    def open_(who: str, name: str, *args: object, send: dict | None = None, query: str = ""):
        client.force_login(getattr(cast, who).account)
        address = reverse(f"office:{name}", args=args) + query
        return client.get(address) if send is None else client.post(address, send)

    return open_


def text(response) -> str:
    return " ".join(response.content.decode().split())


def local(hour: int, day: int = 1) -> str:
    return f"2026-06-{day:02}T{hour:02}:00"


TRIP = {"starts_at": local(9), "ends_at": local(18), "reason": "赴市里开会", "place": "大同市"}


# --- who gets in -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "args"), OFFICE_ONLY)
@pytest.mark.parametrize("who", ["clerk", "director", "vice_director"])
def test_the_office_s_staff_get_in(visit, who, name, args):
    assert visit(who, name, *args).status_code == 200


@pytest.mark.parametrize(("name", "args"), OFFICE_ONLY)
@pytest.mark.parametrize("who", ["head", "finance_head", "education_clerk"])
def test_others_do_not(visit, who, name, args):
    assert visit(who, name, *args).status_code == 403


@pytest.mark.parametrize(("name", "args"), FOR_ALL)
@pytest.mark.parametrize("who", ["head", "finance_clerk", "clerk", "stranger"])
def test_every_official_may_see_who_is_who(visit, who, name, args):
    assert visit(who, name, *args).status_code == 200


@pytest.mark.parametrize(("name", "args"), OFFICE_ONLY + FOR_ALL)
def test_nobody_without_a_log_in(client, db, name, args):
    response = client.get(reverse(f"office:{name}", args=args))
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/login/")


# --- who is who ------------------------------------------------------------------------------------------


def test_the_overview_shows_leaders_what_they_cover_and_their_b_roles(visit):
    said = text(visit("finance_clerk", "people"))
    for words in ("赵立民", "县长", "县教育局", "副县长（教育卫生）", "王文", "县自然资源局、县农业农村局、龙泉镇"):
        assert words in said
    assert "设定" not in said and "任免" not in said, "he may look, not change"
    assert "任免" in text(visit("clerk", "people"))


def test_the_overview_shows_who_is_away_and_who_acts_under_which_article(cast, visit):
    enter_absence(cast.schools_deputy, Trip(MONDAY - HOUR, MONDAY + DAY, "学习"))
    enter_absence(cast.head, Trip(MONDAY - HOUR, MONDAY + DAY, "出差"))
    said = text(visit("clerk", "people"))
    assert "<b>李长河</b> 代行" in said
    assert "第五条 AB角" in said
    assert "待明确：县长赵立民外出，未记录委托（第五条）" in said


def test_the_overview_shows_a_missing_b_role(cast, visit):
    ABPair.objects.filter(seat=cast.seats["executive"]).delete()
    assert "未设B角" in text(visit("clerk", "people"))


def test_the_overview_costs_the_same_however_many_are_away(cast, visit, client, django_assert_num_queries):
    enter_absence(cast.head, Trip(MONDAY - HOUR, MONDAY + DAY, "出差"))
    visit("clerk", "people")
    with CaptureQueriesContext(connection) as one_away:
        client.get(reverse("office:people"))
    for who in (cast.schools_deputy, cast.education_head, cast.finance_head, cast.township_head):
        enter_absence(who, Trip(MONDAY - HOUR, MONDAY + DAY, "出差"))
    with django_assert_num_queries(len(one_away)):
        client.get(reverse("office:people"))


def test_a_department_s_head_away_shows_who_countersigns_and_raises_no_alarm(cast, visit):
    enter_absence(cast.finance_head, Trip(MONDAY - HOUR, MONDAY + DAY, "出差"))
    for name in ("people", "absences"):
        said = text(visit("clerk", name))
        assert "会签由 <b>卫红</b> 代行" in said
        assert "第三十一条 部门负责人" in said and "其他须由本人办理" in said
        assert "待明确：" not in said


def test_a_department_without_a_deputy_here_shows_what_is_missing(cast, visit):
    enter_absence(cast.agriculture_head, Trip(MONDAY - HOUR, MONDAY + DAY, "出差"))
    assert "没有可以代行的部门负责人（第三十一条）" in text(visit("clerk", "absences"))


def test_another_government_s_people_are_not_on_the_page(visit):
    said = text(visit("stranger", "people"))
    assert "何远" in said and "赵立民" not in said


# --- absences --------------------------------------------------------------------------------------------


def test_an_urgent_trip_is_entered_and_stands_on_the_page(cast, visit):
    response = visit("clerk", "absence_new", send={"official": cast.schools_deputy.pk, **TRIP})
    assert response.status_code == 302
    row = Absence.objects.get()
    assert row.starts_at == datetime(2026, 6, 1, 9, tzinfo=OFFICE_ZONE), "typed in the office's time"
    assert (row.entered_by, row.place) == (cast.clerk, "大同市")
    said = text(visit("clerk", "absences"))
    assert "已登记孙慧敏外出，6月1日 18:00返回" in said
    assert "副县长（教育卫生）：" in said and "<b>李长河</b> 代行" in said


def test_what_the_trip_leaves_open_is_said_at_once(cast, visit):
    visit("clerk", "absence_new", send={"official": cast.head.pk, **TRIP})
    assert "外出期间需要明确：县长赵立民外出，未记录委托（第五条）" in text(visit("clerk", "absences"))


def test_a_trip_while_the_b_role_is_away_is_warned_of(cast, visit):
    enter_absence(cast.land_deputy, Trip(MONDAY + 3 * HOUR, MONDAY + 4 * HOUR, "下乡"))
    visit("clerk", "absence_new", send={"official": cast.schools_deputy.pk, **TRIP})
    said = text(visit("clerk", "absences"))
    assert "B角副县长（农业资源）李长河也外出" in said


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"ends_at": local(9)}, "结束时间要晚于开始时间"),
        ({"ends_at": "明天"}, "请填写有效的日期和时间"),
        ({"ends_at": "2026-02-30T10:00"}, "请填写有效的日期和时间"),
        ({"reason": ""}, "这个字段是必填项"),
        ({"official": ""}, "这个字段是必填项"),
        ({"official": "999999"}, "选择一个有效的选项"),
    ],
)
def test_a_bad_entry_stands_on_the_form_with_what_was_typed(cast, visit, typed, says):
    response = visit("clerk", "absence_new", send={"official": cast.head.pk, **TRIP, **typed})
    assert response.status_code == 400
    assert says in text(response)
    assert "大同市" in text(response)
    assert Absence.objects.count() == 0


def test_nobody_of_another_government_can_be_chosen(cast, visit):
    response = visit("clerk", "absence_new", send={"official": cast.stranger.pk, **TRIP})
    assert response.status_code == 400
    assert "吕生" not in text(visit("clerk", "absence_new"))


@pytest.fixture
def away(cast, monday) -> Absence:
    return enter_absence(cast.schools_deputy, Trip(MONDAY - HOUR, MONDAY + DAY, "学习"), by=cast.clerk)


@pytest.mark.parametrize(("who", "leads"), [("clerk", "absences"), ("schools_deputy", "people")])
def test_back_early_by_the_office_or_himself(visit, away, who, leads):
    response = visit(who, "absence_return", away.pk, send={})
    assert (response.status_code, response.url) == (302, reverse(f"office:{leads}"))
    away.refresh_from_db()
    assert away.returned_at == MONDAY


def test_back_early_not_by_another_and_only_by_sending(visit, away):
    assert visit("land_deputy", "absence_return", away.pk, send={}).status_code == 403
    assert visit("clerk", "absence_return", away.pk).status_code == 405
    assert visit("other_director", "absence_return", away.pk, send={}).status_code == 404


def test_pressed_twice_the_second_says_it_is_over(visit, away, monday):
    visit("clerk", "absence_return", away.pk, send={})
    response = visit("clerk", "absence_return", away.pk, send={})
    assert response.status_code == 409
    assert "这次外出已经结束" in text(response)


def test_extended_on_the_form(visit, away):
    assert "6月2日 09:00" in text(visit("clerk", "absence_extend", away.pk))
    assert visit("clerk", "absence_extend", away.pk, send={"ends_at": local(9, 4)}).status_code == 302
    away.refresh_from_db()
    assert away.ends_at == MONDAY + 3 * DAY
    response = visit("clerk", "absence_extend", away.pk, send={"ends_at": local(9, 3)})
    assert response.status_code == 400
    assert "要晚于原定的6月4日 09:00" in text(response)


def test_not_going_after_all(cast, visit, monday):
    row = enter_absence(cast.head, Trip(MONDAY + HOUR, MONDAY + DAY, "出差"))
    assert visit("clerk", "absence_cancel", row.pk, send={}).status_code == 302
    row.refresh_from_db()
    assert row.cancelled_at == MONDAY
    assert "已撤销" in text(visit("clerk", "absences"))


# --- entrustments ----------------------------------------------------------------------------------------


def entrusting(cast, **typed) -> dict:
    return {
        "seat": f"{cast.seats['head'].pk}:entrustment", "to_seat": cast.seats["executive"].pk,
        "starts_at": local(9), "ends_at": local(18, 3), "basis": "县长6月1日签批", **typed,
    }  # fmt: skip


@pytest.mark.parametrize("who", ["clerk", "head"])
def test_the_office_or_the_head_records_an_entrustment(cast, visit, who):
    response = visit(who, "entrust", send=entrusting(cast))
    assert response.status_code == 302
    row = Entrustment.objects.get()
    assert (row.seat, row.to_seat, row.kind, row.recorded_by) == (
        cast.seats["head"], cast.seats["executive"], "entrustment", getattr(cast, who)
    )  # fmt: skip
    assert "县长的工作，委托常务副县长" in text(visit(who, "entrustments"))


def test_others_have_nothing_to_entrust(cast, visit):
    assert visit("finance_head", "entrust", send=entrusting(cast)).status_code == 400
    assert Entrustment.objects.count() == 0


@pytest.mark.parametrize("who", ["finance_clerk", "finance_head", "schools_deputy"])
def test_who_has_nothing_to_entrust_is_told_so_and_sees_no_empty_list(visit, who):
    said = text(visit(who, "entrust"))
    assert "没有可以由您委托的工作" in said and 'name="seat"' not in said
    assert 'name="seat"' in text(visit("head", "entrust"))


def test_the_form_offers_only_what_the_rulebook_allows(cast, visit):
    said = text(visit("clerk", "entrust"))
    assert "县长 赵立民（委托）" in said
    assert "常务副县长 钱卫东" in said and "副县长（教育卫生） 孙慧敏" in said
    assert "办公室主任 周正" not in said


def test_a_refusal_of_the_act_stands_on_the_form(cast, visit, monday):
    enter_absence(cast.executive, Trip(MONDAY - HOUR, MONDAY + 5 * DAY, "学习"))
    response = visit("clerk", "entrust", send=entrusting(cast))
    assert response.status_code == 400
    assert "也外出，请另选" in text(response)
    assert "县长6月1日签批" in text(response)


def test_from_a_held_step_the_form_knows_the_seat_and_the_trip(cast, visit, monday):
    enter_absence(cast.head, Trip(MONDAY - HOUR, MONDAY + 2 * DAY, "出差"))
    said = text(visit("clerk", "entrust", query=f"?seat={cast.seats['head'].pk}&kind=entrustment"))
    assert f'value="{cast.seats["head"].pk}:entrustment" selected' in said
    assert 'value="2026-06-03T09:00"' in said
    assert visit("clerk", "entrust", query="?seat=abc").status_code == 200
    assert visit("clerk", "entrust", query=f"?seat={cast.seats['stranger'].pk}").status_code == 200


def test_revoked_on_the_page(cast, visit, monday):
    row = entrust(cast.seats["head"], cast.seats["executive"], Delegating("entrustment", MONDAY, None, "签批"))
    assert visit("executive", "revoke", row.pk, send={}).status_code == 403
    assert visit("other_director", "revoke", row.pk, send={}).status_code == 404
    assert visit("clerk", "revoke", row.pk, send={}).status_code == 302
    row.refresh_from_db()
    assert row.revoked_at == MONDAY


def test_an_official_sees_what_is_entrusted_to_him_and_not_the_others(cast, visit, monday):
    entrust(cast.seats["head"], cast.seats["executive"], Delegating("entrustment", MONDAY, None, "签批"))
    assert "县长的工作" in text(visit("executive", "entrustments"))
    assert "县长的工作" not in text(visit("finance_head", "entrustments"))


# --- held ------------------------------------------------------------------------------------------------


@pytest.fixture
def held(cast, monday) -> Step:
    enter_absence(cast.head, Trip(MONDAY - HOUR, MONDAY + DAY, "出差"))
    return step_for(cast, cast.seats["head"])


def test_the_custodian_sees_what_is_missing_and_what_would_mend_it(cast, visit, held):
    said = text(visit("director", "held"))
    assert "关于新建城东小学的请示" in said
    assert "待明确：县长赵立民外出，未记录委托（第五条）" in said
    assert f"{reverse('office:entrust')}?seat={cast.seats['head'].pk}&amp;kind=entrustment" in said
    assert "请示" in said
    for word in ("同意", "批准", "签发"):
        assert f">{word}<" not in said, "he never decides"


def test_others_of_the_office_do_not_see_his_list(visit, held):
    assert "关于新建城东小学的请示" not in text(visit("clerk", "held"))


def test_he_asks_from_the_page(cast, visit, held):
    assert visit("director", "ask", held.pk, send={}).status_code == 302
    assert "已请示赵立民" in text(visit("director", "held"))
    assert visit("clerk", "ask", held.pk, send={}).status_code == 404
    assert visit("director", "ask", held.pk).status_code == 405
    assert who_has(held) == "待明确"


def test_recording_the_entrustment_settles_it(cast, visit, held, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        visit("director", "entrust", send=entrusting(cast))
    assert who_has(held) == "钱卫东"
    assert "没有待明确的事项" in text(visit("director", "held"))


def test_for_a_signature_that_nobody_may_give_for_him_he_himself_is_asked(cast, visit, monday):
    enter_absence(cast.education_head, Trip(MONDAY - HOUR, MONDAY + DAY, "学习"))
    step = step_for(cast, cast.seats["education_head"], "sign")
    said = text(visit("director", "held"))
    assert "工作规则只规定会签可以由他人代办，这一步须由本人办理（第三十一条）" in said
    assert "登记" not in said.split("这一步须由本人办理")[-1], "no record would mend it"
    visit("director", "ask", step.pk, send={})
    assert "已请示王文" in text(visit("director", "held"))


@pytest.mark.parametrize(
    ("seat", "who", "leads"),
    [("schools_deputy", "schools_deputy", "pair"), ("township_head", "township_head", "setting_new")],
)
def test_each_gap_offers_its_own_remedy(cast, visit, monday, seat, who, leads):
    ABPair.objects.all().delete()
    enter_absence(getattr(cast, who), Trip(MONDAY - HOUR, MONDAY + DAY, "出差"))
    step_for(cast, cast.seats[seat])
    args = [cast.seats[seat].pk] if leads == "pair" else ["stand-in"]
    assert reverse(f"office:{leads}", args=args) in text(visit("director", "held"))


# --- B roles, portfolios, appointments -------------------------------------------------------------------


def test_a_b_role_is_set_on_the_page(cast, visit):
    seat = cast.seats["schools_deputy"]
    assert "周正" not in text(visit("clerk", "pair", seat.pk)), "only posts that the rulebook allows"
    typed = {"counterpart": cast.seats["executive"].pk, "since": "2026-06-02"}
    assert visit("clerk", "pair", seat.pk, send=typed).status_code == 302
    assert ABPair.objects.get(seat=seat, until=None).counterpart == cast.seats["executive"]
    response = visit("clerk", "pair", seat.pk, send={**typed, "since": "2026-06-01"})
    assert response.status_code == 400
    assert "已登记了自6月2日起的安排" in text(response)


def test_a_portfolio_is_set_on_the_page(cast, visit):
    typed = {"seat": cast.seats["executive"].pk, "since": "2026-06-01"}
    assert visit("clerk", "cover", cast.education.pk, send=typed).status_code == 302
    assert Portfolio.objects.get(organ=cast.education, until=None).seat == cast.seats["executive"]


def test_a_filled_seat_is_vacated_and_a_vacant_one_filled(cast, visit, monday):
    seat = cast.seats["finance_head"]
    assert "县财政局局长褚建国：免职" in text(visit("clerk", "appoint", seat.pk))
    assert visit("clerk", "appoint", seat.pk, send={"until": "2026-06-01"}).status_code == 302
    assert Appointment.objects.get(seat=seat).until == TODAY
    typed = {"official": cast.finance_deputy.pk, "since": "2026-06-01"}
    assert visit("clerk", "appoint", seat.pk, send=typed).status_code == 302
    assert Appointment.objects.get(seat=seat, until=None).official == cast.finance_deputy


@pytest.mark.parametrize(("name", "what"), [("appoint", "head"), ("pair", "executive")])
def test_seats_of_another_government_are_not_found(cast, visit, name, what):
    assert visit("other_director", name, cast.seats[what].pk).status_code == 404
    assert visit("finance_head", name, cast.seats[what].pk).status_code == 403


# --- what the office has fixed itself --------------------------------------------------------------------


def test_a_stand_in_is_fixed_where_the_rulebook_is_silent(cast, visit):
    form = visit("clerk", "setting_new", "stand-in")
    assert "县政府办公室主任" in text(form) and '<option value="head">' not in text(form)
    typed = {
        "post": "office_director", "posts": ["office_deputy_director"], "basis": "分工文件", "since": "2026-06-01"
    }  # fmt: skip
    assert visit("clerk", "setting_new", "stand-in", send=typed).status_code == 302
    said = text(visit("finance_clerk", "settings"))
    assert "办公室主任不在岗时由谁代行：县政府办公室副主任" in said
    assert "依据：分工文件" in said and "本办规定" in said


def test_a_limit_is_fixed_and_ended(cast, visit, monday):
    typed = {"act": "review", "count": "2", "unit": "workday", "basis": "收文办理规定", "since": "2026-06-01"}
    assert visit("clerk", "setting_new", "limit", send=typed).status_code == 302
    assert "审核的办理时限：2个工作日" in text(visit("clerk", "settings"))
    row = OfficeSetting.objects.get()
    assert visit("clerk", "setting_end", row.pk, send={}).status_code == 302
    row.refresh_from_db()
    assert row.until == TOMORROW, "it has held today"
    assert visit("other_director", "setting_end", row.pk, send={}).status_code == 404


@pytest.mark.parametrize("count", ["0", "-1", "三", "99999", "1.5"])
def test_an_absurd_limit_is_refused_on_the_form(visit, count):
    typed = {"act": "review", "count": count, "unit": "workday", "basis": "规定", "since": "2026-06-01"}
    assert visit("clerk", "setting_new", "limit", send=typed).status_code == 400
    assert OfficeSetting.objects.count() == 0


def test_what_the_robots_tell_is_fixed_and_shown(cast, visit, settings):
    settings.NOTICE_ROBOTS = (Robot("yanggao", "dingtalk", "dingtalk://hushhush"),)
    form = text(visit("clerk", "setting_new", "robots"))
    assert "没有规定时，群机器人什么也不发" in form and "群消息由外部服务保存" in form
    typed = {"kinds": ["todo", "deadline"], "titles": "on", "basis": "办公会议定", "since": "2026-06-01"}
    assert visit("clerk", "setting_new", "robots", send=typed).status_code == 302
    said = text(visit("finance_clerk", "settings"))
    assert "群机器人发送哪些通知：待办、期限提醒（写明事项标题）" in said and "hushhush" not in said + form
    assert OfficeSetting.objects.get().value == {"kinds": ["todo", "deadline"], "titles": True}


@pytest.mark.parametrize("kinds", [[], ["gossip"]])
def test_robots_that_would_tell_nothing_are_refused_on_the_form(visit, kinds):
    typed = {"kinds": kinds, "basis": "办公会议定", "since": "2026-06-01"}
    assert visit("clerk", "setting_new", "robots", send=typed).status_code == 400
    assert OfficeSetting.objects.count() == 0


def test_there_is_no_other_kind(visit):
    assert visit("clerk", "setting_new", "anything").status_code == 404


def test_a_setting_to_come_and_one_that_is_over_are_told_apart(cast, visit, monday):
    value = {"posts": ["office_deputy_director"]}
    set_setting(cast.government, "stand_in.office_director", value, basis="甲文件", since=date(2026, 5, 1))
    set_setting(cast.government, "stand_in.office_director", value, basis="乙文件", since=TODAY)
    said = text(visit("clerk", "settings"))
    assert said.index("乙文件") < said.index("已终止的") < said.index("甲文件")


def test_pages_have_no_inline_script_or_style(cast, visit, held):
    pair(cast.seats["schools_deputy"], cast.seats["executive"], TOMORROW)
    for name, args in [*OFFICE_ONLY, *FOR_ALL, ("pair", [cast.seats["executive"].pk])]:
        said = visit("director", name, *args).content.decode()
        assert "style=" not in said and "<style" not in said and "onclick" not in said
