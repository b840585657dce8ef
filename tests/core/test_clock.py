"""The office's clock: real, stopped for a test, and moved in the demo."""

from datetime import UTC, date, datetime, timedelta
from threading import Thread
from unittest import mock

import pytest
from django.db import IntegrityError, transaction

from govrules.core import clock
from govrules.core.calendar import actions
from govrules.core.calendar.models import ClockOffset
from govrules.core.errors import BadInput, NotYours
from tests.core.calendars import office, utc

JUNE = office("2026-06-01 09:00")
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


# --- Read and stopped ---


def test_the_wall_clock_is_the_real_time_in_utc() -> None:
    before = datetime.now(UTC)
    moment = clock.wall()
    assert before <= moment <= datetime.now(UTC)
    assert moment.tzinfo is UTC


def test_stopped_the_clock_shows_the_moment_given() -> None:
    with clock.frozen(JUNE):
        assert clock.now() == clock.wall() == JUNE
        assert clock.today() == date(2026, 6, 1)


def test_a_stopped_clock_needs_no_database() -> None:
    """This test has no access to one; the demo's offset is not asked for."""
    with clock.frozen(JUNE):
        assert clock.offset() == timedelta(0)


def test_outside_the_demo_no_database_is_asked(settings) -> None:
    settings.DEMO = False
    assert abs(clock.now() - clock.wall()) < SECOND


def test_afterwards_the_clock_runs_again() -> None:
    with clock.frozen(JUNE):
        pass
    assert clock.wall() > utc("2026-06-01 09:00") or clock.wall() < JUNE
    assert clock.wall() != JUNE


def test_after_an_error_the_clock_runs_again() -> None:
    with pytest.raises(KeyError), clock.frozen(JUNE):
        raise KeyError
    assert clock.wall() != JUNE


def test_stopped_within_stopped() -> None:
    with clock.frozen(JUNE):
        with clock.frozen(JUNE + HOUR):
            assert clock.now() == JUNE + HOUR
        assert clock.now() == JUNE


def test_a_stopped_clock_may_be_set_and_moved() -> None:
    with clock.frozen(JUNE) as stopped:
        stopped.forward(HOUR)
        assert clock.now() == JUNE + HOUR
        stopped.move_to(office("2026-06-08 00:00"))
        assert clock.today() == date(2026, 6, 8)
        stopped.forward(-SECOND)
        assert clock.today() == date(2026, 6, 7)


def test_another_thread_has_its_own_time() -> None:
    seen: list[datetime] = []
    with clock.frozen(JUNE):
        thread = Thread(target=lambda: seen.append(clock.wall()))
        thread.start()
        thread.join()
    assert seen[0] != JUNE


@pytest.mark.parametrize("use", ["stop", "set", "date"])
def test_a_moment_needs_its_zone(use: str) -> None:
    bare = datetime(2026, 6, 1, 9)
    with pytest.raises(ValueError, match="time zone"):
        if use == "date":
            clock.date_of(bare)
        with clock.frozen(bare if use == "stop" else JUNE) as stopped:
            stopped.move_to(bare)


# --- Days of the office ---


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-06-01 15:59:59", "2026-06-01"),
        ("2026-06-01 16:00:00", "2026-06-02"),  # midnight in the office
        ("2026-12-31 15:59:59", "2026-12-31"),
        ("2026-12-31 16:00:00", "2027-01-01"),
    ],
)
def test_the_date_is_the_offices(moment: str, day: str) -> None:
    with clock.frozen(utc(moment)):
        assert clock.today() == date.fromisoformat(day)
    assert clock.date_of(utc(moment)) == date.fromisoformat(day)


def test_a_day_starts_at_the_offices_midnight() -> None:
    start = clock.start_of_day(date(2026, 6, 2))
    assert start == utc("2026-06-01 16:00") == office("2026-06-02 00:00")
    assert clock.date_of(start) == date(2026, 6, 2)
    assert clock.date_of(start - timedelta(microseconds=1)) == date(2026, 6, 1)


def test_a_year_has_no_shorter_or_longer_days() -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(366)]
    starts = [clock.start_of_day(day) for day in days]
    assert {b - a for a, b in zip(starts, starts[1:], strict=False)} == {timedelta(days=1)}


# --- The demo's clock ---


@pytest.fixture
def demo(db: None) -> clock.StoppedClock:
    """A filled calendar, the wall clock stopped on 22 November 2026, the demo's offset in force."""
    actions.fill_from_package(JUNE)
    with clock.frozen(office("2026-11-22 14:00"), demo=True) as wall:
        yield wall


def test_without_a_row_the_demo_shows_the_wall_clock(demo: clock.StoppedClock) -> None:
    assert clock.now() == clock.wall() == office("2026-11-22 14:00")


@pytest.mark.parametrize("as_of", ["2026-06-01 08:30", "2027-03-01 08:30", "2026-11-22 14:00"])
def test_the_demo_may_be_loaded_as_of_a_day_past_or_future(demo: clock.StoppedClock, as_of: str) -> None:
    assert actions.start_clock(office(as_of)) == office(as_of)
    assert clock.now() == office(as_of)
    assert clock.wall() == office("2026-11-22 14:00")


def test_the_demos_clock_runs_on(demo: clock.StoppedClock) -> None:
    actions.start_clock(JUNE)
    demo.forward(HOUR)
    assert clock.now() == JUNE + HOUR


def test_the_clock_is_moved_forward(demo: clock.StoppedClock) -> None:
    actions.start_clock(JUNE)
    assert actions.advance_clock(office("2026-06-08 00:00")) == office("2026-06-08 00:00")
    assert clock.today() == date(2026, 6, 8)
    actions.advance_clock(office("2026-06-08 00:01"))
    assert clock.now() == office("2026-06-08 00:01")
    assert ClockOffset.objects.count() == 1


@pytest.mark.parametrize("back", [timedelta(0), SECOND, timedelta(days=400)])
def test_the_clock_never_goes_back(demo: clock.StoppedClock, back: timedelta) -> None:
    actions.start_clock(JUNE)
    with pytest.raises(BadInput, match="只能向前拨") as refused:
        actions.advance_clock(JUNE - back)
    assert refused.value.field == "to"
    assert clock.now() == JUNE


@pytest.mark.parametrize("to", ["2031-01-01 00:00", "2031-12-31 00:00", "2100-01-01 00:00", "9999-12-31 23:59"])
def test_the_clock_stops_short_of_the_calendars_end(demo: clock.StoppedClock, to: str) -> None:
    with pytest.raises(BadInput, match="工作日历只到2031年12月31日，办公时钟最远可拨到2030年12月30日"):
        actions.advance_clock(office(to))
    assert clock.now() == office("2026-11-22 14:00")


def test_the_last_day_that_the_clock_may_reach(demo: clock.StoppedClock) -> None:
    actions.advance_clock(office("2030-12-30 23:59"))
    assert clock.today() == date(2030, 12, 30)


def test_the_clock_cannot_start_before_the_calendar(demo: clock.StoppedClock) -> None:
    with pytest.raises(BadInput, match="工作日历"):
        actions.start_clock(office("2003-12-31 23:59"))
    actions.start_clock(office("2004-01-01 00:00"))
    assert clock.today() == date(2004, 1, 1)


@pytest.mark.parametrize("act", [actions.advance_clock, actions.start_clock])
def test_outside_the_demo_nobody_moves_the_clock(demo: clock.StoppedClock, settings, act) -> None:
    settings.DEMO = False
    with pytest.raises(NotYours, match="只有演示系统"):
        act(office("2026-12-01 09:00"))
    assert not ClockOffset.objects.exists()


def test_outside_the_demo_a_row_left_over_counts_for_nothing(demo: clock.StoppedClock, settings) -> None:
    actions.start_clock(JUNE)
    settings.DEMO = False
    assert clock.now() == clock.wall()


def test_there_is_one_offset_at_most(demo: clock.StoppedClock) -> None:
    actions.start_clock(JUNE)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClockOffset.objects.create(id=2, offset=HOUR)


def test_the_offset_is_one_small_query(demo: clock.StoppedClock, django_assert_num_queries) -> None:
    actions.start_clock(JUNE)
    with django_assert_num_queries(1):
        clock.now()


def test_now_reads_the_wall_clock_once(demo: clock.StoppedClock) -> None:
    with mock.patch.object(clock, "wall", return_value=JUNE) as wall:
        assert clock.now() == JUNE
    assert wall.call_count == 1
