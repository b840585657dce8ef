"""Opening a meeting: refused without its quorum, waived with a reason, or silent, as each county's rules have it."""

from datetime import date

import pytest

from govrules.core.errors import BrokenRule, NotYours, WrongState
from govrules.core.matters.models import Waiver
from govrules.core.office.models import Appointment, Official
from meetings.attendance import presence
from meetings.calling.models import Meeting
from meetings.calling.states import State
from meetings.session import actions, gates
from tests.core.cast import in_county
from tests.meetings.session.conftest import Hall
from tests.proves import proves


@proves("YC-51-6")
@in_county("yangcheng-2021")
def test_yangcheng_s_standing_meeting_needs_half(hall: Hall) -> None:
    """Six members: two are too few, three are half."""
    meeting, cast = hall.called(), hall.cast
    hall.come(meeting, cast.head, cast.executive)
    with pytest.raises(BrokenRule, match="到会人数不足：应到6人") as refused:
        actions.open_meeting(meeting.pk, cast.clerk, {"quorum": "时间紧"})
    assert (refused.value.reasons[0].article, refused.value.reasons[0].strength) == (51, "must")
    assert hall.state(meeting) == State.CALLED
    hall.come(meeting, cast.schools_deputy)
    actions.open_meeting(meeting.pk, cast.clerk)
    assert hall.state(meeting) == State.OPEN


@proves("TB-60-3")
@in_county("taobei-2020")
def test_taobei_s_standing_meeting_needs_half(hall: Hall) -> None:
    """Four members: one is too few, two are half."""
    meeting, cast = hall.called(), hall.cast
    hall.come(meeting, cast.head)
    with pytest.raises(BrokenRule) as refused:
        actions.open_meeting(meeting.pk, cast.clerk)
    assert refused.value.reasons[0].article == 60
    hall.come(meeting, cast.executive)
    actions.open_meeting(meeting.pk, cast.clerk)


@proves("TB-58-3")
@in_county("taobei-2020")
def test_its_plenary_needs_more_than_half(hall: Hall) -> None:
    meeting = hall.called("plenary")
    members = list(meeting.attendees.filter(role="member").select_related("official"))
    half = len(members) // 2
    hall.come(meeting, *(m.official for m in members[:half]))
    with pytest.raises(BrokenRule) as refused:
        actions.open_meeting(meeting.pk, hall.cast.clerk)
    assert refused.value.reasons[0].article == 58
    hall.come(meeting, members[half].official)
    actions.open_meeting(meeting.pk, hall.cast.clerk)


@proves("YC-52-7")
@in_county("yangcheng-2021")
def test_the_head_s_office_meeting_opens_for_a_reason(hall: Hall) -> None:
    """In principle: of five leaders two are there, and a reason is put on record."""
    meeting, cast = hall.called("head_office"), hall.cast
    hall.come(meeting, cast.head, cast.executive)
    with pytest.raises(BrokenRule) as refused:
        actions.open_meeting(meeting.pk, cast.clerk)
    assert (refused.value.reasons[0].article, refused.value.reasons[0].strength) == (52, "principle")
    actions.open_meeting(meeting.pk, cast.clerk, {"quorum": "防汛应急，其他领导在一线"})
    waiver = Waiver.objects.get(matter=meeting.pk)
    assert (waiver.article, waiver.reason) == (52, "防汛应急，其他领导在一线")


@pytest.mark.parametrize("body", ["standing", "head_office"])
def test_where_no_quorum_is_named_none_is_asked_for(hall: Hall, body: str) -> None:
    meeting = hall.called(body)
    hall.come(meeting, hall.cast.head)
    actions.open_meeting(meeting.pk, hall.cast.clerk)
    assert hall.state(meeting) == State.OPEN


@proves("YG-20-2")
def test_it_is_not_opened_without_him_who_chairs_it(hall: Hall) -> None:
    """The standing meeting is the head's to chair: three deputies in the room are none."""
    meeting, cast = hall.called(), hall.cast
    hall.come(meeting, cast.executive, cast.schools_deputy, cast.land_deputy)
    with pytest.raises(BrokenRule, match="主持人（县长）还没有到会") as refused:
        actions.open_meeting(meeting.pk, cast.clerk, {"chair": "时间紧"})
    assert (refused.value.reasons[0].article, refused.value.reasons[0].strength) == (20, "must")
    hall.come(meeting, cast.head)
    actions.open_meeting(meeting.pk, cast.clerk)
    assert Meeting.objects.get(pk=meeting.pk).chaired_by == cast.head


@proves("YC-51-5")
@in_county("yangcheng-2021")
def test_the_executive_deputy_presides_where_he_was_entrusted(hall: Hall) -> None:
    """The head is in the room, but it is called under the deputy: the deputy has to be there."""
    cast = hall.cast
    meeting = hall.called(chair=cast.seats["executive"])
    hall.come(meeting, cast.head, cast.schools_deputy, cast.land_deputy)
    with pytest.raises(BrokenRule, match="主持人（常务副县长）"):
        actions.open_meeting(meeting.pk, cast.clerk)
    hall.come(meeting, cast.executive)
    actions.open_meeting(meeting.pk, cast.clerk)
    assert Meeting.objects.get(pk=meeting.pk).chaired_by == cast.executive


@in_county("yangcheng-2021")
def test_a_stand_in_does_not_make_the_quorum(hall: Hall) -> None:
    meeting, cast = hall.called(), hall.cast
    hall.come(meeting, cast.head, cast.executive)
    row = hall.row(meeting, cast.director)
    row.excused, row.stand_in = True, cast.secretary
    row.save()
    presence.come(row.pk, cast.secretary, "self")
    with pytest.raises(BrokenRule):
        actions.open_meeting(meeting.pk, cast.clerk)


def test_who_comes_follows_today_s_posts_at_the_opening(hall: Hall) -> None:
    meeting = hall.called()
    new = Official.objects.create(government=hall.cast.government, key="new", name="新任")
    Appointment.objects.filter(official=hall.cast.land_deputy).update(until=date(2026, 6, 1))
    Appointment.objects.create(seat=hall.cast.seats["land_deputy"], official=new, since=date(2026, 6, 1))
    hall.come(meeting, hall.cast.head)
    actions.open_meeting(meeting.pk, hall.cast.clerk)
    assert meeting.attendees.filter(official=new).exists()


@pytest.mark.parametrize("who", ["head", "education_head", "stranger"])
def test_only_the_office_opens_it(hall: Hall, who: str) -> None:
    with pytest.raises(NotYours):
        actions.open_meeting(hall.called().pk, getattr(hall.cast, who))


def test_not_twice(hall: Hall) -> None:
    meeting = hall.sits()
    with pytest.raises(WrongState):
        actions.open_meeting(meeting.pk, hall.cast.clerk)


@in_county("yangcheng-2021")
def test_a_gate_that_is_passed_says_how_many(hall: Hall) -> None:
    meeting = hall.called()
    hall.come(meeting)
    [judged] = gates.of_quorum(meeting.matter, gates.count(meeting))
    assert judged.passed and judged.name == "应到6人，实到6人，符合：须有组成人员半数以上到会（至少3人）"
