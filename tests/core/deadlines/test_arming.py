"""Beginning and ending periods: by the rulebook, by the host's own limit, by the office's own setting."""

from datetime import datetime

import pytest

from govrules.core.deadlines import actions as deadlines
from govrules.core.deadlines.models import Deadline, DeadlineState
from govrules.core.errors import BadInput, BrokenRule
from govrules.core.office.models import OfficeSetting
from tests.core.deadlines.scenes import (
    LAST_SECOND,
    OVER,
    SENT,
    WARNED,
    acts,
    ask,
    last_line,
    office,
    opened,
    put_before,
    reply_rule,
)
from tests.proves import proves


@proves("YG-31-5")
def test_a_reply_is_due_in_five_working_days(cast):
    asked = ask(cast)
    d = asked.deadline
    assert (d.due_at, d.warn_at, d.next_at) == (OVER, WARNED, WARNED)
    assert (d.rule, d.article, d.count, d.unit) == ("countersign_reply", 31, 5, "workday")
    assert (d.state, d.provisional, d.basis) == (DeadlineState.OPEN, False, "")
    assert (d.on_pass, d.on_pass_article, d.on_pass_strength) == ("deemed_no_objection", 31, "must")
    assert d.government == cast.government


def test_the_step_carries_the_moments_for_the_queue(cast):
    step = ask(cast).step
    assert (step.due_at, step.warn_at) == (OVER, WARNED)
    step.refresh_from_db()
    assert (step.due_at, step.warn_at) == (OVER, WARNED)


def test_the_journal_says_until_when_and_how_it_was_counted(cast):
    line = last_line(ask(cast).matter)
    assert (line.act, line.article, line.at) == ("arm", 31, SENT)
    assert line.text.startswith("县财政局应于2026年6月8日前办理")
    assert "5个工作日：6月2日—5日、8日" in line.text
    assert datetime.fromisoformat(line.data["due"]) == OVER


@proves("YG-31-5")
def test_the_host_may_set_another_limit(cast):
    matter = opened(cast)
    step = put_before(cast, matter, cast.finance)
    made = deadlines.arm(matter, step, reply_rule(cast), SENT, count=2, basis="防汛急用")
    assert (made.count, made.basis, made.due_at) == (2, "防汛急用", office("2026-06-04 00:00"))
    assert "防汛急用" in last_line(matter).text


def test_a_limit_of_ones_own_is_refused_where_the_rulebook_knows_none(cast):
    matter = opened(cast)
    step = put_before(cast, matter, cast.finance)
    with pytest.raises(BrokenRule) as refused:
        deadlines.arm(matter, step, reply_rule(cast, host_may_set=False), SENT, count=2)
    assert refused.value.reasons[0].article == 31
    assert not Deadline.objects.exists()


@pytest.mark.parametrize("count", [0, -1, 100_000])
def test_an_absurd_limit_is_refused(cast, count):
    matter = opened(cast)
    step = put_before(cast, matter, cast.finance)
    with pytest.raises(BadInput):
        deadlines.arm(matter, step, reply_rule(cast), SENT, count=count)
    assert not Deadline.objects.exists()


def test_where_the_rulebook_is_silent_nothing_begins(cast):
    matter = opened(cast)
    step = put_before(cast, matter, cast.township)
    silent = cast.book.deadline("countersign_reply", {"to_township": True})
    assert deadlines.arm(matter, step, silent, SENT) is None
    assert step.due_at is None and not Deadline.objects.exists()


def test_where_the_rulebook_is_silent_the_host_may_still_ask_for_a_day(cast):
    matter = opened(cast)
    step = put_before(cast, matter, cast.township)
    silent = cast.book.deadline("countersign_reply", {"to_township": True})
    made = deadlines.arm(matter, step, silent, SENT, count=3)
    assert (made.count, made.basis, made.on_pass) == (3, "主办单位另定时限", "")


@pytest.mark.parametrize(
    ("value", "count", "unit"),
    [(3, 3, "workday"), ({"count": 3}, 3, "workday"), ({"count": 7, "unit": "day"}, 7, "day")],
)
def test_the_office_s_own_limit_has_no_article(cast, value, count, unit):
    matter = opened(cast)
    step = put_before(cast, matter, cast.finance)
    setting = OfficeSetting(government=cast.government, key="limit.review", value=value, basis="办公室会议纪要")
    made = deadlines.arm_setting(matter, step, setting, SENT)
    assert (made.count, made.unit, made.article) == (count, unit, None)
    assert made.basis == "本办规定：办公室会议纪要" and last_line(matter).article is None


@pytest.mark.parametrize("value", ["three", {"days": 3}, 0, None, True])
def test_a_setting_that_is_no_number_of_days_is_refused(cast, value):
    matter = opened(cast)
    setting = OfficeSetting(government=cast.government, key="limit.review", value=value, basis="x")
    with pytest.raises(BadInput, match="天"):
        deadlines.arm_setting(matter, None, setting, SENT)


def test_a_period_in_an_unpublished_year_is_provisional(cast):
    d = ask(cast, at=office("2027-03-01 10:00")).deadline
    assert d.provisional and d.due_at == office("2027-03-09 00:00")
    assert "2027年放假安排尚未载入" in d.counted


@pytest.mark.parametrize(
    ("at", "state"),
    [(WARNED, DeadlineState.MET), (LAST_SECOND, DeadlineState.MET), (OVER, DeadlineState.PASSED)],
)
def test_a_decision_ends_the_period(cast, at, state):
    asked = ask(cast)
    deadlines.meet(asked.step, at)
    d = asked.again().deadline
    assert (d.state, d.closed_at, d.next_at) == (state, at, None)


def test_what_happens_to_one_step_leaves_the_others_alone(cast):
    matter = opened(cast)
    finance, resources = ask(cast, matter=matter), ask(cast, cast.resources, matter=matter)
    deadlines.meet(finance.step, WARNED)
    assert finance.again().deadline.state == DeadlineState.MET
    assert resources.again().deadline.state == DeadlineState.OPEN


def test_a_cancelled_step_has_no_limit_any_more(cast):
    asked = ask(cast)
    deadlines.cancel(asked.step, WARNED)
    asked.again()
    assert (asked.deadline.state, asked.deadline.next_at) == (DeadlineState.CANCELLED, None)
    assert (asked.step.due_at, asked.step.warn_at) == (None, None)


def test_after_a_return_the_period_begins_anew(cast):
    asked = ask(cast)
    deadlines.cancel(asked.step, WARNED)
    again = deadlines.arm(asked.matter, asked.step, reply_rule(cast), office("2026-06-10 09:00"))
    assert again.due_at == office("2026-06-18 00:00") == asked.step.due_at
    assert acts(asked.matter).count("arm") == 2


def test_of_several_periods_the_step_shows_the_nearest(cast):
    asked = ask(cast)
    deadlines.arm(asked.matter, asked.step, reply_rule(cast), SENT, count=2)
    assert asked.step.due_at == office("2026-06-04 00:00")
    assert Deadline.objects.filter(step=asked.step).count() == 2


def test_light_and_words_of_a_step(cast):
    step = ask(cast).step
    assert deadlines.light(step, SENT) == "green"
    assert deadlines.light(step, OVER) == "red"
    assert deadlines.left_words(step, SENT) == "剩 5 天"
    deadlines.cancel(step, SENT)
    assert deadlines.left_words(step, SENT) == ""
