"""洮北's gates, case by case from a table that a legal officer can read, and what they cite."""

import tomllib
from pathlib import Path

import pytest

from govrules import rulebook
from govrules.rulebook.checks import check, check_all
from govrules.rulebook.vocabulary import ACTS
from tests.proves import proves
from tests.rulebook import meeting_gates

BOOK = rulebook.load("taobei-2020")
TABLE = tomllib.loads(Path(__file__).with_name("taobei_gates.toml").read_text(encoding="utf-8"))
BASES, CASES = TABLE["base"], TABLE["case"]


def started(name):
    """The act and the facts of a base; one may build on another."""
    base = BASES[name]
    act, facts = started(base["of"]) if "of" in base else (base["act"], {})
    return act, {**facts, **base.get("facts", {})}


def findings(case):
    act, facts = started(case.get("base", "sound"))
    facts |= case.get("facts", {})
    return check_all(BOOK.gates_for(act, facts), facts)


def marked(case):
    marks = [proves(*case["proves"])] if "proves" in case else []
    return pytest.param(case, marks=marks, id=case["name"])


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_the_gates_find_what_the_table_says(case):
    assert [finding.gate for finding in findings(case)] == case["finds"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_a_case_proves_some_gate_of_its_act_carries(case):
    act, _ = started(case.get("base", "sound"))
    carried = {provision for gate in BOOK.gates if gate.act == act for provision in gate.carries}
    assert set(case.get("proves", ())) <= carried


def test_each_case_of_the_table_has_its_own_name():
    names = [case["name"] for case in CASES]
    assert len(set(names)) == len(names)


def test_every_gate_objects_in_some_case_of_the_table():
    objecting = {name for case in CASES for name in case["finds"]}
    assert objecting | meeting_gates.objecting("taobei") == {gate.key for gate in BOOK.gates}


ARTICLES = {
    25: {"legality_review", "item_normative_reviewed", "department_prior_request", "department_legality_review",
         "department_consulted", "joint_form"},
    30: {"major_discussed", "research", "assessed", "risk_assessment", "hearings"},
    67: {"submission_form", "signed", "never_skip_level", "single_recipient", "not_to_leader", "government_matter",
         "field_checked", "collective_record", "consulted", "consultation_answered", "consultation_settled",
         "heads_conferred", "disagreement_set_out", "disagreement_countersigned", "draft_procedures",
         "fair_competition", "interpretation_ready"},
    68: {"lead_time", "lead_time_urgent", "urgency_explained"},
    70: {"own_name", "not_repeated", "worth_issuing", "not_copied", "not_reprinted", "no_downward_order"},
}  # fmt: skip


@pytest.mark.parametrize("article", ARTICLES)
def test_the_gates_of_an_article(article):
    assert {gate.key for gate in BOOK.gates if gate.article == article} == ARTICLES[article]


def test_only_what_the_rules_soften_can_be_departed_from():
    """一般 (66, 96), procedures left out with a stated reason (67), 原则上 (83, 84). All others are plain orders."""
    soft = {gate.key for gate in BOOK.gates if gate.strength != "must"}
    assert soft == {
        "draft_procedures", "leaders_stay_away", "special_sponsor", "inscription_unpublished", "seal_stays",
        "letter_not_blank",
    }  # fmt: skip
    assert {gate.strength for gate in BOOK.gates} == {"must", "principle"}


@pytest.mark.parametrize(
    ("key", "name", "value"),
    [
        ("lead_time", "min", 7),
        ("lead_time_urgent", "min", 3),
        ("single_recipient", "max", 1),
        ("hearings", "min", 2),
        ("legality_review", "by", "justice"),
        ("department_legality_review", "by", "own"),
        ("fair_competition", "reviewer", "own"),
        ("not_to_leader", "except", ("assigned_by_leader", "secret_direct", "emergency_direct")),
        ("submission_form", "elements", ("number_given", "signatory_given")),
        ("interpretation_ready", "papers", ("interpretation_given", "opinion_plan_given")),
        ("item_proposer", "allowed", ("head", "executive_deputy", "deputy")),
    ],
)
def test_the_numbers_and_names_are_the_rulebook_s(key, name, value):
    assert BOOK.gate(key).params[name] == value


@proves("TB-67-18")
def test_a_procedure_left_out_is_named_and_wants_a_reason():
    """principle: without it only with the reason on record."""
    facts = {"legality_review_done": True, "draft_decided": True}
    finding = check(BOOK.gate("draft_procedures"), facts)
    assert (finding.article, finding.strength) == (67, "principle")
    assert finding.message == "提请制发规范性文件，还有程序没有履行（缺：已履行公众参与程序、已作风险评估）"


@pytest.mark.parametrize("check_name", ["length", "one_matter", "no_request_in_report"])
def test_of_these_the_rules_say_nothing_and_no_gate_is_made_up(check_name):
    assert [gate.key for gate in BOOK.gates if gate.check == check_name] == []


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
        "addressed_to_leader", "asks_dispatch", "assigned_by_leader", "collectively_discussed",
        "competition_reviewer", "disagreement_countersigned", "doc_kind", "draft_decided", "emergency_direct",
        "field_checked",
        "grounds_listed", "has_disagreement", "heads_conferred", "hearing_forms", "interpretation_given",
        "legality_assessed", "legality_review_done", "major", "market_activity", "necessity_assessed",
        "normative", "number_given", "open_consultations", "opinion_plan_given", "positions_listed",
        "proposal_given", "public_interest", "public_participation", "recipients", "research_done",
        "risk_assessed", "secret_direct", "sender", "signatory_given", "signed_by_main_head", "skips_level",
        "sudden_event", "to_be_public", "touches_others", "unconsulted", "unsettled_consultations", "urgency",
        "urgency_reason_given", "within_own_powers", "workdays_left",
    }  # fmt: skip
