"""The office checks what comes in, proposes how to handle it, and lays it before the leaders (article 32)."""

import pytest

from documents import actions as steps
from documents.submission import actions as submissions
from documents.submission.models import Submission
from govrules.core.deadlines.models import Deadline
from govrules.core.errors import BadInput, NotYours, WrongState
from govrules.core.office.models import OfficeSetting, Portfolio
from tests.core.calendars import office
from tests.core.cast import SINCE
from tests.documents.papers import Papers
from tests.proves import proves


@pytest.fixture
def incoming(papers: Papers) -> Submission:
    """A signed request of the education bureau, at the office."""
    return papers.signed(papers.draft())


@proves("YG-32-1")
def test_the_office_reviews_before_any_leader(papers: Papers, incoming):
    step = papers.step(incoming)
    assert (step.act, step.assignee, step.article) == ("review", papers.cast.director, 32)
    assert papers.steps(incoming, "waiting") == [("approve", "schools_deputy")]


@proves("YG-32-1")
@pytest.mark.parametrize("words", ["", "   \n"])
def test_it_proposes_how_to_handle_it(papers: Papers, incoming, words):
    with pytest.raises(BadInput, match="请写明意见"):
        papers.decide(incoming, "director", "review", words)
    assert papers.state(incoming) == "submitted"


@pytest.mark.parametrize("who", ["vice_director", "clerk", "schools_deputy", "education_head", "stranger"])
def test_nobody_else_reviews(papers: Papers, incoming, who):
    with pytest.raises(NotYours, match="周正") as refused:
        papers.decide(incoming, who, "review", "拟同意。")
    assert refused.value.reasons[0].article == 32


@proves("YG-32-6")
def test_it_goes_to_the_leader_whose_portfolio_it_is_and_not_straight_to_the_head(papers: Papers, incoming):
    papers.review(incoming)
    step = papers.step(incoming)
    assert (papers.state(incoming), step.act, step.assignee) == ("leaders", "approve", papers.cast.schools_deputy)
    assert ("approve", "head") not in papers.steps(incoming)


@proves("YG-32-6")
@pytest.mark.parametrize(
    ("organ", "leader"), [("finance", "executive"), ("resources", "land_deputy"), ("agriculture", "land_deputy")]
)
def test_each_organ_by_the_division_of_work(papers: Papers, organ, leader):
    made = papers.draft(organ, title="关于购置设备的请示")
    papers.submit(made)
    papers.decide(made, f"{organ}_head", "sign")
    papers.review(made)
    assert papers.step(made).assignee == getattr(papers.cast, leader)


@proves("YG-32-6")
def test_where_nobody_covers_the_organ_it_is_held_and_not_guessed(papers: Papers, incoming):
    Portfolio.objects.filter(organ=papers.cast.education).delete()
    papers.review(incoming)
    step = papers.step(incoming)
    assert (step.state, step.seat, step.custodian) == ("held", None, papers.cast.director)
    assert "请先设立岗位或者明确分管" in step.missing


@proves("YG-32-8")
def test_what_the_office_finds_major_goes_to_the_head_in_the_end(papers: Papers, incoming):
    papers.review(incoming, major=True)
    assert papers.steps(incoming, "pending", "waiting") == [("approve", "schools_deputy"), ("approve", "head")]
    assert Submission.objects.get(pk=incoming.pk).major
    papers.decide(incoming, "schools_deputy", "approve", "拟同意，请县长审定。")
    assert papers.step(incoming).assignee == papers.cast.head
    assert papers.state(incoming) == "leaders"
    papers.decide(incoming, "head", "approve", "同意。")
    assert papers.state(incoming) == "approved"


@proves("YG-32-8")
def test_what_is_not_major_ends_with_the_leader_in_charge(papers: Papers, incoming):
    papers.review(incoming)
    papers.decide(incoming, "schools_deputy", "approve")
    assert papers.state(incoming) == "approved"


def test_the_senders_own_word_that_it_is_major_is_shown_and_the_office_decides(papers: Papers):
    weighty = ("major", "research_done", "legality_assessed", "necessity_assessed")
    made = papers.signed(papers.draft(declared=weighty))
    assert papers.steps(made, "waiting") == [("approve", "schools_deputy"), ("approve", "head")]
    papers.review(made, major=False)
    assert papers.steps(made, "pending", "waiting") == [("approve", "schools_deputy")]


# --- Several leaders ------------------------------------------------------------------------------------------


@pytest.fixture
def touching(papers: Papers) -> Submission:
    """A request that touches finance (executive) and resources (land deputy), both agreed; at the office."""
    made = papers.draft(touched=["finance", "resources"])
    papers.ask(made, "finance", "resources")
    papers.reply(made, "finance")
    papers.reply(made, "resources")
    return papers.signed(made)


@proves("YG-32-7")
def test_the_office_may_lay_it_before_the_other_leaders_concerned(papers: Papers, touching):
    papers.review(touching, "executive")
    papers.decide(touching, "schools_deputy", "approve", "同意。")
    assert papers.state(touching) == "leaders", "it is not closed before he has approved it too"
    assert papers.step(touching).assignee == papers.cast.executive
    papers.decide(touching, "executive", "approve", "同意。")
    assert papers.state(touching) == "approved"


@proves("YG-32-7")
def test_as_needed_none_or_several_side_by_side(papers: Papers, touching):
    papers.review(touching, "executive", "land_deputy")
    papers.decide(touching, "schools_deputy", "approve")
    live = touching.matter.steps.filter(state="pending")
    assert {s.assignee for s in live} == {papers.cast.executive, papers.cast.land_deputy}
    papers.decide(touching, "land_deputy", "approve")
    assert papers.state(touching) == "leaders"
    papers.decide(touching, "executive", "approve")
    assert papers.state(touching) == "approved"


def test_without_a_pick_the_leader_in_charge_alone_decides(papers: Papers, touching):
    papers.review(touching)
    papers.decide(touching, "schools_deputy", "approve")
    assert papers.state(touching) == "approved"


def test_a_leader_whom_the_office_picks_is_asked_even_where_nobody_named_his_organ(papers: Papers, incoming):
    papers.review(incoming, "land_deputy")
    assert papers.steps(incoming, "pending", "waiting") == [("approve", "schools_deputy"), ("approve", "land_deputy")]


def test_one_who_is_asked_anyway_is_asked_once(papers: Papers, touching):
    papers.review(touching, "schools_deputy", "executive")
    asked = papers.steps(touching, "pending", "waiting")
    assert sorted(asked) == [("approve", "executive"), ("approve", "schools_deputy")]


def test_major_and_several_leaders_the_head_comes_last(papers: Papers, touching):
    papers.review(touching, "executive", major=True)
    wanted = [("approve", "schools_deputy"), ("approve", "executive"), ("approve", "head")]
    assert papers.steps(touching, "pending", "waiting") == wanted


@pytest.mark.parametrize("picked", ["other_director", "education_head", "clerk"])
def test_only_leaders_of_this_government_are_picked(papers: Papers, incoming, picked):
    papers.review(incoming, picked)
    assert papers.steps(incoming, "pending", "waiting") == [("approve", "schools_deputy")]


@pytest.mark.parametrize("typed", ["abc", "", "²", "-1", "9" * 12, "1; drop table"])
def test_nonsense_for_a_leaders_seat_picks_nobody(papers: Papers, incoming, typed):
    step = papers.step(incoming)
    steps.decide(step.pk, papers.cast.director, "review", "拟同意。", {"seats": [typed]})
    assert papers.steps(incoming, "pending", "waiting") == [("approve", "schools_deputy")]


# --- Sending back -----------------------------------------------------------------------------------------


@proves("YG-32-1")
def test_the_office_returns_it_with_a_reason(papers: Papers, incoming):
    with pytest.raises(BadInput):
        papers.decide(incoming, "director", "return", "")
    papers.decide(incoming, "director", "return", "请补充奖补资金的测算依据。")
    assert papers.state(incoming) == "returned"
    made = Submission.objects.get(pk=incoming.pk)
    assert (made.signed_on, made.submitted_at) == (None, None), "it is unsigned again"
    told = papers.cast.education_clerk.notices.filter(channel="portal").latest("pk")
    assert (told.subject, told.body) == ("退回修改：县教育局关于新建城东小学的请示", "请补充奖补资金的测算依据。")
    assert papers.told("education_head")[-1].startswith("退回修改")
    assert papers.journal(incoming, "return")[0].text == "退回：请补充奖补资金的测算依据。"


def test_the_way_back_begins_with_the_signature_again(papers: Papers, incoming):
    papers.decide(incoming, "director", "return", "补充附件。")
    papers.signed(incoming)
    assert papers.step(incoming).act == "review"
    done = incoming.matter.steps.exclude(state="cancelled").values_list("act", "state")
    assert list(done) == [
        ("sign", "done"), ("review", "returned"), ("sign", "done"), ("review", "pending"), ("approve", "waiting"),
    ]  # fmt: skip


def test_reviewed_once(papers: Papers, incoming):
    step = papers.step(incoming)
    papers.review(incoming)
    with pytest.raises(WrongState, match="已由周正办理"):
        steps.decide(step.pk, papers.cast.director, "review", "再审一次。")


# --- The office's own time limits (本办规定) ----------------------------------------------------------------------


def test_the_limit_of_the_office_s_review_is_not_that_of_a_leader_s(papers: Papers):
    """办公室审核1个工作日: a deputy who reviews a dispatch before the head signs it has a step of the same name."""
    OfficeSetting.objects.create(
        government=papers.cast.government, key="limit.review", value={"count": 1, "unit": "workday"},
        basis="办公室审核1个工作日", since=SINCE,
    )  # fmt: skip
    made = papers.dispatch(sent=True)
    step = papers.step(made)
    assert (step.act, step.assignee) == ("review", papers.cast.executive)
    assert not Deadline.objects.filter(matter=made.pk).exists() and step.due_at is None


def test_the_offices_own_limit_runs_anew_on_the_way_back(papers: Papers, monday):
    """Armed when the step begins, cancelled by the return, armed again when it comes in again."""
    OfficeSetting.objects.create(
        government=papers.cast.government, key="limit.review", value={"count": 3, "unit": "workday"},
        basis="办公室2026年第1次主任会议", since=SINCE,
    )  # fmt: skip
    made = papers.signed(papers.draft())
    first = Deadline.objects.get(matter=made.pk)
    assert (first.due_at, first.article) == (office("2026-06-05 00:00"), None)
    assert first.basis == "本办规定：办公室2026年第1次主任会议"
    monday.move_to(office("2026-06-03 09:00"))
    papers.decide(made, "director", "return", "补充附件。")
    papers.signed(made)
    again = Deadline.objects.filter(matter=made.pk).latest("pk")
    first.refresh_from_db()
    assert (first.state, again.state, again.due_at) == ("met", "open", office("2026-06-09 00:00"))
    assert papers.step(made).due_at == office("2026-06-09 00:00")


# --- Reports ----------------------------------------------------------------------------------------------


def test_for_a_report_the_rules_are_silent_and_the_office_picks_who_reads(papers: Papers):
    made = papers.signed(papers.report())
    step = papers.step(made)
    assert (step.act, step.article, step.basis) == ("review", None, "规则未作规定，由办公室主任确定")
    with pytest.raises(BadInput, match="请选择呈送哪位领导") as refused:
        papers.review(made)
    assert refused.value.field == "seats" and papers.state(made) == "submitted"
    papers.review(made, "schools_deputy", "head")
    assert papers.steps(made, "pending") == [("read", "head"), ("read", "schools_deputy")]


def test_the_last_reader_closes_it(papers: Papers):
    made = papers.signed(papers.report())
    papers.review(made, "schools_deputy", "head")
    papers.decide(made, "head", "read")
    assert papers.state(made) == "leaders"
    papers.decide(made, "schools_deputy", "read", "请继续跟进。")
    made.matter.refresh_from_db()
    assert (papers.state(made), bool(made.matter.closed_at)) == ("read", True)
    assert papers.journal(made, "closed")[0].text == "阅办完毕"
    assert not made.matter.children.exists(), "a report is not answered"


@pytest.mark.parametrize("kind", ["approve", "reject", "return"])
def test_a_report_is_read_not_decided(papers: Papers, kind):
    made = papers.signed(papers.report())
    papers.review(made, "head")
    with pytest.raises(BadInput, match="请选择一种办理方式"):
        papers.decide(made, "head", kind, "不同意")


def test_a_request_of_the_office_itself_is_not_checked_by_who_signed_it(papers: Papers):
    """Nobody decides on his own request: the director signed it, so another must be named to check it."""
    text = papers.text(title="县政府办公室关于更新档案库房设备的请示")
    made = submissions.create(papers.cast.clerk, papers.cast.office, text)
    submissions.submit(made.pk, papers.cast.clerk, {})
    papers.decide(made, "director", "sign")
    step = papers.step(made)
    assert (papers.state(made), step.act, step.state, step.assignee) == ("submitted", "review", "held", None)
    with pytest.raises(NotYours):
        papers.decide(made, "director", "review", "拟同意。")


def test_where_the_office_has_fixed_it_the_deputy_director_checks_the_office_s_own_request(papers: Papers):
    OfficeSetting.objects.create(
        government=papers.cast.government, key="stand_in.office_director", value={"posts": ["office_deputy_director"]},
        basis="办公室内部分工", since=SINCE,
    )  # fmt: skip
    text = papers.text(title="县政府办公室关于更新档案库房设备的请示")
    made = submissions.create(papers.cast.clerk, papers.cast.office, text)
    submissions.submit(made.pk, papers.cast.clerk, {})
    papers.decide(made, "director", "sign")
    assert papers.step(made).assignee == papers.cast.vice_director
