"""Proposing an item: who may, through which gates, along which way."""

import pytest

from govrules.core.errors import BadInput, BrokenRule, NotYours, WrongState
from govrules.core.journal.models import JournalEntry
from govrules.core.matters.models import Participant, Step, Waiver
from meetings.items import actions
from meetings.items.facts import facts_of, known
from meetings.items.states import State
from tests.core.cast import in_county
from tests.documents.papers import Papers
from tests.meetings.items.desk import Desk, refused
from tests.meetings.stage import Stage
from tests.proves import proves

HEAD, DIRECTOR, DEPUTY = "head", "office_director", "deputy"


def lines(desk: Desk, item, act: str) -> list[JournalEntry]:
    return list(JournalEntry.objects.filter(matter=item.pk, act=act))


@proves("YG-21-2")
def test_an_item_goes_by_the_office_to_the_head(desk: Desk) -> None:
    item = desk.proposed(sponsor=None)
    assert desk.way(item) == [("review", DIRECTOR, 21), ("approve", HEAD, 21)]
    desk.decide(desk.live(item)[0])
    assert desk.state(item) == State.ON_ITS_WAY
    desk.decide(desk.live(item)[0])
    assert desk.state(item) == State.APPROVED


@proves("YG-26-4")
def test_the_head_settles_the_theme_of_the_study(desk: Desk) -> None:
    """A study goes on no agenda before the head himself has agreed to its theme."""
    item = desk.proposed(study=True, title="学习重要讲话精神", business=7)
    while live := desk.live(item):
        assert desk.state(item) == State.ON_ITS_WAY
        last = live[-1]
        desk.decide(last)
    assert (last.act, last.post) == ("approve", "head")
    assert Step.objects.get(pk=last.pk).decided_by == desk.cast.head
    assert desk.state(item) == State.APPROVED


@proves("YG-21-1")
def test_only_the_head_his_deputies_and_departments_propose(desk: Desk) -> None:
    cast = desk.cast
    item = desk.item(cast.township_clerk, cast.township, sponsor=None)
    told = refused(actions.propose, item.pk, cast.township_clerk)
    assert isinstance(told, BrokenRule) and told.reasons[0].article == 21
    assert "由主管部门或分管副县长提出" in told.reasons[0].remedy


@proves("YG-20-3")
def test_an_item_outside_the_body_s_business_is_refused(desk: Desk) -> None:
    item = desk.item(business=None, sponsor=None)
    told = refused(actions.propose, item.pk, desk.cast.education_clerk)
    assert [why.article for why in told.reasons] == [20]
    assert desk.state(item) == State.DRAFT


@proves("YG-20-7")
def test_what_goes_before_the_plenary_was_before_the_standing_meeting(desk: Desk) -> None:
    item = desk.item(body="plenary", business=1, sponsor=None, declared={"important": True})
    told = refused(actions.propose, item.pk, desk.cast.education_clerk)
    assert "没有经常务会议讨论" in str(told)
    desk.reviewed(item, None, "standing_discussed")
    actions.propose(item.pk, desk.cast.education_clerk)
    assert desk.state(item) == State.ON_ITS_WAY


@proves("YG-20-7")
def test_what_the_standing_meeting_decided_on_the_same_document_counts_by_itself(desk: Desk, stage: Stage) -> None:
    request = Papers(desk.cast).draft()
    before = stage.ended(items=1).items.get()
    before.matter.parent = request.matter
    before.matter.save()
    item = desk.item(
        body="plenary",
        business=1,
        sponsor=None,
        declared={"important": True},
        parent=request.matter,
        title="关于同一件事",
    )
    actions.propose(item.pk, desk.cast.education_clerk)
    assert desk.state(item) == State.ON_ITS_WAY
    facts = facts_of(item, known([item]))
    assert facts["standing_passed"] and facts["collectively_decided"]


def test_a_leader_in_whose_name_it_is_proposed_is_asked_first(desk: Desk) -> None:
    """Nobody's name is on an item that he has not seen."""
    item = desk.proposed()
    assert desk.way(item)[0] == ("consent", DEPUTY, 21)
    assert [s.assignee for s in desk.live(item)] == [desk.cast.schools_deputy]


def test_a_leader_who_proposes_it_himself_is_not_asked_again(desk: Desk) -> None:
    item = desk.proposed(desk.cast.schools_deputy)
    assert desk.way(item) == [("review", DIRECTOR, 21), ("approve", HEAD, 21)]
    [line] = lines(desk, item, "own_proposal")
    assert (line.actor, line.article) == (desk.cast.schools_deputy, 21) and "本人提出" in line.text


@proves("YG-23-7")
def test_who_chairs_a_special_meeting_determines_its_items(desk: Desk) -> None:
    item = desk.proposed(body="special", business=1)
    assert [s.assignee for s in desk.live(item)] == [desk.cast.schools_deputy]
    assert desk.way(item) == [("approve", DEPUTY, 23)]
    desk.decide(desk.live(item)[0])
    assert desk.state(item) == State.APPROVED


@proves("YG-23-7")
def test_the_chair_s_own_item_is_determined_by_his_proposing_it(desk: Desk) -> None:
    item = desk.proposed(desk.cast.schools_deputy, body="special", business=1)
    assert (desk.state(item), Step.objects.filter(matter=item.pk).count()) == (State.APPROVED, 0)
    [line] = lines(desk, item, "own_proposal")
    assert line.article == 23 and "视同已确定" in line.text


@in_county("yangcheng-2021")
@proves("YC-50-6")
def test_the_head_proposes_and_determines_plenary_items_at_once(desk: Desk) -> None:
    item = desk.proposed(desk.cast.head, body="plenary", business=3, sponsor=desk.cast.seats["head"])
    assert desk.state(item) == State.APPROVED
    [line] = lines(desk, item, "own_proposal")
    assert (line.actor, line.article) == (desk.cast.head, 50)


@in_county("yangcheng-2021")
@proves("YC-50-6")
def test_nobody_else_proposes_plenary_items(desk: Desk) -> None:
    item = desk.item(body="plenary", business=3)
    told = refused(actions.propose, item.pk, desk.cast.education_clerk)
    assert 50 in {why.article for why in told.reasons}


@in_county("yangcheng-2021")
@proves("YC-54-3")
def test_the_four_hands_of_a_standing_item(desk: Desk) -> None:
    item = desk.proposed()
    assert [(act, article) for act, _, article in desk.way(item)] == [
        ("consent", 54), ("review", 54), ("review", 54), ("approve", 54),
    ]  # fmt: skip
    seen = []
    while live := desk.live(item):
        seen.append(live[0].assignee)
        desk.decide(live[0])
    cast = desk.cast
    assert seen == [cast.schools_deputy, cast.clerk, cast.director, cast.head]
    assert desk.state(item) == State.APPROVED


@in_county("yangcheng-2021")
@proves("YC-54-2")
def test_what_a_department_may_decide_itself_does_not_go_before_the_meeting(desk: Desk) -> None:
    item = desk.item(declared={"within_own_powers": True, "disposable": True})
    told = refused(actions.propose, item.pk, desk.cast.education_clerk)
    assert 54 in {why.article for why in told.reasons}


@in_county("yangcheng-2021")
@proves("YC-54-8")
def test_a_normative_document_needs_the_justice_bureau_s_review(desk: Desk) -> None:
    cast = desk.cast
    item = desk.item(declared={"normative": True, "subject": "policy"})
    assert "没有经县司法局合法性审查" in str(refused(actions.propose, item.pk, cast.education_clerk))
    desk.reviewed(item, cast.finance)
    assert "没有经县司法局合法性审查" in str(refused(actions.propose, item.pk, cast.education_clerk))
    cast.finance.fields = ["合法性审核"]
    cast.finance.save()
    actions.propose(item.pk, cast.education_clerk)
    assert desk.state(item) == State.ON_ITS_WAY


@in_county("yangcheng-2021")
def test_a_review_is_of_a_text_and_lapses_when_that_changes(desk: Desk) -> None:
    cast = desk.cast
    cast.finance.fields = ["合法性审核"]
    cast.finance.save()
    item = desk.item(declared={"normative": True})
    desk.reviewed(item, cast.finance)
    actions.revise(item.pk, cast.education_clerk, desk.draft(brief="另写一稿。", declared={"normative": True}))
    assert "没有经县司法局合法性审查" in str(refused(actions.propose, item.pk, cast.education_clerk))


@in_county("toksun-2021")
@proves("TK-52-4")
def test_departments_touched_are_consulted_first_and_named(desk: Desk) -> None:
    cast = desk.cast
    item = desk.item(touched=(cast.finance, cast.resources))
    told = refused(actions.propose, item.pk, cast.education_clerk)
    assert "县财政局、县自然资源局" in str(told) and 52 in {why.article for why in told.reasons}
    desk.consulted(item, cast.finance)
    assert "：县自然资源局" in str(refused(actions.propose, item.pk, cast.education_clerk))
    desk.consulted(item, cast.resources)
    actions.propose(item.pk, cast.education_clerk)
    assert desk.state(item) == State.ON_ITS_WAY


@in_county("toksun-2021")
@proves("TK-50-1")
def test_only_leaders_propose_items_and_agree_to_it_themselves(desk: Desk) -> None:
    cast = desk.cast
    told = refused(actions.propose, desk.item(sponsor=None).pk, cast.education_clerk)
    assert 50 in {why.article for why in told.reasons}
    item = desk.proposed(title="关于另一件事的议题")
    assert desk.way(item)[0] == ("consent", DEPUTY, 50)


@in_county("yunyang-2025")
@proves("YY-46-15")
def test_a_disputed_item_never_gets_on(desk: Desk) -> None:
    item = desk.item(declared={"has_disagreement": True})
    told = refused(actions.propose, item.pk, desk.cast.education_clerk)
    assert isinstance(told, BrokenRule) and {why.strength for why in told.reasons} == {"must"}
    rules = {why.rule: "怎么说都不行" for why in told.reasons}
    assert isinstance(refused(actions.propose, item.pk, desk.cast.education_clerk, rules), BrokenRule)
    assert not Waiver.objects.exists()


@in_county("yunyang-2025")
def test_where_the_rules_are_silent_the_office_director_picks_who_determines(desk: Desk) -> None:
    item = desk.proposed(desk.cast.schools_deputy)
    [step] = desk.live(item)
    assert (step.assignee, step.article) == (desk.cast.director, None) and "规则未作规定" in step.basis
    with pytest.raises(BadInput, match="请选定由哪位领导确定"):
        desk.decide(step)
    desk.decide(step, seats=[str(desk.cast.seats["head"].pk)])
    [step] = desk.live(item)
    assert (step.act, step.assignee) == ("approve", desk.cast.head)
    desk.decide(step)
    assert desk.state(item) == State.APPROVED


@in_county("taobei-2020")
@proves("TB-60-6")
def test_the_portfolio_deputy_checks_before_the_head_unless_the_head_proposes(desk: Desk) -> None:
    cast = desk.cast
    assert [(a, p) for a, p, _ in desk.way(desk.proposed())] == [("review", DEPUTY), ("approve", HEAD)]
    own = desk.proposed(cast.head, title="关于区长提出的事项", sponsor=cast.seats["head"])
    assert desk.state(own) == State.APPROVED


# --- on the way --------------------------------------------------------------------------------------


def test_an_item_sent_back_is_mended_and_proposed_again(desk: Desk) -> None:
    item = desk.proposed(sponsor=None)
    step = desk.live(item)[0]
    with pytest.raises(BadInput):
        actions.decide(step.pk, step.assignee, "return", " ")
    desk.decide(step, "return", "请补充资金来源。")
    assert (desk.state(item), desk.live(item)) == (State.RETURNED, [])
    actions.propose(item.pk, desk.cast.education_clerk)
    assert desk.state(item) == State.ON_ITS_WAY


def test_an_item_that_is_declined_is_closed(desk: Desk) -> None:
    item = desk.proposed(sponsor=None)
    desk.decide(desk.live(item)[0])
    desk.decide(desk.live(item)[0], "reject", "时机不成熟。")
    item.matter.refresh_from_db()
    assert (item.matter.state, bool(item.matter.closed_at)) == (State.DECLINED, True)


def test_taking_back_and_giving_up(desk: Desk) -> None:
    by = desk.cast.education_clerk
    item = desk.proposed(sponsor=None)
    with pytest.raises(BadInput):
        actions.withdraw(item.pk, by, "")
    actions.withdraw(item.pk, by, "材料不全")
    assert (desk.state(item), desk.live(item)) == (State.DRAFT, [])
    actions.drop(item.pk, by, "不再提出")
    assert desk.state(item) == State.DROPPED
    with pytest.raises(WrongState):
        actions.propose(item.pk, by)


# --- who, and what is typed --------------------------------------------------------------------------


def test_only_its_own_organ_and_its_leaders_propose_for_an_organ(desk: Desk) -> None:
    cast = desk.cast
    for who in (cast.finance_clerk, cast.land_deputy, cast.clerk, cast.stranger):
        with pytest.raises(NotYours):
            desk.item(who)
    assert desk.item(cast.schools_deputy, title="关于一件事的议题").matter.organ == cast.education
    assert desk.item(cast.head, title="关于另一件事的议题").matter.opened_by == cast.head


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"body": "parliament"}, "body"),
        ({"business": 99}, "business"),
        ({"minutes_wanted": 0}, "minutes_wanted"),
        ({"title": "　"}, "title"),
        ({"title": "长" * 121}, "title"),
        ({"brief": "机密★1年\n内容"}, "secrecy"),
    ],
)
def test_what_cannot_be_taken_is_named(desk: Desk, values: dict, field: str) -> None:
    with pytest.raises(BadInput) as told:
        desk.item(**values)
    assert told.value.field == field


def test_a_seat_of_another_government_or_organ_sponsors_nothing(desk: Desk) -> None:
    for key in ("other_director", "education_head"):
        with pytest.raises(BadInput):
            desk.item(sponsor=desk.cast.seats[key])


def test_a_double_click_makes_one_item(desk: Desk) -> None:
    assert desk.item().pk == desk.item().pk


def test_two_who_change_it_do_not_overwrite_each_other(desk: Desk) -> None:
    item, by = desk.item(), desk.cast.education_clerk
    actions.revise(item.pk, by, desk.draft(brief="一稿"), 0)
    with pytest.raises(WrongState, match="别人在您修改期间保存过"):
        actions.revise(item.pk, by, desk.draft(brief="另一稿"), 0)


def test_the_sponsor_sees_the_draft_and_nobody_else_does(desk: Desk) -> None:
    item = desk.item()
    people = Participant.objects.filter(matter=item.pk, official__isnull=False)
    assert set(people.values_list("official__key", flat=True)) == {"education_clerk", "schools_deputy"}
