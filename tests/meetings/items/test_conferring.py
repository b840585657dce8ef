"""The circle before the meeting: a deputy asks others whose portfolios are touched."""

import pytest

from govrules.core import clock
from govrules.core.errors import BadInput, NotYours, WrongState
from govrules.core.matters.models import LIVE, Step
from meetings import steps
from meetings.items import actions
from meetings.items.queries import find, findings
from meetings.items.routes import OPINE
from meetings.items.states import State
from meetings.sheet import sheet
from tests.core.cast import in_county
from tests.meetings.items.desk import Desk
from tests.proves import proves

pytestmark = in_county("yangcheng-2021")


def touching(desk: Desk, **values):
    """A special meeting's item of the schools' deputy that touches the land's deputy too."""
    return desk.item(body="special", business=1, touched=(desk.cast.resources,), **values)


def ask(desk: Desk, item, *keys: str) -> None:
    actions.confer(item.pk, desk.cast.schools_deputy, [desk.cast.seats[k] for k in keys])


@proves("YC-53-3")
def test_whose_portfolio_is_touched_is_asked_and_his_answer_is_found_with_the_item(desk: Desk) -> None:
    item = touching(desk)
    ask(desk, item, "land_deputy")
    step = Step.objects.select_related("matter").get(matter=item.pk, act=OPINE)
    assert (step.assignee, step.article, step.strength) == (desk.cast.land_deputy, 53, "principle")
    shown = sheet(step.matter, clock.now())
    assert any("会前意见：尚未回复" in f.strong and f.article == 53 for f in shown.findings)
    steps.decide(step.pk, desk.cast.land_deputy, "disagree", "用地指标不足。")
    [found] = [f for f in findings(find(step.matter), [fresh(step)]) if "会前意见" in f.strong]
    assert (found.tone, found.strong, found.article) == ("warn", "会前意见：不同意", 53)
    assert "用地指标不足。" in found.detail and "李长河" in found.detail


def fresh(step: Step) -> Step:
    return Step.objects.select_related("seat", "decided_by").get(pk=step.pk)


def test_an_answer_that_is_still_out_holds_nothing_up(desk: Desk) -> None:
    item = touching(desk, declared={"heads_conferred": True})
    desk.consulted(item, desk.cast.resources)
    ask(desk, item, "land_deputy")
    actions.propose(item.pk, desk.cast.schools_deputy)
    way = Step.objects.filter(matter=item.pk, state__in=LIVE).exclude(act=OPINE)
    assert [s.assignee for s in way] == [desk.cast.director]
    desk.decide(way[0], seats=[desk.cast.seats["head"].pk])
    desk.decide(Step.objects.get(matter=item.pk, state="pending", act="approve"))
    assert desk.state(item) == State.APPROVED
    assert Step.objects.get(matter=item.pk, act=OPINE).state == "pending"


def test_only_the_leader_who_proposes_asks(desk: Desk) -> None:
    item = touching(desk)
    for who in (desk.cast.education_clerk, desk.cast.land_deputy, desk.cast.head):
        with pytest.raises(NotYours):
            actions.confer(item.pk, who, [desk.cast.seats["land_deputy"]])


def test_nobody_is_asked_twice_nor_the_one_who_asks_nor_anyone_who_is_no_leader(desk: Desk) -> None:
    item = touching(desk)
    ask(desk, item, "land_deputy")
    for key in ("land_deputy", "schools_deputy", "finance_head", "other_director"):
        with pytest.raises(BadInput):
            ask(desk, item, key)


def test_after_it_was_declined_nobody_is_asked(desk: Desk) -> None:
    item = touching(desk)
    item.matter.state = State.DECLINED
    item.matter.save()
    with pytest.raises(WrongState):
        ask(desk, item, "land_deputy")
