"""Boundaries: the cached assignees move when somebody leaves or returns, once, whatever the sweeps do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from govrules.core.authority import assign
from govrules.core.journal.models import JournalEntry
from govrules.core.matters.models import Step, StepHolder, StepState
from govrules.core.notices.models import Notice
from govrules.core.office import boundaries
from govrules.core.office.models import Boundary
from tests.core.authority import county as counties
from tests.core.authority.county import DAY, HOUR, MONDAY
from tests.core.authority.leadership import FARMING, HEAD, POLICE, SCHOOLS, li, sun, zhao, zhou

SECOND = timedelta(seconds=1)


@pytest.fixture
def leaving(county):
    """孙农业 is away from an hour from now until tomorrow; 李教育 is his B role; two boundaries lie ahead."""
    county.pairs((FARMING, SCHOOLS))
    (absence,) = county.away(sun, since=MONDAY + HOUR, until=MONDAY + DAY)
    boundaries.mark(
        county.government,
        absence.starts_at,
        absence.ends_at,
        now=MONDAY,
        official=county.man[sun],
        absence=absence,
    )
    return absence


def pending(step: Step) -> Step:
    assign(step, MONDAY)
    return step


def assignee(step: Step) -> str:
    row = Step.objects.select_related("assignee").get(pk=step.pk)
    return row.assignee.name if row.assignee else row.get_state_display()


@pytest.mark.parametrize(
    ("at", "who"),
    [
        (MONDAY + HOUR - SECOND, "孙农业"),
        (MONDAY + HOUR, "李教育"),
        (MONDAY + HOUR + SECOND, "李教育"),
        (MONDAY + DAY - SECOND, "李教育"),
        (MONDAY + DAY, "孙农业"),
        (MONDAY + 7 * DAY, "孙农业"),
    ],
)
def test_a_step_moves_at_the_boundary_and_back_at_the_other(county, leaving, at, who):
    step = pending(county.step(FARMING))
    boundaries.cross(at)
    assert assignee(step) == who


def test_what_was_decided_meanwhile_stays_with_who_decided_it(county, leaving):
    step = pending(county.step(FARMING))
    boundaries.cross(MONDAY + HOUR)
    Step.objects.filter(pk=step.pk).update(state=StepState.DONE, decided_by=county.man[li])
    boundaries.cross(MONDAY + DAY)
    assert assignee(step) == "李教育"


def test_a_boundary_is_crossed_once_and_marked(county, leaving):
    pending(county.step(FARMING))
    assert boundaries.due(MONDAY).count() == 0
    assert boundaries.cross(MONDAY + HOUR) == boundaries.Crossing(crossed=1, matters=1)
    assert boundaries.cross(MONDAY + HOUR) == boundaries.Crossing()
    assert list(Boundary.objects.values_list("done_at", flat=True)) == [MONDAY + HOUR, None]


def test_a_week_down_loses_nothing_and_moves_to_where_things_stand_now(county, leaving):
    """Both were missed: the step never left its holder, and nobody is told of a change that was over."""
    step = pending(county.step(FARMING))
    assert boundaries.cross(MONDAY + 7 * DAY).crossed == 2
    assert assignee(step) == "孙农业"
    assert [h.official.name for h in StepHolder.objects.filter(step=step)] == ["孙农业"]
    assert Notice.objects.filter(matter=step.matter, channel="portal").count() == 1


def test_two_sweeps_over_the_same_boundary_write_once(county, leaving):
    """The second sweep read the due rows before the first marked them: it finds nothing left to write."""
    step = pending(county.step(FARMING))
    rows = list(boundaries.due(MONDAY + HOUR))
    boundaries.cross(MONDAY + HOUR)
    late = boundaries._cross(county.government.pk, rows, MONDAY + HOUR)
    assert late.crossed == 0, "its rows were marked by the first"
    assert JournalEntry.objects.filter(matter=step.matter, act="reassign").count() == 1
    assert StepHolder.objects.filter(step=step).count() == 2
    assert Notice.objects.filter(recipient=county.man[li], channel="portal").count() == 1


def test_a_matter_that_fails_leaves_the_others_moved_and_the_boundary_due(county, leaving, monkeypatch):
    first, second = pending(county.step(FARMING)), pending(county.step(FARMING))

    def broken_for_the_first(step, at):
        if step.pk == first.pk:
            raise RuntimeError("a broken row")
        assign(step, at)

    with monkeypatch.context() as patched:
        patched.setattr(boundaries, "assign", broken_for_the_first)
        assert boundaries.cross(MONDAY + HOUR) == boundaries.Crossing(matters=2, failed=1)
    assert (assignee(first), assignee(second)) == ("孙农业", "李教育")
    row = boundaries.due(MONDAY + HOUR).get()
    assert (row.attempts, row.last_error) == (1, "RuntimeError: a broken row")
    assert boundaries.cross(MONDAY + HOUR).crossed == 1
    assert assignee(first) == "李教育"


def test_a_failed_matter_keeps_nothing_of_what_was_begun(county, leaving, monkeypatch):
    step = pending(county.step(FARMING))
    monkeypatch.setattr("govrules.core.authority.tell", lambda *a, **k: 1 / 0)
    assert boundaries.cross(MONDAY + HOUR).failed == 1
    assert assignee(step) == "孙农业"
    assert JournalEntry.objects.filter(matter=step.matter).count() == 0
    assert StepHolder.objects.filter(step=step).count() == 1


def test_a_held_step_goes_on_when_the_one_who_was_missed_returns(county):
    county.away(zhao, until=MONDAY + DAY)
    step = pending(county.step(HEAD))
    assert assignee(step) == "待明确"
    boundaries.mark(county.government, MONDAY + DAY, now=MONDAY, official=county.man[zhao])
    boundaries.cross(MONDAY + DAY)
    assert assignee(step) == "赵县长"


def test_a_held_step_goes_on_when_a_stand_in_returns(county):
    """It is not his seat, not his step, and still his return is what it waits for."""
    county.pairs((FARMING, SCHOOLS))
    county.away(sun, until=MONDAY + 7 * DAY)
    county.away(li, until=MONDAY + DAY)
    step = pending(county.step(FARMING))
    boundaries.mark(county.government, MONDAY + DAY, now=MONDAY, official=county.man[li])
    boundaries.cross(MONDAY + DAY)
    assert assignee(step) == "李教育"


def test_a_stand_in_s_own_leaving_holds_the_step(county):
    county.pairs((FARMING, SCHOOLS), (SCHOOLS, POLICE))
    county.away(sun, until=MONDAY + 7 * DAY)
    county.away(li, since=MONDAY + HOUR)
    step = pending(county.step(FARMING))
    boundaries.mark(county.government, MONDAY + HOUR, now=MONDAY, official=county.man[li])
    boundaries.cross(MONDAY + HOUR)
    assert assignee(step) == "待明确", "周公安 is 李教育's B role, not 孙农业's"


def test_steps_that_no_boundary_concerns_are_not_even_locked(county, leaving):
    other = pending(county.step(POLICE))
    mine = pending(county.step(FARMING))
    rows = list(boundaries.due(MONDAY + HOUR))
    assert list(boundaries.touched(county.government.pk, rows)) == [mine]
    assert other.pk != mine.pk


def test_another_government_s_steps_are_not_looked_at(county, leaving):
    other = counties.build("guangling")
    other.away(zhao)
    held = pending(other.step(HEAD))
    rows = list(boundaries.due(MONDAY + HOUR))
    assert held not in boundaries.touched(county.government.pk, rows)
    assert boundaries.cross(MONDAY + HOUR, other.government) == boundaries.Crossing()


def test_governments_are_crossed_side_by_side_and_one_s_failure_is_its_own(county, leaving, monkeypatch):
    other = counties.build("guangling")
    other.pairs((FARMING, SCHOOLS))
    other.away(sun, since=MONDAY + HOUR)
    boundaries.mark(other.government, MONDAY + HOUR, now=MONDAY, official=other.man[sun])
    here, there = pending(county.step(FARMING)), pending(other.step(FARMING))

    def broken_here(step, at):
        if step.pk == here.pk:
            raise RuntimeError
        assign(step, at)

    monkeypatch.setattr(boundaries, "assign", broken_here)
    assert boundaries.cross(MONDAY + HOUR) == boundaries.Crossing(crossed=1, matters=2, failed=1)
    assert (assignee(here), assignee(there)) == ("孙农业", "李教育")


def test_many_steps_of_one_matter_move_together(county, leaving):
    matter = county.matter()
    steps = [pending(county.step(FARMING, act, matter)) for act in ("approve", "read", "consent")]
    assert boundaries.cross(MONDAY + HOUR).matters == 1
    assert {assignee(step) for step in steps} == {"李教育"}


def test_unmark_takes_away_only_what_is_still_ahead(county, leaving):
    boundaries.cross(MONDAY + HOUR)
    boundaries.unmark(absence=leaving)
    assert list(Boundary.objects.values_list("at", "done_at")) == [(MONDAY + HOUR, MONDAY + HOUR)]


def test_a_boundary_already_reached_is_crossed_as_soon_as_the_act_is_kept(county, django_capture_on_commit_callbacks):
    county.pairs((FARMING, SCHOOLS))
    step = pending(county.step(FARMING))
    county.away(sun, since=MONDAY)
    with django_capture_on_commit_callbacks(execute=True):
        boundaries.mark(county.government, MONDAY, now=MONDAY, official=county.man[sun])
        assert assignee(step) == "孙农业", "not inside the transaction of the act"
    assert assignee(step) == "李教育"


def test_the_other_deputy_s_return_does_not_disturb_who_acts(county):
    county.pairs((FARMING, SCHOOLS))
    county.away(sun, zhou, until=MONDAY + DAY)
    step = pending(county.step(FARMING))
    boundaries.mark(county.government, MONDAY + HOUR, now=MONDAY, official=county.man[zhou])
    boundaries.cross(MONDAY + HOUR)
    assert assignee(step) == "李教育"
    assert JournalEntry.objects.filter(matter=step.matter).count() == 0
