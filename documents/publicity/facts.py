"""What is known of a request, as the facts that the rules ask about, and which of them its form has to ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from documents.publicity.models import INVITATION_PAPER, PLAN, Publicity
from documents.publicity.sorts import ACT_OF, Sort
from documents.publicity.states import AGREED
from govrules.core.matters.models import Evidence, Matter
from govrules.core.office.models import Official, OrganKind, Seat
from govrules.core.office.queries import main_head_seat, seats_of
from govrules.rulebook import Gate, RouteError, Rulebook
from govrules.rulebook.features import PostsFeature
from govrules.rulebook.schema import DeadlineRule
from govrules.rulebook.select import facts_used, holds, named_values
from govrules.rulebook.vocabulary import FACTS

SORT, ROUTE, LEAD = "public_sort", "publicity", "foreign_invitation"
UPPER = "upper_approved"
GROUNDS = ("press_need", "press_value", "press_effect")
PAPERS = {INVITATION_PAPER: "invitation_given", PLAN: "plan_given"}
BY_APPROVAL = frozenset({"release_approved", "specially_approved", UPPER})
# Said only when it is done: whether it was published.
AT_THE_END = BY_APPROVAL | {"not_made_public"}


# --- What is asked ---------------------------------------------------------------------------------------


def gates_of(book: Rulebook, sort: str) -> list[Gate]:
    """The gates that look at requests of this sort."""
    return [gate for gate in book.gates if gate.act == ACT_OF[sort] and holds(gate.when.get(SORT, sort), sort)]


def ruled(book: Rulebook, sort: str) -> bool:
    """Whether these rules say anything of such requests."""
    ways = [route for route in book.routes if route.chosen_by == ROUTE and not route.silent]
    return bool(gates_of(book, sort) or lead_rule(book, sort)) or any(holds(r.when.get(SORT, sort), sort) for r in ways)


def sorts(book: Rulebook) -> list[Sort]:
    """What may be asked for here: a sort of which the rules say nothing is not on the pages."""
    return [sort for sort in Sort if ruled(book, sort)]


def lead_rule(book: Rulebook, sort: str) -> DeadlineRule | None:
    """How long before the day an invitation to something foreign must be there, where the rules name a number."""
    if sort != Sort.FOREIGN:
        return None
    try:
        rule = book.deadline(LEAD)
    except RouteError:
        return None
    return rule if rule.count else None


def looked_at(book: Rulebook, sort: str) -> frozenset[str]:
    """All facts that the rules look at in such requests."""
    gates = gates_of(book, sort)
    return frozenset(facts_used(gates)).union(*(gate.looks_at for gate in gates))


def asked(book: Rulebook, sort: str) -> list[str]:
    """The facts that the drafter has to declare, in the vocabulary's order."""
    wanted = looked_at(book, sort) - BY_APPROVAL
    return [key for key in FACTS if key in wanted and not FACTS[key].derived]


def choices_of(book: Rulebook, sort: str, fact: str) -> list[tuple[str, str]]:
    """The values of a text fact that the rules name, and the rest where the fact has a word for that."""
    domain = FACTS[fact].domain or {}
    named = {value for gate in gates_of(book, sort) for value in named_values(gate.when.get(fact))} | {"other"}
    return [(value, name) for value, name in domain.items() if value in named]


def checked(declared: Mapping[str, Any], book: Rulebook, sort: str) -> dict[str, Any]:
    """Of what was declared what these rules ask for, each of its type and in its domain; a no need not be kept."""
    kept = {key: declared[key] for key in asked(book, sort) if key in declared}
    return {key: value for key, value in kept.items() if value is True or value in dict(choices_of(book, sort, key))}


# --- What is known ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """What is on record: as what files are attached, what a government above has approved."""

    papers: frozenset[str]
    upper: Sequence[Evidence]


def standing(matter: Matter) -> Standing:
    """Two queries."""
    roles = matter.attachments.filter(removed_at=None).values_list("role", flat=True)
    return Standing(frozenset(roles), list(matter.evidence.filter(kind=UPPER).select_related("attachment")))


def facts_of(one: Publicity, state: Standing, *, public: bool = False) -> dict[str, Any]:
    """Everything that is known; what was never declared is absent, a yes-no then is a no."""
    agreed = one.matter.state in AGREED
    known = {
        **one.declared, SORT: one.sort, "made_public": public, "rules_named": bool(one.basis.strip()),
        "release_approved": agreed, "specially_approved": agreed, UPPER: bool(state.upper),
        **{fact: role in state.papers for role, fact in PAPERS.items()},
        **{key: bool(str(one.grounds.get(key, "")).strip()) for key in GROUNDS},
    }  # fmt: skip
    return known | ({"speaker": one.speaker} if one.speaker else {})


def speaker_of(official: Official | None, book: Rulebook, on: date) -> str:
    """What he is to whom the rules on speeches apply: a leader, another member of the government, or neither.

    Who the members are the rules say; where they do not, the main heads of departments are.
    """
    if official is None:
        return ""
    seats = seats_of(official, on)
    if any(seat.organ_id is None for seat in seats):
        return "leader"
    composed = book.feature("composition")
    if isinstance(composed, PostsFeature):
        return "member" if any(seat.post in composed.params.posts for seat in seats) else "other"
    return "member" if any(heads_department(seat) for seat in seats) else "other"


def heads_department(seat: Seat) -> bool:
    return seat.organ is not None and seat.organ.kind == OrganKind.DEPARTMENT and main_head_seat(seat.organ) == seat


def named(one: Publicity) -> list[str]:
    """What was declared, in words for the pages."""
    found = []
    for key, value in one.declared.items():
        domain = FACTS[key].domain
        found.append(f"{FACTS[key].name}：{domain[value]}" if domain else FACTS[key].name)
    return found
