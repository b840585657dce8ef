"""Entering, extending, ending, cancelling an absence: who may, what is refused, what moves, what is written."""

from __future__ import annotations

import pytest

from govrules.core.errors import BadInput, NotYours, WrongState
from govrules.core.office import boundaries
from govrules.core.office.actions import (
    Trip,
    cancel_absence,
    enter_absence,
    extend_absence,
    return_early,
)
from govrules.core.office.models import Absence, Boundary
from tests.core.office.hours import DAY, HOUR, MONDAY, step_for, told_by, who_has


def trip(start=HOUR, end=DAY, reason="赴市里开会", place="大同市") -> Trip:
    return Trip(MONDAY + start, MONDAY + end, reason, place)


def ahead() -> list:
    return list(Boundary.objects.filter(done_at=None).values_list("at", flat=True))


@pytest.fixture
def away(cast, monday) -> Absence:
    """The schools deputy is away from 10:00 until tomorrow 09:00."""
    return enter_absence(cast.schools_deputy, trip(), by=cast.clerk)


def test_an_absence_is_entered_with_its_boundaries_and_its_line(cast, away):
    assert (away.entered_by, away.entered_at, away.place) == (cast.clerk, MONDAY, "大同市")
    assert ahead() == [MONDAY + HOUR, MONDAY + DAY]
    text = "郑晓登记孙慧敏外出：6月1日 10:00至6月2日 09:00，赴市里开会"
    assert told_by(cast) == ("absence", text, cast.clerk)


def test_when_it_begins_the_b_role_acts_and_when_it_ends_it_goes_back(cast, away):
    step = step_for(cast, cast.seats["schools_deputy"])
    assert who_has(step) == "孙慧敏"
    boundaries.cross(MONDAY + HOUR)
    assert who_has(step) == "李长河"
    boundaries.cross(MONDAY + DAY)
    assert who_has(step) == "孙慧敏"


def test_one_that_has_begun_already_moves_the_steps_at_once(cast, monday, django_capture_on_commit_callbacks):
    step = step_for(cast, cast.seats["schools_deputy"])
    with django_capture_on_commit_callbacks(execute=True):
        enter_absence(cast.schools_deputy, trip(start=-HOUR), by=cast.clerk)
    assert who_has(step) == "李长河"
    assert ahead() == [MONDAY + DAY]


def test_the_set_up_and_a_granted_leave_need_no_clerk(cast, monday):
    assert enter_absence(cast.head, trip()).entered_by is None
    assert told_by(cast)[1].startswith("系统管理员登记赵立民外出")


@pytest.mark.parametrize("who", ["schools_deputy", "head", "finance_head", "education_clerk", "other_director"])
def test_only_the_office_enters_absences(cast, monday, who):
    with pytest.raises(NotYours):
        enter_absence(cast.schools_deputy, trip(), by=getattr(cast, who))
    assert Absence.objects.count() == 0


def test_the_office_of_another_government_enters_none_here(cast, monday):
    with pytest.raises(NotYours):
        enter_absence(cast.stranger, trip(), by=cast.clerk)


@pytest.mark.parametrize(
    ("bad", "field", "says"),
    [
        (trip(start=DAY, end=HOUR), "ends_at", "结束时间要晚于开始时间"),
        (trip(start=HOUR, end=HOUR), "ends_at", "结束时间要晚于开始时间"),
        (trip(start=-2 * DAY, end=-DAY), "ends_at", "结束时间5月31日 09:00已经过去，请核对"),
        (trip(start=-40 * DAY), "starts_at", "离开时间超过一个月，请核对"),
        (trip(start=400 * DAY, end=401 * DAY), "ends_at", "时间超出一年，请核对日期"),
        (trip(end=400 * DAY), "ends_at", "时间超出一年，请核对日期"),
        (trip(reason="  "), "reason", "请填写外出事由"),
        (trip(reason="长" * 101), "reason", "外出事由有101字，最多100字"),
    ],
)
def test_absurd_entries_are_refused_and_say_where(cast, monday, bad, field, says):
    with pytest.raises(BadInput) as why:
        enter_absence(cast.schools_deputy, bad, by=cast.clerk)
    assert (why.value.field, str(why.value)) == (field, says)
    assert Absence.objects.count() == Boundary.objects.count() == 0


@pytest.mark.parametrize(
    ("start", "end"),
    [(HOUR, DAY), (2 * HOUR, 3 * HOUR), (-HOUR, 2 * HOUR), (DAY - HOUR, 3 * DAY), (-HOUR, 3 * DAY)],
)
def test_one_official_is_not_away_twice_at_once(cast, away, start, end):
    with pytest.raises(BadInput, match="孙慧敏已登记6月1日 10:00至6月2日 09:00外出，时间重叠"):
        enter_absence(cast.schools_deputy, trip(start, end), by=cast.clerk)


@pytest.mark.parametrize(("start", "end"), [(-HOUR, HOUR), (DAY, 2 * DAY)])
def test_absences_may_follow_each_other(cast, away, start, end):
    assert enter_absence(cast.schools_deputy, trip(start, end), by=cast.clerk).pk


def test_another_official_may_be_away_at_the_same_time(cast, away):
    assert enter_absence(cast.land_deputy, trip(), by=cast.clerk).pk


def test_after_a_cancelled_or_shortened_one_the_time_is_free_again(cast, away, monday):
    cancel_absence(away, by=cast.clerk)
    again = enter_absence(cast.schools_deputy, trip(), by=cast.clerk)
    monday.move_to(MONDAY + 2 * HOUR)
    return_early(again, by=cast.clerk)
    assert enter_absence(cast.schools_deputy, trip(3 * HOUR), by=cast.clerk).pk


# --- back earlier ----------------------------------------------------------------------------------------


def test_back_early_the_step_goes_back_at_once_and_nothing_lies_ahead(
    cast, away, monday, django_capture_on_commit_callbacks
):
    step = step_for(cast, cast.seats["schools_deputy"])
    boundaries.cross(MONDAY + HOUR)
    monday.move_to(MONDAY + 3 * HOUR)
    with django_capture_on_commit_callbacks(execute=True):
        return_early(away, by=cast.clerk)
    assert who_has(step) == "孙慧敏"
    assert ahead() == []
    assert told_by(cast) == ("return", "郑晓登记孙慧敏已提前返回", cast.clerk)


def test_he_may_report_his_return_himself_and_nobody_else_may(cast, away, monday):
    monday.move_to(MONDAY + 3 * HOUR)
    for other in (cast.land_deputy, cast.finance_clerk, cast.other_director):
        with pytest.raises(NotYours):
            return_early(away, by=other)
    return_early(away, by=cast.schools_deputy)
    away.refresh_from_db()
    assert away.returned_at == MONDAY + 3 * HOUR


def test_who_has_not_left_cannot_return(cast, away):
    with pytest.raises(WrongState, match="还没有离开"):
        return_early(away, by=cast.clerk)


def test_who_is_back_cannot_return_again(cast, away, monday):
    monday.move_to(MONDAY + 2 * HOUR)
    return_early(away, by=cast.clerk)
    monday.move_to(MONDAY + 3 * HOUR)
    with pytest.raises(WrongState, match="已经结束"):
        return_early(away, by=cast.clerk)


# --- back later ------------------------------------------------------------------------------------------


def test_extended_it_ends_later_and_the_step_stays_with_the_b_role(cast, away, monday):
    step = step_for(cast, cast.seats["schools_deputy"])
    boundaries.cross(MONDAY + HOUR)
    monday.move_to(MONDAY + 2 * HOUR)
    extend_absence(away, MONDAY + 2 * DAY, by=cast.clerk)
    boundaries.cross(MONDAY + DAY)
    assert who_has(step) == "李长河"
    boundaries.cross(MONDAY + 2 * DAY)
    assert who_has(step) == "孙慧敏"
    assert told_by(cast)[:2] == ("extend_absence", "郑晓登记孙慧敏外出延至6月3日 09:00")


def test_extended_before_it_begins_both_boundaries_lie_ahead(cast, away):
    extend_absence(away, MONDAY + 2 * DAY, by=cast.clerk)
    assert ahead() == [MONDAY + HOUR, MONDAY + 2 * DAY]


@pytest.mark.parametrize("ends", [MONDAY + DAY, MONDAY + 2 * HOUR, MONDAY - DAY])
def test_an_extension_ends_later_than_before(cast, away, ends):
    with pytest.raises(BadInput, match="要晚于原定的6月2日 09:00"):
        extend_absence(away, ends, by=cast.clerk)


def test_an_extension_may_not_run_into_the_next_trip(cast, away):
    enter_absence(cast.schools_deputy, trip(2 * DAY, 3 * DAY), by=cast.clerk)
    with pytest.raises(BadInput, match="时间重叠"):
        extend_absence(away, MONDAY + 2 * DAY + HOUR, by=cast.clerk)
    assert extend_absence(away, MONDAY + 2 * DAY, by=cast.clerk).ends_at == MONDAY + 2 * DAY


def test_only_the_office_extends(cast, away):
    with pytest.raises(NotYours):
        extend_absence(away, MONDAY + 2 * DAY, by=cast.schools_deputy)


# --- not at all ------------------------------------------------------------------------------------------


def test_cancelled_before_it_begins_nothing_ever_moves(cast, away):
    step = step_for(cast, cast.seats["schools_deputy"])
    cancel_absence(away, by=cast.clerk)
    assert ahead() == []
    boundaries.cross(MONDAY + 2 * HOUR)
    assert who_has(step) == "孙慧敏"
    assert told_by(cast)[:2] == ("cancel_absence", "郑晓撤销了孙慧敏6月1日 10:00的外出登记")


def test_who_has_left_returns_and_is_not_cancelled(cast, away, monday):
    monday.move_to(MONDAY + HOUR)
    with pytest.raises(WrongState, match="已经离开"):
        cancel_absence(away, by=cast.clerk)


@pytest.mark.parametrize(
    "act", [cancel_absence, return_early, lambda a, by: extend_absence(a, MONDAY + 5 * DAY, by=by)]
)
def test_what_is_cancelled_is_not_touched_again(cast, away, act):
    cancel_absence(away, by=cast.clerk)
    with pytest.raises(WrongState, match="已经撤销"):
        act(away, by=cast.clerk)


@pytest.mark.parametrize(
    "act", [cancel_absence, return_early, lambda a, by: extend_absence(a, MONDAY + 5 * DAY, by=by)]
)
def test_what_is_over_is_not_touched_again(cast, away, monday, act):
    monday.move_to(MONDAY + DAY)
    with pytest.raises(WrongState, match="已经结束"):
        act(away, by=cast.clerk)


def test_its_history_is_kept(cast, away, monday):
    extend_absence(away, MONDAY + 2 * DAY, by=cast.clerk)
    assert [h.ends_at for h in away.history.order_by("history_id")] == [MONDAY + DAY, MONDAY + 2 * DAY]
