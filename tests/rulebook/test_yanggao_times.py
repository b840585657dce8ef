"""阳高's deadlines and cadences: the numbers of the rules, and their silences."""

import pytest

from govrules import rulebook

BOOK = rulebook.load("yanggao-2024")


def test_the_countersign_reply_as_article_31_has_it():
    rule = BOOK.deadline("countersign_reply")
    assert (rule.count, rule.unit, rule.direction) == (5, "workday", "after")
    assert (rule.article, rule.strength, rule.starts) == (31, "principle", "countersign_sent")
    assert rule.host_may_set
    assert (rule.extension_by, rule.extension_article) == ("host", 31)
    assert rule.warn_before == 1


def test_silence_past_the_limit_is_no_objection_and_that_is_a_plain_order():
    rule = BOOK.deadline("countersign_reply")
    assert (rule.on_pass, rule.on_pass_article, rule.on_pass_strength) == ("deemed_no_objection", 31, "must")


def test_article_31_speaks_of_departments_so_a_township_s_silence_means_nothing():
    rule = BOOK.deadline("countersign_reply", {"to_township": True})
    assert rule.silent
    assert (rule.count, rule.on_pass, rule.extension_by) == (None, None, None)
    assert set(rule.articles) == {30, 31}
    assert BOOK.deadline("countersign_reply", {"to_township": False}).count == 5


@pytest.mark.parametrize("body", ["plenary", "standing"])
def test_minutes_of_the_two_formal_meetings(body):
    rule = BOOK.deadline("minutes_issue", {"body": body})
    assert (rule.count, rule.unit, rule.article, rule.strength) == (7, "workday", 22, "principle")
    assert (rule.starts, rule.on_pass) == ("meeting_ended", None)


@pytest.mark.parametrize("body", ["head_office", "special", "party_group"])
def test_of_other_minutes_the_rules_say_nothing(body):
    assert BOOK.deadline("minutes_issue", {"body": body}).silent


@pytest.mark.parametrize(
    ("key", "count", "unit", "direction", "article", "strength"),
    [
        ("countywide_request", 7, "workday", "before", 25, "must"),
        ("proxy_draft", 7, "day", "before", 28, "principle"),
    ],
)
def test_what_must_come_before_a_day(key, count, unit, direction, article, strength):
    rule = BOOK.deadline(key)
    assert (rule.count, rule.unit, rule.direction, rule.article, rule.strength) == (
        count, unit, direction, article, strength,
    )  # fmt: skip


@pytest.mark.parametrize(("key", "article"), [("processing", 32), ("leave_request", 43), ("normative_filing", 34)])
def test_limits_without_a_number_stay_without_one(key, article):
    rule = BOOK.deadline(key)
    assert (rule.silent, rule.count, rule.on_pass, rule.article) == (True, None, None, article)


def test_only_the_countersign_limit_is_the_host_s_to_set():
    assert {rule.key for rule in BOOK.deadlines if rule.host_may_set} == {
        "countersign_reply", "countersign_reply_township",
    }  # fmt: skip
    assert {rule.key for rule in BOOK.deadlines if rule.extension_by} == {"countersign_reply"}


def test_only_one_limit_of_the_rules_acts_by_itself():
    assert {rule.key: rule.on_pass for rule in BOOK.deadlines if rule.on_pass} == {
        "countersign_reply": "deemed_no_objection"
    }


def test_the_standing_meeting_is_held_at_least_monthly_as_a_rule():
    (cadence,) = BOOK.cadences_for("standing")
    assert (cadence.at_least, cadence.at_most, cadence.per) == (1, None, "month")
    assert (cadence.article, cadence.strength) == (20, "principle")


@pytest.mark.parametrize(("body", "article"), [("plenary", 19), ("head_office", 23), ("special", 23)])
def test_how_often_other_meetings_are_held_is_not_in_the_rules(body, article):
    (cadence,) = BOOK.cadences_for(body)
    assert (cadence.silent, cadence.at_least, cadence.per, cadence.article) == (True, None, None, article)


@pytest.mark.parametrize(("kind", "article"), [("law_study", 26), ("grassroots_research", 41)])
def test_study_and_research_have_no_number(kind, article):
    (cadence,) = [each for each in BOOK.cadences if each.kind == kind]
    assert (cadence.silent, cadence.body, cadence.article) == (True, None, article)


@pytest.mark.parametrize("rule", [*BOOK.deadlines, *BOOK.cadences], ids=lambda rule: rule.key)
def test_a_rule_of_time_is_told_in_chinese(rule):
    assert rule.note
    assert not set(rule.note) & set(",;:()")
    if rule.silent:
        assert "规则" in rule.note
