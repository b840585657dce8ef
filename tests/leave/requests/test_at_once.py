"""Two at once: both of a pair ask, two press the same button, one decides while the other withdraws."""

from __future__ import annotations

import pytest

from govrules.core import clock
from govrules.core.deadlines.sweep import sweep
from govrules.core.errors import BrokenRule
from govrules.core.matters.models import StepState
from govrules.core.office.models import Absence
from leave.requests import actions, returning, steps, turning
from leave.requests.models import LeaveRequest
from leave.requests.states import OUT, State
from tests.core.cast import Cast, in_county
from tests.core.office.test_at_once import at_once, refusals
from tests.leave.requests.desk import Desk


@pytest.fixture
def cast(lasting_cast: Cast) -> Cast:
    return lasting_cast


@in_county("yangcheng-2021")
def test_both_of_a_pair_ask_at_once_and_one_of_them_gives_a_reason(desk: Desk):
    """Whoever is second sees the first: both would be granted otherwise and nobody would have been asked why."""
    mine, other = desk.draft(), desk.draft("land_deputy")
    results = at_once(
        lambda: actions.ask(mine.pk, desk.cast.schools_deputy), lambda: actions.ask(other.pk, desk.cast.land_deputy)
    )
    assert refusals(results) == [BrokenRule]
    states = sorted(LeaveRequest.objects.values_list("matter__state", flat=True))
    assert states == [State.DRAFT, State.ON_ITS_WAY]


def test_saved_twice_at_once_it_is_one(desk: Desk):
    wanted = desk.wanted()
    made = at_once(*[lambda: actions.create(desk.cast.schools_deputy, wanted)] * 3)
    assert len({leave.pk for leave in made}) == 1
    assert LeaveRequest.objects.count() == 1


def test_asked_twice_at_once_it_goes_once(desk: Desk):
    leave = desk.draft()
    results = at_once(*[lambda: actions.ask(leave.pk, desk.cast.schools_deputy)] * 2)
    assert len(refusals(results)) == 1
    assert leave.matter.steps.filter(act="consent").count() == 1


def test_granted_twice_at_once_there_is_one_absence(desk: Desk):
    leave = desk.asked()
    step = desk.live(leave).get()
    results = at_once(*[lambda: steps.decide(step.pk, desk.cast.head, "consent", "同意。")] * 3)
    assert len(refusals(results)) == 2
    assert Absence.objects.count() == 1
    assert desk.lines(leave).count("准假：6月8日 09:00至6月12日 18:00") == 1


def test_withdrawn_while_it_is_granted_it_is_one_of_the_two(desk: Desk):
    leave = desk.asked()
    step = desk.live(leave).get()
    at_once(
        lambda: steps.decide(step.pk, desk.cast.head, "consent", "同意。"),
        lambda: actions.withdraw(leave.pk, desk.cast.schools_deputy, "改日期"),
    )
    again = desk.again(leave)
    if again.matter.state == State.DRAFT:
        assert not Absence.objects.exists()
        assert not desk.live(leave).exists()
    else:
        assert again.matter.state in OUT
        assert again.absence is not None


def test_two_sweeps_let_him_depart_once(desk: Desk):
    leave = desk.granted()
    at_once(*[lambda: turning.turn(leave.starts_at)] * 3, at=leave.starts_at)
    assert desk.again(leave).matter.state == State.AWAY
    assert desk.lines(leave).count("外出，6月12日 18:00返回") == 1


def test_reported_back_by_him_and_by_the_office_he_is_back_once(desk: Desk):
    leave = desk.granted()
    desk.clock.move_to(leave.starts_at)
    sweep(clock.now())
    later = leave.ends_at
    results = at_once(
        lambda: returning.report_back(leave.pk, desk.cast.schools_deputy),
        lambda: returning.report_back(leave.pk, desk.cast.clerk),
        at=later,
    )
    assert len(refusals(results)) == 1
    assert desk.again(leave).matter.state == State.BACK
    assert leave.matter.journal.filter(act="report_back").count() == 1


def test_the_sweep_and_the_office_s_own_page_come_to_one_end(desk: Desk):
    from_page = desk.granted()
    desk.clock.move_to(from_page.starts_at)
    sweep(clock.now())
    then = clock.now() + (from_page.ends_at - from_page.starts_at) / 2
    at_once(
        lambda: returning.absences.return_early(desk.again(from_page).absence, by=desk.cast.clerk),
        lambda: returning.report_back(from_page.pk, desk.cast.schools_deputy),
        lambda: turning.turn(then),
        at=then,
    )
    turning.turn(then)
    again = desk.again(from_page)
    assert again.matter.state == State.BACK
    assert again.absence.returned_at == then
    assert not again.matter.steps.filter(state=StepState.HELD).exists()
