"""Events and meetings beside an event: at the same time, close in time, alike in what they are about.

Only suggestions: how close is close and how like is alike are our own measures, no rule's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Sum

from govrules.core.clock import date_of, start_of_day
from meetings.calling.models import Meeting
from meetings.calling.states import BEFORE
from meetings.events.models import Event
from meetings.events.states import State

CLOSE, AROUND = timedelta(days=3), timedelta(days=31)
ALIKE = 0.4
GOING_ON = (State.ON_ITS_WAY, State.APPROVED)
COUNTED = (State.APPROVED, State.HELD)
EMPTY_WORDS = ("全县", "全区", "关于", "召开", "举办", "举行", "会议", "大会", "活动", "工作", "请示", "的")


@dataclass(frozen=True)
class Neighbour:
    """Another event: `clash` at the same time, `close` within a few days, `alike` in its title."""

    event: Event
    clash: bool
    close: bool
    alike: bool

    @property
    def mergeable(self) -> bool:
        return self.close and self.alike

    @property
    def why(self) -> str:
        time = "时间冲突" if self.clash else "时间相近" if self.close else ""
        return "，".join(filter(None, (time, "内容相近" if self.alike else "")))


@dataclass(frozen=True)
class Year:
    """How many events were approved in a year and for how many people, of the organ and of the whole government."""

    year: int
    own: int
    own_people: int
    all: int
    all_people: int


def around(event: Event) -> list[Neighbour]:
    """Events on their way or approved that one should look at beside this one, the nearest first: one query."""
    others = Event.objects.filter(
        matter__government=event.matter.government_id, matter__state__in=GOING_ON, merged_into=None,
        starts_at__gte=event.starts_at - AROUND, starts_at__lte=event.ends_at + AROUND,
    ).exclude(pk=event.pk).select_related("matter__organ")  # fmt: skip
    found = [neighbour(event, other) for other in others.order_by("starts_at", "pk")]
    kept = [one for one in found if one.clash or one.close or one.alike]
    return sorted(kept, key=lambda one: abs(one.event.starts_at - event.starts_at))


def neighbour(event: Event, other: Event) -> Neighbour:
    clash = overlap(event.starts_at, event.ends_at, other.starts_at, other.ends_at)
    gap = max(other.starts_at - event.ends_at, event.starts_at - other.ends_at)
    return Neighbour(other, clash, gap <= CLOSE, alike(event.matter.title, other.matter.title))


def overlap(start: datetime, end: datetime, other: datetime, other_end: datetime) -> bool:
    """Whether two spans have a moment in common; one that begins when the other ends has none."""
    return start < other_end and other < end


def alike(one: str, other: str) -> bool:
    """Whether two titles have many pairs of characters in common, common words left aside."""
    pairs, others = pairs_of(one), pairs_of(other)
    both = pairs | others
    return bool(both) and len(pairs & others) / len(both) >= ALIKE


def pairs_of(title: str) -> set[str]:
    for word in EMPTY_WORDS:
        title = title.replace(word, "")
    return {title[i : i + 2] for i in range(len(title) - 1)}


def meetings_then(event: Event) -> list[Meeting]:
    """Meetings of the government's bodies planned for the same time: one query."""
    day = date_of(event.starts_at)
    planned = Meeting.objects.filter(
        matter__government=event.matter.government_id, matter__state__in=BEFORE,
        starts_at__gte=start_of_day(day) - timedelta(days=1), starts_at__lt=event.ends_at,
    ).select_related("matter")  # fmt: skip
    return [one for one in planned if overlap(event.starts_at, event.ends_at, one.starts_at, one.ends_at)]


def year_of(event: Event) -> Year:
    """Number and size in the event's year, itself left out: two queries."""
    year = date_of(event.starts_at).year
    approved = Event.objects.filter(
        matter__government=event.matter.government_id, matter__state__in=COUNTED, merged_into=None,
        starts_at__gte=start_of_day(date_of(event.starts_at).replace(month=1, day=1)),
        starts_at__lt=start_of_day(date_of(event.starts_at).replace(year=year + 1, month=1, day=1)),
    ).exclude(pk=event.pk)  # fmt: skip
    own, every = counted(approved.filter(matter__organ=event.matter.organ_id)), counted(approved)
    return Year(year, *own, *every)


def counted(events: Iterable[Event]) -> tuple[int, int]:
    found = events.aggregate(number=Count("pk"), people=Sum("people"))  # type: ignore[attr-defined]
    return found["number"], found["people"] or 0
