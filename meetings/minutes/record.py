"""What was recorded of a meeting, read in a constant number of queries: who was there, what was decided on what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch

from meetings.attendance.models import Attendee, Presence, Role
from meetings.calling.models import Meeting
from meetings.items.models import AgendaItem, Secrecy
from meetings.session.models import Decision

VOTELESS = (Role.FIXED, Role.ITEM, Role.INVITED)


@dataclass(frozen=True)
class Roll:
    """The lists of names of a meeting, as minutes carry them."""

    present: tuple[str, ...] = ()
    excused: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    attending: tuple[str, ...] = ()

    @property
    def lists(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """出席、请假、缺席、列席, without the empty ones."""
        named = (("出席", self.present), ("请假", self.excused), ("缺席", self.absent), ("列席", self.attending))
        return tuple((label, names) for label, names in named if names)

    @property
    def printed(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The lists that the standard knows (GB/T 9704-2012, 10.3): 出席、请假、列席; 缺席 is on the page alone."""
        return tuple((label, names) for label, names in self.lists if label != "缺席")


@dataclass
class Record:
    """A meeting with its items in order, each with its `decided` (None: nothing was recorded), and everybody asked."""

    meeting: Meeting
    items: list[AgendaItem]
    attendees: list[Attendee] = field(default_factory=list)

    @property
    def open_items(self) -> list[AgendaItem]:
        return [item for item in self.items if item.secrecy != Secrecy.CONFIDENTIAL]

    @property
    def confidential(self) -> list[AgendaItem]:
        """What is recorded apart."""
        return [item for item in self.items if item.secrecy == Secrecy.CONFIDENTIAL]

    @property
    def roll(self) -> Roll:
        return roll_of(self.attendees)


def record_of(meeting: Meeting) -> Record:
    """Everything that is recorded of a meeting."""
    attendees = Prefetch("presences", Presence.objects.order_by("came_at", "pk"))
    asked = meeting.attendees.select_related("stand_in", "official", "organ").prefetch_related(attendees)
    return Record(meeting, items_of(meeting), list(asked))


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """The items of a meeting in their order, with the organs that they touch and what was decided: four queries."""
    listed = meeting.items.filter(off_reason="").select_related("matter__organ", "sponsor")
    items = list(listed.prefetch_related("touched").order_by("position", "pk"))
    decisions = Decision.objects.filter(item__in=items).select_related("organ").prefetch_related("helpers")
    found = {decision.pk: decision for decision in decisions}
    for item in items:
        item.decided = found.get(item.pk)
    return items


def concerned(meeting_id: int) -> list[int]:
    """The keys of a meeting and of the items that it took up: one query."""
    return [meeting_id, *AgendaItem.objects.filter(meeting=meeting_id).values_list("pk", flat=True)]


def roll_of(attendees: Iterable[Attendee]) -> Roll:
    """Members who came are present; who is excused is named as such whoever came for him; a stand-in only attends."""
    asked = [one for one in attendees if one.role != Role.STAFF]
    members = [one for one in asked if one.role == Role.MEMBER]
    guests = [one for one in asked if one.role in VOTELESS]
    himself = {one.pk for one in asked if any(not there.stands_in for there in one.presences.all())}
    in_place = [stand_in(one) for one in asked if any(there.stands_in for there in one.presences.all())]
    return Roll(
        tuple(one.name for one in members if one.pk in himself),
        tuple(one.name for one in asked if one.excused and one.pk not in himself),
        tuple(one.name for one in members if not one.excused and one.pk not in himself),
        (*(one.name for one in guests if one.pk in himself), *filter(None, in_place)),
    )


def stand_in(attendee: Attendee) -> str:
    """Who came in somebody's place: 王五（代李四）; empty for nobody."""
    name = attendee.stand_in.name if attendee.stand_in else attendee.stand_in_name
    return f"{name}（代{attendee.name}）" if name else ""
