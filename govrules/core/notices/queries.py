"""What an official has been told, and what could not be sent."""

from __future__ import annotations

from django.db.models import QuerySet

from govrules.core.notices.models import Channel, Notice, NoticeState
from govrules.core.office.models import Government, Official


def inbox(official: Official) -> QuerySet[Notice]:
    """His notices in the portal, the newest first."""
    return Notice.objects.filter(recipient=official, channel=Channel.PORTAL).select_related("matter")


def unread(official: Official) -> int:
    """How many of them he has not read."""
    return Notice.objects.filter(recipient=official, channel=Channel.PORTAL, read_at=None).count()


def failed(government: Government | None = None) -> QuerySet[Notice]:
    """Given up after the last attempt, for operators; these may be sent again."""
    return _in_state(NoticeState.FAILED, government)


def unknown(government: Government | None = None) -> QuerySet[Notice]:
    """Of which nobody knows whether they arrived, for operators; these are not sent again."""
    return _in_state(NoticeState.UNKNOWN, government)


def _in_state(state: NoticeState, government: Government | None) -> QuerySet[Notice]:
    found = Notice.objects.filter(state=state).select_related("recipient", "matter")
    return found.filter(government=government) if government else found
