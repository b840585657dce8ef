"""A month of shifts, pure: when each begins and ends, whose turn it is, and which hours nobody keeps."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """From one moment up to another, both with their time zone."""

    start: datetime
    end: datetime

    def meets(self, other: Span) -> bool:
        """Whether they have a moment in common; one that ends when the other begins does not."""
        return self.start < other.end and other.start < self.end


def days_of(month: date) -> list[date]:
    """Every day of the month in which a day lies."""
    first = month.replace(day=1)
    return [first + n * DAY for n in range(31) if (first + n * DAY).month == first.month]


def following(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=28) + 4 * DAY).replace(day=1)


def previous(month: date) -> date:
    """The first day of the month before."""
    return (month.replace(day=1) - DAY).replace(day=1)


def spans(days: Iterable[date], starts: Callable[[date], datetime], hours: int) -> dict[date, Span]:
    """The shift of each day: up to the next one's beginning where duty never stops (24 hours), else so many hours."""

    def end(day: date) -> datetime:
        return starts(day + DAY) if hours >= 24 else starts(day) + timedelta(hours=hours)

    return {day: Span(starts(day), end(day)) for day in days}


def uncovered(wanted: Iterable[Span], kept: Iterable[Span]) -> list[Span]:
    """What is wanted and not kept by anyone, in order; neighbouring pieces are one."""
    kept = sorted(kept)
    missing: list[Span] = []
    for span in sorted(wanted):
        at = span.start
        for other in kept:
            if other.end <= at or other.start >= span.end:
                continue
            if other.start > at:
                _add(missing, Span(at, other.start))
            at = max(at, other.end)
        if at < span.end:
            _add(missing, Span(at, span.end))
    return missing


def _add(missing: list[Span], span: Span) -> None:
    if missing and missing[-1].end == span.start:
        missing[-1] = Span(missing[-1].start, span.end)
    else:
        missing.append(span)


def rotate(
    shifts: Sequence[Span],
    people: Sequence[int],
    away: Callable[[int, Span], bool],
    *,
    after: int | None = None,
    taken: Sequence[int | None] = (),
) -> list[int | None]:
    """Whose turn each shift is; None where nobody of the list can.

    In the order of the list, beginning with the one `after` whom it was last; who cannot (he is away, or has the
    other place of that shift, `taken`) keeps his turn and has the next one that he can take.
    """
    queue = deque(dict.fromkeys(people))
    if after in queue:
        queue.rotate(-queue.index(after) - 1)
    found: list[int | None] = []
    for n, shift in enumerate(shifts):
        other = taken[n] if n < len(taken) else None
        free = (person for person in queue if person != other and not away(person, shift))
        chosen = next(free, None)
        if chosen is not None:
            queue.remove(chosen)
            queue.append(chosen)
        found.append(chosen)
    return found


def takes_part(people: Collection[int], turns: Iterable[int | None]) -> bool:
    """Whether one of these people has a turn."""
    return any(turn in people for turn in turns)
