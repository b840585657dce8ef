"""What the meetings floor does when a route ends, by the rulebook's keys."""

from __future__ import annotations

from meetings.items.actions import approved

ROUTE_ENDS = {"list_item": approved}
