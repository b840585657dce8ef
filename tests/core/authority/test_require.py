"""At the moment of the act: who may gets through; all others are told who may, or what is missing."""

from __future__ import annotations

import pytest

from govrules.core.authority import askers, assign, excluded, require
from govrules.core.errors import NotYours, WrongState
from govrules.core.matters.actions import join
from govrules.core.matters.models import Step, StepHolder, StepState
from tests.core.authority.county import DAY, HOUR, MONDAY
from tests.core.authority.leadership import (
    EXECUTIVE,
    FARMING,
    FINANCE,
    FINANCE_HEAD,
    FINANCE_ONE,
    FINANCE_TWO,
    HEAD,
    OFFICE,
    POLICE,
    SCHOOLS,
    TRANSPORT,
    TRANSPORT_HEAD,
    chen,
    chu,
    jiang,
    li,
    qian,
    shen,
    sun,
    zhao,
    zheng,
    zhou,
)
from tests.proves import proves


def pending(step: Step, at=MONDAY) -> Step:
    assign(step, at)
    return Step.objects.get(pk=step.pk)


def refused(step: Step, official, at=MONDAY) -> NotYours:
    with pytest.raises(NotYours) as why:
        require(step, official, at)
    assert why.value.status == 403
    return why.value


def test_the_holder_may(county):
    acting = require(pending(county.step(FARMING)), county.man[sun], MONDAY)
    assert (acting.official, acting.ground, acting.in_place) == (county.man[sun], "holder", False)


def test_anyone_else_is_told_who_may(county):
    why = refused(pending(county.step(FARMING)), county.man[li])
    assert str(why) == "这一步现由孙农业办理"


@proves("YG-5-5")
def test_head_away_without_entrustment_the_executive_deputy_is_refused_by_article_5(county):
    county.away(zhao)
    why = refused(pending(county.step(HEAD)), county.man[qian])
    assert why.reasons[0].article == 5
    assert str(why) == "这一步待明确：县长赵县长外出，未记录委托（第五条）"


@proves("YG-5-5")
def test_head_away_the_entrusted_deputy_is_accepted_and_the_executive_deputy_still_refused(county):
    county.away(zhao)
    county.entrusted(HEAD, POLICE)
    step = pending(county.step(HEAD))
    acting = require(step, county.man[zhou], MONDAY)
    assert (acting.seat, acting.ground, acting.article) == (county.seat[HEAD], "entrustment", 5)
    why = refused(step, county.man[qian])
    assert (str(why), why.reasons[0].article) == ("这一步现由周公安（代县长，第五条 受委托）办理", 5)


@proves("YG-5-7")
def test_the_b_role_may_and_the_absent_holder_may_not(county):
    county.pairs((FARMING, SCHOOLS))
    county.away(sun)
    step = pending(county.step(FARMING))
    assert require(step, county.man[li], MONDAY).article == 5
    refused(step, county.man[sun])


@proves("YG-5-7")
def test_the_b_role_may_while_the_seat_is_vacant(county):
    county.pairs((FARMING, SCHOOLS))
    county.vacate(FARMING)
    acting = require(pending(county.step(FARMING)), county.man[li], MONDAY)
    assert (acting.ground, acting.article, acting.seat) == ("ab_pair", 5, county.seat[FARMING])


@proves("YG-31-2")
def test_for_the_host_its_main_head_signs_and_for_the_consulted_a_deputy_may_countersign(county):
    county.away(jiang, chen)
    signing = pending(county.step(TRANSPORT_HEAD, "sign"))
    assert signing.state == StepState.HELD
    assert refused(signing, county.man[shen]).reasons[0].article == 31
    countersigning = pending(county.step(FINANCE_HEAD, "countersign"))
    acting = require(countersigning, county.man[chu], MONDAY)
    assert (acting.ground, acting.article) == ("responsible_person", 31)


def test_the_custodian_never_decides(county):
    county.away(zhao)
    step = pending(county.step(HEAD))
    assert step.custodian == county.man[zheng]
    refused(step, county.man[zheng])


def test_it_is_derived_anew_even_if_no_boundary_was_crossed_yet(county):
    """The cache says the holder, but he has left: his B role gets through and is on record as holder."""
    county.pairs((FARMING, SCHOOLS))
    step = pending(county.step(FARMING))
    county.away(sun, since=MONDAY + HOUR)
    later = MONDAY + 2 * HOUR
    refused(step, county.man[sun], later)
    acting = require(Step.objects.get(pk=step.pk), county.man[li], later)
    assert acting.ground == "ab_pair"
    rows = [(h.official.name, h.until is None) for h in StepHolder.objects.filter(step=step)]
    assert rows == [("孙农业", False), ("李教育", True)]


def test_back_on_the_stroke_of_the_hour(county):
    county.pairs((FARMING, SCHOOLS))
    county.away(sun, until=MONDAY + DAY)
    step = pending(county.step(FARMING))
    just_before = MONDAY + DAY - HOUR / 3600
    assert require(step, county.man[li], just_before)
    refused(step, county.man[li], MONDAY + DAY)
    assert require(step, county.man[sun], MONDAY + DAY)


@pytest.mark.parametrize("state", [StepState.DONE, StepState.CANCELLED, StepState.WAITING])
def test_a_step_that_is_not_live_is_the_wrong_state_for_everybody(county, state):
    with pytest.raises(WrongState) as why:
        require(county.step(FARMING, state=state), county.man[sun], MONDAY)
    assert why.value.status == 409


# --- nobody decides on his own request -------------------------------------------------------------------


def test_who_opened_it_may_not_decide_on_it_at_another_level(county):
    matter = county.matter(by=county.man[sun])
    step = pending(county.step(FARMING, matter=matter))
    assert excluded(step) == {sun_pk(county)}
    assert step.state == StepState.HELD
    assert step.missing == "副县长（农业）孙农业须回避本人的事项，未设B角（第五条）"


def sun_pk(county) -> int:
    return county.man[sun].pk


def test_who_opened_it_keeps_out_and_his_b_role_decides(county):
    county.pairs((FARMING, SCHOOLS))
    step = pending(county.step(FARMING, matter=county.matter(by=county.man[sun])))
    assert step.assignee == county.man[li]
    refused(step, county.man[sun])


def test_who_signed_it_for_the_host_may_not_decide_on_it_as_a_leader(county):
    """He heads the bureau and is a deputy head besides: he signs as the one, never decides as the other."""
    matter = county.matter()
    county.step(TRANSPORT_HEAD, "sign", matter, state=StepState.DONE, decided_by=county.man[zhou], decided_at=MONDAY)
    step = county.step(POLICE, matter=matter)
    assert excluded(step) == {county.applicant.pk, county.man[zhou].pk}
    assert pending(step).state == StepState.HELD


def test_nor_as_the_stand_in_of_another(county):
    matter = county.matter(by=county.man[li])
    county.pairs((FARMING, SCHOOLS))
    county.away(sun)
    assert pending(county.step(FARMING, matter=matter)).state == StepState.HELD


def test_within_his_own_organ_the_head_signs_what_he_drafted_himself(county):
    matter = county.matter(by=county.man[jiang])
    step = pending(county.step(TRANSPORT_HEAD, "sign", matter))
    assert excluded(step) == frozenset()
    assert step.assignee == county.man[jiang]


@pytest.mark.parametrize("act", ["read", "file", "draft"])
def test_what_decides_nothing_excludes_nobody(county, act):
    matter = county.matter(FINANCE, by=county.man[sun])
    assert excluded(county.step(FARMING, act, matter)) == frozenset()


@pytest.mark.parametrize("act", ["review", "countersign", "approve", "consent", "sign"])
def test_every_deciding_act_excludes_who_asked(county, act):
    matter = county.matter(FINANCE, by=county.man[sun])
    assert excluded(county.step(FARMING, act, matter)) == {county.man[sun].pk}


@pytest.mark.parametrize("act", ["review", "approve", "consent", "sign"])
def test_whoever_asked_with_him_keeps_out_too(county, act):
    """He neither opened it nor signed it: he rewrote it, or sent it."""
    matter = county.matter(FINANCE)
    join(matter, county.man[sun], "requester", MONDAY)
    assert excluded(county.step(FARMING, act, matter)) == {county.applicant.pk, county.man[sun].pk}


def test_who_only_reads_or_holds_a_step_has_not_asked(county):
    matter = county.matter(FINANCE)
    join(matter, county.man[sun], "holder", MONDAY)
    assert excluded(county.step(FARMING, matter=matter)) == {county.applicant.pk}


def test_who_asks_together_with_him_from_now_on_gives_up_what_he_held(county):
    county.pairs((FARMING, SCHOOLS))
    matter = county.matter(FINANCE)
    step = pending(county.step(FARMING, matter=matter))
    assert step.assignee == county.man[sun]
    join(matter, county.man[sun], "requester", MONDAY)
    step.refresh_from_db()
    assert step.assignee == county.man[li]


def test_within_his_own_organ_the_head_signs_what_he_rewrote(county):
    matter = county.matter()
    join(matter, county.man[jiang], "requester", MONDAY)
    assert pending(county.step(TRANSPORT_HEAD, "sign", matter)).assignee == county.man[jiang]


def test_who_asks_is_found_in_one_query(county, django_assert_num_queries):
    matter = county.matter(TRANSPORT)
    for man in (sun, li):
        join(matter, county.man[man], "requester", MONDAY)
    county.step(TRANSPORT_HEAD, "sign", matter, state=StepState.DONE, decided_by=county.man[zhou], decided_at=MONDAY)
    with django_assert_num_queries(1):
        found = askers(matter)
    assert found == {county.applicant.pk, county.man[sun].pk, county.man[li].pk, county.man[zhou].pk}


@pytest.mark.parametrize("hand", ["opened", "rewrote", "signed"])
def test_for_a_consulted_organ_another_responsible_person_answers_to_the_request_of_its_own_head(county, hand):
    """He heads the bureau that is asked, and has a hand in the request: his deputy there countersigns (article 31)."""
    matter = county.matter(by=county.man[chen] if hand == "opened" else None)
    if hand == "rewrote":
        join(matter, county.man[chen], "requester", MONDAY)
    if hand == "signed":
        county.step(TRANSPORT_HEAD, "sign", matter, state=StepState.DONE, decided_by=county.man[chen])
    step = pending(county.step(FINANCE_HEAD, "countersign", matter))
    assert (step.assignee, step.ground, step.ground_article) == (county.man[chu], "responsible_person", 31)
    refused(step, county.man[chen])


def test_and_where_there_is_no_other_it_is_held(county):
    county.vacate(FINANCE_ONE)
    county.vacate(FINANCE_TWO)
    step = pending(county.step(FINANCE_HEAD, "countersign", county.matter(by=county.man[chen])))
    assert step.state == StepState.HELD and "须回避本人的事项" in step.missing


def test_a_signature_that_was_not_given_excludes_nobody(county):
    matter = county.matter()
    county.step(TRANSPORT_HEAD, "sign", matter, state=StepState.CANCELLED, decided_by=county.man[zhou])
    assert excluded(county.step(POLICE, matter=matter)) == {county.applicant.pk}


def test_a_leader_s_signature_on_the_reply_is_not_the_host_s(county):
    matter = county.matter()
    county.step(FARMING, "sign", matter, state=StepState.DONE, decided_by=county.man[sun], decided_at=MONDAY)
    assert excluded(county.step(HEAD, matter=matter)) == {county.applicant.pk}


def test_the_reply_is_decided_on_like_the_request_that_it_answers(county):
    """Who signed the request for his bureau does not review the reply to it as the leader who covers it."""
    request = county.matter(TRANSPORT)
    county.step(TRANSPORT_HEAD, "sign", request, state=StepState.DONE, decided_by=county.man[zhou], decided_at=MONDAY)
    reply = county.matter(OFFICE, by=county.clerk, parent=request)
    assert excluded(county.step(POLICE, "review", reply)) == {
        county.clerk.pk, county.applicant.pk, county.man[zhou].pk
    }  # fmt: skip


def test_another_seat_of_the_same_organ_is_no_other_level(county):
    matter = county.matter(OFFICE, by=county.man[zheng])
    assert pending(county.step(7, "review", matter)).assignee == county.man[zheng]


def test_a_vacant_executive_deputy_s_b_role_is_no_way_to_the_head_s_seat(county):
    """He acts for the executive deputy; what the head entrusted to that seat does not come with it."""
    county.pairs((EXECUTIVE, FARMING))
    county.entrusted(HEAD, EXECUTIVE)
    county.vacate(EXECUTIVE)
    county.away(zhao)
    step = pending(county.step(HEAD))
    assert step.state == StepState.HELD
    assert "受委托的常务副县长岗位空缺" in step.missing
