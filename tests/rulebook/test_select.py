"""Conditions: when an element holds, and how the one that matches is found."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govrules.rulebook import FactError, RouteError, RulebookError
from govrules.rulebook.facts import completed
from govrules.rulebook.select import (
    combinations,
    facts_used,
    holds,
    matches,
    matching,
    the_one,
    values_to_try,
)
from govrules.rulebook.vocabulary import FACTS


@dataclass(frozen=True)
class Thing:
    key: str
    when: dict[str, Any] = field(default_factory=dict)


@pytest.mark.parametrize(
    ("condition", "value", "held"),
    [
        ("request", "request", True),
        ("request", "report", False),
        (["request", "report"], "report", True),
        (["request"], "report", False),
        (True, True, True),
        (True, False, False),
        (False, False, True),
        (3, 3, True),
        (3, 4, False),
        ({"min": 2}, 1, False),
        ({"min": 2}, 2, True),
        ({"min": 2}, 3, True),
        ({"max": 5000}, 4999, True),
        ({"max": 5000}, 5000, True),
        ({"max": 5000}, 5001, False),
        ({"min": 2, "max": 3}, 1, False),
        ({"min": 2, "max": 3}, 2, True),
        ({"min": 2, "max": 3}, 3, True),
        ({"min": 2, "max": 3}, 4, False),
    ],
)
def test_a_condition_holds_for_a_value(condition, value, held):
    assert holds(condition, value) is held


@pytest.mark.parametrize("condition", ["request", ["request"], 3, {"min": 0}, {"max": 9}, True])
def test_nothing_holds_for_an_absent_value(condition):
    assert holds(condition, None) is False


@pytest.mark.parametrize(
    ("when", "facts", "matched"),
    [
        ({}, {}, True),
        ({}, {"major": True}, True),
        ({"major": True}, {}, False),
        ({"major": False}, {}, True),
        ({"major": False}, {"major": True}, False),
        ({"major": True}, {"major": True}, True),
        ({"doc_kind": "request"}, {}, False),
        ({"portfolios": {"min": 2}}, {}, False),
        ({"doc_kind": "request", "major": True}, {"doc_kind": "request"}, False),
        ({"doc_kind": "request", "major": True}, {"doc_kind": "request", "major": True}, True),
        ({"doc_kind": "request", "major": False}, {"doc_kind": "request"}, True),
    ],
)
def test_every_condition_must_hold_and_an_absent_yes_no_is_a_no(when, facts, matched):
    assert matches(when, facts) is matched


def test_matching_checks_the_facts_first():
    with pytest.raises(FactError):
        matching([Thing("a")], {"doc_kind": "letter"})


def test_matching_sees_derived_facts():
    assert matching([Thing("a", {"decision_draft": True})], {"normative": True})
    assert not matching([Thing("a", {"decision_draft": True})], {})


def test_the_one_that_matches_is_found():
    things = [Thing("yes", {"major": True}), Thing("no", {"major": False})]
    assert the_one(things, {"major": True}, "x").key == "yes"
    assert the_one(things, {}, "x").key == "no"


def test_two_that_match_are_an_error_that_names_them():
    with pytest.raises(RouteError, match="有2条同时符合.*a、b"):
        the_one([Thing("a"), Thing("b")], {}, "x")


def test_none_that_matches_is_an_error_that_repeats_the_facts():
    with pytest.raises(RouteError, match=r"没有符合这些事实的规定（doc_kind=report）"):
        the_one([Thing("a", {"doc_kind": "request"})], {"doc_kind": "report"}, "x")


def test_what_is_missing_is_named_with_its_values():
    with pytest.raises(RouteError, match=r"还缺少事实：doc_kind（文种：request/report）"):
        the_one([Thing("a", {"doc_kind": "request"})], {}, "x")


def test_only_facts_that_would_still_help_are_asked_for():
    things = [
        Thing("a", {"in_name_of": "county", "dispatch_kind": "reply"}),
        Thing("b", {"in_name_of": "office", "signer": "head"}),
    ]
    with pytest.raises(RouteError) as raised:
        the_one(things, {"in_name_of": "office"}, "x")
    assert "signer" in str(raised.value)
    assert "dispatch_kind" not in str(raised.value)


def test_a_missing_number_is_asked_for_without_values():
    with pytest.raises(RouteError, match=r"portfolios（涉及几位领导分管）"):
        the_one([Thing("a", {"portfolios": {"min": 1}})], {}, "x")


def test_facts_used_are_named_once_and_derived_ones_by_their_grounds():
    things = [Thing("a", {"doc_kind": "request", "decision_draft": True}), Thing("b", {"doc_kind": "report"})]
    assert facts_used(things) == ["doc_kind", "normative", "major"]


@pytest.mark.parametrize(
    ("condition", "tried"),
    [
        (3, [2, 3, 4]),
        ([3, 9], [2, 3, 4, 8, 9, 10]),
        ({"min": 2}, [1, 2, 3]),
        ({"min": 2, "max": 3}, [1, 2, 3, 4]),
    ],
)
def test_numbers_are_tried_on_below_and_above_each_bound(condition, tried):
    assert values_to_try("portfolios", [Thing("a", {"portfolios": condition})]) == tried


def test_finite_domains_are_tried_whole():
    things = [Thing("a", {"major": True, "doc_kind": "request"})]
    assert values_to_try("major", things) == [False, True]
    assert values_to_try("doc_kind", things) == ["request", "report"]
    assert len(list(combinations(things))) == 4


def test_elements_without_conditions_are_tried_once():
    assert list(combinations([Thing("a")])) == [{}]


def test_more_combinations_than_can_be_gone_through_are_refused():
    numbers = [key for key, fact in FACTS.items() if fact.type is bool and not fact.any_of][:18]
    with pytest.raises(RulebookError, match="条件涉及的事实太多"):
        list(combinations([Thing("a", dict.fromkeys(numbers, True))]))


FINITE = {
    key: fact.domain and list(fact.domain) or [False, True]
    for key, fact in FACTS.items()
    if fact.type in (str, bool) and not fact.any_of
}
conditions = st.sampled_from(sorted(FINITE)).flatmap(
    lambda key: st.tuples(
        st.just(key), st.sampled_from(FINITE[key]) | st.lists(st.sampled_from(FINITE[key]), min_size=1)
    )
)
whens = st.lists(conditions, max_size=3).map(dict)
known = st.lists(
    st.sampled_from(sorted(FINITE)).flatmap(lambda k: st.tuples(st.just(k), st.sampled_from(FINITE[k])))
).map(dict)


@given(whens, known)
def test_matching_means_that_each_condition_names_the_value(when, facts):
    """The definition, written out by hand."""
    expected = True
    for key, condition in when.items():
        value = facts.get(key, False if FACTS[key].type is bool else None)
        expected &= value in (condition if isinstance(condition, list) else [condition])
    assert matches(when, completed(facts)) is expected


@given(whens, known)
def test_more_facts_never_unmatch_but_where_they_contradict(when, facts):
    agreeing = {k: (c[0] if isinstance(c, list) else c) for k, c in when.items()}
    assert matches(when, completed({**facts, **agreeing}))


@given(st.lists(whens, min_size=1, max_size=4), known)
def test_the_one_answers_or_says_why(list_of_whens, facts):
    things = [Thing(str(place), when) for place, when in enumerate(list_of_whens)]
    found = matching(things, facts)
    if len(found) == 1:
        assert the_one(things, facts, "x") is found[0]
    else:
        with pytest.raises(RouteError):
            the_one(things, facts, "x")
