"""What the leave floor does by itself: departures, returns that are due, overdue ones; at each sweep."""

from __future__ import annotations

from leave.requests.turning import turn

MOMENTS = (turn,)
