"""What the rules in force say of seals: which there are, who may keep them, what has to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from documents.seals.models import Seal, Sort
from govrules.core.errors import Refused
from govrules.core.office.models import Government, Organ
from govrules.core.office.queries import adoption_on, book_of, office_of
from govrules.rulebook import Rulebook
from govrules.rulebook.feature import Feature
from govrules.rulebook.seal_features import LettersFeature, SealKind, SealsFeature

USED, LETTERS = "seal_register", "letter_register"
ACTS: Mapping[str, str] = {Sort.USE: "ask_seal", Sort.OUTING: "take_seal_out", Sort.LETTER: "ask_letter"}
ROUTES: Mapping[str, str] = {
    Sort.USE: "seal_use", Sort.OUTING: "seal_outing", Sort.CUSTODY: "seal_custody", Sort.LETTER: "seal_letter",
}  # fmt: skip
SILENT = "现行工作规则没有关于印章的规定"
# What a form asks only where the rules look at it.
ASKED = {
    "blank": "blank_paper", "foreign": "foreign_affairs", "escort": "escorted", "keeper_goes": "keeper_goes",
    "in_service": "in_service", "important": "letter_important",
}  # fmt: skip


def book_in_force(government: Government, on: date) -> Rulebook:
    return book_of(adoption_on(government, on))


def seals_in(book: Rulebook) -> SealsFeature:
    """What the rules say of seals; refused where they say nothing."""
    found = book.feature("seals")
    if not isinstance(found, SealsFeature):
        raise Refused(SILENT)
    return found


def kinds(book: Rulebook) -> dict[str, SealKind]:
    return {kind.key: kind for kind in seals_in(book).params.kinds}


def letters_in(book: Rulebook) -> LettersFeature | None:
    found = book.feature("letters_of_introduction")
    return found if isinstance(found, LettersFeature) else None


def entrusting(book: Rulebook) -> Feature | None:
    """Whether a keeper may hand a seal over for a time; None where the rules do not say."""
    return book.feature("seal_entrusting")


def may_entrust(book: Rulebook) -> bool:
    found: Any = entrusting(book)
    return bool(found and found.params.how == "approved")


def sorts(book: Rulebook) -> list[Sort]:
    """What may be asked for under these rules."""
    known = {route.chosen_by for route in book.routes}
    return [sort for sort in Sort if ROUTES[sort] in known and (sort != Sort.CUSTODY or may_entrust(book))]


def of_own(kind: SealKind) -> bool:
    """Whether other organs than the office keep such a seal: each then uses its own."""
    return kind.kept_in != ("office",)


def usable(book: Rulebook, seal: Seal, organ: Organ) -> bool:
    """Whether an organ may ask for the use of a seal: the government's for all, a department's own for itself."""
    kind = kinds(book).get(seal.kind)
    return bool(kind) and seal.is_active and (seal.organ_id == organ.pk or not of_own(kind))  # type: ignore[arg-type]


def letter_seal(book: Rulebook, organ: Organ) -> Seal | None:
    """The seal that a letter of introduction of this organ bears."""
    letters = letters_in(book)
    if letters is None:
        return None
    kept_by = organ if of_own(kinds(book)[letters.params.seal]) else office_of(organ.government)
    return Seal.objects.filter(kind=letters.params.seal, organ=kept_by, is_active=True).first()


def asked(book: Rulebook, sort: str) -> frozenset[str]:
    """The facts that the rules look at before this is approved."""
    return book.asked(ACTS.get(sort, ""), ROUTES[sort])


def wants_reason(book: Rulebook, sort: str) -> bool:
    """Whether a reason can open the way: a special case, or a rule that holds in principle."""
    softened = any(gate.act == ACTS.get(sort) and gate.strength == "principle" for gate in book.gates)
    return softened or "seal_exception" in asked(book, sort)


def posts_asked(book: Rulebook, sort: str) -> frozenset[str]:
    """The posts on the ways of this sort, and `optional` where one of them is picked."""
    steps = [step for route in book.routes if route.chosen_by == ROUTES[sort] for step in route.steps]
    return frozenset(step.post for step in steps) | ({"optional"} if any(step.optional for step in steps) else set())
