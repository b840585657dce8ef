"""The host's main head signs, he himself (articles 27 and 31), and the document is at the office."""

import pytest

from documents.submission import actions as submissions
from documents.submission.models import Submission
from govrules.core.errors import BadInput, NotYours, WrongState
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import queue, visible_to
from govrules.core.office import boundaries
from tests.documents.papers import Papers
from tests.proves import proves


@pytest.fixture
def submitted(papers: Papers) -> Submission:
    made = papers.draft()
    papers.submit(made)
    return made


@proves("YG-31-2")
def test_where_others_are_touched_it_is_article_31_that_asks_for_his_signature(papers: Papers):
    made = papers.draft(touched=["finance"])
    papers.ask(made, "finance")
    papers.reply(made, "finance")
    papers.submit(made)
    step = papers.step(made)
    assert (step.act, step.post, step.article, step.strength) == ("sign", "department_head", 31, "must")
    assert step.assignee == papers.cast.education_head


def test_else_article_27(papers: Papers, submitted):
    step = papers.step(submitted)
    assert (step.article, step.assignee) == (27, papers.cast.education_head)
    assert list(queue(papers.cast.education_head)) == [step]


@proves("YG-27-1")
def test_he_signs_and_it_is_at_the_office(papers: Papers, submitted, monday):
    papers.decide(submitted, "education_head", "sign", "同意报送。")
    made = Submission.objects.get(pk=submitted.pk)
    assert papers.state(made) == "submitted"
    assert (str(made.signed_on), made.submitted_at) == ("2026-06-01", monday.moment)
    assert visible_to(papers.cast.clerk).filter(pk=made.pk).exists(), "the office sees it from now on"
    line = papers.journal(made, "sign")[-1]
    assert (line.actor, line.was, line.now) == (papers.cast.education_head, "signing", "submitted")


def test_before_that_the_office_does_not_see_it(papers: Papers, submitted):
    assert not visible_to(papers.cast.clerk).exists()
    assert not visible_to(papers.cast.schools_deputy).exists()


@proves("YG-31-2")
@pytest.mark.parametrize("who", ["education_deputy", "education_clerk", "schools_deputy", "director", "stranger"])
def test_nobody_else_signs(papers: Papers, submitted, who):
    with pytest.raises(NotYours, match="王文") as refused:
        papers.decide(submitted, who, "sign")
    assert (refused.value.status, refused.value.reasons[0].article) == (403, 27)
    assert papers.state(submitted) == "signing"


@proves("YG-31-2")
def test_while_he_is_away_it_is_held_for_his_deputy_may_not(papers: Papers):
    papers.away("education_head")
    made = papers.draft()
    papers.submit(made)
    step = papers.step(made)
    assert (step.state, step.assignee, step.custodian) == ("held", None, papers.cast.director)
    assert step.missing.startswith("县教育局局长王文外出")
    with pytest.raises(NotYours, match="待明确"):
        papers.decide(made, "education_deputy", "sign")


def test_when_he_is_back_it_waits_for_him_again(papers: Papers, monday):
    papers.away("education_head", until=monday.moment.replace(day=3))
    made = papers.draft()
    papers.submit(made)
    monday.move_to(monday.moment.replace(day=3))
    boundaries.mark(papers.cast.government, monday.moment, now=monday.moment, official=papers.cast.education_head)
    boundaries.cross(monday.moment)
    step = papers.step(made)
    assert (step.state, step.assignee) == ("pending", papers.cast.education_head)
    papers.decide(made, "education_head", "sign")
    assert papers.state(made) == "submitted"


def test_a_head_who_drafted_it_himself_still_signs_it(papers: Papers):
    """Within one's own organ that is no decision on one's own request."""
    made = submissions.create(papers.cast.education_head, papers.cast.education, papers.text())
    submissions.submit(made.pk, papers.cast.education_head, {})
    papers.decide(made, "education_head", "sign")
    assert papers.state(made) == "submitted"


def test_he_may_send_it_back_to_his_clerk_with_a_reason(papers: Papers, submitted):
    with pytest.raises(BadInput, match="请写明意见"):
        papers.decide(submitted, "education_head", "return", " ")
    papers.decide(submitted, "education_head", "return", "附上测算依据。")
    assert papers.state(submitted) == "returned"
    assert papers.told("education_clerk")[-1] == "退回修改：县教育局关于新建城东小学的请示"
    papers.signed(submitted)
    assert papers.state(submitted) == "submitted"


def test_a_double_click_signs_once(papers: Papers, submitted):
    step = papers.step(submitted)
    papers.decide(submitted, "education_head", "sign")
    with pytest.raises(WrongState, match="已由王文办理") as refused:
        submissions.sign(step.pk, papers.cast.education_head, "sign", "")
    assert refused.value.status == 409
    assert len(papers.journal(submitted, "sign")) == 1


# --- Taking it back ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("signed", [False, True], ids=["from signing", "from the office"])
def test_it_can_be_taken_back_while_no_leader_has_it(papers: Papers, submitted, signed):
    if signed:
        papers.decide(submitted, "education_head", "sign")
    submissions.withdraw(submitted.pk, papers.cast.education_clerk, "数字要核对")
    made = Submission.objects.get(pk=submitted.pk)
    assert (papers.state(made), made.signed_on, made.submitted_at) == ("draft", None, None)
    assert not made.matter.steps.filter(state__in=("pending", "held", "waiting")).exists()
    assert not queue(papers.cast.director).exists()
    assert papers.journal(made, "withdraw")[0].text.endswith("撤回：数字要核对")
    papers.signed(made)
    assert papers.state(made) == "submitted"


def test_not_without_a_reason(papers: Papers, submitted):
    with pytest.raises(BadInput, match="请写明撤回的理由"):
        submissions.withdraw(submitted.pk, papers.cast.education_clerk, "  ")
    assert papers.state(submitted) == "signing"


def test_not_once_a_leader_has_it(papers: Papers):
    made = papers.reviewed(papers.draft())
    with pytest.raises(WrongState, match="已不在可以撤回的状态"):
        submissions.withdraw(made.pk, papers.cast.education_clerk, "改主意了")


@pytest.mark.parametrize("who", ["clerk", "director", "finance_clerk"])
def test_only_the_host_takes_it_back(papers: Papers, submitted, who):
    with pytest.raises(NotYours):
        submissions.withdraw(submitted.pk, getattr(papers.cast, who), "替他们撤")
    assert Matter.objects.get(pk=submitted.pk).state == "signing"
