"""Make the secret address of a person's calendar, take it back, tell whose it is."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from govrules.core import clock
from govrules.core.feeds.models import CalendarFeed
from govrules.core.office.guards import locked
from govrules.core.office.models import Official

LENGTH = 32  # bytes of chance in a secret


def make(official: Official) -> str:
    """A new secret, told this once; the one before is worth nothing from now on."""
    at, secret = clock.now(), secrets.token_urlsafe(LENGTH)
    with transaction.atomic():
        locked(Official.objects.all()).get(pk=official.pk)
        _end(official, at)
        CalendarFeed.objects.create(official=official, digest=digest(secret), made_at=at)
    return secret


def revoke(official: Official) -> bool:
    """The address is worth nothing from now on; False if there was none."""
    with transaction.atomic():
        locked(Official.objects.all()).get(pk=official.pk)
        return _end(official, clock.now()) > 0


def _end(official: Official, at: datetime) -> int:
    return CalendarFeed.objects.filter(official=official, revoked_at=None).update(revoked_at=at)


def current(official: Official) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(official=official, revoked_at=None).first()


def owner(secret: str, at: datetime) -> Official | None:
    """Whose address is being read; nobody's when it was revoked, or when he no longer serves or may not log in."""
    rows = CalendarFeed.objects.filter(
        digest=digest(secret), revoked_at=None, official__is_active=True, official__account__is_active=True
    )
    feed = rows.select_related("official__government").first()
    if feed is None:
        return None
    CalendarFeed.objects.filter(pk=feed.pk).update(read_at=at)
    return feed.official


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
