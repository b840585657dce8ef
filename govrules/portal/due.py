"""How near a due moment is, for the pages: a light, a word or two in working days, and the last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from govrules.core.deadlines import reckoning
from govrules.core.wording import day, last_day
from govrules.core.workdays import Calendar

NONE = "none"


@dataclass(frozen=True)
class Due:
    """`tone` is the light, `words` say how long, `by` is the last day."""

    tone: str = NONE
    words: str = ""
    by: str = ""

    @property
    def late(self) -> bool:
        return self.tone == reckoning.RED


def due(due_at: datetime | None, warn_at: datetime | None, at: datetime, calendar: Calendar) -> Due:
    """Nothing is said of a step that has no limit: none is invented."""
    if due_at is None:
        return Due()
    words = reckoning.left_words(due_at, at, calendar)
    return Due(reckoning.light(warn_at, due_at, at), words, day(last_day(due_at)))
