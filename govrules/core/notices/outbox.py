"""The one way by which a notice leaves: claimed, sent, settled; each step a conditional UPDATE of its row.

Nobody can send something and note that he did in one step, so a choice had to be made for a worker that dies between
the two, and for an answer that never comes. Its claim ends with its lease (`lapse`), and then:
- an e-mail is sent again: a second copy has the same Message-ID, by which mail servers and readers drop it;
- a message to a group is never sent again by itself, since the group would see it twice: it stays unknown (结果不明),
  for the operator to look at. So groups are told at most once, and whatever was refused for certain is tried again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, QuerySet

from govrules.core import clock
from govrules.core.notices.models import Channel, MessageState, Notice, NoticeState, RobotMessage

LEASE = timedelta(minutes=5)
FIRST_RETRY, LONGEST_RETRY = timedelta(minutes=1), timedelta(hours=1)
MOST_ATTEMPTS = 12  # about six hours of a server that is down
MOST_DOUBLINGS = 10
CUT_OFF = "发送中断，不知对方是否收到"


@dataclass
class Delivered:
    """How many notices one round sent, had refused, and does not know about."""

    sent: int = 0
    failed: int = 0
    unknown: int = 0


def due(at: datetime, *channels: str) -> QuerySet[Notice]:
    """What is to be sent over these channels by now, the oldest first."""
    pending = Notice.objects.filter(state=NoticeState.PENDING, next_at__lte=at, channel__in=channels)
    return pending.order_by("next_at", "pk")


def claim(rows: QuerySet[Notice], at: datetime, **more: Any) -> int:
    """Take rows for sending; how many: one that another took, or that changed since it was read, is left out."""
    return rows.filter(state=NoticeState.PENDING).update(
        state=NoticeState.SENDING, next_at=max(at, clock.wall()) + LEASE, attempts=F("attempts") + 1, **more
    )


def lapse(at: datetime) -> None:
    """Rows and messages whose sender did not come back."""
    lost = Notice.objects.filter(state=NoticeState.SENDING, next_at__lte=at)
    if lost.exists():
        lost.filter(channel=Channel.EMAIL).update(state=NoticeState.PENDING)
        lost.update(state=NoticeState.UNKNOWN, next_at=None, last_error=CUT_OFF)
        gone = RobotMessage.objects.filter(state=MessageState.SENDING, lease_until__lte=at)
        gone.update(state=MessageState.UNKNOWN, ended_at=F("lease_until"), error=CUT_OFF)


def mark_sent(rows: QuerySet[Notice]) -> int:
    return rows.update(state=NoticeState.SENT, sent_at=clock.wall(), next_at=None, last_error="")


def mark_unknown(rows: QuerySet[Notice], words: str) -> int:
    return rows.update(state=NoticeState.UNKNOWN, next_at=None, last_error=words[:300])


def put_off(rows: QuerySet[Notice], words: str, until: datetime) -> int:
    """Refused for certain: try again later; after the last attempt it stays failed, for the operator to see."""
    given_up = rows.filter(attempts__gte=MOST_ATTEMPTS)
    ended = given_up.update(state=NoticeState.FAILED, next_at=None, last_error=words[:300])
    again = rows.filter(attempts__lt=MOST_ATTEMPTS)
    return ended + again.update(state=NoticeState.PENDING, next_at=until, last_error=words[:300])


def backoff(attempts: int) -> timedelta:
    """How long to wait after so many attempts that failed, each time longer."""
    return min(FIRST_RETRY * 2 ** min(max(attempts - 1, 0), MOST_DOUBLINGS), LONGEST_RETRY)
