"""What operators and the office see of deadlines."""

from datetime import date, timedelta

import pytest

from govrules.core import clock
from govrules.core.deadlines import actions as deadlines
from govrules.core.deadlines import queries
from govrules.core.deadlines.models import SweepRun
from govrules.core.deadlines.sweep import sweep
from tests.core.deadlines.scenes import LAST_SECOND, OVER, WARNED, ask, mark_only, office


def test_the_sweep_is_stale_when_it_has_not_ended_for_minutes(cast):
    wall = office("2026-06-05 08:00")
    assert queries.is_stale(wall)
    with clock.frozen(wall):
        run = sweep(WARNED)
    SweepRun.objects.create(started_at=wall + timedelta(minutes=4))  # one that died
    assert queries.last_run() == run
    assert not queries.is_stale(wall + queries.STALE)
    assert queries.is_stale(wall + queries.STALE + timedelta(seconds=1))


def test_what_fails_is_listed_for_its_government(cast, silence):
    silence(lambda deadline, at: 1 / 0)
    asked = ask(cast)
    assert not queries.failing()
    sweep(OVER)
    assert list(queries.failing(cast.government)) == [asked.deadline]
    assert "ZeroDivisionError" in queries.failing().get().last_error
    assert not queries.failing(cast.other_government)


def test_what_waits_is_listed_for_its_government(cast, silence):
    asked = ask(cast, at=office("2027-03-01 10:00"))
    assert not queries.waiting(cast.government)
    sweep(office("2027-03-09 00:00"))
    assert list(queries.waiting(cast.government)) == [asked.deadline]
    assert not queries.waiting(cast.other_government)


@pytest.mark.parametrize(("at", "is_lapsed"), [(LAST_SECOND, False), (OVER, True), (OVER + timedelta(days=1), True)])
def test_a_period_is_over_even_before_the_sweep_gets_to_it(cast, at, is_lapsed):
    asked = ask(cast)
    assert queries.lapsed(asked.step, at) == (asked.deadline if is_lapsed else None)


def test_only_what_acts_by_itself_lapses(cast):
    assert queries.lapsed(mark_only(cast).step, OVER) is None
    assert queries.lapsed(ask(cast, on_pass_strength="may").step, OVER) is None
    provisional = ask(cast, at=office("2027-03-01 10:00"))
    assert queries.lapsed(provisional.step, office("2027-04-01 00:00")) is None


def test_requests_for_more_time_wait_for_the_host(cast):
    asked = ask(cast)
    until = date(2026, 6, 12)
    request = deadlines.ask_extension(asked.deadline, cast.finance_head, until, "核实", "", WARNED)
    assert list(queries.requests_of(asked.matter)) == [request]
    deadlines.answer_extension(request, cast.education_clerk, True, "", WARNED)
    assert not queries.requests_of(asked.matter)
