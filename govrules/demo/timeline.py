"""The demo's clockwork: acts of the past played one after another at their moments, with the sweeps in between.

One line of time for all governments, because the sweep is one for all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from typing import Any
from zoneinfo import ZoneInfo

from govrules.core import clock
from govrules.core.calendar.queries import current
from govrules.core.deadlines.sweep import sweep

ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(order=True)
class Event:
    """Something that happens at a moment of the story."""

    at: datetime
    order: int
    act: Callable[[], Any] = field(compare=False)


class Timeline:
    """Events by working days before the day the demo is loaded as of."""

    def __init__(self, as_of: datetime) -> None:
        self.as_of = as_of
        self.events: list[Event] = []
        self.planned = 0
        today = clock.date_of(as_of)
        calendar = current()
        self.today = today if calendar.is_workday(today) else calendar.back(today, 1)

    def day(self, back: int) -> date:
        """The working day `back` working days ago (0: today, or the last one before a day off)."""
        return current().back(self.today, back) if back else self.today

    def moment(self, back: int, hour: str) -> datetime:
        """A moment of that day, such as 09:30."""
        return datetime.combine(self.day(back), time.fromisoformat(hour), ZONE)

    def ahead(self, days: int) -> date:
        """A working day to come."""
        return current().add(self.today, days)

    def end_of(self, days: int) -> datetime:
        """Six in the evening of a working day to come."""
        return datetime.combine(self.ahead(days), time(18), ZONE)

    def at(self, moment: datetime, act: Callable[[], Any]) -> None:
        """Let something happen then, also while the story plays; what would lie after its end is left out."""
        if moment <= self.as_of:
            heappush(self.events, Event(moment, self.planned, act))
            self.planned += 1

    def play(self) -> None:
        """All events in their order, the sweep looking in every morning and midnight in between."""
        last: datetime | None = None
        while self.events:
            event = heappop(self.events)
            self.sweep_between(last or event.at, event.at)
            with clock.frozen(event.at):
                event.act()
            last = event.at
        self.sweep_between(last or self.as_of, self.as_of)

    def sweep_between(self, start: datetime, end: datetime) -> None:
        """The sweeps that would have run: at each midnight and each half past eight."""
        day = start.date()
        while day <= end.date():
            for hour in (time(0, 0, 20), time(8, 30)):
                at = datetime.combine(day, hour, ZONE)
                if start < at <= end:
                    with clock.frozen(at):
                        sweep(at)
            day += timedelta(days=1)
