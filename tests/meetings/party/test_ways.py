"""What goes to the party committee in each county: what comes first, through whom, who sends, what is answered."""

from datetime import timedelta

import pytest

from documents.dispatch import actions as dispatches
from govrules.core import clock
from govrules.core.errors import BadInput, BrokenRule, NotYours, WrongState
from govrules.core.matters.models import Evidence, Matter, Waiver
from meetings import steps
from meetings.party import actions, rules
from meetings.party.models import PartyMatter
from tests.core.cast import in_county
from tests.documents.papers import Papers
from tests.meetings.items.desk import refused
from tests.meetings.party.office import Office, proof
from tests.proves import proves

DAY = timedelta(days=1)


def broken(act, *args) -> set[str]:
    told = refused(act, *args)
    assert isinstance(told, BrokenRule), told
    return {why.rule for why in told.reasons}


# --- 托克逊 57


@in_county("toksun-2021")
@proves("TK-57-1")
def test_it_rests_on_a_decision_of_a_county_meeting(office: Office) -> None:
    papers = Papers(office.cast)
    request = papers.reviewed(papers.draft())
    made = office.made(request)
    assert broken(actions.propose, made.pk, office.cast.education_clerk) == {"party_item_decided"}
    actions.record_decision(made.pk, office.cast.clerk, "government_studied", clock.today(), "第4次县长办公会议")
    actions.propose(made.pk, office.cast.education_clerk)


@in_county("toksun-2021")
@proves("TK-57-1")
def test_the_reporting_unit_drafts_it(office: Office) -> None:
    item = office.decided()
    for who in (office.cast.finance_clerk, office.cast.clerk, office.cast.head):
        with pytest.raises(NotYours):
            office.made(item, who)
    assert office.made(item).matter.organ == office.cast.education


@in_county("toksun-2021")
@proves("TK-57-2")
def test_the_deputy_signs_and_the_head_agrees_before_it_goes(office: Office) -> None:
    made = office.proposed()
    for who, act in ((office.cast.schools_deputy, "sign"), (office.cast.head, "approve")):
        with pytest.raises(WrongState):
            office.send(made)
        [step] = office.live(made)
        assert (step.act, step.assignee, step.article) == (act, who, 57)
        steps.decide(step.pk, who, act, "同意。", {})
    office.send(made)
    assert office.state(made) == "party_sent"


@in_county("toksun-2021")
@proves("TK-57-3")
def test_the_executive_deputy_puts_it_forward_unless_a_reason_is_given(office: Office) -> None:
    cast = office.cast
    usual = office.made(declared={"county_name": True})
    assert usual.submitter == cast.seats["executive"]
    other = office.made(declared={"county_name": True}, submitter=cast.seats["land_deputy"])
    assert broken(actions.propose, other.pk, cast.education_clerk) == {"party_item_submitter"}
    actions.propose(other.pk, cast.education_clerk, {"party_item_submitter": "由分管副县长牵头承办"})
    assert Waiver.objects.get(matter=other.pk).article == 57
    free = office.made(submitter=cast.seats["land_deputy"])
    actions.propose(free.pk, cast.education_clerk)


@in_county("toksun-2021")
@proves("TK-48-7", "TK-61-8")
@pytest.mark.parametrize(("body", "kind", "passes"), [
    ("standing", "adopted", True), ("standing", "noted", False), ("head_office", "adopted", False),
])  # fmt: skip
def test_an_important_matter_was_passed_by_the_standing_meeting(office: Office, body, kind, passes) -> None:
    made = office.made(office.decided(body, kind), declared={"important": True})
    if passes:
        return actions.propose(made.pk, office.cast.education_clerk)
    assert broken(actions.propose, made.pk, office.cast.education_clerk) == {"party_item_passed"}
    return None


# --- 阳城 54, 62


@in_county("yangcheng-2021")
@proves("YC-54-9", "YC-62-1")
def test_through_the_office_and_a_leader_and_only_then_by_the_office(office: Office) -> None:
    cast, made = office.cast, office.made()
    with pytest.raises(NotYours, match="不直接向") as told:
        office.send(made, cast.education_clerk)
    assert told.value.reasons[0].article == 54
    with pytest.raises(WrongState):
        office.send(made)
    actions.propose(made.pk, cast.education_clerk)
    assert [(s.act, s.assignee) for s in office.live(made)] == [("review", cast.director)]
    steps.decide(office.live(made)[0].pk, cast.director, "review", "材料齐全。", {})
    assert [(s.act, s.assignee) for s in office.live(made)] == [("approve", cast.schools_deputy)]
    steps.decide(office.live(made)[0].pk, cast.schools_deputy, "approve", "同意。", {})
    office.send(made)


@in_county("yangcheng-2021")
@proves("YC-54-10")
def test_a_major_matter_was_studied_at_a_government_meeting(office: Office) -> None:
    papers = Papers(office.cast)
    made = office.made(papers.reviewed(papers.draft()), declared={"major": True})
    assert broken(actions.propose, made.pk, office.cast.education_clerk) == {"party_matter_studied"}
    plain = office.made(office.decided(), declared={"major": True})
    actions.propose(plain.pk, office.cast.education_clerk)


@pytest.mark.parametrize(
    ("county", "article"),
    [
        pytest.param("yangcheng-2021", 18, marks=proves("YC-18-3")),
        pytest.param("taobei-2020", 29, marks=proves("TB-29-2", "TB-76-1")),
    ],
)
def test_what_needs_the_committee_s_decision_is_held_until_it_is_there(office: Office, county, article) -> None:
    papers, item = Papers(office.cast), office.decided()
    dispatch = papers.dispatch(declared=("needs_party_decision",), important=False)
    Matter.objects.filter(pk=dispatch.pk).update(parent=item.pk)
    told = refused(dispatches.send, dispatch.pk, office.cast.clerk)
    assert ("party_decision_first", article) in {(why.rule, why.article) for why in told.reasons}
    made = office.approved(item)
    office.send(made)
    assert "party_decision_first" in broken_or_none(dispatches.send, dispatch.pk, office.cast.clerk)
    office.answer(made)
    assert "party_decision_first" not in broken_or_none(dispatches.send, dispatch.pk, office.cast.clerk)


def broken_or_none(act, *args) -> set[str]:
    try:
        act(*args)
    except BrokenRule as told:
        return {why.rule for why in told.reasons}
    return set()


# --- 洮北 76


@in_county("taobei-2020")
@proves("TB-76-2")
@pytest.mark.parametrize(("body", "kind", "passes"), [
    ("standing", "adopted", True), ("head_office", "changed", True), ("special", "adopted", False),
    ("standing", "further", False),
])  # fmt: skip
def test_a_standing_or_office_meeting_agreed_first(office: Office, body, kind, passes) -> None:
    made = office.made(office.decided(body, kind))
    if passes:
        return actions.propose(made.pk, office.cast.education_clerk)
    assert broken(actions.propose, made.pk, office.cast.education_clerk) == {"party_item_agreed"}
    return None


@in_county("taobei-2020")
@proves("TB-76-1")
@pytest.mark.parametrize("sort", [None, 0, 10])
def test_one_of_the_nine_classes_is_named(office: Office, sort) -> None:
    item = office.decided()
    assert len(rules.rule_for(item.matter).params.classes) == 9
    with pytest.raises(BadInput, match="哪一类") as told:
        office.made(item, sort=sort)
    assert told.value.reasons[0].article == 76


@in_county("taobei-2020")
@proves("TB-76-3")
def test_no_department_sends_it_by_itself(office: Office) -> None:
    made = office.approved()
    for who in (office.cast.education_clerk, office.cast.education_head, office.cast.schools_deputy):
        with pytest.raises(NotYours, match="区委") as told:
            office.send(made, who)
        assert told.value.reasons[0].article == 76
    office.send(made)


@in_county("taobei-2020")
def test_where_no_way_is_laid_out_the_office_director_picks_who_agrees(office: Office) -> None:
    made = office.proposed()
    [step] = office.live(made)
    assert (step.assignee, step.article) == (office.cast.director, None) and "规则未作规定" in step.basis
    with pytest.raises(BadInput, match="选定"):
        steps.decide(step.pk, office.cast.director, "review", "呈送。", {})
    steps.decide(step.pk, office.cast.director, "review", "呈送。", {"seats": [office.cast.seats["head"].pk]})
    assert [(s.act, s.assignee) for s in office.live(made)] == [("approve", office.cast.head)]


# --- 阳高 20, 27


@proves("YG-20-5")
def test_an_important_matter_was_discussed_by_the_standing_meeting(office: Office) -> None:
    made = office.made(office.decided("head_office"), declared={"important": True})
    assert broken(actions.propose, made.pk, office.cast.education_clerk) == {"party_matter_discussed"}
    discussed = office.made(office.decided("standing", "noted"), declared={"important": True})
    actions.propose(discussed.pk, office.cast.education_clerk)


@proves("YG-27-8")
def test_a_draft_of_a_department_is_reviewed_by_the_government_first(office: Office) -> None:
    made = office.made(declared={"mainly_government": True})
    assert "county_review_first" in {j.rule for j in rules.judge(made) if not j.passed}
    again = office.approved(declared={"mainly_government": True})
    fresh = actions.of(Matter.objects.select_related("government", "adoption").get(pk=again.pk))
    assert [j for j in rules.judge(fresh) if not j.passed] == []
    office.send(again)


@in_county("yunyang-2025")
def test_where_the_rules_lay_down_no_way_nothing_is_offered(office: Office) -> None:
    item = office.decided()
    assert not rules.may_begin(item.matter, office.cast.education_clerk, clock.today())
    with pytest.raises(WrongState, match="没有规定"):
        office.made(item)


# --- sending and the answer, anywhere


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"number": " "}, "文号"), ({"proof": None}, "凭据"), ({"on": "tomorrow"}, "不能晚于今天")],
)
def test_sent_with_its_day_number_and_proof(office: Office, wrong, said) -> None:
    made = office.approved()
    if wrong.get("on"):
        wrong = {"on": clock.today() + DAY}
    with pytest.raises(BadInput, match=said):
        office.send(made, **wrong)
    office.send(made)
    kept = PartyMatter.objects.get(pk=made.pk)
    assert (kept.sent_on, kept.sent_number, kept.proof.name) == (clock.today(), "阳政函〔2026〕8号", "签收单.txt")
    with pytest.raises(WrongState):
        office.send(made)


def test_the_answer_is_seen_with_what_it_is_about(office: Office) -> None:
    item = office.decided()
    made = office.approved(item)
    with pytest.raises(WrongState):
        office.answer(made)
    office.send(made)
    assert Evidence.objects.get(matter=item.pk).kind == "reported_to_party"
    with pytest.raises(NotYours):
        office.answer(made, by=office.cast.education_clerk)
    for wrong in ({"number": ""}, {"on": clock.today() + DAY}, {"on": clock.today() - DAY}):
        with pytest.raises(BadInput):
            office.answer(made, **wrong)
    with pytest.raises(BadInput, match="修改意见"):
        office.answer(made, "changed")
    with pytest.raises(BadInput, match="选择答复"):
        office.answer(made, "maybe")
    office.answer(made, "changed", text="规模改为24个班。")
    found = Evidence.objects.get(matter=item.pk, kind="party_decided")
    assert "修改后同意" in found.facts["note"] and office.state(made) == "party_answered"
    assert any("修改后同意" in subject for subject in Papers(office.cast).told("education_clerk"))


def test_a_no_lets_nothing_go_on(office: Office) -> None:
    item = office.decided()
    made = office.approved(item)
    office.send(made)
    office.answer(made, "not_agreed", text="财力不足，暂缓。")
    assert not Evidence.objects.filter(matter=item.pk, kind="party_decided").exists()


def test_returned_changed_and_sent_again(office: Office) -> None:
    made, cast = office.proposed(), office.cast
    [step] = office.live(made)
    with pytest.raises(BadInput):
        steps.decide(step.pk, cast.director, "return", "", {})
    steps.decide(step.pk, cast.director, "return", "补充资金来源。", {})
    assert (office.state(made), office.live(made)) == ("party_returned", [])
    version = Matter.objects.get(pk=made.pk).version
    with pytest.raises(WrongState, match="别人"):
        actions.revise(made.pk, cast.education_clerk, office.draft(), seen=version - 1)
    actions.revise(made.pk, cast.education_clerk, office.draft(material="资金由县级财政安排。"), seen=version)
    with pytest.raises(BadInput, match="汇报材料"):
        actions.revise(made.pk, cast.education_clerk, office.draft(material=" "))
    actions.propose(made.pk, cast.education_clerk)
    with pytest.raises(BadInput, match="理由"):
        actions.withdraw(made.pk, cast.education_clerk, "")
    actions.withdraw(made.pk, cast.education_clerk, "再研究")
    actions.drop(made.pk, cast.education_clerk, "不再报")
    assert office.state(made) == "party_dropped"


def test_of_one_thing_one_goes_at_a_time(office: Office) -> None:
    item = office.decided()
    made = office.made(item)
    with pytest.raises(WrongState, match="已有一件"):
        office.made(item)
    actions.drop(made.pk, office.cast.education_clerk, "重报")
    office.made(item)


def test_an_item_still_on_its_way_is_not_put_there(office: Office) -> None:
    with pytest.raises(WrongState, match="还不能"):
        office.made(office.stage.item())


def test_only_the_office_records_a_meeting_and_only_those_that_the_rules_ask_for(office: Office) -> None:
    made, today = office.made(), clock.today()
    for who, kind, on, note, error in (
        (office.cast.education_clerk, "standing_discussed", today, "第3次", NotYours),
        (office.cast.clerk, "standing_passed", today, "第3次", BadInput),
        (office.cast.clerk, "standing_discussed", today + DAY, "第3次", BadInput),
        (office.cast.clerk, "standing_discussed", today, " ", BadInput),
    ):
        with pytest.raises(error):
            actions.record_decision(made.pk, who, kind, on, note)
    assert actions.record_decision(made.pk, office.cast.clerk, "standing_discussed", today, "第3次").facts["note"]
    assert proof().name == "签收单.txt"
