"""What the meetings floor does when a route ends, by the rulebook's keys, and what follows when a meeting has ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from govrules.core.office.models import Official
from meetings.calling.models import Meeting
from meetings.events.actions import carry_out
from meetings.items.actions import approved
from meetings.minutes.actions import open_minutes, signed

ROUTE_ENDS: Mapping[str, Callable[..., None]] = {
    "list_item": approved,
    "issue_minutes": signed,
    "carry_out_event": carry_out,
}
# Each is called with (meeting, by, at) in the transaction that ends a meeting, its matter locked.
WHEN_ENDED: tuple[Callable[[Meeting, Official, datetime], Any], ...] = (open_minutes,)
