"""托克逊's and 云阳's deadlines and cadences: the numbers of the rules, the days they mean, and their silences."""

from datetime import date

import pytest

from govrules.core.workdays import BEFORE, due_after, due_before
from govrules.rulebook.vocabulary import BODIES, DEADLINES
from tests.core.calendars import PUBLISHED, office
from tests.proves import proves
from tests.rulebook.toksunyunyang import BOOKS, TOKSUN, YUNYANG

HEADS = ("office_director", "department_head", "township_head", "institution_head")
REPLY = {"to_township": False}


def test_toksun_the_countersign_reply_as_article_62_has_it():
    rule = TOKSUN.deadline("countersign_reply", REPLY)
    assert (rule.count, rule.unit, rule.direction, rule.starts) == (7, "workday", "after", "countersign_sent")
    assert (rule.article, rule.strength, rule.host_may_set) == (62, "principle", True)
    assert (rule.extension_by, rule.extension_article) == ("host", 62)
    assert (rule.on_pass, rule.on_pass_article, rule.on_pass_strength) == ("deemed_no_objection", 62, "must")


@proves("TK-62-5")
@pytest.mark.parametrize(
    ("host_limit", "last_day", "over"),
    [(None, "2024-05-11", "2024-05-12"), (3, "2024-05-07", "2024-05-08")],
    ids=["the rule's own", "the host's three days"],
)
def test_toksun_a_countersign_sent_before_labour_day(host_limit, last_day, over):
    """Sent on 29 April 2024; 1 to 5 May off, the seventh working day is the made-up Saturday."""
    rule = TOKSUN.deadline("countersign_reply", REPLY)
    due = due_after(office("2024-04-29 10:00"), host_limit or rule.count, rule.unit, PUBLISHED)
    assert due.last_day == date.fromisoformat(last_day)
    assert not due.is_over(office(f"{last_day} 23:59"))
    assert due.is_over(office(f"{over} 00:00"))


def test_toksun_article_62_speaks_of_departments_so_a_township_s_silence_means_nothing():
    rule = TOKSUN.deadline("countersign_reply", {"to_township": True})
    assert (rule.silent, rule.count, rule.on_pass, rule.extension_by) == (True, None, None, None)
    assert set(rule.articles) == {28, 62}


@pytest.mark.parametrize("to_township", [False, True])
def test_yunyang_has_no_limit_and_makes_nothing_of_silence(to_township):
    rule = YUNYANG.deadline("countersign_reply", {"to_township": to_township})
    assert (rule.silent, rule.article, rule.host_may_set) == (True, 55, False)
    assert (rule.count, rule.on_pass, rule.extension_by) == (None, None, None)


@proves("TK-55-2")
@pytest.mark.parametrize("body", BODIES)
def test_toksun_minutes_of_every_meeting_within_seven_working_days(body):
    """Ended on 29 April 2024: due on Saturday 11 May, worked; on Sunday they are overdue."""
    rule = TOKSUN.deadline("minutes_issue", {"body": body})
    assert (rule.article, rule.strength, rule.starts) == (55, "must", "meeting_ended")
    due = due_after(office("2024-04-29 17:30"), rule.count, rule.unit, PUBLISHED)
    assert due.last_day == date(2024, 5, 11)
    assert not due.is_over(office("2024-05-11 23:59"))
    assert due.is_over(office("2024-05-12 00:00"))


@proves("YY-59-4")
@pytest.mark.parametrize(
    ("asked", "late"),
    [("2026-06-09 00:00", False), ("2026-06-09 23:59", False), ("2026-06-10 00:00", True), ("2026-06-11 09:00", True)],
)
@pytest.mark.parametrize("post", HEADS)
def test_yunyang_heads_ask_leave_three_days_ahead(post, asked, late):
    """To leave on Friday 12 June 2026: by Tuesday the 9th, calendar days."""
    rule = YUNYANG.deadline("leave_request", {"leave_post": post})
    assert (rule.article, rule.strength, rule.direction, rule.unit) == (59, "must", BEFORE, "day")
    assert due_before(date(2026, 6, 12), rule.count, rule.unit, PUBLISHED).is_over(office(asked)) is late


@pytest.mark.parametrize("post", ["executive_deputy", "deputy", "party_group_member", "head", "department_clerk"])
def test_yunyang_deputies_ask_beforehand_and_no_number_is_named(post):
    assert YUNYANG.deadline("leave_request", {"leave_post": post}).silent


@proves("YY-20-4")
def test_yunyang_a_legality_review_of_a_major_decision_is_left_seven_working_days():
    rule = YUNYANG.deadline("legality_review_time", {"major": True})
    assert (rule.count, rule.unit, rule.article, rule.strength) == (7, "workday", 20, "principle")
    assert due_after(office("2024-04-29 10:00"), rule.count, rule.unit, PUBLISHED).last_day == date(2024, 5, 11)
    assert YUNYANG.deadline("legality_review_time", {"major": False}).silent


@proves("YY-25-3")
def test_yunyang_the_public_is_asked_for_thirty_days():
    """Calendar days; opened on 1 June 2026 the thirtieth is 1 July, a Wednesday."""
    rule = YUNYANG.deadline("public_consultation")
    assert (rule.count, rule.unit, rule.article, rule.strength) == (30, "day", 25, "principle")
    due = due_after(office("2026-06-01 09:00"), rule.count, rule.unit, PUBLISHED)
    assert due.last_day == date(2026, 7, 1)
    assert not due.is_over(office("2026-07-01 23:59"))


# Where a county is silent, and the article that was looked at.
SILENT = {
    "toksun": {
        "countywide_request": 59, "proxy_draft": 57, "processing": 63, "leave_request": 76, "normative_filing": 22,
        "leader_decision": 65, "decision_document": 54, "supervision_feedback": 56, "legality_review_time": 51,
        "public_consultation": 20, "foreign_invitation": 7,
    },
    "yunyang": {
        "minutes_issue": 50, "countywide_request": 51, "proxy_draft": 52, "processing": 52, "normative_filing": 19,
        "leader_decision": 52, "decision_document": 50, "supervision_feedback": 40, "foreign_invitation": 64,
    },
}  # fmt: skip


@pytest.mark.parametrize(("county", "kind", "article"), [(c, k, a) for c in SILENT for k, a in SILENT[c].items()])
def test_limits_without_a_number_stay_without_one(county, kind, article):
    rule = BOOKS[county].deadline(kind)
    assert (rule.silent, rule.count, rule.on_pass, rule.article) == (True, None, None, article)


@pytest.mark.parametrize("county", BOOKS)
def test_every_kind_of_limit_that_the_program_knows_is_spoken_of(county):
    assert {rule.chosen_by for rule in BOOKS[county].deadlines} == set(DEADLINES)


@pytest.mark.parametrize(("county", "acting"), [("toksun", {"countersign_reply"}), ("yunyang", set())])
def test_what_acts_by_itself_when_time_is_over(county, acting):
    assert {rule.key for rule in BOOKS[county].deadlines if rule.on_pass} == acting


@pytest.mark.parametrize(
    ("county", "body", "at_least", "at_most", "per", "article"),
    [
        ("toksun", "plenary", 1, None, "half_year", 47),
        ("toksun", "standing", 1, None, "month", 48),
        ("toksun", "head_office", None, None, None, 49),
        ("toksun", "special", None, None, None, 55),
        ("toksun", "party_group", None, None, None, 54),
        ("yunyang", "plenary", 1, 2, "year", 45),
        ("yunyang", "standing", 1, None, "two_weeks", 46),
        ("yunyang", "head_office", 1, None, "quarter", 47),
        ("yunyang", "special", None, None, None, 48),
        ("yunyang", "party_group", None, None, None, 6),
    ],
)
def test_how_often_meetings_are_held(county, body, at_least, at_most, per, article):
    (cadence,) = BOOKS[county].cadences_for(body)
    assert (cadence.at_least, cadence.at_most, cadence.per, cadence.article) == (at_least, at_most, per, article)
    assert cadence.strength == ("principle" if at_least else None)
    assert cadence.silent == (at_least is None)


@pytest.mark.parametrize(
    ("county", "kind", "article"),
    [("toksun", "law_study", 48), ("toksun", "grassroots_research", 84)]
    + [("yunyang", "law_study", 17), ("yunyang", "grassroots_research", 63)],
)
def test_study_and_research_have_no_number(county, kind, article):
    (cadence,) = [each for each in BOOKS[county].cadences if each.kind == kind]
    assert (cadence.silent, cadence.body, cadence.article) == (True, None, article)


def test_yunyang_the_plenary_s_misprint_is_told():
    (cadence,) = YUNYANG.cadences_for("plenary")
    assert "12次" in cadence.note


@pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS)
def test_a_rule_of_time_is_told_in_chinese(book):
    for rule in (*book.deadlines, *book.cadences):
        assert rule.note
        assert not set(rule.note) & set(",;:()"), rule.key
        assert not rule.silent or "规则" in rule.note, rule.key
