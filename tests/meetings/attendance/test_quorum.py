"""The quorum in the rulebook's own words: exactly half, one more, one less; a vacant post; who left."""

from datetime import date

import pytest

from govrules.core import clock
from govrules.core.office.models import Appointment
from govrules.rulebook.schema import Quorum
from meetings.attendance import presence
from meetings.attendance.models import Arrival
from meetings.attendance.quorum import count
from meetings.quorum import standing
from tests.core.cast import in_county
from tests.meetings.attendance.conftest import Room
from tests.proves import proves

HALF, MORE = "half_or_more", "more_than_half"
TABLE = [
    (HALF, 8, 3, 4, False), (HALF, 8, 4, 4, True), (HALF, 9, 4, 5, False), (HALF, 9, 5, 5, True),
    (HALF, 10, 5, 5, True), (HALF, 11, 5, 6, False), (HALF, 11, 6, 6, True), (HALF, 1, 1, 1, True),
    (HALF, 0, 0, 1, False), (MORE, 9, 4, 5, False), (MORE, 9, 5, 5, True), (MORE, 10, 5, 6, False),
    (MORE, 10, 6, 6, True), (MORE, 11, 6, 6, True), (MORE, 120, 60, 61, False), (MORE, 120, 61, 61, True),
]  # fmt: skip


@proves("YC-51-6", "TB-58-3", "TB-60-3")
@pytest.mark.parametrize(("share", "members", "present", "need", "met"), TABLE)
def test_the_boundary(share: str, members: int, present: int, need: int, met: bool) -> None:
    found = standing(Quorum(share=share, article=51, strength="must"), members, present)
    assert (found.need, found.met) == (need, met)
    assert f"应到{members}人" in found.words and f"实到{present}人" in found.words


@in_county("yangcheng-2021")
def test_a_meeting_s_own_count_follows_who_is_in_the_room(room: Room) -> None:
    meeting = room.called()
    room.come_the_day(meeting)
    members = list(meeting.attendees.filter(role="member"))
    assert count(meeting).members == len(members) == 6
    for attendee in members[:3]:
        presence.come(attendee.pk, room.cast.clerk, Arrival.SECRETARY)
    assert (count(meeting).present, count(meeting).met) == (3, True)
    presence.go(members[0].pk, room.cast.clerk)
    assert (count(meeting).present, count(meeting).met) == (2, False)
    presence.come(members[0].pk, room.cast.clerk, Arrival.SECRETARY)
    assert count(meeting).met


@in_county("yangcheng-2021")
def test_a_vacant_post_is_no_member(room: Room) -> None:
    Appointment.objects.filter(official=room.cast.land_deputy).update(until=date(2026, 6, 1))
    assert count(room.called()).members == 5


@in_county("yangcheng-2021")
def test_observers_do_not_count(room: Room) -> None:
    meeting = room.called()
    room.come_the_day(meeting)
    for attendee in meeting.attendees.exclude(role="member"):
        presence.come(attendee.pk, room.cast.clerk, Arrival.SECRETARY)
    assert count(meeting).present == 0


@proves("YC-52-7")
@in_county("yangcheng-2021")
def test_the_leadership_is_counted_without_the_office_director(room: Room) -> None:
    meeting = room.called("head_office")
    room.come_the_day(meeting)
    found = count(meeting)
    assert (found.members, found.rule.strength) == (5, "principle")
    presence.come(room.row(meeting, room.cast.director).pk, room.cast.director, Arrival.SELF)
    assert count(meeting).present == 0


def test_no_quorum_where_the_rulebook_names_none(room: Room) -> None:
    found = count(room.called())
    assert found.rule is None and found.met and found.message == ""


@in_county("taobei-2020")
def test_the_plenary_wants_more_than_half(room: Room) -> None:
    meeting = room.called("plenary", starts_at=clock.now())
    members = list(meeting.attendees.filter(role="member"))
    need = len(members) // 2 + 1
    for number, attendee in enumerate(members[:need], start=1):
        presence.come(attendee.pk, room.cast.clerk, Arrival.SECRETARY)
        assert count(meeting).met is (number == need)
