"""Meetings for calendar programs (iCalendar, RFC 5545): one file for a meeting, a secret address for a person.

Nothing confidential is in it: what meeting, when and where. No items, no people.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from govrules.core.matters.queries import visible_to
from govrules.core.office.models import Official
from meetings.calling.models import Feed, Meeting
from meetings.calling.states import State

TOLD = (State.CALLED, State.OPEN, State.ENDED, State.CANCELLED)
BACK = timedelta(days=92)  # what is longer ago no calendar needs
MOST = 500
BYTES = 32


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def make(official: Official, at: datetime) -> str:
    """A new secret for an official's address; one that he had before is no longer good."""
    token = secrets.token_urlsafe(BYTES)
    Feed.objects.update_or_create(official=official, defaults={"digest": digest(token), "made_at": at, "read_at": None})
    return token


def revoke(official: Official) -> None:
    Feed.objects.filter(official=official).delete()


def owner(token: str, at: datetime) -> Official | None:
    """Whose address it is; nobody's when it was taken back, or when he no longer serves or has no log-in."""
    feed = Feed.objects.filter(digest=digest(token)).select_related("official__government").first()
    if feed is None or not feed.official.is_active:
        return None
    account = getattr(feed.official, "account", None)
    if account is None or not account.is_active:
        return None
    Feed.objects.filter(pk=feed.pk).update(read_at=at)
    return feed.official


def meetings_of(official: Official, at: datetime) -> list[Meeting]:
    """The meetings of which he was told, from three months ago on."""
    mine = visible_to(official).filter(kind="meeting", state__in=TOLD)
    found = Meeting.objects.filter(matter__in=mine, starts_at__gte=at - BACK, called_at__isnull=False)
    return list(found.select_related("matter__government", "room").order_by("starts_at", "pk")[:MOST])


def calendar(meetings: Iterable[Meeting], host: str, at: datetime) -> bytes:
    """A calendar file of these meetings; `host` makes their ids unique in the world."""
    found = Calendar()
    found.add("prodid", "-//govrules//meetings//ZH")
    found.add("version", "2.0")
    found.add("x-wr-calname", "会议")
    for meeting in meetings:
        found.add_component(event(meeting, host, at))
    return found.to_ical()


def event(meeting: Meeting, host: str, at: datetime) -> Event:
    """What, when, where; its number of changes lets a program take a move for a move."""
    found = Event()
    found.add("uid", f"meeting-{meeting.pk}@{host}")
    found.add("sequence", meeting.matter.version)
    found.add("dtstamp", at)
    found.add("dtstart", meeting.starts_at)
    found.add("dtend", meeting.ends_at)
    found.add("summary", meeting.matter.title)
    found.add("location", meeting.where)
    found.add("status", "CANCELLED" if meeting.matter.state == State.CANCELLED else "CONFIRMED")
    return found
