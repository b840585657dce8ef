"""Leaders are invited by the office alone, and come as the rules let them."""

import pytest

from govrules.core.errors import BadInput, BrokenRule, NotYours
from govrules.core.matters.queries import visible_to
from govrules.core.notices.models import Channel, Notice
from meetings.events import actions, inviting
from meetings.events.models import Answer, Invitation
from tests.core.cast import Cast, in_county
from tests.meetings.events.doings import Doings, at
from tests.proves import proves

REASON = {"leaders_stay_away": "涉及全县招生"}


def told(who) -> list[str]:
    return list(Notice.objects.filter(recipient=who, channel=Channel.PORTAL).values_list("subject", flat=True))


def test_an_approved_event_that_wants_leaders_is_the_office_s_to_arrange(doings: Doings, cast: Cast) -> None:
    doings.approved("head", leaders=["schools_deputy"])
    assert any("请安排邀请领导" in subject for subject in told(cast.clerk))
    assert not any("邀请出席" in subject for subject in told(cast.schools_deputy))


def test_the_host_invites_nobody(doings: Doings, cast: Cast) -> None:
    event = doings.approved("head", leaders=["schools_deputy"])
    with pytest.raises(NotYours, match="办公室"):
        inviting.invite(event.pk, cast.education_clerk, [cast.seats["schools_deputy"].pk], {})


def test_an_invited_leader_sees_it_and_answers(doings: Doings, cast: Cast) -> None:
    event = doings.approved("head", leaders=["land_deputy"])
    assert event.pk not in set(visible_to(cast.land_deputy).values_list("pk", flat=True))
    inviting.invite(event.pk, cast.clerk, [cast.seats["land_deputy"].pk], {})
    assert event.pk in set(visible_to(cast.land_deputy).values_list("pk", flat=True))
    with pytest.raises(NotYours):
        inviting.answer(event.pk, cast.executive, True, "")
    inviting.answer(event.pk, cast.land_deputy, False, "外出")
    assert Invitation.objects.get().answer == Answer.DECLINED
    assert any("副县长（农业资源）不出席：外出" in subject for subject in told(cast.clerk))
    with pytest.raises(BadInput, match="请选择"):
        inviting.invite(event.pk, cast.clerk, [cast.seats["land_deputy"].pk], {})


@proves("YG-25-3")
def test_yanggao_leaders_stay_away_from_a_department_s_own_meeting(doings: Doings, cast: Cast) -> None:
    event = doings.approved("head", leaders=["land_deputy"], declared={"department_meeting": True})
    seats = [cast.seats["land_deputy"].pk]
    with pytest.raises(BrokenRule, match="一般不出席"):
        inviting.invite(event.pk, cast.clerk, seats, {})
    inviting.invite(event.pk, cast.clerk, seats, REASON)
    assert event.matter.waivers.get().reason == "涉及全县招生"


@proves("YG-25-3")
def test_yanggao_whoever_heads_the_department_himself_may_come(doings: Doings, cast: Cast) -> None:
    event = doings.approved("head", leaders=["land_deputy"], declared={"department_meeting": True})
    inviting.invite(event.pk, cast.clerk, [cast.seats["land_deputy"].pk], {}, concurrent=True)


@in_county("toksun-2021")
@proves("TK-60-1", "TK-60-3")
def test_toksun_a_festive_event_only_with_the_head_s_approval(doings: Doings, cast: Cast) -> None:
    event = doings.approved(event_kind="festive", leaders=["land_deputy"])
    seats = [cast.seats["land_deputy"].pk]
    with pytest.raises(BrokenRule, match="未经县长审批"):
        inviting.invite(event.pk, cast.clerk, seats, {})
    inviting.invite(event.pk, cast.clerk, seats, {}, approved=True)


def test_who_was_invited_is_told_when_it_is_called_off(doings: Doings, cast: Cast) -> None:
    event = doings.approved("head", leaders=["land_deputy"])
    inviting.invite(event.pk, cast.clerk, [cast.seats["land_deputy"].pk], {})
    actions.drop(event.pk, cast.education_clerk, "改期")
    assert any("已取消" in subject for subject in told(cast.land_deputy))


def test_an_answer_comes_before_it_begins(doings: Doings, cast: Cast, monday) -> None:
    event = doings.approved("head", leaders=["land_deputy"])
    inviting.invite(event.pk, cast.clerk, [cast.seats["land_deputy"].pk], {})
    monday.move_to(at(6, 24, 10))
    with pytest.raises(Exception, match="已经开始"):
        inviting.answer(event.pk, cast.land_deputy, True, "")
