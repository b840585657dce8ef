"""What this floor puts into a person's own calendar (日程订阅)."""

from meetings.calling.ical import meetings_of

CALENDARS = (meetings_of,)
