"""Two at once: sweeps over the same boundary, clerks over the same seat, a return while the stand-in decides."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from govrules.core import acts, clock
from govrules.core.authority import require
from govrules.core.errors import BadInput, NotYours, Refused, WrongState
from govrules.core.journal.models import JournalEntry
from govrules.core.matters.models import Step, StepHolder, StepState
from govrules.core.notices.models import Notice
from govrules.core.office import boundaries
from govrules.core.office.actions import Delegating, Trip, appoint, enter_absence, entrust, return_early
from govrules.core.office.models import Absence, Appointment, Boundary, Entrustment, Official
from tests.core.office.hours import DAY, HOUR, MONDAY, TODAY, step_for, who_has


def at_once(*doings: Callable[[], object], at=MONDAY) -> list[object]:
    """Run these at the same time, each with its own connection; returns what each returned or was refused with."""
    start = Barrier(len(doings), timeout=10)

    def run(doing: Callable[[], object]) -> object:
        try:
            with clock.frozen(at):
                start.wait()
                return doing()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(doings)) as pool:
        return list(pool.map(run, doings))


def refusals(results: list[object]) -> list[type]:
    return [type(result) for result in results if isinstance(result, Refused)]


@pytest.fixture
def cast(lasting_cast):
    return lasting_cast


def test_two_sweeps_over_one_boundary_move_each_step_once(cast, monday):
    steps = [step_for(cast, cast.seats["schools_deputy"]) for _ in range(6)]
    enter_absence(cast.schools_deputy, Trip(MONDAY + HOUR, MONDAY + DAY, "学习"), by=cast.clerk)
    then = MONDAY + HOUR
    results = at_once(*[lambda: boundaries.cross(then)] * 3, at=then)
    assert sum(result.failed for result in results) == 0
    assert Boundary.objects.filter(done_at=None).count() == 1, "only the return is still ahead"
    for step in steps:
        assert who_has(step) == "李长河"
        assert StepHolder.objects.filter(step=step).count() == 2
        assert JournalEntry.objects.filter(matter=step.matter, act="reassign").count() == 1
    assert Notice.objects.filter(recipient=cast.land_deputy, channel="portal").count() == len(steps)


def test_two_clerks_entrust_the_same_seat_one_is_told_of_the_other(cast, monday):
    said = Delegating("entrustment", MONDAY, MONDAY + DAY, "签批")

    def to(key: str) -> Callable[[], object]:
        return lambda: entrust(cast.seats["head"], cast.seats[key], said, by=cast.clerk)

    assert refusals(at_once(to("executive"), to("land_deputy"))) == [BadInput]
    assert Entrustment.objects.count() == 1


def test_two_clerks_enter_the_same_trip_once(cast, monday):
    trip = Trip(MONDAY + HOUR, MONDAY + DAY, "学习")
    enter = [lambda: enter_absence(cast.schools_deputy, trip, by=cast.clerk)] * 2
    assert refusals(at_once(*enter)) == [BadInput]
    assert Absence.objects.count() == 1


def test_two_are_appointed_to_one_vacant_seat(cast, monday):
    Appointment.objects.filter(seat=cast.seats["finance_head"]).delete()
    others = [Official.objects.create(government=cast.government, key=k, name=k) for k in ("one", "two")]
    doings = [lambda o=o: appoint(cast.seats["finance_head"], o, TODAY, by=cast.clerk) for o in others]
    assert refusals(at_once(*doings)) == [BadInput]
    assert Appointment.objects.filter(seat=cast.seats["finance_head"], until=None).count() == 1


def test_back_while_the_stand_in_decides_one_of_the_two_has_it(cast, monday):
    """Either the B role decided in time and it stays so, or it had gone back and he is told who has it."""
    absence = enter_absence(cast.schools_deputy, Trip(MONDAY - HOUR, MONDAY + DAY, "学习"), by=cast.clerk)
    step = step_for(cast, cast.seats["schools_deputy"])
    assert who_has(step) == "李长河"

    def decide() -> str:
        with acts.on_step(step.pk) as mine:
            acting = require(mine, cast.land_deputy, clock.now())
            Step.objects.filter(pk=mine.pk).update(state=StepState.DONE, decided_by=acting.official, decided_at=MONDAY)
        return "decided"

    results = at_once(decide, lambda: return_early(absence, by=cast.clerk))
    row = Step.objects.select_related("decided_by", "assignee").get(pk=step.pk)
    if "decided" in results:
        assert (row.state, row.decided_by) == (StepState.DONE, cast.land_deputy)
    else:
        assert refusals(results) in ([NotYours], [WrongState])
        assert (row.state, row.assignee) == (StepState.PENDING, cast.schools_deputy)


def test_the_office_s_chain_does_not_fork_when_many_write_at_once(cast, monday):
    away = [cast.head, cast.executive, cast.schools_deputy, cast.land_deputy]
    trip = Trip(MONDAY + HOUR, MONDAY + DAY, "学习")
    results = at_once(*[lambda o=o: enter_absence(o, trip, by=cast.clerk) for o in away])
    assert refusals(results) == []
    lines = list(JournalEntry.objects.filter(matter=None, government=cast.government))
    assert [line.seq for line in lines] == [1, 2, 3, 4]
    assert [line.previous for line in lines[1:]] == [line.digest for line in lines[:-1]]
