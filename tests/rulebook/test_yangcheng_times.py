"""阳城's deadlines and cadences: the numbers of the rules, and their silences."""

import pytest

from govrules import rulebook
from govrules.rulebook.vocabulary import DEADLINES

BOOK = rulebook.load("yangcheng-2021")
COUNTED = {"countersign_reply", "supervision_feedback"}


def test_the_countersign_reply_as_article_69_has_it():
    rule = BOOK.deadline("countersign_reply")
    assert (rule.count, rule.unit, rule.direction) == (2, "workday", "after")
    assert (rule.article, rule.strength, rule.starts) == (69, "principle", "countersign_sent")
    assert rule.host_may_set
    assert (rule.extension_by, rule.extension_article) == (None, None), "no extension is agreed on here"


def test_silence_past_the_limit_is_the_host_s_to_take_as_no_objection():
    rule = BOOK.deadline("countersign_reply")
    assert (rule.on_pass, rule.on_pass_article, rule.on_pass_strength) == ("deemed_no_objection", 69, "may")


@pytest.mark.parametrize("to_township", [False, True])
def test_townships_are_bound_by_article_103(to_township):
    rule = BOOK.deadline("countersign_reply", {"to_township": to_township})
    assert rule.count == 2
    assert rule.articles[:2] == (69, 103)


def test_feedback_on_what_was_assigned_is_due_in_ten_working_days_unless_a_limit_was_set():
    rule = BOOK.deadline("supervision_feedback")
    assert (rule.count, rule.unit, rule.article, rule.strength) == (10, "workday", 85, "must")
    assert (rule.starts, rule.host_may_set, rule.on_pass) == ("task_assigned", True, None)


@pytest.mark.parametrize(
    ("key", "article"),
    [
        ("minutes_issue", 58),
        ("countywide_request", 60),
        ("proxy_draft", 89),
        ("processing", 69),
        ("leader_decision", 71),
        ("decision_document", 58),
        ("legality_review_time", 18),
        ("public_consultation", 19),
        ("leave_request", 101),
        ("normative_filing", 42),
        ("foreign_invitation", 96),
    ],
)
def test_limits_without_a_number_stay_without_one(key, article):
    rule = BOOK.deadline(key)
    assert (rule.silent, rule.count, rule.on_pass, rule.article) == (True, None, None, article)


def test_every_kind_of_deadline_is_answered_and_two_have_a_number():
    assert {rule.chosen_by for rule in BOOK.deadlines} == set(DEADLINES)
    assert {rule.key for rule in BOOK.deadlines if not rule.silent} == COUNTED
    assert {rule.key for rule in BOOK.deadlines if rule.host_may_set} == COUNTED


@pytest.mark.parametrize(
    ("body", "at_least", "at_most", "per", "article"),
    [("plenary", 1, 2, "year", 50), ("standing", 2, None, "month", 51)],
)
def test_how_often_the_formal_meetings_are_held(body, at_least, at_most, per, article):
    (cadence,) = [each for each in BOOK.cadences_for(body) if each.kind == "meeting_cadence"]
    assert (cadence.at_least, cadence.at_most, cadence.per) == (at_least, at_most, per)
    assert (cadence.article, cadence.strength) == (article, "principle")


@pytest.mark.parametrize(("body", "article"), [("head_office", 52), ("special", 53)])
def test_the_others_are_held_as_needed(body, article):
    (cadence,) = BOOK.cadences_for(body)
    assert (cadence.silent, cadence.at_least, cadence.per, cadence.article) == (True, None, None, article)


def test_law_is_studied_at_the_standing_meeting_twice_a_year_at_least():
    (cadence,) = [each for each in BOOK.cadences if each.kind == "law_study"]
    assert (cadence.body, cadence.at_least, cadence.per) == ("standing", 2, "year")
    assert (cadence.article, cadence.strength) == (22, "must")


def test_how_often_leaders_go_to_the_grass_roots_is_not_in_the_rules():
    (cadence,) = [each for each in BOOK.cadences if each.kind == "grassroots_research"]
    assert (cadence.silent, cadence.at_least, cadence.article) == (True, None, 95)


@pytest.mark.parametrize("rule", [*BOOK.deadlines, *BOOK.cadences], ids=lambda rule: rule.key)
def test_a_rule_of_time_is_told_in_chinese(rule):
    assert rule.note
    assert not set(rule.note) & set(",;:()")
    if rule.silent:
        assert "规则" in rule.note
