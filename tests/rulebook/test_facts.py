"""Facts: checked against the vocabulary, completed, read from a command line."""

from datetime import date

import pytest

from govrules.rulebook import FactError, RulebookError
from govrules.rulebook.facts import check_value, completed, parse_fact, parse_facts
from govrules.rulebook.vocabulary import FACTS


@pytest.mark.parametrize(
    ("key", "value"),
    [("doc_kind", "request"), ("doc_kind", "report"), ("major", True), ("length", 0), ("length", 5001)],
)
def test_a_value_of_the_right_type_and_domain_is_taken(key, value):
    check_value(key, value)


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("no_such_fact", True, "没有“no_such_fact”这项事实"),
        ("doc_kind", "letter", "“文种”不能取“letter”"),
        ("doc_kind", 1, "“文种”应为文字"),
        ("major", 1, "“重大事项”应为true 或 false"),
        ("major", "true", "“重大事项”应为true 或 false"),
        ("length", True, "“正文字数”应为整数"),
        ("length", "5000", "“正文字数”应为整数"),
        ("length", 5000.0, "“正文字数”应为整数"),
        ("length", date(2026, 6, 1), "“正文字数”应为整数"),
    ],
)
def test_anything_else_is_refused_by_name(key, value, message):
    with pytest.raises(FactError, match=message):
        check_value(key, value)


def test_the_refusal_lists_what_is_allowed():
    with pytest.raises(FactError) as raised:
        check_value("doc_kind", "letter")
    assert raised.value.allowed == ("request", "report")
    assert str(raised.value).endswith("可用：request、report")


def test_an_unknown_fact_lists_the_facts_there_are():
    with pytest.raises(FactError) as raised:
        check_value("doc_knd", "request")
    assert "doc_kind" in raised.value.allowed
    assert set(raised.value.allowed) == set(FACTS)


def test_a_fact_error_is_a_rulebook_error():
    assert issubclass(FactError, RulebookError)


@pytest.mark.parametrize(
    ("given", "derived"),
    [
        ({}, False),
        ({"major": True}, True),
        ({"normative": True}, True),
        ({"major": True, "normative": True}, True),
        ({"major": False, "normative": False}, False),
    ],
)
def test_a_derived_fact_follows_from_those_it_rests_on(given, derived):
    assert completed(given)["decision_draft"] is derived


def test_a_derived_fact_that_is_given_stands():
    assert completed({"major": True, "decision_draft": False})["decision_draft"] is False


def test_completing_leaves_the_given_facts_alone():
    given = {"length": 12}
    assert completed(given)["length"] == 12
    assert given == {"length": 12}


def test_completing_checks_every_fact():
    with pytest.raises(FactError, match="没有“colour”这项事实"):
        completed({"colour": "red"})


@pytest.mark.parametrize(
    ("pair", "fact"),
    [
        ("major=true", ("major", True)),
        ("major=是", ("major", True)),
        ("major=Yes", ("major", True)),
        ("major=false", ("major", False)),
        ("major=否", ("major", False)),
        ("length=5001", ("length", 5001)),
        ("length=-1", ("length", -1)),
        ("doc_kind=request", ("doc_kind", "request")),
    ],
)
def test_a_fact_is_read_from_the_command_line(pair, fact):
    assert parse_fact(pair) == fact


@pytest.mark.parametrize(
    ("pair", "message"),
    [
        ("major", "事实要写成“名称=值”"),
        ("", "事实要写成“名称=值”"),
        ("major=perhaps", "“重大事项”应为true 或 false，现为“perhaps”"),
        ("major=", "“重大事项”应为true 或 false"),
        ("length=many", "“正文字数”应为整数，现为“many”"),
        ("length=", "“正文字数”应为整数"),
        ("doc_kind=letter", "“文种”不能取“letter”"),
        ("nonsense=1", "没有“nonsense”这项事实"),
    ],
)
def test_a_badly_written_fact_is_explained(pair, message):
    with pytest.raises(FactError, match=message):
        parse_fact(pair)


def test_several_facts_are_read_at_once_and_the_last_of_a_name_holds():
    assert parse_facts(["major=true", "length=3", "major=false"]) == {"major": False, "length": 3}
