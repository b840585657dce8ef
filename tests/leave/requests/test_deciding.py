"""Deciding on a leave: granted, declined, sent back, picked where the rules are silent; by whom, and by whom never."""

from __future__ import annotations

from datetime import timedelta

import pytest

from govrules.core import clock
from govrules.core.authority import Held, for_step
from govrules.core.errors import BadInput, BrokenRule, NotYours, WrongState
from govrules.core.journal.models import JournalEntry
from govrules.core.matters.models import Step, StepState
from govrules.core.office.absences import Trip, enter_absence
from govrules.core.office.actions import Delegating, entrust
from govrules.core.office.models import Absence, OfficeSetting
from leave.requests import deciding, filing, steps
from leave.requests.course import PICK, UP
from leave.requests.states import State
from tests.core.calendars import office as hour
from tests.core.cast import in_county
from tests.leave.requests.desk import DAY, HOUR, Desk


def test_granted_the_absence_is_there_in_the_same_breath(desk: Desk):
    leave = desk.asked()
    desk.say(desk.live(leave).get(), "consent", "同意。")
    again = desk.again(leave)
    assert again.matter.state == State.GRANTED
    assert again.absence.official == desk.cast.schools_deputy
    assert (again.absence.reason, again.absence.place) == ("出差：赴市政府协调学校建设", "大同市")
    assert again.absence.entered_by is None
    [line] = JournalEntry.objects.filter(matter=None, act="absence")
    assert line.text == "按批准的请假登记孙慧敏外出：6月8日 09:00至6月12日 18:00，出差：赴市政府协调学校建设"
    assert "准假：" + again.matter.title in desk.told(desk.cast.schools_deputy)


@pytest.mark.parametrize("kind", ["medical", "family", "vacation"])
def test_of_what_is_his_own_business_the_office_s_pages_say_no_more_than_the_kind(desk: Desk, kind: str):
    leave = desk.granted(kind=kind, reason="到省城医院做手术")
    assert leave.absence.reason == leave.get_kind_display()
    assert not JournalEntry.objects.filter(matter=None, text__contains="手术").exists()


def test_filing_is_still_to_do_and_holds_nothing_up(desk: Desk):
    leave = desk.asked()
    desk.say(desk.live(leave).get(), "consent")
    assert desk.waits_for(leave) == [("file", "周正")]
    assert desk.again(leave).granted_at == clock.now()


def test_declined_with_a_reason_it_is_over(desk: Desk):
    leave = desk.asked()
    step = desk.live(leave).get()
    with pytest.raises(BadInput):
        desk.say(step, "reject")
    desk.say(step, "reject", "近期检查多，请改期。")
    again = desk.again(leave)
    assert (again.matter.state, again.absence) == (State.DECLINED, None)
    assert again.matter.closed_at is not None
    assert desk.waits_for(leave) == []
    assert "未予批准：" + again.matter.title in desk.told(desk.cast.schools_deputy)
    assert not again.filings.exists()


def test_what_was_decided_is_not_decided_again(desk: Desk):
    leave = desk.asked()
    step = desk.live(leave).get()
    desk.say(step, "consent")
    with pytest.raises(WrongState):
        steps.decide(step.pk, desk.cast.head, "consent")
    assert Absence.objects.count() == 1


@pytest.mark.parametrize("who", ["schools_deputy", "executive", "director", "clerk", "other_director"])
def test_only_who_holds_the_step_decides(desk: Desk, who: str):
    leave = desk.asked()
    with pytest.raises(NotYours):
        steps.decide(desk.live(leave).get().pk, getattr(desk.cast, who), "consent")


@pytest.mark.parametrize("kind", ["sign", "", "pick"])
def test_only_what_is_offered_is_chosen(desk: Desk, kind: str):
    leave = desk.asked()
    with pytest.raises(BadInput):
        steps.decide(desk.live(leave).get().pk, desk.cast.head, kind, "同意")


@in_county("toksun-2021")
def test_who_is_away_is_stood_in_for_here_too(desk: Desk):
    """The head was picked, is away, and has entrusted the executive deputy."""
    away_with_an_entrustment(desk)
    leave = desk.asked("education_head")
    desk.say(desk.live(leave).get(), "pick", seats=[desk.seat("head").pk])
    assert desk.waits_for(leave) == [("approve", "钱卫东")]
    desk.say(desk.live(leave).get())
    [line] = JournalEntry.objects.filter(matter=leave.pk, act="approve")
    assert (line.in_place_of, line.ground) == (desk.seat("head"), "entrustment")


def away_with_an_entrustment(desk: Desk) -> None:
    now = clock.now()
    enter_absence(desk.cast.head, Trip(now - HOUR, now + DAY, "学习"), by=desk.cast.clerk)
    said = Delegating("entrustment", now - HOUR, now + DAY, "县长签批件")
    entrust(desk.seat("head"), desk.seat("executive"), said, by=desk.cast.clerk)


@in_county("yunyang-2025")
def test_the_stand_in_s_own_leave_is_held_with_its_custodian(desk: Desk):
    away_with_an_entrustment(desk)
    leave = desk.asked("executive")
    step = desk.live(leave).select_related("seat", "matter").get()
    assert (step.state, step.custodian) == (StepState.HELD, desk.cast.director)
    assert isinstance(for_step(step, clock.now()), Held)
    assert "受委托的" in step.missing


@in_county("toksun-2021")
def test_where_the_rules_are_silent_the_pick_is_on_record(desk: Desk):
    leave = desk.asked("education_head")
    step = desk.live(leave).get()
    assert (step.act, step.basis, step.article) == ("review", PICK, None)
    assert [choice.kind for choice in steps.choices(step)] == ["pick", "return"]
    desk.say(step, "pick", "请分管领导审批。", seats=[desk.seat("schools_deputy").pk, desk.seat("executive").pk])
    assert "确定审批：常务副县长、副县长（教育卫生）" in desk.lines(leave)
    assert desk.waits_for(leave) == [("approve", "钱卫东")], "one after another, as they stand in the list"
    desk.say(desk.live(leave).get())
    assert desk.waits_for(leave) == [("approve", "孙慧敏")]
    assert desk.again(leave).matter.state == State.ON_ITS_WAY
    desk.say(desk.live(leave).get())
    assert desk.again(leave).matter.state == State.GRANTED
    picked = Step.objects.filter(matter=leave.pk, act="approve")
    assert {s.basis for s in picked} == {PICK}
    assert {s.article for s in picked} == {None}, "nothing is made up to look like an article"


@in_county("toksun-2021")
def test_the_head_s_own_goes_upward_and_is_granted_by_that(desk: Desk):
    leave = desk.asked("head", by="clerk", takes_over="executive")
    desk.say(desk.live(leave).get(), "pick", seats=[], upward=True)
    [step] = desk.live(leave)
    assert (step.act, step.basis, step.assignee) == ("file", UP, desk.cast.director)
    assert desk.again(leave).matter.state == State.ON_ITS_WAY
    with pytest.raises(BadInput, match="凭据"):
        desk.say(step, "file", whom="市政府办公室", proof="")
    assert desk.again(leave).matter.state == State.ON_ITS_WAY
    desk.say(step, "file", whom="市政府办公室", proof="吐政办准假〔2026〕5号")
    again = desk.again(leave)
    assert again.matter.state == State.GRANTED
    assert again.filings.get().whom_words == "市政府办公室"
    assert again.entrustment.to_seat == desk.seat("executive")


@in_county("toksun-2021")
@pytest.mark.parametrize(
    ("who", "picks", "says"),
    [
        ("education_head", [], "请选择由哪位领导审批"),
        ("education_head", ["education_head"], "请在列出的领导中选择"),
        ("head", ["head"], "不能审批本人的请假"),
    ],
)
def test_who_cannot_decide_is_not_picked(desk: Desk, who: str, picks: list[str], says: str):
    leave = desk.asked(who)
    with pytest.raises((BadInput, BrokenRule), match=says):
        desk.say(desk.live(leave).get(), "pick", seats=[desk.seat(key).pk for key in picks], upward=False)
    assert desk.waits_for(leave) == [("review", "周正")]


@in_county("toksun-2021")
def test_another_government_s_leader_is_not_picked(desk: Desk):
    leave = desk.asked("education_head")
    with pytest.raises(BadInput):
        deciding.pick(desk.live(leave).get().pk, desk.cast.director, [desk.seat("stranger").pk], False, "")


@in_county("taobei-2020")
def test_abroad_the_last_paper_grants_it(desk: Desk):
    leave = desk.asked(kind="abroad", within_limits=True, countries="日本", group_size=5)
    desk.say(desk.live(leave).get(), "review", "行程必要。")
    assert desk.again(leave).matter.state == State.ON_ITS_WAY, "the party secretary and the city have still to decide"
    step = desk.live(leave).get()
    with pytest.raises(BadInput, match="分别登记"):
        desk.say(step, "file", proof="白外批〔2026〕8号")
    secretary, city = leave.filings.order_by("pk")
    filing.register(secretary.pk, desk.cast.clerk, filing.Proof(desk.clock.moment, "区委书记6月1日批示"))
    assert desk.again(leave).matter.state == State.ON_ITS_WAY, "the city has still to decide"
    with pytest.raises(BadInput):
        desk.say(step, "file", proof="")
    desk.say(step, "file", proof="白外批〔2026〕8号")
    again = desk.again(leave)
    assert again.matter.state == State.GRANTED
    assert [row.proof for row in again.filings.order_by("pk")] == ["区委书记6月1日批示", "白外批〔2026〕8号"]
    assert city.whom_words == "市委、市政府"


@in_county("toksun-2021")
def test_nobody_receives_his_own_report(desk: Desk):
    """托克逊 76: reported to the head; the deputy who presides in his place cannot report to himself."""
    cast, span = desk.cast, (hour("2026-06-01 08:00"), hour("2026-06-30 18:00"))
    enter_absence(cast.head, Trip(*span, "赴京开会"), by=cast.clerk)
    said = Delegating("entrustment", *span, "县长6月1日签批")
    entrust(desk.seat("head"), desk.seat("executive"), said, by=cast.clerk)
    leave = desk.asked("executive")
    [(act, who)] = desk.waits_for(leave)
    assert act == "read"
    assert who != cast.executive.name
    step = desk.live(leave).get()
    with pytest.raises(NotYours):
        steps.decide(step.pk, cast.executive, "read")
    assert desk.again(leave).matter.state == State.ON_ITS_WAY


@in_county("toksun-2021")
def test_first_agreed_and_then_filed(desk: Desk):
    """托克逊 76 (批准后报备): no proof is older than what it proves."""
    leave = desk.asked("education_head")
    desk.clock.forward(timedelta(hours=1))
    leave = desk.through(leave, but=("file",))
    row = leave.filings.get()
    early = filing.Proof(desk.clock.moment - timedelta(minutes=30), "电话", "市委组织部")
    with pytest.raises(BadInput, match="不能早于"):
        filing.register(row.pk, desk.cast.clerk, early)
    filing.register(row.pk, desk.cast.clerk, filing.Proof(desk.clock.moment, "电话", "市委组织部"))
    assert leave.filings.get().filed_at == desk.clock.moment


def test_the_office_s_limits_for_papers_are_not_a_leave_s(desk: Desk):
    for act in ("consent", "approve", "read"):
        OfficeSetting.objects.create(
            government=desk.cast.government, key=f"limit.{act}", value={"count": 2, "unit": "workday"},
            basis="公文办理时限", since=clock.today(),
        )  # fmt: skip
    assert desk.live(desk.asked()).get().due_at is None


def test_what_only_has_to_be_reported_counts_at_the_hour_of_departure(desk: Desk):
    """The rules want it reported and read, not granted: who has not read it holds nobody up."""
    leave = desk.asked("education_head")
    desk.at("2026-06-08 08:59")
    assert desk.again(leave).matter.state == State.ON_ITS_WAY
    desk.at("2026-06-08 09:00")
    again = desk.again(leave)
    assert again.matter.state == State.AWAY
    assert again.absence.starts_at == leave.starts_at
    assert desk.waits_for(leave) == [("read", "周正")]
    desk.through(again)
    assert desk.again(leave).matter.state == State.AWAY


def test_what_has_to_be_granted_is_not_granted_by_the_hour(desk: Desk):
    leave = desk.asked()
    desk.at("2026-06-08 09:00")
    assert desk.again(leave).matter.state == State.ON_ITS_WAY
    assert not Absence.objects.exists()
    assert f"尚未批准：{leave.matter.title}" in desk.told(desk.cast.schools_deputy)
    assert f"尚未批准：{leave.matter.title}" in desk.told(desk.cast.director)
    desk.at("2026-06-08 09:30")
    assert desk.told(desk.cast.director).count(f"尚未批准：{leave.matter.title}") == 1
    desk.say(desk.live(leave).get(), "consent", "同意补办。")
    desk.at("2026-06-08 10:00")
    assert desk.again(leave).matter.state == State.AWAY


def test_a_trip_that_the_office_entered_meanwhile_becomes_the_leave_s(desk: Desk):
    """Else the approver would meet an overlap that he can do nothing about."""
    leave = desk.asked()
    trip = Trip(leave.starts_at - DAY, leave.ends_at - DAY, "紧急")
    row = enter_absence(desk.cast.schools_deputy, trip, by=desk.cast.clerk)
    desk.say(desk.live(leave).get(), "consent")
    again = desk.again(leave)
    assert again.absence == row
    assert again.absence.ends_at == leave.ends_at
    assert "办公室已登记孙慧敏同期外出，并入本次请假" in desk.lines(leave)
    assert Absence.objects.count() == 1


@in_county("yunyang-2025")
def test_if_whoever_was_named_is_away_himself_it_is_granted_and_said(desk: Desk):
    leave = desk.asked("education_head", takes_over="education_deputy")
    trip = Trip(leave.starts_at - HOUR, leave.ends_at, "培训")
    enter_absence(desk.cast.education_deputy, trip, by=desk.cast.clerk)
    again = desk.through(leave)
    assert again.matter.state == State.GRANTED
    assert again.entrustment is None
    assert any("没有登记由冯雪主持工作" in line and "也外出" in line for line in desk.lines(leave))
    assert any(subject.startswith("请另行明确由谁主持工作") for subject in desk.told(desk.cast.director))


def test_nothing_stays_if_an_act_dies_midway(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    """Granting dies after the absence has been written: neither it nor the decision is there."""
    leave = desk.asked()
    step = desk.live(leave).get()
    monkeypatch.setattr(deciding.granting, "announce", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        desk.say(step, "consent", "同意。")
    assert not Absence.objects.exists()
    assert desk.waits_for(leave) == [("consent", "赵立民")]
    assert desk.again(leave).matter.state == State.ON_ITS_WAY
    monkeypatch.undo()
    desk.say(step, "consent", "同意。")
    assert Absence.objects.count() == 1
