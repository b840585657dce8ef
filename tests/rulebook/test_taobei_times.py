"""洮北's deadlines and cadences: the numbers of the rules, their silences, and the days they end on."""

from datetime import date, timedelta

import pytest

from govrules import rulebook
from govrules.core.workdays import due_after, due_before
from govrules.rulebook import RouteError
from govrules.rulebook.vocabulary import DEADLINES, FACTS
from tests.core.calendars import PUBLISHED, office
from tests.proves import proves

BOOK = rulebook.load("taobei-2020")


# --- Article 68: how long the government has ----------------------------------------------------------


@pytest.mark.parametrize(
    ("urgency", "count", "accepted", "last_day"),
    [
        pytest.param("ordinary", 14, "2026-07-06 10:00", "2026-07-24", marks=proves("TB-68-9")),
        pytest.param("urgent", 7, "2026-06-01 10:00", "2026-06-10", marks=proves("TB-68-10")),
        pytest.param("extra", 5, "2026-06-01 10:00", "2026-06-08", marks=proves("TB-68-11")),
        pytest.param("extra_important", 3, "2026-06-01 10:00", "2026-06-04", marks=proves("TB-68-12")),
        # Accepted on the Monday before Labour Day 2024: 1 to 5 May off, Saturday 11 May worked.
        pytest.param("urgent", 7, "2024-04-29 17:00", "2024-05-11", marks=proves("TB-68-10")),
    ],
)
def test_a_request_is_decided_by_its_urgency(urgency, count, accepted, last_day):
    rule = BOOK.deadline("processing", {"doc_kind": "request", "urgency": urgency})
    assert (rule.count, rule.unit, rule.starts) == (count, "workday", "submission_accepted")
    assert (rule.article, rule.strength, rule.on_pass) == (68, "must", None)
    due = due_after(office(accepted), rule.count, rule.unit, PUBLISHED)
    assert due.last_day == date.fromisoformat(last_day)
    assert not due.is_over(office(f"{last_day} 23:59"))
    assert due.is_over(office(last_day) + timedelta(days=1))


@pytest.mark.parametrize("urgency", [*FACTS["urgency"].domain])
def test_for_a_report_there_is_no_limit(urgency):
    assert BOOK.deadline("processing", {"doc_kind": "report", "urgency": urgency}).silent


def test_without_its_urgency_a_request_has_no_limit_yet():
    with pytest.raises(RouteError, match="urgency"):
        BOOK.deadline("processing", {"doc_kind": "request"})


@proves("TB-68-13")
def test_a_leader_decides_the_extra_urgent_and_important_within_one_working_day():
    rule = BOOK.deadline("leader_decision", {"urgency": "extra_important"})
    assert (rule.count, rule.unit, rule.starts, rule.article) == (1, "workday", "leader_received", 68)
    due = due_after(office("2026-06-01 10:00"), rule.count, rule.unit, PUBLISHED)
    assert due.last_day == date(2026, 6, 2)


@pytest.mark.parametrize("urgency", ["ordinary", "urgent", "extra"])
def test_the_others_he_decides_promptly_and_no_number_is_made_up(urgency):
    rule = BOOK.deadline("leader_decision", {"urgency": urgency})
    assert (rule.silent, rule.count, rule.article) == (True, None, 68)


# --- The others -------------------------------------------------------------------------------------


def test_a_consultation_has_no_limit_and_silence_means_nothing():
    rule = BOOK.deadline("countersign_reply")
    assert (rule.silent, rule.count, rule.on_pass, rule.extension_by, rule.article) == (True, None, None, None, 67)
    assert BOOK.deadline("countersign_reply", {"to_township": True}) is rule


@proves("TB-63-4")
def test_a_document_that_a_meeting_decided_goes_out_within_seven_working_days_as_a_rule():
    rule = BOOK.deadline("decision_document")
    assert (rule.count, rule.unit, rule.starts) == (7, "workday", "meeting_ended")
    assert (rule.article, rule.strength) == (63, "principle")
    assert due_after(office("2024-04-29 17:30"), rule.count, rule.unit, PUBLISHED).last_day == date(2024, 5, 11)


@proves("TB-79-2")
@pytest.mark.parametrize(("filed", "late"), [("2024-04-30 23:59", False), ("2024-05-01 00:00", True)])
def test_leaders_are_invited_to_foreign_affairs_seven_working_days_before(filed, late):
    rule = BOOK.deadline("foreign_invitation")
    assert (rule.direction, rule.starts, rule.article, rule.strength) == ("before", "foreign_event_day", 79, "must")
    assert due_before(date(2024, 5, 13), rule.count, rule.unit, PUBLISHED).is_over(office(filed)) is late


SILENT = {
    "minutes_issue": 60, "countywide_request": 65, "proxy_draft": 70, "leave_request": 89, "normative_filing": 25,
    "supervision_feedback": 50, "legality_review_time": 25, "public_consultation": 31,
}  # fmt: skip


@pytest.mark.parametrize(("key", "article"), SILENT.items())
def test_limits_without_a_number_stay_without_one(key, article):
    rule = BOOK.deadline(key)
    assert (rule.silent, rule.count, rule.on_pass, rule.article) == (True, None, None, article)


def test_every_kind_of_limit_is_looked_at():
    assert {rule.chosen_by for rule in BOOK.deadlines} == set(DEADLINES)


def test_no_limit_of_these_rules_acts_by_itself_and_none_is_extended():
    assert [rule.key for rule in BOOK.deadlines if rule.on_pass or rule.extension_by] == []
    assert [rule.key for rule in BOOK.deadlines if rule.host_may_set] == ["countersign_reply"]


@pytest.mark.parametrize(
    ("body", "per", "article"),
    [
        pytest.param("plenary", "half_year", 58, marks=proves("TB-58-1")),
        pytest.param("standing", "month", 60, marks=proves("TB-60-1")),
    ],
)
def test_two_meetings_have_their_turn_as_a_rule(body, per, article):
    (cadence,) = BOOK.cadences_for(body)
    assert (cadence.at_least, cadence.at_most, cadence.per) == (1, None, per)
    assert (cadence.article, cadence.strength) == (article, "principle")


@pytest.mark.parametrize(("body", "article"), [("party_group", 59), ("head_office", 61), ("special", 62)])
def test_the_others_are_held_as_needed(body, article):
    (cadence,) = BOOK.cadences_for(body)
    assert (cadence.silent, cadence.at_least, cadence.per, cadence.article) == (True, None, None, article)


def test_each_leader_has_one_or_two_key_topics_a_year():
    (cadence,) = [each for each in BOOK.cadences if each.kind == "grassroots_research"]
    assert (cadence.at_least, cadence.at_most, cadence.per, cadence.article) == (1, 2, "year", 93)


def test_the_days_at_the_grass_roots_are_on_record():
    (register,) = [each for each in BOOK.registers if each.key == "research_register"]
    assert {"leader", "days", "topic", "report"} <= {field.key for field in register.fields}


def test_of_law_study_there_is_no_number():
    (cadence,) = [each for each in BOOK.cadences if each.kind == "law_study"]
    assert (cadence.silent, cadence.at_least) == (True, None)


@pytest.mark.parametrize("rule", [*BOOK.deadlines, *BOOK.cadences], ids=lambda rule: rule.key)
def test_a_rule_of_time_is_told_in_chinese(rule):
    assert rule.note
    assert not set(rule.note) & set(",;:()")
    if rule.silent:
        assert "规则" in rule.note
