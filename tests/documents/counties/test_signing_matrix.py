"""Who signs what, county by county, and nobody else at any step: `scenarios/signing_matrix.toml`."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import pytest

from documents import actions as steps
from documents.dispatch import actions as dispatches
from documents.dispatch.models import Dispatch
from govrules.core.errors import NotYours, Refused
from govrules.core.matters.models import LIVE, Step
from tests.core.cast import MORE_PEOPLE, PEOPLE
from tests.documents.counties.tables import cases
from tests.documents.papers import Papers

WORDS = {"by", "kind", "to", "flags", "of", "touched", "signer", "way", "refused"}
KINDS = {"review": "review", "countersign": "agree", "consent": "consent", "sign": "sign"}
LEADING = [key for key, (_, _, organ, _) in (PEOPLE | MORE_PEOPLE).items() if organ in (None, "office")]


def drafted(papers: Papers, case: dict[str, Any]) -> Dispatch:
    """The dispatch of a case, with all that its gates ask for on record."""
    flags = case.get("flags", ())
    made = papers.dispatch(
        in_name_of=case["by"], dispatch_kind=case.get("kind", "ordinary"), addressee=case.get("to", "subordinate"),
        important="important" in flags, alt_consent="consent" in flags, signer=case.get("signer", ""),
        declared=("substance_confirmed", *(("major",) if "major" in flags else ())),
        business_of=getattr(papers.cast, case.get("of", "education")),
        touched=tuple(getattr(papers.cast, key) for key in case.get("touched", ())),
    )  # fmt: skip
    papers.on_record(made)
    return made


def way(made: Dispatch) -> str:
    """The steps as the table writes them."""
    planned = list(Step.objects.filter(matter=made.pk).select_related("seat"))
    groups = [list(steps) for _, steps in groupby(planned, key=lambda step: step.group)]
    return " > ".join(" + ".join(f"{step.act} {step.seat.key}" for step in group) for group in groups)


@cases("signing_matrix.toml", WORDS)
def test_signing(papers: Papers, case):
    made = drafted(papers, case)
    if "refused" in case:
        with pytest.raises(Refused) as refused:
            dispatches.send(made.pk, papers.cast.clerk)
        assert {why.article for why in refused.value.reasons} == {case["article"]}
        assert case["refused"] in str(refused.value) and papers.state(made) == "drafting"
        return
    dispatches.send(made.pk, papers.cast.clerk)
    assert way(made) == case["way"]
    assert set(made.matter.steps.values_list("article", flat=True)) == {case["article"]}
    for step in live(made):
        only_he_decides(papers, step)
    assert papers.state(made) == "signed"


def live(made: Dispatch) -> Any:
    """The steps one after the other, as each comes up."""
    while step := Step.objects.filter(matter=made.pk, state__in=LIVE).select_related("assignee").first():
        yield step


def only_he_decides(papers: Papers, step: Step) -> None:
    """Every other leader and everybody else in the office is refused; then the right person decides."""
    others = [who for key in LEADING if (who := getattr(papers.cast, key)) not in (None, step.assignee)]
    for other in others:
        with pytest.raises(NotYours):
            steps.decide(step.pk, other, KINDS[step.act], "同意。")
    steps.decide(step.pk, step.assignee, KINDS[step.act], "同意。")
