"""What is 云阳's own in the document's way: no silence, the disclosure attribute, leaders countersign side by side."""

from __future__ import annotations

import pytest

from documents import actions as steps
from documents.consultation import actions as consultation
from documents.dispatch import actions as dispatches
from documents.submission import actions as submissions
from documents.submission.models import Submission
from govrules.core.deadlines.models import Deadline
from govrules.core.errors import BadInput, BrokenRule, WrongState
from govrules.core.matters.models import LIVE, Matter, Step
from tests.core.cast import in_county
from tests.documents.papers import DAY, Papers, browser, sweep_at
from tests.proves import proves

pytestmark = in_county("yunyang-2025")


def refused_by(papers: Papers, of: Submission) -> list[tuple[str, int | None]]:
    """Which gates refuse to submit it, under which articles."""
    with pytest.raises(BrokenRule) as refused:
        papers.submit(of)
    return [(why.rule, why.article) for why in refused.value.reasons]


@pytest.fixture
def asked(papers: Papers) -> Submission:
    """A request about which finance and resources were asked."""
    made = papers.draft(touched=["finance", "resources"])
    papers.ask(made, "finance", "resources")
    return made


# --- No silence: the reply, or all views set out (article 55) ----------------------------------------------------


@proves("YY-55-1", "YY-55-2")
def test_it_stays_refused_until_the_last_reply_is_in(papers: Papers, asked, monday):
    assert not Deadline.objects.exists()
    papers.reply(asked, "finance")
    sweep_at(monday.moment + 200 * DAY, monday)
    with pytest.raises(BrokenRule, match="县自然资源局") as refused:
        papers.submit(asked)
    assert "县财政局" not in str(refused.value)
    papers.reply(asked, "resources")
    papers.submit(asked)
    assert papers.state(asked) == "signing"


@proves("YY-55-3")
def test_or_until_the_host_has_set_out_what_it_did_and_proposes_how_to_handle_it(papers: Papers, asked):
    papers.reply(asked, "finance")
    assert refused_by(papers, asked) == [("consultation_settled", 55)]
    one = papers.asked(asked, "resources")
    consultation.respond(asked.pk, papers.cast.education_clerk, one.pk, "5月以来三次催复，未获答复。")
    assert ("consultation_settled", 55) in refused_by(papers, asked), "the views alone are not enough"
    revised(papers, asked, proposal="先行立项，用地指标另行解决。")
    papers.submit(asked)
    assert papers.state(asked) == "signing"
    assert papers.asked(asked, "resources").step.state == "lapsed"


@proves("YY-55-3")
def test_a_proposal_alone_is_not_enough_either(papers: Papers, asked):
    papers.reply(asked, "finance")
    revised(papers, asked, proposal="先行立项。")
    assert refused_by(papers, asked) == [("consultation_settled", 55)]


@proves("YY-55-3")
def test_an_open_disagreement_is_set_out_with_its_grounds_and_a_proposal(papers: Papers, asked):
    papers.reply(asked, "finance", "disagree", "资金没有来源。")
    papers.reply(asked, "resources")
    assert refused_by(papers, asked) == [("disagreement_set_out", 55)]
    revised(papers, asked, proposal="资金列入明年预算。")
    papers.submit(asked)
    assert papers.state(asked) == "signing"


def revised(papers: Papers, of: Submission, **values: object) -> None:
    touched = tuple(of.touched.all())
    submissions.revise(of.pk, papers.cast.education_clerk, papers.text(touched=touched, **values))


def test_more_time_and_reasons_for_delay_are_not_offered(papers: Papers, asked):
    step = papers.asked(asked, "finance").step
    assert [choice.kind for choice in steps.choices(step)] == ["agree", "agree_with_opinion", "disagree"]


# --- The disclosure attribute (article 32) ------------------------------------------------------------------------


@proves("YY-32-1")
@pytest.mark.parametrize("kind", ["request", "report"])
def test_without_its_disclosure_attribute_nothing_is_submitted(papers: Papers, kind):
    assert refused_by(papers, papers.draft(doc_kind=kind, disclosure="")) == [("disclosure", 32)]


@proves("YY-32-1")
@pytest.mark.parametrize("attribute", ["public", "on_request", "not_public"])
def test_any_of_the_three_will_do(papers: Papers, attribute):
    made = papers.draft(disclosure=attribute)
    papers.submit(made)
    assert papers.state(made) == "signing"


@proves("YY-32-1")
def test_nor_is_anything_sent_to_be_signed(papers: Papers):
    made = papers.dispatch(disclosure="", in_name_of="office", important=True)
    with pytest.raises(BrokenRule) as refused:
        dispatches.send(made.pk, papers.cast.clerk)
    assert [(why.rule, why.article) for why in refused.value.reasons] == [("dispatch_disclosure", 32)]


def test_the_form_asks_for_it_here(papers: Papers):
    assert "公开属性" in browser(papers.cast.education_clerk).get("/documents/new/").content.decode()


# --- Several portfolios countersign, then the signer (article 53) ---------------------------------------------------


@pytest.fixture
def shared(papers: Papers):
    """A dispatch of two portfolios, for the head to sign, sent."""
    return papers.dispatch(
        sent=True, business_of=papers.cast.education, touched=(papers.cast.resources,), signer="head"
    )


@proves("YY-53-6")
def test_both_leaders_have_it_at_once_and_the_head_after_both(papers: Papers, shared):
    live = Step.objects.filter(matter=shared.pk, state__in=LIVE).select_related("assignee")
    assert {step.assignee for step in live} == {papers.cast.schools_deputy, papers.cast.land_deputy}
    papers.decide(shared, "land_deputy", "agree")
    with pytest.raises(WrongState, match="还没有轮到"):
        steps.decide(shared.matter.steps.get(act="sign").pk, papers.cast.head, "sign")
    papers.decide(shared, "schools_deputy", "agree_with_opinion", "请注明经费渠道。")
    assert papers.step(shared).assignee == papers.cast.head
    papers.decide(shared, "head", "sign")
    assert papers.state(shared) == "signed"


@proves("YY-53-6")
def test_one_of_them_returns_it_and_the_other_need_not_decide(papers: Papers, shared):
    papers.decide(shared, "land_deputy", "return", "与用地政策不符。")
    assert papers.state(shared) == "reworking"
    assert not Step.objects.filter(matter=shared.pk, state__in=LIVE).exists()


@proves("YY-53-6")
def test_who_signs_must_be_picked_and_only_among_those_whom_the_article_names(papers: Papers):
    values = {"business_of": papers.cast.education, "touched": (papers.cast.resources,)}
    for signer in ("", "office_director", "portfolio_leader"):
        made = papers.dispatch(title=f"关于防汛的通知{signer}", signer=signer, **values)
        with pytest.raises(BadInput) as refused:
            dispatches.send(made.pk, papers.cast.clerk)
        assert (refused.value.field, {why.article for why in refused.value.reasons}) == ("signer", {53})


# --- The office decides to whom it goes (article 54) -----------------------------------------------------------------


@proves("YY-54-4")
def test_the_office_picks_the_leaders_and_picks_at_least_one(papers: Papers):
    made = papers.signed(papers.draft())
    with pytest.raises(BadInput, match="请选择呈送哪位领导"):
        papers.review(made)
    papers.review(made, "schools_deputy")
    papers.decide(made, "schools_deputy", "approve")
    assert papers.state(made) == "approved"
    assert Matter.objects.get(parent=made.pk).kind == "dispatch"


@proves("YY-54-4")
def test_a_report_goes_to_whom_it_picks_to_be_read(papers: Papers):
    made = papers.report()
    papers.signed(made)
    papers.review(made, "schools_deputy", "head")
    for who in ("schools_deputy", "head"):
        papers.decide(made, who, "read")
    assert papers.state(made) == "read"
