"""The moments of a period, pure: when it warns, when it is over, and in what words that is told."""

from datetime import date, timedelta

import pytest

from govrules.core.deadlines import reckoning
from govrules.core.workdays import BeyondCalendar
from tests.core.calendars import CALENDAR
from tests.core.deadlines.scenes import office

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("opened", "count", "unit", "last", "warned"),
    [
        ("2026-06-01 10:00", 5, "workday", "2026-06-08", "2026-06-05"),
        ("2026-06-01 23:59", 5, "workday", "2026-06-08", "2026-06-05"),
        ("2026-06-02 00:00", 5, "workday", "2026-06-09", "2026-06-08"),
        ("2026-06-01 10:00", 1, "workday", "2026-06-02", "2026-06-02"),  # too short to warn the day before
        ("2026-06-05 16:00", 1, "workday", "2026-06-08", "2026-06-08"),
        ("2026-06-05 16:00", 2, "workday", "2026-06-09", "2026-06-08"),
        ("2026-09-28 09:00", 5, "workday", "2026-10-10", "2026-10-09"),  # a Saturday made up
        ("2026-10-08 09:00", 2, "workday", "2026-10-10", "2026-10-09"),
        ("2026-06-01 10:00", 7, "day", "2026-06-08", "2026-06-05"),
        ("2026-06-12 10:00", 7, "day", "2026-06-22", "2026-06-18"),  # ends in the Dragon Boat days
    ],
)
def test_when_it_warns_and_when_it_is_over(opened, count, unit, last, warned):
    m = reckoning.counted(office(opened), count, unit, 1, CALENDAR)
    assert m.due_at == office(f"{last} 00:00") + timedelta(days=1)
    assert m.warn_at == office(f"{warned} 00:00")
    assert not m.provisional


@pytest.mark.parametrize(("before", "warned"), [(1, "2026-06-05"), (2, "2026-06-04"), (4, "2026-06-02")])
def test_the_rulebook_says_how_long_before_it_warns(before, warned):
    m = reckoning.counted(office("2026-06-01 10:00"), 5, "workday", before, CALENDAR)
    assert m.warn_at == office(f"{warned} 00:00")


def test_it_is_told_how_it_was_counted():
    m = reckoning.counted(office("2026-06-01 10:00"), 5, "workday", 1, CALENDAR)
    assert m.counted == "自2026年6月1日的次日起算，5个工作日：6月2日—5日、8日"


@pytest.mark.parametrize(
    ("opened", "provisional"),
    [("2026-12-18 09:00", False), ("2026-12-21 09:00", True), ("2027-03-01 09:00", True)],
)
def test_days_that_no_notice_has_settled_are_provisional(opened, provisional):
    m = reckoning.counted(office(opened), 5, "workday", 1, CALENDAR)
    assert m.provisional is provisional
    assert ("暂定" in m.counted) is provisional


def test_an_agreed_day_ends_at_its_own_midnight():
    m = reckoning.agreed(date(2026, 6, 12), office("2026-06-08 09:00"), 1, CALENDAR)
    assert (m.due_at, m.warn_at) == (office("2026-06-13 00:00"), office("2026-06-11 00:00"))
    assert not m.provisional and m.counted == "双方商定延至2026年6月12日"


def test_an_agreed_day_in_a_year_without_notice_is_provisional():
    assert reckoning.agreed(date(2027, 1, 8), office("2026-12-20 09:00"), 1, CALENDAR).provisional


def test_a_count_beyond_the_calendar_is_refused():
    with pytest.raises(BeyondCalendar):
        reckoning.counted(office("2026-06-01 10:00"), 30_000, "workday", 1, CALENDAR)


WARN, DUE = office("2026-06-05 00:00"), office("2026-06-09 00:00")


@pytest.mark.parametrize(
    ("at", "light"),
    [
        (WARN - SECOND, "green"), (WARN, "yellow"), (WARN + SECOND, "yellow"),
        (DUE - SECOND, "yellow"), (DUE, "red"), (DUE + SECOND, "red"),
    ],
)  # fmt: skip
def test_lights_change_at_the_moment_itself(at, light):
    assert reckoning.light(WARN, DUE, at) == light


def test_without_a_limit_the_light_is_green():
    assert reckoning.light(None, None, DUE) == "green"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-06-01 10:00", "剩 5 天"),
        ("2026-06-05 09:00", "剩 1 天"),
        ("2026-06-07 09:00", "剩 1 天"),  # a Sunday
        ("2026-06-08 00:00", "今天"),
        ("2026-06-08 23:59:59", "今天"),
        ("2026-06-09 00:00", "超 1 天"),
        ("2026-06-11 09:00", "超 3 天"),
    ],
)
def test_what_is_left_is_told_in_working_days(at, words):
    assert reckoning.left_words(DUE, office(at), CALENDAR) == words


def test_the_first_day_off_after_the_last_day_is_over_already():
    friday = office("2026-06-06 00:00")
    assert reckoning.left_words(friday, office("2026-06-06 08:00"), CALENDAR) == "超 1 天"
