"""The rulebook's periods counted by the calendar: numbers from the rules, days from the notices."""

from datetime import date, timedelta

import pytest

from govrules import rulebook
from govrules.core.workdays import BEFORE, due_after, due_before
from tests.core.calendars import PUBLISHED, office
from tests.proves import proves

BOOK = rulebook.load("yanggao-2024")
MICRO = timedelta(microseconds=1)


@proves("YG-31-5")
@pytest.mark.parametrize(
    ("host_limit", "last_day"),
    [(None, "2024-05-09"), (2, "2024-05-06")],
    ids=["the rule's own", "the host's two days"],
)
def test_a_countersign_sent_before_labour_day(host_limit: int | None, last_day: str) -> None:
    """Sent on 29 April 2024; 1 to 5 May off, Saturday 11 May worked. The host may set another limit."""
    rule = BOOK.deadline("countersign_reply", {"to_township": False})
    assert rule.article == 31
    assert rule.host_may_set
    due = due_after(office("2024-04-29 10:00"), host_limit or rule.count, rule.unit, PUBLISHED)
    assert due.last_day == date.fromisoformat(last_day)
    assert not due.is_over(office(last_day) + timedelta(days=1) - MICRO)
    assert due.is_over(office(last_day) + timedelta(days=1))


@pytest.mark.parametrize("body", ["plenary", "standing"])
def test_minutes_of_a_meeting_before_labour_day(body: str) -> None:
    """Ended on 29 April 2024: the seventh working day is the made-up Saturday; on Sunday they are overdue."""
    rule = BOOK.deadline("minutes_issue", {"body": body})
    assert rule.article == 22
    due = due_after(office("2024-04-29 17:30"), rule.count, rule.unit, PUBLISHED)
    assert due.last_day == date(2024, 5, 11)
    assert not due.is_over(office("2024-05-11 23:59"))
    assert due.is_over(office("2024-05-12 00:00"))


@pytest.mark.parametrize(
    ("filed", "late"),
    [
        ("2024-04-30 00:00", False),
        ("2024-04-30 23:59", False),
        ("2024-05-01 00:00", True),
        ("2024-05-06 09:00", True),
    ],
)
def test_a_request_for_a_countywide_meeting(filed: str, late: bool) -> None:
    """Seven working days before 13 May 2024, the made-up Saturday and the days off considered: 30 April."""
    rule = BOOK.deadline("countywide_request")
    assert (rule.article, rule.direction) == (25, BEFORE)
    due = due_before(date(2024, 5, 13), rule.count, rule.unit, PUBLISHED)
    assert due.last_day == date(2024, 4, 30)
    assert due.is_over(office(filed)) is late


@pytest.mark.parametrize(
    ("arrived", "late"),
    [("2024-05-03 23:59", False), ("2024-05-04 00:00", True), ("2024-05-04 10:00", True)],
)
def test_a_draft_before_the_upper_limit_counts_calendar_days(arrived: str, late: bool) -> None:
    """Seven days before 10 May 2024 is 3 May, a day off, and stays it."""
    rule = BOOK.deadline("proxy_draft")
    assert (rule.article, rule.direction) == (28, BEFORE)
    due = due_before(date(2024, 5, 10), rule.count, rule.unit, PUBLISHED)
    assert due.last_day == date(2024, 5, 3)
    assert due.is_over(office(arrived)) is late


def test_every_period_of_the_rulebook_can_be_counted() -> None:
    """No rule has a unit or a direction that the arithmetic does not know; silent ones have no count."""
    counted = [rule for rule in BOOK.deadlines if not rule.silent]
    assert counted
    for rule in counted:
        if rule.direction == BEFORE:
            assert due_before(date(2026, 6, 15), rule.count, rule.unit, PUBLISHED).last_day < date(2026, 6, 15)
        else:
            assert due_after(office("2026-06-15"), rule.count, rule.unit, PUBLISHED).last_day > date(2026, 6, 15)
    assert all(rule.count is None for rule in BOOK.deadlines if rule.silent)
