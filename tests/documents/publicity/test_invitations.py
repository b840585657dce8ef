"""Inviting leaders: through the office only, with its papers, in time where it is something foreign, decided last."""

from __future__ import annotations

import pytest

from documents.publicity import actions
from documents.publicity.models import Publicity
from documents.publicity.queries import engagements_of
from documents.publicity.states import State
from govrules.core import clock
from govrules.core.errors import BadInput, BrokenRule, WrongState
from govrules.core.matters.queries import visible_to
from govrules.core.notices.models import Notice
from govrules.core.office import actions as office_acts
from govrules.core.office.models import ABPair
from tests.core.cast import in_county
from tests.documents.papers import DAY
from tests.documents.publicity.desk import Desk, at_ten
from tests.proves import proves

yangcheng = in_county("yangcheng-2021")
taobei = in_county("taobei-2020")


def told(desk: Desk, who: str) -> list[str]:
    return list(Notice.objects.filter(recipient=getattr(desk.cast, who)).values_list("subject", flat=True))


# --- What it takes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("county", "sort", "article"),
    [
        pytest.param("yangcheng-2021", "invitation", 96, marks=proves("YC-96-4")),
        pytest.param("taobei-2020", "invitation", 94, marks=proves("TB-94-1")),
        pytest.param("taobei-2020", "foreign", 94, marks=proves("TB-94-1")),
    ],
)
def test_who_has_invited_a_leader_directly_is_refused(desk: Desk, sort, article):
    made = desk.draft(sort, "asked_directly")
    assert desk.refused(made) == [("through_office", article)]
    assert not visible_to(desk.cast.schools_deputy).filter(pk=made.pk).exists()


@yangcheng
@proves("YC-96-5")
@pytest.mark.parametrize(
    ("given", "lacking"),
    [((), "缺：邀请函或请柬、活动安排方案"), (("invitation",), "缺：活动安排方案"), (("plan",), "缺：邀请函或请柬")],
)
def test_the_papers_come_with_it(desk: Desk, given, lacking):
    made = desk.draft("invitation", papers=given)
    with pytest.raises(BrokenRule, match=lacking) as refused:
        desk.ask(made)
    assert [why.article for why in refused.value.reasons] == [96]
    absent = {"invitation", "plan"} - set(given)
    actions.keep(made, desk.cast.education_clerk, {role: [desk.paper(f"{role}后补.txt")] for role in absent})
    desk.ask(made)


@yangcheng
@proves("YC-96-1")
def test_a_ceremony_wants_a_reason_that_the_deciding_leader_accepts(desk: Desk):
    made = desk.draft("invitation", "ceremonial")
    assert desk.refused(made) == [("no_ceremony", 96)]
    desk.reviewed(made, "schools_deputy", no_ceremony="国家级项目奠基")
    desk.decide(made, "schools_deputy", "approve")
    waiver = desk.matter(made).waivers.get()
    assert (waiver.state, waiver.reason) == ("accepted", "国家级项目奠基")


@yangcheng
def test_a_ceremony_sent_back_has_lost_its_reason(desk: Desk):
    made = desk.draft("invitation", "ceremonial")
    desk.ask(made, no_ceremony="国家级项目奠基")
    desk.decide(made, "director", "return", "理由不充分")
    assert desk.refused(made) == [("no_ceremony", 96)]


@yangcheng
def test_an_invitation_names_the_leaders(desk: Desk):
    with pytest.raises(BadInput, match="领导"):
        desk.draft("invitation", leaders=[])


@yangcheng
def test_what_lies_behind_is_not_asked_for(desk: Desk):
    with pytest.raises(BadInput, match="时间已过"):
        desk.ask(desk.draft("invitation", starts_at=at_ten("2026-05-29")))


# --- Who decides ------------------------------------------------------------------------------------------


@yangcheng
@proves("YC-96-6")
def test_the_office_director_looks_at_it_first_and_a_leader_decides(desk: Desk):
    made = desk.ask(desk.draft("invitation"))
    first = desk.step(made)
    assert (first.act, first.seat.post, first.article) == ("review", "office_director", 96)
    with pytest.raises(BadInput, match="由哪位领导审定"):
        desk.decide(made, "director", "review")
    desk.decide(made, "director", "review", leaders=["schools_deputy"])
    second = desk.step(made)
    assert (second.act, second.assignee, second.article) == ("approve", desk.cast.schools_deputy, 96)
    desk.decide(made, "schools_deputy", "approve")
    assert desk.state(made) == State.APPROVED


@yangcheng
@proves("YC-96-4")
def test_the_leader_hears_of_it_only_from_the_office(desk: Desk):
    made = desk.ask(desk.draft("invitation", leaders=["land_deputy"]))
    assert told(desk, "land_deputy") == [] and not visible_to(desk.cast.land_deputy).filter(pk=made.pk).exists()
    desk.decide(made, "director", "review", leaders=["schools_deputy"])
    desk.decide(made, "schools_deputy", "approve")
    assert any(subject.startswith("安排出席") for subject in told(desk, "land_deputy"))
    assert visible_to(desk.cast.land_deputy).filter(pk=made.pk).exists()


@yangcheng
def test_a_leader_who_is_away_is_acted_for_by_his_b_role(desk: Desk):
    cast, at = desk.cast, clock.now()
    assert ABPair.objects.filter(seat=cast.seats["schools_deputy"]).exists()
    office_acts.enter_absence(cast.schools_deputy, office_acts.Trip(at, at + 7 * DAY, "学习"), by=cast.clerk)
    made = desk.reviewed(desk.draft("invitation"), "schools_deputy")
    step = desk.step(made)
    assert (step.assignee, step.ground) == (cast.land_deputy, "mutual_pair")
    desk.decide(made, "land_deputy", "approve")
    assert desk.state(made) == State.APPROVED


@taobei
@proves("TB-94-1")
def test_in_taobei_the_office_arranges_it(desk: Desk):
    made = desk.ask(desk.draft("invitation"))
    step = desk.step(made)
    assert (step.act, step.seat.post, step.article) == ("review", "office_director", 94)
    desk.decide(made, "director", "review")
    assert desk.state(made) == State.APPROVED and any("安排出席" in s for s in told(desk, "schools_deputy"))


@taobei
def test_there_too_the_office_may_put_it_before_a_leader(desk: Desk):
    made = desk.reviewed(desk.draft("invitation"), "head")
    assert desk.step(made).assignee == desk.cast.head


# --- What is foreign --------------------------------------------------------------------------------------


@taobei
@proves("TB-79-2")
@pytest.mark.parametrize(
    ("day", "refused"),
    [
        pytest.param("2026-06-09", [("foreign_invitation", 79)], id="six working days ahead"),
        pytest.param("2026-06-10", [], id="seven"),
        pytest.param("2026-06-11", [], id="eight"),
    ],
)
def test_seven_working_days_before_the_day(desk: Desk, day, refused):
    """From Monday, 1 June 2026: counted back from the 10th without its own day, the seventh is the 1st."""
    made = desk.draft("foreign", starts_at=at_ten(day))
    assert (desk.refused(made) if refused else desk.ask(made) and []) == refused


@taobei
@proves("TB-79-2")
def test_a_holiday_is_no_working_day(desk: Desk, monday):
    """19 June 2026 is a holiday: asked on Monday the 15th, Wednesday the 24th is too early by a day."""
    monday.move_to(at_ten("2026-06-15"))
    assert desk.refused(desk.draft("foreign", starts_at=at_ten("2026-06-24"))) == [("foreign_invitation", 79)]
    desk.ask(desk.draft("foreign", starts_at=at_ten("2026-06-25"), title="晚一天的外事活动"))


@taobei
@proves("TB-79-2")
def test_what_is_sent_back_counts_from_the_day_on_which_it_was_first_there(desk: Desk, monday):
    made = desk.ask(desk.draft("foreign", starts_at=at_ten("2026-06-10")))
    desk.decide(made, "director", "return", "补充名单")
    monday.move_to(at_ten("2026-06-03"))
    desk.ask(made)
    assert desk.state(made) == State.ON_ITS_WAY


@pytest.mark.parametrize(
    ("county", "article"),
    [
        pytest.param("taobei-2020", 96, marks=proves("TB-96-6")),
        pytest.param("yunyang-2025", 64, marks=proves("YY-64-2")),
    ],
)
def test_what_is_foreign_names_the_rules_by_which_it_is_done(desk: Desk, article):
    made = desk.draft("foreign", basis="")
    assert desk.refused(made) == [("foreign_by_rules", article)]


@in_county("yunyang-2025")
def test_where_the_rules_name_no_number_there_is_no_limit(desk: Desk):
    desk.ask(desk.draft("foreign", starts_at=at_ten("2026-06-02")))


# --- What came of it --------------------------------------------------------------------------------------


@yangcheng
def test_an_approved_invitation_stands_in_the_leaders_calendar_and_in_nobody_elses(desk: Desk):
    made = desk.reviewed(desk.draft("invitation"), "schools_deputy")
    assert list(engagements_of(desk.cast.schools_deputy, "host", clock.now())) == []
    desk.decide(made, "schools_deputy", "approve")
    [event] = engagements_of(desk.cast.schools_deputy, "host", clock.now())
    assert event["summary"] == desk.matter(made).title and event["location"] == "政府网站"
    for who in ("head", "education_clerk", "director"):
        assert list(engagements_of(getattr(desk.cast, who), "host", clock.now())) == []


@yangcheng
def test_called_off_the_leader_is_told(desk: Desk):
    made = desk.reviewed(desk.draft("invitation"), "schools_deputy")
    desk.decide(made, "schools_deputy", "approve")
    actions.drop(made.pk, desk.cast.education_clerk, "活动取消")
    assert any(subject.startswith("已取消") for subject in told(desk, "schools_deputy"))
    assert desk.matter(made).closed_at and list(engagements_of(desk.cast.schools_deputy, "host", clock.now())) == []


@yangcheng
def test_taken_back_it_is_a_draft_again(desk: Desk):
    made = desk.ask(desk.draft("invitation"))
    with pytest.raises(BadInput):
        actions.withdraw(made.pk, desk.cast.education_clerk, " ")
    actions.withdraw(made.pk, desk.cast.education_clerk, "时间有变")
    assert desk.state(made) == State.DRAFT
    with pytest.raises(WrongState):
        actions.withdraw(made.pk, desk.cast.education_clerk, "再撤")


@yangcheng
def test_who_came_is_put_on_record_by_the_office(desk: Desk):
    made = desk.reviewed(desk.draft("invitation"), "schools_deputy")
    desk.decide(made, "schools_deputy", "approve")
    done = desk.do(made, by="clerk")
    assert (done.done_where, desk.state(made)) == ("政府网站首页", State.DONE)


@yangcheng
def test_saved_twice_it_is_one(desk: Desk):
    desk.draft("invitation")
    desk.draft("invitation")
    assert Publicity.objects.count() == 1
