"""What is known of agenda items, as the facts that the rulebook's gates and routes ask about.

Gathered for many items at once, in a number of queries that does not grow with them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Max, prefetch_related_objects

from documents import disagreement
from documents.consultation.models import Consultation
from documents.dispatch.gates import reviewed
from documents.dispatch.models import Review
from documents.submission.facts import Standing, legality_reviewer
from documents.submission.models import Submission, TextVersion
from govrules.core import clock
from govrules.core.matters.models import LIVE, Evidence, StepState
from govrules.core.office.models import Organ, Portfolio
from govrules.core.office.queries import current
from govrules.rulebook import Rulebook
from govrules.rulebook.facts import Facts
from govrules.rulebook.vocabulary import FACTS
from meetings.items.models import AgendaItem
from meetings.items.states import State

CONSULTED = "consulted"  # an organ's signed opinion on an item, on record as evidence
# Worked out from what is on record: no form asks for them. What the vocabulary itself marks so is added to these.
DERIVED = frozenset({
    "body", "proposer", "business_class", "study_first", "guests_missing", "sponsor_present", "legality_reviewer",
    "competition_reviewer", "standing_discussed", "standing_passed", "collectively_decided", "government_studied",
    "reported_to_party", "touches_others", "several_departments", "unconsulted", "portfolios", "proposal_given",
    "proposed_opinion_given", "needs_party_decision", "county_name",
})  # fmt: skip
LATER = ("fix_agenda", "discuss_item", "decide_item")  # the acts after the proposal that look at what was declared
BEST = {"none": 0, "own": 1, "justice": 2, "authority": 2}
ADOPTED = ("adopted", "changed")


@dataclass
class Known:
    """What is on record for some items and for what they come from (key: of a matter)."""

    evidence: dict[int, list[Evidence]] = field(default_factory=dict)
    versions: dict[int, int] = field(default_factory=dict)
    sources: dict[int, tuple[Submission, Standing]] = field(default_factory=dict)
    leaders: dict[int, int] = field(default_factory=dict)
    decided: dict[int, list[tuple[str, str]]] = field(default_factory=dict)


def declarable(book: Rulebook) -> list[str]:
    """The facts that the adopted rules look at on an item's way and that only its proposers can say, in the
    vocabulary's order."""
    looked_at = book.asked("propose_item", "agenda_item").union(*(book.facts_for(act) for act in LATER))
    looked_at = looked_at.union(*of_business(book))
    bases = {base for key in looked_at for base in FACTS[key].any_of or (key,)}
    return [key for key in FACTS if key in bases and not derived(key)]


def yes_of(book: Rulebook, act: str) -> list[str]:
    """The yes-no facts that an act's gates look at and that somebody has to say."""
    return [key for key in FACTS if key in book.facts_for(act) and not derived(key) and FACTS[key].type is bool]


def of_business(book: Rulebook) -> list[Mapping[str, Any]]:
    """The conditions by which the bodies' classes of business tell matters apart."""
    return [when for body in book.bodies for each in body.business for when in (each.when, each.or_when)]


def derived(key: str) -> bool:
    return key in DERIVED or getattr(FACTS[key], "derived", False)


def known(items: Sequence[AgendaItem]) -> Known:
    """All that the facts of these items rest on: a constant number of queries."""
    prefetch_related_objects(list(items), "touched")
    parents = {i.matter.parent_id for i in items if i.matter.parent_id}
    matters = {i.pk for i in items} | parents
    found = Known(versions=versions_of(matters), sources=sources_of(parents), leaders=leaders_of(items))
    for one in Evidence.objects.filter(matter__in=matters).select_related("issuer").order_by("pk"):
        found.evidence.setdefault(one.matter_id, []).append(one)
    before = AgendaItem.objects.filter(matter__parent__in=parents, matter__state=State.DECIDED)
    for parent, body, kind in before.values_list("matter__parent", "body", "decision__kind"):
        found.decided.setdefault(parent, []).append((body, kind or ""))
    return found


def versions_of(matters: Collection[int]) -> dict[int, int]:
    """Number of the present version of each matter's text."""
    found = TextVersion.objects.filter(matter__in=matters).values("matter").annotate(last=Max("number")).order_by()
    return {row["matter"]: row["last"] for row in found}


def sources_of(parents: Collection[int]) -> dict[int, tuple[Submission, Standing]]:
    """The submissions that items come from, each with where its consultation stands."""
    asked: dict[int, dict[int, Consultation]] = {}
    consulted = Consultation.objects.filter(submission__in=parents).select_related("organ", "step").order_by("pk")
    for one in consulted:
        if one.step.state != StepState.CANCELLED:
            asked.setdefault(one.submission_id, {})[one.organ_id] = one
    submissions = Submission.objects.filter(pk__in=parents).select_related("matter__organ")
    return {s.pk: (s, Standing(tuple(asked.get(s.pk, {}).values()), ())) for s in submissions}


def leaders_of(items: Iterable[AgendaItem]) -> dict[int, int]:
    """Which leader's seat covers each organ that these items are about, today."""
    organs = {o for i in items for o in organs_of_item(i)}
    covering = Portfolio.objects.filter(current(clock.today()), organ__in=organs)
    return dict(covering.values_list("organ", "seat"))


def organs_of_item(item: AgendaItem) -> list[int]:
    """The organ that reports, and those touched."""
    return [item.matter.organ_id, *(o.pk for o in item.touched.all())]


def facts_of(item: AgendaItem, on_record: Known) -> Facts:
    """All facts of one item."""
    own = declared(item) | own_facts(item, on_record)
    return in_words(own | settled_facts(item, own, on_record) | review_facts(item, on_record))


def in_words(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Those that the vocabulary knows: a rulebook can ask for no others."""
    return {key: value for key, value in facts.items() if key in FACTS}


def declared(item: AgendaItem) -> dict[str, Any]:
    """What its proposers declared; a number that nobody gave is none."""
    return zeros() | {key: typed(key, value) for key, value in item.declared.items() if key in FACTS}


def zeros() -> dict[str, int]:
    """Every number that can be declared, as nobody gave it."""
    return {key: 0 for key, fact in FACTS.items() if fact.type is int and not derived(key)}


def typed(key: str, value: Any) -> Any:
    return date.fromisoformat(value) if FACTS[key].type is date and isinstance(value, str) else value


def own_facts(item: AgendaItem, on_record: Known) -> dict[str, Any]:
    """Of the item itself: which body, who proposes, whom it touches."""
    touched = bool(item.touched.all())
    seats = {on_record.leaders[o] for o in organs_of_item(item) if o in on_record.leaders}
    return {
        "body": item.body, "business_class": item.business or 0, "proposer": item.proposer,
        "touches_others": touched, "several_departments": touched, "portfolios": len(seats),
        "unconsulted": len(unconsulted(item, on_record)), "proposal_given": bool(item.proposal.strip()),
        "proposed_opinion_given": bool(item.proposal.strip()),
    }  # fmt: skip


def settled_facts(item: AgendaItem, own: Facts, on_record: Known) -> dict[str, bool]:
    """Whether organs disagree, by what is declared or was answered to the document it comes from, and whether a leader
    has coordinated that: to an agreement, which ends it, or to an opinion that leads."""
    recorded, objecting = evidence_for(item, on_record), objecting_to(item, on_record)
    result = disagreement.settled(recorded, disagreement.COORDINATED, objecting)
    disagree = (bool(own.get("has_disagreement")) or bool(objecting)) and not disagreement.agreed(recorded, objecting)
    return {"has_disagreement": disagree, "coordinated": result is not None}


def objecting_to(item: AgendaItem, on_record: Known) -> list[int]:
    """Who said no to the document that it comes from."""
    source = on_record.sources.get(item.matter.parent_id or 0)
    return [c.organ_id for c in source[1].disagreeing] if source else []


def unconsulted(item: AgendaItem, on_record: Known) -> list[Organ]:
    """The organs touched that have not said anything: neither to the document it comes from, nor signed on the item."""
    recorded = evidence_for(item, on_record)
    signed = {e.issuer_id for e in recorded if e.kind == CONSULTED}
    signed |= {pk for e in recorded if e.kind == disagreement.COORDINATED for pk in e.facts.get("organs", ())}
    source = on_record.sources.get(item.matter.parent_id or 0)
    answered = {c.organ_id for c in source[1].latest if c.step.state not in LIVE} if source else set()
    return [o for o in item.touched.all() if o.pk not in signed | answered]


def evidence_for(item: AgendaItem, on_record: Known) -> list[Evidence]:
    """What is on record for the item and for what it comes from."""
    return on_record.evidence.get(item.matter.parent_id or 0, []) + on_record.evidence.get(item.pk, [])


def review_facts(item: AgendaItem, on_record: Known) -> dict[str, Any]:
    """Who reviewed it: the best of what is on record for the item and for what it comes from. A review is of a text,
    so one of an earlier version counts no more."""
    own, parent = item.pk, item.matter.parent_id or 0
    found = [of_record(matter, on_record) for matter in (own, parent)]
    source = on_record.sources.get(parent)
    if source:
        found.append({"legality_reviewer": legality_reviewer(*source)})
    merged: dict[str, Any] = {}
    for facts in found:
        for key, value in facts.items():
            merged[key] = better(merged.get(key), value)
    return merged | decided_before(on_record.decided.get(parent, []), merged)


def of_record(matter: int, on_record: Known) -> dict[str, Any]:
    recorded = {e.kind: e for e in on_record.evidence.get(matter, []) if e.kind in Review.values}
    return dict(reviewed(recorded, on_record.versions.get(matter, 0)))


def better(one: Any, other: Any) -> Any:
    """Of two reviewers the one who is competent; of two yes-no facts yes."""
    if isinstance(other, str):
        return max(one or "none", other, key=lambda who: BEST.get(who, 0))
    return bool(one or other)


def decided_before(before: Iterable[tuple[str, str]], merged: Mapping[str, Any]) -> dict[str, bool]:
    """What earlier meetings did with the same document, whoever else recorded it."""
    listed = list(before)
    at_standing = [kind for body, kind in listed if body == "standing"]
    adopted = [body for body, kind in listed if kind in ADOPTED and body in ("standing", "plenary")]
    return {
        "standing_discussed": bool(merged.get("standing_discussed") or at_standing),
        "standing_passed": bool(merged.get("standing_passed") or any(k in ADOPTED for k in at_standing)),
        "collectively_decided": bool(merged.get("collectively_decided") or adopted),
    }
