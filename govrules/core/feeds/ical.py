"""Calendar files (iCalendar, RFC 5545), and what a person finds in his own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from icalendar import Calendar, Event

from govrules.core import registry
from govrules.core.office.models import Official

TYPE = "text/calendar; charset=utf-8"


def of(official: Official, host: str, at: datetime) -> bytes:
    """Everything that the floors know of his time. Where one of them cannot tell, the whole is refused, and calendar
    programs keep what they have read before."""
    found = (event for events in registry.calendars() for event in events(official, host, at))
    return file_of(f"{official.name}　日程", found)


def file_of(name: str, events: Iterable[Event]) -> bytes:
    """A calendar file of these events."""
    found = Calendar()
    found.add("prodid", "-//GovRules//ZH")
    found.add("version", "2.0")
    found.add("x-wr-calname", name)
    for event in events:
        found.add_component(event)
    return bytes(found.to_ical())


def event(uid: str, summary: str, starts: datetime, ends: datetime, at: datetime) -> Event:
    """What and when, as told at a moment; by its `uid` a program knows it again."""
    found = Event()
    found.add("uid", uid)
    found.add("dtstamp", at.astimezone(UTC))
    found.add("dtstart", starts.astimezone(UTC))
    found.add("dtend", ends.astimezone(UTC))
    found.add("summary", summary)
    return found
