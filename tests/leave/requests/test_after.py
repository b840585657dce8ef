"""Away, back early, back late, never back; staying longer, called back; and what the office's own page changes."""

from __future__ import annotations

import logging

import pytest

from govrules.core import clock
from govrules.core.deadlines.sweep import sweep
from govrules.core.errors import BadInput, NotYours, WrongState
from govrules.core.matters.models import Referral
from govrules.core.office import absences
from govrules.core.office.models import Absence, Entrustment
from leave.requests import actions, extending, returning, turning
from leave.requests.models import LeaveRequest
from leave.requests.queries import whole
from leave.requests.states import State
from tests.core.calendars import office as hour
from tests.core.cast import in_county
from tests.core.office.hours import step_for, who_has
from tests.leave.requests.desk import DAY, HOUR, Desk
from tests.proves import proves


@pytest.fixture
def away(desk: Desk) -> LeaveRequest:
    """The schools deputy, whose B role is the land deputy, has left; a request waits for her."""
    leave = desk.granted()
    desk.at("2026-06-08 09:00")
    return desk.again(leave)


@proves("YG-5-6")
def test_from_the_first_minute_his_work_is_with_who_acts(desk: Desk):
    step = step_for(desk.cast, desk.seat("schools_deputy"))
    desk.granted()
    desk.at("2026-06-08 08:59")
    assert who_has(step) == "孙慧敏"
    desk.at("2026-06-08 09:00")
    assert who_has(step) == "李长河"
    later = step_for(desk.cast, desk.seat("schools_deputy"), at=clock.now())
    assert who_has(later) == "李长河", "what comes only now, too"
    step.refresh_from_db()
    assert (step.ground, step.ground_article) == ("ab_pair", 5)


def test_back_early_he_has_it_again_at_once(desk: Desk, away: LeaveRequest, django_capture_on_commit_callbacks):
    step = step_for(desk.cast, desk.seat("schools_deputy"), at=clock.now())
    assert who_has(step) == "李长河"
    desk.clock.move_to(hour("2026-06-10 15:00"))
    with django_capture_on_commit_callbacks(execute=True):
        returning.report_back(away.pk, desk.cast.schools_deputy)
    assert who_has(step) == "孙慧敏"
    again = desk.again(away)
    assert (again.matter.state, again.back_at) == (State.BACK, clock.now())
    assert again.absence.returned_at == clock.now()
    assert desk.lines(away)[-1] == "销假：6月10日 15:00返回（早于批准的6月12日 18:00）"
    assert again.matter.closed_at == clock.now()
    assert again.next_at is None


@proves("YY-59-7")
@in_county("yunyang-2025")
def test_who_does_not_report_back_is_overdue_and_stays_so(desk: Desk):
    leave = desk.granted()
    desk.at("2026-06-08 09:00")
    desk.at("2026-06-12 18:00")
    assert desk.again(leave).matter.state == State.AWAY
    assert f"请销假：{leave.matter.title}" in desk.told(desk.cast.schools_deputy)
    desk.at("2026-06-12 23:59")
    assert desk.again(leave).matter.state == State.AWAY
    assert not any(subject.startswith("逾期未销假") for subject in desk.told(desk.cast.director))
    desk.at("2026-06-13 00:00")
    assert desk.again(leave).matter.state == State.OVERDUE
    assert f"逾期未销假：{leave.matter.title}" in desk.told(desk.cast.director)
    desk.at("2026-08-01 00:00")
    assert desk.again(leave).matter.state == State.OVERDUE, "never closed silently"
    assert desk.told(desk.cast.director).count(f"逾期未销假：{leave.matter.title}") == 1


@proves("TB-89-13")
@in_county("taobei-2020")
def test_reporting_back_is_recorded_under_the_article_that_wants_it(desk: Desk):
    leave = desk.granted()
    desk.at("2026-06-13 00:00")
    assert desk.again(leave).matter.state == State.OVERDUE
    returning.report_back(leave.pk, desk.cast.schools_deputy, hour("2026-06-12 20:00"))
    line = leave.matter.journal.order_by("-seq").filter(act="report_back").first()
    assert (line.article, line.was, line.now) == (89, State.OVERDUE, State.BACK)
    assert desk.again(leave).back_at == hour("2026-06-12 20:00")


def test_a_week_in_which_nothing_ran_loses_nothing(desk: Desk):
    leave = desk.granted()
    desk.at("2026-06-20 00:00")
    assert desk.again(leave).matter.state == State.OVERDUE
    texts = desk.lines(leave)[-2:]
    assert texts == ["外出，6月12日 18:00返回", "逾期未销假：批准的返回时间为6月12日 18:00"]
    assert not any(subject.startswith("请销假") for subject in desk.told(desk.cast.schools_deputy)), "no stale reminder"


def test_a_sweep_twice_does_nothing_twice(desk: Desk, away: LeaveRequest):
    before = desk.lines(away)
    sweep(clock.now())
    assert desk.lines(away) == before


def test_the_office_may_report_him_back_and_nobody_else(desk: Desk, away: LeaveRequest):
    desk.clock.forward(DAY)
    for who in ("land_deputy", "head", "education_clerk", "other_director"):
        with pytest.raises(NotYours):
            returning.report_back(away.pk, getattr(desk.cast, who))
    returning.report_back(away.pk, desk.cast.clerk)
    assert desk.again(away).matter.state == State.BACK


@pytest.mark.parametrize("back", ["2026-06-08 08:59", "2026-06-10 09:01"])
def test_he_was_back_neither_before_he_left_nor_later_than_now(desk: Desk, away: LeaveRequest, back: str):
    desk.clock.move_to(hour("2026-06-10 09:00"))
    with pytest.raises(BadInput):
        returning.report_back(away.pk, desk.cast.schools_deputy, hour(back))


def test_reported_back_twice_he_is_back_once(desk: Desk, away: LeaveRequest):
    desk.clock.forward(DAY)
    returning.report_back(away.pk, desk.cast.schools_deputy)
    with pytest.raises(WrongState):
        returning.report_back(away.pk, desk.cast.schools_deputy)


def test_who_has_not_left_yet_gives_up_and_does_not_report_back(desk: Desk):
    leave = desk.granted()
    with pytest.raises(WrongState, match="不去了请撤销"):
        returning.report_back(leave.pk, desk.cast.schools_deputy)


# --- Staying longer --------------------------------------------------------------------------------------


def test_an_extension_goes_the_way_of_the_leave_itself(desk: Desk, away: LeaveRequest):
    extending.ask_extension(away.pk, desk.cast.schools_deputy, hour("2026-06-15 18:00"), "会议延长")
    again = desk.again(away)
    assert (again.ends_at, again.wanted_until) == (hour("2026-06-12 18:00"), hour("2026-06-15 18:00"))
    assert ("consent", "赵立民") in desk.waits_for(away)
    labels = [point.label for point in whole(again.matter, clock.now()).way]
    assert labels.count("县长同意") == labels.count("延期：县长同意") == 1
    desk.say(desk.live(away).get(act="consent"), "consent", "同意延期。")
    assert "延期：县长同意" in [point.label for point in whole(desk.again(away).matter, clock.now()).way]
    again = desk.again(away)
    assert (again.ends_at, again.wanted_until, again.extending_round) == (hour("2026-06-15 18:00"), None, None)
    assert again.absence.ends_at == hour("2026-06-15 18:00")
    assert "同意延期：由6月12日 18:00延至6月15日 18:00" in desk.lines(away)
    desk.at("2026-06-13 00:00")
    assert desk.again(away).matter.state == State.AWAY


@pytest.mark.parametrize("kind", ["reject", "return"])
def test_an_extension_not_agreed_leaves_the_leave_as_it_is(desk: Desk, away: LeaveRequest, kind: str):
    extending.ask_extension(away.pk, desk.cast.schools_deputy, hour("2026-06-15 18:00"), "会议延长")
    desk.say(desk.live(away).get(act="consent"), kind, "请按期返回。")
    again = desk.again(away)
    assert (again.matter.state, again.ends_at, again.wanted_until) == (State.AWAY, hour("2026-06-12 18:00"), None)
    assert not desk.live(away).filter(act="consent").exists()
    desk.at("2026-06-13 00:00")
    assert desk.again(away).matter.state == State.OVERDUE


def test_an_overdue_one_can_be_prolonged_afterwards(desk: Desk, away: LeaveRequest):
    """His absence was over at the granted hour; from now on it is a new one."""
    desk.at("2026-06-13 09:00")
    extending.ask_extension(away.pk, desk.cast.clerk, hour("2026-06-16 18:00"), "航班取消")
    desk.say(desk.live(away).get(act="consent"))
    again = desk.again(away)
    assert (again.matter.state, again.ends_at) == (State.AWAY, hour("2026-06-16 18:00"))
    assert (again.absence.starts_at, again.absence.ends_at) == (clock.now(), hour("2026-06-16 18:00"))
    assert Absence.objects.filter(official=desk.cast.schools_deputy).count() == 2
    desk.at("2026-06-17 00:00")
    assert desk.again(away).matter.state == State.OVERDUE


@pytest.mark.parametrize("until", ["2026-06-12 18:00", "2026-06-10 09:00", "2027-06-20 09:00"])
def test_an_extension_is_to_a_later_hour(desk: Desk, away: LeaveRequest, until: str):
    with pytest.raises(BadInput):
        extending.ask_extension(away.pk, desk.cast.schools_deputy, hour(until), "会议延长")


def test_an_extension_asked_twice_goes_once(desk: Desk, away: LeaveRequest):
    extending.ask_extension(away.pk, desk.cast.schools_deputy, hour("2026-06-15 18:00"), "会议延长")
    with pytest.raises(WrongState, match="正在报批"):
        extending.ask_extension(away.pk, desk.cast.schools_deputy, hour("2026-06-16 18:00"), "会议延长")


def test_an_extension_does_not_run_into_his_next_leave(desk: Desk, away: LeaveRequest):
    desk.asked(starts_at="2026-06-14 09:00", ends_at="2026-06-15 09:00")
    with pytest.raises(BadInput, match="另一次请假"):
        extending.ask_extension(away.pk, desk.cast.schools_deputy, hour("2026-06-14 09:01"), "会议延长")


def test_back_before_it_is_decided_the_extension_falls_away(desk: Desk, away: LeaveRequest):
    extending.ask_extension(away.pk, desk.cast.schools_deputy, hour("2026-06-15 18:00"), "会议延长")
    desk.clock.forward(DAY)
    returning.report_back(away.pk, desk.cast.schools_deputy)
    again = desk.again(away)
    assert (again.matter.state, again.wanted_until) == (State.BACK, None)
    assert not desk.live(away).filter(act="consent").exists()


@in_county("yunyang-2025")
def test_whoever_presides_goes_on_presiding(desk: Desk):
    leave = desk.granted("education_head", takes_over="education_deputy")
    desk.at("2026-06-09 09:00")
    extending.ask_extension(leave.pk, desk.cast.education_head, hour("2026-06-15 18:00"), "培训延长")
    desk.through(leave)
    step = step_for(desk.cast, desk.seat("education_head"), "countersign", at=clock.now())
    assert who_has(step) == "冯雪"
    desk.at("2026-06-14 09:00")
    assert who_has(step) == "冯雪"
    assert desk.again(leave).entrustment.ends_at == hour("2026-06-15 18:00")
    assert Entrustment.objects.filter(revoked_at=None).count() == 1
    desk.at("2026-06-15 18:00")
    assert who_has(step) == "王文"


# --- Called back -----------------------------------------------------------------------------------------


def test_called_back_he_is_to_be_back_sooner(desk: Desk, away: LeaveRequest):
    returning.recall(away.pk, desk.cast.director, hour("2026-06-09 12:00"), "防汛值守")
    again = desk.again(away)
    assert again.ends_at == again.absence.ends_at == hour("2026-06-09 12:00")
    assert f"请于6月9日 12:00前返回：{away.matter.title}" in desk.told(desk.cast.schools_deputy)
    step = step_for(desk.cast, desk.seat("schools_deputy"), at=clock.now())
    desk.at("2026-06-09 12:00")
    assert who_has(step) == "孙慧敏"
    desk.at("2026-06-10 00:00")
    assert desk.again(away).matter.state == State.OVERDUE


def test_the_one_who_granted_it_may_call_him_back_and_a_stranger_may_not(desk: Desk, away: LeaveRequest):
    for who in ("land_deputy", "education_head", "other_director", "schools_deputy", "clerk"):
        with pytest.raises(NotYours):
            returning.recall(away.pk, getattr(desk.cast, who), hour("2026-06-09 12:00"), "防汛")
    returning.recall(away.pk, desk.cast.head, hour("2026-06-09 12:00"), "防汛")
    assert desk.again(away).ends_at == hour("2026-06-09 12:00")


@pytest.mark.parametrize("until", ["2026-06-08 09:00", "2026-06-12 18:00", "2026-06-07 09:00"])
def test_called_back_means_between_now_and_the_granted_hour(desk: Desk, away: LeaveRequest, until: str):
    with pytest.raises(BadInput):
        returning.recall(away.pk, desk.cast.director, hour(until), "防汛")


# --- What the office's own page changes ------------------------------------------------------------------


def test_the_office_s_entry_that_he_is_back_is_the_leave_s_too(desk: Desk, away: LeaveRequest):
    desk.clock.forward(HOUR)
    absences.return_early(away.absence, by=desk.cast.clerk)
    sweep(clock.now())
    again = desk.again(away)
    assert (again.matter.state, again.back_at) == (State.BACK, clock.now())
    assert "办公室已登记6月8日 10:00返回" in desk.lines(away)


def test_the_office_s_entry_that_he_stays_longer(desk: Desk, away: LeaveRequest):
    absences.extend_absence(away.absence, hour("2026-06-20 18:00"), by=desk.cast.clerk)
    sweep(clock.now())
    assert desk.again(away).ends_at == hour("2026-06-20 18:00")
    desk.at("2026-06-13 00:00")
    assert desk.again(away).matter.state == State.AWAY


def test_the_office_s_entry_that_he_does_not_go(desk: Desk):
    leave = desk.granted()
    absences.cancel_absence(leave.absence, by=desk.cast.clerk)
    sweep(clock.now())
    again = desk.again(leave)
    assert again.matter.state == State.DROPPED
    assert again.matter.closed_at is not None
    before = desk.lines(leave)
    sweep(clock.now())
    assert desk.lines(leave) == before


def test_one_broken_row_stops_no_other_and_is_not_silent(desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog):
    broken, sound = desk.granted(), desk.granted("education_head")
    was = turning.actions.of
    failing = {broken.pk}

    def fails(matter):
        if matter.pk in failing:
            raise ValueError("broken")
        return was(matter)

    monkeypatch.setattr(turning.actions, "of", fails)
    desk.clock.move_to(hour("2026-06-08 09:00"))
    with caplog.at_level(logging.ERROR):
        run = sweep(clock.now())
    assert run.failed == 1
    assert f"leave {broken.pk}" in caplog.text
    assert desk.again(sound).matter.state == State.AWAY
    failing.clear()
    assert sweep(clock.now()).failed == 0
    assert desk.again(broken).matter.state == State.AWAY


# --- After a study visit ---------------------------------------------------------------------------------


@proves("YY-59-3")
@in_county("yunyang-2025")
def test_a_leader_s_study_visit_is_reported_to_the_standing_meeting(desk: Desk):
    leave = desk.granted(kind="study_visit", destination="上海市")
    desk.at("2026-06-12 18:00")
    assert not Referral.objects.exists()
    returning.report_back(leave.pk, desk.cast.schools_deputy)
    [row] = Referral.objects.all()
    assert (row.to_kind, row.article, row.taken_by) == ("agenda_item", 59, None)
    assert row.title == "副县长（教育卫生）孙慧敏赴上海市考察情况的报告"
    assert any(subject.startswith("提请列入会议议程") for subject in desk.told(desk.cast.director))


@pytest.mark.parametrize(
    ("county", "who", "kind"),
    [
        ("yunyang-2025", "schools_deputy", "business"),
        ("yunyang-2025", "education_head", "study_visit"),
        ("yanggao-2024", "schools_deputy", "study_visit"),
    ],
)
def test_of_other_trips_no_report_is_made_up(desk: Desk, county: str, who: str, kind: str):
    more = {"takes_over": "education_deputy"} if who == "education_head" else {}
    leave = desk.granted(who, kind=kind, **more)
    desk.at("2026-06-12 18:00")
    returning.report_back(leave.pk, getattr(desk.cast, who))
    assert not Referral.objects.exists()


@in_county("yunyang-2025")
def test_who_was_told_hears_of_every_change(desk: Desk):
    leave = desk.granted()
    desk.at("2026-06-08 09:00")
    returning.recall(leave.pk, desk.cast.director, hour("2026-06-10 12:00"), "防汛")
    desk.at("2026-06-10 11:00")
    returning.report_back(leave.pk, desk.cast.schools_deputy)
    heard = [subject.partition("：")[0] for subject in desk.told(desk.cast.land_deputy)]
    assert [word for word in heard if word in ("外出", "提前返回", "已返回")] == ["外出", "提前返回", "已返回"]


@in_county("yunyang-2025")
def test_who_was_told_hears_that_it_is_off(desk: Desk):
    leave = desk.granted()
    actions.drop(leave.pk, desk.cast.schools_deputy, "会议取消")
    assert any(subject.startswith("取消外出") for subject in desk.told(desk.cast.land_deputy))
