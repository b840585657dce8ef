"""What an office may fix itself on this floor (本办规定), gathered from its rooms."""

from govrules.core.office.ownkeys import limit
from meetings.cadence.warning import OWN_KEYS as WARNING
from meetings.minutes.routes import OWN_LIMIT

OWN_KEYS = {**WARNING, OWN_LIMIT: limit("会议纪要印发")}
