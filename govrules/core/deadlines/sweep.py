"""The sweep: finds what is due and fires it, each rung once, however many sweeps run and whenever one dies.

Nothing is remembered between sweeps but the rows. A rung is claimed by its unique row (`Firing`) in the
transaction of its journal line and its notices; a transaction that never commits has claimed nothing, and
the next sweep does it. Matters are locked before their deadlines, and a matter that somebody acts on is left
for the next sweep: the sweep waits for nobody.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan

from govrules.core import bulk, clock, registry
from govrules.core.deadlines.due import Row, Shot, Tick, free
from govrules.core.deadlines.lapsing import lapse
from govrules.core.deadlines.models import Deadline, DeadlineState, Rung, SweepRun
from govrules.core.deadlines.recount import catch_up
from govrules.core.deadlines.telling import line_of, notices_of
from govrules.core.deadlines.volley import Outcome, claim, fire
from govrules.core.journal.actions import record
from govrules.core.matters.models import Matter
from govrules.core.notices.models import Notice
from govrules.core.office import boundaries

FIRST_RETRY, LONGEST_RETRY = timedelta(minutes=1), timedelta(hours=1)

Due = tuple[datetime, int, int]  # next_at, deadline, matter

log = logging.getLogger(__name__)


def sweep(at: datetime | None = None, batch: int = 1000) -> SweepRun:
    """All that is due by `at`: 1 who acts now, and by which calendar, 2 the floors' own moments, 3 warnings and marks
    in batches, 4 what acts, one by one."""
    tick = Tick(at or clock.now())
    run = SweepRun.objects.create(started_at=clock.wall())
    run.failed = _cross(tick.at) + _catch_up(tick.at) + sum(_turn(turn, tick.at) for turn in registry.moments())
    for page in pages(tick.at, batch):
        for outcome in _fire_page(page, tick, run):
            run.warned += outcome.warned
            run.passed += outcome.passed
            run.waiting += outcome.waiting
            _act_on_all(outcome.acting, tick, run)
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
        yield page
        beyond = TupleGreaterThan(Tuple(F("next_at"), F("pk")), page[-1][:2])
        page = list(rows.filter(beyond)[:size]) if len(page) == size else []


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


def _fire_page(page: Sequence[Due], tick: Tick, run: SweepRun) -> list[Outcome]:
    """A page in one transaction; if that fails, each deadline in its own: only the broken one stays."""
    try:
        return [fire([pk for _, pk, _ in page], [matter for _, _, matter in page], tick)]
    except Exception:
        log.exception("a batch of %s deadlines failed; now one by one", len(page))
    return [outcome for due in page if (outcome := _fire_one(due, tick, run))]


def _fire_one(due: Due, tick: Tick, run: SweepRun) -> Outcome | None:
    _, pk, matter = due
    try:
        return fire([pk], [matter], tick)
    except Exception as error:
        _failed(pk, error, tick.at, run)
        return None


def _act_on_all(rows: Sequence[Row], tick: Tick, run: SweepRun) -> None:
    deadlines = Deadline.objects.in_bulk([row.id for row in rows])
    for row in rows:
        try:
            run.acted += act(deadlines[row.id], row, tick)
        except Exception as error:
            _failed(row.id, error, tick.at, run)


def act(deadline: Deadline, row: Row, tick: Tick) -> bool:
    """Carry out what follows a passed deadline; False if it has changed meanwhile, or its matter is in use.

    1 lock; 2 close, if it stands as it was read; 3 claim the rung; 4 journal; 5 the consequence; 6 notices.
    """
    with transaction.atomic():
        matter = free(Matter.objects.filter(pk=row.matter_id)).first()
        if matter is None or not close(row, tick):
            return False
        deadline.matter = matter
        deadline.state, deadline.closed_at, deadline.next_at = DeadlineState.PASSED, tick.at, None
        shot = Shot(row, Rung.DUE, row.due_at)
        claim([shot], tick)
        lapse([row.id])
        record(matter, line_of(shot, tick).line)
        registry.consequences()[row.on_pass](deadline, tick.at)
        bulk.insert(Notice, notices_of([shot], tick))
    return True


def close(row: Row, tick: Tick) -> bool:
    """The period has passed, if under the lock it still stands as the row was read.

    It is looked for by its key alone: `state` would lure the planner into an index of open moments, where on a
    midnight thousands are equal.
    """
    same = Deadline.objects.filter(pk=row.id, closed_at=None, cycle=row.cycle, provisional=False)
    return same.update(state=DeadlineState.PASSED, closed_at=tick.at, next_at=None) == 1


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
