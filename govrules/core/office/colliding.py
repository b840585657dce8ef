"""What an official would miss while he is away: asked of every floor that knows of something he has to attend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from govrules.core import registry
from govrules.core.office.models import Official


@dataclass(frozen=True)
class Collision:
    """Something at which he is expected: what, when, in which capacity; `address` is the page on it, if any."""

    what: str
    starts_at: datetime
    ends_at: datetime
    capacity: str = ""
    address: str = ""


def colliding(official: Official, starts_at: datetime, ends_at: datetime) -> list[Collision]:
    """All that lies in a span, soonest first; half-open: what ends when he leaves does not collide."""
    found = [one for find in registry.collisions() for one in find(official, starts_at, ends_at)]
    return sorted(found, key=lambda one: (one.starts_at, one.what))
