"""The gates of submitting, as a table that a legal officer can read: `scenarios/submitting.toml`."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from documents.consultation import actions as consultation
from documents.submission import actions as submissions
from documents.submission.gates import judge
from documents.submission.models import Submission
from govrules.core.errors import BrokenRule, NotYours, Refused, WrongState
from govrules.core.matters.models import Matter, Waiver
from tests.documents.papers import DUE, MOMENT, Papers, sweep_at
from tests.proves import proves

TABLE = Path(__file__).parent / "scenarios" / "submitting.toml"
SCENARIOS = tomllib.loads(TABLE.read_text(encoding="utf-8"))["scenario"]
KEYS = {"name", "given", "reasons", "then", "article", "gate", "says", "not", "remedy", "also", "waived", "proves"}


def cases() -> list[Any]:
    return [pytest.param(s, id=s["name"], marks=[proves(*s["proves"])] if "proves" in s else []) for s in SCENARIOS]


def drafted(papers: Papers, given: dict[str, Any]) -> Submission:
    """The document of a scenario."""
    values = {k: tuple(v) if isinstance(v, list) else v for k, v in given.items()}
    for other in ("asked", "conferred"):
        values.pop(other, None)
    if "text" in values:
        values["body"] = "字" * values.pop("text")
    if "addressed_to" in values:
        values["addressed_to"] = getattr(papers.cast, values["addressed_to"])
    return papers.draft(**values)


def consulted(papers: Papers, made: Submission, given: dict[str, Any], monday: Any) -> None:
    """Ask those who are to be asked, let them answer, and let the limit pass where one is to stay silent."""
    answers: dict[str, str] = given.get("asked", {})
    if answers:
        papers.ask(made, *answers)
    for organ, kind in answers.items():
        if kind not in ("open", "silent"):
            papers.reply(made, organ, kind, "" if kind == "agree" else "资金没有来源。")
    if "silent" in answers.values():
        sweep_at(DUE, monday)
    for organ in given.get("conferred", ()):
        asked = papers.asked(made, organ)
        consultation.respond(made.pk, papers.cast.education_clerk, asked.pk, "6月2日两局局长当面协商。")


@pytest.mark.parametrize("scenario", cases())
def test_what_may_be_submitted(papers: Papers, monday, scenario):
    given, reasons = scenario.get("given", {}), scenario.get("reasons", {})
    made = drafted(papers, given)
    consulted(papers, made, given, monday)
    if scenario["then"] == "passes":
        papers.submit(made, **reasons)
        assert papers.state(made) == "signing"
        assert [w.rule for w in Waiver.objects.filter(matter=made.pk)] == scenario.get("waived", [])
        return
    with pytest.raises(BrokenRule) as refused:
        papers.submit(made, **reasons)
    found = {why.rule: why for why in refused.value.reasons}
    why = found[scenario["gate"]]
    assert why.article == scenario["article"]
    assert all(words in why.message for words in scenario.get("says", ())), why.message
    assert not any(words in why.message for words in scenario.get("not", ())), why.message
    assert scenario.get("remedy", "") in why.remedy and why.remedy, "it says what to do"
    assert set(scenario.get("also", ())) <= set(found)
    assert len(found) == 1 + len(scenario.get("also", ())), f"and nothing else stands in the way: {list(found)}"
    assert papers.state(made) in ("draft", "consulting") and not Waiver.objects.exists()


def test_every_gate_of_submitting_is_in_the_table(papers: Papers):
    """Both sides of each: one scenario it refuses, one it lets through. Signatures are tested below."""
    refused = {key for s in SCENARIOS if s["then"] == "refused" for key in (s["gate"], *s.get("also", ()))}
    gates = {gate.key for gate in papers.cast.book.gates if gate.act == "submit"}
    assert gates - refused == {"signed_by_main_head", "signed_upward"}


def test_the_table_has_no_stray_words():
    assert [s["name"] for s in SCENARIOS if set(s) - KEYS] == []
    assert len({s["name"] for s in SCENARIOS}) == len(SCENARIOS)


@proves("YG-31-5", "YG-31-7")
def test_before_the_fifth_working_days_end_it_is_refused_and_after_it_passes(papers: Papers, monday):
    made = papers.draft(touched=["finance", "resources"])
    papers.ask(made, "finance", "resources")
    papers.reply(made, "resources")
    sweep_at(DUE - MOMENT, monday)
    with pytest.raises(BrokenRule) as refused:
        papers.submit(made)
    [why] = refused.value.reasons
    assert (why.article, why.rule) == (31, "consultation_answered")
    assert "县财政局" in why.message and "县自然资源局" not in why.message
    sweep_at(DUE, monday)
    papers.submit(made)
    assert papers.state(made) == "signing"


# --- Reasons for departing from a principle -----------------------------------------------------------------

LONG = "字" * 4001
REASON = "逐校列明学位缺口，无法压缩。"


@pytest.fixture
def waived(papers: Papers) -> Submission:
    """A request of 4001 characters, signed with a reason: it is at the office."""
    return papers.signed(papers.draft(body=LONG), length_special=REASON)


def waivers(of: Submission) -> list[tuple[str, str, str]]:
    return list(Waiver.objects.filter(matter=of.pk).values_list("rule", "state", "reason"))


def test_the_reason_is_on_record_with_its_article(papers: Papers, waived):
    kept = Waiver.objects.get(matter=waived.pk)
    assert (kept.article, kept.given_by, kept.state) == (29, papers.cast.education_clerk, "given")
    assert "现为4001字" in kept.finding
    [line] = papers.journal(waived, "waive")
    assert (line.article, line.data["rule"]) == (29, "length_special")
    assert REASON in line.text


def test_the_office_accepts_it_by_its_review(papers: Papers, waived):
    papers.review(waived)
    assert waivers(waived) == [("length_special", "accepted", REASON)]
    assert Waiver.objects.get().settled_by == papers.cast.director


def test_sent_back_the_reason_is_returned_with_it_and_has_to_be_given_anew(papers: Papers, waived):
    papers.decide(waived, "director", "return", "请压缩到四千字以内。")
    assert waivers(waived) == [("length_special", "returned", REASON)]
    with pytest.raises(BrokenRule, match="现为4001字"):
        papers.submit(waived)
    papers.submit(waived, length_special="附表已移作附件，正文仍超一字。")
    assert [state for _, state, _ in waivers(waived)] == ["returned", "given"]


def test_a_reason_holds_for_what_it_was_given_for_and_no_more(papers: Papers, waived):
    """Accepted for 4001 characters, then sent back by the leader: nine thousand need a reason of their own."""
    papers.review(waived)
    papers.decide(waived, "schools_deputy", "return", "请补充测算依据。")
    submissions.revise(waived.pk, papers.cast.education_clerk, papers.text(body="字" * 9000))
    with pytest.raises(BrokenRule, match="现为9000字"):
        papers.submit(waived)


def test_while_the_text_is_the_same_the_reason_stands(papers: Papers, waived):
    submissions.withdraw(waived.pk, papers.cast.education_clerk, "抄送写错了")
    papers.submit(waived)
    assert len(waivers(waived)) == 1 and papers.state(waived) == "signing"


def test_pages_see_each_gate_with_its_reason(papers: Papers, waived):
    found = {j.rule: j for j in judge(submissions.of(Matter.objects.get(pk=waived.pk)))}
    length = found["length_special"]
    assert not length.passed and not length.open
    assert (length.waiver.reason, length.article) == (REASON, 29)
    assert found["one_matter"].passed


# --- Who submits, and when ------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["finance_clerk", "clerk", "head", "stranger"])
def test_only_its_organ_submits(papers: Papers, who):
    made = papers.draft()
    with pytest.raises(NotYours):
        submissions.submit(made.pk, getattr(papers.cast, who), {})
    assert papers.state(made) == "draft"


def test_twice_by_a_double_click_is_once(papers: Papers):
    made = papers.draft()
    papers.submit(made)
    with pytest.raises(WrongState) as refused:
        papers.submit(made)
    assert refused.value.status == 409
    assert papers.steps(made) == [("sign", "education_head")]


def test_a_report_goes_on_without_those_who_have_not_answered(papers: Papers):
    """No rule makes a report wait; the countersigning ends, and it is on record who had not answered."""
    made = papers.report(touched=["finance", "resources"])
    papers.ask(made, "finance", "resources")
    papers.reply(made, "resources")
    papers.signed(made)
    assert papers.state(made) == "submitted"
    assert papers.asked(made, "finance").step.state == "lapsed"
    [line] = papers.journal(made, "consult_end")
    assert line.text == "县财政局未回复，报送时不再等候"


def test_a_township_submits_without_the_consultation_of_article_31(papers: Papers):
    """Article 31 speaks of departments; a township's request that touches one is not bound by it."""
    made = papers.draft("township", title="龙泉镇人民政府关于修桥的请示", touched=["resources"])
    papers.submit(made)
    assert papers.state(made) == "signing"
    assert papers.step(made).article == 27


def test_a_refusal_says_all_it_has_to_say(papers: Papers):
    made = papers.draft(matters_count=2)
    with pytest.raises(Refused) as refused:
        papers.submit(made)
    assert refused.value.heading == "不符合工作规则，暂时不能办理"
    assert (refused.value.status, refused.value.reasons[0].strength) == (422, "must")
    assert refused.value.reasons[0].remedy == "一文一事，分开报送"
