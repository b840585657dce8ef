"""The sweep: finds what is due and fires it, each rung once, however many sweeps run and whenever one dies.

Nothing is remembered between sweeps but the rows. A rung is claimed by its unique row (`Firing`) in the
transaction of its journal line and its notices; a transaction that never commits has claimed nothing, and
the next sweep does it. Matters are locked before their deadlines, and a matter that somebody acts on is left
for the next sweep: the sweep waits for nobody. What is due is done in batches, a transaction each; a batch that
fails is halved until what is broken stands alone, so that it takes nobody with it.
"""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import F
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan

from govrules.core import bulk, clock, registry
from govrules.core.deadlines.due import Due, Row, Shot, Tick, free
from govrules.core.deadlines.lapsing import lapse
from govrules.core.deadlines.models import Deadline, DeadlineState, Rung, SweepRun
from govrules.core.deadlines.recount import catch_up
from govrules.core.deadlines.telling import line_of, notices_of
from govrules.core.deadlines.volley import claim, fire
from govrules.core.journal.actions import record_many
from govrules.core.matters.models import Matter
from govrules.core.notices.models import Notice
from govrules.core.office import boundaries

FIRST_RETRY, LONGEST_RETRY = timedelta(minutes=1), timedelta(hours=1)
ACTING = 200  # deadlines whose passing acts, at a time: their matters are locked for a fraction of a second

One, Done = TypeVar("One", Due, Row), TypeVar("Done")

log = logging.getLogger(__name__)


def sweep(at: datetime | None = None, batch: int = 1000) -> SweepRun:
    """All that is due by `at`: 1 who acts now, and by which calendar, 2 the floors' own moments, 3 warnings and marks,
    4 what acts.
    """
    tick = Tick(at or clock.now())
    run = SweepRun.objects.create(started_at=clock.wall())
    run.failed = _cross(tick.at) + _catch_up(tick.at) + sum(_turn(turn, tick.at) for turn in registry.moments())
    for page in pages(tick.at, batch):
        for outcome in _apart(fire, page, tick, run):
            run.warned += outcome.warned
            run.passed += outcome.passed
            run.waiting += outcome.waiting
            for together in turns(outcome.acting):
                run.acted += sum(_apart(act, together, tick, run))
    run.finished_at = clock.wall()
    run.save()
    _forget_idle(run)
    return run


def pages(at: datetime, size: int) -> Iterator[list[Due]]:
    """What is due, the longest due first, page by page; no row comes up twice."""
    due = Deadline.objects.filter(state=DeadlineState.OPEN, next_at__lte=at).order_by("next_at", "pk")
    rows = due.values_list("next_at", "pk", "matter")
    page = list(rows[:size])
    while page:
        yield [Due._make(row) for row in page]
        beyond = TupleGreaterThan(Tuple(F("next_at"), F("pk")), page[-1][:2])
        page = list(rows.filter(beyond)[:size]) if len(page) == size else []


def turns(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Those of one consequence together, but no two of one matter: the second finds what the first has left."""
    batches: dict[tuple[int, str], list[Row]] = defaultdict(list)
    turn: Counter[int] = Counter()
    for row in rows:
        batches[turn[row.matter_id], row.on_pass].append(row)
        turn[row.matter_id] += 1
    for _, batch in sorted(batches.items()):
        yield from (batch[start : start + ACTING] for start in range(0, len(batch), ACTING))


def _apart(work: Callable[[Sequence[One], Tick], Done], rows: Sequence[One], tick: Tick, run: SweepRun) -> list[Done]:
    """Rows in one transaction; if that fails, in halves, until the broken row stands alone and is counted."""
    try:
        return [work(rows, tick)]
    except Exception as error:
        if len(rows) == 1:
            _failed(rows[0].id, error, tick.at, run)
            return []
        log.warning("a batch of %s deadlines failed (%r); now in halves", len(rows), error)
    half = len(rows) // 2
    return [*_apart(work, rows[:half], tick, run), *_apart(work, rows[half:], tick, run)]


def _cross(at: datetime) -> int:
    """Let the steps follow who came and went; returns how many failed."""
    try:
        return boundaries.cross(at).failed
    except Exception:
        log.exception("the boundaries of absences could not be crossed")
        return 1


def _catch_up(at: datetime) -> int:
    """Deadlines follow a calendar that somebody loaded and then could not count by; returns how many failed."""
    try:
        return catch_up(at).failed
    except Exception:
        log.exception("deadlines could not be counted by the new calendar")
        return 1


def _turn(turn: Callable[..., int], at: datetime) -> int:
    """What a floor does when a moment of its own has come; returns how many of its rows failed."""
    try:
        return turn(at)
    except Exception:
        log.exception("a floor's own moments could not be looked at")
        return 1


def act(rows: Sequence[Row], tick: Tick) -> int:
    """Carry out what follows passed deadlines, of one consequence and no two of one matter; returns how many.

    1 lock, and leave out what has changed or is in use; 2 close; 3 claim the rungs; 4 journal; 5 the consequence;
    6 notices.
    """
    with transaction.atomic():
        passed = _as_read(rows)
        shots = [Shot(row, Rung.DUE, row.due_at) for row in rows if row.id in passed]
        if shots:
            close(passed, tick)
            claim(shots, tick)
            record_many([line_of(shot, tick) for shot in shots])
            registry.consequences()[rows[0].on_pass](list(passed.values()), tick.at)
            bulk.insert(Notice, notices_of(shots, tick))
    return len(shots)


def _as_read(rows: Sequence[Row]) -> dict[int, Deadline]:
    """Those that, locked behind their matters, still stand as they were read."""
    matters = {matter.pk: matter for matter in free(Matter.objects.filter(pk__in=[row.matter_id for row in rows]))}
    cycles = {row.id: row.cycle for row in rows if row.matter_id in matters}
    found = Deadline.objects.filter(pk__in=cycles, closed_at=None, provisional=False).order_by("pk")
    same = {d.pk: d for d in found.select_for_update(no_key=True) if d.cycle == cycles[d.pk]}
    for deadline in same.values():
        deadline.matter = matters[deadline.matter_id]
    return same


def close(passed: Mapping[int, Deadline], tick: Tick) -> None:
    """These periods have passed, and what was still asked for them lapses."""
    over = {"state": DeadlineState.PASSED, "closed_at": tick.at, "next_at": None}
    for deadline in passed.values():
        vars(deadline).update(over)
    Deadline.objects.filter(pk__in=passed).update(**over)
    lapse(list(passed))


def _failed(deadline_id: int, error: Exception, at: datetime, run: SweepRun) -> None:
    """Count a failure on its row and try again later, each time later; the others go on."""
    log.error("deadline %s failed", deadline_id, exc_info=error)
    run.failed += 1
    row = Deadline.objects.filter(pk=deadline_id, state=DeadlineState.OPEN)
    attempts = row.values_list("attempts", flat=True).first() or 0
    wait = min(FIRST_RETRY * 2 ** min(attempts, 10), LONGEST_RETRY)
    row.update(attempts=attempts + 1, last_error=f"{type(error).__name__}: {error}"[:2000], next_at=at + wait)


def _forget_idle(run: SweepRun) -> None:
    """Earlier runs that found nothing to do need not be kept."""
    idle = SweepRun.objects.filter(warned=0, passed=0, waiting=0, acted=0, failed=0, finished_at__isnull=False)
    idle.filter(pk__lt=run.pk).delete()
