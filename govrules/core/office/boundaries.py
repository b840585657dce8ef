"""Moments at which it changes who acts: an absence, an entrustment, an appointment, a pair begins or ends.

They are rows, so that nothing is lost while the program is down. Crossing one twice, or by two sweeps at
once, does nothing twice: a step is only written when another than before may act on it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db import transaction
from django.db.models import F, Q, QuerySet

from govrules.core import acts
from govrules.core.authority import assign
from govrules.core.matters.models import LIVE, Step, StepState
from govrules.core.office.models import Absence, Appointment, Boundary, Entrustment, Government
from govrules.core.office.roster import HOLDER

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Crossing:
    """What a sweep over the boundaries did."""

    crossed: int = 0
    matters: int = 0
    failed: int = 0

    def __add__(self, other: Crossing) -> Crossing:
        return Crossing(self.crossed + other.crossed, self.matters + other.matters, self.failed + other.failed)


def due(at: datetime, government: Government | None = None) -> QuerySet[Boundary]:
    """Boundaries that have been reached and not crossed; of one government where given."""
    reached = Boundary.objects.filter(done_at=None, at__lte=at).order_by("government", "at", "pk")
    return reached.filter(government=government) if government else reached


def cross(at: datetime, government: Government | None = None) -> Crossing:
    """Move the steps that the reached boundaries touch; one with a failure stays due and is tried again."""
    total = Crossing()
    for government_id, rows in groupby(due(at, government), key=lambda row: row.government_id):
        total += _cross(government_id, list(rows), at)
    return total


def _cross(government: int, rows: list[Boundary], at: datetime) -> Crossing:
    """All reached boundaries of one government together: a step is looked at once, as things stand now."""
    matters = sorted(set(touched(government, rows).values_list("matter", flat=True)))
    errors = [error for matter in matters if (error := _reassign(matter, at))]
    mine = Boundary.objects.filter(pk__in=[row.pk for row in rows], done_at=None)
    if errors:
        mine.update(attempts=F("attempts") + 1, last_error=errors[0][:300])
        return Crossing(matters=len(matters), failed=len(errors))
    return Crossing(crossed=mine.update(done_at=at), matters=len(matters))


def touched(government: int, rows: Iterable[Boundary]) -> QuerySet[Step]:
    """Live steps on which another may act now: of the seats concerned, and all on which no holder acts.

    While the holder acts himself, only his own absence and his seat's changes matter; every other step
    depends on others, whose coming and going may mend or break it.
    """
    officials = {row.official_id for row in rows if row.official_id}
    seats = {row.seat_id for row in rows if row.seat_id}
    theirs = Appointment.objects.filter(official__in=officials).values("seat")
    concerned = Q(seat__in=seats) | Q(seat__in=theirs) | Q(assignee__in=officials)
    live = Step.objects.filter(matter__government=government, state__in=LIVE)
    return live.filter(Q(state=StepState.HELD) | ~Q(ground=HOLDER) | concerned)


def _reassign(matter_id: int, at: datetime) -> str:
    """One matter in its own transaction; returns what went wrong, so that the others go on."""
    try:
        with acts.on(matter_id) as matter:
            for step in matter.steps.filter(state__in=LIVE).select_related("seat", "assignee"):
                step.matter = matter
                assign(step, at)
    except Exception as error:
        log.exception("matter %s: who acts could not be brought up to date", matter_id)
        return f"{type(error).__name__}: {error}"
    return ""


# --- Writing the rows ----------------------------------------------------------------------------------


def mark(government: Government, *moments: datetime, now: datetime, **concerned: object) -> None:
    """Note moments at which it changes who acts; one already reached is crossed once the act is kept."""
    mark_all(government, [Boundary(government=government, at=at, **concerned) for at in moments], now)


def mark_all(government: Government, rows: Sequence[Boundary], now: datetime) -> None:
    """The boundaries of an act on many rows: written, and those already reached crossed, in one go."""
    Boundary.objects.bulk_create(rows)
    if any(row.at <= now for row in rows):
        transaction.on_commit(lambda: cross(now, government), robust=True)


def unmark(**concerned: Absence | Entrustment) -> None:
    """Take away what is still ahead of an absence or an entrustment that is being changed."""
    Boundary.objects.filter(done_at=None, **concerned).delete()
