"""阳城's periods counted by the calendar: the Dragon Boat days of 2021 were 12 to 14 June."""

from datetime import date, timedelta

import pytest

from govrules import rulebook
from govrules.core.workdays import due_after
from tests.core.calendars import PUBLISHED, office
from tests.proves import proves

BOOK = rulebook.load("yangcheng-2021")
MICRO = timedelta(microseconds=1)


@proves("YC-69-9")
@pytest.mark.parametrize("to_township", [False, True])
@pytest.mark.parametrize(
    ("host_limit", "last_day"),
    [(None, "2021-06-15"), (1, "2021-06-11"), (5, "2021-06-18")],
    ids=["the rule's own", "the host's one day", "the host's five days"],
)
def test_a_countersign_sent_before_the_dragon_boat_days(host_limit, last_day, to_township) -> None:
    rule = BOOK.deadline("countersign_reply", {"to_township": to_township})
    assert rule.host_may_set
    due = due_after(office("2021-06-10 09:00"), host_limit or rule.count, rule.unit, PUBLISHED)
    assert due.last_day == date.fromisoformat(last_day)
    assert not due.is_over(office(last_day) + timedelta(days=1) - MICRO)
    assert due.is_over(office(last_day) + timedelta(days=1))


@pytest.mark.parametrize("moment", ["2021-06-10 00:00", "2021-06-10 23:59"])
def test_whenever_on_a_day_it_was_sent_the_day_itself_does_not_count(moment) -> None:
    rule = BOOK.deadline("countersign_reply")
    assert due_after(office(moment), rule.count, rule.unit, PUBLISHED).last_day == date(2021, 6, 15)


@proves("YC-85-5")
def test_feedback_on_a_notice_without_a_limit() -> None:
    """Sent on Tuesday 1 June 2021: overdue from the 17th."""
    rule = BOOK.deadline("supervision_feedback")
    due = due_after(office("2021-06-01 15:00"), rule.count, rule.unit, PUBLISHED)
    assert due.last_day == date(2021, 6, 16)
    assert not due.is_over(office("2021-06-16 23:59"))
    assert due.is_over(office("2021-06-17 00:00"))


def test_feedback_within_the_limit_that_was_set() -> None:
    rule = BOOK.deadline("supervision_feedback")
    assert rule.host_may_set
    assert due_after(office("2021-06-01 15:00"), 3, rule.unit, PUBLISHED).last_day == date(2021, 6, 4)
