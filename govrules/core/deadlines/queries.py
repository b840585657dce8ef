"""What operators and the office look at: whether the sweep runs, what it could not do, what waits."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from govrules.core.deadlines.models import MAY, Deadline, DeadlineState, Extension, ExtensionState, SweepRun
from govrules.core.deadlines.recount import with_warned
from govrules.core.matters.models import Matter, Step
from govrules.core.office.models import Government

STALE = timedelta(minutes=5)


def last_run() -> SweepRun | None:
    """The last sweep that came to its end."""
    return SweepRun.objects.exclude(finished_at=None).order_by("-pk").first()


def is_stale(wall: datetime) -> bool:
    """Whether the sweep has not run for so long that somebody must look (by the wall clock)."""
    run = last_run()
    return run is None or wall - run.finished_at > STALE


def failing(government: Government | None = None) -> QuerySet[Deadline]:
    """Open deadlines that the sweep tried and could not fire; `last_error` says why."""
    rows = Deadline.objects.filter(state=DeadlineState.OPEN, attempts__gt=0).select_related("matter", "step")
    return rows.filter(government=government) if government else rows


def waiting(government: Government) -> QuerySet[Deadline]:
    """Periods that seem over and wait (暂缓生效) for a notice, for the office, or for somebody who can be asked."""
    rows = Deadline.objects.filter(government=government, state=DeadlineState.OPEN, waits_since__isnull=False)
    return with_warned(rows).select_related("matter__organ", "step__organ").order_by("waits_since", "pk")


def lapsed(step: Step, at: datetime) -> Deadline | None:
    """A firm period of the step that is over and acts by itself, though the sweep has not got to it yet."""
    over = Deadline.objects.filter(step=step, state=DeadlineState.OPEN, due_at__lte=at, provisional=False)
    return with_warned(over).filter(unheard=False).exclude(on_pass="").exclude(on_pass_strength=MAY).first()


def requests_of(matter: Matter) -> QuerySet[Extension]:
    """Requests for more time on a matter that wait for its host's answer."""
    asked = Extension.objects.filter(deadline__matter=matter, state=ExtensionState.ASKED)
    return asked.select_related("asked_by", "deadline__step__organ")
