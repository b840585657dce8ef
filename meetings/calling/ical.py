"""Meetings for calendar programs: what meeting, when and where. Nothing confidential: no items, no people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from icalendar import Event

from govrules.core.feeds import ical
from govrules.core.matters.queries import visible_to
from govrules.core.office.models import Official
from meetings.calling.models import Meeting
from meetings.calling.states import State

TOLD = (State.CALLED, State.OPEN, State.ENDED, State.CANCELLED)
BACK = timedelta(days=92)  # what is longer ago no calendar needs
MOST = 500


def meetings_of(official: Official, host: str, at: datetime) -> Iterator[Event]:
    """The meetings of which he was told, from three months ago on: one query."""
    mine = visible_to(official).filter(kind="meeting", state__in=TOLD)
    found = Meeting.objects.filter(matter__in=mine, starts_at__gte=at - BACK, called_at__isnull=False)
    for meeting in found.select_related("matter__government", "room").order_by("starts_at", "pk")[:MOST]:
        yield event(meeting, host, at)


def event(meeting: Meeting, host: str, at: datetime) -> Event:
    """`host` makes its id unique in the world; its number of changes lets a program take a move for a move."""
    uid = f"meeting-{meeting.pk}@{host}"
    found = ical.event(uid, meeting.matter.title, meeting.starts_at, meeting.ends_at, at)
    found.add("sequence", meeting.matter.version)
    found.add("location", meeting.where)
    found.add("status", "CANCELLED" if meeting.matter.state == State.CANCELLED else "CONFIRMED")
    return found
