"""Places change hands by agreement only, never to somebody away, and those who keep the roster are told."""

from __future__ import annotations

import pytest

from govrules.core.errors import BadInput, NotYours, WrongState
from leave.duty import actions
from leave.duty.models import Role, Swap, SwapState
from tests.leave.duty.room import at, lines, told

OFFICER, LEADER = Role.OFFICER, Role.LEADER


@pytest.fixture
def month(cast, room):
    """吴敏 the odd days, 郑晓 the even ones; 周正 has none."""
    return room.published()


def ask(room, by, other, day=5, role=OFFICER, back=None):
    shift = room.shift(day)
    asking = actions.Asking(role, other, "家中有事", room.shift(back) if back else None)
    return actions.ask(shift, asking, by=by)


def test_it_is_asked_agreed_to_and_told(cast, room, month):
    swap = ask(room, cast.vice_director, cast.director)
    assert room.shift(5).officer == cast.vice_director, "nothing changes by asking"
    assert told(cast.director, "duty-swap:") == ["吴敏请您代6月5日值班员"]
    actions.answer(swap, True, by=cast.director)
    assert room.shift(5).officer == cast.director
    said = ["周正同意代6月5日值班员"]
    assert told(cast.vice_director, "duty-swapped") == told(cast.clerk, "duty-swapped") == said, "the office is told"
    assert lines("duty_swapped") == [f"周正同意吴敏的换班：{cast.office.short_name}代6月5日值班员"]


def test_two_exchange_their_days(cast, room, month):
    swap = ask(room, cast.vice_director, cast.clerk, back=8)
    actions.answer(swap, True, by=cast.clerk)
    assert (room.shift(5).officer, room.shift(8).officer) == (cast.clerk, cast.vice_director)
    assert lines("duty_swapped")[0].endswith("对换6月5日和6月8日值班员")


def test_leaders_exchange_theirs(cast, room, month):
    assert (room.shift(5).leader, room.shift(6).leader) == (cast.head, cast.executive)
    actions.answer(ask(room, cast.head, cast.executive, 5, LEADER, back=6), True, by=cast.executive)
    assert (room.shift(5).leader, room.shift(6).leader) == (cast.executive, cast.head)


def test_declined_nothing_changes(cast, room, month):
    swap = ask(room, cast.vice_director, cast.director)
    actions.answer(swap, False, by=cast.director)
    assert room.shift(5).officer == cast.vice_director
    assert told(cast.vice_director, "duty-swapped") == ["周正未同意代6月5日值班员"]
    assert told(cast.clerk, "duty-swapped") == [] and lines("duty_swapped") == []
    ask(room, cast.vice_director, cast.clerk)


def test_withdrawn_it_cannot_be_agreed_to(cast, room, month):
    swap = ask(room, cast.vice_director, cast.director)
    with pytest.raises(NotYours):
        actions.withdraw(swap, by=cast.director)
    actions.withdraw(swap, by=cast.vice_director)
    with pytest.raises(WrongState, match="已撤回"):
        actions.answer(swap, True, by=cast.director)
    with pytest.raises(WrongState):
        actions.withdraw(swap, by=cast.vice_director)


def test_answered_once(cast, room, month):
    swap = ask(room, cast.vice_director, cast.director)
    actions.answer(swap, True, by=cast.director)
    for agree in (True, False):
        with pytest.raises(WrongState, match="已换班"):
            actions.answer(swap, agree, by=cast.director)
    assert len(told(cast.vice_director, "duty-swapped")) == 1


def test_one_question_a_place_at_a_time(cast, room, month):
    ask(room, cast.vice_director, cast.director)
    with pytest.raises(WrongState, match="已经提出过换班"):
        ask(room, cast.vice_director, cast.clerk)


def test_only_ones_own_place_and_only_the_one_asked_answers(cast, room, month):
    for by in (cast.clerk, cast.head, cast.stranger):
        with pytest.raises(NotYours):
            ask(room, by, cast.director)
    swap = ask(room, cast.vice_director, cast.director)
    for by in (cast.vice_director, cast.clerk, cast.stranger):
        with pytest.raises(NotYours, match="请周正答复"):
            actions.answer(swap, True, by=by)


def test_never_with_somebody_away(cast, room, month):
    room.away(cast.director, "2026-06-05 20:00", "2026-06-06 07:00")
    with pytest.raises(BadInput, match="周正.*外出，不能值6月5日的班") as refused:
        ask(room, cast.vice_director, cast.director)
    assert refused.value.field == "other"
    room.away(cast.vice_director, "2026-06-08 12:00", "2026-06-08 18:00")
    with pytest.raises(BadInput, match="吴敏") as refused:
        ask(room, cast.vice_director, cast.clerk, back=8)
    assert refused.value.field == "in_return"


def test_nor_with_somebody_who_goes_away_before_he_agrees(cast, room, month):
    swap = ask(room, cast.vice_director, cast.director)
    room.away(cast.director, "2026-06-05 20:00", "2026-06-06 07:00")
    with pytest.raises(BadInput, match="外出"):
        actions.answer(swap, True, by=cast.director)
    assert Swap.objects.get().state == SwapState.ASKED and room.shift(5).officer == cast.vice_director
    actions.answer(swap, False, by=cast.director)


def test_nor_after_the_shift_has_begun(cast, room, month):
    swap = ask(room, cast.vice_director, cast.director)
    room.clock.move_to(at("2026-06-05 08:00"))
    with pytest.raises(WrongState, match="已经开始"):
        actions.answer(swap, True, by=cast.director)
    with pytest.raises(WrongState, match="已经开始"):
        ask(room, cast.clerk, cast.director, day=4)


def test_what_changed_meanwhile_is_looked_at_again(cast, room, month):
    swap = ask(room, cast.vice_director, cast.clerk, back=8)
    other = room.shift(8)
    actions.assign(other, OFFICER, cast.director, by=cast.clerk, seen=other.officer_id)
    with pytest.raises(BadInput, match="6月8日的值班员不是郑晓"):
        actions.answer(swap, True, by=cast.clerk)


def test_who_is_replaced_by_hand_no_longer_asks(cast, room, month):
    swap = ask(room, cast.vice_director, cast.director)
    shift = room.shift(5)
    actions.assign(shift, OFFICER, cast.clerk, by=cast.clerk, seen=shift.officer_id)
    with pytest.raises(WrongState, match="已撤回"):
        actions.answer(swap, True, by=cast.director)


def test_an_exchange_ends_what_the_other_had_asked_about_that_day(cast, room, month):
    theirs = ask(room, cast.clerk, cast.director, day=8)
    actions.answer(ask(room, cast.vice_director, cast.clerk, back=8), True, by=cast.clerk)
    theirs.refresh_from_db()
    assert theirs.state == SwapState.WITHDRAWN


@pytest.mark.parametrize("who", ["finance_clerk", "stranger", "vice_director", "head"])
def test_not_with_just_anybody(cast, room, month, who):
    with pytest.raises(BadInput):
        ask(room, cast.vice_director, getattr(cast, who))


def test_nor_for_a_day_of_another_organ_or_the_same_day(cast, room, month):
    room.published(cast.education)
    shift = room.shift(5)
    for back in (room.shift(8, cast.education), shift):
        with pytest.raises(BadInput) as refused:
            actions.ask(shift, actions.Asking(OFFICER, cast.clerk, "有事", back), by=cast.vice_director)
        assert refused.value.field == "in_return"


def test_a_reason_is_wanted_and_a_draft_is_not_swapped(cast, room):
    room.make()
    shift = room.shift(5)
    with pytest.raises(WrongState, match="还没有公布"):
        actions.ask(shift, actions.Asking(OFFICER, cast.clerk, "有事"), by=cast.vice_director)
    with pytest.raises(BadInput):
        actions.ask(shift, actions.Asking(OFFICER, cast.clerk, " "), by=cast.vice_director)
