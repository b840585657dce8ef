"""What the pages show of any matter of this floor: one shape, gathered by the room that it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from govrules.core.findings import Shown
from govrules.core.matters.models import LIVE, Matter, Step
from govrules.core.matters.way import Point
from meetings.attendance import queries as attendance
from meetings.calling import queries as calling
from meetings.coordination import queries as coordination
from meetings.events import queries as events
from meetings.items import queries as items
from meetings.minutes import queries as minutes
from meetings.party import queries as party


@dataclass
class Sheet:
    """A matter of this floor: `document` is its own row (an item, a meeting, minutes …)."""

    matter: Matter
    document: Any
    steps: list[Step]
    way: list[Point]
    findings: list[Shown] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def live(self) -> list[Step]:
        return [s for s in self.steps if s.state in LIVE]


# Each gives (document, steps, way, findings, more) of a matter; the caller has checked that it may be seen.
GATHER: Mapping[str, Callable[[Matter, datetime], tuple[Any, ...]]] = {
    "agenda_item": items.gather,
    "meeting": calling.gather,
    "meeting_leave": attendance.gather,
    "minutes": minutes.gather,
    "event": events.gather,
    "coordination": coordination.gather,
    "party_matter": party.gather,
}


def sheet(matter: Matter, at: datetime) -> Sheet:
    """The sheet of a matter of this floor."""
    return Sheet(matter, *GATHER[matter.kind](matter, at))
