"""The gates of signing a dispatch: what its drafters declare of it, and the reviews recorded for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from documents import judging
from documents.dispatch.models import Dispatch, Review
from documents.dispatch.routes import facts_of as route_facts
from documents.judging import Judged, Words
from govrules.core.matters.models import Evidence
from govrules.core.office.models import Official
from govrules.rulebook import vocabulary

LEGALITY = "合法性审核"  # the field of the organ whose review counts as that of the justice bureau


def judge(dispatch: Dispatch) -> list[Judged]:
    """Every gate of signing that applies to this dispatch, passed or not."""
    words = Words(passed=lambda gate: vocabulary.CHECKS[gate.check].name)
    return judging.judge(dispatch.matter, "sign_dispatch", facts_of(dispatch), words)


def facts_of(dispatch: Dispatch) -> dict[str, str | int | bool]:
    """The facts of the route, what was declared, and what reviews there are."""
    recorded = {e.kind: e for e in dispatch.matter.evidence.select_related("issuer")}
    declared = dict.fromkeys(dispatch.declared, True)
    return route_facts(dispatch) | {"direction": "down"} | declared | reviewed(recorded)


def reviewed(recorded: Mapping[str, Evidence]) -> dict[str, str | int | bool]:
    """The reviews and decisions on record, as facts."""
    facts: dict[str, str | int | bool] = {key: True for key in Review.values if key in recorded}
    legality = recorded.get(Review.LEGALITY)
    by_justice = legality is not None and legality.issuer is not None and LEGALITY in legality.issuer.fields
    facts.pop(Review.LEGALITY, None)
    return facts | {"legality_reviewer": "justice" if by_justice else "own" if legality else "none"}


def require(dispatch: Dispatch, by: Official, reasons: Mapping[str, str], at: datetime) -> None:
    """Let the dispatch go to signing, or refuse with every reason."""
    judging.require(dispatch.matter, judge(dispatch), by, reasons, at)
