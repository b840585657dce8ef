"""Putting a step before whoever may act: the cache on the step, who ever held it, the journal, the notice."""

from __future__ import annotations

import pytest

from govrules.core.authority import Acting, Held, acting_for, assign
from govrules.core.journal.models import JournalEntry
from govrules.core.matters.models import Participant, Step, StepHolder, StepState
from govrules.core.notices.models import Notice
from govrules.core.office.models import OfficeSetting, Portfolio
from tests.core.authority.county import DAY, HOUR, LONG_AGO, MONDAY
from tests.core.authority.leadership import (
    DIRECTOR,
    FARMING,
    HEAD,
    SCHOOLS,
    VICE_ONE,
    li,
    sun,
    wang,
    zhao,
    zheng,
)


def assigned(step: Step, at=MONDAY) -> Step:
    assign(step, at)
    return Step.objects.get(pk=step.pk)


def held_by(step: Step) -> list[tuple[str, str, bool]]:
    """Everyone who ever held it: name, ground, whether still."""
    return [(h.official.name, h.ground, h.until is None) for h in StepHolder.objects.filter(step=step)]


def journal(step: Step) -> list[tuple[str, str]]:
    return list(JournalEntry.objects.filter(matter=step.matter).values_list("act", "text"))


def told(step: Step) -> list[tuple[str, str]]:
    notices = Notice.objects.filter(matter=step.matter, channel="portal").order_by("pk")
    return [(n.recipient.name, n.subject) for n in notices]


def test_the_holder_is_asked_and_the_matter_is_his_to_see(county):
    step = assigned(county.step(FARMING))
    assert (step.state, step.assignee.name, step.ground) == (StepState.PENDING, "孙农业", "holder")
    assert (step.custodian, step.missing) == (None, "")
    assert held_by(step) == [("孙农业", "holder", True)]
    assert Participant.objects.filter(matter=step.matter, official=step.assignee, role="holder").exists()
    assert told(step) == [("孙农业", "待办：关于整修通村公路的请示")]
    assert journal(step) == [], "the first assignment is no change of hands"


def test_with_the_holder_away_his_b_role_is_asked_on_that_ground(county):
    county.pairs((FARMING, SCHOOLS))
    county.away(sun)
    step = assigned(county.step(FARMING))
    assert (step.assignee.name, step.ground, step.ground_article) == ("李教育", "ab_pair", 5)
    assert step.ground_note == "AB角"
    body = Notice.objects.get(recipient=step.assignee, channel="portal").body
    assert body == "请您审批“关于整修通村公路的请示”。您代副县长（农业）办理：第五条 AB角。"


def test_nobody_may_act_it_is_held_and_the_custodian_hears_what_is_missing(county):
    county.away(zhao)
    step = assigned(county.step(HEAD))
    assert (step.state, step.assignee, step.ground) == (StepState.HELD, None, "")
    assert step.custodian == county.man[zheng]
    assert step.missing == "县长赵县长外出，未记录委托（第五条）"
    assert step.ground_article == 5
    assert held_by(step) == []
    assert told(step) == [("郑主任", "待明确：关于整修通村公路的请示")]
    assert journal(step) == [("hold", "“审批”待明确：县长赵县长外出，未记录委托（第五条）")]


@pytest.mark.parametrize(
    ("away", "custodian"),
    [((), "郑主任"), ((zheng,), "王一"), ((zheng, wang), "冯二"), ((zheng, wang, wang + 1), None)],
)
def test_the_custodian_is_the_first_of_the_office_s_heads_who_is_here(county, away, custodian):
    county.away(zhao, *away)
    step = assigned(county.step(HEAD))
    assert (step.custodian.name if step.custodian else None) == custodian


def test_assigning_again_writes_nothing(county):
    step = county.step(FARMING)
    assign(step, MONDAY)
    before = (held_by(step), journal(step), told(step))
    assign(step, MONDAY + HOUR)
    assign(Step.objects.get(pk=step.pk), MONDAY + HOUR)
    assert (held_by(step), journal(step), told(step)) == before


def test_a_held_step_assigned_again_writes_nothing(county):
    county.away(zhao)
    step = county.step(HEAD)
    assign(step, MONDAY)
    assign(Step.objects.get(pk=step.pk), MONDAY + HOUR)
    assert len(journal(step)) == 1
    assert len(told(step)) == 1


def test_a_change_of_hands_is_on_record_and_goes_back_on_return(county):
    county.pairs((FARMING, SCHOOLS))
    county.away(sun, since=MONDAY + HOUR, until=MONDAY + DAY)
    step = county.step(FARMING)
    for at in (MONDAY, MONDAY + HOUR, MONDAY + DAY):
        step = assigned(step, at)
    assert held_by(step) == [
        ("孙农业", "holder", False),
        ("李教育", "ab_pair", False),
        ("孙农业", "holder", True),
    ]
    assert journal(step) == [
        ("reassign", "“审批”由孙农业转由李教育（代副县长（农业），第五条 AB角）办理"),
        ("reassign", "“审批”由李教育转由孙农业办理"),
    ]
    assert [name for name, _ in told(step)] == ["孙农业", "李教育", "孙农业"]
    there, back = JournalEntry.objects.filter(matter=step.matter)
    assert (there.in_place_of, there.ground, there.article) == (county.seat[FARMING], "ab_pair", 5)
    assert (back.in_place_of, back.ground, back.actor) == (None, "holder", None)


def test_holders_rows_follow_each_other_without_a_gap(county):
    county.pairs((FARMING, SCHOOLS))
    county.away(sun, since=MONDAY + HOUR, until=MONDAY + DAY)
    step = county.step(FARMING)
    for at in (MONDAY, MONDAY + HOUR, MONDAY + DAY):
        step = assigned(step, at)
    rows = list(StepHolder.objects.filter(step=step))
    assert [row.since for row in rows] == [MONDAY, MONDAY + HOUR, MONDAY + DAY]
    assert [row.until for row in rows] == [MONDAY + HOUR, MONDAY + DAY, None]


def test_held_and_then_entrusted_it_moves_on_with_its_ground(county):
    county.away(zhao)
    step = assigned(county.step(HEAD))
    county.entrusted(HEAD, SCHOOLS)
    step = assigned(step, MONDAY + HOUR)
    assert (step.state, step.assignee.name, step.ground) == (StepState.PENDING, "李教育", "entrustment")
    assert (step.custodian, step.missing) == (None, "")
    assert journal(step)[-1] == ("reassign", "“审批”由待明确转由李教育（代县长，第五条 受委托）办理")


def test_taken_from_a_stand_in_and_held_says_who_had_it(county):
    county.pairs((FARMING, SCHOOLS))
    county.away(sun)
    step = assigned(county.step(FARMING))
    county.away(li)
    step = assigned(step, MONDAY + HOUR)
    assert step.state == StepState.HELD
    assert journal(step)[-1][1].startswith("“审批”待明确：原由李教育办理；副县长（农业）孙农业外出，B角")
    assert held_by(step) == [("李教育", "ab_pair", False)]


@pytest.mark.parametrize("state", [StepState.DONE, StepState.RETURNED, StepState.DEEMED, StepState.CANCELLED])
def test_a_step_that_is_over_never_moves(county, state):
    step = county.step(FARMING, state=state)
    assign(step, MONDAY)
    step.refresh_from_db()
    assert (step.state, step.assignee) == (state, None)
    assert told(step) == []


def test_the_office_s_own_rule_is_a_ground_without_an_article(county):
    OfficeSetting.objects.create(
        government=county.government, key="stand_in.office_director", basis="办公室分工",
        value={"posts": ["office_deputy_director"]}, since=LONG_AGO,
    )  # fmt: skip
    county.away(zheng)
    step = assigned(county.step(DIRECTOR, "review"))
    assert (step.assignee.name, step.ground, step.ground_article) == ("王一", "setting", None)
    assert step.ground_note == "办公室分工"


def test_the_office_s_own_rule_that_has_ended_is_none(county):
    OfficeSetting.objects.create(
        government=county.government, key="stand_in.office_director", basis="办公室分工",
        value={"posts": ["office_deputy_director"]}, since=LONG_AGO, until=MONDAY.date(),
    )  # fmt: skip
    county.away(zheng)
    assert assigned(county.step(DIRECTOR, "review")).state == StepState.HELD


def test_a_step_without_a_seat_is_held_until_somebody_covers_the_organ(county):
    step = assigned(county.step(None))
    assert step.state == StepState.HELD
    assert step.missing == "“审批”没有可以办理的岗位，请先设立岗位或者明确分管"
    Portfolio.objects.create(seat=county.seat[SCHOOLS], organ=step.matter.organ, since=LONG_AGO)
    step = assigned(step, MONDAY + HOUR)
    assert (step.state, step.seat, step.assignee.name) == (StepState.PENDING, county.seat[SCHOOLS], "李教育")


def test_a_later_rulebook_of_the_government_does_not_change_a_matter_that_began_before(county):
    """In 阳高 the head's work goes to whom he entrusted, whatever version comes into force meanwhile."""
    step = county.step(HEAD)
    county.away(zhao)
    county.entrusted(HEAD, SCHOOLS)
    type(county.adoption).objects.filter(pk=county.adoption.pk).update(until=MONDAY.date())
    assert assigned(step).assignee.name == "李教育"


# --- acting_for ------------------------------------------------------------------------------------------


def test_acting_for_the_holder_costs_two_queries(county, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = acting_for(county.seat[HEAD], MONDAY)
    assert found == Acting(county.man[zhao], county.seat[HEAD], "holder")


@pytest.mark.parametrize(
    ("moment", "who"),
    [(-1, "孙农业"), (0, "李教育"), (1, "李教育"), (23, "李教育"), (24, "孙农业"), (25, "孙农业")],
)
def test_an_absence_holds_from_its_first_moment_up_to_its_end(county, moment, who):
    county.pairs((FARMING, SCHOOLS))
    county.away(sun, since=MONDAY, until=MONDAY + DAY)
    assert acting_for(county.seat[FARMING], MONDAY + moment * HOUR).official.name == who


def test_an_early_return_ends_an_absence_and_a_cancelled_one_never_was(county):
    (first,) = county.away(sun)
    assert isinstance(acting_for(county.seat[FARMING], MONDAY), Held)
    first.returned_at = MONDAY
    first.save()
    assert acting_for(county.seat[FARMING], MONDAY).official == county.man[sun]
    first.returned_at, first.cancelled_at = None, MONDAY - DAY
    first.save()
    assert acting_for(county.seat[FARMING], MONDAY - HOUR).official == county.man[sun]


@pytest.mark.parametrize(("ends", "revoked"), [(MONDAY, None), (None, MONDAY), (MONDAY + DAY, MONDAY)])
def test_an_entrustment_that_is_over_or_revoked_is_none(county, ends, revoked):
    county.away(zhao)
    row = county.entrusted(HEAD, SCHOOLS)
    row.ends_at, row.revoked_at = ends, revoked
    row.save()
    assert acting_for(county.seat[HEAD], MONDAY - HOUR / 2).official == county.man[li]
    assert isinstance(acting_for(county.seat[HEAD], MONDAY), Held)


def test_words_of_who_acts(county):
    county.pairs((FARMING, SCHOOLS))
    county.away(sun)
    assert str(acting_for(county.seat[FARMING], MONDAY)) == "李教育（代副县长（农业），第五条 AB角）"
    assert str(acting_for(county.seat[VICE_ONE], MONDAY)) == "王一"
