"""What silence means, county by county and to the microsecond: `scenarios/silence.toml`, through the acts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from documents.consultation import actions as consultation
from documents.submission.models import Submission
from govrules.core.deadlines.actions import answer_extension
from govrules.core.deadlines.models import Extension
from govrules.core.errors import BrokenRule, Refused
from govrules.core.matters.models import Evidence, StepState
from tests.core.calendars import office
from tests.documents.counties.tables import cases
from tests.documents.papers import HOUR, Papers, sweep_at

WORDS = {
    "asked", "organ", "limit", "no_limit", "more", "agreed", "no_more", "reason", "at", "press", "refused", "then",
    "gate",
}  # fmt: skip


def asked(papers: Papers, case: dict[str, Any]) -> Submission:
    """The organ is asked; a limit that the host may not set is refused, and then nobody is asked."""
    organ = case.get("organ", "finance")
    made = papers.draft(touched=[organ])
    if "no_limit" not in case:
        papers.ask(made, organ, limit=case.get("limit"))
        return made
    with pytest.raises(Refused, match=case["no_limit"]):
        papers.ask(made, organ, limit=case["limit"])
    return made


def more_time(papers: Papers, made: Submission, case: dict[str, Any], monday: Any) -> None:
    """An hour later the organ asks for more time; the host answers, or the rules do not know it."""
    monday.forward(HOUR)
    step = papers.asked(made, "finance").step
    ask = (step.pk, papers.cast.finance_head, date.fromisoformat(case["more"]), "正在核算", "书面")
    if "no_more" in case:
        with pytest.raises(Refused, match=case["no_more"]):
            consultation.ask_more_time(*ask)
        return
    consultation.ask_more_time(*ask)
    said = "" if case["agreed"] else "工期不允许"
    answer_extension(Extension.objects.get(), papers.cast.education_clerk, case["agreed"], said, monday.moment)


def pressed(papers: Papers, made: Submission, case: dict[str, Any]) -> None:
    """Somebody takes the silence as no objection, or is told why he may not."""
    who, of = getattr(papers.cast, case["press"]), papers.asked(made, case.get("organ", "finance"))
    if "refused" not in case:
        consultation.take_silence(made.pk, who, of.pk)
        return
    with pytest.raises(Refused, match=case["refused"]):
        consultation.take_silence(made.pk, who, of.pk)


@cases("silence.toml", WORDS)
def test_silence(papers: Papers, monday, case):
    if "asked" in case:
        monday.move_to(office(case["asked"]))
    made = asked(papers, case)
    if "more" in case:
        more_time(papers, made, case, monday)
    if "reason" in case:
        monday.move_to(office(case["reason"]))
        papers.reply(made, "finance", "explain", "本月资金尚未核定。")
    sweep_at(office(case["at"]), monday)
    if "press" in case:
        pressed(papers, made, case)
    if "no_limit" not in case:
        stands(papers, made, case)
    submits(papers, made, case)


def stands(papers: Papers, made: Submission, case: dict[str, Any]) -> None:
    """What became of the step, with its evidence and article."""
    step = papers.asked(made, case.get("organ", "finance")).step
    found = list(Evidence.objects.filter(matter=made.pk).values_list("kind", "article", "recorded_by__key"))
    by_hand = case.get("press") if "refused" not in case else None
    running = step.deadlines.filter(state="open").exists()
    assert (step.state, step.article) == (STATES[case["then"]], case["article"])
    assert found == ([("silence", case["article"], by_hand)] if case["then"] == "no objection" else [])
    assert running == (case["then"] == "waits")


STATES = {"no objection": StepState.DEEMED, "waits": StepState.PENDING, "nothing": StepState.PENDING}


def submits(papers: Papers, made: Submission, case: dict[str, Any]) -> None:
    """The request goes to signature, or the gate named stands in its way under the case's article."""
    if "gate" not in case:
        papers.submit(made)
        assert papers.state(made) == "signing"
        return
    with pytest.raises(BrokenRule) as refused:
        papers.submit(made)
    assert [(why.rule, why.article) for why in refused.value.reasons] == [(case["gate"], case["article"])]
    assert papers.state(made) in ("draft", "consulting")
