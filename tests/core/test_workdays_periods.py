"""When a period ends: days off and made up, midnight, days not yet published, and how it is told."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govrules.core.calendar.wording import days, explain, runs
from govrules.core.workdays import (
    AFTER,
    BEFORE,
    DAY,
    WORKDAY,
    BeyondCalendar,
    due_after,
    due_before,
    midnight,
    office_date,
)
from tests.core.calendars import CALENDAR, PUBLISHED, office, utc

ONE = timedelta(days=1)


# --- After an event ---


@pytest.mark.parametrize(
    ("opened", "count", "unit", "last_day"),
    [
        # the Labour day holiday of 2024: 1 to 5 May off, Saturday 11 May worked
        ("2024-04-29 10:00", 5, WORKDAY, "2024-05-09"),
        ("2024-04-29 10:00", 2, WORKDAY, "2024-05-06"),
        ("2024-04-29 10:00", 7, WORKDAY, "2024-05-11"),
        ("2024-04-29 10:00", 1, WORKDAY, "2024-04-30"),
        # the hour does not matter, the day does
        ("2024-04-29 00:00", 5, WORKDAY, "2024-05-09"),
        ("2024-04-29 23:59", 5, WORKDAY, "2024-05-09"),
        ("2024-04-30 00:00", 5, WORKDAY, "2024-05-10"),
        # opened on a day off, and on a make-up day
        ("2024-05-03 09:00", 5, WORKDAY, "2024-05-10"),
        ("2024-05-11 09:00", 5, WORKDAY, "2024-05-17"),
        ("2025-01-26 09:00", 2, WORKDAY, "2025-02-05"),
        ("2026-02-13 18:00", 1, WORKDAY, "2026-02-14"),
        # calendar days
        ("2024-05-06 10:00", 3, DAY, "2024-05-09"),
        ("2024-05-06 10:00", 7, DAY, "2024-05-13"),
        ("2024-05-06 10:00", 1, DAY, "2024-05-07"),
        # ends on a day off: on the next working day, be it a make-up Saturday or Sunday
        ("2024-04-25 10:00", 7, DAY, "2024-05-06"),
        ("2024-05-10 10:00", 1, DAY, "2024-05-11"),
        ("2024-05-11 10:00", 1, DAY, "2024-05-13"),
        ("2025-01-19 10:00", 6, DAY, "2025-01-26"),
        ("2025-01-19 10:00", 7, DAY, "2025-01-26"),
        ("2026-02-11 10:00", 4, DAY, "2026-02-24"),
        ("2025-12-31 10:00", 1, DAY, "2026-01-04"),
        # more days than the calendar shifts over
        ("2024-04-29 10:00", 30, DAY, "2024-05-29"),
    ],
)
def test_the_last_day_after_an_event(opened: str, count: int, unit: str, last_day: str) -> None:
    due = due_after(office(opened), count, unit, PUBLISHED)
    assert due.last_day == date.fromisoformat(last_day)
    assert due.due_at == office(last_day) + ONE
    assert due.direction == AFTER
    assert not due.provisional


@pytest.mark.parametrize(
    ("event", "count", "unit", "last_day"),
    [
        ("2024-05-13", 7, WORKDAY, "2024-04-30"),
        ("2024-05-13", 6, WORKDAY, "2024-05-06"),
        ("2024-05-13", 1, WORKDAY, "2024-05-11"),
        ("2024-05-12", 1, WORKDAY, "2024-05-11"),
        ("2024-05-11", 1, WORKDAY, "2024-05-10"),
        ("2024-05-03", 1, WORKDAY, "2024-04-30"),
        ("2026-02-24", 1, WORKDAY, "2026-02-14"),
        ("2024-05-10", 7, DAY, "2024-05-03"),
        ("2024-05-10", 1, DAY, "2024-05-09"),
        ("2024-05-05", 3, DAY, "2024-05-02"),  # counted back a day off stays the last day
        ("2024-03-01", 1, DAY, "2024-02-29"),
    ],
)
def test_the_last_day_before_an_event(event: str, count: int, unit: str, last_day: str) -> None:
    due = due_before(date.fromisoformat(event), count, unit, PUBLISHED)
    assert due.last_day == date.fromisoformat(last_day)
    assert due.due_at == office(last_day) + ONE
    assert due.direction == BEFORE
    assert not due.provisional


@settings(max_examples=200, deadline=None)
@given(st.dates(date(2004, 1, 1), date(2026, 11, 1)), st.integers(1, 30), st.sampled_from([WORKDAY, DAY]))
def test_a_period_after_never_ends_on_a_day_off(day: date, n: int, unit: str) -> None:
    due = due_after(midnight(day), n, unit, PUBLISHED)
    assert due.last_day > day
    assert PUBLISHED.is_workday(due.last_day)
    assert len(due.counted) == n
    assert due.counted[0] > day
    assert due.counted[-1] <= due.last_day
    if unit == WORKDAY:
        assert all(map(PUBLISHED.is_workday, due.counted))
        assert due.counted[-1] == due.last_day


@settings(max_examples=200, deadline=None)
@given(st.dates(date(2004, 3, 15), date(2026, 12, 31)), st.integers(1, 30), st.sampled_from([WORKDAY, DAY]))
def test_a_period_before_lies_before_its_event(day: date, n: int, unit: str) -> None:
    due = due_before(day, n, unit, PUBLISHED)
    assert len(due.counted) == n
    assert due.counted[0] == due.last_day
    assert due.counted[-1] < day
    assert list(due.counted) == sorted(due.counted)


@settings(max_examples=100, deadline=None)
@given(st.dates(date(2004, 3, 15), date(2026, 11, 1)), st.integers(1, 20))
def test_sent_on_the_last_day_before_an_event_it_is_still_in_time(event: date, n: int) -> None:
    """From the last day, n working days later, the event may begin; from the day after, not yet."""
    last_day = due_before(event, n, WORKDAY, PUBLISHED).last_day
    assert PUBLISHED.between(last_day - ONE, event - ONE) == n
    assert PUBLISHED.between(last_day, event - ONE) < n


# --- Midnight: before, at, after ---

LAST_SECOND = timedelta(seconds=1)
MICRO = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("opened", "count", "unit"),
    [("2024-04-29 10:00", 5, WORKDAY), ("2024-04-29 23:59", 7, WORKDAY), ("2024-04-25 00:00", 7, DAY)],
)
def test_a_period_is_over_at_midnight_and_not_before(opened: str, count: int, unit: str) -> None:
    due = due_after(office(opened), count, unit, PUBLISHED)
    assert not due.is_over(due.due_at - LAST_SECOND)
    assert not due.is_over(due.due_at - MICRO)
    assert due.is_over(due.due_at)
    assert due.is_over(due.due_at + MICRO)


def test_the_due_moment_is_kept_in_utc() -> None:
    due = due_after(office("2024-04-29 10:00"), 5, WORKDAY, PUBLISHED)
    assert due.due_at == utc("2024-05-09 16:00")
    assert due.due_at.tzinfo is UTC


@pytest.mark.parametrize(
    ("opened", "start"),
    [
        ("2024-04-28 15:59", "2024-04-28"),  # 23:59 in the office
        ("2024-04-28 16:00", "2024-04-29"),  # midnight there
        ("2024-04-29 15:59", "2024-04-29"),
        ("2024-04-29 16:00", "2024-04-30"),
    ],
)
def test_the_day_of_the_event_is_the_offices_day(opened: str, start: str) -> None:
    due = due_after(utc(opened), 5, WORKDAY, PUBLISHED)
    assert due.start == date.fromisoformat(start)
    assert office_date(utc(opened)) == due.start


def test_midnight_is_told_in_utc() -> None:
    assert midnight(date(2026, 6, 2)) == utc("2026-06-01 16:00")
    assert office_date(midnight(date(2026, 6, 2))) == date(2026, 6, 2)
    assert office_date(midnight(date(2026, 6, 2)) - MICRO) == date(2026, 6, 1)


def test_a_moment_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        due_after(datetime(2024, 4, 29, 10), 5, WORKDAY, PUBLISHED)


# --- Provisional: the last days of the last published December, and beyond ---


@pytest.mark.parametrize(
    ("opened", "count", "unit", "last_day", "provisional"),
    [
        ("2026-12-18 10:00", 5, WORKDAY, "2026-12-25", False),
        ("2026-12-20 10:00", 5, WORKDAY, "2026-12-25", False),
        ("2026-12-21 10:00", 5, WORKDAY, "2026-12-28", True),
        ("2026-12-24 10:00", 5, WORKDAY, "2026-12-31", True),
        ("2026-12-25 10:00", 5, WORKDAY, "2027-01-04", True),
        ("2027-03-01 10:00", 5, WORKDAY, "2027-03-08", True),
        ("2026-12-18 10:00", 7, DAY, "2026-12-25", False),
        ("2026-12-19 10:00", 7, DAY, "2026-12-28", True),  # 26 is a Saturday: whether 28 is worked is open
        ("2025-12-25 10:00", 5, WORKDAY, "2026-01-04", False),  # the year after is published
    ],
)
def test_what_rests_on_unpublished_days_is_provisional(
    opened: str, count: int, unit: str, last_day: str, provisional: bool
) -> None:
    due = due_after(office(opened), count, unit, CALENDAR)
    assert (due.last_day, due.provisional) == (date.fromisoformat(last_day), provisional)


@pytest.mark.parametrize(
    ("event", "unit", "provisional"),
    [
        ("2026-12-28", WORKDAY, False),  # counts 25 December and before
        ("2026-12-29", WORKDAY, True),  # counts the 28th, which the next notice may take
        ("2027-03-01", WORKDAY, True),
        ("2027-03-01", DAY, False),  # calendar days are certain
    ],
)
def test_counting_back_is_provisional_by_the_days_counted(event: str, unit: str, provisional: bool) -> None:
    assert due_before(date.fromisoformat(event), 3, unit, CALENDAR).provisional is provisional


# --- Absurd dates and counts ---


@pytest.mark.parametrize(
    "ask",
    [
        lambda: due_after(utc("1999-01-04 00:00"), 5, WORKDAY, CALENDAR),
        lambda: due_after(utc("1999-01-04 00:00"), 5, DAY, CALENDAR),
        lambda: due_after(utc("9999-12-30 00:00"), 5, DAY, CALENDAR),
        lambda: due_after(utc("2031-12-30 00:00"), 5, WORKDAY, CALENDAR),
        lambda: due_after(utc("2031-12-30 00:00"), 5, DAY, CALENDAR),
        lambda: due_after(utc("2026-06-01 00:00"), 32_767, DAY, CALENDAR),
        lambda: due_after(utc("2026-06-01 00:00"), 99_999_999, DAY, CALENDAR),
        lambda: due_before(date(2999, 1, 1), 7, WORKDAY, CALENDAR),
        lambda: due_before(date(2999, 1, 1), 7, DAY, CALENDAR),
        lambda: due_before(date(2004, 1, 5), 99_999_999, DAY, CALENDAR),
        lambda: due_before(date(2004, 1, 5), 7, WORKDAY, CALENDAR),
        lambda: due_before(date(2004, 1, 5), 7, DAY, CALENDAR),
    ],
)
def test_a_period_beyond_the_calendar_is_refused(ask) -> None:
    with pytest.raises(BeyondCalendar, match="工作日历的范围"):
        ask()


@pytest.mark.parametrize(("count", "unit"), [(0, DAY), (-3, DAY), (0, WORKDAY), (5, "week"), (5, "")])
def test_what_is_no_period_is_a_programming_error(count: int, unit: str) -> None:
    with pytest.raises(ValueError, match="period"):
        due_after(office("2026-06-01"), count, unit, CALENDAR)
    with pytest.raises(ValueError, match="period"):
        due_before(date(2026, 6, 1), count, unit, CALENDAR)


# --- Told in Chinese ---


@pytest.mark.parametrize(
    ("opened", "count", "unit", "told"),
    [
        ("2026-05-25 10:00", 5, WORKDAY, "5个工作日：5月26日—29日、6月1日"),
        ("2024-04-29 10:00", 5, WORKDAY, "5个工作日：4月30日、5月6日—9日（5月1日—5日放假）"),
        ("2024-04-29 10:00", 2, WORKDAY, "2个工作日：4月30日、5月6日（5月1日—5日放假）"),
        ("2024-04-29 10:00", 7, WORKDAY, "7个工作日：4月30日、5月6日—11日（5月1日—5日放假，5月11日上班）"),
        ("2024-05-03 10:00", 2, WORKDAY, "2个工作日：5月6日、7日（5月4日、5日放假）"),
        (
            "2025-12-30 10:00", 2, WORKDAY,
            "2个工作日：12月31日、2026年1月4日（2026年1月1日—3日放假，2026年1月4日上班）",
        ),
        ("2024-05-06 10:00", 3, DAY, "3日：5月7日—9日"),
        ("2024-04-25 10:00", 7, DAY, "7日：4月26日—5月2日（末日为休息日，顺延至5月6日）"),
        ("2026-12-21 10:00", 5, WORKDAY, "5个工作日：12月22日—25日、28日（2027年放假安排尚未载入，暂定）"),
        (
            "2027-12-29 10:00", 5, WORKDAY,
            "5个工作日：12月30日、31日、2028年1月4日—6日"
            "（2028年1月1日、3日放假，2027年、2028年放假安排尚未载入，暂定）",
        ),
        ("2028-07-03 10:00", 1, WORKDAY, "1个工作日：7月4日（2028年放假安排尚未载入，暂定）"),
    ],
)  # fmt: skip
def test_a_period_after_explains_itself(opened: str, count: int, unit: str, told: str) -> None:
    assert explain(due_after(office(opened), count, unit, CALENDAR), CALENDAR) == told


@pytest.mark.parametrize(
    ("event", "count", "unit", "told"),
    [
        ("2024-05-13", 7, WORKDAY, "提前7个工作日：4月30日、5月6日—11日（5月1日—5日放假，5月11日上班）"),
        ("2024-05-10", 7, DAY, "提前7日：5月3日—9日"),
        ("2024-05-05", 1, DAY, "提前1日：5月4日"),
        ("2024-04-18", 2, WORKDAY, "提前2个工作日：4月16日、17日"),
    ],
)
def test_a_period_before_explains_itself(event: str, count: int, unit: str, told: str) -> None:
    assert explain(due_before(date.fromisoformat(event), count, unit, CALENDAR), CALENDAR) == told


def test_days_in_a_row_become_spans() -> None:
    may = [date(2026, 5, d) for d in (1, 2, 3, 5, 6, 9)]
    assert list(runs(may)) == [(may[0], may[2]), (may[3], may[4]), (may[5], may[5])]
    assert days(may, 2026) == "5月1日—3日、5日、6日、9日"
    assert days(may, 2025) == "2026年5月1日—3日、5日、6日、9日"
    assert days([], 2026) == ""
    assert days([date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 2)], 2026) == "5月31日—6月2日"
