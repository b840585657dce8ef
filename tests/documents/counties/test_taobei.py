"""What is 洮北's own in the document's way: limits by urgency, leaders side by side, collective records, lead times."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from documents import actions as steps
from documents.submission import actions as submissions
from documents.submission.models import Submission
from govrules.core.deadlines.models import Deadline
from govrules.core.errors import BrokenRule, NotYours
from govrules.core.matters.models import LIVE, Step, Waiver
from govrules.core.office import actions as office_acts
from tests.core.calendars import office
from tests.core.cast import in_county
from tests.documents.papers import DAY, HOUR, MOMENT, Papers, sweep_at
from tests.proves import proves

pytestmark = in_county("taobei-2020")
URGENT = {"urgency": "urgent"}
EXTRA = {"urgency": "extra", "urgency_reason": "汛期将至"}
IMPORTANT = {"urgency": "extra_important", "urgency_reason": "汛期将至"}


def running(made: Submission) -> list[tuple[str, str]]:
    """The limits of the whole matter, in their order: key and state."""
    return list(Deadline.objects.filter(matter=made.pk, step=None).order_by("pk").values_list("rule", "state"))


def limit(made: Submission) -> Deadline:
    return Deadline.objects.filter(matter=made.pk, step=None).latest("pk")


def refused_by(papers: Papers, of: Submission) -> list[tuple[str, int | None]]:
    """Which gates refuse to submit it, under which articles."""
    with pytest.raises(BrokenRule) as refused:
        papers.submit(of)
    return [(why.rule, why.article) for why in refused.value.reasons]


# --- Limits of the whole by urgency (article 68) -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "count", "due"),
    [
        pytest.param({}, 14, "2026-06-23 00:00", id="ordinary", marks=proves("TB-68-9")),
        pytest.param(URGENT, 7, "2026-06-11 00:00", id="expedited", marks=proves("TB-68-10")),
        pytest.param(EXTRA, 5, "2026-06-09 00:00", id="extra", marks=proves("TB-68-11")),
        pytest.param(IMPORTANT, 3, "2026-06-05 00:00", id="extra and important", marks=proves("TB-68-12")),
    ],
)
def test_the_limit_begins_when_the_office_has_it_and_is_met_by_the_last_leaders_yes(
    papers: Papers, monday, given: dict[str, Any], count, due
):
    """From Monday, 1 June 2026; the fourteenth working day is Monday the 22nd, for the 19th is a holiday."""
    made = papers.draft(**given)
    papers.submit(made)
    assert running(made) == [], "while its own head has it, nothing runs"
    papers.decide(made, "education_head", "sign")
    found = limit(made)
    assert (found.count, found.unit, found.article, found.due_at) == (count, "workday", 68, office(due))
    monday.move_to(office(due) - MOMENT)
    papers.review(made)
    papers.decide(made, "schools_deputy", "approve", "同意。")
    assert [state for _, state in running(made)] == ["met"]


@proves("TB-68-12")
def test_a_moment_later_it_has_passed_and_the_yes_still_counts(papers: Papers, monday):
    made = papers.reviewed(papers.draft(**IMPORTANT))
    sweep_at(office("2026-06-05 00:00"), monday)
    assert [state for _, state in running(made)] == ["passed"]
    papers.decide(made, "schools_deputy", "approve", "同意。")
    assert (papers.state(made), [state for _, state in running(made)]) == ("approved", ["passed"])


@proves("TB-68-9")
def test_it_warns_one_working_day_before(papers: Papers, monday):
    made = papers.signed(papers.draft())
    sweep_at(office("2026-06-22 00:00"), monday)
    assert limit(made).firings.filter(rung="warn").exists()


def test_whoever_has_it_in_hand_sees_the_limit_of_the_whole_in_his_queue(papers: Papers, monday):
    """It stands on every step that is under way, also on one that begins when it is over already."""
    made = papers.signed(papers.draft(**IMPORTANT))
    assert [s.due_at for s in papers.cast.director.steps.filter(matter=made.pk, state__in=LIVE)] == [limit(made).due_at]
    sweep_at(office("2026-06-05 00:00"), monday)
    papers.review(made)
    [leaders] = papers.cast.schools_deputy.steps.filter(matter=made.pk, state__in=LIVE)
    assert leaders.due_at == office("2026-06-05 00:00")


def test_once_withdrawn_nothing_is_due_any_more(papers: Papers):
    made = papers.signed(papers.draft(**URGENT))
    submissions.withdraw(made.pk, papers.cast.education_clerk, "补充材料")
    papers.submit(made)
    assert [s.due_at for s in papers.cast.education_head.steps.filter(matter=made.pk, state__in=LIVE)] == [None]


@proves("TB-68-10")
def test_returned_it_ends_and_begins_anew_with_the_next_submission(papers: Papers, monday):
    made = papers.signed(papers.draft(**URGENT))
    papers.decide(made, "director", "return", "附件不全。")
    assert running(made) == [("processing_urgent", "cancelled")]
    monday.forward(2 * DAY)
    papers.signed(made)
    assert running(made) == [("processing_urgent", "cancelled"), ("processing_urgent", "open")]
    assert limit(made).due_at == office("2026-06-13 00:00"), "seven working days from Wednesday, 3 June"


@proves("TB-68-10")
def test_withdrawn_it_ends_too(papers: Papers):
    made = papers.signed(papers.draft(**URGENT))
    submissions.withdraw(made.pk, papers.cast.education_clerk, "补充材料")
    assert running(made) == [("processing_urgent", "cancelled")]


@proves("TB-68-9")
def test_not_approved_is_decided_as_well(papers: Papers):
    made = papers.reviewed(papers.draft())
    papers.decide(made, "schools_deputy", "reject", "列入明年计划。")
    assert [state for _, state in running(made)] == ["met"]


def test_a_report_has_no_limit(papers: Papers):
    made = papers.signed(papers.report())
    assert running(made) == []


# --- A leader's own day (article 68) -----------------------------------------------------------------------------


@proves("TB-68-13")
def test_on_what_is_extra_urgent_and_important_a_leader_has_one_working_day(papers: Papers, monday):
    made = papers.reviewed(papers.draft(**IMPORTANT), major=True)
    own = Deadline.objects.get(step__matter=made.pk)
    assert (own.step.seat, own.count, own.article) == (papers.cast.seats["schools_deputy"], 1, 68)
    assert own.due_at == office("2026-06-03 00:00")
    monday.forward(DAY)
    papers.decide(made, "schools_deputy", "approve", "同意。")
    own.refresh_from_db()
    assert own.state == "met"
    heads = Deadline.objects.filter(step__matter=made.pk, state="open").get()
    assert (heads.step.seat, heads.due_at) == (papers.cast.seats["head"], office("2026-06-04 00:00"))


@proves("TB-68-13")
@pytest.mark.parametrize("given", [{}, URGENT, EXTRA], ids=["ordinary", "expedited", "extra"])
def test_on_all_else_he_has_none_of_his_own(papers: Papers, given):
    made = papers.reviewed(papers.draft(**given))
    assert not Deadline.objects.filter(step__matter=made.pk).exists()


# --- Side by side (article 68) -------------------------------------------------------------------------------------


def with_both(papers: Papers, side_by_side: bool, **given: Any) -> Submission:
    """A request of two portfolios, reviewed by the office, which sends it to both leaders at once or not."""
    made = papers.draft(touched=["resources"], **given)
    papers.ask(made, "resources")
    papers.reply(made, "resources")
    papers.signed(made)
    papers.decide(made, "director", "review", "拟同意。", seats=[], side_by_side=side_by_side, major=True)
    return made


def before(made: Submission) -> set[str]:
    live = Step.objects.filter(matter=made.pk, state__in=LIVE).select_related("seat")
    return {step.seat.key for step in live}


@proves("TB-68-7")
@pytest.mark.parametrize("given", [URGENT, EXTRA, IMPORTANT], ids=["expedited", "extra", "extra and important"])
def test_an_urgent_one_may_go_to_both_leaders_at_once_and_then_to_the_head(papers: Papers, given):
    made = with_both(papers, True, **given)
    assert before(made) == {"schools_deputy", "land_deputy"}
    papers.decide(made, "land_deputy", "approve", "同意。")
    assert before(made) == {"schools_deputy"}
    papers.decide(made, "schools_deputy", "approve", "同意。")
    assert before(made) == {"head"}


@proves("TB-68-13")
def test_by_a_clock_that_stands_still_the_other_leaders_day_is_not_counted_twice(papers: Papers, monday):
    """One decides the very moment it comes; for the other one nothing begins anew."""
    made = with_both(papers, True, **IMPORTANT)
    papers.decide(made, "land_deputy", "approve", "同意。")
    each = Deadline.objects.filter(step__matter=made.pk).order_by("pk").values_list("step__seat__key", "state")
    assert sorted(each) == [("land_deputy", "met"), ("schools_deputy", "open")]
    papers.decide(made, "schools_deputy", "approve", "同意。")
    assert sorted(each.all()) == [("head", "open"), ("land_deputy", "met"), ("schools_deputy", "met")]


@proves("TB-68-7")
def test_it_need_not(papers: Papers):
    made = with_both(papers, False, **URGENT)
    assert before(made) == {"schools_deputy"}
    papers.decide(made, "schools_deputy", "approve", "同意。")
    assert before(made) == {"land_deputy"}


@proves("TB-68-5", "TB-68-7")
def test_an_ordinary_one_goes_to_one_after_the_other_whatever_is_ticked(papers: Papers):
    made = with_both(papers, True)
    assert before(made) == {"schools_deputy"}
    assert not steps.may_go_side_by_side(Submission.objects.get(pk=made.pk))


@proves("TB-68-7")
def test_one_of_both_sends_it_back_and_it_is_with_neither(papers: Papers):
    made = with_both(papers, True, **URGENT)
    papers.decide(made, "land_deputy", "return", "用地手续不全。")
    assert (papers.state(made), before(made)) == ("returned", set())


# --- Lead times and reasons for urgency (article 68) ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "wanted", "refused"),
    [
        pytest.param({}, date(2026, 6, 9), [("lead_time", 68)], id="ordinary, 6 days", marks=proves("TB-68-2")),
        pytest.param({}, date(2026, 6, 10), [], id="ordinary, 7 days", marks=proves("TB-68-2")),
        pytest.param({}, date(2026, 6, 11), [], id="ordinary, 8 days", marks=proves("TB-68-2")),
        pytest.param(URGENT, date(2026, 6, 3), [("lead_time_urgent", 68)], id="2 days", marks=proves("TB-68-3")),
        pytest.param(URGENT, date(2026, 6, 4), [], id="urgent, 3 days", marks=proves("TB-68-3")),
        pytest.param(EXTRA, date(2026, 6, 2), [], id="extra, 1 day: none is asked for"),
        pytest.param({}, None, [], id="no day is wanted"),
    ],
)
def test_how_long_before_the_wanted_day_it_comes(papers: Papers, given, wanted, refused):
    """Working days from Monday, 1 June 2026, that day not counted."""
    made = papers.draft(wanted_by=wanted, **given)
    if refused:
        assert refused_by(papers, made) == refused
        return
    papers.submit(made)
    assert papers.state(made) == "signing"


@proves("TB-68-4")
@pytest.mark.parametrize("urgency", ["extra", "extra_important"])
def test_extra_urgent_without_a_reason_is_refused_but_for_a_sudden_event(papers: Papers, urgency):
    assert refused_by(papers, papers.draft(urgency=urgency)) == [("urgency_explained", 68)]
    sudden = papers.draft(title="区教育局关于校舍险情的请示", urgency=urgency, declared=("sudden_event",))
    papers.submit(sudden)
    assert papers.state(sudden) == "signing"


# --- The collective record, the procedures of a normative draft (articles 30 and 67) ----------------------------------

MAJOR = ("major", "research_done", "legality_assessed", "necessity_assessed")


@proves("TB-30-1")
def test_a_major_matter_bears_the_record_of_its_collective_discussion(papers: Papers):
    assert refused_by(papers, papers.draft(declared=MAJOR)) == [("major_discussed", 30)]
    made = papers.draft(title="区教育局关于学区调整的请示", declared=(*MAJOR, "collectively_discussed"))
    papers.submit(made)
    assert papers.state(made) == "signing"


@proves("TB-67-4", "TB-67-5")
def test_asking_for_a_dispatch_of_the_county_it_is_article_67_that_asks_for_it(papers: Papers):
    asked = (*MAJOR, "asks_dispatch")
    assert refused_by(papers, papers.draft(declared=asked)) == [("field_checked", 67), ("collective_record", 67)]
    made = papers.draft(
        title="区教育局关于学区调整的请示", declared=(*asked, "field_checked", "collectively_discussed")
    )
    papers.submit(made)
    assert papers.state(made) == "signing"


NORMATIVE = ("normative", "asks_dispatch", "field_checked")
DONE = ("legality_review_done", "public_participation", "risk_assessed", "draft_decided")


@proves("TB-67-15")
@pytest.mark.parametrize("lacking", DONE)
def test_each_procedure_of_a_normative_draft_is_asked_for(papers: Papers, lacking):
    made = papers.draft(declared=(*NORMATIVE, *(done for done in DONE if done != lacking)))
    assert refused_by(papers, made) == [("draft_procedures", 67)]


@proves("TB-67-18")
def test_what_need_not_be_done_is_explained_and_the_office_judges_the_reason(papers: Papers):
    made = papers.draft(declared=(*NORMATIVE, *DONE[:-1]))
    papers.signed(made, draft_procedures="仅作文字修改，依规不需集体决策。")
    papers.review(made)
    [waiver] = Waiver.objects.filter(matter=made.pk)
    assert (waiver.rule, waiver.article, waiver.state) == ("draft_procedures", 67, "accepted")


@proves("TB-67-16", "TB-67-17")
def test_on_markets_and_for_the_public_more_is_asked_for(papers: Papers):
    made = papers.draft(declared=(*NORMATIVE, *DONE, "market_activity"), disclosure="public")
    assert refused_by(papers, made) == [("fair_competition", 67), ("interpretation_ready", 67)]
    more = ("competition_reviewed", "interpretation_given", "opinion_plan_given")
    made = papers.draft(
        title="区教育局关于校外培训办法的请示",
        disclosure="public",
        declared=(*NORMATIVE, *DONE, "market_activity", *more),
    )
    papers.submit(made)
    assert papers.state(made) == "signing"


# --- The authorised deputy signs (article 67) -----------------------------------------------------------------------


@proves("TB-67-1")
def test_the_authorised_deputy_signs_while_his_head_is_away_and_only_then(papers: Papers, monday):
    seats = papers.cast.seats
    said = office_acts.Delegating("entrustment", monday.moment, monday.moment + 7 * DAY, "局长授权书")
    office_acts.entrust(seats["education_head"], seats["education_deputy"], said, by=papers.cast.clerk)
    made = papers.draft()
    papers.submit(made)
    with pytest.raises(NotYours, match="王文"):
        papers.decide(made, "education_deputy", "sign")
    monday.forward(HOUR)
    trip = office_acts.Trip(monday.moment, monday.moment + 3 * DAY, "市里开会")
    office_acts.enter_absence(papers.cast.education_head, trip, by=papers.cast.clerk)
    sweep_at(monday.moment, monday)
    papers.decide(made, "education_deputy", "sign")
    step = Step.objects.get(matter=made.pk, act="sign")
    assert (step.decided_by, step.in_place_of, step.ground, step.ground_article) == (
        papers.cast.education_deputy, seats["education_head"], "entrustment", 67,
    )  # fmt: skip
    assert papers.state(made) == "submitted"
