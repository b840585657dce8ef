"""Who signs a department's own document, sends it back, takes it back; and who may not."""

import pytest

from documents.departmental import actions
from documents.departmental.models import DepartmentDocument
from documents.departmental.states import State
from govrules.core.errors import BadInput, NotYours, WrongState
from govrules.core.matters.models import Participant, Step, StepState, Waiver
from govrules.core.matters.queries import queue
from tests.core.cast import in_county
from tests.documents.departmental.desk import BODY, TODAY, Desk
from tests.proves import proves

JOINT = {"touched": ["finance"], "joint": ["finance"]}
SEVERAL = ("several_departments",)
HEARD = "opinion by finance agree"


def test_the_departments_own_head_signs(desk: Desk):
    made = desk.sent()
    assert desk.live(made) == [("sign", "王文")]
    step = queue(desk.cast.education_head).get()
    assert (step.article, "部门自己发文由谁签发，规则未作规定" in step.basis) == (None, True)
    desk.decide(made, "education_head", "sign", "同意。")
    assert desk.matter(made).state == State.SIGNED
    assert DepartmentDocument.objects.get(pk=made.pk).signed_on == TODAY
    assert "已签发，请编号印发：" + desk.matter(made).title in desk.papers.told("education_clerk")


@pytest.mark.parametrize("who", ["education_clerk", "education_deputy", "finance_head", "director", "head"])
def test_nobody_else_does(desk: Desk, who):
    made = desk.sent()
    with pytest.raises(NotYours):
        desk.decide(made, who, "sign")
    assert desk.matter(made).state == State.SIGNING


def test_while_the_head_is_away_it_waits_as_the_rules_on_standing_in_have_it(desk: Desk):
    desk.papers.away("education_head")
    made = desk.sent()
    step = Step.objects.get(matter=made.pk)
    assert (step.state, step.custodian) == (StepState.HELD, desk.cast.director)
    with pytest.raises(NotYours):
        desk.decide(made, "education_deputy", "sign")


def test_those_who_issue_it_too_agree_first_then_its_own_head(desk: Desk):
    made = desk.sent(HEARD, yes=SEVERAL, organs=JOINT)
    assert desk.live(made) == [("consent", "褚建国")]
    desk.decide(made, "finance_head", "consent", "同意联合发文。")
    assert desk.live(made) == [("sign", "王文")]
    desk.decide(made, "education_head", "sign")
    assert desk.matter(made).state == State.SIGNED


def test_one_of_them_does_not_and_it_is_with_its_drafters_again(desk: Desk):
    made = desk.sent(HEARD, yes=SEVERAL, organs=JOINT)
    desk.decide(made, "finance_head", "return", "经费来源请写明。")
    assert (desk.matter(made).state, desk.live(made)) == (State.RETURNED, [])
    desk.send(made)
    assert desk.live(made) == [("consent", "褚建国")]


@in_county("taobei-2020")
@proves("TB-25-6")
def test_a_normative_one_is_checked_by_the_leader_in_charge_and_approved_by_the_head(desk: Desk):
    made = desk.sent("county_requested", "legality_review by education", yes=["normative"])
    ahead = Step.objects.filter(matter=made.pk).select_related("seat")
    assert [(s.act, s.seat.key, s.article) for s in ahead] == [
        ("sign", "education_head", None), ("review", "schools_deputy", 25), ("approve", "head", 25),
    ]  # fmt: skip
    desk.decide(made, "education_head", "sign")
    for who, kind in (("schools_deputy", "review"), ("head", "approve")):
        assert desk.matter(made).state == State.SIGNING
        with pytest.raises(WrongState):
            desk.issue(made)
        desk.decide(made, who, kind, "同意。")
    assert desk.matter(made).state == State.SIGNED
    desk.issue(made)


@in_county("taobei-2020")
@proves("TB-25-6")
def test_without_the_heads_approval_it_goes_back(desk: Desk):
    made = desk.sent("county_requested", "legality_review by education", yes=["normative"])
    desk.decide(made, "education_head", "sign")
    desk.decide(made, "schools_deputy", "review", "同意。")
    desk.decide(made, "head", "return", "暂缓。")
    assert (desk.matter(made).state, DepartmentDocument.objects.get(pk=made.pk).signed_on) == (State.RETURNED, None)


@in_county("taobei-2020")
def test_a_notice_of_a_department_is_nobody_elses(desk: Desk):
    made = desk.sent()
    assert [s.act for s in Step.objects.filter(matter=made.pk)] == ["sign"]


@in_county("yangcheng-2021")
@proves("YC-77-1")
def test_the_reason_for_skipping_a_level_is_accepted_or_sent_back_with_the_signature(desk: Desk):
    made = desk.draft(yes=["skips_level"], to=["up"])
    desk.send(made, department_no_skip_level="上级要求直报。")
    desk.decide(made, "education_head", "return", "改为逐级行文。")
    assert Waiver.objects.get(matter=made.pk).state == "returned"
    desk.send(made, department_no_skip_level="市局来函要求直报。")
    desk.decide(made, "education_head", "sign")
    kept = Waiver.objects.filter(matter=made.pk).last()
    assert (kept.state, kept.settled_by, kept.article) == ("accepted", desk.cast.education_head, 77)
    desk.issue(made)


# --- Back and forth ---------------------------------------------------------------------------------------------------


def test_signed_and_taken_back_it_is_signed_no_more(desk: Desk):
    made = desk.signed()
    actions.withdraw(made.pk, desk.cast.education_clerk, "数字有误")
    assert desk.matter(made).state == State.DRAFT
    assert DepartmentDocument.objects.get(pk=made.pk).signed_on is None
    actions.revise(made.pk, desk.cast.education_clerk, desk.text(body=BODY + "改。"))
    desk.send(made)
    assert desk.live(made) == [("sign", "王文")]


def test_what_is_with_the_head_is_not_changed(desk: Desk):
    made = desk.sent()
    for act in (
        lambda: actions.revise(made.pk, desk.cast.education_clerk, desk.text(body="另一份")),
        lambda: actions.drop(made.pk, desk.cast.education_clerk, ""),
        lambda: desk.send(made),
    ):
        with pytest.raises(WrongState):
            act()


def test_sending_it_back_wants_a_reason_and_taking_it_back_too(desk: Desk):
    made = desk.sent()
    with pytest.raises(BadInput):
        desk.decide(made, "education_head", "return", " ")
    with pytest.raises(BadInput):
        actions.withdraw(made.pk, desk.cast.education_clerk, " ")


def test_the_second_press_of_a_button_finds_it_done(desk: Desk):
    made = desk.sent()
    step = Step.objects.get(matter=made.pk)
    actions.decide(step.pk, desk.cast.education_head, "sign", "")
    with pytest.raises(WrongState, match="已由王文办理"):
        actions.decide(step.pk, desk.cast.education_head, "sign", "")


def test_saved_twice_by_a_double_click_it_is_one(desk: Desk):
    assert desk.draft().pk == desk.draft().pk
    assert DepartmentDocument.objects.count() == 1


def test_a_colleagues_work_is_not_overwritten(desk: Desk):
    made = desk.draft()
    seen = desk.matter(made).version
    actions.revise(made.pk, desk.cast.education_deputy, desk.text(body="副局长改"), seen)
    with pytest.raises(WrongState, match="别人在您修改期间"):
        actions.revise(made.pk, desk.cast.education_clerk, desk.text(body="文书改"), seen)
    assert DepartmentDocument.objects.get(pk=made.pk).body == "副局长改"


@pytest.mark.parametrize("who", ["finance_clerk", "clerk", "head", "stranger"])
def test_only_its_own_people_act_for_the_department(desk: Desk, who):
    made, by = desk.draft(), getattr(desk.cast, who)
    for act in (
        lambda: actions.create(by, desk.cast.education, desk.text(title="另一份")),
        lambda: actions.revise(made.pk, by, desk.text()),
        lambda: actions.send(made.pk, by, {}),
        lambda: actions.drop(made.pk, by, ""),
        lambda: actions.withdraw(made.pk, by, "x"),
        lambda: actions.issue(made.pk, by, "1号", TODAY),
        lambda: actions.record_basis(made.pk, by, actions.Recorded("county_requested", None, TODAY, "x")),
    ):
        with pytest.raises(NotYours):
            act()


@pytest.mark.parametrize(("who", "organ"), [("clerk", "office"), ("township_clerk", "township")])
def test_the_office_and_the_townships_have_other_ways(desk: Desk, who, organ):
    with pytest.raises(NotYours, match="不在这里办理"):
        actions.create(getattr(desk.cast, who), getattr(desk.cast, organ), desk.text())


def test_what_is_marked_secret_is_not_taken(desk: Desk):
    with pytest.raises(BadInput, match="涉密"):
        desk.draft(title="机密★关于某事的通知")


def test_the_organ_itself_is_not_among_those_touched(desk: Desk):
    made = desk.draft(organs={"touched": ["education", "finance"], "joint": ["education"], "sent_to": ["education"]})
    assert [list(made.touched.all()), list(made.joint.all()), list(made.sent_to.all())] == [[desk.cast.finance], [], []]


def test_those_who_issue_it_too_take_part_once_it_is_sent(desk: Desk):
    made = desk.draft(yes=SEVERAL, organs=JOINT)
    part = Participant.objects.filter(matter=made.pk, organ=desk.cast.finance)
    assert not part.exists()
    desk.record(made, HEARD)
    desk.send(made)
    assert part.get().role == "joint"
