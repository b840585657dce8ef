"""What is 托克逊's own in the document's way: a circled name, the office director, the executive deputy's signature."""

from __future__ import annotations

import pytest

from documents import actions as steps
from documents.submission.models import Submission
from govrules.core.errors import BadInput, BrokenRule, NotYours
from govrules.core.matters.models import Matter, Step
from govrules.core.office.models import Organ
from govrules.portal.matters.opinions import said
from tests.core.cast import in_county
from tests.documents.papers import Papers, browser
from tests.proves import proves

pytestmark = in_county("toksun-2021")


@pytest.fixture
def request_(papers: Papers) -> Submission:
    """Before the leader in charge of schools."""
    return papers.reviewed(papers.draft())


# --- A circled name (article 65) -------------------------------------------------------------------------------


@proves("TK-65-3")
def test_a_circled_name_agrees_to_a_request_with_the_handling_proposed(papers: Papers, request_):
    assert "circle" in [choice.kind for choice in steps.choices(papers.step(request_))]
    papers.decide(request_, "schools_deputy", "circle")
    step = Step.objects.get(matter=request_.pk, act="approve")
    assert (step.opinion_kind, step.opinion, step.decided_by) == ("circle", "", papers.cast.schools_deputy)
    assert papers.state(request_) == "approved", "the reply is opened as after any yes"
    assert [line.text for line in papers.journal(request_, "approve")] == ["圈阅"]
    assert Matter.objects.get(parent=request_.pk).kind == "dispatch"


@proves("TK-65-3")
def test_the_pages_say_that_he_circled_it(papers: Papers, request_):
    papers.decide(request_, "schools_deputy", "circle")
    spoken = said(Step.objects.filter(matter=request_.pk).select_related("seat", "decided_by"))
    assert [(one.who, one.word) for one in spoken][0] == ("孙慧敏", "圈阅")
    page = browser(papers.cast.education_clerk).get(f"/documents/{request_.pk}/")
    assert "圈阅" in page.content.decode()


@proves("TK-65-3")
def test_the_circle_of_one_leader_carries_it_to_the_next(papers: Papers):
    made = papers.reviewed(papers.draft(), major=True)
    papers.decide(made, "schools_deputy", "circle")
    assert papers.step(made).assignee == papers.cast.head
    papers.decide(made, "head", "circle")
    assert papers.state(made) == "approved"


@proves("TK-65-2")
def test_agreeing_in_words_it_takes_words(papers: Papers, request_):
    with pytest.raises(BadInput, match="应签署明确意见") as refused:
        papers.decide(request_, "schools_deputy", "approve")
    assert refused.value.reasons[0].article == 65
    papers.decide(request_, "schools_deputy", "approve", "同意，抓紧办理。")
    assert papers.state(request_) == "approved"


@proves("TK-65-4")
def test_on_a_report_there_is_only_reading(papers: Papers):
    made = papers.report()
    papers.signed(made)
    papers.review(made)
    step = papers.step(made)
    assert (step.act, [choice.kind for choice in steps.choices(step)]) == ("read", ["read"])
    with pytest.raises(BadInput):
        papers.decide(made, "schools_deputy", "circle")
    papers.decide(made, "schools_deputy", "read")
    assert (papers.state(made), Matter.objects.filter(parent=made.pk).exists()) == ("read", False)
    assert [line.text for line in papers.journal(made, "read")] == ["已阅"]


@pytest.mark.parametrize("who", ["land_deputy", "head", "director", "education_head", "stranger"])
def test_nobody_elses_circle_counts(papers: Papers, request_, who):
    with pytest.raises(NotYours):
        papers.decide(request_, who, "circle")
    assert papers.state(request_) == "leaders"


# --- The office director passes it on; by portfolio, major ones to the head (articles 63 and 65) -----------------


@proves("TK-65-1", "TK-63-1")
def test_nothing_reaches_a_leader_but_by_the_office_director(papers: Papers):
    made = papers.signed(papers.draft())
    step = papers.step(made)
    assert (step.act, step.assignee, step.article) == ("review", papers.cast.director, 63)
    for who in ("vice_director", "clerk", "schools_deputy"):
        with pytest.raises(NotYours):
            papers.decide(made, who, "review", "拟同意。", seats=[])
    papers.review(made)
    assert papers.step(made).assignee == papers.cast.schools_deputy


@proves("TK-63-5", "TK-63-7")
def test_a_major_matter_goes_to_the_head_after_the_leader_in_charge(papers: Papers):
    made = papers.reviewed(papers.draft(), major=True)
    assert papers.steps(made, "pending", "waiting") == [("approve", "schools_deputy"), ("approve", "head")]


@proves("TK-63-2", "TK-63-5")
def test_an_ordinary_one_does_not(papers: Papers, request_):
    assert papers.steps(request_, "pending", "waiting") == [("approve", "schools_deputy")]


# --- Its reply is signed by the executive deputy (article 64) -----------------------------------------------------


@proves("TK-64-7")
def test_the_reply_to_an_ordinary_request_is_the_executive_deputys_to_sign(papers: Papers, request_):
    papers.decide(request_, "schools_deputy", "circle")
    reply = Submission.objects.get(pk=request_.pk).reply
    steps.dispatch.send(reply.pk, papers.cast.clerk)
    for who in ("director", "schools_deputy"):
        papers.decide(reply, who, "review")
    with pytest.raises(NotYours, match="钱卫东"):
        papers.decide(reply, "head", "sign")
    papers.decide(reply, "executive", "sign")
    assert papers.state(reply) == "signed"


@proves("TK-64-9")
def test_the_reply_to_a_major_one_is_the_heads(papers: Papers):
    made = papers.reviewed(papers.draft(), major=True)
    papers.decide(made, "schools_deputy", "circle")
    papers.decide(made, "head", "circle")
    reply = Submission.objects.get(pk=made.pk).reply
    steps.dispatch.send(reply.pk, papers.cast.clerk)
    assert papers.steps(reply) == [("review", "director"), ("sign", "head")]


# --- What it may not be (articles 61 and 66) ----------------------------------------------------------------------


@proves("TK-66-3")
def test_what_the_office_may_issue_is_not_issued_by_the_county(papers: Papers):
    made = papers.dispatch(declared=("office_would_do",))
    with pytest.raises(BrokenRule) as refused:
        steps.dispatch.send(made.pk, papers.cast.clerk)
    assert [(why.rule, why.article) for why in refused.value.reasons] == [("office_name_enough", 66)]


@proves("TK-28-4")
def test_on_a_major_matter_a_silent_township_is_waited_for_or_set_out(papers: Papers):
    """Of an ordinary request nothing makes the host wait for a township; a major one asks for it under article 28."""
    declared = ("major", "research_done")
    made = papers.draft(touched=["township"], declared=declared)
    papers.ask(made, "township")
    with pytest.raises(BrokenRule) as refused:
        papers.submit(made)
    assert [(why.rule, why.article) for why in refused.value.reasons] == [("affected_settled", 28)]
    papers.reply(made, "township")
    papers.submit(made)
    assert papers.state(made) == "signing"


def test_a_township_that_submits_need_not_ask_under_article_62(papers: Papers):
    Organ.objects.filter(pk=papers.cast.education.pk).update(kind="township")
    made = papers.draft(touched=["finance"])
    judged = steps.submission.gates.judge(Submission.objects.get(pk=made.pk))
    assert "consulted" not in [found.rule for found in judged]
