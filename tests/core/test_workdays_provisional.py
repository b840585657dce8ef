"""Years that no notice has settled: statutory days, how good the guess is, and what a new notice changes."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from govrules.core.calendar import package, statutory
from govrules.core.workdays import WORKDAY, Calendar, Change, Year, changed_span, due_after
from tests.core.calendars import CALENDAR, PUBLISHED, office

ONE = timedelta(days=1)
YEARS = package.years()


def off(year: int) -> list[str]:
    return sorted(f"{day:%m-%d}" for day in statutory.provisional(year).off if day.weekday() < 5)


# --- The regulation and the tabled festivals ---


@pytest.mark.parametrize("year", range(2004, 2027))
def test_every_statutory_day_was_off_in_every_published_year(year: int) -> None:
    worked = [day for h in statutory.holidays(year) for day in h.days if PUBLISHED.is_workday(day)]
    assert worked == []


@pytest.mark.parametrize(
    ("year", "days", "source"),
    [
        (2007, 10, "270"),
        (2008, 11, "513"),
        (2013, 11, "513"),
        (2014, 11, "644"),
        (2024, 11, "644"),
        (2025, 13, "795"),
        (2050, 13, "795"),
    ],
)
def test_the_regulation_in_force_in_a_year(year: int, days: int, source: str) -> None:
    assert sum(len(h.days) for h in statutory.holidays(year)) == days
    assert source in statutory.source(year)


@pytest.mark.parametrize(
    ("year", "first_day"),
    [(2007, "02-18"), (2008, "02-06"), (2013, "02-09"), (2014, "01-31"), (2024, "02-10"), (2025, "01-28")],
)
def test_the_eve_is_a_statutory_day_from_2008_to_2013_and_again_from_2025(year: int, first_day: str) -> None:
    spring = next(h for h in statutory.holidays(year) if h.name == "春节")
    assert f"{spring.days[0]:%m-%d}" == first_day


@pytest.mark.parametrize("year", range(2014, statutory.LAST_YEAR + 1))
def test_the_tabled_festivals_fall_in_their_season(year: int) -> None:
    """The first lunar month's first day, the fifth's fifth, the eighth's fifteenth: whole moons between."""
    named = {h.name: h.days for h in statutory.holidays(year)}
    spring, qingming = named["春节"], named["清明节"][0]
    new_moon = next(day for day in spring if len(spring) == 3 or day != spring[0])
    dragon, autumn = named["端午节"][0], named["中秋节"][0]
    assert (1, 21) <= (new_moon.month, new_moon.day) <= (2, 20)
    assert (qingming.month, qingming.day) in {(4, 4), (4, 5)}
    moons = round((dragon - new_moon).days / 29.53)  # four of them, or five when a month is doubled between
    assert moons in {4, 5}
    assert abs((dragon - new_moon).days - 4 - 29.53 * moons) < 2
    assert abs((autumn - dragon).days - 10 - 29.53 * round((autumn - dragon).days / 29.53)) < 2


def test_the_tables_reach_from_2004_to_2050() -> None:
    assert (statutory.FIRST_YEAR, statutory.LAST_YEAR) == (2004, 2050)


# --- A provisional year ---


def test_a_day_on_a_weekend_is_made_up_on_the_next_working_day() -> None:
    assert off(2027) == [
        "01-01",
        "02-05", "02-08", "02-09", "02-10",  # the eve is a Friday; Saturday and Sunday are made up
        "04-05",
        "05-03", "05-04",  # 1 and 2 May are a weekend
        "06-09", "09-15",
        "10-01", "10-04", "10-05",
    ]  # fmt: skip


def test_a_new_year_on_a_saturday_is_made_up_on_monday() -> None:
    assert off(2028)[:2] == ["01-03", "01-25"]


def test_two_holidays_on_one_day_give_one_day_more() -> None:
    """Mid-autumn on 1 October, as in 2020, when the holiday had four days of its own."""
    year = statutory.provisional(2031)
    assert [d for d in off(2031) if d >= "09"] == ["10-01", "10-02", "10-03", "10-06"]
    assert year.off[date(2031, 10, 1)] in {"国庆节", "中秋节"}


def test_a_day_made_up_never_falls_on_another_holiday() -> None:
    for year in range(2004, 2051):
        weekdays = off(year)
        assert len(weekdays) == len(set(weekdays)) == sum(len(h.days) for h in statutory.holidays(year))


def test_a_provisional_year_has_no_make_up_days_and_says_so() -> None:
    year = statutory.provisional(2027)
    assert year.work == {}
    assert year.published is False


# --- How good the guess is ---


def weekends_only(year: int) -> Year:
    return Year(year, {}, {})


def statutory_only(year: int) -> Year:
    return Year(year, {day: h.name for h in statutory.holidays(year) for day in h.days}, {})


def share_exact(guess: Callable[[int], Year], n: int) -> tuple[float, int, int]:
    """Of the start days of 2018 to 2026: the share whose n-th working day was guessed; the worst misses."""
    guessed = Calendar([y if y.year < 2018 else guess(y.year) for y in YEARS])
    starts = [date(2018, 1, 1) + i * ONE for i in range(3227)]
    misses = [(guessed.add(day, n) - PUBLISHED.add(day, n)).days for day in starts]
    return misses.count(0) / len(misses), min(misses), max(misses)


def test_compensating_weekends_is_the_best_of_the_three_guesses() -> None:
    weekends, by_statute, compensated = (
        share_exact(guess, 5)[0] for guess in (weekends_only, statutory_only, statutory.provisional)
    )
    assert weekends < by_statute < compensated
    assert compensated > 0.87


def test_the_worst_guess_is_ten_days_early_and_seven_late() -> None:
    assert share_exact(statutory.provisional, 5)[1:] == (-10, 7)


# --- Known and not known ---


@pytest.mark.parametrize(
    ("day", "known"),
    [
        ("2004-01-01", True),
        ("2025-12-28", True),  # 2026 is published: all of 2025 is settled
        ("2025-12-31", True),
        ("2026-12-26", True),
        ("2026-12-27", True),
        ("2026-12-28", False),
        ("2026-12-31", False),
        ("2027-01-01", False),
        ("2031-12-31", False),
    ],
)
def test_a_published_year_is_known_until_27_december(day: str, known: bool) -> None:
    assert CALENDAR.known(date.fromisoformat(day)) is known
    assert CALENDAR.last_known == date(2026, 12, 27)


def test_a_year_after_a_gap_makes_nothing_known() -> None:
    gap = Calendar([Year(2026, {}, {}), statutory.provisional(2027), Year(2028, {}, {})])
    assert gap.last_known == date(2026, 12, 27)


def test_without_a_published_year_nothing_is_known() -> None:
    assert Calendar([statutory.provisional(2027)]).last_known == date(2026, 12, 27)


# --- What a notice changes ---

CALENDAR_AFTER_2026 = [statutory.provisional(y) for y in range(2027, 2032)]
OFF_2027 = {date(2027, 1, 1): "元旦", date(2027, 1, 4): "元旦"}
NOTICE_OF_2027 = Year(2027, OFF_2027, {date(2026, 12, 26): "元旦"})


def with_notice(notice: Year) -> Calendar:
    return Calendar([*YEARS, notice, *map(statutory.provisional, range(2028, 2033))])


def test_a_notice_changes_days_and_settles_the_whole_year() -> None:
    change = changed_span(CALENDAR, with_notice(NOTICE_OF_2027))
    assert change.days[:2] == (date(2026, 12, 26), date(2027, 1, 4))
    assert date(2027, 10, 4) in change.days  # provisionally off, now worked
    assert date(2027, 3, 1) not in change.days
    assert (change.first, change.last) == (date(2026, 12, 26), date(2027, 12, 27))
    assert len(change.days) == 2 + 12  # named, guessed; none of 2032, which only the new calendar holds


def test_a_notice_that_says_what_was_guessed_still_settles_the_days() -> None:
    guess = statutory.provisional(2027)
    change = changed_span(CALENDAR, Calendar([*YEARS, Year(2027, guess.off, {}), *CALENDAR_AFTER_2026[1:]]))
    assert change.days == ()
    assert (change.first, change.last) == (date(2026, 12, 28), date(2027, 12, 27))


def test_an_amendment_touches_only_its_days() -> None:
    last = YEARS[-1]
    amended = Year(2026, {**last.off, date(2026, 5, 6): "劳动节"}, last.work)
    change = changed_span(CALENDAR, Calendar([*YEARS[:-1], amended, *CALENDAR_AFTER_2026]))
    assert change.days == (date(2026, 5, 6),)
    assert (change.first, change.last) == (date(2026, 5, 6), date(2026, 5, 6))


def test_the_same_calendar_changes_nothing() -> None:
    change = changed_span(CALENDAR, CALENDAR)
    assert change == Change((), None, None)
    assert not change.touches(date(2004, 1, 1), date(2031, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "touched"),
    [
        ("2026-05-01", "2026-05-05", False),
        ("2026-05-01", "2026-05-06", True),
        ("2026-05-06", "2026-05-06", True),
        ("2026-05-07", "2026-05-07", True),
        ("2026-05-08", "2026-05-20", True),
        ("2026-05-09", "2026-05-20", False),
        ("2026-05-01", "2026-05-31", True),
    ],
)
def test_a_period_is_touched_if_it_has_a_day_in_the_span(start: str, end: str, touched: bool) -> None:
    change = Change((date(2026, 5, 6), date(2026, 5, 8)), date(2026, 5, 6), date(2026, 5, 8))
    assert change.touches(date.fromisoformat(start), date.fromisoformat(end)) is touched


def test_the_notice_moves_a_provisional_due_day_and_makes_it_firm() -> None:
    opened = office("2026-12-25 10:00")
    before = due_after(opened, 5, WORKDAY, CALENDAR)
    after = due_after(opened, 5, WORKDAY, with_notice(NOTICE_OF_2027))
    assert (before.last_day, before.provisional) == (date(2027, 1, 4), True)
    assert (after.last_day, after.provisional) == (date(2026, 12, 31), False)
