"""What the adopted rules say of coordinating: of which papers, who may lead it, who signs, at which meeting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from documents.submission.states import WITH_HOST as PAPER_WITH_HOST
from documents.submission.states import State as Paper
from govrules.core.errors import Refused
from govrules.core.matters.models import Matter
from govrules.core.office.models import Official, Seat
from govrules.core.office.queries import book_of, current, in_office, organs_of, portfolio_seat, seats_with_post
from meetings.coordination.models import Assistant, Sort
from meetings.items.states import WITH_HOST as ITEM_WITH_HOST
from meetings.items.states import State as Item

KIND = "coordination"
FEATURES: Mapping[str, str] = {Sort.LEADER: "disagreement_coordination", Sort.HEADS: "disagreement_note"}
# In which states of a paper it can be begun: the heads' note before it is sent, a leader's when it lies before him.
BEGUN_IN: Mapping[tuple[str, str], frozenset[str]] = {
    (Sort.LEADER, "submission"): frozenset({Paper.SUBMITTED, Paper.LEADERS}),
    (Sort.LEADER, "agenda_item"): ITEM_WITH_HOST | {Item.ON_ITS_WAY, Item.APPROVED},
    (Sort.HEADS, "submission"): PAPER_WITH_HOST,
}


def rule_for(parent: Matter, sort: str) -> Any | None:
    """The rule for coordinating a paper of this kind in this way; None where the rules are silent."""
    found = book_of(parent.adoption).feature(FEATURES[sort])
    return found if found and not found.silent and parent.kind in found.params.kinds else None


def rule_of(matter: Matter, sort: str) -> Any:
    """The rule of a coordination that is under way."""
    found = book_of(matter.adoption).feature(FEATURES[sort])
    if found is None:
        raise Refused("现行工作规则没有规定分歧的协调，请撤回")
    return found


def may_begin(parent: Matter, official: Official, on: date) -> list[str]:
    """In which ways he may have this paper's disagreement coordinated now: its own organ's people, and the office."""
    sorts = [sort for sort in Sort.values if parent.state in BEGUN_IN.get((sort, parent.kind), ())]
    sorts = [sort for sort in sorts if rule_for(parent, sort)]
    if not sorts:
        return []
    own = parent.organ_id in organs_of(official, on)
    office = in_office(official, on)
    return [sort for sort in sorts if own or office and sort == Sort.LEADER]


def coordinators(parent: Matter, rule: Any, on: date) -> list[Seat]:
    """Who may lead it: the leader in charge of the host; where the rules say so, the deputy who assists him."""
    leader = portfolio_seat(parent.organ, on)
    if leader is None:
        return []
    deputy = assisting(leader, rule.params.instead, on) if rule.params.instead else None
    return [leader, *([deputy] if deputy else [])]


def assisting(leader: Seat, post: str, on: date) -> Seat | None:
    """Who of the office assists a leader: on record, or else the only one of that post."""
    kept = Assistant.objects.filter(current(on), leader=leader, deputy__post=post).select_related("deputy").first()
    if kept:
        return kept.deputy
    seats = seats_with_post(leader.government, post)
    return seats[0] if len(seats) == 1 else None
