"""Workers killed, sweeps at once, people acting meanwhile, no broker: each rung exactly once, the journal whole."""

from __future__ import annotations

import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import close_old_connections, connection, connections

from govrules.celery import app
from govrules.core import acts as skeleton
from govrules.core import clock, registry
from govrules.core.deadlines import actions as deadlines
from govrules.core.deadlines.models import DeadlineState, Firing
from govrules.core.deadlines.sweep import sweep
from govrules.core.deadlines.tasks import sweep_deadlines
from govrules.core.errors import WrongState
from govrules.core.journal.actions import Line, record
from govrules.core.journal.models import JournalEntry
from govrules.core.journal.verify import verify
from govrules.core.matters.models import Matter, Step, StepState
from govrules.core.notices.models import Notice
from tests.core import children
from tests.core.deadlines.scenes import OVER, SILENCE, WARNED, Asked, acts, ask, deem, each, mark_only, opened, rungs

CHILD = "tests.core.deadlines.child"


def each_rung_once(asked: list[Asked], rungs: tuple[str, ...] = ("warn", "due")) -> None:
    """Every one of these fired each rung once, journal and notices agree, and the chains are whole."""
    fired = Counter(Firing.objects.values_list("deadline", "rung"))
    assert fired == {(a.deadline.pk, rung): 1 for a in asked for rung in rungs}
    told = Counter(Notice.objects.filter(event__startswith="deadline:").values_list("event", "recipient", "channel"))
    assert set(told.values()) <= {1}
    for a in asked:
        assert [act for act in acts(a.matter) if act in ("warn", "pass")] == [
            {"warn": "warn", "due": "pass"}[rung] for rung in rungs
        ]
    assert verify() == []


# --- Killed -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("dies", ["claim", "consequence", "notices"])
def test_a_worker_killed_before_it_commits_has_done_nothing(lasting_cast, silence, dies):
    asked = ask(lasting_cast)
    worker = children.start(CHILD, OVER.isoformat(), dies)
    worker.communicate(timeout=120)
    assert worker.returncode == -signal.SIGKILL
    asked.again()
    assert asked.deadline.state == DeadlineState.OPEN and asked.step.state == StepState.PENDING
    assert "pass" not in acts(asked.matter) and "deem" not in acts(asked.matter)
    sweep(OVER)
    assert asked.again().step.state == StepState.DEEMED
    each_rung_once([asked])
    assert acts(asked.matter) == ["open", "arm", "warn", "pass", "deem"]


def test_a_batch_killed_half_way_is_done_by_the_next_tick(lasting_cast):
    marked = [mark_only(lasting_cast) for _ in range(25)]
    worker = children.start(CHILD, OVER.isoformat(), "claim")
    worker.communicate(timeout=120)
    assert worker.returncode == -signal.SIGKILL and not Firing.objects.exists()
    run = sweep(OVER)
    assert (run.warned, run.passed, run.failed) == (25, 25, 0)
    each_rung_once(marked)


def test_a_batch_that_acts_killed_half_way_is_done_by_the_next_tick(lasting_cast, silence):
    """What was done to the first two of them went with the transaction; the warnings before it stay."""
    everyone = [ask(lasting_cast) for _ in range(9)]
    worker = children.start(CHILD, OVER.isoformat(), "batch")
    worker.communicate(timeout=120)
    assert worker.returncode == -signal.SIGKILL
    assert {asked.again().step.state for asked in everyone} == {StepState.PENDING}
    assert not JournalEntry.objects.filter(act__in=["pass", "deem"]).exists()
    run = sweep(OVER)
    assert (run.warned, run.acted, run.failed) == (0, 9, 0)
    each_rung_once(everyone)
    assert all(acts(asked.matter).count("deem") == 1 for asked in everyone)


# --- At once ----------------------------------------------------------------------------------------


def test_two_workers_at_once_fire_each_rung_once(lasting_cast):
    everyone = [mark_only(lasting_cast) for _ in range(30)] + [ask(lasting_cast) for _ in range(8)]
    said = children.finish(*(children.start(CHILD, OVER.isoformat()) for _ in range(2)))
    warned, passed, acted, failed = (sum(n) for n in zip(*(map(int, s.split()[-4:]) for s in said), strict=True))
    left = sweep_until_done(OVER)
    assert (warned + left[0], passed + left[1], acted + left[2]) == (38, 30, 8)
    assert failed == 0
    each_rung_once(everyone)


def sweep_until_done(at) -> tuple[int, int, int]:
    """What two racing workers left to each other the next tick does."""
    registry_before, registry.consequences = registry.consequences, lambda: {SILENCE: each(deem)}
    try:
        run = sweep(at)
    finally:
        registry.consequences = registry_before
    return run.warned, run.passed, run.acted


def test_sweeps_in_many_threads_fire_each_rung_once(lasting_cast, silence):
    everyone = [mark_only(lasting_cast) for _ in range(12)] + [ask(lasting_cast) for _ in range(6)]
    runs: list[tuple[int, int, int, int]] = []

    def work() -> None:
        for at in (WARNED, OVER):
            run = sweep(at, batch=4)
            runs.append((run.warned, run.passed, run.acted, run.failed))

    in_threads([work] * 3)
    sweep(WARNED), sweep(OVER)
    assert sum(failed for *_, failed in runs) == 0
    each_rung_once(everyone)


def test_sweeping_while_people_act_neither_locks_up_nor_loses_anything(lasting_cast, silence):
    """People decide, extend and note on several matters while two sweeps go on; whoever is late is told so."""
    cast = lasting_cast
    matters = [opened(cast) for _ in range(4)]
    asked = [ask(cast, organ, matter=m) for m in matters for organ in (cast.finance, cast.resources, cast.agriculture)]
    refused: list[str] = []
    stop = time.monotonic() + 4

    def decide(a: Asked) -> None:
        with skeleton.on_step(a.step.pk) as step:
            Step.objects.filter(pk=step.pk).update(state=StepState.DONE)
            deadlines.meet(step, WARNED)
            record(step.matter, Line("reply", WARNED, "同意"))

    def note(a: Asked) -> None:
        with skeleton.on(a.matter.pk) as matter:
            record(matter, Line("remind", WARNED, "提醒"))

    def people() -> None:
        dice = random.Random(threading.get_ident())
        while time.monotonic() < stop:
            try:
                dice.choice([decide, note, note])(dice.choice(asked))
            except WrongState as error:
                refused.append(str(error))
            time.sleep(0.01)

    def sweeps() -> None:
        at = WARNED
        while time.monotonic() < stop:
            assert sweep(at, batch=5).failed == 0
            at = min(OVER, at + timedelta(hours=12))

    in_threads([people, people, sweeps, sweeps])
    sweep(OVER)
    for a in asked:
        a.again()
        assert a.deadline.state in (DeadlineState.MET, DeadlineState.PASSED)
        assert (a.step.state == StepState.DEEMED) == (a.deadline.state == DeadlineState.PASSED)
        assert len(set(rungs(a.deadline))) == len(rungs(a.deadline))
    said = Counter(JournalEntry.objects.filter(act__in=["reply", "deem"]).values_list("matter", flat=True))
    assert said == {m.pk: 3 for m in matters}  # each step has one end, by a person or by the sweep
    assert verify() == []


def in_threads(works: list[Callable[[], None]]) -> None:
    """Run these at once, each on a connection of its own; the first failure is raised here."""
    errors: list[BaseException] = []

    def run(work: Callable[[], None]) -> None:
        close_old_connections()
        try:
            work()
        except BaseException as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[work], daemon=True) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads), "locked up"
    if errors:
        raise errors[0]


@pytest.mark.postgres
def test_a_matter_in_use_is_left_for_the_next_tick(lasting_cast, silence):
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")
    busy, marked, free = ask(lasting_cast), mark_only(lasting_cast), mark_only(lasting_cast)
    locked, done = threading.Event(), threading.Event()

    def someone_acts() -> None:
        with skeleton.on(busy.matter.pk), skeleton.on(marked.matter.pk):
            locked.set()
            done.wait(30)

    def meanwhile() -> None:
        locked.wait(30)
        started = time.monotonic()
        run = sweep(OVER)
        assert (run.warned, run.passed, run.acted, run.failed) == (1, 1, 0, 0)
        assert time.monotonic() - started < 5
        done.set()

    in_threads([someone_acts, meanwhile])
    assert rungs(free.deadline) == [("warn", 0), ("due", 0)] and rungs(busy.deadline) == []
    run = sweep(OVER)
    assert (run.warned, run.passed, run.acted) == (2, 1, 1)


def test_who_acts_waits_for_the_sweep_and_finds_the_step_settled(lasting_cast, silence):
    asked = ask(lasting_cast)
    inside, outcome = threading.Event(), []

    def slow(deadline, at) -> None:
        inside.set()
        time.sleep(0.5)
        deem(deadline, at)

    silence(slow)

    def person() -> None:
        inside.wait(30)
        try:
            with skeleton.on_step(asked.step.pk):
                outcome.append("acted")
        except WrongState as error:
            outcome.append(str(error))

    in_threads([lambda: sweep(OVER), person])
    assert len(outcome) == 1 and "视为无不同意见" in outcome[0]
    assert Matter.objects.get(pk=asked.matter.pk).version == 0


# --- No broker --------------------------------------------------------------------------------------


def test_a_tick_that_the_broker_lost_is_made_up_by_the_next(cast, silence):
    """The beat's message is all that a broker ever holds: nothing about any deadline is in it."""
    asked = ask(cast)
    tick = app.conf.beat_schedule["deadlines"]
    assert tick["task"] == sweep_deadlines.name and not tick.get("args") and not tick.get("kwargs")
    with clock.frozen(OVER + timedelta(hours=3)):
        assert sweep_deadlines() == {"warned": 1, "passed": 0, "acted": 1, "failed": 0}
        assert sweep_deadlines() == {"warned": 0, "passed": 0, "acted": 0, "failed": 0}
    assert asked.again().step.state == StepState.DEEMED
