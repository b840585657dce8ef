"""The gates of signing a dispatch: what its drafters declare of it, and the reviews recorded for it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from documents.dispatch.models import Dispatch, Review, Signer
from documents.dispatch.routes import departs, route_of
from documents.dispatch.routes import facts_of as route_facts
from documents.drafting import latest_text
from govrules.core import judging
from govrules.core.errors import Refused
from govrules.core.judging import Judged, Words
from govrules.core.matters.models import Evidence
from govrules.core.office.models import Official
from govrules.rulebook import vocabulary

DECIDED = "party_decided"  # the party committee has agreed: on record with what was put to it
# A review -> the fact that says who made it, the field of the organ competent for it, and that organ's name there.
REVIEWERS = {
    Review.LEGALITY: ("legality_reviewer", "legality", "justice"),
    Review.COMPETITION: ("competition_reviewer", "competition", "authority"),
}


def judge(dispatch: Dispatch) -> list[Judged]:
    """Every gate of signing that applies to this dispatch, passed or not."""
    words = Words(passed=lambda gate: vocabulary.CHECKS[gate.check].name)
    gates = judging.judge(dispatch.matter, "sign_dispatch", facts_of(dispatch), words)
    return [*gates, *departure(dispatch)]


def departure(dispatch: Dispatch) -> list[Judged]:
    """Another is to sign than the rules name in principle: that wants a reason, and the office director's word."""
    with suppress(Refused):
        route = route_of(dispatch)
        if departs(dispatch, route):
            message = f"{route.note}；现选定由{Signer(dispatch.signer).label}签发"
            remedy = "按规则办理；确需另定的，由办公室主任说明理由"
            waiver = judging.given(dispatch.matter).get((route.key, message))
            return [Judged(route.key, route.article, "principle", "签发人", False, message, remedy, waiver)]
    return []


def facts_of(dispatch: Dispatch) -> dict[str, str | int | bool]:
    """The facts of the route, what was declared, and what reviews there are."""
    recorded = {e.kind: e for e in dispatch.matter.evidence.select_related("issuer")}
    from_party = party_facts(dispatch, recorded)
    declared: dict[str, str | int | bool] = dict.fromkeys(dispatch.declared, True)
    attribute = {"disclosure_given": bool(dispatch.disclosure), "to_be_public": dispatch.disclosure == "public"}
    return declared | route_facts(dispatch) | attribute | reviewed(recorded, latest_text(dispatch.matter)) | from_party


def party_facts(dispatch: Dispatch, recorded: Mapping[str, Evidence]) -> dict[str, bool]:
    """Whether it, or what it was made of, went to the party committee, and whether that has agreed."""
    parent = Evidence.objects.filter(matter=dispatch.matter.parent_id, kind__in=(Review.PARTY, DECIDED))
    kinds = {*recorded, *(parent.values_list("kind", flat=True) if dispatch.matter.parent_id else ())}
    return {str(kind): True for kind in (Review.PARTY, DECIDED) if kind in kinds}


def reviewed(recorded: Mapping[str, Evidence], version: int) -> dict[str, str | int | bool]:
    """The reviews and decisions on record, as facts. A review is of a text: of an earlier one it counts no more."""
    facts: dict[str, str | int | bool] = {key: True for key in Review.values if key in recorded}
    for kind, (fact, field, competent) in REVIEWERS.items():
        facts.pop(kind, None)
        review = recorded.get(kind)
        facts[fact] = "none" if review is None or review.facts.get("version") != version else "own"
        if facts[fact] == "own" and review and review.issuer and vocabulary.FIELDS[field] in review.issuer.fields:
            facts[fact] = competent
    return facts


def require(dispatch: Dispatch, by: Official, reasons: Mapping[str, str], at: datetime) -> None:
    """Let the dispatch go to signing, or refuse with every reason."""
    judging.require(dispatch.matter, judge(dispatch), by, reasons, at)
