"""Leave from a meeting, by each county's way: who decides, who only files, what is silent; late, own, withdrawn."""

from datetime import timedelta

import pytest

from govrules.core import clock
from govrules.core.errors import BadInput, NotYours, WrongState
from govrules.core.matters.models import Step
from govrules.core.matters.queries import visible_to
from govrules.core.notices.models import Notice
from govrules.core.office.models import Official
from govrules.portal.queue.queries import waiting
from meetings import steps as queue
from meetings.attendance import excusing, presence
from meetings.attendance.actions import ask as ask_everybody
from meetings.attendance.excusing import Asking
from meetings.attendance.models import Arrival, Excuse
from meetings.attendance.quorum import count
from meetings.attendance.states import MOVES, State
from tests.core.cast import in_county
from tests.meetings.attendance.conftest import Room
from tests.proves import proves


def line(excuse: Excuse) -> list[tuple[str, str, int | None]]:
    """The way: act, who fills the seat, article."""
    return [(s.act, s.post, s.article) for s in excuse.matter.steps.order_by("group")]


# --- 阳城 63 ---


@proves("YC-63-1")
@in_county("yangcheng-2021")
@pytest.mark.parametrize("who", ["executive", "schools_deputy", "member", "director"])
def test_yangcheng_s_leaders_ask_the_head(room: Room, who: str) -> None:
    meeting = room.called()
    excuse = room.excuse(meeting, getattr(room.cast, who))
    assert line(excuse) == [("approve", "head", 63)]
    room.decide(excuse, room.cast.head, "approve", "同意。")
    assert room.state(excuse) == State.GRANTED
    assert room.row(meeting, getattr(room.cast, who)).excused


@proves("YC-63-1")
@in_county("yangcheng-2021")
def test_and_nobody_else_decides(room: Room) -> None:
    excuse = room.excuse(room.called(), room.cast.director)
    with pytest.raises(NotYours):
        room.decide(excuse, room.cast.executive, "approve")


@proves("YC-63-3")
@in_county("yangcheng-2021")
def test_yangcheng_s_organs_only_have_it_filed(room: Room) -> None:
    meeting = room.called()
    excuse = room.excuse(meeting, room.cast.education_head, stand_in=room.cast.education_deputy)
    assert line(excuse) == [("file", "office_director", 63)]
    assert [c.kind for c in queue.choices(room.step(excuse))] == ["file"]
    room.decide(excuse, room.cast.director, "file")
    assert room.state(excuse) == State.FILED
    row = room.row(meeting, room.cast.education_head)
    assert row.excused and row.stand_in == room.cast.education_deputy


@proves("YC-63-3")
@in_county("yangcheng-2021")
def test_and_say_who_comes_instead(room: Room) -> None:
    with pytest.raises(BadInput, match="由谁参会"):
        room.excuse(room.called(), room.cast.education_head)


@proves("YC-63-4")
@in_county("yangcheng-2021")
def test_the_stand_in_speaks_for_his_organ_and_is_told_so(room: Room) -> None:
    meeting = room.called()
    excuse = room.excuse(meeting, room.cast.education_head, stand_in=room.cast.education_deputy)
    room.decide(excuse, room.cast.director, "file")
    told = Notice.objects.get(recipient=room.cast.education_deputy, event__startswith="stand-in:", channel="portal")
    assert "视为本单位的意见" in told.body and told.article == 63
    item = meeting.items.first()
    assert visible_to(room.cast.education_deputy).filter(pk__in=[meeting.pk, item.pk]).count() == 2


@proves("YC-63-5")
@in_county("yangcheng-2021")
def test_a_deputy_excused_gives_his_view_beforehand_and_a_bureau_does_not(room: Room) -> None:
    meeting = room.called()
    assert room.excuse(meeting, room.cast.schools_deputy, opinion="同意第一项。").opinion == "同意第一项。"
    organ = room.excuse(meeting, room.cast.education_head, stand_in=room.cast.education_deputy, opinion="不同意。")
    assert organ.opinion == ""


# --- 托克逊 53 ---


@proves("TK-53-2")
@in_county("toksun-2021")
@pytest.mark.parametrize("who", ["schools_deputy", "education_head", "member"])
def test_toksun_s_leaders_and_department_heads_ask_the_head(room: Room, who: str) -> None:
    meeting = room.called()
    excuse = room.excuse(meeting, getattr(room.cast, who))
    assert line(excuse) == [("approve", "head", 53)]
    with pytest.raises(NotYours):
        room.decide(excuse, room.cast.director, "approve")
    room.decide(excuse, room.cast.head, "approve")
    assert room.state(excuse) == State.GRANTED


@proves("TK-53-3")
@in_county("toksun-2021")
def test_others_have_the_head_s_consent_then_the_office_files_it(room: Room) -> None:
    meeting = room.bare(items=0)
    room.stage.listed(meeting, 1, organ=room.cast.township, by=room.cast.township_clerk)
    ask_everybody(meeting, clock.now())
    excuse = room.excuse(meeting, room.cast.township_head)
    assert line(excuse) == [("consent", "head", 53), ("file", "office_director", 53)]
    room.decide(excuse, room.cast.head, "consent")
    assert room.state(excuse) == State.ASKED
    room.decide(excuse, room.cast.director, "file")
    assert room.state(excuse) == State.GRANTED


# --- 云阳 49 ---


@proves("YY-49-1")
@in_county("yunyang-2025")
def test_yunyang_s_leaders_ask_whoever_presides(room: Room) -> None:
    meeting = room.called(chair=room.cast.seats["executive"])
    excuse = room.excuse(meeting, room.cast.schools_deputy)
    assert room.step(excuse).assignee == room.cast.executive
    room.decide(excuse, room.cast.executive, "approve")
    assert room.state(excuse) == State.GRANTED


@proves("YY-49-2")
@in_county("yunyang-2025")
def test_observers_go_through_the_office_to_the_chair(room: Room) -> None:
    excuse = room.excuse(room.called(), room.cast.education_head, stand_in=room.cast.education_deputy)
    assert line(excuse) == [("review", "office_director", 49), ("approve", "head", 49)]
    room.decide(excuse, room.cast.director, "review")
    assert room.state(excuse) == State.ASKED, "the office alone does not grant it"
    room.decide(excuse, room.cast.head, "approve")
    assert room.state(excuse) == State.GRANTED


@proves("YY-49-3")
@in_county("yunyang-2025")
def test_only_a_deputy_of_the_organ_comes_instead(room: Room) -> None:
    meeting = room.called()
    with pytest.raises(BadInput, match="分管负责人"):
        room.excuse(meeting, room.cast.education_head, stand_in=room.cast.education_clerk)
    assert room.excuse(meeting, room.cast.education_head, stand_in=room.cast.education_deputy).pk


@proves("YY-49-4")
@in_county("yunyang-2025")
def test_leave_from_a_special_meeting_is_its_chair_s(room: Room) -> None:
    meeting = room.called("special", chair=room.cast.seats["land_deputy"])
    assert room.step(room.excuse(meeting, room.cast.education_head)).assignee == room.cast.land_deputy


# --- 洮北 64 ---


@proves("TB-64-1")
@in_county("taobei-2020")
def test_taobei_s_leave_is_the_presiding_leader_s(room: Room) -> None:
    meeting = room.called(chair=room.cast.seats["executive"])
    excuse = room.excuse(meeting, room.cast.schools_deputy)
    assert line(excuse) == [("consent", "executive_deputy", 64)]
    with pytest.raises(NotYours):
        room.decide(excuse, room.cast.head, "consent")
    room.decide(excuse, room.cast.executive, "consent")
    assert room.state(excuse) == State.GRANTED


@proves("TB-64-3")
@in_county("taobei-2020")
def test_from_a_special_meeting_its_chair_s(room: Room) -> None:
    meeting = room.called("special", chair=room.cast.seats["land_deputy"])
    assert room.step(room.excuse(meeting, room.cast.education_head)).assignee == room.cast.land_deputy


@proves("TB-64-2")
@in_county("taobei-2020")
def test_the_view_of_one_excused_is_kept(room: Room) -> None:
    assert room.excuse(room.called(), room.cast.schools_deputy, opinion="建议缓议。").opinion == "建议缓议。"


@proves("TB-64-1")
@in_county("taobei-2020")
def test_after_the_time_of_the_meeting_it_is_refused(room: Room) -> None:
    meeting = room.called()
    room.time.move_to(meeting.starts_at - timedelta(microseconds=1))
    room.excuse(meeting, room.cast.schools_deputy)
    room.time.move_to(meeting.starts_at)
    with pytest.raises(WrongState, match="不能再请假") as refused:
        room.excuse(meeting, room.cast.land_deputy)
    assert refused.value.reasons[0].article == 64


# --- 阳高 24: silent ---


@proves("YG-24-2")
def test_where_the_rules_are_silent_the_office_director_picks_who_decides(room: Room) -> None:
    meeting = room.called()
    excuse = room.excuse(meeting, room.cast.schools_deputy)
    [step] = excuse.matter.steps.all()
    assert (step.assignee, step.article, step.basis) == (room.cast.director, None, excusing.SILENT)
    [pick, _] = queue.choices(step)
    assert pick.asks == ("seats",)
    with pytest.raises(BadInput, match="选定一位领导"):
        room.decide(excuse, room.cast.director, "review")
    room.decide(excuse, room.cast.director, "review", seats=[room.cast.seats["executive"].pk])
    assert (room.step(excuse).assignee, room.step(excuse).basis) == (room.cast.executive, excusing.PICKED)
    room.decide(excuse, room.cast.executive, "approve")
    assert room.state(excuse) == State.GRANTED


def test_it_waits_in_the_approval_queue(room: Room) -> None:
    excuse = room.excuse(room.called(), room.cast.schools_deputy)
    assert [s.matter_id for s in waiting(room.cast.director, "all", room.time.moment)] == [excuse.pk]


# --- nobody his own, late, refused ---


@in_county("taobei-2020")
def test_nobody_decides_on_his_own_leave(room: Room) -> None:
    """The chair asks: he does not grant it himself."""
    excuse = room.excuse(room.called(), room.cast.head)
    step = room.step(excuse)
    assert step.assignee != room.cast.head
    with pytest.raises(NotYours):
        queue.decide(step.pk, room.cast.head, "consent")


def test_refused_with_a_reason_he_is_expected(room: Room) -> None:
    meeting = room.called()
    excuse = room.excuse(meeting, room.cast.schools_deputy)
    with pytest.raises(BadInput, match="写明意见"):
        room.decide(excuse, room.cast.director, "reject")
    room.decide(excuse, room.cast.director, "reject", "会议重要，请参加。")
    assert room.state(excuse) == State.REFUSED and not room.row(meeting, room.cast.schools_deputy).excused
    assert not Step.objects.filter(matter=excuse.pk, state__in=["pending", "waiting"]).exists()


def test_after_the_opening_it_is_refused(room: Room) -> None:
    meeting = room.stage.meeting("in_session")
    with pytest.raises(WrongState, match="不能再请假"):
        room.excuse(meeting, room.cast.schools_deputy)


def test_a_second_leave_is_refused(room: Room) -> None:
    meeting = room.called()
    room.excuse(meeting, room.cast.schools_deputy)
    with pytest.raises(WrongState, match="已经请过假"):
        room.excuse(meeting, room.cast.schools_deputy)


def test_a_reason_must_be_there(room: Room) -> None:
    with pytest.raises(BadInput, match="原因"):
        room.excuse(room.called(), room.cast.schools_deputy, reason="  ")


@pytest.mark.parametrize(("who", "may"), [("clerk", True), ("education_clerk", True), ("finance_clerk", False)])
def test_who_asks_for_another(room: Room, who: str, may: bool) -> None:
    """The office that was rung up, his own organ; the leave is still his and he cannot decide on it."""
    row = room.row(room.called(), room.cast.education_head)
    by: Official = getattr(room.cast, who)
    if not may:
        with pytest.raises(NotYours):
            excusing.ask(row.pk, by, Asking("出差"))
        return
    excuse = excusing.ask(row.pk, by, Asking("出差"))
    assert excuse.matter.participants.get(official=room.cast.education_head).role == "requester"


# --- he comes after all ---


@in_county("yangcheng-2021")
def test_whoever_comes_himself_takes_his_leave_back(room: Room) -> None:
    meeting = room.called()
    excuse = room.excuse(meeting, room.cast.education_head, stand_in=room.cast.education_deputy)
    room.decide(excuse, room.cast.director, "file")
    room.come_the_day(meeting)
    row = room.row(meeting, room.cast.education_head)
    presence.come(row.pk, room.cast.education_head, Arrival.SELF)
    row.refresh_from_db()
    assert (room.state(excuse), row.excused, row.stand_in) == (State.WITHDRAWN, False, None)
    assert Notice.objects.filter(recipient=room.cast.education_deputy, event__startswith="stand-in-off").exists()


@in_county("yangcheng-2021")
def test_who_need_not_stand_in_any_more_reads_no_more(room: Room) -> None:
    """He saw the meeting and its items only because he was to come."""
    meeting = room.called()
    excuse = room.excuse(meeting, room.cast.education_head, stand_in=room.cast.finance_deputy)
    room.decide(excuse, room.cast.director, "file")
    keys = [meeting.pk, *meeting.items.values_list("pk", flat=True)]
    assert visible_to(room.cast.finance_deputy).filter(pk__in=keys).count() == 3
    excusing.withdraw(excuse.pk, room.cast.education_head)
    assert not visible_to(room.cast.finance_deputy).filter(pk__in=keys).exists()


def test_withdrawn_before_it_is_decided(room: Room) -> None:
    meeting = room.called()
    excuse = room.excuse(meeting, room.cast.schools_deputy)
    excusing.withdraw(excuse.pk, room.cast.schools_deputy)
    assert room.state(excuse) == State.WITHDRAWN
    assert room.excuse(meeting, room.cast.schools_deputy).pk


def test_another_cannot_withdraw_it(room: Room) -> None:
    excuse = room.excuse(room.called(), room.cast.schools_deputy)
    with pytest.raises(NotYours):
        excusing.withdraw(excuse.pk, room.cast.land_deputy)


@in_county("yangcheng-2021")
def test_a_stand_in_is_no_member_for_the_quorum(room: Room) -> None:
    """The office director is a member; his deputy comes for him, and is not counted."""
    meeting = room.called()
    row = room.row(meeting, room.cast.director)
    excuse = room.excuse(meeting, room.cast.director, stand_in=room.cast.secretary)
    room.decide(excuse, room.cast.head, "approve")
    room.come_the_day(meeting)
    before = count(meeting).present
    assert presence.come(row.pk, room.cast.secretary, Arrival.SELF).stands_in
    assert count(meeting).present == before


def test_the_moves() -> None:
    live = {State.ASKED, State.GRANTED, State.FILED}
    assert {name: (set(m.sources), m.target) for name, m in MOVES.items()} == {
        "grant": ({State.ASKED}, State.GRANTED), "file": ({State.ASKED}, State.FILED),
        "refuse": ({State.ASKED}, State.REFUSED), "withdraw": (live, State.WITHDRAWN),
    }  # fmt: skip
