"""阳高's gates, case by case from a table that a legal officer can read, and what they cite."""

import tomllib
from pathlib import Path

import pytest

from govrules import rulebook
from govrules.rulebook.checks import check, check_all
from govrules.rulebook.vocabulary import ACTS, CHECKS
from tests.rulebook import meeting_gates

BOOK = rulebook.load("yanggao-2024")
CASES = tomllib.loads(Path(__file__).with_name("yanggao_gates.toml").read_text(encoding="utf-8"))["case"]

SOUND = {
    "doc_kind": "request", "sender": "department", "scope": "other", "length": 1200, "matters": 1,
    "recipients": 1, "number_given": True, "contact_given": True, "signatory_given": True,
    "necessity_stated": True, "signed_by_main_head": True,
}  # fmt: skip


def findings(case):
    act = case.get("act", "submit")
    facts = {**(SOUND if act == "submit" else {}), **case.get("facts", {})}
    return check_all(BOOK.gates_for(act, facts), facts)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_gates_find_what_the_table_says(case):
    assert [finding.gate for finding in findings(case)] == case["finds"]


def test_each_case_of_the_table_has_its_own_name():
    names = [case["name"] for case in CASES]
    assert len(set(names)) == len(names)


def test_every_gate_objects_in_some_case_of_the_table():
    objecting = {name for case in CASES for name in case["finds"]}
    assert objecting | meeting_gates.objecting("yanggao") == {gate.key for gate in BOOK.gates}


ARTICLES = {
    27: {
        "submission_form", "necessity", "no_skip_level", "single_recipient", "one_matter",
        "no_request_in_report", "not_to_leader", "signed_upward", "county_review_first",
    },
    29: {"length", "length_special", "substance"},
    30: {
        "research", "assessed", "affected_consulted", "affected_answered", "affected_settled", "hearings",
        "risk_assessment",
    },
    31: {
        "consulted", "consultation_answered", "signed_by_main_head", "heads_conferred", "disagreement_set_out",
    },
    32: {
        "legality_review", "fair_competition", "item_normative_legality", "item_competition",
        "disagreement_coordinated",
    },
}  # fmt: skip


@pytest.mark.parametrize("article", ARTICLES)
def test_the_gates_of_an_article(article):
    assert {gate.key for gate in BOOK.gates if gate.article == article} == ARTICLES[article]


def test_only_what_the_rules_soften_can_be_departed_from():
    """原则上, 一般: with a reason. All other gates are plain orders."""
    soft = {gate.key for gate in BOOK.gates if gate.strength != "must"}
    assert soft == {"not_to_leader", "length", "length_special", "merged_plan", "leaders_stay_away"}
    assert {gate.strength for gate in BOOK.gates} == {"must", "principle"}


@pytest.mark.parametrize(
    ("key", "name", "value"),
    [
        ("length", "max", 5000),
        ("length_special", "max", 4000),
        ("one_matter", "max", 1),
        ("single_recipient", "max", 1),
        ("hearings", "min", 2),
        ("item_business", "classes", 7),
        ("legality_review", "by", "justice"),
        ("department_legality_review", "by", "own"),
        ("item_proposer", "allowed", ("head", "executive_deputy", "deputy", "department_head")),
        ("submission_form", "elements", ("number_given", "signatory_given")),
        ("fair_competition", "reviewer", "authority"),
        ("not_to_leader", "except", ("assigned_by_leader", "major_direct")),
    ],
)
def test_the_numbers_and_names_are_the_rulebook_s(key, name, value):
    assert BOOK.gate(key).params[name] == value


@pytest.mark.parametrize("gate", BOOK.gates, ids=lambda gate: gate.key)
def test_a_gate_tells_a_careful_official_what_to_do(gate):
    assert gate.act in ACTS
    assert gate.remedy, "every refusal says what to do next"
    for text in (gate.message, gate.remedy, gate.note):
        assert text
        assert not set(text) & set(",;:()"), "full-width punctuation"
    assert not gate.message.endswith("。")


def test_a_finding_cites_article_and_strength_of_its_gate():
    finding = check(BOOK.gate("one_matter"), {"matters": 3})
    assert (finding.article, finding.strength) == (27, "must")
    assert finding.message == "一份请示写了多件事项（现为3件，上限1件）"
    assert finding.remedy == "一文一事，分开报送"


def test_what_a_submission_must_know():
    """The documents floor supplies exactly these; a test there holds it to them."""
    assert BOOK.facts_for("submit") == {
        "addressed_to_leader", "assigned_by_leader", "contains_request", "doc_kind", "grounds_listed",
        "has_disagreement", "heads_conferred", "hearing_forms", "legality_assessed", "length", "major",
        "major_direct", "matters", "necessity_assessed", "necessity_stated", "normative", "number_given",
        "open_consultations", "positions_listed", "proposal_given", "public_interest", "recipients",
        "research_done", "risk_assessed", "scope", "sender", "signatory_given", "signed_by_main_head",
        "skip_approved", "skips_level", "touches_others", "unconsulted", "unsettled_consultations",
    }  # fmt: skip


def test_every_check_of_the_vocabulary_is_used_by_some_rulebook():
    used = {gate.check for key in rulebook.available() for gate in rulebook.load(key).gates}
    assert used == set(CHECKS)


@pytest.mark.parametrize("scope", ["overall", "special", "other"])
def test_at_most_one_length_holds_for_a_document(scope):
    gates = [gate for gate in BOOK.gates_for("submit", {"scope": scope}) if gate.check == "length"]
    assert len(gates) == (0 if scope == "overall" else 1)
