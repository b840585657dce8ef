"""Loading a year's notice counts open deadlines again: only those it touches, and never into the past."""

from datetime import date

import pytest

from govrules.core import clock
from govrules.core.calendar import actions as calendar
from govrules.core.calendar import queries as calendars
from govrules.core.deadlines import actions as deadlines
from govrules.core.deadlines.models import Deadline, DeadlineState
from govrules.core.deadlines.recount import recompute, recounted, with_warned
from govrules.core.deadlines.sweep import sweep
from tests.core.deadlines.scenes import acts, ask, last_line, load_2027, mark_only, office, rungs, told


@pytest.fixture
def december(monkeypatch):
    """The office's clock stands at 21 December 2026, 9:00, before the notice of 2027 is out."""
    at = office("2026-12-21 09:00")
    with clock.frozen(at) as stopped:
        yield stopped


def published_2027(days_in: tuple[str, ...] = ("2027-01-02",), days_off: tuple[str, ...] = ()) -> calendar.Loaded:
    """A notice of 2027 with all statutory days off, and these days worked or off as well."""
    from_regulation = calendars.statutory.provisional(2027)
    off = dict(from_regulation.off) | {date.fromisoformat(day): "元旦" for day in days_off}
    work = {date.fromisoformat(day): "元旦" for day in days_in}
    return calendar.load_notice(2027, off, work, "样例办〔2026〕9号", None, demo=True)


def moves_told(cast) -> list[str]:
    return [subject for subject in told(cast.finance_head) if "时限调整" in subject]


def test_a_notice_makes_a_provisional_period_firm(cast, december):
    asked = ask(cast, at=december.moment)  # 22, 23, 24, 25, 28 December: the 28th is not settled
    assert asked.deadline.provisional
    changed = recompute(published_2027(days_in=()))
    d = asked.again().deadline
    assert (changed, d.provisional, d.due_at) == (1, False, office("2026-12-29 00:00"))
    line = last_line(asked.matter)
    assert (line.act, line.article, line.actor) == ("recount", 31, None)
    assert line.text == "已载入2027年放假安排（样例办〔2026〕9号），时限确定为2026年12月28日，不再暂定"
    assert not moves_told(cast)


def test_a_day_worked_moves_the_end_forward_and_it_is_told(cast, december):
    asked = ask(cast, at=office("2026-12-28 09:00"))  # 29, 30, 31 December, 4, 5 January
    assert asked.deadline.due_at == office("2027-01-06 00:00")
    recompute(published_2027(days_in=("2027-01-02",)))
    d = asked.again().deadline
    assert (d.due_at, d.warn_at) == (office("2027-01-05 00:00"), office("2027-01-02 00:00"))
    assert (d.cycle, d.next_at) == (1, office("2027-01-02 00:00"))
    assert asked.step.due_at == d.due_at
    assert told(cast.finance_head)[-1] == f"时限调整为2027年1月4日：{asked.matter.title}"
    assert "时限调整为2027年1月4日" in last_line(asked.matter).text


def test_a_day_off_moves_the_end_back(cast, december):
    asked = ask(cast, at=office("2026-12-28 09:00"))
    recompute(published_2027(days_in=(), days_off=("2026-12-31",)))
    assert asked.again().deadline.due_at == office("2027-01-07 00:00")


def test_what_the_notice_does_not_touch_stays_untouched(cast, december):
    early = ask(cast, at=office("2026-12-14 09:00"))
    met = ask(cast, at=office("2026-12-28 09:00"))
    deadlines.meet(met.step, office("2026-12-29 09:00"))
    before = list(Deadline.objects.order_by("pk").values())
    assert recompute(published_2027()) == 0
    assert list(Deadline.objects.order_by("pk").values()) == before
    assert acts(early.matter) == ["open", "arm"]


def test_the_same_notice_again_changes_nothing(cast, december):
    asked = ask(cast, at=office("2026-12-28 09:00"))
    recompute(published_2027())
    lines = acts(asked.matter)
    assert recompute(published_2027()) == 0
    assert acts(asked.matter) == lines


def test_an_end_that_would_be_past_stays_where_it_was(cast):
    asked = ask(cast, at=office("2026-12-28 09:00"))  # until 5 January
    with clock.frozen(office("2027-01-05 09:00")):
        recompute(published_2027(days_in=("2027-01-02",)))  # by which it would have ended on the 4th
    d = asked.again().deadline
    assert (d.due_at, d.provisional, d.cycle) == (office("2027-01-06 00:00"), False, 0)
    assert "为不使时限倒退" in last_line(asked.matter).text
    assert not moves_told(cast)


def test_a_warned_period_that_moves_warns_again(cast, silence):
    asked = ask(cast, at=office("2026-12-28 09:00"))
    sweep(office("2027-01-04 00:00"))
    assert rungs(asked.deadline) == [("warn", 0)]
    with clock.frozen(office("2027-01-04 09:00")):
        recompute(published_2027(days_in=(), days_off=("2027-01-05",)))
    sweep(office("2027-01-05 09:00"))
    d = asked.again().deadline
    assert (d.due_at, rungs(d)) == (office("2027-01-07 00:00"), [("warn", 0), ("warn", 1)])


def test_a_warned_period_that_only_becomes_firm_does_not_warn_again(cast, silence):
    asked = ask(cast, at=office("2026-12-28 09:00"))
    sweep(office("2027-01-04 00:00"))
    with clock.frozen(office("2027-01-04 09:00")):
        recompute(published_2027(days_in=()))
    d = asked.again().deadline
    assert (d.provisional, d.next_at, d.due_at) == (False, d.due_at, office("2027-01-06 00:00"))
    sweep(office("2027-01-05 09:00"))
    assert rungs(d) == [("warn", 0)]


def test_a_period_that_seemed_over_is_put_right_by_the_notice(cast):
    """By the statutory days it ended on 5 January; the notice makes that a day off, so it ends on the 6th."""
    asked = mark_only(cast, at=office("2026-12-28 09:00"))
    sweep(office("2027-01-06 00:00"))
    assert asked.again().deadline.state == DeadlineState.OPEN
    with clock.frozen(office("2027-01-06 09:00")):
        recompute(published_2027(days_in=(), days_off=("2027-01-05",)))
    d = asked.again().deadline
    assert (d.state, d.due_at, d.waits_since) == (DeadlineState.OPEN, office("2027-01-07 00:00"), None)
    sweep(office("2027-01-06 23:59:59"))
    assert asked.again().deadline.state == DeadlineState.OPEN
    sweep(office("2027-01-07 00:00"))
    assert asked.again().deadline.state == DeadlineState.PASSED


def test_an_agreed_day_does_not_move_but_becomes_firm(cast, december):
    asked = ask(cast, at=december.moment)
    request = deadlines.ask_extension(asked.deadline, cast.finance_head, date(2027, 1, 4), "核实", "", december.moment)
    deadlines.answer_extension(request, cast.education_clerk, True, "", december.moment)
    assert asked.again().deadline.provisional
    recompute(published_2027())
    d = asked.again().deadline
    assert (d.due_at, d.provisional) == (office("2027-01-05 00:00"), False)


def test_only_the_reminder_moves_and_nothing_is_told(cast, december):
    asked = mark_only(cast, at=office("2027-02-22 09:00"))  # 23 to 26 February, 1 March
    Deadline.objects.filter(pk=asked.deadline.pk).update(warn_at=office("2027-02-25 00:00"), provisional=False)
    row = with_warned(Deadline.objects.all()).get()
    row.provisional = True
    new = recounted(row, calendars.current(), december.moment)
    assert new and not new.moved and new.words == ""
    assert new.moments.warn_at == office("2027-02-26 00:00")


def test_recounting_holds_for_many_matters(cast, december):
    all_asked = [ask(cast, at=office("2026-12-28 09:00")) for _ in range(5)]
    assert recompute(published_2027()) == 5
    assert {asked.again().deadline.due_at for asked in all_asked} == {office("2027-01-05 00:00")}
    assert all(acts(asked.matter) == ["open", "arm", "recount"] for asked in all_asked)


def test_the_demo_s_notice_settles_march(cast):
    asked = ask(cast, at=office("2027-03-01 10:00"))
    with clock.frozen(office("2027-03-01 11:00")):
        recompute(load_2027())
    d = asked.again().deadline
    assert (d.provisional, d.state) == (False, DeadlineState.OPEN)
