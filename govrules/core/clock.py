"""The only reader of the clock.

`now()` is the office's time: the wall clock, and in the demo an offset on top of it (one row). `wall()` is
for sessions, leases and retries. Everything else takes the moment as an argument.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta

from django.conf import settings

from govrules.core.calendar.models import ClockOffset
from govrules.core.workdays import OFFICE_ZONE as OFFICE_ZONE
from govrules.core.workdays import midnight, office_date


class StoppedClock:
    """A clock that a test has stopped and may set; an exact one knows no demo's offset."""

    def __init__(self, moment: datetime, exact: bool = True) -> None:
        self.moment, self.exact = _aware(moment), exact

    def move_to(self, moment: datetime) -> None:
        self.moment = _aware(moment)

    def forward(self, by: timedelta) -> None:
        self.moment += by


_stopped: ContextVar[StoppedClock | None] = ContextVar("stopped_clock", default=None)


def wall() -> datetime:
    """The real time, UTC."""
    stopped = _stopped.get()
    return stopped.moment if stopped else datetime.now(UTC)


def now() -> datetime:
    """The office's time, UTC."""
    return wall() + offset()


def today() -> date:
    """The office's date in Asia/Shanghai."""
    return office_date(now())


def offset() -> timedelta:
    """How far the demo's clock is ahead of the wall clock (or behind, when set in the past); else nothing."""
    stopped = _stopped.get()
    if not settings.DEMO or (stopped and stopped.exact):
        return timedelta(0)
    row = ClockOffset.objects.filter(pk=1).values_list("offset", flat=True).first()
    return row if row is not None else timedelta(0)


def date_of(moment: datetime) -> date:
    """The day in Asia/Shanghai on which a moment falls."""
    return office_date(moment)


def start_of_day(day: date) -> datetime:
    """Midnight in Asia/Shanghai with which a day begins, UTC."""
    return midnight(day)


@contextmanager
def frozen(moment: datetime, *, demo: bool = False) -> Iterator[StoppedClock]:
    """Stop the clock of this thread of work (no other's), for tests; `demo` keeps the demo's offset."""
    stopped = StoppedClock(moment, exact=not demo)
    token = _stopped.set(stopped)
    try:
        yield stopped
    finally:
        _stopped.reset(token)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment
