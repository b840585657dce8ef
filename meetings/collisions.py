"""What this floor knows of an official's time: the meetings to which he is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse

from govrules.core.office.colliding import Collision
from govrules.core.office.models import Official
from meetings.attendance.models import Attendee
from meetings.calling.states import State

LONGEST = timedelta(days=3)  # further back no meeting that is still going on has begun
EXPECTED = (State.FIXED, State.CALLED, State.OPEN)


def meetings_of(official: Official, starts_at: datetime, ends_at: datetime) -> Iterator[Collision]:
    """Meetings that lie in a span and from which he is not excused: one query."""
    asked = Attendee.objects.filter(
        official=official, excused=False, meeting__matter__state__in=EXPECTED,
        meeting__starts_at__lt=ends_at, meeting__starts_at__gt=starts_at - LONGEST,
    ).select_related("meeting__matter")  # fmt: skip
    for one in asked:
        if one.meeting.ends_at > starts_at:
            yield Collision(
                one.meeting.matter.title, one.meeting.starts_at, one.meeting.ends_at, str(one.get_role_display()),
                reverse("portal:matter", args=[one.meeting.pk]),
            )  # fmt: skip


COLLISIONS = (meetings_of,)
