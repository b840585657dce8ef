"""Calling a meeting: its number, who is asked, what stops it."""

import pytest
from django.db import connection

from govrules.core import clock
from govrules.core.errors import BrokenRule, NotYours, Refused, WrongState
from govrules.core.matters.models import Waiver
from meetings.calling import actions
from meetings.calling.models import BodyYear, Meeting
from meetings.calling.states import State
from tests.core.cast import in_county
from tests.documents.papers import side_by_side
from tests.meetings.calling.desk import DAY, Office
from tests.meetings.items.desk import Desk, refused
from tests.meetings.stage import Stage
from tests.proves import proves


def numbers() -> list[int]:
    return sorted(Meeting.objects.exclude(serial=None).values_list("serial", flat=True))


def test_a_called_meeting_has_its_number_and_everybody_is_asked(office: Office) -> None:
    meeting = office.called()
    assert (meeting.year, meeting.serial, office.state(meeting)) == (2026, 1, State.CALLED)
    assert meeting.matter.title == "县政府常务会议（2026年第1次）"
    assert meeting.attendees.filter(role="member").count() == 4 and meeting.called_at


def test_each_body_counts_by_itself(office: Office) -> None:
    office.called()
    second = office.called(starts_at=clock.now() + 2 * DAY)
    special = office.called(body="special", study=False, starts_at=clock.now() + 3 * DAY)
    assert (second.serial, special.serial) == (2, 1)


def test_a_number_given_back_is_used_again_and_one_in_between_is_not(office: Office) -> None:
    first = office.called()
    second = office.called(starts_at=clock.now() + 2 * DAY)
    actions.cancel(second.pk, office.clerk, "改期")
    third = office.called(starts_at=clock.now() + 3 * DAY)
    assert third.serial == 2
    actions.cancel(first.pk, office.clerk, "改期")
    assert office.called(starts_at=clock.now() + 4 * DAY).serial == 3


@proves("YG-20-12")
def test_without_the_invited_bodies_nothing_is_called_and_no_number_is_used(office: Office) -> None:
    meeting = office.fixed()
    told = refused(actions.call, meeting.pk, office.clerk, lambda *_: None)
    assert isinstance(told, BrokenRule) and told.reasons[0].article == 20
    assert "人大、政协、纪委监委" in str(told)
    assert office.state(meeting) == State.FIXED and numbers() == []
    assert not BodyYear.objects.filter(last__gt=0).exists()
    actions.call(meeting.pk, office.clerk, office.ask)
    assert numbers() == [1]


@in_county("toksun-2021")
@proves("TK-48-3")
def test_departments_that_always_attend_are_named_when_they_were_not_asked(office: Office) -> None:
    meeting = office.stage.meeting(State.FIXED)
    told = refused(actions.call, meeting.pk, office.clerk, office.ask)
    assert told.reasons[0].article == 48 and "合法性审核" in str(told) and "自然资源" in str(told)


@in_county("yangcheng-2021")
@proves("YC-53-2")
def test_a_special_meeting_across_portfolios_is_chaired_by_the_one_in_charge_in_principle(office: Office) -> None:
    meeting = office.planned(body="special", chair=office.cast.seats["land_deputy"])
    item = office.approved(body="special", touched=[office.cast.resources], declared={"heads_conferred": True})
    Desk(office.cast).consulted(item, office.cast.resources)
    office.put(meeting, item)
    actions.fix(meeting.pk, office.clerk, office.version(meeting))
    [why] = refused(actions.call, meeting.pk, office.clerk, office.ask).reasons
    assert (why.article, why.strength) == (53, "principle")
    actions.call(meeting.pk, office.clerk, office.ask, {why.rule: "主管副县长外出"})
    assert Waiver.objects.get(matter=meeting.pk).article == 53


@in_county("toksun-2021")
@proves("TK-49-1")
def test_the_head_s_office_meeting_is_chaired_by_him_or_the_deputy_in_charge(office: Office) -> None:
    for key in ("schools_deputy", "land_deputy"):
        office.entrust(key)
    meeting = office.stage.meeting(State.FIXED, "head_office", 1, chair=office.cast.seats["land_deputy"])
    told = refused(actions.call, meeting.pk, office.clerk, office.ask)
    assert [(w.article, w.strength) for w in told.reasons] == [(49, "must")]
    Meeting.objects.filter(pk=meeting.pk).update(chair=office.cast.seats["schools_deputy"])
    actions.call(meeting.pk, office.clerk, office.ask)
    assert office.state(meeting) == State.CALLED


@in_county("yangcheng-2021")
@pytest.mark.parametrize(
    ("scope", "chair", "refused_"),
    [
        ("overall", "head", False),
        ("overall", "schools_deputy", True),
        ("special", "schools_deputy", False),
        ("special", "head", True),
    ],
)
@proves("YC-59-2", "YC-59-5")
def test_who_chairs_a_work_meeting_by_what_it_is_about(office: Office, scope: str, chair: str, refused_: bool) -> None:
    meeting = office.stage.meeting(State.FIXED, "work", 1, chair=office.cast.seats[chair], scope=scope)
    if refused_:
        assert [w.article for w in refused(actions.call, meeting.pk, office.clerk, office.ask).reasons] == [59]
    else:
        actions.call(meeting.pk, office.clerk, office.ask)


def test_who_may_chair_it_no_longer_stops_the_notice(office: Office) -> None:
    office.entrust("executive")
    meeting = office.fixed(body="head_office", study=False, chair=office.cast.seats["executive"])
    office.cast.seats["executive"].entrusted_to.update(revoked_at=clock.now())
    with pytest.raises(BrokenRule, match="委托"):
        actions.call(meeting.pk, office.clerk, office.ask)


def test_only_the_office_calls_and_only_what_is_fixed(office: Office) -> None:
    meeting = office.arranged()
    with pytest.raises(WrongState):
        actions.call(meeting.pk, office.clerk, office.ask)
    with pytest.raises(NotYours):
        actions.call(meeting.pk, office.cast.head, office.ask)


# --- at once -----------------------------------------------------------------------------------------


@pytest.fixture
def lasting(lasting_cast, monday) -> Office:
    return Office(Stage(lasting_cast))


def test_calling_twice_at_once_draws_one_number(lasting: Office) -> None:
    meeting = lasting.fixed()
    results = side_by_side(*[lambda: actions.call(meeting.pk, lasting.clerk, lasting.ask)] * 2)
    assert sum(isinstance(r, Refused) for r in results) == 1
    assert numbers() == [1] and BodyYear.objects.get().last == 1


def test_two_meetings_called_at_once_draw_two_numbers(lasting: Office) -> None:
    meetings = [lasting.fixed(starts_at=clock.now() + n * DAY) for n in (1, 2)]
    results = side_by_side(*[lambda m=m: actions.call(m.pk, lasting.clerk, lasting.ask) for m in meetings])
    assert not any(isinstance(r, Exception) for r in results) and numbers() == [1, 2]


def test_fixing_while_another_arranges(lasting: Office) -> None:
    """Either it is fixed as it was, or the other's change is kept and nothing is fixed."""
    meeting = lasting.arranged(items=3)
    seen = lasting.version(meeting)
    entries = [actions.Entry(i.pk, 20) for i in meeting.items.order_by("position")]
    results = side_by_side(
        lambda: actions.fix(meeting.pk, lasting.clerk, seen),
        lambda: actions.arrange(meeting.pk, lasting.cast.director, entries, seen),
    )
    assert sum(isinstance(r, WrongState) for r in results) == 1, results
    minutes = set(meeting.items.values_list("minutes_given", flat=True))
    assert (lasting.state(meeting), minutes) in [(State.FIXED, {10}), (State.PLANNED, {20})]


def test_one_room_taken_by_two_at_once(lasting: Office) -> None:
    room = lasting.room()
    plans = [lasting.plan(room=room), lasting.plan(room=room, body="plenary")]
    results = side_by_side(*[lambda p=p: actions.plan(lasting.clerk, p) for p in plans])
    assert sum(isinstance(r, Refused) for r in results) == 1
    assert Meeting.objects.filter(room=room).count() == 1
    connection.close()
