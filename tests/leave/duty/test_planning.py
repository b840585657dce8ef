"""Turns and hours, pure: nobody away has one, everybody has his share, and every hour that nobody keeps is found."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govrules.core.clock import OFFICE_ZONE
from leave.duty.planning import Span, days_of, following, previous, rotate, spans, takes_part, uncovered
from tests.proves import proves

DAY = timedelta(days=1)
FIRST = datetime(2026, 6, 1, 8, tzinfo=OFFICE_ZONE)
NEVER = lambda person, span: False


def shifts(count: int) -> list[Span]:
    return [Span(FIRST + n * DAY, FIRST + (n + 1) * DAY) for n in range(count)]


def starts(day: date) -> datetime:
    return datetime.combine(day, time(8), OFFICE_ZONE)


@pytest.mark.parametrize(
    ("month", "days"),
    [(date(2026, 2, 10), 28), (date(2028, 2, 1), 29), (date(2026, 6, 30), 30), (date(2026, 12, 31), 31)],
)
def test_a_month_has_its_days(month, days):
    assert len(days_of(month)) == days
    assert days_of(month)[0] == month.replace(day=1)
    assert (following(month) - days_of(month)[-1]).days == 1
    assert previous(following(month)) == month.replace(day=1)


@proves("TK-76-5")
def test_round_the_clock_one_shift_ends_when_the_next_begins():
    month = spans(days_of(date(2026, 6, 1)), starts, 24)
    ordered = list(month.values())
    assert all(a.end == b.start for a, b in zip(ordered, ordered[1:], strict=False))
    assert ordered[-1].end == datetime(2026, 7, 1, 8, tzinfo=OFFICE_ZONE)


def test_a_change_of_the_hour_leaves_no_gap():
    changed = lambda day: datetime.combine(day, time(9 if day >= date(2026, 6, 15) else 8), OFFICE_ZONE)
    month = spans(days_of(date(2026, 6, 1)), changed, 24)
    assert month[date(2026, 6, 14)].end == datetime(2026, 6, 15, 9, tzinfo=OFFICE_ZONE)
    assert uncovered([Span(FIRST, FIRST + 29 * DAY)], month.values()) == []


def test_fewer_hours_end_by_themselves():
    [only] = spans([date(2026, 6, 1)], starts, 12).values()
    assert only.end - only.start == timedelta(hours=12)


# --- what nobody keeps ---


def test_what_is_not_kept_is_found_in_one_piece():
    wanted = shifts(4)
    assert uncovered(wanted, wanted) == []
    assert uncovered(wanted, [wanted[0], wanted[3]]) == [Span(wanted[1].start, wanted[2].end)]
    assert uncovered(wanted, []) == [Span(wanted[0].start, wanted[3].end)]


def test_a_shift_cut_short_leaves_its_hours():
    [day] = shifts(1)
    half = Span(day.start, day.start + timedelta(hours=12))
    assert uncovered([day], [half]) == [Span(half.end, day.end)]
    assert uncovered([day], [Span(half.end, day.end)]) == [half]


MINUTES = st.integers(0, 40)


@given(st.lists(st.tuples(MINUTES, MINUTES)), st.lists(st.tuples(MINUTES, MINUTES)))
def test_every_minute_is_kept_or_told(wanted, kept):
    def made(pairs):
        return [Span(*(FIRST + timedelta(minutes=m) for m in sorted(pair))) for pair in pairs if pair[0] != pair[1]]

    def minutes(found):
        return {m for m in range(41) for s in found if s.start <= FIRST + timedelta(minutes=m) < s.end}

    assert minutes(uncovered(made(wanted), made(kept))) == minutes(made(wanted)) - minutes(made(kept))


# --- turns ---


def test_turns_go_round_and_go_on_after_the_last():
    assert rotate(shifts(5), [1, 2, 3], NEVER) == [1, 2, 3, 1, 2]
    assert rotate(shifts(3), [1, 2, 3], NEVER, after=2) == [3, 1, 2]
    assert rotate(shifts(2), [1, 2], NEVER, after=9) == [1, 2], "the one before is not on the list"


def test_who_is_away_keeps_his_turn_for_the_day_he_is_back():
    away = lambda person, span: person == 1 and span.start < FIRST + 2 * DAY
    assert rotate(shifts(5), [1, 2, 3], away) == [2, 3, 1, 2, 3]


def test_nobody_has_both_places_of_a_shift():
    assert rotate(shifts(3), [1, 2], NEVER, taken=[1, 2, 1]) == [2, 1, 2]
    assert rotate(shifts(2), [1], NEVER, taken=[1, None]) == [None, 1]


def test_where_nobody_can_there_is_a_hole():
    assert rotate(shifts(2), [1, 2], lambda *_: True) == [None, None]
    assert rotate(shifts(2), [], NEVER) == [None, None]


def test_whether_one_of_them_takes_part():
    assert takes_part({1}, [2, None, 1])
    assert not takes_part({1}, [2, None])
    assert not takes_part(set(), [1])


ABSENT = st.sets(st.tuples(st.integers(1, 5), st.integers(0, 30)))


@given(st.integers(1, 5), st.integers(1, 31), ABSENT)
def test_nobody_away_is_put_down_and_a_hole_only_where_nobody_is_left(people, days, absent):
    month = shifts(days)
    away = lambda person, span: (person, (span.start - FIRST).days) in absent
    found = rotate(month, range(1, people + 1), away)
    for n, person in enumerate(found):
        if person is None:
            assert all((one, n) in absent for one in range(1, people + 1))
        else:
            assert (person, n) not in absent


@given(st.integers(1, 6), st.integers(1, 62))
def test_when_all_are_here_nobody_has_two_turns_more_than_another(people, days):
    counted = Counter(rotate(shifts(days), range(people), NEVER))
    assert max(counted.values()) - min(counted.get(n, 0) for n in range(people)) <= 1
