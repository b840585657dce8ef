"""Asking for an event: who may, in time, and what the rules say before it is sent off."""

from datetime import timedelta

import pytest

from govrules.core.errors import BadInput, BrokenRule, NotYours, WrongState
from govrules.core.matters.queries import visible_to
from meetings.events import actions
from meetings.events.gates import before_asking, lead_time
from meetings.events.models import Event
from meetings.events.states import State
from tests.core.cast import Cast, in_county
from tests.meetings.events.doings import Doings, at
from tests.proves import proves


def test_only_the_organ_s_people_ask_for_it(cast: Cast, doings: Doings) -> None:
    with pytest.raises(NotYours):
        actions.create(cast.finance_clerk, cast.education, doings.draft())
    event = doings.make()
    with pytest.raises(NotYours):
        actions.ask(event.pk, cast.finance_clerk, {})


def test_a_double_click_makes_one(doings: Doings) -> None:
    assert doings.make().pk == doings.make().pk
    assert Event.objects.count() == 1


def test_the_office_sees_what_was_sent_off_and_no_draft(cast: Cast, doings: Doings) -> None:
    draft = doings.make()
    sent = doings.ask(title="全县安全生产会议")
    seen = set(visible_to(cast.clerk).values_list("pk", flat=True))
    assert sent.pk in seen
    assert draft.pk not in seen
    assert sent.pk not in set(visible_to(cast.finance_clerk).values_list("pk", flat=True))


@proves("YG-25-4")
@pytest.mark.parametrize(
    ("day", "passed"),
    [
        (9, False),  # 6 working days from 1 to 8 June, its own day not counted
        (10, True),  # 7 working days: 1 to 5, 8 and 9 June
        (11, True),
    ],
)
def test_seven_working_days_before(doings: Doings, day: int, passed: bool) -> None:
    """Counted back from the day of the event, which does not count; Monday, 1 June is the day of asking."""
    found = lead_time(doings.make(starts_at=at(6, day)), at(6, 1))
    assert (found.passed, found.article, found.strength) == (passed, 25, "must")


@proves("YG-25-4")
def test_one_asked_too_late_is_refused_and_told_the_first_day_that_would_do(doings: Doings, cast: Cast) -> None:
    event = doings.make(starts_at=at(6, 9))
    with pytest.raises(BrokenRule) as refused:
        actions.ask(event.pk, cast.education_clerk, {"countywide_request": "很急"})
    (why,) = refused.value.reasons
    assert (why.article, why.message) == (25, "应提前7个工作日报送，最迟5月29日，现在是6月1日")
    assert why.remedy == "改到6月10日或以后举行"
    assert doings.state(event) == State.DRAFT


@proves("YG-25-4")
def test_make_up_days_and_holidays_are_counted_as_they_are(doings: Doings) -> None:
    """端午, Friday 19 June, is off: seven working days before the 24th end on the 12th."""
    found = lead_time(doings.make(starts_at=at(6, 24)), at(6, 12))
    assert found.passed
    assert not lead_time(doings.make(title="另一个会", starts_at=at(6, 24)), at(6, 15)).passed


def test_what_is_no_county_wide_event_has_no_such_limit(doings: Doings) -> None:
    assert lead_time(doings.make(starts_at=at(6, 2), event_kind="other"), at(6, 1)) is None


@proves("YG-25-4")
def test_what_was_sent_back_counts_from_when_it_was_first_asked(doings: Doings, monday) -> None:
    event = doings.ask(starts_at=at(6, 10))
    doings.decide(event, "return", "补充方案")
    monday.forward(timedelta(days=3))
    actions.ask(event.pk, doings.cast.education_clerk, {})
    assert doings.state(event) == State.ON_ITS_WAY


@proves("YG-25-9")
def test_money_that_is_not_in_the_budget_bars_it(doings: Doings, cast: Cast) -> None:
    event = doings.make(budget=" ")
    with pytest.raises(BrokenRule, match="没有列入预算"):
        actions.ask(event.pk, cast.education_clerk, {})


@in_county("yangcheng-2021")
@proves("YC-64-5")
def test_yangcheng_what_a_department_can_hold_is_not_held_in_the_county_s_name(doings: Doings, cast: Cast) -> None:
    told = {"within_own_powers": True, "scope": "overall"}
    event = doings.make(in_name_of="county", declared=told)
    with pytest.raises(BrokenRule, match="不以县政府名义召开"):
        actions.ask(event.pk, cast.education_clerk, {})
    doings.ask(title="另一个会", in_name_of="department", declared=told)


@in_county("yangcheng-2021")
@proves("YC-64-4")
def test_yangcheng_work_already_deployed_wants_a_reason(doings: Doings, cast: Cast) -> None:
    event = doings.make(declared={"issued_already": True, "scope": "overall"})
    with pytest.raises(BrokenRule, match="已经发文部署"):
        actions.ask(event.pk, cast.education_clerk, {})
    actions.ask(event.pk, cast.education_clerk, {"event_not_repeated": "上级有新的部署"})
    assert event.matter.waivers.get().reason == "上级有新的部署"


@in_county("yangcheng-2021")
@proves("YC-64-2")
def test_yangcheng_what_a_telephone_call_settles_needs_no_meeting(doings: Doings, cast: Cast) -> None:
    event = doings.make(declared={"settled_on_paper": True, "scope": "overall"})
    with pytest.raises(BrokenRule, match="不开会"):
        actions.ask(event.pk, cast.education_clerk, {"event_needed": "需要"})


@in_county("yangcheng-2021")
@proves("YC-66-1", "YC-66-2")
def test_yangcheng_a_meeting_of_the_province_is_not_promised_before_the_county_agrees(doings: Doings, cast) -> None:
    event = doings.make(declared={"upper_meeting": True, "replied_before_consent": True, "scope": "overall"})
    with pytest.raises(BrokenRule, match="同意"):
        actions.ask(event.pk, cast.education_clerk, {})


@in_county("yangcheng-2021")
@proves("YC-64-6")
def test_yangcheng_alike_and_close_is_to_be_merged_or_a_reason_given(doings: Doings, cast: Cast) -> None:
    doings.ask("finance", title="全县秋季招生经费工作会议", declared={"scope": "overall"})
    event = doings.make(starts_at=at(6, 26), declared={"scope": "overall"})
    with pytest.raises(BrokenRule, match="合并召开"):
        actions.ask(event.pk, cast.education_clerk, {})
    actions.ask(event.pk, cast.education_clerk, {"event_merged": "参加人员不同"})


@in_county("toksun-2021")
@proves("TK-59-3")
def test_toksun_own_meetings_in_the_county_s_name(doings: Doings, cast: Cast) -> None:
    event = doings.make(in_name_of="county", declared={"within_own_powers": True})
    with pytest.raises(BrokenRule, match="可由部门召开"):
        actions.ask(event.pk, cast.education_clerk, {})


@in_county("yunyang-2025")
@proves("YY-51-2")
def test_yunyang_nor_in_the_office_s(doings: Doings, cast: Cast) -> None:
    event = doings.make(in_name_of="office", declared={"within_own_powers": True})
    with pytest.raises(BrokenRule, match="应由部门召开"):
        actions.ask(event.pk, cast.education_clerk, {})


@in_county("yunyang-2025")
def test_yunyang_has_no_number_of_days_and_none_is_made_up(doings: Doings) -> None:
    event = doings.make(starts_at=at(6, 2))
    assert [j for j in before_asking(event, at(6, 1)) if not j.passed] == []


def test_one_that_is_over_is_not_asked_for(doings: Doings, cast: Cast, monday) -> None:
    event = doings.make()
    monday.move_to(at(6, 25))
    with pytest.raises(BadInput, match="已过"):
        actions.ask(event.pk, cast.education_clerk, {})


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"ends_at": at(6, 24, 8)}, "结束时间"),
        ({"people": 0}, "规模"),
        ({"title": "  "}, "标题"),
    ],
)
def test_what_cannot_be_is_refused(doings: Doings, values, said) -> None:
    with pytest.raises(BadInput, match=said):
        doings.make(**values)


def test_two_who_write_at_once_do_not_overwrite_each_other(doings: Doings, cast: Cast) -> None:
    event = doings.make()
    seen = event.matter.version
    actions.revise(event.pk, cast.education_clerk, doings.draft(people=60), seen)
    with pytest.raises(WrongState, match="别人"):
        actions.revise(event.pk, cast.education_deputy, doings.draft(people=90), seen)
    assert Event.objects.get().people == 60


def test_of_what_is_declared_only_what_the_rules_ask_for_is_kept(doings: Doings) -> None:
    event = doings.make(declared={"township_heads_attend": True, "within_own_powers": "yes", "colour": "red"})
    assert Event.objects.get(pk=event.pk).declared == {}
