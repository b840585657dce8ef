"""What is 阳城's own in the document's way: departments and money first, explicit opinions, the card, the senders."""

from __future__ import annotations

import pytest

from documents import actions as steps
from documents.consultation import actions as consultation
from documents.dispatch import actions as dispatches
from documents.submission.models import Submission
from govrules.core.calendar.actions import load_text
from govrules.core.deadlines.actions import confirm, recompute
from govrules.core.errors import BadInput, BrokenRule, WrongState
from govrules.core.matters.models import LIVE, Evidence, Step, StepState
from govrules.core.matters.queries import visible_to
from govrules.core.office.models import Organ, Seat
from tests.core.calendars import NOTICE_2027, office
from tests.core.cast import in_county
from tests.documents.papers import DAY, HOUR, Papers, browser, sweep_at
from tests.proves import proves

pytestmark = in_county("yangcheng-2021")
DUE = office("2026-06-04 00:00")  # the midnight that ends 3 June, the second working day


def before(made: Submission) -> list[tuple[str, str]]:
    """What is live, side by side: act and seat."""
    live = Step.objects.filter(matter=made.pk, state__in=LIVE).select_related("seat")
    return [(step.act, step.seat.key) for step in live]


@pytest.fixture
def money(papers: Papers) -> Submission:
    """A money matter of the education bureau that touches resources and finance, reviewed by the office."""
    made = papers.draft(touched=["resources", "finance"], declared=("funds",))
    papers.ask(made, "resources", "finance")
    papers.reply(made, "resources")
    papers.reply(made, "finance", "agree_with_opinion", "请先编制概算。")
    papers.signed(made)
    papers.review(made)
    return made


# --- Departments first; finance and audit on money (article 70) ---------------------------------------------


@proves("YC-70-3", "YC-70-4")
def test_on_money_departments_finance_and_audit_give_their_opinion_before_any_leader(papers: Papers, money):
    assert before(money) == [("opine", "resources_head"), ("opine", "finance_head"), ("opine", "audit_head")]
    for organ in ("resources", "finance"):
        papers.decide(money, f"{organ}_head", "agree", "无不同意见。")
        assert ("approve", "schools_deputy") not in before(money), "the leader waits for all of them"
    papers.decide(money, "audit_head", "agree_with_opinion", "纳入年度审计。")
    assert before(money) == [("approve", "schools_deputy")]


@proves("YC-70-4")
def test_finance_touched_and_by_its_field_is_asked_once(papers: Papers, money):
    asked = money.matter.steps.filter(act="opine", seat=papers.cast.seats["finance_head"])
    assert [(step.article, step.state) for step in asked] == [(70, StepState.PENDING)]


@proves("YC-70-3")
def test_without_money_only_the_departments_touched(papers: Papers):
    made = papers.draft(touched=["resources"])
    papers.ask(made, "resources")
    papers.reply(made, "resources")
    papers.reviewed(made)
    assert before(made) == [("opine", "resources_head")]


def test_where_no_other_is_touched_it_goes_to_the_leader_at_once(papers: Papers):
    assert before(papers.reviewed(papers.draft())) == [("approve", "schools_deputy")]


@proves("YC-70-5")
def test_a_major_matter_goes_to_finance_and_audit_too(papers: Papers):
    made = papers.reviewed(papers.draft(), major=True)
    assert before(made) == [("opine", "finance_head"), ("opine", "audit_head")]


@proves("YC-70-4")
def test_the_finance_bureau_does_not_ask_itself(papers: Papers):
    made = papers.draft("finance", title="县财政局关于追加预算的请示", declared=("funds",))
    papers.submit(made)
    papers.decide(made, "finance_head", "sign")
    papers.review(made)
    assert before(made) == [("opine", "audit_head")]


@proves("YC-70-4")
def test_where_nobody_is_competent_the_step_is_held_and_not_left_out(papers: Papers):
    Organ.objects.filter(key="audit").update(fields=[])
    made = papers.reviewed(papers.draft(declared=("funds",)))
    steps_ = Step.objects.filter(matter=made.pk, state__in=LIVE).order_by("pk")
    assert [(step.act, step.state) for step in steps_] == [("opine", "pending"), ("opine", "held")]


@proves("YC-70-4")
def test_a_report_on_money_goes_to_finance_and_audit_and_then_is_read(papers: Papers):
    made = papers.report(declared=("funds",))
    papers.signed(made)
    papers.review(made)
    assert before(made) == [("opine", "finance_head"), ("opine", "audit_head")]
    papers.decide(made, "finance_head", "agree")
    papers.decide(made, "audit_head", "agree")
    assert before(made) == [("read", "schools_deputy")]


def test_an_organ_asked_on_the_way_sees_the_matter_from_then_on(papers: Papers):
    made = papers.draft(declared=("funds",))
    papers.signed(made)
    assert not visible_to(papers.cast.audit_head).filter(pk=made.pk).exists()
    papers.review(made)
    assert visible_to(papers.cast.audit_head).filter(pk=made.pk).exists()


def test_an_objection_on_the_way_is_on_record_and_the_leader_decides(papers: Papers):
    made = papers.reviewed(papers.draft(declared=("funds",)))
    with pytest.raises(BadInput, match="请写明意见"):
        papers.decide(made, "finance_head", "disagree")
    papers.decide(made, "finance_head", "disagree", "今年财力不足。")
    papers.decide(made, "audit_head", "agree")
    assert papers.journal(made, "opine")[0].text == "不同意：今年财力不足。"
    assert before(made) == [("approve", "schools_deputy")]


# --- Explicit opinions; a circled name reads (article 71) ---------------------------------------------------


@pytest.fixture
def request_(papers: Papers) -> Submission:
    return papers.reviewed(papers.draft())


@proves("YC-71-1")
@pytest.mark.parametrize("words", ["", " ", "\n"])
def test_a_leaders_bare_yes_to_a_request_is_refused(papers: Papers, request_, words):
    with pytest.raises(BadInput, match="应签署明确意见") as refused:
        papers.decide(request_, "schools_deputy", "approve", words)
    assert (refused.value.field, refused.value.reasons[0].article) == ("opinion", 71)
    assert papers.state(request_) == "leaders"


@proves("YC-71-1")
def test_with_his_words_name_and_day_it_is_on_record(papers: Papers, request_, monday):
    papers.decide(request_, "schools_deputy", "approve", "同意，按程序办理。")
    step = Step.objects.get(matter=request_.pk, act="approve")
    assert (step.opinion, step.decided_by, step.decided_at) == (
        "同意，按程序办理。", papers.cast.schools_deputy, monday.moment,
    )  # fmt: skip


@proves("YC-71-1", "YC-71-2")
def test_a_circled_name_is_neither_offered_nor_taken_on_a_request(papers: Papers, request_):
    step = papers.step(request_)
    assert [choice.kind for choice in steps.choices(step)] == ["approve", "reject", "return"]
    with pytest.raises(BadInput):
        papers.decide(request_, "schools_deputy", "circle")
    with pytest.raises(BadInput, match="未规定圈阅即为同意"):
        steps.submission.approve(step.pk, papers.cast.schools_deputy, "circle", "")


@proves("YC-71-2")
def test_a_report_is_read(papers: Papers):
    made = papers.report()
    papers.signed(made)
    papers.review(made)
    papers.decide(made, "schools_deputy", "read")
    assert papers.state(made) == "read"


# --- The dispatch card (article 75) --------------------------------------------------------------------------


@proves("YC-75-4", "YC-75-5")
def test_nobody_signs_before_his_turn(papers: Papers):
    made = papers.dispatch(sent=True, business_of=papers.cast.education)
    signature = made.matter.steps.get(act="sign")
    with pytest.raises(WrongState, match="还没有轮到这一步"):
        steps.decide(signature.pk, papers.cast.head, "sign")
    papers.decide(made, "clerk", "review")
    papers.decide(made, "secretary", "return", "文种不对。")
    assert (papers.state(made), papers.steps(made, "waiting", "pending")) == ("reworking", [])


@proves("YC-75-2")
def test_returned_the_card_goes_round_anew(papers: Papers, monday):
    made = papers.dispatch(sent=True, business_of=papers.cast.education)
    papers.decide(made, "clerk", "review")
    papers.decide(made, "secretary", "return", "文种不对。")
    monday.forward(HOUR)
    dispatches.send(made.pk, papers.cast.clerk)
    assert before(made) == [("review", "clerk")]


# --- Who may submit (articles 68 and 69) ----------------------------------------------------------------------


@proves("YC-69-15")
def test_a_coordinating_body_submits_nothing(papers: Papers):
    Organ.objects.filter(pk=papers.cast.education.pk).update(kind="coordinating")
    with pytest.raises(BrokenRule) as refused:
        papers.submit(papers.draft())
    assert [(why.rule, why.article) for why in refused.value.reasons] == [("no_coordinating_body", 69)]


@proves("YC-69-13", "YC-69-14")
def test_a_unit_of_a_department_asks_its_department_and_may_report(papers: Papers):
    Organ.objects.filter(pk=papers.cast.education.pk).update(kind="subordinate")
    Seat.objects.filter(key="education_head").update(post="institution_head")
    with pytest.raises(BrokenRule) as refused:
        papers.submit(papers.draft())
    assert [(why.rule, why.article) for why in refused.value.reasons] == [("no_subordinate_unit", 69)]
    report = papers.signed(papers.report())
    assert papers.state(report) == "submitted"


@proves("YC-68-2")
def test_an_informal_paper_is_refused(papers: Papers):
    with pytest.raises(BrokenRule, match="非正式公文") as refused:
        papers.submit(papers.draft(declared=("informal_form",)))
    assert refused.value.reasons[0].article == 68


# --- Silence: its evidence, its page, an unpublished year (article 69) -----------------------------------------


@pytest.fixture
def silent(papers: Papers) -> Submission:
    made = papers.draft(touched=["finance"])
    papers.ask(made, "finance")
    return made


@proves("YC-69-11")
def test_the_button_stands_on_the_hosts_page_from_the_midnight_on_and_no_sooner(papers: Papers, silent, monday):
    client, words = browser(papers.cast.education_clerk), "视为无不同意见</button>"
    assert words not in client.get(f"/documents/{silent.pk}/").content.decode()
    sweep_at(DUE, monday)
    assert words in client.get(f"/documents/{silent.pk}/").content.decode()
    asked = papers.asked(silent, "finance")
    assert client.post(f"/documents/{silent.pk}/consult/{asked.pk}/silence/").status_code == 302
    kept = Evidence.objects.get(matter=silent.pk)
    assert (kept.kind, kept.article, kept.recorded_by) == ("silence", 69, papers.cast.education_clerk)
    [line] = papers.journal(silent, "deem")
    assert line.text == "县财政局逾期未回复，由主办单位视为无不同意见"


@proves("YC-69-11")
def test_pressed_twice_it_is_once(papers: Papers, silent, monday):
    sweep_at(DUE, monday)
    asked = papers.asked(silent, "finance")
    consultation.take_silence(silent.pk, papers.cast.education_clerk, asked.pk)
    with pytest.raises(WrongState, match="已有结果"):
        consultation.take_silence(silent.pk, papers.cast.education_clerk, asked.pk)
    assert Evidence.objects.count() == 1


@proves("YC-69-11")
def test_until_the_host_takes_it_a_late_answer_counts(papers: Papers, silent, monday):
    sweep_at(DUE + DAY, monday)
    papers.reply(silent, "finance", "disagree", "资金没有来源。")
    with pytest.raises(WrongState, match="已有结果"):
        consultation.take_silence(silent.pk, papers.cast.education_clerk, papers.asked(silent, "finance").pk)


def test_with_a_reason_given_the_host_sets_the_matter_out_and_goes_on(papers: Papers, silent, monday):
    papers.reply(silent, "finance", "explain", "本月资金尚未核定。")
    assert papers.told("education_clerk")[-1].startswith("县财政局说明暂不能会签的原因")
    sweep_at(DUE, monday)
    asked = papers.asked(silent, "finance")
    consultation.respond(silent.pk, papers.cast.education_clerk, asked.pk, "6月4日与县财政局协商，资金待核定。")
    Submission.objects.filter(pk=silent.pk).update(proposal="先立项，资金分年安排。")
    papers.submit(silent)
    assert papers.state(silent) == "signing"


@pytest.fixture
def provisional(papers: Papers, monday) -> Submission:
    """Asked on 1 March 2027, a year whose notice is not out; looked at after its limit."""
    monday.move_to(office("2027-03-01 09:00"))
    made = papers.draft(touched=["finance"])
    papers.ask(made, "finance")
    sweep_at(office("2027-03-10 00:00"), monday)
    return made


@proves("YC-69-11")
def test_once_the_years_notice_is_loaded_the_button_works(papers: Papers, provisional, monday):
    recompute(load_text(NOTICE_2027, 2027, "演示〔2026〕1号", None, demo=True))
    asked = papers.asked(provisional, "finance")
    consultation.take_silence(provisional.pk, papers.cast.education_clerk, asked.pk)
    assert Evidence.objects.get().article == 69


@proves("YC-69-11")
def test_or_once_the_office_has_decided_that_the_limit_is_over(papers: Papers, provisional, monday):
    asked = papers.asked(provisional, "finance")
    confirm(asked.step.deadlines.get(), papers.cast.clerk, "上级已明确三月无调休", monday.moment)
    consultation.take_silence(provisional.pk, papers.cast.education_clerk, asked.pk)
    assert Evidence.objects.get().article == 69
