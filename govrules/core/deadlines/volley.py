"""One batch of the sweep: what is due on locked matters, fired with a handful of queries.

Warnings, plain marks and waits are written here. A deadline whose passing acts on its matter is only named in
the outcome; the sweep gives each of those its own transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import F

from govrules.core import bulk
from govrules.core.deadlines.due import Due, Row, Shot, Sorted, Tick, due_rows, lock, next_look, sort
from govrules.core.deadlines.lapsing import lapse
from govrules.core.deadlines.models import Deadline, DeadlineState, Firing, Rung
from govrules.core.deadlines.recount import keep, line, show_on_steps
from govrules.core.deadlines.telling import line_of, notices_of, waits_for
from govrules.core.journal.actions import MatterLine, record_many
from govrules.core.matters.models import StepState
from govrules.core.notices.models import Notice

NEW_CALENDAR = "工作日历已更新"


@dataclass
class Outcome:
    """What a batch did, and the rows whose passing is now to act."""

    warned: int = 0
    passed: int = 0
    waiting: int = 0
    acting: list[Row] = field(default_factory=list)


def fire(page: Sequence[Due], tick: Tick) -> Outcome:
    """Fire what is due of these deadlines, in one transaction.

    1 lock the matters, but those in use; 2 read again under the lock; 3 sort; 4 claim each rung by its unique
    row; 5 journal; 6 notices; 7 the rows.
    """
    with transaction.atomic():
        rows = due_rows([due.id for due in page], lock(due.matter_id for due in page), tick.at)
        todo = sort(rows, tick)
        shots = sorted(todo.shots, key=lambda shot: (shot.planned, shot.row.id))
        claim(shots, tick)
        record_many([*_recount_lines(todo, tick), *(line_of(shot, tick) for shot in shots)])
        bulk.insert(Notice, notices_of(shots, tick))
        _write(todo, tick)
    rungs = [shot.rung for shot in shots]
    return Outcome(rungs.count(Rung.WARN), rungs.count(Rung.DUE), rungs.count(Rung.WAIT), todo.acting)


def claim(shots: Sequence[Shot], tick: Tick) -> None:
    """The unique row of each rung; a rung that has fired before fails here, and all with it."""
    rows = [{"deadline_id": s.row.id, "rung": s.rung.value, "cycle": s.row.cycle, "at": tick.at} for s in shots]
    bulk.insert(Firing, rows)


def _write(todo: Sorted, tick: Tick) -> None:
    """Each kind of change in one UPDATE; new counts, which are rare, one by one."""
    fired: dict[Rung, list[int]] = {rung: [s.row.id for s in todo.shots if s.rung == rung] for rung in Rung}
    settled = {*fired[Rung.DUE], *fired[Rung.WAIT]}
    _update([pk for pk in fired[Rung.WARN] if pk not in settled], next_at=F("due_at"))
    _update(fired[Rung.DUE], state=DeadlineState.PASSED, next_at=None, closed_at=tick.at)
    lapse([*fired[Rung.DUE], *(row.id for row in todo.over)])
    for why in {waits_for(shot.row, tick) for shot in todo.shots if shot.rung == Rung.WAIT}:
        wait = [s.row.id for s in todo.shots if s.rung == Rung.WAIT and waits_for(s.row, tick) == why]
        _update(wait, next_at=None, waits_since=tick.at, waits_for=why)
    for row, new in todo.recounts:
        keep(row, new)
    if todo.recounts:
        show_on_steps(row for row, _ in todo.recounts)
    _close_over(todo.over, tick.at)
    for row in todo.idle:
        _update([row.id], next_at=next_look(row, tick.at))


def _recount_lines(todo: Sorted, tick: Tick) -> list[MatterLine]:
    return [line(row, new, NEW_CALENDAR, tick.at) for row, new in todo.recounts if new.words]


def _close_over(rows: Iterable[Row], at: datetime) -> None:
    """A deadline whose step was settled without it ends with the step; it does not fire."""
    done = [row.id for row in rows if row.step_state == StepState.DONE]
    fallen = [row.id for row in rows if row.step_state != StepState.DONE]
    _update(done, state=DeadlineState.MET, next_at=None, closed_at=at)
    _update(fallen, state=DeadlineState.CANCELLED, next_at=None, closed_at=at)


def _update(deadline_ids: Sequence[int], **values: object) -> None:
    if deadline_ids:
        Deadline.objects.filter(pk__among=deadline_ids).update(attempts=0, last_error="", **values)
