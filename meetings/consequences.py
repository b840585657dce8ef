"""What the meetings floor does when a route ends, by the rulebook's keys; each room lists its own."""

from meetings.events.actions import carry_out
from meetings.items.actions import approved

ROUTE_ENDS = {"carry_out_event": carry_out, "list_item": approved}
