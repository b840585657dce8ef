"""The vocabulary is whole: nothing without a name, nothing twice, nothing that the code does not know."""

from collections import Counter
from datetime import date

import pytest

from govrules.rulebook import vocabulary as words
from govrules.rulebook.checks import QUESTIONS
from govrules.rulebook.features import FEATURES
from govrules.rulebook.loader import SECTIONS

LISTS = [name for name in dir(words) if name.isupper() and name not in {"BUILDABLE", "PARAMS", "ROLES"}]


@pytest.mark.parametrize("name", LISTS)
def test_every_key_is_a_plain_word(name):
    for key in getattr(words, name):
        assert key.isidentifier()
        assert key == key.lower()


@pytest.mark.parametrize("name", LISTS)
def test_every_key_has_a_chinese_name(name):
    for key, term in getattr(words, name).items():
        said = term if isinstance(term, str) else term.name
        assert any("\u4e00" <= character <= "\u9fff" for character in said), key


def test_what_can_be_built_has_one_key_in_all_lists():
    counted = Counter(key for lexicon in words.BUILDABLE.values() for key in lexicon)
    assert [key for key, times in counted.items() if times > 1] == ["issue_minutes"]


def test_only_a_consequence_bears_an_act_s_key_and_says_the_same():
    shared = set(words.ACTS) & set(words.CONSEQUENCES)
    assert [(words.ACTS[key], words.CONSEQUENCES[key]) for key in shared] == [("印发纪要", "印发纪要")]


def test_what_the_floors_work_out_is_told_from_what_is_asked():
    derived = {key for key, fact in words.FACTS.items() if fact.derived}
    assert derived == {
        "body", "proposer", "business_class", "study_first", "guests_missing", "sponsor_present", "legality_reviewer",
        "competition_reviewer", "standing_discussed", "standing_passed", "collectively_decided", "meeting_approved",
        "event_approved", "chair_post", "chair_in_charge", "coordinated", "disagreement_countersigned",
        "head_office_passed", "plenary_passed", "usual_submitter", "party_decided",
        "public_sort", "speaker", "made_public", "invitation_given", "plan_given", "press_need", "press_value",
        "press_effect", "rules_named", "upper_approved", "release_approved",
        "seal", "blank_paper", "seal_exception", "seal_taken_out", "escorted", "keeper_goes", "signed_off",
        "signed_text_kept", "certificate_given",
    }  # fmt: skip


def test_every_check_of_the_vocabulary_is_a_function_and_none_is_left_over():
    assert set(QUESTIONS) == set(words.CHECKS)


def test_every_feature_has_its_schema():
    assert set(FEATURES) == set(words.FEATURES)


def test_every_parameter_of_a_check_has_its_values():
    assert {name for check in words.CHECKS.values() for name in check.params} == set(words.PARAMS)
    assert set(words.PARAMS["papers"]) == {
        key
        for name in ("interpretation_ready", "materials_complete", "invitation_papers")
        for key in words.CHECKS[name].facts
    }
    assert set(words.PARAMS["elements"]) == set(words.CHECKS["submission_form"].facts)


def test_checks_look_only_at_known_facts():
    for check in words.CHECKS.values():
        assert set(check.facts) <= set(words.FACTS)
        assert check.facts


def test_every_fact_is_of_a_kind_that_conditions_can_read():
    for fact in words.FACTS.values():
        assert fact.type in (str, int, bool, date)
        assert (fact.type is str) == (fact.domain is not None), fact.name


def test_derived_facts_rest_on_yes_no_facts():
    derived = {key: fact for key, fact in words.FACTS.items() if fact.any_of}
    assert derived
    for fact in derived.values():
        assert fact.type is bool
        assert all(words.FACTS[base].type is bool and not words.FACTS[base].any_of for base in fact.any_of)


def test_the_facts_that_the_floors_agreed_on_are_there():
    agreed = {
        "doc_kind": {"request", "report"},
        "in_name_of": {"county", "office", "department", "county_joint_party", "office_joint_party"},
        "dispatch_kind": {
            "decision", "normative", "bill", "personnel", "ordinary", "reply", "order", "regulation", "bulletin",
        },
        "direction": {"up", "down", "level"},
        "scope": {"overall", "special", "other"},
        "sender": {"department", "township", "institution", "coordinating_body", "subordinate_unit"},
    }  # fmt: skip
    assert {key: set(words.FACTS[key].domain) for key in agreed} == agreed
    for key in ("important", "major", "touches_others", "has_disagreement", "alt_consent"):
        assert words.FACTS[key].type is bool
    assert words.FACTS["portfolios"].type is int


def test_the_acts_of_steps_that_the_floors_agreed_on_are_there():
    agreed = {
        "draft", "review", "countersign", "consent", "approve", "sign", "read", "file", "opine", "coordinate",
        "lead_opinion", "sign_opinion",
    }  # fmt: skip
    assert set(words.STEP_ACTS) == agreed


def test_roles_are_posts_and_nobody_asks_leave_as_a_role():
    assert set(words.POSTS) >= words.ROLES
    assert set(words.FACTS["leave_post"].domain) == set(words.POSTS) - words.ROLES


def test_the_sections_are_those_of_the_design():
    assert list(SECTIONS) == [
        "posts", "bodies", "gates", "deadlines", "routes", "cadences", "registers", "features",
    ]  # fmt: skip
