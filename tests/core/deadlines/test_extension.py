"""More time: asked for before it is over, agreed with the host, to a later day."""

from datetime import date

import pytest

from govrules.core.deadlines import actions as deadlines
from govrules.core.deadlines import queries
from govrules.core.deadlines.models import DeadlineState, Extension, ExtensionState
from govrules.core.deadlines.sweep import sweep
from govrules.core.errors import BadInput, BrokenRule, NotYours, WrongState
from govrules.core.matters.models import Step, StepState
from govrules.core.workdays import BeyondCalendar
from tests.core.deadlines.scenes import (
    LAST_SECOND,
    OVER,
    SENT,
    WARNED,
    acts,
    ask,
    last_line,
    mark_only,
    office,
    told,
)
from tests.proves import proves

NEW_DAY = date(2026, 6, 12)


def request(cast, asked, until=NEW_DAY, at=WARNED, reason="需现场核实", manner="书面"):
    return deadlines.ask_extension(asked.deadline, cast.finance_head, until, reason, manner, at)


def answer(cast, extension, agree=True, by=None, words="同意", at=WARNED):
    deadlines.answer_extension(extension, by or cast.education_clerk, agree, words, at)


@proves("YG-31-6")
def test_asking_is_on_record_and_does_not_move_the_period(cast):
    asked = ask(cast)
    extension = request(cast, asked)
    assert (extension.state, extension.until, extension.manner) == (ExtensionState.ASKED, NEW_DAY, "书面")
    assert asked.again().deadline.due_at == OVER
    line = last_line(asked.matter)
    assert (line.act, line.actor, line.article) == ("extend_ask", cast.finance_head, 31)
    assert line.text == "褚建国商请延期至2026年6月12日，以书面方式回复：需现场核实"


@proves("YG-31-6")
def test_an_agreed_day_begins_the_period_anew(cast):
    asked = ask(cast)
    answer(cast, request(cast, asked))
    d = asked.again().deadline
    assert (d.agreed_on, d.due_at) == (NEW_DAY, office("2026-06-13 00:00"))
    assert (d.warn_at, d.next_at) == (office("2026-06-11 00:00"), office("2026-06-11 00:00"))
    assert (d.extensions, d.cycle, d.state) == (1, 1, DeadlineState.OPEN)
    assert asked.step.due_at == d.due_at


def test_the_answer_is_journalled_and_told_to_who_asked(cast):
    asked = ask(cast)
    answer(cast, request(cast, asked))
    line = last_line(asked.matter)
    assert (line.act, line.actor, line.article) == ("extend_answer", cast.education_clerk, 31)
    assert line.text == "陈亮同意延期至2026年6月12日：同意"
    assert told(cast.finance_head)[-1] == f"主办单位同意延期至2026年6月12日：{asked.matter.title}"


def test_a_refusal_leaves_the_period_and_gives_a_reason(cast):
    asked = ask(cast)
    extension = request(cast, asked)
    with pytest.raises(BadInput, match="理由"):
        answer(cast, extension, agree=False, words=" ")
    answer(cast, extension, agree=False, words="会期已定")
    extension.refresh_from_db()
    assert (extension.state, extension.answer) == (ExtensionState.REFUSED, "会期已定")
    d = asked.again().deadline
    assert (d.due_at, d.extensions, d.cycle) == (OVER, 0, 0)


@pytest.mark.parametrize("who", ["finance_clerk", "resources_head", "clerk", "head", "stranger"])
def test_only_the_host_agrees(cast, who):
    extension = request(cast, ask(cast))
    with pytest.raises(NotYours) as refused:
        answer(cast, extension, by=getattr(cast, who))
    assert refused.value.reasons[0].article == 31
    assert "县教育局" in str(refused.value)


def test_nobody_agrees_to_his_own_request(cast):
    asked = ask(cast)
    extension = deadlines.ask_extension(asked.deadline, cast.education_head, NEW_DAY, "理由", "", WARNED)
    with pytest.raises(NotYours, match="自己"):
        answer(cast, extension, by=cast.education_head)


def test_where_the_rulebook_knows_no_extension_there_is_none(cast):
    asked = ask(cast, extension_by=None, extension_article=None)
    with pytest.raises(BrokenRule, match="未规定"):
        request(cast, asked)


@pytest.mark.parametrize(("at", "allowed"), [(LAST_SECOND, True), (OVER, False), (office("2026-06-10 09:00"), False)])
def test_asked_before_it_is_over_or_not_at_all(cast, at, allowed):
    asked = ask(cast)
    if allowed:
        assert request(cast, asked, at=at).state == ExtensionState.ASKED
    else:
        with pytest.raises(WrongState, match="时限已过"):
            request(cast, asked, at=at)


def test_an_answer_after_it_is_over_comes_too_late(cast):
    asked = ask(cast)
    extension = request(cast, asked, at=LAST_SECOND)
    with pytest.raises(WrongState, match="时限已过"):
        answer(cast, extension, at=OVER)
    extension.refresh_from_db()
    assert extension.state == ExtensionState.ASKED
    assert asked.again().deadline.due_at == OVER


@pytest.mark.parametrize("until", [date(2026, 6, 8), date(2026, 6, 1), date(1999, 1, 1)])
def test_the_new_day_is_a_later_one(cast, until):
    with pytest.raises(BadInput, match="晚于") as refused:
        request(cast, ask(cast), until=until)
    assert refused.value.field == "until"


def test_an_absurd_day_is_refused(cast):
    with pytest.raises(BeyondCalendar):
        request(cast, ask(cast), until=date(9999, 12, 31))


@pytest.mark.parametrize(
    ("reason", "manner", "field"), [("", "", "reason"), ("x" * 501, "", "reason"), ("理由", "x" * 101, "manner")]
)
def test_the_words_are_checked(cast, reason, manner, field):
    with pytest.raises(BadInput) as refused:
        request(cast, ask(cast), reason=reason, manner=manner)
    assert refused.value.field == field
    assert not Extension.objects.exists()


def test_one_request_at_a_time(cast):
    asked = ask(cast)
    first = request(cast, asked)
    with pytest.raises(WrongState, match="等待主办单位答复"):
        request(cast, asked)
    answer(cast, first, agree=False, words="不同意")
    assert request(cast, asked).pk != first.pk


def test_a_request_is_answered_once(cast):
    extension = request(cast, ask(cast))
    answer(cast, extension)
    with pytest.raises(WrongState, match="已商定"):
        answer(cast, extension)


def test_extended_twice(cast):
    asked = ask(cast)
    answer(cast, request(cast, asked))
    answer(cast, request(cast, asked.again(), until=date(2026, 6, 17)))
    d = asked.again().deadline
    assert (d.extensions, d.cycle, d.due_at) == (2, 2, office("2026-06-18 00:00"))


@pytest.mark.parametrize("end", [deadlines.meet, deadlines.cancel])
def test_a_request_lapses_when_the_step_ends(cast, end):
    asked = ask(cast)
    extension = request(cast, asked)
    end(asked.step, WARNED)
    extension.refresh_from_db()
    assert extension.state == ExtensionState.LAPSED
    with pytest.raises(WrongState):
        answer(cast, extension)


@pytest.mark.parametrize("begin", [ask, mark_only])
def test_a_request_lapses_when_the_limit_passes_unanswered(cast, silence, begin):
    asked = begin(cast)
    extension = request(cast, asked)
    sweep(LAST_SECOND)
    extension.refresh_from_db()
    assert extension.state == ExtensionState.ASKED and queries.requests_of(asked.matter)
    sweep(OVER)
    extension.refresh_from_db()
    assert extension.state == ExtensionState.LAPSED and not queries.requests_of(asked.matter)
    with pytest.raises(WrongState):
        answer(cast, extension, at=OVER)


def test_a_request_lapses_with_a_step_that_was_settled_without_it(cast):
    asked = ask(cast)
    extension = request(cast, asked)
    Step.objects.filter(pk=asked.step.pk).update(state=StepState.CANCELLED)
    sweep(WARNED)
    extension.refresh_from_db()
    assert (extension.state, asked.again().deadline.state) == (ExtensionState.LAPSED, DeadlineState.CANCELLED)


def test_while_a_provisional_period_waits_its_request_does_not_lapse(cast, silence):
    asked = ask(cast, at=office("2027-03-01 10:00"))
    extension = request(cast, asked, until=date(2027, 3, 19), at=office("2027-03-02 10:00"))
    sweep(office("2027-03-09 00:00"))
    extension.refresh_from_db()
    assert extension.state == ExtensionState.ASKED


def test_a_day_without_a_notice_is_agreed_provisionally(cast):
    asked = ask(cast, at=office("2026-12-18 09:00"))
    answer(
        cast, request(cast, asked, until=date(2027, 1, 8), at=office("2026-12-21 09:00")), at=office("2026-12-21 10:00")
    )
    d = asked.again().deadline
    assert d.provisional and d.due_at == office("2027-01-09 00:00")


def test_a_provisional_period_that_waits_may_still_be_extended(cast):
    asked = ask(cast, at=office("2027-03-01 10:00"))
    after = office("2027-03-10 09:00")
    answer(cast, request(cast, asked, until=date(2027, 3, 19), at=after), at=after)
    assert asked.again().deadline.due_at == office("2027-03-20 00:00")
    with pytest.raises(BadInput, match="不早于今天"):
        request(cast, asked, until=date(2027, 3, 22), at=office("2027-03-22 09:00"))


def test_everything_is_in_the_journal_in_order(cast):
    asked = ask(cast, at=SENT)
    answer(cast, request(cast, asked))
    assert acts(asked.matter) == ["open", "arm", "extend_ask", "extend_answer"]
