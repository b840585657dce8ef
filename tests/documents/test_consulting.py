"""Asking the organs touched (article 31): whom, with which limit, and what an organ may answer."""

from datetime import timedelta

import pytest

from documents import actions as steps
from documents.consultation import actions as consultation
from documents.consultation.models import Consultation
from documents.submission import actions as submissions
from documents.submission.actions import of
from documents.submission.gates import judge
from govrules.core.errors import BadInput, NotYours, WrongState
from govrules.core.matters.models import Matter, StepState
from govrules.core.matters.queries import visible_to
from govrules.core.office.models import Seat
from tests.core.calendars import office
from tests.documents.papers import DAY, DUE, Papers
from tests.proves import proves


@pytest.fixture
def request_(papers: Papers):
    """A request of the education bureau that touches finance and resources."""
    return papers.draft(touched=["finance", "resources"])


# --- Sending ----------------------------------------------------------------------------------------------


@proves("YG-31-1", "YG-31-5")
def test_the_organs_asked_have_five_working_days_side_by_side(papers: Papers, request_):
    asked = papers.ask(request_, "finance", "resources")
    assert papers.state(request_) == "consulting"
    for one, head in zip(asked, (papers.cast.finance_head, papers.cast.resources_head), strict=True):
        one.step.refresh_from_db()
        deadline = one.step.deadlines.get()
        assert (one.step.state, one.step.assignee, one.step.article) == (StepState.PENDING, head, 31)
        assert (deadline.due_at, deadline.count, deadline.article) == (DUE, 5, 31)
    assert papers.told("finance_head") == ["待办：县教育局关于新建城东小学的请示"]
    assert papers.journal(request_, "consult")[0].text == "请县财政局、县自然资源局会签"


@proves("YG-31-5")
@pytest.mark.parametrize(
    ("limit", "due"),
    [(None, "2026-06-09 00:00"), (1, "2026-06-03 00:00"), (2, "2026-06-04 00:00"), (60, "2026-08-26 00:00")],
)
def test_the_host_may_set_another_limit(papers: Papers, request_, limit, due):
    [asked] = papers.ask(request_, "finance", limit=limit)
    deadline = asked.step.deadlines.get()
    assert (asked.host_limit, deadline.due_at) == (limit, office(due))
    assert deadline.basis == (f"主办单位另定{limit}个工作日" if limit else "")


@proves("YG-31-5")
def test_a_holiday_and_its_make_up_day_are_counted(papers: Papers, monday):
    """Sent on 30 April 2026: 1–5 May off, Saturday 9 May worked; the fifth working day is 11 May."""
    monday.move_to(office("2026-04-30 16:00"))
    made = papers.draft()
    [asked] = papers.ask(made, "finance")
    assert asked.step.deadlines.get().due_at == office("2026-05-12 00:00")


@pytest.mark.parametrize("limit", [0, -1, 241, 10_000])
def test_an_absurd_limit_is_refused(papers: Papers, request_, limit):
    with pytest.raises(BadInput, match="1至240个工作日") as refused:
        papers.ask(request_, "finance", limit=limit)
    assert refused.value.field == "limit"
    assert not Consultation.objects.exists() and papers.state(request_) == "draft"


@pytest.mark.parametrize(
    ("organ", "why"), [("education", "不能向县教育局征求意见"), ("other_finance", "不能向县财政局征求意见")]
)
def test_neither_its_own_nor_another_governments_organ_is_asked(papers: Papers, request_, organ, why):
    with pytest.raises(BadInput, match=why) as refused:
        papers.ask(request_, "finance", organ)
    assert refused.value.field == "organs"
    assert not Consultation.objects.exists(), "all or nothing: finance was not asked either"


def test_nobody_is_asked_by_an_empty_list(papers: Papers, request_):
    with pytest.raises(BadInput, match="请选择征求意见的单位"):
        papers.ask(request_)


def test_an_organ_that_has_not_answered_is_not_asked_again(papers: Papers, request_):
    papers.ask(request_, "finance")
    with pytest.raises(BadInput, match="县财政局正在会签"):
        papers.ask(request_, "finance", "resources")
    assert Consultation.objects.count() == 1


def test_an_organ_that_has_answered_may_be_asked_anew_and_the_last_answer_counts(papers: Papers, request_):
    papers.ask(request_, "finance")
    papers.reply(request_, "finance", "disagree", "资金没有来源。")
    papers.ask(request_, "finance")
    papers.reply(request_, "finance", "agree")
    assert Consultation.objects.filter(organ=papers.cast.finance).count() == 2
    papers.ask(request_, "resources")
    papers.reply(request_, "resources")
    papers.submit(request_)
    assert papers.state(request_) == "signing", "the disagreement is settled"


def test_an_organ_without_a_main_heads_seat_cannot_be_asked(papers: Papers, request_):
    seat = papers.cast.seats["resources_head"]
    Seat.objects.filter(pk=seat.pk).update(post="department_clerk")
    with pytest.raises(BadInput, match="县自然资源局没有设主要负责人岗位"):
        papers.ask(request_, "resources")


@pytest.mark.parametrize("who", ["finance_clerk", "clerk", "head"])
def test_only_the_host_asks(papers: Papers, request_, who):
    with pytest.raises(NotYours):
        consultation.send(request_.pk, getattr(papers.cast, who), consultation.Asking([papers.cast.finance]))


def test_nobody_is_asked_about_what_is_already_on_its_way(papers: Papers):
    made = papers.signed(papers.draft())
    with pytest.raises(WrongState):
        papers.ask(made, "finance")


def test_which_version_was_asked_about_is_on_record(papers: Papers, request_):
    papers.ask(request_, "finance")
    assert papers.asked(request_, "finance").version == 1


def test_who_is_asked_may_see_the_matter_from_then_on(papers: Papers, request_):
    cast = papers.cast
    assert not visible_to(cast.finance_clerk).exists()
    papers.ask(request_, "finance")
    assert visible_to(cast.finance_clerk).get().pk == request_.pk
    assert not visible_to(cast.resources_clerk).exists()


# --- Answers ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "opinion"), [("agree", ""), ("agree_with_opinion", "请控制规模。"), ("disagree", "选址占用耕地。")]
)
def test_an_organ_agrees_or_says_what_it_has_against_it(papers: Papers, request_, kind, opinion):
    papers.ask(request_, "finance", "resources")
    papers.reply(request_, "finance", kind, opinion)
    step = papers.asked(request_, "finance").step
    assert (step.state, step.opinion_kind, step.opinion) == ("done", kind, opinion)
    assert (step.decided_by, step.ground) == (papers.cast.finance_head, "holder")
    assert step.deadlines.get().state == "met"
    [line] = papers.journal(request_, "reply")
    assert (line.actor, line.article) == (papers.cast.finance_head, 31)


def test_the_host_is_told_of_every_answer_and_of_the_last(papers: Papers, request_):
    papers.ask(request_, "finance", "resources")
    papers.reply(request_, "finance")
    papers.reply(request_, "resources", "agree_with_opinion", "请补办用地手续。")
    mine = papers.cast.education_clerk.notices.filter(channel="portal").order_by("pk")
    assert [n.subject.split("：")[0] for n in mine] == ["县财政局同意", "县自然资源局同意，有意见"]
    assert mine[0].body.endswith("还有1家未回复")
    assert mine[1].body == "请补办用地手续，征求意见已全部有结果"


@proves("YG-31-4")
@pytest.mark.parametrize(("kind", "why"), [("disagree", "理由和依据"), ("agree_with_opinion", "具体意见")])
def test_who_disagrees_says_why(papers: Papers, request_, kind, why):
    papers.ask(request_, "finance")
    step = papers.asked(request_, "finance").step
    with pytest.raises(BadInput, match=why):
        consultation.reply(step.pk, papers.cast.finance_head, kind, "  ")
    with pytest.raises(BadInput, match="请写明意见"):
        papers.reply(request_, "finance", kind, "")
    step.refresh_from_db()
    assert step.state == "pending"


@pytest.mark.parametrize("kind", ["sign", "approve", "", "return"])
def test_what_is_not_offered_cannot_be_chosen(papers: Papers, request_, kind):
    papers.ask(request_, "finance")
    with pytest.raises(BadInput, match="请选择一种办理方式"):
        papers.reply(request_, "finance", kind)


@pytest.mark.parametrize("who", ["finance_clerk", "education_head", "executive", "resources_head", "stranger"])
def test_nobody_else_answers_for_an_organ(papers: Papers, request_, who):
    papers.ask(request_, "finance")
    with pytest.raises(NotYours) as refused:
        papers.reply(request_, "finance", by=who)
    assert (refused.value.status, refused.value.reasons[0].article) == (403, 31)


@proves("YG-31-2")
def test_for_a_head_who_is_away_another_responsible_person_countersigns(papers: Papers, request_):
    papers.away("finance_head")
    papers.ask(request_, "finance")
    step = papers.asked(request_, "finance").step
    assert (step.assignee, step.ground, step.ground_article) == (papers.cast.finance_deputy, "responsible_person", 31)
    papers.reply(request_, "finance", by="finance_deputy")
    [line] = papers.journal(request_, "reply")
    assert line.in_place_of == papers.cast.seats["finance_head"]
    assert line.text == "同意（第三十一条 部门负责人）"


@proves("YG-31-2")
def test_a_deputy_does_not_countersign_while_the_head_is_here(papers: Papers, request_):
    papers.ask(request_, "finance")
    with pytest.raises(NotYours, match="褚建国"):
        papers.reply(request_, "finance", by="finance_deputy")


def test_who_asks_does_not_answer_for_the_organ_that_he_heads(papers: Papers):
    """The head of finance also serves in the education bureau and opened its request: her deputy there answers."""
    papers.also("finance_head", "education_deputy")
    host, her = papers.cast.education, papers.cast.finance_head
    made = submissions.create(her, host, papers.text(touched=(papers.cast.finance,)))
    papers.ask(made, "finance")
    step = papers.asked(made, "finance").step
    assert (step.assignee, step.ground_article) == (papers.cast.finance_deputy, 31)
    with pytest.raises(NotYours, match="卫红"):
        papers.reply(made, "finance")
    papers.reply(made, "finance", by="finance_deputy")
    assert papers.asked(made, "finance").step.state == StepState.DONE


def test_who_joins_in_asking_hands_the_answer_over(papers: Papers, request_):
    papers.also("finance_head", "education_deputy")
    papers.ask(request_, "finance")
    assert papers.asked(request_, "finance").step.assignee == papers.cast.finance_head
    submissions.revise(request_.pk, papers.cast.finance_head, papers.text(touched=(papers.cast.finance,)))
    assert papers.asked(request_, "finance").step.assignee == papers.cast.finance_deputy


def test_an_answer_is_given_once(papers: Papers, request_):
    papers.ask(request_, "finance")
    papers.reply(request_, "finance")
    with pytest.raises(WrongState, match="已由褚建国办理") as refused:
        papers.reply(request_, "finance", "disagree", "改主意了")
    assert refused.value.status == 409
    assert papers.asked(request_, "finance").step.opinion_kind == "agree"


def test_too_long_an_opinion_is_refused_with_its_length(papers: Papers, request_):
    papers.ask(request_, "finance")
    with pytest.raises(BadInput, match="意见有2001字，最多2000字"):
        papers.reply(request_, "finance", "disagree", "不" * 2001)


def test_before_anybody_is_asked_there_is_no_result(papers: Papers, request_):
    """The check of answers passes for want of questions; it does not stand there in green."""
    named = lambda: [j.name for j in judge(of(Matter.objects.get(pk=request_.pk))) if j.passed]
    assert "征求意见已有结果" not in named()
    papers.ask(request_, "finance", "resources")
    papers.reply(request_, "finance")
    papers.reply(request_, "resources")
    assert "征求意见已有结果" in named()


# --- Reminders, and conferring ------------------------------------------------------------------------------


def test_a_reminder_is_told_and_kept_as_evidence(papers: Papers, request_, monday):
    [asked] = papers.ask(request_, "finance")
    for _ in range(2):
        monday.forward(DAY)
        consultation.remind(request_.pk, papers.cast.education_clerk, asked.pk)
    asked.refresh_from_db()
    assert asked.reminders == ["2026-06-02T01:00:00+00:00", "2026-06-03T01:00:00+00:00"]
    assert papers.told("finance_head")[1:] == ["请尽快回复会签：县教育局关于新建城东小学的请示"] * 2
    assert [line.text for line in papers.journal(request_, "remind")] == ["提醒县财政局回复会签"] * 2


def test_pressed_twice_it_reminds_once(papers: Papers, request_, monday):
    """Two reminders within the hour would be one line of evidence twice."""
    [asked] = papers.ask(request_, "finance")
    consultation.remind(request_.pk, papers.cast.education_clerk, asked.pk)
    for pause in (timedelta(seconds=20), timedelta(minutes=59)):
        monday.move_to(office("2026-06-01 09:00") + pause)
        with pytest.raises(WrongState, match="6月1日 09:00刚提醒过县财政局"):
            consultation.remind(request_.pk, papers.cast.education_clerk, asked.pk)
    monday.move_to(office("2026-06-01 09:00") + timedelta(hours=1))
    consultation.remind(request_.pk, papers.cast.education_clerk, asked.pk)
    asked.refresh_from_db()
    assert len(asked.reminders) == 2 and len(papers.told("finance_head")) == 3


def test_who_has_answered_is_not_reminded(papers: Papers, request_):
    [asked] = papers.ask(request_, "finance")
    papers.reply(request_, "finance")
    with pytest.raises(WrongState, match="县财政局已有结果，不需要提醒"):
        consultation.remind(request_.pk, papers.cast.education_clerk, asked.pk)


def test_where_nobody_can_answer_there_is_nobody_to_remind(papers: Papers, request_):
    papers.away("agriculture_head")  # has no deputy
    [asked] = papers.ask(request_, "agriculture")
    with pytest.raises(WrongState, match="待明确（.*朱江外出"):
        consultation.remind(request_.pk, papers.cast.education_clerk, asked.pk)


@pytest.mark.parametrize("who", ["finance_clerk", "finance_head", "clerk"])
def test_only_the_host_reminds(papers: Papers, request_, who):
    [asked] = papers.ask(request_, "finance")
    with pytest.raises(NotYours):
        consultation.remind(request_.pk, getattr(papers.cast, who), asked.pk)


@proves("YG-31-3")
def test_the_host_records_how_the_heads_conferred(papers: Papers, request_):
    [asked] = papers.ask(request_, "finance")
    papers.reply(request_, "finance", "disagree", "资金没有来源。")
    clerk = papers.cast.education_clerk
    with pytest.raises(BadInput, match="请写明协商的时间、参加人和结果"):
        consultation.respond(request_.pk, clerk, asked.pk, " ")
    consultation.respond(request_.pk, clerk, asked.pk, "6月2日两局局长当面协商，未取得一致。")
    asked.refresh_from_db()
    assert asked.response == "6月2日两局局长当面协商，未取得一致。"
    assert papers.journal(request_, "confer")[0].text.startswith("与县财政局协商的情况：6月2日")


def test_only_the_host_records_it(papers: Papers, request_):
    [asked] = papers.ask(request_, "finance")
    with pytest.raises(NotYours):
        consultation.respond(request_.pk, papers.cast.finance_head, asked.pk, "没有协商")


def test_one_decides_by_one_choice_of_his_own_step(papers: Papers, request_):
    """What the queue offers on a countersign."""
    [asked] = papers.ask(request_, "finance")
    asked.step.matter = Matter.objects.get(pk=request_.pk)
    offered = [c.kind for c in steps.choices(asked.step)]
    assert offered == ["agree", "agree_with_opinion", "disagree", "more_time"]


def test_the_deadline_does_not_begin_with_the_draft(papers: Papers, request_, monday):
    monday.forward(timedelta(days=3))
    [asked] = papers.ask(request_, "finance")
    assert asked.step.deadlines.get().opened_at == monday.moment
