"""What this floor puts into a person's own calendar (日程订阅)."""

from documents.publicity.queries import engagements_of

CALENDARS = (engagements_of,)
