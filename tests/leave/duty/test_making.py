"""A month is laid out by turns past those who are away, published when nothing is missing, and changed by hand."""

from __future__ import annotations

from datetime import date

import pytest

from govrules.core.errors import BadInput, BrokenRule, NotYours, WrongState
from govrules.core.notices.models import Notice
from govrules.core.office.actions import end_appointment, set_setting
from govrules.core.office.models import Appointment, OrganKind
from leave.duty import actions
from leave.duty.models import DutyRoster, DutyShift, Role
from tests.core.cast import in_county
from tests.leave.duty.room import DAY, HOUR, JULY, JUNE, MONDAY, at, lines, told
from tests.proves import proves


def test_a_month_is_laid_out_by_turns(cast, room):
    roster = room.make()
    assert roster.shifts.count() == 30
    assert room.names("leader")[:5] == ["赵立民", "钱卫东", "孙慧敏", "李长河", "赵立民"]
    assert room.names()[:3] == ["吴敏", "郑晓", "吴敏"]
    first = room.shift(1)
    assert (first.starts_at, first.ends_at) == (at("2026-06-01 08:00"), at("2026-06-02 08:00"))
    assert roster.published_at is None
    assert lines("duty_made") == [f"郑晓编排{cast.office.short_name}2026年6月值班表，共30班"]


def test_who_is_away_is_passed_over_and_comes_next(cast, room):
    room.away(cast.head, "2026-06-01 07:00", "2026-06-03 18:00")
    room.away(cast.vice_director, "2026-06-02 12:00", "2026-06-02 13:00")
    room.make()
    assert room.names("leader")[:5] == ["钱卫东", "孙慧敏", "李长河", "赵立民", "钱卫东"]
    assert room.names()[:4] == ["吴敏", "郑晓", "吴敏", "郑晓"]
    room.away(cast.clerk, "2026-06-02 12:00", "2026-06-02 13:00")
    room.make()
    assert room.names()[1] == "", "both are away on the second: a hole that is seen"


def test_an_absence_before_or_after_the_shift_does_not_matter(cast, room):
    room.away(cast.vice_director, "2026-06-02 20:00", "2026-06-03 08:00")
    room.away(cast.clerk, "2026-06-03 08:00", "2026-06-03 12:00")
    room.make()
    assert room.names()[:3] == ["吴敏", "郑晓", "吴敏"]


def test_turns_go_on_in_the_next_month(cast, room):
    room.published(officers=[cast.director, cast.vice_director, cast.clerk])
    assert room.names()[-1] == "郑晓"
    room.make(month=JULY, officers=[cast.director, cast.vice_director, cast.clerk])
    assert room.shift(1, month=JULY).officer == cast.director


def test_a_draft_is_laid_out_anew_and_a_published_one_is_not(cast, room):
    first = room.make()
    again = room.make(officers=[cast.clerk])
    assert again.pk == first.pk and set(room.names()) == {"郑晓"}
    assert DutyShift.objects.count() == 30
    actions.publish(again, by=cast.clerk)
    with pytest.raises(WrongState, match="已经公布"):
        room.make()


def test_in_the_middle_of_a_month_what_is_over_is_left_out(cast, room):
    room.clock.move_to(at("2026-06-20 10:00"))
    assert room.make().shifts.count() == 11
    with pytest.raises(BadInput, match="已经过去"):
        room.make(month=date(2026, 5, 1))
    with pytest.raises(BadInput, match="离今天太远"):
        room.make(month=date(2028, 1, 1))


def test_each_organ_s_staff_keep_its_own(cast, room):
    assert room.make(cast.education).made_by == cast.education_clerk
    for by in (cast.clerk, cast.finance_clerk, cast.head, cast.stranger):
        with pytest.raises(NotYours, match="由本单位编排"):
            room.make(cast.education, by=by)


def test_only_those_who_serve_there_and_may_lead_are_taken(cast, room):
    with pytest.raises(BadInput, match="不能担任.*带班领导"):
        room.make(leaders=[cast.clerk])
    with pytest.raises(BadInput, match="不能担任.*值班员"):
        room.make(officers=[cast.finance_clerk])
    with pytest.raises(BadInput, match="不能担任"):
        room.make(officers=[cast.stranger])
    with pytest.raises(BadInput, match="请选择值班员"):
        room.make(officers=[])
    with pytest.raises(BadInput, match="不能担任"):
        room.make(cast.education, leaders=[cast.head])
    assert DutyShift.objects.count() == 0


# --- publishing ---


def test_publishing_tells_everybody_once(cast, room):
    roster = room.published()
    assert told(cast.head) == [f"{roster}已公布"]
    assert told(cast.clerk) == [f"{roster}已公布"] and told(cast.finance_clerk) == []
    body = Notice.objects.get(recipient=cast.head, channel="portal").body
    assert body.startswith("带班：6月1日、5日、9日、13日、17日、21日、25日、29日。不能到岗")
    with pytest.raises(WrongState, match="不需要再公布"):
        actions.publish(roster, by=cast.vice_director)
    assert len(told(cast.head)) == 1 and len(lines("duty_published")) == 1


@proves("TK-76-5")
def test_an_hour_that_nobody_keeps_stops_it(cast, room):
    roster = room.make()
    shift = room.shift(18)
    shift.ends_at = shift.starts_at + 12 * HOUR
    shift.save()
    with pytest.raises(BrokenRule) as refused:
        actions.publish(roster, by=cast.clerk)
    [reason] = refused.value.reasons
    assert (reason.message, reason.article) == ("6月18日 20:00至6月19日 08:00无人值班，缺12小时", 76)
    roster.refresh_from_db()
    assert roster.published_at is None and told(cast.head) == []


@proves("TK-76-5")
@pytest.mark.parametrize("organ", ["office", "education", "township"])
def test_in_the_government_its_departments_and_townships(cast, room, organ):
    roster = room.make(getattr(cast, organ))
    room.shift(10, roster.organ).delete()
    with pytest.raises(BrokenRule, match="缺24小时") as refused:
        actions.publish(roster, by=room.keeper(roster.organ))
    assert refused.value.reasons[0].article == 76


@proves("TK-76-5")
def test_from_the_month_before_there_is_no_break(cast, room):
    room.published()
    set_setting(cast.government, "duty", {"starts": "09:00"}, basis="值班规定", since=JULY, by=cast.clerk)
    with pytest.raises(BrokenRule, match="7月1日 08:00至7月1日 09:00无人值班，缺1小时"):
        room.published(month=JULY)


@proves("TK-76-6")
@pytest.mark.parametrize("role", list(Role))
def test_a_shift_without_its_leader_or_officer_stops_it(cast, room, role):
    roster = room.make()
    DutyShift.objects.filter(day=date(2026, 6, 18)).update(**{role.value: None})
    with pytest.raises(BrokenRule, match=f"6月18日{role.label}：无人") as refused:
        actions.publish(roster, by=cast.clerk)
    assert refused.value.reasons[0].article == 76


def test_somebody_who_went_away_meanwhile_stops_it(cast, room):
    roster = room.make()
    room.away(cast.vice_director, "2026-06-03 12:00", "2026-06-03 18:00")
    with pytest.raises(BrokenRule, match="6月3日值班员：吴敏6月3日 12:00至6月3日 18:00外出"):
        actions.publish(roster, by=cast.clerk)


@proves("TK-76-6")
@pytest.mark.parametrize("organ", ["office", "education"])
def test_the_main_head_takes_his_turn_or_there_is_a_reason(cast, room, organ):
    """主要负责同志实行带班; how often is not said, so a month without it wants a reason."""
    unit = getattr(cast, organ)
    others = [cast.executive] if organ == "office" else [cast.education_deputy]
    roster = room.make(unit, leaders=others)
    with pytest.raises(BrokenRule, match="主要负责同志本月没有带班") as refused:
        actions.publish(roster, by=room.keeper(unit))
    assert refused.value.reasons[0].article == 76
    actions.publish(roster, by=room.keeper(unit), why_no_main_head=" 本月在党校学习 ")
    roster.refresh_from_db()
    assert roster.why_no_main_head == "本月在党校学习"
    assert "主要负责同志本月未带班：本月在党校学习" in lines("duty_published")[0]


def test_a_main_head_away_all_month_or_a_vacant_seat_is_no_fault(cast, room):
    room.away(cast.education_head, "2026-05-31 08:00", "2026-07-05 18:00")
    room.published(cast.education, leaders=[cast.education_deputy])
    end_appointment(Appointment.objects.get(seat=cast.seats["finance_head"]), MONDAY.date(), by=cast.clerk)
    assert room.published(cast.finance, leaders=[cast.finance_deputy]).why_no_main_head == ""


def test_a_reason_is_not_kept_where_none_is_needed(cast, room):
    roster = room.make()
    actions.publish(roster, by=cast.clerk, why_no_main_head="无")
    assert DutyRoster.objects.get().why_no_main_head == ""


@in_county("yanggao-2024")
def test_where_the_rules_are_silent_nothing_is_demanded(cast, room):
    roster = room.make(leaders=[cast.executive])
    DutyShift.objects.filter(day=date(2026, 6, 18)).update(leader=None)
    room.shift(19).delete()
    actions.publish(roster, by=cast.clerk)
    assert DutyRoster.objects.get().published_at == MONDAY


@in_county("yanggao-2024")
def test_but_nobody_away_is_put_on_a_roster_there_either(cast, room):
    roster = room.make()
    room.away(cast.vice_director, "2026-06-03 12:00", "2026-06-03 18:00")
    with pytest.raises(BrokenRule, match="吴敏") as refused:
        actions.publish(roster, by=cast.clerk)
    assert refused.value.reasons[0].article is None


def test_an_organ_of_a_kind_that_the_rules_do_not_name_may_keep_one_too(cast, room):
    cast.education.kind = OrganKind.SUBORDINATE
    cast.education.save()
    roster = room.make(cast.education)
    DutyShift.objects.filter(day=date(2026, 6, 18)).update(leader=None)
    actions.publish(roster, by=cast.education_clerk)


# --- the office's own hours ---


def test_the_office_fixes_when_duty_is_handed_over(cast, room):
    set_setting(cast.government, "duty", {"starts": "17:30"}, basis="值班规定", since=JUNE, by=cast.clerk)
    room.published()
    assert room.shift(2).starts_at == at("2026-06-02 17:30")
    assert room.shift(30).ends_at == at("2026-07-01 17:30")


@pytest.mark.parametrize("value", [{}, {"starts": "25:00"}, {"starts": "上午"}, {"starts": "08:00", "at_once": 0}])
def test_a_setting_out_of_shape_is_refused(cast, room, value):
    with pytest.raises(BadInput):
        set_setting(cast.government, "duty", value, basis="值班规定", since=JUNE, by=cast.clerk)


# --- one place by hand ---


def test_a_place_is_changed_and_both_are_told(cast, room):
    room.published()
    shift = room.shift(5)
    assert shift.officer == cast.vice_director
    actions.assign(shift, Role.OFFICER, cast.director, by=cast.clerk, seen=shift.officer_id)
    assert room.shift(5).officer == cast.director
    said = f"{cast.office.short_name}6月5日值班员改由周正担任"
    assert told(cast.director, "duty-assigned") == told(cast.vice_director, "duty-assigned") == [said]
    assert lines("duty_assigned") == [f"郑晓将{cast.office.short_name}6月5日值班员由吴敏改为周正"]


def test_in_a_draft_nobody_is_told_and_a_place_may_be_empty(cast, room):
    room.make()
    shift = room.shift(5)
    actions.assign(shift, Role.OFFICER, None, by=cast.clerk, seen=shift.officer_id)
    assert room.shift(5).officer is None and told(cast.vice_director) == []


@proves("TK-76-6")
def test_a_published_place_is_not_emptied(cast, room):
    room.published()
    shift = room.shift(5)
    with pytest.raises(BrokenRule, match="不能空着"):
        actions.assign(shift, Role.LEADER, None, by=cast.clerk, seen=shift.leader_id)


@pytest.mark.parametrize(
    ("who", "role", "says"),
    [
        ("finance_clerk", Role.OFFICER, "不能担任"), ("stranger", Role.OFFICER, "不能担任"),
        ("clerk", Role.LEADER, "不能担任"), ("land_deputy", Role.OFFICER, "不能担任"),
    ],
)  # fmt: skip
def test_not_by_just_anybody(cast, room, who, role, says):
    room.published()
    shift = room.shift(5)
    with pytest.raises(BadInput, match=says):
        actions.assign(shift, role, getattr(cast, who), by=cast.clerk, seen=getattr(shift, f"{role}_id"))


def test_nor_by_somebody_away_nor_by_the_other_of_the_shift(cast, room):
    room.published(leaders=[cast.head, cast.director])
    shift = room.shift(6)
    assert shift.leader == cast.director
    with pytest.raises(BadInput, match="不能是同一人"):
        actions.assign(shift, Role.OFFICER, cast.director, by=cast.clerk, seen=shift.officer_id)
    room.away(cast.clerk, "2026-06-05 12:00", "2026-06-05 18:00")
    with pytest.raises(BadInput, match="外出，不能值6月5日的班"):
        actions.assign(room.shift(5), Role.OFFICER, cast.clerk, by=cast.clerk, seen=room.shift(5).officer_id)


def test_what_the_page_showed_must_still_be_so(cast, room):
    room.published()
    shift = room.shift(5)
    actions.assign(shift, Role.OFFICER, cast.clerk, by=cast.clerk, seen=shift.officer_id)
    with pytest.raises(WrongState, match="已由他人改为郑晓"):
        actions.assign(shift, Role.OFFICER, cast.director, by=cast.vice_director, seen=shift.officer_id)


def test_what_is_over_is_not_changed(cast, room):
    room.published()
    room.clock.forward(5 * DAY)
    shift = room.shift(2)
    with pytest.raises(WrongState, match="已经结束"):
        actions.assign(shift, Role.OFFICER, cast.director, by=cast.clerk, seen=shift.officer_id)


def test_others_do_not_change_it(cast, room):
    room.published()
    shift = room.shift(5)
    for by in (cast.finance_clerk, cast.head, cast.stranger):
        with pytest.raises(NotYours):
            actions.assign(shift, Role.OFFICER, cast.director, by=by, seen=shift.officer_id)
