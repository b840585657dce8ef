"""What the adopted rules ask of a matter put to the party committee, and what is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from documents.dispatch.models import Review
from documents.dispatch.states import State as Dispatch
from documents.submission.states import State as Paper
from govrules.core import judging
from govrules.core.judging import Judged, Words
from govrules.core.matters.models import Evidence, Matter
from govrules.core.office.models import Government, Official, Seat
from govrules.core.office.queries import book_of, in_office, organs_of, seats_with_post
from govrules.rulebook import Rulebook, vocabulary
from govrules.rulebook.vocabulary import FACTS
from meetings.items.facts import ADOPTED
from meetings.items.models import AgendaItem
from meetings.items.states import State as Item
from meetings.party.models import PartyMatter
from meetings.party.states import State

KIND, FEATURE, ACT = "party_matter", "to_party_committee", "send_to_party_committee"
REVIEWED = "county_reviewed"  # what its own way through the office and the leaders settles
# From what it can come, and in which states of that.
COMES_FROM: Mapping[str, frozenset[str]] = {
    "agenda_item": frozenset({Item.DECIDED}),
    "submission": frozenset({Paper.SUBMITTED, Paper.LEADERS, Paper.APPROVED, Paper.ANSWERED, Paper.READ}),
    "dispatch": frozenset(set(Dispatch.values) - {Dispatch.DROPPED}),
}
# Bodies whose adoption is a fact of its own.
PASSED = {"standing": "standing_passed", "head_office": "head_office_passed", "plenary": "plenary_passed"}
WORKED_OUT = frozenset({REVIEWED, "government_studied", "standing_discussed", "usual_submitter", *PASSED.values()})


def committee(government: Government) -> str:
    """县委, 区委: the party committee as the office calls it."""
    return f"{government.place[-1:]}委"


def rule_for(matter: Matter) -> Any | None:
    """The rule of putting matters to the party committee; None where the rules name none."""
    found = book_of(matter.adoption).feature(FEATURE)
    return found if found and not found.silent else None


def may_begin(parent: Matter, official: Official, on: date) -> bool:
    """Whether he may have this put to the party committee: the reporting organ's people (主汇报单位), and the office
    for what is its own."""
    fits = parent.state in COMES_FROM.get(parent.kind, ()) and rule_for(parent) is not None
    return fits and parent.organ_id in organs_of(official, on)


def asked(book: Rulebook) -> list[str]:
    """The yes-no facts that the gates look at and nothing on record tells."""
    looked_at = book.facts_for(ACT)
    return [key for key in FACTS if key in looked_at - WORKED_OUT and FACTS[key].type is bool]


def usual_submitter(matter: Matter) -> Seat | None:
    """Who puts it forward in general, if the rules say so."""
    rule = rule_for(matter)
    post = rule.params.submitter if rule else None
    return next(iter(seats_with_post(matter.government, post)), None) if post else None


def facts_of(party: PartyMatter, *, ahead: bool = False) -> dict[str, Any]:
    """All facts of the gates; `ahead`: its own way through the office and the leaders still lies before it."""
    matter = party.matter
    usual = usual_submitter(matter)
    facts = {key: party.declared.get(key) is True for key in asked(book_of(matter.adoption))}
    return (
        facts
        | decided(matter)
        | {
            REVIEWED: ahead or matter.state in (State.APPROVED, State.SENT, State.ANSWERED),
            "usual_submitter": usual is None or party.submitter_id in (None, usual.pk),
        }
    )


def decided(matter: Matter) -> dict[str, bool]:
    """What the government's meetings did with it: items decided, and decisions put on record."""
    items = items_of(matter)
    recorded = set(evidence_of(matter).values_list("kind", flat=True))
    bodies = {item.body for item in items}
    adopted = {item.body for item in items if item.decision.kind in ADOPTED}
    passed = {fact: body in adopted or fact in recorded for body, fact in PASSED.items()}
    studied = bool(items) or any(passed.values())
    return passed | {
        "standing_discussed": "standing" in bodies or passed["standing_passed"] or Review.DISCUSSED in recorded,
        "government_studied": studied or Review.STUDIED in recorded or Review.DISCUSSED in recorded,
    }


def items_of(matter: Matter) -> list[AgendaItem]:
    """The decided items about the same thing: the parent itself, made of it, or that it was made of."""
    parent = matter.parent
    papers = [pk for pk in (parent.pk, parent.parent_id) if pk] if parent else []
    about = Q(matter__in=papers) | Q(matter__parent__in=papers)
    found = AgendaItem.objects.filter(about, matter__state=Item.DECIDED, decision__isnull=False)
    return list(found.select_related("decision", "meeting__matter", "matter"))


def evidence_of(matter: Matter) -> Any:
    """Decisions put on record, here or with what it is about."""
    return Evidence.objects.filter(matter__in=[pk for pk in (matter.pk, matter.parent_id) if pk])


def recordable(book: Rulebook) -> list[tuple[str, str]]:
    """The meetings' decisions that these rules look at, for what no meeting of this system decided."""
    looked_at = book.facts_for(ACT)
    names = {Review.DISCUSSED: "", Review.STUDIED: "", **dict.fromkeys(PASSED.values(), "")}
    return [(key, FACTS[key].name) for key in names if key in looked_at]


def judge(party: PartyMatter, *, ahead: bool = False) -> list[Judged]:
    """Every gate before it is sent that applies, passed or not."""
    words = Words(passed=lambda gate: vocabulary.CHECKS[gate.check].name)
    return judging.judge(party.matter, ACT, facts_of(party, ahead=ahead), words)


def keeps(matter: Matter, official: Official, on: date) -> bool:
    """Whether he is of the office, which alone sends it and takes the answer."""
    return official.government_id == matter.government_id and in_office(official, on)


def named(declared: Mapping[str, Any]) -> Iterable[str]:
    return [FACTS[key].name for key, value in declared.items() if value is True and key in FACTS]
