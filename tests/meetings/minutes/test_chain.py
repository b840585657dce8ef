"""Through whom minutes go in each county, from the draft to the last signature."""

import pytest

from govrules.core.errors import BadInput, NotYours, WrongState
from govrules.core.journal.models import JournalEntry
from govrules.core.notices.models import Notice
from meetings import steps as queue
from meetings.minutes import actions
from meetings.minutes.states import State
from tests.core.cast import in_county
from tests.meetings.minutes.clerks import again, here, opened, seat_of, sent, signed, text_of, through, way_of
from tests.meetings.stage import Stage
from tests.proves import proves

YANGCHENG, TOKSUN, YUNYANG, TAOBEI = "yangcheng-2021", "toksun-2021", "yunyang-2025", "taobei-2020"
DIRECTOR = ("review", "office_director")
HEAD = ("sign", "head")


# --- the head signs, after the office's director --------------------------------------------------------


@proves("YG-22-1")
@pytest.mark.parametrize("body", ["plenary", "standing"])
def test_the_office_prepares_and_the_head_signs(stage: Stage, body: str) -> None:
    minutes = sent(opened(stage, body), stage.cast.clerk)
    assert way_of(minutes) == [("draft", "office_director"), HEAD]
    assert through(minutes) == [stage.cast.director.name, stage.cast.head.name]
    assert again(minutes).matter.state == State.SIGNED


@proves("YG-22-1")
def test_nobody_but_the_head_signs(stage: Stage) -> None:
    minutes = sent(opened(stage), stage.cast.clerk)
    actions.decide(here(minutes).pk, stage.cast.director, "agree", "")
    with pytest.raises(NotYours):
        actions.decide(here(minutes).pk, stage.cast.executive, "sign", "")


@proves("YC-58-2")
@in_county(YANGCHENG)
@pytest.mark.parametrize("body", ["plenary", "standing", "head_office"])
def test_the_director_reviews_then_the_head_signs(stage: Stage, body: str) -> None:
    minutes = sent(opened(stage, body), stage.cast.clerk)
    assert way_of(minutes) == [DIRECTOR, HEAD]
    assert through(minutes) == [stage.cast.director.name, stage.cast.head.name]


@proves("YC-58-2")
@in_county(YANGCHENG)
def test_the_head_does_not_sign_before_the_director_has_reviewed(stage: Stage) -> None:
    minutes = sent(opened(stage), stage.cast.clerk)
    ahead = minutes.matter.steps.get(act="sign")
    with pytest.raises(WrongState, match="还没有轮到"):
        actions.decide(ahead.pk, stage.cast.head, "sign", "")


@proves("TB-60-7", "TB-61-6")
@in_county(TAOBEI)
@pytest.mark.parametrize("body", ["standing", "head_office"])
def test_the_director_checks_and_the_head_signs(stage: Stage, body: str) -> None:
    chair = seat_of(stage, "executive")
    minutes = sent(opened(stage, body, chair=chair), stage.cast.clerk)
    assert way_of(minutes) == [DIRECTOR, HEAD]
    actions.decide(here(minutes).pk, stage.cast.director, "review", "")
    with pytest.raises(NotYours):
        actions.decide(here(minutes).pk, stage.cast.executive, "sign", "")
    actions.decide(here(minutes).pk, stage.cast.head, "sign", "")


@proves("YY-50-2")
@in_county(YUNYANG)
@pytest.mark.parametrize("body", ["plenary", "standing", "head_office"])
def test_the_office_the_executive_deputy_the_head(stage: Stage, body: str) -> None:
    minutes = sent(opened(stage, body), stage.cast.clerk)
    assert way_of(minutes) == [("draft", "office_director"), ("review", "executive_deputy"), HEAD]
    assert through(minutes) == [stage.cast.director.name, stage.cast.executive.name, stage.cast.head.name]


@proves("TK-55-3")
@in_county(TOKSUN)
@pytest.mark.parametrize("body", ["plenary", "standing", "party_group", "head_office"])
def test_deputy_director_director_leader_in_charge_head(stage: Stage, body: str) -> None:
    minutes = sent(opened(stage, body), stage.cast.clerk, business_of=stage.cast.education)
    cast = stage.cast
    assert [act for act, _ in way_of(minutes)] == ["review", "review", "review", "sign"]
    assert through(minutes) == [cast.vice_director.name, cast.director.name, cast.schools_deputy.name, cast.head.name]


@in_county(TOKSUN)
def test_what_several_organs_brought_goes_by_the_leader_in_charge_of_the_office(stage: Stage) -> None:
    minutes = opened(stage, items=1)
    stage.listed(minutes.meeting, 2, organ=stage.cast.resources, by=stage.cast.resources_clerk)
    names = through(sent(minutes, stage.cast.clerk))
    assert names[2] == stage.cast.executive.name


# --- special-topic meetings -----------------------------------------------------------------------------


@proves("YC-58-3")
@in_county(YANGCHENG)
def test_the_chair_of_a_special_topic_meeting_signs(stage: Stage) -> None:
    minutes = sent(opened(stage, "special", chair=seat_of(stage, "land_deputy")), stage.cast.clerk)
    assert len(way_of(minutes)) == 1
    with pytest.raises(NotYours):
        actions.decide(here(minutes).pk, stage.cast.schools_deputy, "sign", "")
    assert through(minutes) == [stage.cast.land_deputy.name]


@proves("YC-58-4")
@in_county(YANGCHENG)
@pytest.mark.parametrize("signer", ["head", "executive_deputy"])
def test_where_necessary_one_higher_signs_instead_whom_the_office_picks(stage: Stage, signer: str) -> None:
    minutes = opened(stage, "special", chair=seat_of(stage, "land_deputy"))
    minutes = sent(minutes, stage.cast.clerk, declared={"important": True, "signer": signer})
    assert way_of(minutes) == [("sign", signer)]
    with pytest.raises(NotYours):
        actions.decide(here(minutes).pk, stage.cast.land_deputy, "sign", "")


@proves("YC-58-4")
@in_county(YANGCHENG)
def test_where_necessary_the_office_must_pick_one_of_the_two(stage: Stage) -> None:
    minutes = opened(stage, "special", chair=seat_of(stage, "land_deputy"))
    with pytest.raises(BadInput, match="县长签发") as refused:
        sent(minutes, stage.cast.clerk, declared={"important": True})
    assert {why.article for why in refused.value.reasons} == {58}
    assert len(refused.value.reasons) == 2
    assert again(minutes).matter.state == State.DRAFTING


@proves("TB-62-5")
@in_county(TAOBEI)
def test_the_chair_checks_and_the_head_signs(stage: Stage) -> None:
    minutes = sent(opened(stage, "special", chair=seat_of(stage, "land_deputy")), stage.cast.clerk)
    step = here(minutes)
    assert (step.act, step.assignee) == ("review", stage.cast.land_deputy)
    assert through(minutes) == [stage.cast.land_deputy.name, stage.cast.head.name]


@in_county(TAOBEI)
def test_the_head_s_own_special_meeting_is_signed_by_him_once(stage: Stage) -> None:
    minutes = sent(opened(stage, "special"), stage.cast.clerk)
    assert way_of(minutes) == [HEAD]


@proves("YY-50-4")
@in_county(YUNYANG)
def test_the_leader_in_charge_of_the_organ_signs(stage: Stage) -> None:
    minutes = opened(stage, "special", items=1)
    if minutes.matter.state == State.NONE:
        actions.resume(minutes.pk, stage.cast.clerk, "需要书面明确各单位任务")
    minutes = sent(minutes, stage.cast.clerk)
    assert through(minutes) == [stage.cast.schools_deputy.name]


@proves("TK-55-5")
@in_county(TOKSUN)
def test_a_deputy_s_own_meeting_goes_by_the_leader_in_charge_to_the_head(stage: Stage) -> None:
    minutes = opened(stage, "special", items=1, chair=seat_of(stage, "land_deputy"))
    if minutes.matter.state == State.NONE:
        actions.resume(minutes.pk, stage.cast.clerk, "确需书面明确")
    minutes = sent(minutes, stage.cast.clerk, declared={"called_by_deputy": True})
    assert through(minutes) == [stage.cast.schools_deputy.name, stage.cast.head.name]


@proves("TK-55-3")
@in_county(TOKSUN)
def test_a_special_meeting_of_the_government_goes_the_whole_way(stage: Stage) -> None:
    minutes = opened(stage, "special", items=1, chair=seat_of(stage, "land_deputy"))
    if minutes.matter.state == State.NONE:
        actions.resume(minutes.pk, stage.cast.clerk, "县政府召开的专题会议")
    minutes = sent(minutes, stage.cast.clerk, declared={"called_by_deputy": False})
    assert len(way_of(minutes)) == 4


# --- where the rules are silent -------------------------------------------------------------------------


@pytest.mark.parametrize("body", ["head_office", "special"])
def test_where_the_rules_are_silent_somebody_must_be_named(stage: Stage, body: str) -> None:
    with pytest.raises(BadInput, match="规则未作规定"):
        sent(opened(stage, body), stage.cast.clerk)


def test_where_the_rules_are_silent_the_director_confirms_who_signs(stage: Stage) -> None:
    minutes = sent(opened(stage, "special"), stage.cast.clerk, signer=seat_of(stage, "land_deputy"))
    assert way_of(minutes) == [DIRECTOR, ("sign", "deputy")]
    bases = set(minutes.matter.steps.values_list("basis", "article"))
    assert bases == {("规则未作规定，由办公室主任确定", None)}
    assert through(minutes) == [stage.cast.director.name, stage.cast.land_deputy.name]


def test_a_seat_of_another_government_signs_nothing(stage: Stage) -> None:
    with pytest.raises(BadInput, match="本政府"):
        sent(opened(stage, "special"), stage.cast.clerk, signer=seat_of(stage, "stranger"))


# --- return, withdraw, stand in -------------------------------------------------------------------------


def test_returned_minutes_go_the_whole_way_again(stage: Stage) -> None:
    minutes = sent(opened(stage), stage.cast.clerk)
    queue.decide(here(minutes).pk, stage.cast.director, "agree")
    queue.decide(here(minutes).pk, stage.cast.head, "return", "第二项责任单位不对。")
    minutes = again(minutes)
    assert minutes.matter.state == State.RETURNED
    assert Notice.objects.filter(subject__startswith="退回修改", recipient=stage.cast.clerk).exists()
    assert through(sent(minutes, stage.cast.clerk)) == [stage.cast.director.name, stage.cast.head.name]


@pytest.mark.parametrize("opinion", ["", "  \n"])
def test_a_return_says_why(stage: Stage, opinion: str) -> None:
    minutes = sent(opened(stage), stage.cast.clerk)
    with pytest.raises(BadInput, match="意见|理由"):
        queue.decide(here(minutes).pk, stage.cast.director, "return", opinion)


def test_what_is_withdrawn_can_be_changed(stage: Stage) -> None:
    minutes = sent(opened(stage), stage.cast.clerk)
    with pytest.raises(BadInput, match="撤回的理由"):
        actions.withdraw(minutes.pk, stage.cast.clerk, " ")
    actions.withdraw(minutes.pk, stage.cast.clerk, "漏了一项")
    assert again(minutes).matter.state == State.DRAFTING
    assert not minutes.matter.steps.filter(state__in=["pending", "waiting"]).exists()


def test_only_the_office_sends_withdraws_and_changes(stage: Stage) -> None:
    minutes = opened(stage)
    with pytest.raises(NotYours):
        sent(minutes, stage.cast.education_clerk)
    minutes = sent(minutes, stage.cast.clerk)
    with pytest.raises(NotYours):
        actions.withdraw(minutes.pk, stage.cast.education_clerk, "不该")


def test_what_is_not_whole_is_not_sent(stage: Stage) -> None:
    minutes = opened(stage, items=0)
    stage.listed(minutes.meeting, 1)
    type(minutes).objects.filter(pk=minutes.pk).update(body="一、关于甲事项\n【待补：议定内容】")
    with pytest.raises(BadInput, match="还有1处"):
        sent(minutes, stage.cast.clerk)
    type(minutes).objects.filter(pk=minutes.pk).update(body=" \n")
    with pytest.raises(BadInput, match="正文填写完整"):
        sent(minutes, stage.cast.clerk)


def test_signed_minutes_wait_for_their_issue_and_the_office_is_told(stage: Stage) -> None:
    minutes = signed(stage)
    assert (minutes.matter.state, str(minutes.signed_on)) == (State.SIGNED, "2026-06-01")
    assert Notice.objects.filter(subject__startswith="已签发，请印发", recipient=stage.cast.clerk).exists()
    acts = list(JournalEntry.objects.filter(matter=minutes.matter).values_list("act", flat=True))
    assert acts[-2:] == ["sign", "signed"]


def test_what_is_on_its_way_cannot_be_changed(stage: Stage) -> None:
    minutes = sent(opened(stage), stage.cast.clerk)
    with pytest.raises(WrongState):
        actions.revise(minutes.pk, stage.cast.clerk, text_of(minutes))
