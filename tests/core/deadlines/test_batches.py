"""What acts is done in batches: none takes another with it, no matter comes twice, and many cost no more than one."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from govrules.core import registry
from govrules.core.deadlines import actions as deadlines
from govrules.core.deadlines import sweep as sweeping
from govrules.core.deadlines import volley
from govrules.core.deadlines.due import Due, Row, Tick
from govrules.core.deadlines.models import Deadline, DeadlineState, Firing
from govrules.core.deadlines.sweep import act, sweep, turns
from govrules.core.deadlines.volley import fire
from govrules.core.journal.models import JournalEntry
from govrules.core.journal.verify import verify
from govrules.core.matters.models import Step, StepState
from govrules.core.notices.models import Notice
from tests.core.deadlines.scenes import OVER, SENT, SILENCE, WARNED, Asked, acts, ask, deem, mark_only, opened, rungs


class Watched:
    """A consequence that notes what it was given, and breaks on some."""

    def __init__(self, broken: Sequence[Asked] = ()) -> None:
        self.broken = {asked.deadline.pk for asked in broken}
        self.given: list[list[int]] = []

    def __call__(self, given: Sequence[Deadline], at: datetime) -> None:
        self.given.append([deadline.pk for deadline in given])
        for deadline in given:
            deem(deadline, at)
        if self.broken & set(self.given[-1]):
            self.fail()

    def fail(self) -> None:
        raise RuntimeError("意外")


class BreaksTheDatabase(Watched):
    """What fails is a statement: on PostgreSQL nothing more can be said in that transaction."""

    def fail(self) -> None:
        firing = Firing.objects.values("deadline", "rung", "cycle", "at").first()
        Firing.objects.create(deadline_id=firing.pop("deadline"), **firing)


@pytest.fixture
def watch(monkeypatch) -> Iterator[type[Watched]]:
    def follow(watched: Watched) -> Watched:
        monkeypatch.setattr(registry, "consequences", lambda: {SILENCE: watched, "other": watched})
        return watched

    return follow


def acting(rows: Sequence[Asked]) -> list[Row]:
    """These after their warnings and marks have been fired: what is now to act."""
    page = [Due(OVER, asked.deadline.pk, asked.matter.pk) for asked in rows]
    return fire(page, Tick(OVER)).acting


# --- One that is broken -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [Watched, BreaksTheDatabase])
@pytest.mark.parametrize("places", [[0], [8], [4], [2, 3], [0, 8], list(range(9))])
def test_of_nine_that_act_the_broken_ones_stay_and_the_others_are_done(cast, watch, kind, places):
    everyone = [ask(cast) for _ in range(9)]
    broken = [everyone[place] for place in places]
    watch(kind(broken))
    run = sweep(OVER)
    assert (run.acted, run.failed) == (9 - len(broken), len(broken))
    for asked in everyone:
        stays = asked in broken
        asked.again()
        assert asked.deadline.state == (DeadlineState.OPEN if stays else DeadlineState.PASSED)
        assert asked.step.state == (StepState.PENDING if stays else StepState.DEEMED)
        assert asked.deadline.attempts == int(stays)
        assert rungs(asked.deadline) == ([("warn", 0)] if stays else [("warn", 0), ("due", 0)])
        assert acts(asked.matter) == ["open", "arm", "warn"] + ([] if stays else ["pass", "deem"])
        assert Notice.objects.filter(matter=asked.matter, subject__startswith="逾期").exists() != stays
    assert verify() == []


def test_who_stands_beside_a_broken_one_is_tried_a_few_times_not_each_alone(cast, watch):
    everyone = [ask(cast) for _ in range(16)]
    watched = watch(Watched([everyone[5]]))
    sweep(OVER)
    assert sorted(len(given) for given in watched.given) == [1, 1, 2, 2, 4, 4, 8, 8, 16]


def test_a_broken_mark_is_found_by_halves_too(cast, monkeypatch):
    everyone, tried = [mark_only(cast) for _ in range(8)], []

    def claim(shots, tick):
        tried.append(len({shot.row.id for shot in shots}))
        true_claim(shots, tick)
        if everyone[6].deadline.pk in {shot.row.id for shot in shots}:
            raise RuntimeError("意外")

    true_claim = volley.claim
    monkeypatch.setattr(volley, "claim", claim)
    run = sweep(OVER)
    assert (run.warned, run.passed, run.failed) == (7, 7, 1)
    assert sorted(tried) == [1, 1, 2, 2, 4, 4, 8]
    assert [rungs(asked.deadline) != [] for asked in everyone] == [True] * 6 + [False, True]


# --- Who is together --------------------------------------------------------------------------------


def test_no_two_of_one_matter_are_together(cast, watch):
    """The second on a matter finds it as the first has left it."""
    matter, alone = opened(cast), ask(cast)
    three = [ask(cast, organ, matter=matter) for organ in (cast.finance, cast.resources, cast.agriculture)]
    watched = watch(Watched())
    assert sweep(OVER).acted == 4
    assert watched.given == [
        [alone.deadline.pk, three[0].deadline.pk], [three[1].deadline.pk], [three[2].deadline.pk]
    ]  # fmt: skip
    assert acts(matter)[-6:] == ["pass", "deem"] * 3
    assert verify() == []


def test_only_those_of_one_consequence_are_together_and_not_too_many(cast, watch, monkeypatch):
    rows = [ask(cast, on_pass=SILENCE if n % 2 else "other") for n in range(9)]
    watch(Watched())
    monkeypatch.setattr(sweeping, "ACTING", 3)
    batches = [[row.on_pass for row in batch] for batch in turns(acting(rows))]
    assert batches == [["deemed_no_objection"] * 3, ["deemed_no_objection"], ["other"] * 3, ["other"] * 2]


def test_a_consequence_gets_its_deadlines_closed_and_with_their_matters(cast, silence):
    seen = []
    silence(lambda deadline, at: seen.append((deadline.state, deadline.closed_at, deadline.next_at, deadline.matter)))
    asked = ask(cast)
    sweep(OVER)
    assert seen == [(DeadlineState.PASSED, OVER, None, asked.matter)]


# --- What has changed since it was read ------------------------------------------------------------------


def extended(cast, asked: Asked) -> None:
    """More time was asked for in time, and is agreed to now."""
    request = deadlines.ask_extension(asked.deadline, cast.finance_head, date(2026, 6, 12), "核实", "", WARNED)
    deadlines.answer_extension(request, cast.education_clerk, True, "", WARNED)


@pytest.mark.parametrize(
    "change",
    [
        lambda cast, asked: deadlines.meet(asked.step, WARNED),
        lambda cast, asked: deadlines.cancel(asked.step, WARNED),
        extended,
        lambda cast, asked: Deadline.objects.filter(pk=asked.deadline.pk).update(provisional=True),
    ],
    ids=["decided", "fell away", "extended", "provisional again"],
)
def test_what_has_changed_since_it_was_read_is_left_out_and_the_others_are_done(cast, silence, change):
    changed, same = ask(cast), ask(cast)
    rows = acting([changed, same])
    assert len(rows) == 2
    change(cast, changed)
    assert act(rows, Tick(OVER)) == 1
    assert same.again().step.state == StepState.DEEMED
    assert changed.again().step.state == StepState.PENDING
    assert ("due", 0) not in rungs(changed.deadline) and "deem" not in acts(changed.matter)


def test_where_nothing_stands_as_it_was_nothing_is_done(cast, watch):
    asked, watched = ask(cast), watch(Watched())
    rows = acting([asked])
    deadlines.meet(asked.step, WARNED)
    before = JournalEntry.objects.count(), Notice.objects.count()
    assert act(rows, Tick(OVER)) == 0
    assert (watched.given, (JournalEntry.objects.count(), Notice.objects.count())) == ([], before)


def test_a_rung_that_has_fired_already_undoes_its_whole_batch(cast, silence):
    """The last guard, should all else fail: the unique row."""
    fired, other = ask(cast), ask(cast)
    rows = acting([fired, other])
    Firing.objects.create(deadline=fired.deadline, rung="due", at=SENT)
    with pytest.raises(IntegrityError):
        act(rows, Tick(OVER))


def test_what_was_still_asked_for_lapses_with_the_period(cast, silence):
    asked = ask(cast)
    request = deadlines.ask_extension(asked.deadline, cast.finance_head, date(2026, 6, 12), "核实", "", WARNED)
    sweep(OVER)
    request.refresh_from_db()
    assert request.state == "lapsed"


# --- What it costs ----------------------------------------------------------------------------------


def test_many_that_act_cost_as_many_queries_as_one(cast, watch):
    def settled(given: Sequence[Deadline], at: datetime) -> None:
        Step.objects.filter(pk__in=[deadline.step_id for deadline in given]).update(state=StepState.DEEMED)

    costs = []
    for many in (1, 10):
        rows = acting([ask(cast) for _ in range(many)])
        watch(settled)
        [batch] = turns(rows)
        tick = Tick(OVER)
        with CaptureQueriesContext(
            connection,
        ) as counted:
            assert act(batch, tick) == many
        costs.append(len(counted))
    assert costs[0] == costs[1]
