"""Going through the items: taking one up, who speaks, deciding it; what the rules have before each."""

from datetime import date, timedelta

import pytest

from govrules.core.errors import BadInput, BrokenRule, NotYours, WrongState
from govrules.core.matters.models import Matter, Waiver
from govrules.core.notices.models import Notice
from meetings.attendance import presence
from meetings.calling.forms import waiting_for
from meetings.calling.models import Meeting
from meetings.items.models import AgendaItem
from meetings.items.states import State
from meetings.session import actions, recording
from meetings.session.models import Decision, DecisionKind, Speech
from meetings.session.queries import screen
from meetings.session.recording import Overtaken, Typed
from tests.core.cast import Cast, in_county
from tests.documents.papers import side_by_side
from tests.meetings.session.conftest import Hall
from tests.meetings.stage import Stage
from tests.proves import proves

# --- the study ---


@proves("YG-26-2")
def test_the_study_is_not_begun_without_the_head(hall: Hall) -> None:
    """The head chairs it himself: he has left the room, so that it waits; other items may go on."""
    meeting, cast = hall.called(items=0), hall.cast
    study = hall.stage.listed(meeting, 1, study=True, title="学习重要讲话精神")
    other = hall.stage.listed(meeting, 2)
    hall.come(meeting)
    actions.open_meeting(meeting.pk, cast.clerk)
    presence.go(hall.row(meeting, cast.head).pk, cast.clerk)
    with pytest.raises(BrokenRule, match="学习由县长主持") as refused:
        actions.turn_to(study.pk, cast.clerk, {"first_topic_study": "县长外出"})
    assert (refused.value.reasons[0].article, refused.value.reasons[0].strength) == (26, "must")
    actions.turn_to(other.pk, cast.clerk)
    hall.come(meeting, cast.head)
    actions.turn_to(study.pk, cast.clerk)


# --- the sponsor ---


@proves("YC-54-13")
@in_county("yangcheng-2021")
def test_without_the_leader_who_proposed_it_an_item_waits_or_has_a_reason(hall: Hall) -> None:
    meeting, cast = hall.called(), hall.cast
    hall.come(meeting, cast.head, cast.executive, cast.director)
    actions.open_meeting(meeting.pk, cast.clerk)
    item = hall.item(meeting)
    with pytest.raises(BrokenRule, match="没有到会") as refused:
        actions.turn_to(item.pk, cast.clerk)
    assert (refused.value.reasons[0].article, refused.value.reasons[0].strength) == (54, "principle")
    rule = refused.value.reasons[0].rule
    actions.turn_to(item.pk, cast.clerk, {rule: "受委托由局长汇报"})
    assert Waiver.objects.get(matter=item.pk).reason == "受委托由局长汇报"


@proves("YC-52-5")
@in_county("yangcheng-2021")
def test_a_major_matter_is_not_discussed_in_the_head_s_office_meeting_without_him(hall: Hall) -> None:
    meeting, cast = hall.called("head_office", items=0), hall.cast
    item = hall.stage.listed(meeting, 1, declared={"major": True})
    hall.come(meeting, cast.head, cast.executive, cast.land_deputy)
    actions.open_meeting(meeting.pk, cast.clerk)
    with pytest.raises(BrokenRule) as refused:
        actions.turn_to(item.pk, cast.clerk, {"head_office_sponsor": "x"})
    assert (refused.value.reasons[0].article, refused.value.reasons[0].strength) == (52, "must")
    hall.come(meeting, cast.schools_deputy)
    actions.turn_to(item.pk, cast.clerk)


@proves("TK-51-4")
@in_county("toksun-2021")
def test_toksun_s_leader_reports_himself(hall: Hall) -> None:
    meeting, cast = hall.called(), hall.cast
    hall.come(meeting, cast.head, cast.executive)
    actions.open_meeting(meeting.pk, cast.clerk)
    with pytest.raises(BrokenRule) as refused:
        actions.turn_to(hall.item(meeting).pk, cast.clerk)
    assert refused.value.reasons[0].article == 51


@proves("TK-51-4")
@in_county("toksun-2021")
def test_nor_is_it_decided_without_having_been_taken_up(hall: Hall) -> None:
    meeting, cast = hall.called(), hall.cast
    hall.come(meeting, cast.head, cast.executive)
    actions.open_meeting(meeting.pk, cast.clerk)
    item = hall.item(meeting)
    with pytest.raises(BrokenRule) as refused:
        hall.decide(item)
    assert refused.value.reasons[0].article == 51 and hall.state(item) == State.LISTED
    hall.decide(item, DecisionKind.POSTPONED, text="")
    other = hall.item(meeting, 2)
    hall.come(meeting, cast.schools_deputy)
    hall.decide(other)
    assert hall.state(other) == State.DECIDED
    hall.come(meeting, cast.schools_deputy)
    actions.turn_to(hall.item(meeting).pk, cast.clerk)


def test_its_time_begins_when_it_is_taken_up(hall: Hall) -> None:
    meeting = hall.sits()
    one, two = hall.item(meeting), hall.item(meeting, 2)
    actions.turn_to(one.pk, hall.cast.clerk)
    began = Decision.objects.get(item=one).began_at
    hall.time.forward(timedelta(minutes=3))
    actions.turn_to(two.pk, hall.cast.clerk)
    actions.turn_to(one.pk, hall.cast.clerk)
    meeting.refresh_from_db()
    assert meeting.current == one and Decision.objects.get(item=one).began_at == began


def test_who_comes_for_an_item_is_called_in_once(hall: Hall) -> None:
    meeting = hall.sits()
    item = hall.item(meeting)
    assert actions.call_in(item.pk, hall.cast.clerk) == 1
    actions.call_in(item.pk, hall.cast.clerk)
    told = Notice.objects.filter(event__startswith="called-in:", channel="portal")
    assert [n.recipient for n in told] == [hall.cast.education_head]


def test_nothing_before_the_opening(hall: Hall) -> None:
    item = hall.item(hall.called())
    with pytest.raises(WrongState, match="没有在进行"):
        actions.turn_to(item.pk, hall.cast.clerk)


@pytest.mark.parametrize("who", ["head", "education_head", "stranger"])
def test_only_the_office_keeps_the_record(hall: Hall, who: str) -> None:
    item = hall.item(hall.sits())
    with pytest.raises(NotYours):
        recording.keep(item.pk, getattr(hall.cast, who), Typed(text="x"), 0)


# --- deciding ---


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (DecisionKind.ADOPTED, State.DECIDED), (DecisionKind.CHANGED, State.DECIDED),
        (DecisionKind.REJECTED, State.DECIDED), (DecisionKind.NOTED, State.DECIDED),
        (DecisionKind.POSTPONED, State.APPROVED), (DecisionKind.FURTHER, State.APPROVED),
    ],
)  # fmt: skip
def test_what_becomes_of_an_item(hall: Hall, kind: str, state: str) -> None:
    item = hall.item(hall.sits())
    decision = hall.decide(item, kind)
    assert (hall.state(item), decision.kind, decision.without_quorum) == (state, kind, False)


def test_a_postponed_item_is_taken_up_again_in_the_same_meeting(hall: Hall) -> None:
    item = hall.item(hall.sits())
    hall.decide(item, DecisionKind.POSTPONED)
    hall.decide(item, DecisionKind.ADOPTED)
    assert hall.state(item) == State.DECIDED


def test_what_was_decided_may_be_put_right_until_the_end(hall: Hall) -> None:
    item = hall.item(hall.sits())
    hall.decide(item)
    assert hall.decide(item, DecisionKind.CHANGED, text="修改后同意。").text == "修改后同意。"
    with pytest.raises(WrongState, match="缓议"):
        hall.decide(item, DecisionKind.POSTPONED)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"kind": ""}, "结论"), ({"kind": "adopted", "text": " "}, "议定内容"),
        ({"kind": "adopted", "text": "x", "due_on": date(2026, 5, 31)}, "不能早于今天"),
        ({"kind": "adopted", "text": "x", "secrecy": "secret"}, "公开属性"),
        ({"kind": "adopted", "text": "秘密★1年"}, "涉密"),
    ],
)  # fmt: skip
def test_what_cannot_be_recorded(hall: Hall, values: dict, why: str) -> None:
    item = hall.item(hall.sits())
    with pytest.raises(BadInput, match=why):
        recording.decide(item.pk, hall.cast.clerk, Typed(**values), 0)
    assert hall.state(item) == State.LISTED


def test_another_government_s_organ_is_none(hall: Hall) -> None:
    item = hall.item(hall.sits())
    with pytest.raises(BadInput, match="本政府"):
        recording.keep(item.pk, hall.cast.clerk, Typed(organ=hall.cast.other_finance), 0)


@in_county("yangcheng-2021")
def test_a_decision_by_too_few_is_flagged(hall: Hall) -> None:
    meeting, cast = hall.sits(), hall.cast
    for official in (cast.executive, cast.land_deputy, cast.member, cast.director):
        presence.go(hall.row(meeting, official).pk, cast.clerk)
    assert hall.decide(hall.item(meeting)).without_quorum


@proves("YG-18-2")
@pytest.mark.parametrize("body", ["head_office", "special"])
def test_a_major_issue_is_not_decided_there(hall: Hall, body: str) -> None:
    meeting = hall.sits(body, items=0)
    item = hall.stage.listed(meeting, 1, declared={"major_issue": True})
    with pytest.raises(BrokenRule, match="重大问题不能由") as refused:
        hall.decide(item)
    assert refused.value.reasons[0].article == 18
    hall.decide(item, DecisionKind.POSTPONED)


def test_but_in_the_standing_meeting_it_is(hall: Hall) -> None:
    meeting = hall.sits(items=0)
    item = hall.stage.listed(meeting, 1, declared={"major_issue": True})
    assert hall.decide(item).kind == DecisionKind.ADOPTED


# --- the head speaks last ---


@pytest.fixture
def major(hall: Hall) -> AgendaItem:
    """A major item of 洮北, four members in the room."""
    return hall.stage.listed(hall.sits(items=0), 1, declared={"major_issue": True})


@proves("TB-29-7")
@in_county("taobei-2020")
def test_each_speaks_and_the_head_last(hall: Hall, major: AgendaItem) -> None:
    cast = hall.cast
    with pytest.raises(BrokenRule, match="还没有发表意见") as refused:
        hall.decide(major)
    assert refused.value.reasons[0].article == 29
    hall.speak(major, cast.executive)
    hall.speak(major, cast.schools_deputy)
    with pytest.raises(BrokenRule, match="李长河还没有发表意见"):
        hall.decide(major)
    hall.speak(major, cast.land_deputy)
    with pytest.raises(BrokenRule, match="赵立民还没有最后发表意见"):
        hall.decide(major)
    hall.speak(major, cast.head)
    assert hall.decide(major).kind == DecisionKind.ADOPTED


@proves("TB-29-6")
@in_county("taobei-2020")
def test_the_head_does_not_set_the_tone(hall: Hall, major: AgendaItem) -> None:
    cast = hall.cast
    hall.speak(major, cast.executive)
    hall.speak(major, cast.head)
    hall.speak(major, cast.schools_deputy)
    hall.speak(major, cast.land_deputy)
    with pytest.raises(BrokenRule, match="赵立民先于孙慧敏、李长河发表意见"):
        hall.decide(major)
    head = Speech.objects.get(item=major, attendee__official=cast.head)
    recording.move_speech(head.pk, cast.clerk, up=False)
    recording.move_speech(head.pk, cast.clerk, up=False)
    hall.decide(major)


@proves("TB-29-6")
@in_county("taobei-2020")
def test_the_head_s_first_word_counts_though_nobody_wrote_it_down(hall: Hall, major: AgendaItem) -> None:
    """He speaks first and last: with the first word left blank he still set the tone."""
    cast = hall.cast
    for official in (cast.head, cast.executive, cast.schools_deputy, cast.land_deputy, cast.head):
        first = official == cast.head and not Speech.objects.exists()
        hall.speak(major, official, "" if first else "同意。")
    with pytest.raises(BrokenRule, match="赵立民先于"):
        hall.decide(major)


@proves("TB-29-8")
@in_county("taobei-2020")
def test_a_word_without_a_gist_is_none(hall: Hall, major: AgendaItem) -> None:
    for official in (hall.cast.executive, hall.cast.schools_deputy, hall.cast.land_deputy, hall.cast.head):
        hall.speak(major, official, "" if official == hall.cast.land_deputy else "同意。")
    with pytest.raises(BrokenRule, match="李长河"):
        hall.decide(major)


@in_county("taobei-2020")
def test_an_ordinary_item_or_one_without_the_head_has_no_such_order(hall: Hall) -> None:
    meeting = hall.sits()
    hall.decide(hall.item(meeting))
    other = hall.stage.listed(meeting, 3, declared={"major_issue": True})
    presence.go(hall.row(meeting, hall.cast.head).pk, hall.cast.clerk)
    hall.decide(other)


# --- two secretaries ---


def test_nobody_overwrites_a_colleague(hall: Hall) -> None:
    item = hall.item(hall.sits())
    recording.keep(item.pk, hall.cast.clerk, Typed(text="甲的文字"), 0)
    with pytest.raises(Overtaken) as refused:
        recording.keep(item.pk, hall.cast.director, Typed(text="乙的文字"), 0)
    assert (refused.value.status, refused.value.row.text) == (409, "甲的文字")
    assert recording.keep(item.pk, hall.cast.director, Typed(text="甲乙合并"), 1).version == 2


def test_two_at_the_same_moment(lasting_cast: Cast, monday) -> None:
    hall = Hall(Stage(lasting_cast), monday)
    item = hall.item(hall.sits())
    found = side_by_side(
        lambda: recording.keep(item.pk, lasting_cast.clerk, Typed(text="甲的文字"), 0),
        lambda: recording.keep(item.pk, lasting_cast.director, Typed(text="乙的文字"), 0),
    )
    assert sorted(type(one).__name__ for one in found) == ["Decision", "Overtaken"]
    assert Decision.objects.get(item=item).version == 1


def test_keeping_decides_nothing(hall: Hall) -> None:
    item = hall.item(hall.sits())
    kept = recording.keep(item.pk, hall.cast.clerk, Typed(kind="adopted", text="同意。"), 0)
    assert (kept.kind, hall.state(item)) == ("", State.LISTED)
    hall.decide(item)
    with pytest.raises(WrongState, match="已经议定"):
        recording.keep(item.pk, hall.cast.clerk, Typed(text="悄悄改"), kept.version + 1)


# --- speeches ---


def test_whoever_begins_ends_who_spoke_before(hall: Hall) -> None:
    meeting = hall.sits()
    item = hall.item(meeting)
    first = recording.add_speech(item.pk, hall.cast.clerk, hall.row(meeting, hall.cast.executive), "report")
    hall.time.forward(timedelta(minutes=9))
    second = recording.add_speech(item.pk, hall.cast.clerk, hall.row(meeting, hall.cast.land_deputy))
    first.refresh_from_db()
    assert first.ended_at - first.began_at == timedelta(minutes=9) and (first.position, second.position) == (1, 2)
    recording.end_speech(second.pk, hall.cast.clerk)
    recording.end_speech(second.pk, hall.cast.clerk)


def test_the_order_and_what_was_taken_down_by_mistake(hall: Hall) -> None:
    meeting = hall.sits()
    item = hall.item(meeting)
    for official in (hall.cast.executive, hall.cast.land_deputy):
        hall.speak(item, official)
    first, second = item.speeches.all()
    recording.move_speech(second.pk, hall.cast.clerk, up=True)
    recording.move_speech(second.pk, hall.cast.clerk, up=True)
    assert list(item.speeches.all()) == [second, first]
    recording.drop_speech(first.pk, hall.cast.clerk)
    assert list(item.speeches.all()) == [second]


def test_somebody_from_another_meeting_does_not_speak(hall: Hall) -> None:
    item, other = hall.item(hall.sits()), hall.called()
    with pytest.raises(BadInput, match="不在这次会议"):
        recording.add_speech(item.pk, hall.cast.clerk, other.attendees.first())


# --- taking off ---


def test_taken_off_for_a_reason(hall: Hall) -> None:
    """It waits for another meeting."""
    meeting = hall.sits()
    item = hall.item(meeting)
    with pytest.raises(BadInput, match="理由"):
        actions.take_off(item.pk, hall.cast.clerk, " ")
    actions.turn_to(item.pk, hall.cast.clerk)
    actions.take_off(item.pk, hall.cast.clerk, "材料不全")
    item.refresh_from_db()
    meeting.refresh_from_db()
    assert (hall.state(item), item.off_reason, item.meeting, meeting.current) == (
        State.APPROVED, "材料不全", None, None,
    )  # fmt: skip
    with pytest.raises(WrongState, match="不在会议的议程"):
        actions.turn_to(item.pk, hall.cast.clerk)


def test_what_was_postponed_waits_for_a_later_meeting_and_begins_anew_there(hall: Hall) -> None:
    first = hall.sits(items=1)
    item = hall.item(first)
    hall.speak(item, hall.cast.executive, "建议缓议。")
    hall.decide(item, DecisionKind.POSTPONED, text="补充论证后再议。")
    actions.end(first.pk, hall.cast.clerk)
    later = hall.stage.meeting("meeting_planned", items=0)
    assert item in waiting_for(later)
    hall.time.forward(timedelta(days=7))
    second = hall.sits(items=0)
    AgendaItem.objects.filter(pk=item.pk).update(meeting=second, position=1)
    Matter.objects.filter(pk=item.pk).update(state=State.LISTED)
    [line] = screen(second, hall.time.moment).lines
    assert (line.words, line.decision) == ("未讨论", None)
    actions.turn_to(item.pk, hall.cast.clerk)
    shown = screen(Meeting.objects.get(pk=second.pk), hall.time.moment)
    assert shown.speeches == [] and Speech.objects.filter(item=item).count() == 1
    assert hall.decide(item).kind == DecisionKind.ADOPTED
