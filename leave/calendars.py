"""What this floor puts into a person's own calendar (日程订阅)."""

from leave.board.ical import whereabouts_of

CALENDARS = (whereabouts_of,)
