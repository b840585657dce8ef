"""The gates before a dispatch is sent to be signed, as a table: `scenarios/signing.toml`; and what is put on record."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from documents.dispatch import actions as dispatches
from documents.dispatch import gates
from documents.dispatch.models import Dispatch
from documents.dispatch.states import State
from govrules.core.errors import BadInput, BrokenRule, NotYours, WrongState
from govrules.core.matters.models import Evidence, Waiver
from tests.documents.papers import Papers
from tests.proves import proves

TABLE = Path(__file__).parent / "scenarios" / "signing.toml"
SCENARIOS = tomllib.loads(TABLE.read_text(encoding="utf-8"))["scenario"]
REASON = "正文已先行印发，分工须另行明确。"


def cases() -> list[Any]:
    return [pytest.param(s, id=s["name"], marks=[proves(*s["proves"])] if "proves" in s else []) for s in SCENARIOS]


def recorded(papers: Papers, made: Dispatch, what: list[str]) -> None:
    for entry in what:
        kind, _, organ = entry.partition(" by ")
        papers.on_record(made, kind, issuer=getattr(papers.cast, organ) if organ else None)


@pytest.mark.parametrize("scenario", cases())
def test_what_may_be_sent_to_be_signed(papers: Papers, scenario):
    given = {k: tuple(v) if isinstance(v, list) else v for k, v in scenario.get("given", {}).items()}
    made = papers.dispatch(**given)
    recorded(papers, made, scenario.get("record", []))
    if scenario["then"] == "passes":
        dispatches.send(made.pk, papers.cast.clerk, scenario.get("reasons", {}))
        assert papers.state(made) == State.SIGNING
        assert [w.rule for w in Waiver.objects.filter(matter=made.pk)] == scenario.get("waived", [])
        return
    with pytest.raises(BrokenRule) as refused:
        dispatches.send(made.pk, papers.cast.clerk, scenario.get("reasons", {}))
    [why] = refused.value.reasons
    assert (why.rule, why.article) == (scenario["gate"], scenario["article"])
    assert all(words in why.message for words in scenario.get("says", ())) and why.remedy
    assert papers.state(made) == "drafting"


def test_every_gate_of_signing_is_in_the_table(papers: Papers):
    refused = {s["gate"] for s in SCENARIOS if s["then"] == "refused"}
    known = {g.key for g in papers.cast.book.gates if g.act == "sign_dispatch"}
    assert known == refused


@proves("YG-32-2")
def test_in_a_departments_name_the_justice_bureau_reviews_it_too(papers: Papers):
    """The third class; the pages offer no department's name yet, so the row is written."""
    made = papers.dispatch(dispatch_kind="normative")
    Dispatch.objects.filter(pk=made.pk).update(in_name_of="department")
    with pytest.raises(BrokenRule) as refused:
        dispatches.send(made.pk, papers.cast.clerk)
    assert [why.rule for why in refused.value.reasons] == ["legality_review"]
    papers.on_record(made, "legality_review", issuer=papers.cast.finance)
    with pytest.raises(BrokenRule):
        dispatches.send(made.pk, papers.cast.clerk)
    papers.on_record(made, "legality_review")
    assert all(j.passed for j in gates.judge(Dispatch.objects.get(pk=made.pk)))


def test_the_names_of_the_table_are_its_own():
    assert len({s["name"] for s in SCENARIOS}) == len(SCENARIOS)


def test_a_reason_is_accepted_with_the_first_decision(papers: Papers):
    made = papers.dispatch(declared=("standalone_plan",))
    dispatches.send(made.pk, papers.cast.clerk, {"merged_plan": REASON})
    papers.decide(made, "executive", "review")
    kept = Waiver.objects.get(matter=made.pk)
    assert (kept.state, kept.settled_by, kept.article) == ("accepted", papers.cast.executive, 35)


def test_or_goes_back_with_the_dispatch(papers: Papers):
    made = papers.dispatch(declared=("standalone_plan",))
    dispatches.send(made.pk, papers.cast.clerk, {"merged_plan": REASON})
    papers.decide(made, "executive", "return", "并入正文。")
    assert Waiver.objects.get(matter=made.pk).state == "returned"
    with pytest.raises(BrokenRule):
        dispatches.send(made.pk, papers.cast.clerk)


# --- Putting a review on record -------------------------------------------------------------------------------


def review(papers: Papers, **values: Any) -> dispatches.Recorded:
    sound = {
        "kind": "legality_review", "issuer": papers.justice(), "issued_on": date(2026, 5, 29),
        "note": "阳司审〔2026〕9号",
    }  # fmt: skip
    return dispatches.Recorded(**(sound | values))


def test_it_is_kept_with_its_issuer_day_and_number(papers: Papers):
    made = papers.dispatch(dispatch_kind="normative")
    dispatches.record_review(made.pk, papers.cast.clerk, review(papers))
    kept = Evidence.objects.get(matter=made.pk)
    assert (kept.kind, kept.issuer.short_name, kept.issued_on) == ("legality_review", "县司法局", date(2026, 5, 29))
    assert (kept.facts, kept.recorded_by) == ({"note": "阳司审〔2026〕9号", "version": 1}, papers.cast.clerk)
    assert papers.journal(made, "evidence")[0].text == "登记合法性审核（县司法局）：阳司审〔2026〕9号"


@proves("YG-32-2")
def test_a_review_is_of_the_text_that_it_saw(papers: Papers):
    made = papers.dispatch(dispatch_kind="normative")
    papers.on_record(made, "legality_review")
    dispatches.revise(made.pk, papers.cast.clerk, papers.words(dispatch_kind="normative", body="全文重写。"))
    with pytest.raises(BrokenRule) as refused:
        dispatches.send(made.pk, papers.cast.clerk)
    assert [why.rule for why in refused.value.reasons] == ["legality_review"]
    papers.on_record(made, "legality_review")
    dispatches.send(made.pk, papers.cast.clerk)


def test_a_review_of_tomorrow_is_refused(papers: Papers):
    made = papers.dispatch()
    with pytest.raises(BadInput, match="不能晚于今天") as refused:
        dispatches.record_review(made.pk, papers.cast.clerk, review(papers, issued_on=date(2026, 6, 2)))
    assert refused.value.field == "issued_on" and not Evidence.objects.exists()


def test_another_governments_organ_reviews_nothing_here(papers: Papers):
    made = papers.dispatch()
    with pytest.raises(BadInput, match="本政府的单位"):
        dispatches.record_review(made.pk, papers.cast.clerk, review(papers, issuer=papers.cast.other_finance))


@pytest.mark.parametrize("who", ["education_clerk", "head", "other_director"])
def test_only_the_office_records_it(papers: Papers, who):
    made = papers.dispatch()
    with pytest.raises(NotYours):
        dispatches.record_review(made.pk, getattr(papers.cast, who), review(papers))


def test_while_it_is_being_signed_nothing_is_added(papers: Papers, monday):
    made = papers.dispatch(sent=True)
    monday.forward(timedelta(hours=1))
    with pytest.raises(WrongState):
        dispatches.record_review(made.pk, papers.cast.clerk, review(papers))
