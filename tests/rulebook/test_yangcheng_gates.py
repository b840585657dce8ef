"""阳城's gates, case by case from a table that a legal officer can read, and what they cite."""

import tomllib
from pathlib import Path

import pytest

from govrules import rulebook
from govrules.rulebook.checks import check, check_all
from govrules.rulebook.vocabulary import ACTS, FACTS
from tests.proves import proves
from tests.rulebook import meeting_gates

BOOK = rulebook.load("yangcheng-2021")
CASES = tomllib.loads(Path(__file__).with_name("yangcheng_gates.toml").read_text(encoding="utf-8"))["case"]

# What lacks nothing, by act: each case spoils it in one respect.
SOUND = {
    "submit": {
        "doc_kind": "request", "sender": "department", "scope": "special", "length": 800, "matters": 1,
        "recipients": 1, "number_given": True, "signatory_given": True, "signed_by_main_head": True,
        "unconsulted": 0, "open_consultations": 0, "unsettled_consultations": 0, "hearing_forms": 0,
        "legality_reviewer": "none", "research_done": True, "risk_assessed": True, "necessity_assessed": True,
        "feasibility_assessed": True, "soundness_assessed": True,
    },
    "sign_dispatch": {
        "in_name_of": "county", "dispatch_kind": "ordinary", "addressee": "subordinate", "direction": "down",
        "legality_reviewer": "none",
    },
    "propose_item": {
        "body": "standing", "business_class": 4, "proposer": "deputy", **meeting_gates.SOUND["propose_item"],
    },
}  # fmt: skip


def findings(case):
    act = case.get("act", "submit")
    facts = {**SOUND.get(act, {}), **case.get("facts", {})}
    return check_all(BOOK.gates_for(act, facts), facts)


def marked(case):
    marks = [proves(*case["proves"])] if "proves" in case else []
    return pytest.param(case, id=case["name"], marks=marks)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_the_gates_find_what_the_table_says(case):
    assert [finding.gate for finding in findings(case)] == case["finds"]


def test_each_case_of_the_table_has_its_own_name():
    names = [case["name"] for case in CASES]
    assert len(set(names)) == len(names)


def test_every_gate_objects_in_some_case_of_the_table():
    objecting = {name for case in CASES for name in case["finds"]}
    assert objecting | meeting_gates.objecting("yangcheng") == {gate.key for gate in BOOK.gates}


ARTICLES = {
    19: {"research", "risk_assessment", "expert_review", "public_participation", "item_public_participation"},
    23: {"hearings_major", "hearings_vital"},
    67: {"submission_form", "no_request_in_report", "signed_upward"},
    68: {"formal_document", "not_to_leader", "single_recipient", "never_skip_level"},
    69: {
        "no_coordinating_body", "no_subordinate_unit", "one_matter", "signed_by_main_head", "government_matter",
        "length", "length_special", "consulted", "consultation_answered", "consultation_settled",
        "draft_consulted", "draft_consultation_answered", "draft_consultation_settled",
    },
    72: {"contract_reviewed"},
    76: {
        "worth_issuing", "office_name_enough", "department_name_enough", "own_name", "not_relayed", "not_speech",
        "not_copied",
    },
    77: {"department_no_skip_level", "agreed", "no_downward_order", "no_report_demand"},
}  # fmt: skip


@pytest.mark.parametrize("article", ARTICLES)
def test_the_gates_of_an_article(article):
    assert {gate.key for gate in BOOK.gates if gate.article == article} == ARTICLES[article]


def test_only_what_the_rules_soften_can_be_departed_from():
    """原则上, 一般: with a reason; 要多: shown and not demanded. All other gates are plain orders."""
    soft = {gate.key for gate in BOOK.gates if gate.strength != "must"}
    assert soft == {
        "length", "length_special", "department_no_skip_level", "pair_present", "late_item", "standing_sponsor",
        "special_chair", "event_not_repeated", "event_merged", "no_ceremony", "no_courtesy_press", "press_substance",
    }  # fmt: skip
    assert {gate.strength for gate in BOOK.gates} == {"must", "principle", "may"}


@pytest.mark.parametrize(
    ("scope", "length", "message"),
    [
        ("overall", 2100, "综合性公文篇幅超过上限（现为2100字，上限2000字）"),
        ("other", 2001, "综合性公文篇幅超过上限（现为2001字，上限2000字）"),
        ("special", 1001, "专题性公文篇幅超过上限（现为1001字，上限1000字）"),
    ],
)
def test_what_is_too_long_is_told_by_how_much(scope, length, message):
    (finding,) = findings({"facts": {"scope": scope, "length": length}})
    assert (finding.message, finding.article, finding.strength) == (message, 69, "principle")


@pytest.mark.parametrize("scope", FACTS["scope"].domain)
def test_exactly_one_length_holds_for_a_document(scope):
    gates = [gate for gate in BOOK.gates_for("submit", {"scope": scope}) if gate.check == "length"]
    assert [gate.params["max"] for gate in gates] == [1000 if scope == "special" else 2000]


@pytest.mark.parametrize("doc_kind", FACTS["doc_kind"].domain)
def test_whatever_is_submitted_the_main_head_signs_once(doc_kind):
    gates = [g for g in BOOK.gates_for("submit", {"doc_kind": doc_kind}) if g.check == "signed_by_main_head"]
    assert [gate.article for gate in gates] == [69 if doc_kind == "request" else 67]


@proves("YC-19-3")
def test_the_argument_that_is_missing_is_named():
    finding = check(BOOK.gate("expert_review"), {"necessity_assessed": True, "feasibility_assessed": True})
    assert finding.message.endswith("（缺：科学性评估论证）")


def test_a_gate_is_found_whoever_sends():
    """Article 103: townships, the zone's committee and the organs directly under the government are bound alike."""
    for sender in ("department", "township", "institution"):
        spoiled = {"sender": sender, "matters": 2, "skips_level": True, "touches_others": True, "unconsulted": 1}
        found = [finding.gate for finding in findings({"facts": spoiled})]
        assert found == ["never_skip_level", "one_matter", "consulted"]


@pytest.mark.parametrize("gate", BOOK.gates, ids=lambda gate: gate.key)
def test_a_gate_tells_a_careful_official_what_to_do(gate):
    assert gate.act in ACTS
    assert gate.remedy, "every refusal says what to do next"
    for text in (gate.message, gate.remedy, gate.note):
        assert text
        assert not set(text) & set(",;:()"), "full-width punctuation"
    assert not gate.message.endswith("。")


def test_what_a_submission_must_know():
    """The documents floor supplies these."""
    assert BOOK.facts_for("submit") == {
        "addressed_to_leader", "asks_dispatch", "assigned_by_leader", "contains_request", "contract",
        "doc_kind", "feasibility_assessed", "hearing_forms", "informal_form", "legality_reviewer", "length",
        "major", "matters", "necessity_assessed", "normative", "number_given", "open_consultations",
        "public_interest", "public_participation", "recipients", "research_done", "risk_assessed", "scope",
        "secret_direct", "sender", "signatory_given", "signed_by_main_head", "skips_level",
        "soundness_assessed", "touches_others", "unconsulted", "unsettled_consultations", "within_own_powers",
    }  # fmt: skip
