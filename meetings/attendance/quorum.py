"""The quorum of a meeting as it stands: its members by the rules and who of them is in the room, weighed by
`meetings.quorum`."""

from __future__ import annotations

from dataclasses import dataclass

from govrules.rulebook import schema
from meetings.attendance.models import Attendee, Role
from meetings.attendance.people import body_of, members_of
from meetings.calling.models import Meeting
from meetings.quorum import Place, Standing, counted, standing


@dataclass(frozen=True)
class Count:
    """The quorum of a meeting as it stands: the rule (None: the rulebook names none), members, and how many are in."""

    rule: schema.Quorum | None
    members: int
    present: int

    @property
    def stands(self) -> Standing | None:
        return standing(self.rule, self.members, self.present) if self.rule else None

    @property
    def met(self) -> bool:
        """Whether nothing is missing; so too where the rulebook names no quorum."""
        return self.stands is None or self.stands.met

    @property
    def message(self) -> str:
        """What is wrong, in words."""
        return f"到会人数不足：{self.stands.words}" if self.stands and not self.met else ""


def count(meeting: Meeting) -> Count:
    """Members by the rules who are in the room themselves: a stand-in is no member. Three queries.

    A vacant seat is no member; one who fills two seats is one.
    """
    rule, on_list = body_of(meeting).quorum, members_of(meeting)
    in_room = Attendee.objects.filter(
        meeting=meeting, role=Role.MEMBER, presences__left_at=None, presences__stands_in=False, presences__isnull=False,
    )  # fmt: skip
    here = set(in_room.values_list("official", flat=True))
    places = [
        Place(m.seat.post, filled=m.official is not None, here=m.official is not None and m.official.pk in here)
        for m in on_list
    ]
    return Count(rule, *counted(rule, places))
