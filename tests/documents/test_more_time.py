"""An organ that cannot answer in time agrees a new day with the host (article 31)."""

from datetime import date

import pytest

from documents import actions as steps
from documents.consultation import actions as consultation
from govrules.core.deadlines.actions import answer_extension
from govrules.core.deadlines.models import Extension
from govrules.core.errors import BadInput, BrokenRule, NotYours, WrongState
from tests.core.calendars import office
from tests.documents.papers import DAY, DUE, MOMENT, Papers, browser, sweep_at
from tests.proves import proves

UNTIL = date(2026, 6, 12)


@pytest.fixture
def request_(papers: Papers):
    """Finance has been asked; it has until 8 June."""
    made = papers.draft(touched=["finance"])
    papers.ask(made, "finance")
    return made


def wish(papers: Papers, of, until=UNTIL, reason: str = "要到现场核实。", by: str = "finance_head") -> Extension:
    step = papers.asked(of, "finance").step
    consultation.ask_more_time(step.pk, getattr(papers.cast, by), until, reason, "书面回复")
    return Extension.objects.latest("pk")


def answer(papers: Papers, wished: Extension, monday, agree: bool, by="education_clerk", words="") -> None:
    answer_extension(wished, getattr(papers.cast, by), agree, words, monday.moment)


def due(papers: Papers, of):
    return papers.asked(of, "finance").step.deadlines.get().due_at


@proves("YG-31-6")
def test_asking_alone_moves_nothing(papers: Papers, request_):
    wished = wish(papers, request_)
    assert (wished.state, wished.asked_by, wished.until, wished.manner) == (
        "asked", papers.cast.finance_head, UNTIL, "书面回复",
    )  # fmt: skip
    assert due(papers, request_) == DUE
    assert papers.told("education_clerk")[-1] == "县财政局商请延期至06月12日：县教育局关于新建城东小学的请示"


@proves("YG-31-6")
def test_agreed_by_the_host_the_new_day_holds(papers: Papers, request_, monday):
    answer(papers, wish(papers, request_), monday, agree=True)
    assert due(papers, request_) == office("2026-06-13 00:00")
    step = papers.asked(request_, "finance").step
    assert step.due_at == office("2026-06-13 00:00"), "the queue sorts by it"
    assert papers.journal(request_, "extend_answer")[0].article == 31


@proves("YG-31-6")
def test_refused_the_old_day_stays(papers: Papers, request_, monday):
    wished = wish(papers, request_)
    with pytest.raises(BadInput, match="不同意延期的理由"):
        answer(papers, wished, monday, agree=False)
    answer(papers, wished, monday, agree=False, words="月底前必须报出。")
    assert due(papers, request_) == DUE
    wished.refresh_from_db()
    assert (wished.state, wished.answer) == ("refused", "月底前必须报出。")


@proves("YG-31-6", "YG-31-7")
def test_agreed_time_holds_back_the_silence_until_it_is_over(papers: Papers, request_, monday):
    answer(papers, wish(papers, request_), monday, agree=True)
    sweep_at(DUE, monday)
    assert papers.asked(request_, "finance").step.state == "pending"
    sweep_at(office("2026-06-13 00:00") - MOMENT, monday)
    assert papers.asked(request_, "finance").step.state == "pending"
    sweep_at(office("2026-06-13 00:00"), monday)
    assert papers.asked(request_, "finance").step.state == "deemed"


@proves("YG-31-6")
@pytest.mark.parametrize("who", ["finance_clerk", "clerk", "director", "head", "stranger", "finance_head"])
def test_only_the_host_agrees(papers: Papers, request_, monday, who):
    wished = wish(papers, request_)
    with pytest.raises(NotYours):
        answer(papers, wished, monday, agree=True, by=who)
    assert due(papers, request_) == DUE


@pytest.mark.parametrize("who", ["finance_clerk", "finance_deputy", "education_clerk"])
def test_only_who_may_answer_asks(papers: Papers, request_, who):
    with pytest.raises(NotYours):
        wish(papers, request_, by=who)
    assert not Extension.objects.exists()


@pytest.mark.parametrize("until", [date(2026, 6, 8), date(2026, 6, 1), date(2020, 1, 1), date(1, 1, 1)], ids=str)
def test_a_day_that_is_no_later_is_refused(papers: Papers, request_, until):
    with pytest.raises(BadInput, match="应晚于原定的最后一日"):
        wish(papers, request_, until)


@pytest.mark.parametrize("until", [date(9999, 12, 31), date(2090, 1, 1)], ids=str)
def test_an_absurdly_late_day_is_refused_in_words(papers: Papers, request_, until):
    with pytest.raises((BadInput, BrokenRule, ValueError)) as refused:
        wish(papers, request_, until)
    assert "2031" in str(refused.value) or "日历" in str(refused.value)
    assert not Extension.objects.exists()


def test_without_a_reason_it_is_refused(papers: Papers, request_):
    with pytest.raises(BadInput, match="请写明延期的理由"):
        wish(papers, request_, reason=" ")


@pytest.mark.parametrize("typed", ["", "明天", "2026-02-30", None, "9" * 30])
def test_a_day_that_is_none_is_refused_at_its_field(papers: Papers, request_, typed):
    step = papers.asked(request_, "finance").step
    with pytest.raises(BadInput, match="请填写希望延至的日期") as refused:
        by_the_queue(papers, step, typed)
    assert refused.value.field == "until"


def by_the_queue(papers: Papers, step, typed) -> None:
    steps.decide(step.pk, papers.cast.finance_head, "more_time", "要核实", {"until": typed})


def test_through_the_queue_it_is_asked_like_an_answer(papers: Papers, request_):
    by_the_queue(papers, papers.asked(request_, "finance").step, "2026-06-12")
    assert Extension.objects.get().until == UNTIL


def test_one_wish_at_a_time(papers: Papers, request_, monday):
    wished = wish(papers, request_)
    with pytest.raises(WrongState, match="已经商请过延期"):
        wish(papers, request_)
    answer(papers, wished, monday, agree=False, words="不行")
    assert wish(papers, request_, date(2026, 6, 10)).state == "asked"


def test_answered_twice_the_second_is_told_so(papers: Papers, request_, monday):
    wished = wish(papers, request_)
    answer(papers, wished, monday, agree=True)
    with pytest.raises(WrongState, match="已商定"):
        answer(papers, wished, monday, agree=False, words="反悔")
    assert due(papers, request_) == office("2026-06-13 00:00")


def test_a_reply_settles_the_wish(papers: Papers, request_, monday):
    wished = wish(papers, request_)
    papers.reply(request_, "finance")
    wished.refresh_from_db()
    assert wished.state == "lapsed"
    with pytest.raises(WrongState):
        answer(papers, wished, monday, agree=True)


def test_after_the_limit_there_is_no_more_time(papers: Papers, request_, monday):
    wished = wish(papers, request_)
    sweep_at(DUE, monday)
    with pytest.raises(WrongState):
        answer(papers, wished, monday, agree=True)
    assert papers.asked(request_, "finance").step.state == "deemed"


def test_the_wish_shows_the_host_who_asked_and_until_when(papers: Papers, request_, monday):
    wish(papers, request_)
    [line] = papers.journal(request_, "extend_ask")
    assert (line.actor, line.article) == (papers.cast.finance_head, 31)
    assert "商请延期至2026年6月12日，以书面回复方式回复：要到现场核实。" in line.text


def test_where_there_is_no_limit_none_is_extended(papers: Papers, monday):
    """Townships: the rulebook sets no limit for them."""
    made = papers.draft(touched=["township"])
    papers.ask(made, "township")
    step = papers.asked(made, "township").step
    with pytest.raises(WrongState, match="没有时限，不需要申请延期"):
        consultation.ask_more_time(step.pk, papers.cast.township_head, UNTIL, "忙", "")
    monday.forward(30 * DAY)
    assert papers.asked(made, "township").step.state == "pending"


def test_an_answer_to_the_wish_is_no_longer_offered_once_the_silence_has_taken_effect(papers: Papers, request_, monday):
    wish(papers, request_)
    page = f"/documents/{request_.pk}/"
    assert "同意延期" in browser(papers.cast.education_clerk).get(page).content.decode()
    sweep_at(DUE, monday)
    assert papers.asked(request_, "finance").step.state == "deemed"
    assert Extension.objects.get().state == "lapsed"
    assert "同意延期" not in browser(papers.cast.education_clerk).get(page).content.decode()
