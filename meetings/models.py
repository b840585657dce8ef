"""All models of the meetings floor, gathered from its rooms for Django's registry."""

from meetings.attendance.models import Attendee, Excuse, Presence
from meetings.calling.models import BodyYear, Meeting, Room
from meetings.events.models import Event, Invitation
from meetings.items.models import AgendaItem
from meetings.minutes.models import Minutes, MinutesYear, Publication
from meetings.session.models import Decision, Speech

__all__ = [
    "AgendaItem", "Attendee", "BodyYear", "Decision", "Event", "Excuse", "Invitation", "Meeting", "Minutes",
    "MinutesYear", "Presence", "Publication", "Room", "Speech",
]  # fmt: skip
