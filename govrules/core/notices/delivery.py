"""One round of delivery: what is to be sent by now (by the wall clock); whatever else is sending takes other rows."""

from __future__ import annotations

from datetime import datetime

from govrules.core import clock
from govrules.core.notices import mailing, outbox, robots
from govrules.core.notices.outbox import Delivered


def deliver(at: datetime | None = None) -> Delivered:
    """1. what a dead worker left; 2. e-mails; 3. the group robots, which may be slow."""
    at, done = at or clock.wall(), Delivered()
    outbox.lapse(at)
    mailing.send_due(at, done)
    robots.send_due(at, done)
    return done
