"""Which body must decide this? By the bodies' own lists of business, and by what the rules keep from a body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from govrules.rulebook import Gate, Rulebook
from govrules.rulebook.checks import check
from govrules.rulebook.schema import Body
from govrules.rulebook.vocabulary import FACTS
from meetings.items.facts import declarable, in_words, of_business, zeros
from meetings.items.gates import DECIDE, PROPOSE

# What a gate that keeps a matter from a body may look at and nobody can tick here: it is not yet decided anywhere.
OPEN_STILL = {"collectively_decided": False, "standing_discussed": False, "standing_passed": False}


@dataclass
class Verdict:
    """A body and what the rules say of it for a matter of some kinds: which of its business that is (by number),
    why it may not decide it, and what must be there before it comes up."""

    body: Body
    business: list[tuple[int, str, bool]]
    forbidden: list[Gate] = field(default_factory=list)
    before: list[Gate] = field(default_factory=list)

    @property
    def fits(self) -> bool:
        return any(hit for _, _, hit in self.business)

    @property
    def may(self) -> bool:
        return not self.forbidden


def asked(book: Rulebook) -> list[str]:
    """The facts that tell kinds of matters apart: what an item's proposers declare, of which some condition speaks."""
    conditions = [gate.when for gate in book.gates if gate.act in (PROPOSE, DECIDE)]
    named = {key for when in (*conditions, *of_business(book)) for key in when}
    bases = {base for key in named for base in FACTS[key].any_of or (key,)}
    return [key for key in declarable(book) if key in bases]


def verdicts(book: Rulebook, chosen: Mapping[str, Any], words: str = "") -> list[Verdict]:
    """Every body of the rulebook, those fit for it first: its business, what keeps it away, what it needs before."""
    found = [verdict(book, body, chosen, words) for body in book.bodies]
    return sorted(found, key=lambda v: (not v.may, not v.fits))


def verdict(book: Rulebook, body: Body, chosen: Mapping[str, Any], words: str) -> Verdict:
    facts = in_words({**zeros(), **chosen, "body": body.key, "business_class": 1, "proposer": "head", **OPEN_STILL})
    forbidden = [g for g in book.gates_for(DECIDE, facts) if fails(g, facts)]
    before = [g for g in book.gates_for(PROPOSE, facts) if g.check not in ("business_class", "proposer")]
    told = in_words({**zeros(), **chosen})
    return Verdict(body, business(body, told, words), forbidden, before)


def fails(gate: Gate, facts: Mapping[str, Any]) -> bool:
    return check(gate, facts) is not None


def business(body: Body, facts: Mapping[str, Any], words: str) -> list[tuple[int, str, bool]]:
    """Its whole list of business; hit is under which such a matter falls, or where the words looked for stand."""
    under = set(body.classes_for(facts))
    looked_for = words.split()
    return [
        (n, text, n in under or (bool(looked_for) and all(word in text for word in looked_for)))
        for n, text in enumerate(body.business_texts, 1)
    ]
