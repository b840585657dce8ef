"""Silence presupposes somebody who was asked: while a step never reached anybody, its period has no consequence.

Finance has neither a head nor a deputy when the education bureau asks for its countersign on Monday, 1 June 2026. As
soon as there is somebody, the five working days begin for him.
"""

from datetime import date, timedelta

import pytest

from govrules.core import authority, clock
from govrules.core.deadlines import actions as deadlines
from govrules.core.deadlines import queries
from govrules.core.deadlines.models import DeadlineState
from govrules.core.deadlines.recount import recompute
from govrules.core.deadlines.sweep import sweep
from govrules.core.errors import WrongState
from govrules.core.matters.models import StepState
from govrules.core.office import boundaries
from govrules.core.office.actions import appoint
from govrules.core.office.models import Appointment
from tests.core.deadlines.scenes import OVER, SENT, WARNED, acts, ask, last_line, load_2027, mark_only, office, told
from tests.core.deadlines.test_sweep import MARCH, MARCH_OVER, NOTHING, did
from tests.proves import proves

LATER = office("2026-06-10 09:00")  # Wednesday; five working days on: 11, 12, 15, 16, 17 June
LATER_OVER = office("2026-06-18 00:00")


@pytest.fixture
def nobody(cast, silence) -> None:
    """Finance's seats of responsible persons are empty."""
    seats = [cast.seats["finance_head"], cast.seats["finance_deputy"]]
    Appointment.objects.filter(seat__in=seats).update(until=date(2026, 5, 1))


def somebody(cast, at=LATER) -> None:
    """A head of finance is appointed."""
    with clock.frozen(at):
        appoint(cast.seats["finance_head"], cast.finance_head, clock.date_of(at))
    boundaries.cross(at)


@proves("YG-31-7")
def test_silence_of_nobody_is_no_consent(cast, nobody):
    asked = ask(cast)
    assert asked.step.state == StepState.HELD
    assert did(sweep(OVER)) == (1, 0, 0, 1, 0)
    assert asked.again().step.state == StepState.HELD
    d = asked.deadline
    assert (d.state, d.waits_since, d.waits_for) == (DeadlineState.OPEN, OVER, "还没有人可以办理这一步")
    line = last_line(asked.matter)
    assert line.text.startswith("县财政局的时限2026年6月8日已到，还没有人可以办理这一步（")
    assert "县财政局局长岗位空缺" in line.text and line.text.endswith("，暂不产生后果")
    assert told(cast.education_clerk)[-1] == told(cast.director)[-1] == f"暂缓（2026年6月8日）：{asked.matter.title}"


def test_it_is_said_once(cast, nobody):
    ask(cast)
    sweep(OVER)
    assert did(sweep(OVER + timedelta(days=3))) == NOTHING


@proves("YG-31-7")
def test_once_there_is_somebody_his_period_begins_with_the_delivery(cast, nobody):
    asked = ask(cast)
    sweep(OVER)
    somebody(cast)
    d = asked.again().deadline
    assert (asked.step.state, asked.step.assignee, asked.step.due_at) == (
        StepState.PENDING, cast.finance_head, LATER_OVER
    )  # fmt: skip
    assert (d.opened_at, d.due_at, d.waits_since, d.waits_for) == (LATER, LATER_OVER, None, "")
    [line] = [x for x in asked.matter.journal.all() if x.act == "recount"]
    assert line.text.startswith("此前无人可以办理，现已送达褚建国，自送达起算，时限调整为2026年6月17日")
    sweep(LATER_OVER - timedelta(seconds=1))
    assert asked.again().step.state == StepState.PENDING
    sweep(LATER_OVER)
    assert asked.again().step.state == StepState.DEEMED
    assert acts(asked.matter)[-3:] == ["warn", "pass", "deem"]


def test_somebody_before_the_end_has_all_his_days_too(cast, nobody):
    asked = ask(cast)
    somebody(cast, WARNED + timedelta(hours=9))  # Friday the 5th: 8, 9, 10, 11, 12 June
    assert asked.again().deadline.due_at == office("2026-06-13 00:00")


def test_on_the_day_itself_nothing_moves(cast, nobody):
    asked = ask(cast)
    somebody(cast, SENT + timedelta(hours=1))
    assert asked.again().deadline.due_at == OVER
    assert "recount" not in acts(asked.matter)


def test_who_gets_it_second_has_what_is_left(cast, silence):
    """It reached the head; that he left it behind and it was held meanwhile does not begin it anew."""
    asked = ask(cast)
    Appointment.objects.filter(seat__key__in=["finance_head", "finance_deputy"]).update(until=date(2026, 6, 2))
    with clock.frozen(WARNED):
        authority.assign(asked.again().step, WARNED)
    assert asked.again().step.state == StepState.HELD
    somebody(cast, WARNED)
    assert (asked.again().step.state, asked.deadline.due_at) == (StepState.PENDING, OVER)
    sweep(OVER)
    assert asked.again().step.state == StepState.DEEMED


def test_a_limit_that_nothing_follows_from_is_marked_as_ever(cast, nobody):
    asked = mark_only(cast)
    assert did(sweep(OVER)) == (1, 1, 0, 0, 0)
    assert asked.again().deadline.state == DeadlineState.PASSED


def test_the_office_cannot_make_it_take_effect(cast, nobody):
    asked = ask(cast)
    sweep(OVER)
    with pytest.raises(WrongState, match="还没有人可以办理"):
        deadlines.confirm(asked.deadline, cast.clerk, "已过五个工作日", OVER)
    assert did(sweep(OVER)) == NOTHING


def test_it_is_not_over_for_who_comes(cast, nobody):
    asked = ask(cast)
    assert queries.lapsed(asked.step, OVER) is None
    assert [row.unheard for row in queries.waiting(cast.government)] == []
    sweep(OVER)
    assert [row.unheard for row in queries.waiting(cast.government)] == [True]


def test_a_notice_alone_does_not_end_the_wait(cast, nobody):
    """In March 2027 it waits for somebody; the year's notice makes the days firm, and it waits on, told once."""
    asked = ask(cast, at=MARCH)
    sweep(MARCH_OVER)
    assert asked.again().deadline.waits_for == "还没有人可以办理这一步"
    with clock.frozen(MARCH_OVER):
        recompute(load_2027())
    d = asked.again().deadline
    assert (d.provisional, d.waits_for) == (False, "还没有人可以办理这一步")
    assert did(sweep(MARCH_OVER + timedelta(days=1))) == NOTHING
    somebody(cast, MARCH_OVER + timedelta(days=1, hours=9))
    assert asked.again().deadline.due_at > MARCH_OVER
    sweep(asked.deadline.due_at)
    assert asked.again().step.state == StepState.DEEMED


def test_a_provisional_year_waits_again_once_somebody_was_asked(cast, nobody):
    asked = ask(cast, at=MARCH)
    sweep(MARCH_OVER)
    somebody(cast, MARCH_OVER + timedelta(hours=9))
    due = asked.again().deadline.due_at
    assert did(sweep(due)) == (1, 0, 0, 1, 0)
    assert asked.again().deadline.waits_for == "2027年放假安排尚未载入"
    with clock.frozen(due):
        recompute(load_2027())
    sweep(due)
    assert asked.again().step.state == StepState.DEEMED
