"""阳高, 托克逊, 洮北, 云阳: documents before a leader, the heads' note, a special meeting first, and silence."""

import pytest

from govrules.core.errors import BadInput, BrokenRule, NotYours, WrongState
from govrules.core.matters.models import Evidence
from meetings.calling.models import Meeting
from meetings.calling.states import State as MeetingState
from meetings.coordination import rules
from meetings.items import actions as items
from tests.core.cast import in_county
from tests.documents.papers import HOUR
from tests.meetings.coordination.talks import Talks
from tests.meetings.items.desk import refused
from tests.meetings.stage import Stage
from tests.proves import proves


def before_the_leader(talks: Talks):
    """A disputed request, signed and reviewed: it lies before the leader in charge."""
    made = talks.disputed()
    if rules.rule_for(made.matter, "heads"):
        talks.sign(talks.begun(made, sort="heads"))
    return talks.papers.reviewed(made)


# --- a document before the leader (阳高 32, 托克逊 63)


@proves("YG-32-4", "YG-32-5")
def test_the_host_s_leader_leads_it_and_a_deputy_director_helps(talks: Talks) -> None:
    cast, made = talks.cast, before_the_leader(talks)
    with pytest.raises(BrokenRule) as told:
        talks.papers.decide(made, "schools_deputy", "approve", "同意。")
    assert {(why.rule, why.article) for why in told.value.reasons} == {("disagreement_coordinated", 32)}
    assert "县财政局" in str(told.value)
    talk = talks.begun(made, cast.clerk)
    [step] = talks.live(talk)
    assert (step.assignee, step.article) == (cast.schools_deputy, 32)
    assert [side.organ for side in talk.sides.all()] == [cast.finance]
    assert talk.matter.participants.filter(official=cast.vice_director, role="assistant").exists()
    assert any("请协助" in subject for subject in talks.papers.told("vice_director"))
    talks.says(talk, "not_agreed", "财政局坚持没有预算。")
    assert talks.state(talk) == "coordinated", "what leads without an agreement the rules do not say"
    talks.papers.decide(made, "schools_deputy", "approve", "同意。")
    assert talks.papers.state(made) == "approved"


@in_county("toksun-2021")
@proves("TK-63-3", "TK-63-4")
def test_an_agreement_or_a_leaning_proposal_comes_before_the_leader_s_yes(talks: Talks) -> None:
    cast, made = talks.cast, before_the_leader(talks)
    for kind in ("approve", "circle"):
        with pytest.raises(BrokenRule) as told:
            talks.papers.decide(made, "schools_deputy", kind, "同意。")
        assert {why.article for why in told.value.reasons} == {63}
    talk = talks.begun(made, cast.clerk)
    assert talk.matter.participants.filter(official=cast.director, role="assistant").exists()
    talks.says(talk, "not_agreed", "财政局坚持没有预算。")
    [step] = talks.live(talk)
    assert (step.act, step.assignee) == ("lead_opinion", cast.schools_deputy)
    with pytest.raises(BrokenRule):
        talks.papers.decide(made, "schools_deputy", "approve", "同意。")
    talks.says(talk, "led", "建议从预备费安排。")
    talks.papers.decide(made, "schools_deputy", "approve", "同意。")


@pytest.mark.parametrize("county", ["yanggao-2024", "toksun-2021"])
def test_a_leader_may_say_no_without_coordinating(talks: Talks, county: str) -> None:
    made = before_the_leader(talks)
    talks.papers.decide(made, "schools_deputy", "reject", "今年不办。")
    assert talks.papers.state(made) == "rejected"


def test_who_objected_is_left_out_of_nothing(talks: Talks) -> None:
    made = before_the_leader(talks)
    with pytest.raises(BadInput, match="县财政局") as told:
        talks.begun(made, talks.cast.clerk, sides={talks.cast.resources.pk: "地块未定。"})
    assert told.value.reasons[0].article == 32


def test_before_it_is_sent_the_heads_confer_themselves(talks: Talks) -> None:
    with pytest.raises(WrongState):
        talks.begun(talks.disputed())


def test_where_all_agree_nothing_is_coordinated(talks: Talks) -> None:
    made = talks.papers.draft(touched=["finance"])
    talks.papers.ask(made, "finance")
    talks.papers.reply(made, "finance")
    talks.papers.reviewed(made)
    talks.papers.decide(made, "schools_deputy", "approve", "同意。")
    assert talks.papers.state(made) == "approved"


# --- the heads countersign what divides them (托克逊 62, 洮北 67)


@pytest.mark.parametrize(
    ("county", "article"),
    [
        pytest.param("toksun-2021", 62, marks=proves("TK-62-4")),
        pytest.param("taobei-2020", 67, marks=proves("TB-67-14")),
    ],
)
def test_a_disputed_request_is_countersigned_before_it_is_sent(talks: Talks, county: str, article: int) -> None:
    made = talks.disputed()
    with pytest.raises(BrokenRule) as told:
        talks.papers.submit(made)
    assert {(why.rule, why.article) for why in told.value.reasons} == {("disagreement_countersigned", article)}
    note = talks.begun(made, sort="heads")
    assert {step.assignee for step in talks.live(note)} == {talks.cast.education_head, talks.cast.finance_head}
    with pytest.raises(BrokenRule):
        talks.papers.submit(made)
    talks.sign(note, "finance_head")
    talks.papers.submit(made)


@in_county("toksun-2021")
@proves("TK-62-4")
def test_a_proposal_that_was_changed_is_countersigned_anew(talks: Talks) -> None:
    made = talks.disputed()
    with pytest.raises(BadInput, match="不一致"):
        talks.begun(made, sort="heads", proposal="另一个建议。")
    talks.sign(talks.begun(made, sort="heads"))
    type(made).objects.filter(pk=made.pk).update(proposal="改由银行贷款。")
    with pytest.raises(BrokenRule):
        talks.papers.submit(made)
    with pytest.raises(NotYours):
        talks.begun(made, talks.cast.clerk, sort="heads")


# --- a special meeting first (洮北 63)


@pytest.fixture
def special(talks: Talks, stage: Stage):
    """The special meeting that the leader chaired after it was begun."""

    def held(chair: str = "schools_deputy", body: str = "special") -> Meeting:
        meeting = stage.meeting(MeetingState.ENDED, body=body, items=0, chair=talks.cast.seats[chair])
        Meeting.objects.filter(pk=meeting.pk).update(ended_at=meeting.ended_at + HOUR)
        return meeting

    return held


@in_county("taobei-2020")
@proves("TB-63-3")
def test_an_agreement_is_made_at_a_special_meeting_of_the_leader_in_charge(talks: Talks, special) -> None:
    cast, item = talks.cast, talks.item()
    told = refused(items.propose, item.pk, cast.education_clerk)
    assert "item_agreed" in {why.rule for why in told.reasons}
    talk = talks.begun(item)
    for wrong in ("", str(special(chair="land_deputy").pk), str(special(body="head_office").pk)):
        with pytest.raises(BadInput, match="专题会议") as lacking:
            talks.says(talk, "agreed", "各方同意。", meeting=wrong)
        assert lacking.value.reasons[0].article == 63
    talks.says(talk, "agreed", "各方同意。", meeting=str(special().pk))
    assert talks.state(talk) == "coordinated"
    items.propose(item.pk, cast.education_clerk)


@in_county("taobei-2020")
@proves("TB-63-3")
def test_without_an_agreement_it_is_not_put_before_the_meeting(talks: Talks) -> None:
    item = talks.item()
    talks.says(talks.begun(item), "not_agreed", "仍不一致。")
    assert Evidence.objects.get(matter=item.pk).facts["result"] == "not_agreed"
    told = refused(items.propose, item.pk, talks.cast.education_clerk)
    assert ("item_agreed", 63) in {(why.rule, why.article) for why in told.reasons}


# --- silence


@in_county("yunyang-2025")
def test_where_the_rules_name_nobody_nothing_is_offered(talks: Talks) -> None:
    item = talks.item()
    assert rules.may_begin(item.matter, talks.cast.clerk, item.matter.opened_at.date()) == []
    with pytest.raises(WrongState, match="没有规定"):
        talks.begun(item)


def test_an_objection_to_the_document_is_one_to_the_item(talks: Talks) -> None:
    """阳高's items have no rule of it; the fact is there all the same, for those counties that have."""
    made = before_the_leader(talks)
    item = talks.desk.item(parent=made.matter)
    assert items.facts_of(item, items.known([item]))["has_disagreement"] is True
    talks.says(talks.begun(made, talks.cast.clerk), "agreed", "各方同意。")
    assert items.facts_of(item, items.known([item]))["has_disagreement"] is False
