"""What the meetings floor does when something ends: a route, by the rulebook's keys; a meeting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from govrules.core.office.models import Official
from meetings.calling.models import Meeting
from meetings.items.actions import approved

ROUTE_ENDS = {"list_item": approved}
# Each is called in the transaction in which a meeting ends, with its matter locked.
WHEN_ENDED: tuple[Callable[[Meeting, Official, datetime], object], ...] = ()
