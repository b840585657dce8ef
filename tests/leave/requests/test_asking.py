"""Filling in, changing, asking, taking back, giving up: who may, what is refused, what stays on record."""

from __future__ import annotations

import pytest

from govrules.core.errors import BadInput, BrokenRule, NotYours, WrongState
from govrules.core.matters.models import Participant, StepState, WaiverState
from govrules.core.office.models import Absence
from leave.requests import actions
from leave.requests.models import LeaveFiling, LeaveRequest
from leave.requests.states import MOVES, State
from tests.core.cast import in_county
from tests.leave.requests.desk import DAY, Desk

PAIR = "互为AB角的另一位领导同时外出"


def test_a_request_is_his_own_matter(desk: Desk):
    leave = desk.draft()
    matter = leave.matter
    assert matter.title == "孙慧敏请假：出差，赴大同市，6月8日—12日"
    assert (matter.kind, matter.organ, matter.opened_by) == ("leave", desk.cast.office, desk.cast.schools_deputy)
    assert desk.lines(leave) == ["新建“孙慧敏请假：出差，赴大同市，6月8日—12日”"]
    assert not Absence.objects.exists()


def test_a_department_s_request_is_its_department_s(desk: Desk):
    assert desk.draft("education_head").matter.organ == desk.cast.education


def test_the_office_enters_it_for_a_leader_who_stays_the_one_who_asks(desk: Desk):
    leave = desk.draft("head", by="clerk")
    assert (leave.entered_by, leave.matter.opened_by) == (desk.cast.clerk, desk.cast.head)
    assert desk.lines(leave) == [f"由郑晓代填，新建“{leave.matter.title}”"]
    roles = dict(Participant.objects.filter(matter=leave.pk, official__isnull=False).values_list("official", "role"))
    assert roles == {desk.cast.head.pk: "requester", desk.cast.clerk.pk: "drafter"}


@pytest.mark.parametrize("by", ["head", "land_deputy", "education_clerk", "other_director"])
def test_nobody_else_enters_it_for_him(desk: Desk, by: str):
    with pytest.raises(NotYours):
        actions.create(getattr(desk.cast, by), desk.wanted())
    assert not LeaveRequest.objects.exists()


def test_pressed_twice_it_is_one(desk: Desk):
    assert desk.draft().pk == desk.draft().pk
    desk.clock.forward(actions.DOUBLE_CLICK)
    assert desk.draft().pk != LeaveRequest.objects.order_by("pk").first().pk


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"ends_at": "2026-06-08 09:00"}, "ends_at"),
        ({"starts_at": "2026-04-30 08:59"}, "starts_at"),
        ({"ends_at": "2027-06-10 09:00"}, "ends_at"),
        ({"reason": "　"}, "reason"),
        ({"destination": ""}, "destination"),
        ({"contact": ""}, "contact"),
        ({"takes_over": "education_deputy"}, "takes_over"),
    ],
)
def test_what_cannot_be_is_refused_where_it_was_typed(desk: Desk, values: dict[str, object], field: str):
    with pytest.raises(BadInput) as refused:
        desk.draft(**values)
    assert refused.value.field == field
    assert not LeaveRequest.objects.exists()


def test_he_asks_from_a_seat_of_his_own(desk: Desk):
    with pytest.raises(BadInput, match="现不担任"):
        desk.draft(seat=desk.seat("head"))


def test_it_is_changed_while_it_is_with_him(desk: Desk):
    leave = desk.draft()
    actions.revise(leave.pk, desk.cast.schools_deputy, desk.wanted(destination="太原市"), seen=0)
    again = desk.again(leave)
    assert (again.destination, again.matter.version) == ("太原市", 1)
    assert "太原市" in again.matter.title


def test_nobody_overwrites_what_was_saved_since(desk: Desk):
    leave = desk.draft()
    actions.revise(leave.pk, desk.cast.schools_deputy, desk.wanted(destination="太原市"), seen=0)
    with pytest.raises(WrongState, match="保存过"):
        actions.revise(leave.pk, desk.cast.clerk, desk.wanted(destination="北京市"), seen=0)
    assert desk.again(leave).destination == "太原市"


def test_it_stays_his(desk: Desk):
    leave = desk.draft()
    with pytest.raises(BadInput, match="请假人不能更改"):
        actions.revise(leave.pk, desk.cast.clerk, desk.wanted("land_deputy"))


def test_what_is_on_its_way_is_changed_no_more(desk: Desk):
    leave = desk.asked()
    with pytest.raises(WrongState):
        actions.revise(leave.pk, desk.cast.schools_deputy, desk.wanted(destination="太原市"))


@pytest.mark.parametrize("by", ["land_deputy", "head", "education_clerk", "stranger"])
def test_nobody_else_asks_for_it(desk: Desk, by: str):
    leave = desk.draft()
    with pytest.raises(NotYours):
        actions.ask(leave.pk, getattr(desk.cast, by))


def test_asked_twice_it_goes_once(desk: Desk):
    leave = desk.asked()
    with pytest.raises(WrongState):
        actions.ask(leave.pk, desk.cast.schools_deputy)
    assert desk.waits_for(leave) == [("consent", "赵立民")]


def test_two_leaves_of_one_are_never_at_once(desk: Desk):
    desk.asked()
    other = desk.draft(starts_at="2026-06-12 17:59", ends_at="2026-06-14 09:00")
    with pytest.raises(BadInput, match="时间重叠"):
        actions.ask(other.pk, desk.cast.schools_deputy)


def test_back_to_back_they_are_two(desk: Desk):
    first = desk.granted()
    second = desk.granted(starts_at="2026-06-12 18:00", ends_at="2026-06-14 09:00")
    spans = list(Absence.objects.order_by("starts_at").values_list("starts_at", "ends_at"))
    assert spans == [(first.starts_at, first.ends_at), (second.starts_at, second.ends_at)]


def test_withdrawn_it_is_with_him_again_and_can_be_asked_anew(desk: Desk):
    leave = desk.asked()
    actions.withdraw(leave.pk, desk.cast.schools_deputy, "改日期")
    again = desk.again(leave)
    assert (again.matter.state, again.asked_at, again.next_at) == (State.DRAFT, None, None)
    assert desk.waits_for(leave) == []
    assert not LeaveFiling.objects.exists()
    desk.asked_again(again)
    assert desk.waits_for(leave) == [("consent", "赵立民")]


def test_withdrawing_needs_a_reason(desk: Desk):
    leave = desk.asked()
    with pytest.raises(BadInput):
        actions.withdraw(leave.pk, desk.cast.schools_deputy, " ")


def test_what_is_granted_is_not_withdrawn_but_given_up(desk: Desk):
    leave = desk.granted("schools_deputy")
    with pytest.raises(WrongState):
        actions.withdraw(leave.pk, desk.cast.schools_deputy, "不去了")
    actions.drop(leave.pk, desk.cast.schools_deputy, "会议取消")
    again = desk.again(leave)
    assert again.matter.state == State.DROPPED
    assert again.absence.cancelled_at is not None
    assert again.matter.closed_at is not None


def test_it_is_not_given_up_once_the_hour_has_come(desk: Desk):
    leave = desk.granted()
    desk.clock.move_to(leave.starts_at)
    with pytest.raises(WrongState, match="请销假"):
        actions.drop(leave.pk, desk.cast.schools_deputy, "不去了")


@in_county("yangcheng-2021")
def test_a_reason_is_kept_and_the_one_who_decides_accepts_it(desk: Desk):
    desk.granted("land_deputy", starts_at="2026-06-08 08:00", ends_at="2026-06-09 18:00")
    leave = desk.draft()
    with pytest.raises(BrokenRule, match=PAIR):
        desk.asked_again(leave)
    desk.asked_again(leave, {"pair_present": "两个会议都点名参加"})
    [waiver] = leave.matter.waivers.all()
    assert waiver.finding == f"{PAIR}：李长河（6月8日 08:00至6月9日 18:00）"
    assert (waiver.reason, waiver.state, waiver.article) == ("两个会议都点名参加", WaiverState.GIVEN, 102)
    desk.say(desk.live(leave).get(), "approve", "同意。")
    waiver.refresh_from_db()
    assert (waiver.state, waiver.settled_by) == (WaiverState.ACCEPTED, desk.cast.head)


@in_county("yangcheng-2021")
def test_a_reason_that_is_not_accepted_goes_back_with_the_request(desk: Desk):
    desk.granted("land_deputy", starts_at="2026-06-08 08:00", ends_at="2026-06-09 18:00")
    leave = desk.asked(reasons={"pair_present": "都要去"})
    desk.say(desk.live(leave).get(), "return", "请错开时间。")
    assert leave.matter.waivers.get().state == WaiverState.RETURNED
    assert desk.again(leave).matter.state == State.RETURNED
    with pytest.raises(BrokenRule, match=PAIR):
        desk.asked_again(leave)


@in_county("yangcheng-2021")
def test_who_only_asks_so_far_counts_as_away(desk: Desk):
    """Of two who ask at once the second gives the reason; else both would be granted and neither seen."""
    desk.asked("land_deputy")
    with pytest.raises(BrokenRule, match="李长河（已请假，"):
        desk.asked()


@in_county("yangcheng-2021")
def test_a_reason_holds_for_the_span_for_which_it_was_given(desk: Desk):
    desk.granted("land_deputy", starts_at="2026-06-08 08:00", ends_at="2026-06-09 18:00")
    leave = desk.asked(reasons={"pair_present": "都要去"})
    actions.withdraw(leave.pk, desk.cast.schools_deputy, "另有一次")
    desk.granted("land_deputy", starts_at="2026-06-11 08:00", ends_at="2026-06-11 18:00", reasons={"pair_present": "x"})
    with pytest.raises(BrokenRule, match="6月11日"):
        desk.asked_again(leave)


def test_every_move_of_a_leave_is_one_of_its_table():
    assert {name: move.target for name, move in MOVES.items() if move.target} == {
        "ask": State.ON_ITS_WAY, "send_back": State.RETURNED, "withdraw": State.DRAFT, "grant": State.GRANTED,
        "decline": State.DECLINED, "leave": State.AWAY, "overdue": State.OVERDUE, "resume": State.AWAY,
        "report_back": State.BACK, "drop": State.DROPPED,
    }  # fmt: skip
    assert all(State.BACK not in move.sources and State.DECLINED not in move.sources for move in MOVES.values())


def test_the_office_learns_of_it_when_it_is_asked_and_not_before(desk: Desk):
    leave = desk.draft("education_head")
    assert not Participant.objects.filter(matter=leave.pk, organ=desk.cast.office).exists()
    desk.asked_again(leave)
    assert Participant.objects.filter(matter=leave.pk, organ=desk.cast.office, role="office").exists()


def test_a_year_ahead_is_the_furthest(desk: Desk):
    with pytest.raises(BadInput):
        desk.draft(starts_at=desk.clock.moment + 367 * DAY, ends_at=desk.clock.moment + 368 * DAY)


def test_a_returned_one_waits_for_nobody(desk: Desk):
    leave = desk.asked()
    desk.say(desk.live(leave).get(), "return", "请写明行程。")
    assert not leave.matter.steps.exclude(state__in=[StepState.RETURNED, StepState.CANCELLED]).exists()
    assert any("退回修改" in subject for subject in desk.told(desk.cast.schools_deputy))
