"""Issuing a department's own document: the gates once more, its number and day, who sees it, the ledger of filings."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.departmental import actions
from documents.departmental.models import DepartmentDocument
from documents.departmental.states import State
from documents.recorded import department_normative_issued, government_normative_issued, normative_issued
from govrules.core.errors import BadInput, BrokenRule, NotYours, WrongState
from govrules.core.files.actions import checked
from govrules.core.matters.queries import visible_to
from govrules.core.registers import actions as ledgers
from govrules.core.registers.queries import counted_missing, missing
from govrules.rulebook import available
from tests.core.cast import in_county
from tests.documents.departmental.desk import TODAY, Desk
from tests.documents.papers import side_by_side
from tests.proves import proves

REVIEWED = ("legality_review by education", "competition_reviewed by education")


def test_it_goes_out_under_its_own_number_and_day_and_is_closed(desk: Desk, monday):
    made = desk.signed()
    monday.move_to(monday.moment + timedelta(days=1))
    desk.issue(made, "阳教发〔2026〕 7号", TODAY)
    matter = desk.matter(made)
    assert (matter.state, matter.number, matter.closed_at) == (State.ISSUED, "阳教发〔2026〕7号", monday.moment)
    assert DepartmentDocument.objects.get(pk=made.pk).issued_on == TODAY


def test_the_record_has_the_articles_that_were_looked_at(desk: Desk):
    made = desk.issued(*REVIEWED, yes=["normative"])
    lines = [(line.article, line.text) for line in desk.papers.journal(made, "gate")]
    assert lines == [
        (34, "印发前核对：合法性审核（符合）、公平竞争审查（符合）、不得擅自向乡镇发指令（符合）"),
        (35, "印发前核对：不得擅自要求乡镇制发配套文件（符合）"),
    ]
    assert [line.article for line in desk.papers.journal(made, "evidence")] == [34, 34]
    assert [line.text for line in desk.papers.journal(made, "issue")] == ["印发阳教发〔2026〕7号"]


@in_county("yangcheng-2021")
@proves("YC-77-2")
def test_who_no_longer_agrees_stops_it_before_it_goes_out(desk: Desk):
    made = desk.signed("opinion by finance agree", yes=["several_departments"], to=["down"],
                       organs={"touched": ["finance"]})  # fmt: skip
    desk.record(made, "opinion by finance disagree")
    with pytest.raises(BrokenRule) as refused:
        desk.issue(made)
    assert [(why.rule, why.article) for why in refused.value.reasons] == [("agreed", 77)]
    assert (desk.matter(made).state, desk.matter(made).number) == (State.SIGNED, "")
    desk.record(made, "opinion by finance agree")
    desk.issue(made)


@in_county("toksun-2021")
@proves("TK-22-2")
def test_so_it_does_where_agreement_is_asked_for_on_others_ground(desk: Desk):
    made = desk.signed("opinion by finance agree", yes=["several_departments"], organs={"touched": ["finance"]})
    desk.record(made, "opinion by finance disagree")
    with pytest.raises(BrokenRule):
        desk.issue(made)


@pytest.mark.parametrize("state", ["draft", "sent"])
def test_what_is_not_signed_is_not_issued(desk: Desk, state):
    made = getattr(desk, state)()
    with pytest.raises(WrongState):
        desk.issue(made)


def test_what_is_issued_stays_as_it_is(desk: Desk):
    made, by = desk.issued(), desk.cast.education_clerk
    for act in (
        lambda: desk.issue(made, "阳教发〔2026〕8号"),
        lambda: actions.withdraw(made.pk, by, "改"),
        lambda: actions.revise(made.pk, by, desk.text(body="改")),
        lambda: desk.record(made, "county_requested"),
    ):
        with pytest.raises(WrongState):
            act()
    assert desk.matter(made).number == "阳教发〔2026〕7号"


@pytest.mark.parametrize(
    ("number", "days", "says"),
    [
        (" ", 0, "发文字号"), ("号" * 61, 0, "发文字号"), ("阳教发〔2026〕7号", 1, "晚于今天"),
        ("阳教发〔2026〕7号", -1, "早于签发"),
    ],
)  # fmt: skip
def test_a_number_and_a_day_that_cannot_be(desk: Desk, number, days, says):
    made = desk.signed()
    with pytest.raises(BadInput, match=says):
        desk.issue(made, number, TODAY + timedelta(days=days))
    assert desk.matter(made).state == State.SIGNED


def test_a_number_is_given_once_by_a_department(desk: Desk):
    desk.issued(title="第一份")
    second = desk.signed(title="第二份")
    with pytest.raises(BadInput, match="已用于“第一份”"):
        desk.issue(second, "阳教发〔2026〕 7号")
    desk.issue(second, "阳教发〔2026〕8号")


def test_another_departments_numbers_are_its_own(desk: Desk):
    desk.issued()
    by = desk.cast.finance_clerk
    made = actions.create(by, desk.cast.finance, desk.text(title="县财政局的通知"))
    actions.send(made.pk, by, {})
    desk.decide(made, "finance_head", "sign")
    actions.issue(made.pk, by, "阳教发〔2026〕7号", TODAY)


def test_two_at_once_do_not_give_the_same_number(lasting_papers, media):
    desk = Desk(lasting_papers)
    made = [desk.signed(title=title) for title in ("第一份", "第二份")]
    results = side_by_side(*(lambda one=one: desk.issue(one) for one in made))
    assert sorted(type(one) for one in results if one) == [BadInput]
    assert sorted(desk.matter(one).state for one in made) == sorted([State.ISSUED, State.SIGNED])


# --- Who sees it ------------------------------------------------------------------------------------------------------

CONCERNED = {
    "yes": ["several_departments"],
    "organs": {"touched": ["finance"], "sent_to": ["resources", "township"]}, "to": ["level", "down"],
}  # fmt: skip
THEIRS = ("finance_clerk", "resources_clerk", "township_clerk", "clerk", "director")


def sees(desk: Desk, who: str, made: object) -> bool:
    return visible_to(getattr(desk.cast, who)).filter(pk=made.pk).exists()


def test_before_it_is_issued_it_is_its_own_departments(desk: Desk):
    made = desk.signed("opinion by finance agree", **CONCERNED)
    assert all(sees(desk, who, made) for who in ("education_clerk", "education_deputy", "education_head"))
    assert not any(sees(desk, who, made) for who in (*THEIRS, "head", "stranger"))


def test_then_the_office_and_the_organs_concerned_see_it_and_nobody_else(desk: Desk):
    made = desk.issued("opinion by finance agree", **CONCERNED)
    assert all(sees(desk, who, made) for who in THEIRS)
    assert not any(sees(desk, who, made) for who in ("agriculture_clerk", "head", "land_deputy", "stranger"))
    subject = f"收文（阳教发〔2026〕7号）：{desk.matter(made).title}"
    assert subject in desk.papers.told("resources_head") and subject in desk.papers.told("township_head")
    assert subject not in desk.papers.told("finance_head")


# --- The ledger of filings --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("county", available())
def test_a_normative_one_waits_for_its_filing_whatever_the_rules_ask_else(desk: Desk, county):
    everything = ("legality_review by education", "competition_reviewed by education", "county_requested",
                  "collectively_discussed")  # fmt: skip
    made = desk.sent(*everything, yes=["normative"])
    desk.decide(made, "education_head", "sign", "同意。")
    for who, kind in (("schools_deputy", "review"), ("head", "approve")):
        if desk.matter(made).state == State.SIGNING:
            desk.decide(made, who, kind, "同意。")
    assert list(normative_issued(desk.cast.education_clerk)) == []
    desk.issue(made)
    for who in ("education_clerk", "clerk"):
        [found] = normative_issued(getattr(desk.cast, who))
        assert (found.pk, found.on) == (made.pk, TODAY)
    assert list(department_normative_issued(desk.cast.clerk)) == [found]
    assert list(government_normative_issued(desk.cast.clerk)) == []
    assert list(normative_issued(desk.cast.finance_clerk)) == []


def test_a_plain_one_does_not(desk: Desk):
    desk.issued()
    assert list(normative_issued(desk.cast.clerk)) == []


@proves("YG-34-8")
def test_until_it_is_filed_the_ledger_lists_it(desk: Desk):
    by = desk.cast.education_clerk
    made = desk.issued(*REVIEWED, yes=["normative"])
    register = desk.cast.book.register("normative_register")
    assert list(missing(by, register)) == [desk.matter(made)] and counted_missing(by, register) == (1, 1)
    paper = {"": [checked(SimpleUploadedFile("正式文本.txt", "第一条".encode()))]}
    ledgers.enter(by, "normative_register", ledgers.Said({"number": "阳教发〔2026〕7号"}, paper, desk.matter(made)))
    assert list(missing(by, register)) == [] and counted_missing(by, register) == (1, 0)


@in_county("taobei-2020")
def test_where_only_the_governments_own_are_filed_a_departments_is_not_listed(desk: Desk):
    made = desk.sent("county_requested", "legality_review by education", yes=["normative"])
    for who, kind in (("education_head", "sign"), ("schools_deputy", "review"), ("head", "approve")):
        desk.decide(made, who, kind, "同意。")
    desk.issue(made)
    register = desk.cast.book.register("normative_register")
    assert list(missing(desk.cast.clerk, register)) == [] and counted_missing(desk.cast.clerk, register) == (0, 0)


def test_a_leader_who_signs_nothing_here_issues_nothing(desk: Desk):
    made = desk.signed()
    with pytest.raises(NotYours):
        actions.issue(made.pk, desk.cast.head, "1号", TODAY)
