"""The moments kept on a step, by which queues are ordered: those of its nearest open deadline."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery

from govrules.core.deadlines.models import Deadline, DeadlineState
from govrules.core.matters.models import Step


def show(step_ids: Iterable[int]) -> None:
    """Bring the moments on these steps up to date: one query."""
    running = Deadline.objects.filter(step=OuterRef("pk"), state=DeadlineState.OPEN).order_by("due_at")
    nearest = Subquery(running.values("due_at")[:1]), Subquery(running.values("warn_at")[:1])
    Step.objects.filter(pk__in=list(step_ids)).update(due_at=nearest[0], warn_at=nearest[1])
