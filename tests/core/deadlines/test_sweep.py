"""The sweep fires each rung of each deadline once, in order, at its moment and not before."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from govrules.core import clock
from govrules.core.deadlines import actions as deadlines
from govrules.core.deadlines import sweep as sweeping
from govrules.core.deadlines import volley
from govrules.core.deadlines.models import Deadline, DeadlineState, SweepRun
from govrules.core.deadlines.recount import recompute
from govrules.core.deadlines.sweep import sweep
from govrules.core.errors import NotYours, WrongState
from govrules.core.journal.models import JournalEntry
from govrules.core.journal.verify import verify
from govrules.core.matters import actions as steps
from govrules.core.matters.models import Matter, Step, StepState
from govrules.core.notices.models import Channel, Notice
from govrules.core.office import boundaries
from tests.core.deadlines.scenes import (
    LAST_SECOND,
    OVER,
    SENT,
    WARNED,
    acts,
    ask,
    deem,
    last_line,
    load_2027,
    mark_only,
    office,
    opened,
    reply_rule,
    rungs,
    told,
)
from tests.proves import proves

SECOND = timedelta(seconds=1)


def did(run: SweepRun) -> tuple[int, int, int, int, int]:
    return run.warned, run.passed, run.acted, run.waiting, run.failed


NOTHING = (0, 0, 0, 0, 0)

# --- At its moment ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "fired"), [(WARNED - SECOND, []), (WARNED, [("warn", 0)]), (WARNED + SECOND, [("warn", 0)])]
)
def test_it_warns_at_the_midnight_before_the_last_working_day_but_one(cast, at, fired):
    asked = mark_only(cast)
    sweep(at)
    assert rungs(asked.deadline) == fired


@pytest.mark.parametrize(
    ("at", "state"),
    [
        (LAST_SECOND, DeadlineState.OPEN), (OVER - SECOND, DeadlineState.OPEN),
        (OVER, DeadlineState.PASSED), (OVER + SECOND, DeadlineState.PASSED),
    ],
)  # fmt: skip
def test_it_is_over_at_the_midnight_that_ends_the_last_day(cast, at, state):
    asked = mark_only(cast)
    sweep(WARNED)
    sweep(at)
    assert asked.again().deadline.state == state


@proves("YG-31-7")
@pytest.mark.parametrize(("at", "state"), [(OVER - SECOND, StepState.PENDING), (OVER, StepState.DEEMED)])
def test_silence_takes_effect_at_that_midnight(cast, silence, at, state):
    asked = ask(cast)
    sweep(WARNED)
    sweep(at)
    assert asked.again().step.state == state


def test_a_warning_is_journalled_and_told_to_who_must_act(cast):
    asked = mark_only(cast)
    assert did(sweep(WARNED)) == (1, 0, 0, 0, 0)
    line = last_line(asked.matter)
    assert (line.act, line.actor, line.article, line.at) == ("warn", None, 31, WARNED)
    assert line.text == "提醒县财政局：应于2026年6月8日前办理"
    assert told(cast.finance_head)[-1] == f"提醒（2026年6月8日）：{asked.matter.title}"
    assert told(cast.director) == []
    mail = Notice.objects.get(recipient=cast.finance_head, channel=Channel.EMAIL, subject__startswith="提醒")
    assert (mail.article, mail.matter) == (31, asked.matter)


def test_what_is_late_is_told_to_the_office_too(cast):
    asked = mark_only(cast)
    sweep(WARNED)
    assert did(sweep(OVER)) == (0, 1, 0, 0, 0)
    subject = f"逾期（2026年6月8日）：{asked.matter.title}"
    assert told(cast.finance_head)[-1] == told(cast.director)[-1] == subject
    assert last_line(asked.matter).text == "县财政局逾期：最后一日为2026年6月8日，尚未办理"
    d = asked.again().deadline
    assert (d.state, d.closed_at, d.next_at) == (DeadlineState.PASSED, OVER, None)
    assert asked.step.state == StepState.PENDING


def test_a_consequence_is_journalled_and_told(cast, silence):
    asked = ask(cast)
    sweep(WARNED)
    assert did(sweep(OVER)) == (0, 0, 1, 0, 0)
    assert acts(asked.matter) == ["open", "arm", "warn", "pass", "deem"]
    assert asked.again().deadline.state == DeadlineState.PASSED
    assert told(cast.finance_head)[-1].startswith("逾期")
    assert told(cast.director)[-1].startswith("逾期")


def test_a_held_step_warns_its_custodian(cast):
    asked = mark_only(cast)
    Step.objects.filter(pk=asked.step.pk).update(state=StepState.HELD, assignee=None, custodian=cast.director)
    sweep(WARNED)
    assert told(cast.director)[-1].startswith("提醒")


def test_a_period_without_a_step_warns_who_opened_the_matter(cast):
    matter = opened(cast)
    deadlines.arm(matter, None, reply_rule(cast, on_pass=None), SENT)
    sweep(WARNED)
    assert told(cast.education_clerk)[-1] == f"提醒（2026年6月8日）：{matter.title}"


def test_one_who_left_is_not_told(cast):
    mark_only(cast)
    cast.finance_head.is_active = False
    cast.finance_head.save()
    before = Notice.objects.filter(recipient=cast.finance_head).count()
    assert did(sweep(WARNED)) == (1, 0, 0, 0, 0)
    assert Notice.objects.filter(recipient=cast.finance_head).count() == before


def test_nothing_is_told_to_another_government(cast, silence):
    ask(cast)
    mark_only(cast, cast.resources)
    sweep(OVER)
    assert not Notice.objects.filter(recipient__in=[cast.stranger, cast.other_director]).exists()


# --- Once, and in order -----------------------------------------------------------------------------


def test_a_doubled_tick_does_nothing(cast, silence):
    asked, marked = ask(cast), mark_only(cast)
    for at in (WARNED, OVER):
        assert did(sweep(at)) != NOTHING
        assert did(sweep(at)) == NOTHING
    assert rungs(asked.deadline) == rungs(marked.deadline) == [("warn", 0), ("due", 0)]
    assert acts(asked.matter).count("deem") == 1


def test_after_a_week_down_each_missed_rung_fires_once_in_order(cast, silence):
    asked, marked = ask(cast), mark_only(cast)
    week_later = office("2026-06-16 08:30")
    assert did(sweep(week_later)) == (2, 1, 1, 0, 0)
    assert did(sweep(week_later)) == NOTHING
    assert acts(asked.matter) == ["open", "arm", "warn", "pass", "deem"]
    assert acts(marked.matter) == ["open", "arm", "warn", "pass"]
    for matter in (asked.matter, marked.matter):
        warn, passed = JournalEntry.objects.filter(matter=matter, act__in=["warn", "pass"])
        assert warn.text.endswith("（应于2026年6月5日记录，现补记）")
        assert passed.text.endswith("（应于2026年6月9日记录，现补记）")
        assert warn.at == passed.at == week_later


def test_a_reminder_missed_until_it_was_over_is_not_sent(cast):
    mark_only(cast)
    sweep(office("2026-06-16 08:30"))
    assert [s[:2] for s in told(cast.finance_head)][-1] == "逾期"
    assert not any(s.startswith("提醒") for s in told(cast.finance_head))


def test_a_tick_some_minutes_late_is_not_called_missed(cast):
    asked = mark_only(cast)
    sweep(WARNED + timedelta(minutes=20))
    assert "补记" not in last_line(asked.matter).text


def test_several_periods_of_one_matter_share_its_chain(cast, silence):
    matter = opened(cast)
    ask(cast, matter=matter)
    mark_only(cast, cast.resources, matter=matter)
    mark_only(cast, cast.agriculture, matter=matter, at=office("2026-06-02 09:00"))
    sweep(office("2026-06-20 08:00"))
    warned = [e.data["planned"][:10] for e in JournalEntry.objects.filter(matter=matter, act="warn")]
    assert warned == sorted(warned) and len(warned) == 3
    assert verify() == []


def test_a_page_smaller_than_what_is_due_leaves_nothing(cast, silence):
    many = [mark_only(cast) for _ in range(7)] + [ask(cast) for _ in range(4)]
    run = sweep(OVER, batch=3)
    assert did(run) == (11, 7, 4, 0, 0)
    assert all(rungs(a.deadline) == [("warn", 0), ("due", 0)] for a in many)
    assert all(len(acts(a.matter)) == len(set(acts(a.matter))) for a in many)


def test_pages_go_through_equal_moments_without_repeating(cast):
    made = {mark_only(cast).deadline.pk for _ in range(5)}
    pages = list(sweeping.pages(WARNED, 2))
    assert [len(page) for page in pages] == [2, 2, 1]
    assert {pk for page in pages for _, pk, _ in page} == made


# --- The stored moment is only a hint ---------------------------------------------------------------


def test_an_extension_keeps_it_from_firing_and_fires_anew(cast, silence):
    asked = ask(cast)
    sweep(WARNED)
    request = deadlines.ask_extension(asked.deadline, cast.finance_head, date(2026, 6, 12), "核实", "", WARNED)
    deadlines.answer_extension(request, cast.education_clerk, True, "", WARNED)
    assert did(sweep(OVER)) == NOTHING
    sweep(office("2026-06-11 00:00"))
    sweep(office("2026-06-13 00:00"))
    assert rungs(asked.deadline) == [("warn", 0), ("warn", 1), ("due", 1)]
    assert asked.again().step.state == StepState.DEEMED


def test_a_stale_hint_does_not_fire_an_extended_period(cast, silence):
    asked = ask(cast)
    request = deadlines.ask_extension(asked.deadline, cast.finance_head, date(2026, 6, 12), "核实", "", WARNED)
    deadlines.answer_extension(request, cast.education_clerk, True, "", WARNED)
    Deadline.objects.update(next_at=OVER)
    assert did(sweep(OVER)) == NOTHING
    assert asked.again().step.state == StepState.PENDING


def test_an_unanswered_request_does_not_stop_the_clock(cast, silence):
    asked = ask(cast)
    deadlines.ask_extension(asked.deadline, cast.finance_head, date(2026, 6, 12), "核实", "", WARNED)
    sweep(OVER)
    assert asked.again().step.state == StepState.DEEMED


@pytest.mark.parametrize(
    ("step_state", "state"),
    [
        (StepState.DONE, DeadlineState.MET),
        (StepState.RETURNED, DeadlineState.CANCELLED),
        (StepState.CANCELLED, DeadlineState.CANCELLED),
    ],
)
def test_a_step_that_is_settled_cannot_be_fired(cast, silence, step_state, state):
    asked = ask(cast)
    Step.objects.filter(pk=asked.step.pk).update(state=step_state)
    assert did(sweep(OVER)) == NOTHING
    assert asked.again().deadline.state == state
    assert rungs(asked.deadline) == [] and asked.step.state == step_state


def test_met_periods_never_fire(cast, silence):
    asked = ask(cast)
    deadlines.meet(asked.step, WARNED)
    assert did(sweep(OVER)) == NOTHING


def test_a_calendar_changed_behind_its_back_is_counted_again_before_firing(cast, silence):
    asked = ask(cast)
    Deadline.objects.update(due_at=office("2026-06-06 00:00"), next_at=office("2026-06-05 00:00"))
    assert did(sweep(office("2026-06-06 09:00"))) == NOTHING
    d = asked.again().deadline
    assert (d.due_at, d.state) == (OVER, DeadlineState.OPEN)
    assert last_line(asked.matter).text.startswith("工作日历已更新，时限调整为2026年6月8日")
    assert asked.step.due_at == OVER


def test_what_the_rulebook_only_allows_is_never_done_by_the_timer(cast, silence):
    asked = ask(cast, on_pass_strength="may")
    sweep(WARNED)
    assert did(sweep(OVER)) == (0, 1, 0, 0, 0)
    assert asked.again().step.state == StepState.PENDING
    assert asked.deadline.on_pass == "deemed_no_objection"


def test_a_consequence_that_nobody_has_built_is_left_to_people(cast, monkeypatch):
    monkeypatch.setattr("govrules.core.registry.consequences", dict)
    asked = ask(cast)
    assert did(sweep(OVER)) == (1, 1, 0, 0, 0)
    assert last_line(asked.matter).text.startswith(
        "县财政局逾期：最后一日为2026年6月8日，尚未办理；后续由办公室人工处理"
    )


# --- Provisional ------------------------------------------------------------------------------------

MARCH, MARCH_OVER = office("2027-03-01 10:00"), office("2027-03-09 00:00")


def test_provisional_silence_warns_but_waits_and_says_why_once(cast, silence):
    asked = ask(cast, at=MARCH)
    assert did(sweep(office("2027-03-05 00:00"))) == (1, 0, 0, 0, 0)
    assert did(sweep(MARCH_OVER)) == (0, 0, 0, 1, 0)
    assert did(sweep(MARCH_OVER + timedelta(days=3))) == NOTHING
    d = asked.again().deadline
    assert (d.state, d.waits_since, d.waits_for) == (DeadlineState.OPEN, MARCH_OVER, "2027年放假安排尚未载入")
    assert asked.step.state == StepState.PENDING
    line = last_line(asked.matter)
    assert (line.act, line.text) == (
        "wait", "县财政局的时限2027年3月8日（暂定）已到，2027年放假安排尚未载入，暂不产生后果"
    )  # fmt: skip
    assert (
        told(cast.education_clerk)[-1]
        == told(cast.director)[-1]
        == f"暂缓（2027年3月8日（暂定））：{asked.matter.title}"
    )


def test_a_plain_mark_waits_too(cast):
    """Once marked as over it would stay so for good, whatever the year's notice says of its days."""
    asked = mark_only(cast, at=MARCH)
    assert did(sweep(MARCH_OVER)) == (1, 0, 0, 1, 0)
    assert asked.again().deadline.state == DeadlineState.OPEN
    assert last_line(asked.matter).text.endswith("2027年放假安排尚未载入，暂不记为逾期")
    loaded = office("2027-03-10 09:00")
    with clock.frozen(loaded):
        recompute(load_2027())
    assert did(sweep(loaded)) == (0, 1, 0, 0, 0)
    assert asked.again().deadline.state == DeadlineState.PASSED


def test_a_plain_mark_is_made_when_the_office_decides(cast):
    asked = mark_only(cast, at=MARCH)
    sweep(MARCH_OVER)
    deadlines.confirm(asked.deadline, cast.clerk, "3月8日前无放假安排", MARCH_OVER)
    assert did(sweep(MARCH_OVER)) == (0, 1, 0, 0, 0)


def test_what_waits_takes_effect_when_the_notice_is_loaded(cast, silence):
    asked = ask(cast, at=MARCH)
    sweep(MARCH_OVER)
    loaded = office("2027-03-10 09:00")
    with clock.frozen(loaded):
        recompute(load_2027())
    assert did(sweep(loaded)) == (0, 0, 1, 0, 0)
    assert asked.again().step.state == StepState.DEEMED
    assert acts(asked.matter) == ["open", "arm", "warn", "wait", "recount", "pass", "deem"]


def test_what_waits_takes_effect_when_the_office_decides(cast, silence):
    asked = ask(cast, at=MARCH)
    sweep(MARCH_OVER)
    at = MARCH_OVER + timedelta(hours=9)
    deadlines.confirm(asked.deadline, cast.clerk, "3月8日前无放假安排", at)
    line = last_line(asked.matter)
    assert (line.act, line.actor) == ("confirm", cast.clerk)
    assert line.text == "郑晓认定时限已于2027年3月8日届满：3月8日前无放假安排"
    assert did(sweep(at)) == (0, 0, 1, 0, 0)
    assert asked.again().step.state == StepState.DEEMED


def test_only_the_office_decides_and_only_on_what_waits(cast, silence):
    asked = ask(cast, at=MARCH)
    with pytest.raises(WrongState, match="不在等待认定"):
        deadlines.confirm(asked.deadline, cast.clerk, "依据", MARCH)
    sweep(MARCH_OVER)
    for nobody in (cast.education_clerk, cast.finance_head, cast.head, cast.stranger):
        with pytest.raises(NotYours):
            deadlines.confirm(asked.deadline, nobody, "依据", MARCH_OVER)
    assert did(sweep(MARCH_OVER)) == NOTHING


@pytest.mark.parametrize("hand", ["opened", "rewrote", "signed", "asked what is answered"])
def test_nobody_of_the_office_decides_it_on_his_own_request(cast, silence, hand):
    """The office asks finance itself: who had a hand in its request leaves the decision to a colleague."""
    opening = steps.Opening(
        cast.government, "submission", "关于政务大厅的请示", cast.office,
        cast.clerk if hand == "opened" else cast.vice_director, "consulting",
        asked_by_the_clerk(cast) if hand == "asked what is answered" else None,
    )  # fmt: skip
    matter = steps.open_matter(opening, MARCH)
    if hand == "rewrote":
        steps.join(matter, cast.clerk, "requester", MARCH)
    if hand == "signed":
        [sign] = steps.plan(matter, [steps.StepSpec("sign", "office_director", cast.seats["director"], cast.office)])
        Step.objects.filter(pk=sign.pk).update(state=StepState.DONE, decided_by=cast.clerk)
    asked = ask(cast, at=MARCH, matter=matter)
    sweep(MARCH_OVER)
    with pytest.raises(NotYours, match="由办公室其他人员认定"):
        deadlines.confirm(asked.deadline, cast.clerk, "依据", MARCH_OVER)
    assert did(sweep(MARCH_OVER)) == NOTHING
    deadlines.confirm(asked.deadline, cast.director, "依据", MARCH_OVER)
    assert did(sweep(MARCH_OVER)) == (0, 0, 1, 0, 0)


def asked_by_the_clerk(cast) -> Matter:
    opening = steps.Opening(cast.government, "submission", "请示", cast.office, cast.clerk, "approved")
    return steps.open_matter(opening, MARCH)


def test_the_office_of_another_county_decides_nothing_here(cast, silence):
    asked = ask(cast, at=MARCH)
    sweep(MARCH_OVER)
    with pytest.raises(NotYours):
        deadlines.confirm(asked.deadline, cast.other_director, "依据", MARCH_OVER)


def test_one_who_answers_while_it_waits_has_answered(cast, silence):
    asked = ask(cast, at=MARCH)
    sweep(MARCH_OVER)
    deadlines.meet(asked.step, MARCH_OVER + SECOND)
    d = asked.again().deadline
    assert (d.state, d.waits_since, d.waits_for) == (DeadlineState.MET, None, "")


# --- Something is broken ----------------------------------------------------------------------------


def test_one_broken_consequence_stops_nobody_and_is_counted_on_its_row(cast, silence):
    broken, sound = ask(cast), ask(cast, cast.resources)

    def consequence(deadline, at):
        deem(deadline, at)
        if deadline.pk == broken.deadline.pk:
            raise RuntimeError("意外")

    silence(consequence)
    assert did(sweep(OVER)) == (2, 0, 1, 0, 1)
    assert sound.again().step.state == StepState.DEEMED
    d = broken.again().deadline
    assert (d.state, d.attempts, d.last_error) == (DeadlineState.OPEN, 1, "RuntimeError: 意外")
    assert d.next_at == OVER + timedelta(minutes=1)
    assert broken.step.state == StepState.PENDING
    assert rungs(d) == [("warn", 0)] and acts(broken.matter) == ["open", "arm", "warn"]


def test_a_broken_one_is_tried_again_later_and_later_and_works_once_mended(cast, silence):
    asked = ask(cast)

    def consequence(deadline, at):
        raise RuntimeError

    silence(consequence)
    waits, at = [], OVER
    for _ in range(9):
        assert sweep(at).failed == 1
        following = asked.again().deadline.next_at
        waits.append((following - at) / timedelta(minutes=1))
        assert did(sweep(following - SECOND)) == NOTHING
        at = following
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    silence(deem)
    assert did(sweep(at)) == (0, 0, 1, 0, 0)
    assert rungs(asked.deadline) == [("warn", 0), ("due", 0)]
    assert acts(asked.matter).count("pass") == 1


def test_one_broken_row_of_a_batch_stays_and_the_others_go_on(cast, monkeypatch):
    bad, good = mark_only(cast), [mark_only(cast) for _ in range(3)]
    true_line = volley.line_of

    def line_of(shot, tick):
        if shot.row.id == bad.deadline.pk:
            raise ValueError("坏行")
        return true_line(shot, tick)

    monkeypatch.setattr(volley, "line_of", line_of)
    assert did(sweep(WARNED)) == (3, 0, 0, 0, 1)
    assert all(rungs(a.deadline) == [("warn", 0)] and acts(a.matter)[-1] == "warn" for a in good)
    d = bad.again().deadline
    assert (rungs(d), d.attempts, d.last_error) == ([], 1, "ValueError: 坏行")
    monkeypatch.undo()
    assert did(sweep(WARNED + timedelta(minutes=1))) == (1, 0, 0, 0, 0)
    d = bad.again().deadline
    assert (d.attempts, d.last_error) == (0, "")


def test_broken_boundaries_do_not_stop_the_deadlines(cast, monkeypatch):
    def cross(at):
        raise RuntimeError

    monkeypatch.setattr(boundaries, "cross", cross)
    mark_only(cast)
    assert did(sweep(WARNED)) == (1, 0, 0, 0, 1)


def test_boundaries_are_crossed_before_anyone_is_warned(cast, monkeypatch):
    asked = mark_only(cast)

    def cross(at):
        assert (at, rungs(asked.deadline)) == (WARNED, [])
        Step.objects.filter(pk=asked.step.pk).update(assignee=cast.finance_deputy)
        return boundaries.Crossing()

    monkeypatch.setattr(boundaries, "cross", cross)
    sweep(WARNED)
    assert told(cast.finance_deputy)[-1].startswith("提醒")


# --- The record of the runs -------------------------------------------------------------------------


def test_each_run_is_on_record_but_of_the_idle_ones_only_the_last(cast):
    mark_only(cast)
    runs = [sweep(at) for at in (SENT, SENT, WARNED, WARNED, WARNED)]
    assert list(SweepRun.objects.order_by("pk")) == [runs[2], runs[4]]
    assert all(run.finished_at for run in SweepRun.objects.all())


def test_without_an_argument_it_goes_by_the_office_s_clock(cast):
    mark_only(cast)
    with clock.frozen(WARNED - SECOND) as stopped:
        assert did(sweep()) == NOTHING
        stopped.forward(SECOND)
        assert did(sweep()) == (1, 0, 0, 0, 0)


def test_the_command_says_what_it_did_and_ends_red_on_a_failure(cast, silence, capsys):
    ask(cast)
    call_command("sweep", at="2026-06-05T00:00")
    assert "提醒1项" in capsys.readouterr().out

    def consequence(deadline, at):
        raise RuntimeError

    silence(consequence)
    with pytest.raises(SystemExit) as ended:
        call_command("sweep", at="2026-06-09T00:00")
    assert ended.value.code == 1 and "失败1项" in capsys.readouterr().out


def test_the_command_refuses_what_is_no_moment():
    with pytest.raises(Exception, match="不是时刻"):
        call_command("sweep", at="someday")


def test_a_page_costs_the_same_number_of_queries_however_many_are_due(cast, django_assert_max_num_queries):
    for _ in range(40):
        mark_only(cast)
    with django_assert_max_num_queries(26):
        sweep(OVER)
