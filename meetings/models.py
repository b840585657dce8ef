"""All models of the meetings floor, gathered from its rooms for Django's registry."""

from meetings.attendance.models import Attendee, Excuse, Presence
from meetings.calling.models import BodyYear, Meeting, Room
from meetings.coordination.models import Assistant, Coordination, Side
from meetings.events.models import Event, Invitation
from meetings.items.models import AgendaItem
from meetings.minutes.models import Minutes, MinutesYear, Publication
from meetings.party.models import PartyMatter
from meetings.session.models import Decision, Speech

__all__ = [
    "AgendaItem", "Assistant", "Attendee", "BodyYear", "Coordination", "Decision", "Event", "Excuse",
    "Invitation", "Meeting", "Minutes", "MinutesYear", "PartyMatter", "Presence", "Publication", "Room", "Side",
    "Speech",
]  # fmt: skip
