"""Coming, leaving, coming back; the code at the door; pressed twice or by two people at once it is one row."""

from datetime import timedelta

import pytest

from govrules.core import clock
from govrules.core.errors import BadInput, NotYours, WrongState
from meetings.attendance import presence
from meetings.attendance.models import Arrival, Presence
from meetings.attendance.queries import rows_of
from tests.core.cast import Cast
from tests.documents.papers import side_by_side
from tests.meetings.attendance.conftest import Room
from tests.meetings.stage import Stage


def test_pressed_twice_it_is_one_row(room: Room) -> None:
    meeting = room.called()
    room.come_the_day(meeting)
    row = room.row(meeting, room.cast.executive)
    first = presence.come(row.pk, room.cast.executive, Arrival.SELF)
    assert presence.come(row.pk, room.cast.clerk, Arrival.SECRETARY) == first
    assert row.presences.count() == 1


def test_two_secretaries_at_once_are_one_row(lasting_cast: Cast, monday: clock.StoppedClock) -> None:
    room = Room(Stage(lasting_cast), monday)
    meeting = room.called()
    room.come_the_day(meeting)
    row = room.row(meeting, lasting_cast.executive)
    found = side_by_side(
        lambda: presence.come(row.pk, lasting_cast.clerk, Arrival.SECRETARY),
        lambda: presence.come(row.pk, lasting_cast.director, Arrival.SECRETARY),
    )
    assert len({p.pk for p in found}) == 1 and Presence.objects.count() == 1


def test_who_leaves_and_comes_back_has_a_second_row(room: Room) -> None:
    meeting = room.called()
    room.come_the_day(meeting)
    row = room.row(meeting, room.cast.executive)
    presence.come(row.pk, room.cast.clerk, Arrival.SECRETARY)
    presence.go(row.pk, room.cast.clerk)
    presence.go(row.pk, room.cast.clerk)
    assert next(r for r in rows_of(meeting) if r.attendee == row).state == "已离会"
    presence.come(row.pk, room.cast.clerk, Arrival.SECRETARY)
    assert [p.left_at is None for p in row.presences.all()] == [False, True]


def test_nobody_signs_in_another(room: Room) -> None:
    meeting = room.called()
    room.come_the_day(meeting)
    row = room.row(meeting, room.cast.executive)
    for how in (Arrival.SELF, Arrival.SECRETARY):
        with pytest.raises(NotYours):
            presence.come(row.pk, room.cast.land_deputy, how)


def test_not_on_another_day_and_not_after_the_end(room: Room) -> None:
    meeting = room.called()
    row = room.row(meeting, room.cast.executive)
    with pytest.raises(WrongState, match="会议当天"):
        presence.come(row.pk, room.cast.executive, Arrival.SELF)
    over = room.stage.ended()
    with pytest.raises(WrongState):
        presence.come(over.attendees.first().pk, room.cast.clerk, Arrival.SECRETARY)


def test_a_stand_in_without_a_leave_is_nobody(room: Room) -> None:
    meeting = room.called()
    room.come_the_day(meeting)
    with pytest.raises(BadInput, match="没有请假"):
        presence.come(room.row(meeting, room.cast.executive).pk, room.cast.clerk, Arrival.SECRETARY, instead=True)


# --- the code ---


def test_the_code_lets_in_whoever_scans_it(room: Room) -> None:
    meeting = room.called()
    room.come_the_day(meeting)
    code = presence.token(meeting.pk, clock.now())
    came = presence.scan(code, room.cast.executive)
    assert (came.attendee, came.how, came.by) == (
        room.row(meeting, room.cast.executive), Arrival.CODE, room.cast.executive,
    )  # fmt: skip


@pytest.mark.parametrize("who", ["finance_head", "stranger"])
def test_but_nobody_who_was_not_asked(room: Room, who: str) -> None:
    meeting = room.called()
    room.come_the_day(meeting)
    with pytest.raises(NotYours, match="不在这次会议"):
        presence.scan(presence.token(meeting.pk, clock.now()), getattr(room.cast, who))


@pytest.mark.parametrize(("after", "holds"), [(0, True), (180, True), (181, False), (-1, False)])
def test_it_is_soon_over(room: Room, after: int, holds: bool) -> None:
    meeting = room.called()
    code = presence.token(meeting.pk, clock.now())
    at = clock.now() + timedelta(seconds=after)
    if holds:
        assert presence.scanned(code, at) == meeting.pk
    else:
        with pytest.raises(WrongState, match="过时"):
            presence.scanned(code, at)


@pytest.mark.parametrize("forged", ["", "x", "W3,1]:abc"])
def test_a_forged_one_is_refused(room: Room, forged: str) -> None:
    with pytest.raises(BadInput, match="不是本系统"):
        presence.scanned(forged, clock.now())


def test_a_code_for_one_meeting_lets_into_no_other(room: Room) -> None:
    one, other = room.called(), room.called()
    room.come_the_day(one)
    presence.scan(presence.token(one.pk, clock.now()), room.cast.executive)
    assert not Presence.objects.filter(attendee__meeting=other).exists()


def test_the_code_is_a_picture_without_a_style(room: Room) -> None:
    svg = presence.picture("https://example.org/meetings/sign/abc/")
    assert svg.startswith("<svg") and "style" not in svg and "<script" not in svg
