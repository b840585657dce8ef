"""How near a due moment is, for the pages: a light, and a word or two in working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from govrules.core.workdays import Calendar
from govrules.portal import wording


@dataclass(frozen=True)
class Due:
    """`tone` is the light; `words` say how long; `by` the last day."""

    tone: str
    words: str = ""
    by: str = ""

    @property
    def late(self) -> bool:
        return self.tone == "red"


def due(due_at: datetime | None, warn_at: datetime | None, at: datetime, calendar: Calendar) -> Due:
    """At its due moment it has passed; on its last day it says 今天; before, the working days that are left."""
    if due_at is None:
        return Due("none")
    last = wording.last_day(due_at)
    tone = "red" if at >= due_at else "yellow" if warn_at and at >= warn_at else "green"
    return Due(tone, _words(calendar.left(timezone.localdate(at), last), tone), wording.day(last))


def _words(left: int, tone: str) -> str:
    if tone == "red":
        return f"超 {-left} 天" if left < 0 else "已超期"
    return f"剩 {left} 天" if left else "今天"
