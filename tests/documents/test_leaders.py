"""The leaders decide: those in charge, those who act for them, and nobody on a request of his own (articles 5, 32)."""

from datetime import timedelta

import pytest

from documents import actions as steps
from documents.dispatch import actions as dispatches
from documents.submission import actions as submissions
from documents.submission.models import Submission
from govrules.core.errors import BadInput, NotYours, WrongState
from govrules.core.matters.models import Step
from govrules.core.matters.queries import visible_to
from govrules.core.office import boundaries
from govrules.core.office.models import Appointment, Entrustment
from tests.documents.papers import DAY, HOUR, Papers
from tests.proves import proves


@pytest.fixture
def request_(papers: Papers) -> Submission:
    """Before the deputy head in charge of schools."""
    return papers.reviewed(papers.draft())


def test_he_agrees_and_a_reply_is_opened(papers: Papers, request_):
    papers.decide(request_, "schools_deputy", "approve", "同意。厉行节约。")
    assert papers.state(request_) == "approved"
    step = Step.objects.get(matter=request_.pk, act="approve")
    assert (step.opinion_kind, step.opinion, step.ground) == ("approve", "同意。厉行节约。", "holder")
    assert [line.text for line in papers.journal(request_, "approve")] == ["同意：同意。厉行节约。"]
    assert papers.journal(request_, "approved")[0].now == "approved"
    assert request_.matter.children.get().kind == "dispatch"


@pytest.mark.parametrize("who", ["land_deputy", "executive", "head", "director", "education_head", "stranger"])
def test_nobody_else_decides(papers: Papers, request_, who):
    with pytest.raises(NotYours, match="孙慧敏") as refused:
        papers.decide(request_, who, "approve")
    assert (refused.value.status, refused.value.reasons[0].article) == (403, 32)
    assert papers.state(request_) == "leaders"


def test_not_agreed_it_ends_with_the_reason(papers: Papers):
    made = papers.reviewed(papers.draft(), major=True)
    with pytest.raises(BadInput, match="请写明意见"):
        papers.decide(made, "schools_deputy", "reject")
    papers.decide(made, "schools_deputy", "reject", "列入明年计划。")
    made.matter.refresh_from_db()
    assert (papers.state(made), bool(made.matter.closed_at)) == ("rejected", True)
    assert papers.steps(made, "waiting", "pending") == [], "the head is not asked any more"
    told = papers.cast.education_clerk.notices.filter(channel="portal").latest("pk")
    assert (told.subject, told.body) == ("未予批准：县教育局关于新建城东小学的请示", "列入明年计划。")
    assert not made.matter.children.exists()


@pytest.mark.parametrize("act", ["revise", "submit", "withdraw"])
def test_what_was_not_approved_is_closed_for_good(papers: Papers, request_, act):
    papers.decide(request_, "schools_deputy", "reject", "列入明年计划。")
    clerk = papers.cast.education_clerk
    doings = {
        "revise": lambda: submissions.revise(request_.pk, clerk, papers.text()),
        "submit": lambda: papers.submit(request_),
        "withdraw": lambda: submissions.withdraw(request_.pk, clerk, "再想想"),
    }
    with pytest.raises(WrongState):
        doings[act]()


def test_a_leader_sends_it_back_and_it_comes_all_the_way_again(papers: Papers, monday):
    made = papers.reviewed(papers.draft(), major=True)
    papers.decide(made, "schools_deputy", "approve", "拟同意。")
    papers.decide(made, "head", "return", "资金来源不清。")
    assert papers.state(made) == "returned"
    monday.forward(DAY)
    submissions.revise(made.pk, papers.cast.education_clerk, papers.text(body="资金由县财政安排。"))
    papers.reviewed(made, major=True)
    assert papers.step(made).assignee == papers.cast.schools_deputy, "he decides on the new text too"
    papers.decide(made, "schools_deputy", "approve")
    papers.decide(made, "head", "approve")
    assert papers.state(made) == "approved"
    assert [line.now for line in papers.journal(made) if line.was != line.now and line.now] == [
        "draft", "signing", "submitted", "leaders", "returned", "signing", "submitted", "leaders", "approved",
    ]  # fmt: skip


def test_who_comes_later_in_the_line_waits_for_his_turn(papers: Papers):
    made = papers.reviewed(papers.draft(), major=True)
    ahead = Step.objects.get(matter=made.pk, state="waiting")
    with pytest.raises(WrongState, match="还没有轮到这一步"):
        steps.decide(ahead.pk, papers.cast.head, "approve", "同意。")


def test_a_double_click_decides_once(papers: Papers, request_):
    step = papers.step(request_)
    steps.decide(step.pk, papers.cast.schools_deputy, "approve", "同意。")
    with pytest.raises(WrongState, match="已由孙慧敏办理") as refused:
        steps.decide(step.pk, papers.cast.schools_deputy, "approve", "同意。")
    assert refused.value.status == 409
    assert request_.matter.children.count() == 1, "one reply, not two"


def test_a_leader_sees_what_came_before_him_and_not_what_does_not_concern_him(papers: Papers, request_):
    assert visible_to(papers.cast.schools_deputy).get().pk == request_.pk
    assert not visible_to(papers.cast.land_deputy).exists()
    assert not visible_to(papers.cast.stranger).exists()


# --- Acting for another (article 5) -----------------------------------------------------------------------------


@proves("YG-5-7")
def test_for_a_leader_who_is_away_his_b_role_decides_and_the_record_says_so(papers: Papers):
    papers.away("schools_deputy")
    made = papers.reviewed(papers.draft())
    step = papers.step(made)
    assert (step.assignee, step.ground, step.ground_article) == (papers.cast.land_deputy, "ab_pair", 5)
    papers.decide(made, "land_deputy", "approve", "同意。")
    step.refresh_from_db()
    assert (step.decided_by, step.in_place_of) == (papers.cast.land_deputy, papers.cast.seats["schools_deputy"])
    [line] = papers.journal(made, "approve")
    assert (line.actor, line.in_place_of) == (papers.cast.land_deputy, papers.cast.seats["schools_deputy"])
    assert (line.ground, line.text) == ("ab_pair", "同意（第五条 AB角）：同意。")
    assert papers.state(made) == "approved"


@proves("YG-5-7")
def test_for_a_vacant_seat_too(papers: Papers):
    papers.vacate("schools_deputy")
    made = papers.reviewed(papers.draft())
    assert papers.step(made).assignee == papers.cast.land_deputy


@proves("YG-5-7")
def test_with_both_away_it_is_held_and_the_executive_deputy_may_not(papers: Papers):
    papers.away("schools_deputy", "land_deputy")
    made = papers.reviewed(papers.draft())
    step = papers.step(made)
    assert (step.state, step.custodian) == ("held", papers.cast.director)
    for who in ("executive", "director", "head"):
        with pytest.raises(NotYours, match="待明确"):
            papers.decide(made, who, "approve")


def test_who_left_after_it_was_laid_before_him_decides_no_more(papers: Papers, request_, monday):
    """Nobody crossed the boundary yet; the act derives it anew."""
    papers.away("schools_deputy")
    monday.forward(HOUR)
    with pytest.raises(NotYours, match="李长河（代副县长（教育卫生），第五条 AB角）"):
        papers.decide(request_, "schools_deputy", "approve")
    papers.decide(request_, "land_deputy", "approve")
    assert papers.state(request_) == "approved"


def test_what_is_undecided_goes_back_to_him_when_he_returns(papers: Papers, monday):
    papers.away("schools_deputy", until=monday.moment + DAY)
    made = papers.reviewed(papers.draft())
    monday.forward(DAY)
    boundaries.mark(papers.cast.government, monday.moment, now=monday.moment, official=papers.cast.schools_deputy)
    boundaries.cross(monday.moment)
    assert papers.step(made).assignee == papers.cast.schools_deputy
    with pytest.raises(NotYours):
        papers.decide(made, "land_deputy", "approve")


def test_whose_appointment_ended_decides_no_more(papers: Papers, request_, monday):
    monday.forward(timedelta(days=1))
    Appointment.objects.filter(official=papers.cast.schools_deputy).update(until=monday.moment.date())
    with pytest.raises(NotYours) as refused:
        papers.decide(request_, "schools_deputy", "approve")
    assert refused.value.status == 403


@proves("YG-5-5")
def test_for_the_head_on_a_trip_only_whom_he_entrusted(papers: Papers, monday):
    papers.away("head")
    made = papers.reviewed(papers.draft(), major=True)
    papers.decide(made, "schools_deputy", "approve")
    with pytest.raises(NotYours, match="未记录委托") as refused:
        papers.decide(made, "executive", "approve")
    assert refused.value.reasons[0].article == 5
    seats = papers.cast.seats
    Entrustment.objects.create(
        seat=seats["head"], to_seat=seats["land_deputy"], kind="entrustment", starts_at=monday.moment - HOUR,
        basis="县长5月31日签批", recorded_at=monday.moment,
    )  # fmt: skip
    with pytest.raises(NotYours, match="李长河（代县长，第五条 受委托）"):
        papers.decide(made, "executive", "approve")
    papers.decide(made, "land_deputy", "approve", "同意。")
    [*_, line] = papers.journal(made, "approve")
    assert (line.actor, line.in_place_of, line.ground) == (papers.cast.land_deputy, seats["head"], "entrustment")


# --- Nobody decides on his own request -----------------------------------------------------------------------


def test_a_leader_who_signed_it_for_the_organ_does_not_approve_it(papers: Papers, monday):
    """The deputy head in charge of schools is also head of the education bureau: his B role decides."""
    papers.also("schools_deputy", "education_head")
    made = papers.draft()
    papers.submit(made)
    papers.decide(made, "schools_deputy", "sign")
    papers.review(made)
    step = papers.step(made)
    assert (step.assignee, step.ground) == (papers.cast.land_deputy, "ab_pair")
    with pytest.raises(NotYours, match="李长河"):
        papers.decide(made, "schools_deputy", "approve")
    papers.decide(made, "land_deputy", "approve")
    assert papers.state(made) == "approved"


def test_nor_who_drafted_it_himself(papers: Papers):
    papers.also("schools_deputy", "education_clerk")
    made = submissions.create(papers.cast.schools_deputy, papers.cast.education, papers.text())
    submissions.submit(made.pk, papers.cast.schools_deputy, {})
    papers.decide(made, "education_head", "sign")
    papers.review(made)
    assert papers.step(made).assignee == papers.cast.land_deputy


@pytest.mark.parametrize("hand", ["rewrote", "sent"])
def test_nor_who_rewrote_or_sent_it_though_another_opened_and_another_signed_it(papers: Papers, hand):
    """She serves in the bureau besides: what she wrote or sent she does not approve, nor review the reply to it."""
    papers.also("schools_deputy", "education_deputy")
    made, her = papers.draft(), papers.cast.schools_deputy
    if hand == "rewrote":
        submissions.revise(made.pk, her, papers.text(body="县人民政府：\n　　另拟新建小学两所。\n　　妥否，请批示。"))
        papers.submit(made)
    else:
        submissions.submit(made.pk, her, {})
    papers.decide(made, "education_head", "sign")
    papers.review(made)
    step = papers.step(made)
    assert (step.assignee, step.ground) == (papers.cast.land_deputy, "ab_pair")
    with pytest.raises(NotYours, match="李长河"):
        papers.decide(made, "schools_deputy", "approve")
    papers.decide(made, "land_deputy", "approve")
    reply = made.matter.children.get()
    dispatches.revise(reply.pk, papers.cast.clerk, papers.words(title=reply.title, dispatch_kind="reply"))
    dispatches.send(reply.pk, papers.cast.clerk)
    assert papers.step(reply).assignee == papers.cast.land_deputy


def test_who_sends_it_is_told_of_what_becomes_of_it(papers: Papers):
    made = papers.draft()
    submissions.submit(made.pk, papers.cast.education_deputy, {})
    papers.decide(made, "education_head", "return", "请补充测算。")
    assert papers.told("education_deputy") == [f"退回修改：{made.matter.title}"]


def test_where_the_b_role_too_has_a_hand_in_it_nobody_decides(papers: Papers):
    papers.also("schools_deputy", "education_head")
    papers.also("land_deputy", "education_clerk")
    made = submissions.create(papers.cast.land_deputy, papers.cast.education, papers.text())
    submissions.submit(made.pk, papers.cast.land_deputy, {})
    papers.decide(made, "schools_deputy", "sign")
    papers.review(made)
    assert papers.step(made).state == "held"


def test_nor_on_the_reply_to_it(papers: Papers):
    """He signed the request for the bureau: the reply's review is not his either."""
    papers.also("schools_deputy", "education_head")
    made = papers.draft()
    papers.submit(made)
    papers.decide(made, "schools_deputy", "sign")
    papers.review(made)
    papers.decide(made, "land_deputy", "approve")
    reply = made.matter.children.get()
    text = papers.words(title=reply.title, dispatch_kind="reply", recipients=("县教育局",))
    dispatches.revise(reply.pk, papers.cast.clerk, text)
    dispatches.send(reply.pk, papers.cast.clerk)
    assert papers.step(reply).assignee == papers.cast.land_deputy
