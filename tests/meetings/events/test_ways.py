"""Through whom an event goes, county by county, and what becomes of it."""

import pytest

from govrules.core.errors import BadInput, BrokenRule, NotYours, WrongState
from govrules.core.matters.models import Matter
from govrules.core.notices.models import Channel, Notice
from meetings import steps
from meetings.calling.states import State as MeetingState
from meetings.events import actions
from meetings.events.models import Event
from meetings.events.states import State
from meetings.items.actions import create
from meetings.session.actions import end
from tests.core.cast import Cast, in_county
from tests.meetings.events.doings import Doings, at
from tests.meetings.items.desk import Desk
from tests.proves import proves


@proves("YG-25-5")
def test_yanggao_the_office_submits_it_a_leader_reviews_it_then_as_other_rules_have_it(doings: Doings) -> None:
    event = doings.ask()
    assert doings.way(event) == ["review 县政府办公室主任", "review 副县长（教育卫生）"]
    with pytest.raises(BadInput, match="请选择由哪位领导批准") as refused:
        doings.decide(event, "review")
    assert refused.value.reasons[0].article == 25
    doings.decide(event, "review", seats=["head"])
    assert doings.way(event) == ["review 县政府办公室主任", "review 副县长（教育卫生）", "approve 县长*"]
    doings.decide(event, "review")
    doings.decide(event, "approve")
    assert doings.state(event) == State.APPROVED


@in_county("yangcheng-2021")
@proves("YC-60-1", "YC-60-3")
def test_yangcheng_a_comprehensive_meeting_is_the_head_s(doings: Doings) -> None:
    event = doings.ask(declared={"scope": "overall"})
    assert doings.way(event) == ["review 县政府办公室主任", "approve 县长"]


@in_county("yangcheng-2021")
@proves("YC-60-2")
@pytest.mark.parametrize(
    ("signer", "way"),
    [
        ("portfolio_leader", ["review 县政府办公室主任", "approve 副县长（教育卫生）"]),
        ("office_director", ["approve 县政府办公室主任"]),
    ],
)
def test_yangcheng_a_professional_one_is_the_leader_s_or_the_director_s(doings: Doings, signer, way) -> None:
    event = doings.ask(declared={"scope": "special", "signer": signer})
    assert doings.way(event) == way


@in_county("yangcheng-2021")
def test_yangcheng_between_the_two_one_must_be_chosen(doings: Doings, cast: Cast) -> None:
    event = doings.make(declared={"scope": "special"})
    with pytest.raises(BadInput, match="报请谁确定"):
        actions.ask(event.pk, cast.education_clerk, {})
    assert doings.state(event) == State.DRAFT


@in_county("yangcheng-2021")
def test_yangcheng_is_silent_on_others_and_the_office_picks_on_record(doings: Doings) -> None:
    event = doings.ask(event_kind="festive", declared={"scope": "other"})
    assert doings.way(event) == ["review 县政府办公室主任*"]
    doings.decide(event, "review", seats=["executive"])
    assert doings.way(event) == ["review 县政府办公室主任*", "approve 常务副县长*"]


@in_county("toksun-2021")
@proves("TK-59-5")
def test_toksun_a_department_s_in_the_county_s_name(doings: Doings) -> None:
    event = doings.approved(declared={"department_meeting": True})
    assert doings.way(event) == ["draft 县政府办公室副主任", "review 县政府办公室主任", "approve 副县长（教育卫生）"]
    assert doings.state(event) == State.APPROVED


@in_county("toksun-2021")
@proves("TK-59-6")
def test_toksun_with_half_of_the_main_heads_the_head_consents(doings: Doings) -> None:
    event = doings.ask(declared={"department_meeting": True, "half_of_heads": True})
    assert doings.way(event)[-1] == "consent 县长"


@in_county("toksun-2021")
@proves("TK-59-7")
def test_toksun_the_county_s_own_goes_over_the_leader_to_the_head(doings: Doings) -> None:
    event = doings.ask(in_name_of="county")
    assert doings.way(event) == ["review 副县长（教育卫生）", "approve 县长"]
    doings.decide(event, "review")
    doings.decide(event, "approve")
    assert doings.state(event) == State.APPROVED


@in_county("yunyang-2025")
@proves("YY-51-5")
def test_yunyang_township_heads_only_with_the_head(doings: Doings) -> None:
    event = doings.ask(declared={"township_heads_attend": True})
    assert doings.way(event) == ["review 县政府办公室主任", "approve 县长"]


@in_county("yunyang-2025")
@proves("YY-51-6")
def test_yunyang_others_with_the_portfolio_s_deputy(doings: Doings) -> None:
    assert doings.way(doings.ask()) == ["review 县政府办公室主任", "approve 副县长（教育卫生）"]


@in_county("taobei-2020")
@proves("TB-65-1")
def test_taobei_the_office_submits_it_and_the_head_settles_it(doings: Doings) -> None:
    assert doings.way(doings.approved()) == ["review 区政府办公室主任", "approve 区长"]


@in_county("taobei-2020")
@proves("TB-65-3")
def test_taobei_in_a_special_case_the_deputy_first(doings: Doings) -> None:
    event = doings.approved("schools_deputy")
    assert doings.way(event) == ["review 区政府办公室主任", "approve 副区长（教育卫生）", "approve 区长"]


@in_county("taobei-2020")
@proves("TB-65-2")
def test_taobei_an_important_one_is_held_only_once_the_standing_meeting_has_settled_it(doings: Doings, cast, monday):
    event = doings.approved(declared={"important": True})
    monday.move_to(at(6, 25))
    with pytest.raises(BrokenRule, match="没有经常务会议讨论确定"):
        actions.hold(event.pk, cast.education_clerk, 78, "")
    with pytest.raises(NotYours):
        actions.record_standing(event.pk, cast.education_clerk, at(6, 22).date(), "第12次常务会议")
    actions.record_standing(event.pk, cast.clerk, at(6, 22).date(), "第12次常务会议")
    actions.hold(event.pk, cast.education_clerk, 78, "按方案举行")
    assert (doings.state(event), Event.objects.get().held_people) == (State.HELD, 78)


@in_county("taobei-2020")
@proves("TB-65-2")
def test_taobei_what_the_standing_meeting_decided_on_its_item_counts_by_itself(doings: Doings, cast, monday, stage):
    """The event goes before the standing meeting as an item; adopted there, nobody has to write it down once more."""
    event = doings.approved(declared={"important": True})
    draft = Desk(cast).draft(title="关于召开全区秋季招生工作会议的议题")
    item = create(cast.education_clerk, cast.education, draft, event.matter)
    meeting = stage.meeting(MeetingState.OPEN, items=0)
    type(item).objects.filter(pk=item.pk).update(meeting=meeting, position=1)
    Matter.objects.filter(pk=item.pk).update(state="item_decided")
    stage.decided(item, demand="会议召开前后各督查一次。")
    monday.move_to(at(6, 25))
    with pytest.raises(BrokenRule, match="没有经常务会议讨论确定"):
        actions.hold(event.pk, cast.education_clerk, 78, "")
    end(meeting.pk, cast.clerk)
    actions.hold(event.pk, cast.education_clerk, 78, "按方案举行")
    assert doings.state(event) == State.HELD


@in_county("taobei-2020")
def test_taobei_what_the_standing_meeting_put_off_is_not_settled(doings: Doings, cast, monday, stage):
    event = doings.approved(declared={"important": True})
    item = create(cast.education_clerk, cast.education, Desk(cast).draft(), event.matter)
    meeting = stage.meeting(MeetingState.OPEN, items=0)
    type(item).objects.filter(pk=item.pk).update(meeting=meeting, position=1)
    stage.decided(item, kind="postponed")
    end(meeting.pk, cast.clerk)
    monday.move_to(at(6, 25))
    with pytest.raises(BrokenRule, match="没有经常务会议讨论确定"):
        actions.hold(event.pk, cast.education_clerk, 78, "")


def test_a_leader_declines_with_a_reason_and_the_host_is_told(doings: Doings, cast: Cast) -> None:
    event = doings.ask()
    doings.decide(event, "review", seats=["head"])
    with pytest.raises(BadInput):
        doings.decide(event, "reject", " ")
    doings.decide(event, "reject", "不必召开")
    assert doings.state(event) == State.DECLINED
    told = Notice.objects.filter(recipient=cast.education_clerk, channel=Channel.PORTAL).values_list(
        "subject", flat=True
    )
    assert any("未予批准" in subject for subject in told)
    assert doings.step(event) is None


def test_sent_back_mended_and_asked_again(doings: Doings, cast: Cast) -> None:
    event = doings.ask()
    doings.decide(event, "return", "压缩规模")
    assert doings.state(event) == State.RETURNED
    actions.revise(event.pk, cast.education_clerk, doings.draft(people=40))
    actions.ask(event.pk, cast.education_clerk, {})
    assert doings.way(event)[-2:] == ["review 县政府办公室主任", "review 副县长（教育卫生）"]


def test_withdrawn_and_called_off(doings: Doings, cast: Cast) -> None:
    event = doings.ask()
    actions.withdraw(event.pk, cast.education_clerk, "方案要改")
    assert (doings.state(event), doings.step(event)) == (State.DRAFT, None)
    actions.drop(event.pk, cast.education_clerk, "不开了")
    assert doings.state(event) == State.DROPPED
    assert Matter.objects.get(pk=event.pk).closed_at


def test_nobody_but_who_has_it_decides(doings: Doings, cast: Cast) -> None:
    event = doings.ask()
    with pytest.raises(NotYours):
        doings.decide(event, "review", seats=["head"], by=cast.finance_head)


def test_the_queue_offers_the_office_to_send_on_and_leaders_to_agree(doings: Doings) -> None:
    event = doings.ask()
    assert [c.kind for c in steps.choices(doings.step(event))] == ["review", "return"]
    doings.decide(event, "review", seats=["head"])
    assert [c.kind for c in steps.choices(doings.step(event))] == ["review", "reject", "return"]
    doings.decide(event, "review")
    assert [c.label for c in steps.choices(doings.step(event))] == ["同意", "不同意", "退回补充"]


@proves("YG-25-5")
def test_it_is_held_only_once_it_is_approved_and_not_ahead_of_its_time(doings: Doings, cast: Cast, monday) -> None:
    event = doings.ask()
    monday.move_to(at(6, 25))
    with pytest.raises(WrongState):
        actions.hold(event.pk, cast.education_clerk, 70, "")
    monday.move_to(at(6, 2))
    doings.decide(event, "review", seats=["head"])
    doings.decide(event, "review")
    doings.decide(event, "approve")
    with pytest.raises(WrongState, match="还没有到"):
        actions.hold(event.pk, cast.education_clerk, 70, "")
    monday.move_to(at(6, 25))
    actions.hold(event.pk, cast.clerk, 70, "")
    assert doings.state(event) == State.HELD


@in_county("yangcheng-2021")
@proves("YC-64-6")
def test_the_office_merges_two(doings: Doings, cast: Cast) -> None:
    first = doings.ask(declared={"scope": "overall"})
    other = doings.ask("finance", title="全县财政收支调度会", starts_at=at(6, 25), declared={"scope": "overall"})
    with pytest.raises(NotYours):
        actions.merge(other.pk, first.pk, cast.finance_clerk, "合并")
    with pytest.raises(BadInput):
        actions.merge(other.pk, other.pk, cast.clerk, "合并")
    actions.merge(other.pk, first.pk, cast.clerk, "时间相近")
    other.refresh_from_db()
    assert (doings.state(other), other.merged_into_id, doings.step(other)) == (State.DROPPED, first.pk, None)
    assert Matter.objects.get(pk=first.pk).participants.filter(organ=cast.finance).exists()
