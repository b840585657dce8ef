"""The hooks by which floors join in: their own moments at each sweep, what collides with a span."""

from __future__ import annotations

import pytest

from govrules.core import clock, registry
from govrules.core.deadlines.sweep import sweep
from govrules.core.errors import BadInput
from govrules.core.office import boundaries
from govrules.core.office.actions import Trip, enter_absence, shorten_absence
from leave.collisions import COLLISIONS as SHIFTS
from leave.consequences import MOMENTS
from meetings.collisions import COLLISIONS as MEETINGS
from tests.core.office.hours import DAY, HOUR, MONDAY, step_for, told_by, who_has


@pytest.fixture
def monday():
    with clock.frozen(MONDAY) as stopped:
        yield stopped


def test_what_the_floors_list_is_gathered():
    assert registry.moments() == MOMENTS
    assert set(registry.collisions()) == {*MEETINGS, *SHIFTS}


def test_a_floor_that_fails_stops_no_sweep_and_is_counted(db, monday, monkeypatch):
    seen = []

    def broken(_):
        raise ValueError("broken")

    monkeypatch.setattr(registry, "moments", lambda: (broken, lambda at: seen.append(at) or 2))
    run = sweep(MONDAY)
    assert run.failed == 3
    assert seen == [MONDAY]
    assert run.finished_at is not None


def test_an_absence_is_shortened_and_its_boundary_with_it(cast, monday):
    row = enter_absence(cast.schools_deputy, Trip(MONDAY + HOUR, MONDAY + 5 * DAY, "学习"), by=cast.clerk)
    step = step_for(cast, cast.seats["schools_deputy"])
    boundaries.cross(MONDAY + HOUR)
    assert who_has(step) == "李长河"
    shorten_absence(row, MONDAY + DAY, by=cast.clerk)
    assert told_by(cast)[:2] == ("shorten_absence", "郑晓登记孙慧敏提前至6月2日 09:00返回")
    boundaries.cross(MONDAY + DAY)
    assert who_has(step) == "孙慧敏"
    assert boundaries.due(MONDAY + 10 * DAY).count() == 0


@pytest.mark.parametrize("ends", [-HOUR, HOUR, 5 * DAY, 6 * DAY])
def test_it_is_shortened_to_between_now_and_its_end(cast, monday, ends):
    row = enter_absence(cast.schools_deputy, Trip(MONDAY + HOUR, MONDAY + 5 * DAY, "学习"), by=cast.clerk)
    with pytest.raises(BadInput):
        shorten_absence(row, MONDAY + ends, by=cast.clerk)


def test_on_what_an_entry_rests_its_line_says(cast, monday):
    enter_absence(cast.schools_deputy, Trip(MONDAY + HOUR, MONDAY + DAY, "学习"), cause="按批准的请假")
    assert told_by(cast)[1].startswith("按批准的请假登记孙慧敏外出")
