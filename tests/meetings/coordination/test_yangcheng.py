"""阳城, article 55: the leader in charge or the deputy who assists him; his leading opinion; everybody signs."""

import pytest

from govrules.core import clock
from govrules.core.errors import BadInput, BrokenRule, NotYours, WrongState
from govrules.core.matters.models import Evidence
from govrules.core.office.models import Appointment, Seat
from meetings import steps
from meetings.coordination import actions
from meetings.coordination.assisting import assign
from meetings.coordination.models import Assistant, Coordination
from meetings.items import actions as items
from tests.core.cast import in_county
from tests.meetings.coordination.talks import Talks
from tests.meetings.items.desk import refused
from tests.proves import proves

pytestmark = in_county("yangcheng-2021")


def another_deputy(talks: Talks) -> Seat:
    """A second deputy director of the office."""
    cast = talks.cast
    seat = Seat.objects.create(
        government=cast.government, key="vice2", post="office_deputy_director", organ=cast.office, title="另一位副主任"
    )
    Appointment.objects.create(seat=seat, official=cast.clerk, since=clock.today())
    return seat


@proves("YC-55-4")
def test_a_disputed_item_waits_for_the_leader_in_charge(talks: Talks) -> None:
    item = talks.item()
    told = refused(items.propose, item.pk, talks.cast.education_clerk)
    assert isinstance(told, BrokenRule)
    assert "item_coordinated" in {why.rule for why in told.reasons} and {why.article for why in told.reasons} == {55}
    made = talks.begun(item)
    [step] = talks.live(made)
    assert (step.act, step.assignee, step.article) == ("coordinate", talks.cast.schools_deputy, 55)


@proves("YC-55-4")
def test_only_the_leader_and_the_deputy_who_assists_him_can_be_picked(talks: Talks) -> None:
    cast, item, other = talks.cast, talks.item(), another_deputy(talks)
    assign(cast.seats["schools_deputy"], cast.seats["vice_director"], clock.today(), cast.clerk)
    for seat in (other, cast.seats["land_deputy"], cast.seats["head"]):
        with pytest.raises(BadInput, match="只能由") as told:
            talks.begun(item, coordinator=seat)
        assert told.value.reasons[0].article == 55
    made = talks.begun(item, coordinator=cast.seats["vice_director"])
    assert talks.live(made)[0].assignee == cast.vice_director


def test_of_several_deputies_none_assists_until_it_is_on_record(talks: Talks) -> None:
    cast, item = talks.cast, talks.item()
    another_deputy(talks)
    with pytest.raises(BadInput):
        talks.begun(item, coordinator=cast.seats["vice_director"])
    with pytest.raises(NotYours):
        assign(cast.seats["schools_deputy"], cast.seats["vice_director"], clock.today(), cast.education_clerk)
    with pytest.raises(BadInput):
        assign(cast.seats["schools_deputy"], cast.seats["land_deputy"], clock.today(), cast.clerk)
    assign(cast.seats["schools_deputy"], cast.seats["vice_director"], clock.today(), cast.clerk)
    with pytest.raises(BadInput, match="晚于"):
        assign(cast.seats["schools_deputy"], cast.seats["vice_director"], clock.today(), cast.clerk)
    assert Assistant.objects.count() == 1
    talks.begun(item, coordinator=cast.seats["vice_director"])


@proves("YC-55-5")
def test_without_agreement_the_leader_himself_gives_the_leading_opinion(talks: Talks) -> None:
    cast, item = talks.cast, talks.item()
    made = talks.begun(item, coordinator=cast.seats["vice_director"])
    talks.says(made, "not_agreed", "财政局坚持没有预算。")
    [step] = talks.live(made)
    assert (step.act, step.assignee) == ("lead_opinion", cast.schools_deputy)
    with pytest.raises(NotYours):
        steps.decide(step.pk, cast.vice_director, "led", "我看可以。", {})
    talks.says(made, "led", "同意主办单位意见，资金从预备费安排。")
    talks.sign(made, "finance_head")
    found = Evidence.objects.get(matter=item.pk, kind="coordination")
    assert (found.facts["result"], found.facts["leading"]) == ("not_agreed", "同意主办单位意见，资金从预备费安排。")
    items.propose(item.pk, cast.education_clerk)


@proves("YC-55-6", "YC-55-2")
def test_it_holds_only_when_all_who_took_part_have_signed(talks: Talks) -> None:
    cast, item = talks.cast, talks.item()
    made = talks.begun(item)
    talks.says(made, "agreed", "资金分两年安排，各方同意。")
    assert {step.assignee for step in talks.live(made)} == {cast.education_head, cast.finance_head}
    assert {step.article for step in talks.live(made)} == {55}
    first = next(step for step in talks.live(made) if step.assignee == cast.education_head)
    steps.decide(first.pk, cast.education_head, "signed", "", {})
    assert isinstance(refused(items.propose, item.pk, cast.education_clerk), BrokenRule)
    talks.sign(made)
    assert talks.state(made) == "coordinated"
    items.propose(item.pk, cast.education_clerk)


def test_who_signs_an_agreement_with_another_view_brings_it_back_to_the_leader(talks: Talks) -> None:
    cast, made = talks.cast, talks.begun(talks.item())
    talks.says(made, "agreed", "各方同意。")
    step = next(step for step in talks.live(made) if step.assignee == cast.finance_head)
    steps.decide(step.pk, cast.finance_head, "reserved", "并未同意。", {})
    assert [one.act for one in talks.live(made)] == ["coordinate"]
    assert Coordination.objects.get(pk=made.pk).result == ""
    talks.says(made, "not_agreed", "仍不一致。")
    talks.says(made, "led", "先行实施。")
    talks.sign(made, "finance_head")
    assert talks.state(made) == "coordinated"


@proves("YC-55-3")
@pytest.mark.parametrize(
    ("left_out", "said"),
    [({"grounds": " "}, "意见和理据"), ({"proposal": ""}, "办理建议"), ({"question": ""}, "分歧事项"),
     ({"sides": {}}, "其他单位")],
)  # fmt: skip
def test_every_side_and_a_proposal_are_set_out(talks: Talks, left_out, said) -> None:
    with pytest.raises(BadInput, match=said) as told:
        talks.begun(talks.item(), **left_out)
    assert told.value.reasons[0].article == 55


def test_nobody_else_begins_it_and_it_is_begun_once(talks: Talks) -> None:
    item = talks.item()
    with pytest.raises(NotYours):
        talks.begun(item, talks.cast.finance_clerk)
    talks.begun(item, talks.cast.clerk)
    with pytest.raises(WrongState, match="已有一件"):
        talks.begun(item)


def test_the_way_follows_an_absence(talks: Talks) -> None:
    talks.papers.away("schools_deputy")
    made = talks.begun(talks.item())
    [step] = talks.live(made)
    assert step.assignee != talks.cast.schools_deputy
    assert step.ground != "holder" or step.state == "held"


def test_taken_back_with_a_reason_it_counts_for_nothing(talks: Talks) -> None:
    item = talks.item()
    made = talks.begun(item)
    with pytest.raises(BadInput, match="理由"):
        actions.withdraw(made.pk, talks.cast.education_clerk, " ")
    with pytest.raises(NotYours):
        actions.withdraw(made.pk, talks.cast.finance_clerk, "不协调了")
    actions.withdraw(made.pk, talks.cast.education_clerk, "两局已自行商定")
    assert (talks.state(made), talks.live(made)) == ("coordination_withdrawn", [])
    assert not Evidence.objects.filter(matter=item.pk).exists()
    talks.begun(item)
