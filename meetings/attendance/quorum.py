"""Whether enough members are there: pure arithmetic of the rulebook's own words, and the count of a meeting."""

from __future__ import annotations

from dataclasses import dataclass

from govrules.rulebook import schema
from meetings.attendance.models import Attendee, Role
from meetings.attendance.people import body_of, members_of
from meetings.calling.models import Meeting

SHARES = {"half_or_more": "半数以上（含半数）", "more_than_half": "超过半数"}


@dataclass(frozen=True)
class Quorum:
    """How many must be there, whether they are, and how the pages say it."""

    need: int
    met: bool
    words: str


def standing(quorum: schema.Quorum, members: int, present: int) -> Quorum:
    """Half or more of 9 is 5, of 10 is 5; more than half of 10 is 6. Of nobody there is no quorum."""
    need = (members + 1) // 2 if quorum.share == "half_or_more" else members // 2 + 1
    need = max(need, 1)
    met = members > 0 and present >= need
    return Quorum(need, met, f"应到{members}人，须{SHARES[quorum.share]}，即{need}人；现到{present}人")


@dataclass(frozen=True)
class Count:
    """The quorum of a meeting as it stands: the rule (None: the rulebook names none), members, and how many are in."""

    rule: schema.Quorum | None
    members: int
    present: int

    @property
    def stands(self) -> Quorum | None:
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

    A vacant seat is no member. 领导班子 (leadership): those members whose posts are the government's own, not an
    organ's.
    """
    rule, on_list = body_of(meeting).quorum, members_of(meeting)
    found = [m for m in on_list if m.official and counts(rule, m.seat.organ_id)]
    here = Attendee.objects.filter(
        meeting=meeting, role=Role.MEMBER, presences__left_at=None, presences__stands_in=False,
        presences__isnull=False, official__in=[m.official for m in found],
    ).distinct()  # fmt: skip
    return Count(rule, len(found), here.count())


def counts(rule: schema.Quorum | None, organ: int | None) -> bool:
    return rule is None or rule.of == "members" or organ is None
