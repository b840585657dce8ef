"""What is known of a department's document, as the facts that the rulebook's gates ask about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from django.db.models import QuerySet

from documents.departmental.models import NORMATIVE, Addressee, Basis, DepartmentDocument, Position
from documents.drafting import latest_text
from documents.submission.length import count
from govrules.core.files.models import Attachment
from govrules.core.matters.models import Evidence, Matter
from govrules.core.office.models import Organ, OrganKind
from govrules.rulebook import Gate, Rulebook
from govrules.rulebook.select import facts_used
from govrules.rulebook.vocabulary import FACTS, FIELDS

ACT = "issue_department"
SEVERAL = "several_departments"
Facts = Mapping[str, str | int | bool]

OPINIONS = frozenset({"unconsulted", "has_disagreement"})

# A review -> the fact that says who made it, the field of the organ competent for it, and that organ's name there.
REVIEWERS = {
    Basis.LEGALITY: ("legality_reviewer", "legality", "justice"),
    Basis.COMPETITION: ("competition_reviewer", "competition", "authority"),
}
# These are of a text: of an earlier one they count no more.
OF_A_TEXT = frozenset({Basis.LEGALITY, Basis.COMPETITION, Basis.COLLECTIVE, Basis.REVIEWED})
# A basis that is a fact by itself: it is so when it is on record.
BY_ITSELF = frozenset({Basis.COLLECTIVE, Basis.REQUESTED, Basis.REVIEWED, Basis.AUTHORISED, Basis.SKIPPED})
# What each basis is recorded for, where that is not its own name.
LOOKED_FOR_BY = {
    Basis.LEGALITY: {"legality_reviewer"}, Basis.COMPETITION: {"competition_reviewer"},
    Basis.OPINION: OPINIONS,
}  # fmt: skip
WORKED_OUT = frozenset({"issued_jointly", "has_disagreement"}) | {str(basis) for basis in BY_ITSELF}
AGREED = (Position.AGREE, Position.WITH_OPINION)


# --- What is asked ---------------------------------------------------------------------------------------


def asked(book: Rulebook) -> frozenset[str]:
    """The facts that these rules look at, with those that a worked-out fact rests on; whether it is normative, for
    the ledger of filings; and where others' opinions count, whether there are others at all."""
    looked_at = book.facts_for(ACT)
    others = {SEVERAL} if OPINIONS & looked_at else set()
    return looked_at | {base for key in looked_at for base in FACTS[key].any_of} | {NORMATIVE} | others


def questions(book: Rulebook) -> list[str]:
    """What its department must answer with yes or no: nothing that is on record tells it."""
    open_ = [key for key in FACTS if key in asked(book) and FACTS[key].type is bool and not FACTS[key].any_of]
    return [key for key in open_ if key not in WORKED_OUT and not FACTS[key].derived]


def bases(book: Rulebook) -> list[Basis]:
    """What these rules want on record."""
    looked_at = asked(book)
    return [basis for basis in Basis if LOOKED_FOR_BY.get(basis, {str(basis)}) & looked_at]


def gates_on(book: Rulebook, *facts: str) -> list[Gate]:
    """The gates that look at one of these facts."""
    gates = [gate for gate in book.gates if gate.act == ACT]
    return [gate for gate in gates if {*gate.looks_at, *facts_used([gate])} & {*facts}]


def article_of(book: Rulebook, *facts: str) -> int | None:
    """The first article that looks at one of these facts."""
    return next((gate.article for gate in gates_on(book, *facts)), None)


# --- What is known ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """Who is concerned, what is on record, and which version the text has."""

    organ: Organ
    sent_to: Sequence[Organ]
    touched: Sequence[Organ]
    joint: Sequence[Organ]
    recorded: Sequence[Evidence] = field(default=())
    version: str = ""

    @cached_property
    def latest(self) -> dict[str, Evidence]:
        """The last of each kind; one about an earlier text is none."""
        counting = [e for e in self.recorded if e.kind not in OF_A_TEXT or e.facts.get("version") == self.version]
        return {e.kind: e for e in counting}

    @cached_property
    def opinions(self) -> dict[int, Evidence]:
        """What each organ said last, by its key."""
        return {e.issuer_id: e for e in self.recorded if e.kind == Basis.OPINION and e.issuer_id}

    @property
    def unasked(self) -> list[Organ]:
        """Touched, and nothing of theirs is on record."""
        return [organ for organ in self.touched if organ.pk not in self.opinions]

    @property
    def not_agreed(self) -> list[Organ]:
        """Touched, and their agreement is not on record: nobody asked, or they do not agree."""
        agreed = {pk for pk, said in self.opinions.items() if said.facts.get("position") in AGREED}
        return [organ for organ in self.touched if organ.pk not in agreed]

    @property
    def not_joint(self) -> list[Organ]:
        """Departments whose powers it touches and that do not issue it too; a township is no department."""
        joint = {organ.pk for organ in self.joint}
        return [o for o in self.touched if o.pk not in joint and o.kind != OrganKind.TOWNSHIP]


def standing(document: DepartmentDocument) -> Standing:
    """Six queries, whatever there is."""
    recorded = list(document.matter.evidence.select_related("issuer"))
    who = [list(related.all()) for related in (document.sent_to, document.touched, document.joint)]
    return Standing(document.matter.organ, *who, recorded, text_as_is(document.matter))


def annexes(matter: Matter) -> QuerySet[Attachment]:
    """The files that are part of the document; those that prove something are not."""
    return matter.attachments.filter(removed_at=None, role="annex")


def text_as_is(matter: Matter) -> str:
    """What a review is of: the version of the text, and the files that are part of it."""
    files = sorted(annexes(matter).values_list("blob", flat=True))
    return f"{latest_text(matter)}:{sha256(''.join(files).encode()).hexdigest()[:16] if files else ''}"


def facts_of(document: DepartmentDocument, state: Standing) -> dict[str, str | int | bool]:
    """All facts of the gates before it is issued. Answers come first: what is on record is not theirs to change."""
    return {
        **{key: value is True for key, value in document.answers.items()},
        "in_name_of": "department",
        "dispatch_kind": "normative" if document.is_normative else "ordinary",
        "direction": direction(document, state),
        "length": count(document.body),
        "recipients": len(document.recipients),
        SEVERAL: several(document, state),
        "unconsulted": len(state.unasked),
        "has_disagreement": bool(state.not_agreed),
        "issued_jointly": bool(state.joint),
        **{str(kind): kind in state.latest for kind in BY_ITSELF},
        **reviewed(state),
    }


def several(document: DepartmentDocument, state: Standing) -> bool:
    """Whether it touches others' powers: said so, or some are named."""
    return document.answers.get(SEVERAL) is True or bool(state.touched or state.joint)


def direction(document: DepartmentDocument, state: Standing) -> str:
    """Downward as soon as one of those to whom it goes stands below."""
    below = any(organ.kind in (OrganKind.TOWNSHIP, OrganKind.SUBORDINATE) for organ in state.sent_to)
    if below or Addressee.DOWN in document.addressees:
        return "down"
    return "up" if Addressee.UP in document.addressees else "level"


def reviewed(state: Standing) -> dict[str, str]:
    """Who made each review: the issuers' own unit, the organ competent for it, or nobody whose review counts."""
    own = {state.organ.pk, *(organ.pk for organ in state.joint)}
    found = {}
    for kind, (fact, field_, competent) in REVIEWERS.items():
        review = state.latest.get(kind)
        issuer = review.issuer if review else None
        found[fact] = "own" if issuer and issuer.pk in own else "none"
        if issuer and FIELDS[field_] in issuer.fields:
            found[fact] = competent
    return found
