"""Quorum: how many of a body's members must be there, pure, in the county's own words.

半数以上 includes exactly half, 超过半数 does not. Only members count: whoever comes in a member's place is none,
who left is not there, and a vacant post has nobody who could come, so it is counted neither way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from govrules.rulebook.schema import Quorum

SHARES = {"half_or_more": "半数以上", "more_than_half": "超过半数"}
WHOM = {"members": "组成人员", "leadership": "领导班子成员"}


@dataclass(frozen=True)
class Place:
    """A member's place: his post, whether anybody fills it, whether he himself is in the room now."""

    post: str
    filled: bool = True
    here: bool = False
    stand_in: bool = False


class Standing(NamedTuple):
    """How many are needed (0: no rule), whether they are there, and the sentence that says so."""

    need: int
    met: bool
    words: str


def needed(quorum: Quorum, members: int) -> int:
    """The least number that satisfies the rule, at least one."""
    return max(members // 2 + 1 if quorum.share == "more_than_half" else (members + 1) // 2, 1)


def standing(quorum: Quorum | None, members: int, present: int) -> Standing:
    """Whether `present` of `members` (both as `counted` counts them) are enough.

    Without a rule there is nothing to be met. How strongly it binds is `quorum.strength`; that is for the act to weigh.
    """
    here = f"应到{members}人，实到{present}人"
    if quorum is None:
        return Standing(0, True, f"{here}；有效人数规则未作规定")
    need = needed(quorum, members)
    met = present >= need
    principle = "原则上" if quorum.strength == "principle" else ""
    asked = f"{principle}须有{WHOM[quorum.of]}{SHARES[quorum.share]}到会（至少{need}人）"
    return Standing(need, met, f"{here}，{'符合' if met else '不足'}：{asked}")


def counted(quorum: Quorum | None, places: Iterable[Place]) -> tuple[int, int]:
    """Of these places how many members there are and how many are here; of a leadership only those in it."""
    posts = quorum.posts if quorum else ()
    filled = [place for place in places if place.filled and (not posts or place.post in posts)]
    return len(filled), sum(place.here and not place.stand_in for place in filled)
