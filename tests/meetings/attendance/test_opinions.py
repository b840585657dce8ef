"""What is said on the items before the meeting, where the rules ask for it then; how early one has to be there."""

import pytest

from govrules.core.errors import BadInput, NotYours, WrongState
from govrules.core.notices.models import Notice
from meetings.attendance import actions, presence
from meetings.attendance.queries import opinions_on
from meetings.session.actions import open_meeting
from tests.core.cast import in_county
from tests.meetings.attendance.conftest import Room
from tests.portal.office import page, signed_in
from tests.proves import proves


@proves("YC-56-3")
@in_county("yangcheng-2021")
def test_a_leader_speaks_up_before_the_meeting(room: Room) -> None:
    meeting, cast = room.called(), room.cast
    client = signed_in(cast.schools_deputy)
    assert "会前对议题的意见" in page(client, f"/meetings/{meeting.pk}/mine/")
    client.post(f"/meetings/{meeting.pk}/mine/say/", {"opinion": "第一项建议缓议。"})
    assert [(a.name, text) for a, text in opinions_on(meeting)] == [("孙慧敏", "第一项建议缓议。")]
    room.come_the_day(meeting)
    for attendee in meeting.attendees.filter(role="member"):
        actions.seen(attendee, room.time.moment)
        from_the_door(room, attendee)
    open_meeting(meeting.pk, cast.clerk)
    item = meeting.items.first()
    assert "第一项建议缓议。" in page(signed_in(cast.clerk), f"/meetings/{meeting.pk}/session/?item={item.pk}")
    with pytest.raises(WrongState, match="会上发言"):
        actions.say_before(room.row(meeting, cast.schools_deputy).pk, cast.schools_deputy, "迟了")


def from_the_door(room: Room, attendee) -> None:
    presence.come(attendee.pk, room.cast.clerk, "secretary")


@in_county("yangcheng-2021")
def test_only_those_whom_the_rules_name_and_only_themselves(room: Room) -> None:
    meeting, cast = room.called(), room.cast
    with pytest.raises(BadInput):
        actions.say_before(room.row(meeting, cast.education_head).pk, cast.education_head, "意见")
    with pytest.raises(NotYours):
        actions.say_before(room.row(meeting, cast.schools_deputy).pk, cast.land_deputy, "意见")


@in_county("taobei-2020")
def test_where_only_the_excused_are_asked_whoever_comes_speaks_there(room: Room) -> None:
    meeting, cast = room.called(), room.cast
    assert "会前对议题的意见" not in page(signed_in(cast.schools_deputy), f"/meetings/{meeting.pk}/mine/")
    with pytest.raises(BadInput):
        actions.say_before(room.row(meeting, cast.schools_deputy).pk, cast.schools_deputy, "意见")


@proves("YC-63-6")
@in_county("yangcheng-2021")
def test_the_notice_and_the_page_say_how_early(room: Room) -> None:
    meeting = room.called()
    told = Notice.objects.filter(event=f"meeting-asked:{meeting.pk}", channel="portal").first()
    assert "请提前5分钟入场" in told.body
    assert "提前5分钟" in page(signed_in(room.cast.head), f"/meetings/{meeting.pk}/mine/")


@proves("YG-24-1")
def test_the_form_says_that_leave_is_the_exception(room: Room) -> None:
    meeting = room.called()
    row = room.row(meeting, room.cast.schools_deputy)
    html = page(signed_in(room.cast.schools_deputy), f"/meetings/attendees/{row.pk}/leave/")
    assert "原则上不应请假" in html and "第二十四条" in html
