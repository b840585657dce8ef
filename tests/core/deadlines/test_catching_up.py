"""Whoever loads a notice may be struck before all is counted by it: the sweep makes it good, once and for all."""

import signal
from datetime import timedelta

import pytest

from govrules.core import clock
from govrules.core.calendar.actions import fill_from_package
from govrules.core.calendar.models import CalendarYear
from govrules.core.deadlines import recount
from govrules.core.deadlines import sweep as sweeping
from govrules.core.deadlines.models import Deadline, DeadlineState
from govrules.core.deadlines.recount import recompute
from govrules.core.deadlines.sweep import sweep
from govrules.core.journal.verify import verify
from govrules.core.matters.models import StepState
from tests.core import children
from tests.core.deadlines.scenes import acts, ask, last_line, load_2027, mark_only, office
from tests.core.deadlines.test_recount import published_2027
from tests.core.deadlines.test_sweep import MARCH, MARCH_OVER, NOTHING, did

CHILD = "tests.core.deadlines.loading_child"
MORNING = MARCH_OVER + timedelta(days=1, hours=9)
LOADED = "已载入2027年放假安排（演示〔2026〕1号"


def uncounted() -> list[int]:
    return [row.year for row in CalendarYear.objects.all() if row.counted != row.edition]


def test_what_waits_is_not_lost_when_nobody_counts_after_loading(cast, silence):
    asked = ask(cast, at=MARCH)
    sweep(MARCH_OVER)
    load_2027()  # and there whoever loaded it is struck
    assert uncounted() == [2027]
    assert did(sweep(MORNING)) == (0, 0, 1, 0, 0)
    assert asked.again().step.state == StepState.DEEMED
    assert acts(asked.matter)[-4:] == ["wait", "recount", "pass", "deem"]
    assert any(line.text.startswith(LOADED) for line in asked.matter.journal.filter(act="recount"))
    assert uncounted() == []


@pytest.mark.parametrize("dies", ["loaded", "first page"])
def test_a_process_killed_between_loading_and_counting_loses_nothing(lasting_cast, silence, dies):
    waiting = [ask(lasting_cast, at=MARCH) for _ in range(3)]
    sweep(MARCH_OVER)
    loader = children.start(CHILD, MORNING.isoformat(), dies)
    loader.communicate(timeout=120)
    assert loader.returncode == -signal.SIGKILL
    assert uncounted() == [2027]
    assert sum("recount" in acts(a.matter) for a in waiting) == (1 if dies == "first page" else 0)
    run = sweep(MORNING)
    assert (run.acted, run.failed) == (3, 0)
    assert all(a.again().step.state == StepState.DEEMED for a in waiting)
    assert all(acts(a.matter).count("recount") == 1 for a in waiting)
    assert uncounted() == [] and verify() == []


def test_it_is_made_good_for_what_is_not_over_yet_too(cast):
    asked = ask(cast, at=office("2026-12-28 09:00"))
    with clock.frozen(office("2026-12-29 09:00")):
        published_2027(days_in=("2027-01-02",))
    sweep(office("2026-12-29 09:01"))
    d = asked.again().deadline
    assert (d.due_at, d.provisional, d.cycle) == (office("2027-01-05 00:00"), False, 1)


def test_it_is_done_once(cast, silence, monkeypatch):
    ask(cast, at=MARCH)
    load_2027()
    sweep(MARCH)
    monkeypatch.setattr(recount, "_recompute", lambda *_: pytest.fail("counted again"))
    assert did(sweep(MARCH + timedelta(minutes=1))) == NOTHING


def test_counting_after_loading_leaves_the_sweep_nothing_to_make_good(cast, silence):
    ask(cast, at=MARCH)
    with clock.frozen(MARCH):
        assert recompute(load_2027()) == 1
    assert uncounted() == []


def test_an_edition_loaded_meanwhile_is_counted_by_the_next_sweep(cast, silence, monkeypatch):
    ask(cast, at=MARCH)
    count_page = recount._recompute

    def amended_meanwhile(*arguments):
        CalendarYear.objects.filter(year=2027).update(edition="newer")
        return count_page(*arguments)

    monkeypatch.setattr(recount, "_recompute", amended_meanwhile)
    with clock.frozen(MARCH):
        recompute(load_2027())
    assert uncounted() == [2027]


# --- One matter cannot be counted --------------------------------------------------------------------


@pytest.fixture
def broken(cast, silence, monkeypatch):
    """Three periods wait; the second matter cannot be counted, until it is mended."""
    waiting = [ask(cast, at=MARCH) for _ in range(3)]
    sweep(MARCH_OVER)
    write = recount.line

    def line(row, *arguments):
        if row.matter_id == waiting[1].matter.pk:
            raise ZeroDivisionError("意外")
        return write(row, *arguments)

    monkeypatch.setattr(recount, "line", line)
    waiting.append(lambda: monkeypatch.setattr(recount, "line", write))
    return waiting


def test_the_others_on_its_page_are_counted_and_it_is_left_to_the_sweep(cast, broken):
    first, second, third, mend = broken
    with clock.frozen(MORNING):
        assert recompute(load_2027()) == 2
    assert [a.again().deadline.provisional for a in (first, second, third)] == [False, True, False]
    d = second.deadline
    assert (d.next_at, d.attempts, d.last_error) == (MORNING, 1, "ZeroDivisionError: 意外")
    assert "recount" not in acts(second.matter)
    mend()
    assert did(sweep(MORNING)) == (0, 0, 2, 0, 0), "it was counted, and is due at the next tick"
    assert did(sweep(MORNING)) == (0, 0, 1, 0, 0)
    assert second.again().step.state == StepState.DEEMED
    assert acts(second.matter).count("recount") == 1


def test_a_failure_while_catching_up_ends_the_sweep_red(cast, broken):
    *_, mend = broken
    load_2027()
    run = sweep(MORNING)
    assert (run.acted, run.failed) == (2, 1)
    mend()
    assert did(sweep(MORNING + timedelta(hours=1))) == (0, 0, 1, 0, 0)


def test_a_calendar_that_cannot_be_read_stops_no_warning(cast, monkeypatch):
    mark_only(cast)

    def fails(_):
        raise RuntimeError

    monkeypatch.setattr(sweeping, "catch_up", fails)
    assert did(sweep(office("2026-06-05 00:00"))) == (1, 0, 0, 0, 1)


def test_one_that_came_up_for_nothing_is_put_back_to_its_time(cast, silence):
    """A failure made the sweep look at them; nothing has changed, and nothing is due."""
    early, warned, waits = ask(cast, at=MARCH), ask(cast, at=MARCH), ask(cast, at=office("2027-02-22 09:00"))
    at = office("2027-03-05 09:00")
    sweep(at)
    Deadline.objects.filter(pk=early.deadline.pk).update(next_at=MARCH)
    Deadline.objects.filter(pk=waits.deadline.pk).update(next_at=MARCH, attempts=1, last_error="意外")
    assert did(sweep(at)) == NOTHING
    assert [a.again().deadline.next_at for a in (early, warned, waits)] == [MARCH_OVER, MARCH_OVER, None]
    assert (waits.deadline.state, waits.deadline.attempts) == (DeadlineState.OPEN, 0)


# --- The first calendar, and a program's update ------------------------------------------------------


@pytest.mark.django_db
def test_the_first_filling_leaves_nothing_to_count():
    fill_from_package()
    assert uncounted() == []


def test_a_year_that_an_update_of_the_program_brings_settles_what_was_provisional(cast, monkeypatch):
    """2026 is not there yet: a period in March 2026 waits, and the newer package's year ends the wait."""
    CalendarYear.objects.filter(year=2026).delete()
    asked = mark_only(cast, at=office("2026-03-02 09:00"))
    sweep(office("2026-03-10 00:00"))
    assert asked.again().deadline.waits_since
    fill_from_package()
    assert 2026 in uncounted()
    sweep(office("2026-03-10 09:00"))
    assert asked.again().deadline.state == DeadlineState.PASSED
    assert last_line(asked.matter).act == "pass"
