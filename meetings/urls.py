"""Addresses of the meetings floor, gathered from its rooms."""

from meetings.attendance import urls as attendance
from meetings.cadence import urls as cadence
from meetings.calling import urls as calling
from meetings.coordination import urls as coordination
from meetings.events import urls as events
from meetings.items import urls as items
from meetings.minutes import urls as minutes
from meetings.party import urls as party
from meetings.session import urls as session

app_name = "meetings"
urlpatterns = [
    *calling.urlpatterns,
    *items.urlpatterns,
    *attendance.urlpatterns,
    *session.urlpatterns,
    *minutes.urlpatterns,
    *cadence.urlpatterns,
    *events.urlpatterns,
    *coordination.urlpatterns,
    *party.urlpatterns,
]
