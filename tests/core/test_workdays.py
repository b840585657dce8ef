"""Counting working days: against a naive count, around the make-up days, and where the calendar ends."""

from datetime import date, timedelta

import pytest
from chinese_calendar import is_workday
from hypothesis import given, settings
from hypothesis import strategies as st

from govrules.core.workdays import BeyondCalendar, Calendar, Year
from tests.core.calendars import CALENDAR, FIRST, LAST, PUBLISHED, slow_add, slow_back, slow_between

ONE = timedelta(days=1)
DAYS = st.dates(FIRST, LAST)
COUNTS = st.integers(1, 30)


def every_day(first: date = FIRST, last: date = LAST) -> list[date]:
    return [first + n * ONE for n in range((last - first).days + 1)]


# --- Against the package and a naive count, 2004 to 2026 ---


def test_every_day_from_2004_to_2026_agrees_with_the_package() -> None:
    wrong = [day for day in every_day() if PUBLISHED.is_workday(day) != is_workday(day)]
    assert wrong == []


def test_a_calendar_with_provisional_years_keeps_the_published_days() -> None:
    wrong = [day for day in every_day() if CALENDAR.is_workday(day) != is_workday(day)]
    assert wrong == []


@settings(max_examples=300, deadline=None)
@given(st.dates(FIRST, date(2026, 11, 1)), COUNTS)
def test_add_is_the_walk_forward(day: date, n: int) -> None:
    assert PUBLISHED.add(day, n) == slow_add(day, n)


@settings(max_examples=300, deadline=None)
@given(st.dates(date(2004, 3, 15), LAST), COUNTS)
def test_back_is_the_walk_backward(day: date, n: int) -> None:
    assert PUBLISHED.back(day, n) == slow_back(day, n)


@settings(max_examples=200, deadline=None)
@given(DAYS, st.integers(0, 400))
def test_between_is_the_count_by_walking(start: date, length: int) -> None:
    end = min(start + length * ONE, LAST)
    assert PUBLISHED.between(start, end) == slow_between(start, end)


@settings(max_examples=200, deadline=None)
@given(st.dates(date(2004, 3, 15), date(2026, 11, 1)), COUNTS)
def test_adding_and_counting_undo_each_other(day: date, n: int) -> None:
    end = PUBLISHED.add(day, n)
    assert PUBLISHED.is_workday(end)
    assert PUBLISHED.between(day, end) == n
    assert PUBLISHED.back(end + ONE, n) > day
    assert PUBLISHED.back(PUBLISHED.back(day, n) + ONE, 1) == PUBLISHED.back(day, n)


@settings(max_examples=200, deadline=None)
@given(DAYS, DAYS)
def test_between_turned_round_is_negative(a: date, b: date) -> None:
    assert PUBLISHED.between(a, b) == -PUBLISHED.between(b, a)
    assert PUBLISHED.left(a, b) == PUBLISHED.between(a, b)


@settings(max_examples=100, deadline=None)
@given(DAYS, DAYS, DAYS)
def test_spans_add_up(a: date, b: date, c: date) -> None:
    assert PUBLISHED.between(a, b) + PUBLISHED.between(b, c) == PUBLISHED.between(a, c)


@settings(max_examples=200, deadline=None)
@given(DAYS, st.integers(0, 40))
def test_the_workdays_listed_are_those_counted(start: date, length: int) -> None:
    end = min(start + length * ONE, LAST)
    listed = PUBLISHED.workdays(start, end)
    assert len(listed) == PUBLISHED.between(start, end)
    assert all(start < day <= end and is_workday(day) for day in listed)


@settings(max_examples=200, deadline=None)
@given(st.dates(FIRST, date(2026, 12, 20)))
def test_the_next_workday_is_the_first_one_not_before(day: date) -> None:
    found = PUBLISHED.next_workday(day)
    assert is_workday(found)
    assert found >= day
    assert not any(is_workday(d) for d in every_day(day, found - ONE))


# --- Around the make-up days: before, at, after ---

MAKE_UP = [
    # make-up day, the working day before it, the working day after it
    (date(2025, 1, 26), date(2025, 1, 24), date(2025, 1, 27)),
    (date(2025, 2, 8), date(2025, 2, 7), date(2025, 2, 10)),
    (date(2025, 4, 27), date(2025, 4, 25), date(2025, 4, 28)),
    (date(2025, 9, 28), date(2025, 9, 26), date(2025, 9, 29)),
    (date(2025, 10, 11), date(2025, 10, 10), date(2025, 10, 13)),
    (date(2026, 1, 4), date(2025, 12, 31), date(2026, 1, 5)),
    (date(2026, 2, 14), date(2026, 2, 13), date(2026, 2, 24)),
    (date(2026, 2, 28), date(2026, 2, 27), date(2026, 3, 2)),
    (date(2026, 5, 9), date(2026, 5, 8), date(2026, 5, 11)),
    (date(2026, 9, 20), date(2026, 9, 18), date(2026, 9, 21)),
    (date(2026, 10, 10), date(2026, 10, 9), date(2026, 10, 12)),
]


@pytest.mark.parametrize(("made_up", "before", "after"), MAKE_UP, ids=lambda d: str(d))
def test_a_make_up_day_is_counted_like_any_other(made_up: date, before: date, after: date) -> None:
    assert made_up.weekday() >= 5
    assert PUBLISHED.is_workday(made_up)
    assert PUBLISHED.add(before, 1) == made_up
    assert PUBLISHED.add(made_up - ONE, 1) == made_up
    assert PUBLISHED.add(made_up, 1) == after
    assert PUBLISHED.back(after, 1) == made_up
    assert PUBLISHED.back(made_up + ONE, 1) == made_up
    assert PUBLISHED.back(made_up, 1) == before
    assert PUBLISHED.between(before, after) == 2
    assert PUBLISHED.next_workday(made_up) == made_up


@pytest.mark.parametrize(
    ("sent", "fifth"),
    [
        ("2025-01-19", "2025-01-24"),  # Sunday; the make-up Sunday comes after
        ("2025-01-20", "2025-01-26"),  # ends on the make-up Sunday
        ("2025-01-21", "2025-01-27"),  # runs over it
        ("2025-01-24", "2025-02-07"),  # 26 and 27 January, then the festival
        ("2025-02-07", "2025-02-13"),  # the make-up Saturday is the first day
        ("2025-02-08", "2025-02-14"),  # sent on it
        ("2025-04-26", "2025-05-06"),
        ("2025-09-27", "2025-10-10"),
        ("2025-10-10", "2025-10-16"),
        ("2025-10-11", "2025-10-17"),
        ("2025-12-31", "2026-01-08"),  # the make-up Sunday is the first day of the new year
        ("2026-01-04", "2026-01-09"),
        ("2026-02-13", "2026-02-27"),  # 14, then 24 to 27 February
        ("2026-02-14", "2026-02-28"),  # ends on the other make-up Saturday
        ("2026-05-08", "2026-05-14"),
        ("2026-09-18", "2026-09-24"),
        ("2026-09-19", "2026-09-24"),
        ("2026-09-20", "2026-09-28"),
        ("2026-09-30", "2026-10-13"),
    ],
)
def test_the_fifth_working_day(sent: str, fifth: str) -> None:
    assert PUBLISHED.add(date.fromisoformat(sent), 5) == date.fromisoformat(fifth)


def test_counting_weekends_alone_would_be_wrong_for_a_fifth_of_2026() -> None:
    weekends = Calendar([Year(2026, {}, {}), Year(2027, {}, {})])
    starts = [day for day in every_day(date(2026, 1, 1), date(2026, 12, 18)) if PUBLISHED.is_workday(day)]
    wrong = [day for day in starts if weekends.add(day, 5) != PUBLISHED.add(day, 5)]
    assert len(wrong) > 40


# --- Words for the pages ---


@pytest.mark.parametrize(
    ("today", "last_day", "left"),
    [
        ("2024-04-29", "2024-05-09", 5),
        ("2024-04-30", "2024-05-09", 4),
        ("2024-05-05", "2024-05-09", 4),  # the days off take nothing away
        ("2024-05-08", "2024-05-09", 1),
        ("2024-05-09", "2024-05-09", 0),  # the last day itself
        ("2024-05-10", "2024-05-09", -1),
        ("2024-05-11", "2024-05-09", -2),  # a make-up Saturday
        ("2024-05-12", "2024-05-09", -2),
    ],
)
def test_days_left_count_down_and_go_below_zero(today: str, last_day: str, left: int) -> None:
    assert PUBLISHED.left(date.fromisoformat(today), date.fromisoformat(last_day)) == left


@pytest.mark.parametrize(
    ("day", "nth"),
    [
        ("2026-06-10", 48),
        ("2026-04-01", 1),
        ("2026-04-04", 3),  # a day off: as many as there were
        ("2026-03-31", 59),
        ("2026-01-01", 0),
        ("2026-01-04", 1),  # a make-up Sunday opens the year's work
        ("2004-01-01", 0),
        ("2004-01-02", 1),
        ("2026-12-31", 62),
    ],
)
def test_the_working_day_of_the_quarter(day: str, nth: int) -> None:
    found = PUBLISHED.quarter_workday(date.fromisoformat(day))
    first = date.fromisoformat(day).replace(month=1 + (int(day[5:7]) - 1) // 3 * 3, day=1)
    assert found == sum(is_workday(d) for d in every_day(first, date.fromisoformat(day)))
    assert found == nth


# --- Where the calendar ends it refuses ---

BEYOND = [
    ("a day after the end", lambda c: c.is_workday(date(2027, 1, 1))),
    ("a day before the start", lambda c: c.is_workday(date(2003, 12, 31))),
    ("far in the future", lambda c: c.add(date(9999, 12, 31), 1)),
    ("far in the past", lambda c: c.add(date(1, 1, 1), 1)),
    ("adding past the end", lambda c: c.add(date(2026, 12, 31), 1)),
    ("adding far past the end", lambda c: c.add(date(2026, 1, 1), 10_000)),
    ("going back past the start", lambda c: c.back(date(2004, 1, 2), 1)),
    ("going back far past the start", lambda c: c.back(date(2005, 1, 1), 10_000)),
    ("going back from beyond", lambda c: c.back(date(2027, 2, 1), 1)),
    ("going back from before", lambda c: c.back(date(2003, 5, 1), 1)),
    ("a span that starts before", lambda c: c.between(date(2003, 12, 1), date(2004, 1, 5))),
    ("a span that ends after", lambda c: c.between(date(2026, 12, 1), date(2027, 1, 5))),
    ("the next working day", lambda c: c.next_workday(date(2027, 1, 1))),
    ("days required", lambda c: c.require(date(2003, 12, 31))),
]


@pytest.mark.parametrize("ask", [ask for _, ask in BEYOND], ids=[name for name, _ in BEYOND])
def test_beyond_the_calendar_is_refused_never_guessed(ask) -> None:
    with pytest.raises(BeyondCalendar, match="工作日历的范围（2004年1月1日至2026年12月31日）"):
        ask(PUBLISHED)


def test_the_edges_themselves_are_counted() -> None:
    assert PUBLISHED.add(date(2003, 12, 31), 1) == date(2004, 1, 2)
    assert PUBLISHED.add(date(2026, 12, 30), 1) == date(2026, 12, 31)
    assert PUBLISHED.back(date(2027, 1, 1), 1) == date(2026, 12, 31)
    assert PUBLISHED.back(date(2004, 1, 3), 1) == date(2004, 1, 2)
    assert PUBLISHED.between(FIRST, LAST) == PUBLISHED.between(FIRST - ONE, LAST)


@pytest.mark.parametrize("n", [0, -1, -5])
def test_a_period_has_at_least_one_day(n: int) -> None:
    with pytest.raises(ValueError, match="at least one day"):
        PUBLISHED.add(date(2026, 6, 1), n)
    with pytest.raises(ValueError, match="at least one day"):
        PUBLISHED.back(date(2026, 6, 1), n)


@pytest.mark.parametrize("years", [[], [2024, 2026], [2024, 2024]], ids=["none", "a gap", "twice"])
def test_a_calendar_needs_consecutive_years(years: list[int]) -> None:
    with pytest.raises(ValueError, match="consecutive"):
        Calendar(Year(y, {}, {}) for y in years)


def test_years_may_come_in_any_order() -> None:
    mixed = Calendar([Year(2026, {}, {}), Year(2025, {date(2025, 1, 1): "元旦"}, {})])
    assert (mixed.first, mixed.last) == (date(2025, 1, 1), date(2026, 12, 31))
    assert not mixed.is_workday(date(2025, 1, 1))


def test_a_later_notice_decides_on_the_december_before() -> None:
    """As for 2007, whose notice took 30 and 31 December 2006, a weekend, into work."""
    old = Year(2006, {date(2006, 12, 29): "调休"}, {})
    new = Year(2007, {date(2007, 1, 1): "元旦"}, {date(2006, 12, 30): "元旦", date(2006, 12, 31): "元旦"})
    calendar = Calendar([old, new])
    assert [calendar.is_workday(date(2006, 12, d)) for d in (28, 29, 30, 31)] == [True, False, True, True]
    overruled = Calendar([old, Year(2007, {}, {date(2006, 12, 29): "元旦"})])
    assert overruled.is_workday(date(2006, 12, 29))
    assert date(2006, 12, 29) not in overruled.off
