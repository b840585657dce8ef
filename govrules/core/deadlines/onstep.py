"""The moments kept on a step, by which queues are ordered: those of the nearest period that runs for it.

That is its own, or one of the whole matter: whoever has the matter in hand is held to that too. A period that is over
still shows: what waits is late.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import OuterRef, Q, Subquery

from govrules.core.deadlines.models import Deadline, DeadlineState
from govrules.core.matters.models import LIVE, Step

SHOWN = (DeadlineState.OPEN, DeadlineState.PASSED)


def show(step_ids: Iterable[int], of_matters: Iterable[int] = ()) -> None:
    """Bring the moments on these steps up to date, and on the steps under way of these matters: one query."""
    wanted = Q(pk__in=list(step_ids))
    matters = list(of_matters)
    if matters:
        wanted |= Q(matter__in=matters, state__in=LIVE)
    for_it = Q(step=OuterRef("pk")) | Q(step=None, matter=OuterRef("matter"))
    running = Deadline.objects.filter(for_it, state__in=SHOWN).order_by("due_at", "pk")
    nearest = Subquery(running.values("due_at")[:1]), Subquery(running.values("warn_at")[:1])
    Step.objects.filter(wanted).update(due_at=nearest[0], warn_at=nearest[1])


def begun(step: Step) -> None:
    """A step begins while a period of its whole matter runs or is over: that shows on it. One query, else three."""
    if Deadline.objects.filter(matter=step.matter_id, step=None, state__in=SHOWN).exists():
        show([step.pk])
        step.refresh_from_db(fields=["due_at", "warn_at"])
