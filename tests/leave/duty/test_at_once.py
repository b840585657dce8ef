"""Two at once: nothing is done twice, and the slower is told of the quicker."""

from __future__ import annotations

import pytest

from govrules.core.errors import Refused, WrongState
from leave.duty import actions
from leave.duty.holes import warn
from leave.duty.models import DutyRoster, DutyShift, Handover, Role, Swap, SwapState
from tests.core.office.test_at_once import at_once, refusals
from tests.leave.duty.room import MONDAY, lines, told


@pytest.fixture
def cast(lasting_cast):
    return lasting_cast


def test_two_make_one_month(cast, room):
    results = at_once(*[room.make] * 2, at=MONDAY)
    assert refusals(results) == []
    assert DutyRoster.objects.count() == 1 and DutyShift.objects.count() == 30


def test_two_publish_it_once(cast, room):
    roster = room.make()
    results = at_once(*[lambda: actions.publish(roster, by=cast.clerk)] * 2, at=MONDAY)
    assert refusals(results) == [WrongState]
    assert len(told(cast.head)) == 1 and len(lines("duty_published")) == 1


def test_publishing_and_making_anew_do_not_mix(cast, room):
    roster = room.make()
    at_once(lambda: actions.publish(roster, by=cast.clerk), lambda: room.make(officers=[cast.director]), at=MONDAY)
    assert DutyShift.objects.count() == 30
    assert len(set(room.names())) in (1, 2)


def test_two_take_over_once(cast, room):
    room.published()
    first = room.shift(1)
    actions.hand_over(first, "无", by=cast.vice_director)
    takers = [lambda: actions.take_over(first, by=cast.clerk), lambda: actions.take_over(first, by=cast.executive)]
    assert refusals(at_once(*takers, at=MONDAY)) == [WrongState]
    assert Handover.objects.get().taken_by in (cast.clerk, cast.executive)
    assert len(lines("duty_taken_over")) == 1


def test_a_double_click_asks_and_answers_once(cast, room):
    room.published()
    shift = room.shift(5)
    asking = actions.Asking(Role.OFFICER, cast.director, "有事")
    assert refusals(at_once(*[lambda: actions.ask(shift, asking, by=cast.vice_director)] * 2)) == [WrongState]
    swap = Swap.objects.get()
    assert refusals(at_once(*[lambda: actions.answer(swap, True, by=cast.director)] * 2)) == [WrongState]
    assert len(told(cast.vice_director, "duty-swapped")) == 1


def test_agreed_to_or_withdrawn_but_not_both(cast, room):
    room.published()
    swap = actions.ask(room.shift(5), actions.Asking(Role.OFFICER, cast.director, "有事"), by=cast.vice_director)
    results = at_once(
        lambda: actions.answer(swap, True, by=cast.director), lambda: actions.withdraw(swap, by=cast.vice_director)
    )
    assert refusals(results) == [WrongState]
    swap.refresh_from_db()
    changed = room.shift(5).officer == cast.director
    assert changed == (swap.state == SwapState.AGREED)


def test_two_keepers_change_one_place_the_second_is_told(cast, room):
    room.published()
    shift = room.shift(5)
    seen = shift.officer_id
    changes = [
        lambda: actions.assign(shift, Role.OFFICER, cast.director, by=cast.clerk, seen=seen),
        lambda: actions.assign(shift, Role.OFFICER, cast.clerk, by=cast.vice_director, seen=seen),
    ]
    results = at_once(*changes)
    assert refusals(results) == [WrongState] and "已由他人改为" in str(
        next(r for r in results if isinstance(r, Refused))
    )


def test_a_place_is_not_given_to_one_person_twice_in_a_shift(cast, room):
    """He is put in charge while he is put on duty."""
    room.published(leaders=[cast.head, cast.executive])
    shift = room.shift(5)
    results = at_once(
        lambda: actions.assign(shift, Role.LEADER, cast.director, by=cast.clerk, seen=shift.leader_id),
        lambda: actions.assign(shift, Role.OFFICER, cast.director, by=cast.clerk, seen=shift.officer_id),
    )
    assert len(refusals(results)) == 1
    now = room.shift(5)
    assert (now.leader == cast.director) != (now.officer == cast.director)


def test_two_looks_for_holes_tell_once(cast, room):
    room.published()
    room.away(cast.head, "2026-06-05 12:00", "2026-06-05 18:00")
    at_once(*[lambda: warn(MONDAY)] * 2)
    assert len(told(cast.clerk, "duty-hole")) == 1
