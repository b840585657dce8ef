"""托克逊's and 云阳's gates, case by case from tables that a legal officer can read, and what they cite."""

import tomllib
from pathlib import Path

import pytest

from govrules.rulebook.checks import check
from govrules.rulebook.vocabulary import ACTS
from tests.rulebook import meeting_gates
from tests.rulebook.toksunyunyang import BOOKS, TOKSUN, YUNYANG, beside, findings

HERE = Path(__file__)


@pytest.mark.parametrize(("book", "case"), beside(__file__, "gates"))
def test_the_gates_find_what_the_table_says(book, case):
    assert findings(book, case) == case["finds"]


@pytest.mark.parametrize("county", BOOKS)
def test_every_gate_objects_in_some_case_of_its_table(county):
    told = tomllib.loads(HERE.with_name(f"{county}_gates.toml").read_text(encoding="utf-8"))["case"]
    objecting = {name for case in told for name in case["finds"]}
    assert objecting | meeting_gates.objecting(county) == {gate.key for gate in BOOKS[county].gates}
    assert len({case["name"] for case in told}) == len(told)


@pytest.mark.parametrize("gate", [*TOKSUN.gates, *YUNYANG.gates], ids=lambda gate: gate.key)
def test_a_gate_tells_a_careful_official_what_to_do(gate):
    assert gate.act in ACTS
    assert gate.remedy, "every refusal says what to do next"
    for text in (gate.message, gate.remedy, gate.note):
        assert text
        assert not set(text) & set(",;:()"), "full-width punctuation"
    assert not gate.message.endswith("。")


@pytest.mark.parametrize(
    ("county", "soft"),
    [
        ("toksun", {"not_to_leader", "leaders_stay_away", "late_item", "party_item_submitter"}),
        ("yunyang", {"speech_bulletin", "item_public_consultation"}),
    ],
)
def test_only_what_the_rules_soften_can_be_departed_from(county, soft):
    """一般, 如有必要才: with a reason. All other gates are plain orders."""
    assert {gate.key for gate in BOOKS[county].gates if gate.strength != "must"} == soft


# Which article stands above which gate of a submission.
ARTICLES = {
    "toksun": {
        28: {"research", "affected_consulted", "affected_answered", "affected_settled", "hearings", "risk_assessment"},
        37: {"interpretation"},
        61: {
            "submission_form", "necessity", "no_skip_level", "single_recipient", "one_matter",
            "no_request_in_report", "not_to_leader", "signed_upward",
        },
        62: {
            "consulted", "consultation_answered", "signed_by_main_head", "heads_conferred", "disagreement_set_out",
            "disagreement_countersigned",
        },
    },
    "yunyang": {
        25: {
            "research", "assessed", "affected_consulted", "affected_settled", "fair_competition", "risk_assessment",
        },
        32: {"disclosure", "interpretation"},
        52: {"submission_form"},
        54: {"signed_by_main_head", "not_to_leader"},
        55: {"consulted", "consultation_settled", "disagreement_set_out"},
    },
}  # fmt: skip


@pytest.mark.parametrize("county", BOOKS)
def test_the_gates_of_a_submission_by_article(county):
    found: dict[int, set[str]] = {}
    for gate in BOOKS[county].gates:
        if gate.act == "submit":
            found.setdefault(gate.article, set()).add(gate.key)
    assert found == ARTICLES[county]


@pytest.mark.parametrize(
    ("county", "key", "name", "value"),
    [
        ("toksun", "one_matter", "max", 1),
        ("toksun", "single_recipient", "max", 1),
        ("toksun", "hearings", "min", 2),
        ("toksun", "not_to_leader", "except", ("assigned_by_leader", "secret_direct")),
        ("toksun", "item_business_plenary", "classes", 4),
        ("toksun", "item_business", "classes", 9),
        ("toksun", "item_business_head_office", "classes", 7),
        ("toksun", "papers_reviewed", "by", "justice"),
        ("toksun", "legality_review", "by", "own"),
        ("yunyang", "not_to_leader", "except", ("assigned_by_leader", "secret_direct")),
        ("yunyang", "item_business_plenary", "classes", 3),
        ("yunyang", "item_business", "classes", 15),
        ("yunyang", "item_business_head_office", "classes", 4),
        ("yunyang", "item_business_special", "classes", 5),
        ("yunyang", "legality_review", "by", "justice"),
        ("yunyang", "fair_competition", "reviewer", "own"),
    ],
)
def test_the_numbers_and_names_are_the_rulebook_s(county, key, name, value):
    assert BOOKS[county].gate(key).params[name] == value


@pytest.mark.parametrize(("county", "body"), [("toksun", "plenary"), ("toksun", "standing"), ("toksun", "head_office")])
def test_toksun_an_item_is_one_of_its_meeting_s_tasks(county, body):
    (gate,) = [g for g in BOOKS[county].gates_for("propose_item", {"body": body}) if g.check == "business_class"]
    assert len(BOOKS[county].body(body).business) == gate.params["classes"]


@pytest.mark.parametrize("body", ["plenary", "standing", "head_office", "special"])
def test_yunyang_an_item_is_one_of_its_meeting_s_tasks(body):
    (gate,) = [g for g in YUNYANG.gates_for("propose_item", {"body": body}) if g.check == "business_class"]
    assert len(YUNYANG.body(body).business) == gate.params["classes"]


@pytest.mark.parametrize("county", BOOKS)
def test_neither_county_limits_a_document_s_length(county):
    assert [gate.key for gate in BOOKS[county].gates if gate.check == "length"] == []


@pytest.mark.parametrize("check_name", ["one_matter", "single_recipient", "no_skip_level", "no_request_in_report"])
def test_yunyang_has_the_national_rules_of_form_by_reference_only(check_name):
    assert check_name not in {gate.check for gate in YUNYANG.gates}


def test_a_finding_cites_its_article_and_names_what_is_missing():
    facts = {"legality_assessed": True, "necessity_assessed": True, "soundness_assessed": True}
    finding = check(YUNYANG.gate("assessed"), facts)
    assert (finding.article, finding.strength) == (25, "must")
    assert "可行性评估论证、可控性评估论证" in finding.message


@pytest.mark.parametrize("county", BOOKS)
def test_what_a_submission_must_know_that_is_new_here(county):
    """The documents floor supplies these; what it does not, a gate would never let through."""
    known = BOOKS[county].facts_for("submit")
    assert {"secret_direct", "unsettled_consultations", "interpretation_given"} <= known
    wanted = {"soundness_assessed", "feasibility_assessed", "control_assessed", "disclosure_given"}
    assert (known & wanted) == (wanted if county == "yunyang" else set())
