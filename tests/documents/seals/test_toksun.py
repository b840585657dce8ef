"""托克逊, articles 68 to 72: who approves which seal, what is kept, letters, blank papers, taking a seal out."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.dispatch.models import Series
from documents.seals import actions, cards, using
from documents.seals.models import Impression, Seal
from documents.seals.states import State
from govrules.core.errors import BadInput, BrokenRule, NotYours, WrongState
from govrules.core.files.actions import checked
from govrules.core.matters.models import Matter, Step, StepState
from govrules.core.office import actions as office_acts
from govrules.rulebook.vocabulary import SEALS
from tests.core.cast import in_county
from tests.documents.papers import DAY, MONDAY
from tests.documents.seals.office import FRIDAY, Office
from tests.proves import proves

pytestmark = in_county("toksun-2021")


def articles(refused: pytest.ExceptionInfo) -> list[int | None]:
    return [why.article for why in refused.value.reasons]


# --- Who keeps a seal (68, 72) ---


@proves("TK-68-1")
def test_only_somebody_of_the_document_section_keeps_a_seal(office: Office):
    for keeper in ("director", "education_clerk"):
        with pytest.raises(BrokenRule) as refused:
            cards.enter(office.cast.government, office.cast.clerk, office.card(keeper=keeper))
        assert articles(refused) == [68]
    assert office.seal().keeper == office.cast.clerk


@proves("TK-68-1")
def test_only_the_keeper_enters_its_use(office: Office):
    asked = office.approve(office.ask(), "schools_deputy", "head")
    with pytest.raises(NotYours) as refused:
        office.affix(asked, by="director")
    assert articles(refused) == [68] and not Impression.objects.exists()


def test_the_kinds_are_those_of_the_rules(office: Office):
    assert set(actions.rules.kinds(office.cast.book)) == set(SEALS) - {"department_seal"}
    with pytest.raises(BadInput):
        cards.enter(office.cast.government, office.cast.clerk, office.card("department_seal"))


def test_a_department_does_not_enter_the_offices_seals(office: Office):
    with pytest.raises(NotYours):
        cards.enter(office.cast.government, office.cast.education_clerk, office.card())


def test_a_seal_is_entered_once(office: Office):
    office.seal()
    with pytest.raises(BadInput, match="已经登记"):
        cards.enter(office.cast.government, office.cast.clerk, office.card())


@proves("TK-72-2")
def test_a_seal_is_left_with_another_only_with_the_office_directors_approval(office: Office):
    cast = office.cast
    other = office.ask(by="clerk", sort="custody", user=cast.vice_director)
    assert office.live(other) == [("approve", cast.director.name)]
    with pytest.raises(WrongState):
        using.hand_out(other.pk, cast.clerk)
    asked = office.approve(office.ask(), "schools_deputy", "head")
    office.approve(other, "director")
    using.hand_out(other.pk, cast.clerk)
    with pytest.raises(NotYours, match=cast.vice_director.name):
        office.affix(asked)
    assert office.affix(asked, by="vice_director").handler == cast.vice_director
    using.back(other.pk, cast.clerk)
    assert office.affix(asked).handler == cast.clerk and office.state(other) == State.DONE


def test_only_the_keeper_asks_that_another_keeps_it(office: Office):
    with pytest.raises(BadInput, match="保管人"):
        office.ask(by="education_clerk", sort="custody", user=office.cast.vice_director)
    with pytest.raises(BadInput, match="代管人"):
        office.ask(by="clerk", sort="custody", user=office.cast.clerk)


# --- Who approves (69) ---


@proves("TK-69-2")
@pytest.mark.parametrize("kind", ["county_seal", "steel_seal"])
def test_the_county_seal_needs_the_portfolio_deputy_and_then_the_head(office: Office, kind):
    cast, asked = office.cast, office.ask(seal=office.seal(kind))
    assert office.live(asked) == [("approve", cast.schools_deputy.name)]
    office.approve(asked, "schools_deputy")
    assert office.live(asked) == [("consent", cast.head.name)]
    with pytest.raises(BrokenRule) as refused:
        office.affix(asked)
    assert articles(refused) == [69]
    office.approve(asked, "head")
    row = office.affix(asked, 3)
    assert (row.copies, row.approver) == (3, f"{cast.schools_deputy.name}、{cast.head.name}")
    assert office.state(asked) == State.DONE


@proves("TK-69-3")
def test_the_heads_own_seal_needs_the_head_himself_whoever_acts_for_him(office: Office):
    cast = office.cast
    said = office_acts.Delegating("entrustment", MONDAY, MONDAY + 7 * DAY, "签批件")
    office_acts.entrust(cast.seats["head"], cast.seats["executive"], said, by=cast.clerk)
    office_acts.enter_absence(cast.head, office_acts.Trip(MONDAY, MONDAY + DAY, "开会"), by=cast.clerk)
    other, asked = office.ask(), office.ask(seal=office.seal("head_seal"))
    office.approve(other, "schools_deputy")
    assert office.live(other) == [("consent", cast.executive.name)], "elsewhere the deputy who is entrusted acts"
    step = Step.objects.get(matter=asked.pk)
    assert step.state == StepState.HELD and "本人" in step.missing
    with pytest.raises(NotYours):
        office.decide(asked, "executive", "consent")


def test_the_head_decides_on_his_own_seal(office: Office):
    asked = office.approve(office.ask(seal=office.seal("head_seal")), "head")
    assert office.state(asked) == State.APPROVED


@proves("TK-69-4")
def test_the_office_seal_needs_the_office_director(office: Office):
    asked = office.ask(seal=office.seal("office_seal"), copies=5)
    with pytest.raises(NotYours):
        office.decide(asked, "vice_director", "approve")
    with pytest.raises(BrokenRule):
        office.affix(asked)
    office.approve(asked, "director")
    assert office.affix(asked, 5).approver == office.cast.director.name


def test_nobody_decides_on_his_own_request(office: Office):
    asked = office.ask(by="director", seal=office.seal("office_seal"))
    assert Step.objects.get(matter=asked.pk).state == StepState.HELD


@proves("TK-69-1")
def test_a_signed_document_is_sealed_without_further_approval(office: Office):
    cast, papers = office.cast, office.papers
    done = papers.ready(title="关于防汛的通知", signer="office_director")
    name = done.in_name_of
    seal = office.seal("office_seal" if name == "office" else "county_seal")
    row = using.seal_document(done.pk, cast.clerk, seal, office.made(20))
    assert (row.copies, office.state(row.sealing)) == (20, State.DONE)
    assert row.sealing.matter.parent_id == done.pk and not Step.objects.filter(matter=row.sealing.pk).exists()
    assert row.approver, "whoever signed it"


@proves("TK-69-1")
def test_a_document_that_is_not_signed_to_the_end_is_not_sealed(office: Office):
    draft = office.papers.dispatch()
    seals = {"county": office.seal("county_seal"), "office": office.seal("office_seal")}
    with pytest.raises(BrokenRule, match="没有签发完成") as refused:
        using.seal_document(draft.pk, office.cast.clerk, seals[draft.in_name_of], office.made(1))
    assert articles(refused) == [69] and not Impression.objects.exists()


def test_a_document_bears_the_seal_of_those_in_whose_name_it_is(office: Office):
    done = office.papers.ready(title="关于防汛的通知", signer="office_director")
    wrong = office.seal("steel_seal")
    with pytest.raises(BadInput, match="不用这枚印章"):
        using.seal_document(done.pk, office.cast.clerk, wrong, office.made(1))
    right = office.seal("office_seal" if done.in_name_of == "office" else "county_seal")
    with pytest.raises(NotYours):
        using.seal_document(done.pk, office.cast.director, right, office.made(1))
    assert not Series.objects.exists()


# --- The book (69) ---


@proves("TK-69-5")
def test_each_use_is_a_numbered_row_and_never_more_copies_than_approved(office: Office):
    asked = office.approve(office.ask(copies=3), "schools_deputy", "head")
    first = office.affix(asked, 2)
    assert (first.number, office.state(asked)) == ("2026-001", State.APPROVED)
    with pytest.raises(BrokenRule, match="批准用印3份，已用印2份，不能再用印2份"):
        office.affix(asked, 2)
    assert office.affix(asked, 1).number == "2026-002" and office.state(asked) == State.DONE
    with pytest.raises(WrongState):
        office.affix(asked, 1)


@proves("TK-69-6")
def test_of_each_use_the_signed_text_is_kept_as_a_file_or_on_a_shelf(office: Office):
    asked = office.approve(office.ask(), "schools_deputy", "head")
    with pytest.raises(BrokenRule, match="没有留存领导签字文稿") as refused:
        office.affix(asked, shelf="")
    assert articles(refused) == [69]
    scan = checked(SimpleUploadedFile("签字.txt", "签字稿".encode()))
    office.affix(asked, shelf="", papers=[scan])
    assert asked.matter.attachments.filter(role="signed").count() == 1
    office.affix(asked, shelf="")
    assert Impression.objects.count() == 2, "what is kept once counts for the rest"


def test_pressed_twice_it_is_one_impression_and_one_request(office: Office):
    once = uuid4()
    first, second = office.ask(once=once), office.ask(once=once)
    assert first.pk == second.pk
    office.approve(first, "schools_deputy", "head")
    rows = [office.affix(first, 1, once=once) for _ in range(2)]
    assert rows[0].pk == rows[1].pk and Impression.objects.get().copies == 1


def test_a_use_is_entered_for_a_day_from_its_approval_until_today(office: Office):
    asked = office.approve(office.ask(), "schools_deputy", "head")
    for day in (MONDAY.date() - DAY, FRIDAY):
        with pytest.raises(BadInput, match="用印日期"):
            office.affix(asked, on=day)
    with pytest.raises(BadInput, match="用印人"):
        office.affix(asked, used_by=" ")
    with pytest.raises(BadInput, match="份数"):
        office.affix(asked, 0)


# --- Blank papers (71) ---


@proves("TK-71-1")
def test_blank_papers_are_refused_but_for_a_special_case(office: Office):
    for blank in ({"papers": []}, {"blank": True}):
        with pytest.raises(BrokenRule, match="空白文书") as refused:
            office.ask(copies=10, **blank)
        assert articles(refused) == [71]
    asked = office.ask(copies=10, blank=True, special="表彰大会现场填写")
    assert office.live(asked) == [("approve", office.cast.schools_deputy.name)]


# --- Letters of introduction (70) ---


def letter(office: Office, **more):
    return office.ask(sort="letter", **({"leader": office.cast.seats["land_deputy"]} | more))


@proves("TK-70-1")
def test_a_letter_needs_a_certificate_and_a_leaders_approval(office: Office):
    with pytest.raises(BrokenRule, match="证明") as refused:
        letter(office, papers=[])
    assert articles(refused) == [70]
    with pytest.raises(BadInput, match="哪位领导"):
        letter(office, leader=None)
    asked = letter(office)
    assert office.live(asked) == [("approve", office.cast.land_deputy.name)]
    with pytest.raises(BrokenRule):
        office.affix(asked)
    office.approve(asked, "land_deputy")
    row = office.affix(asked)
    assert (row.register, row.number) == ("letter_register", "2026-001") and office.state(asked) == State.DONE


@proves("TK-70-2")
def test_in_a_special_case_the_office_director_asks_a_leader(office: Office):
    asked = letter(office, papers=[], special="抢险急用")
    assert office.live(asked) == [("review", office.cast.director.name)]
    with pytest.raises(NotYours):
        office.decide(asked, "clerk", "review")
    office.approve(asked, "director")
    assert office.live(asked) == [("consent", office.cast.land_deputy.name)]
    office.approve(asked, "land_deputy")
    assert office.affix(asked).approver == f"{office.cast.director.name}、{office.cast.land_deputy.name}"


@proves("TK-71-1")
def test_a_blank_letter_is_refused_but_for_a_special_case(office: Office):
    with pytest.raises(BrokenRule, match="空白介绍信") as refused:
        letter(office, blank=True, bearer="", destination="")
    assert articles(refused) == [71]
    assert office.state(letter(office, blank=True, bearer="", destination="", special="抢险")) == State.ASKED


def test_letters_and_seals_are_counted_apart(office: Office):
    used = office.affix(office.approve(office.ask(), "schools_deputy", "head"), 3)
    written = office.affix(office.approve(letter(office), "land_deputy"))
    assert (used.number, written.number) == ("2026-001", "2026-001")


# --- Taking it out (72) ---


@proves("TK-72-3")
def test_a_seal_leaves_only_for_foreign_affairs_with_somebody_along(office: Office):
    with pytest.raises(BrokenRule) as refused:
        office.ask(sort="outing", content="签约仪式")
    assert articles(refused) == [72, 72]
    with pytest.raises(BrokenRule, match="机要人员"):
        office.ask(sort="outing", foreign=True)
    asked = office.ask(sort="outing", foreign=True, escort=office.cast.vice_director)
    step = Step.objects.get(matter=asked.pk)
    assert (step.assignee, step.article) == (office.cast.director, None) and "未作规定" in step.basis


def out(office: Office):
    asked = office.ask(sort="outing", foreign=True, escort=office.cast.vice_director)
    office.approve(asked, "director")
    using.hand_out(asked.pk, office.cast.clerk)
    return asked


def test_what_is_out_is_not_used_at_home_and_comes_back_with_what_it_was_used_for(office: Office):
    asked = office.approve(office.ask(), "schools_deputy", "head")
    gone = out(office)
    with pytest.raises(WrongState, match="带出"):
        office.affix(asked)
    with pytest.raises(WrongState, match="已交出"):
        cards.retire(office.seal().pk, office.cast.clerk)
    with pytest.raises(NotYours):
        using.back(gone.pk, office.cast.education_clerk)
    using.back(gone.pk, office.cast.clerk, office.made(2))
    assert office.state(gone) == State.DONE and Impression.objects.get().copies == 2
    assert office.affix(asked).copies == 1


def test_it_is_reminded_of_and_the_reminder_ends_with_its_return(office: Office):
    gone = out(office)
    deadline = gone.matter.deadlines.get()
    assert (deadline.agreed_on, deadline.state) == (FRIDAY, "open")
    using.back(gone.pk, office.cast.clerk, office.made(0))
    deadline.refresh_from_db()
    assert deadline.state == "met" and not Impression.objects.exists()


def test_two_do_not_take_it_out_at_once(office: Office):
    first, second = (office.ask(sort="outing", foreign=True, escort=office.cast.vice_director) for _ in range(2))
    for one in (first, second):
        office.approve(one, "director")
    using.hand_out(first.pk, office.cast.clerk)
    with pytest.raises(WrongState, match="带出"):
        using.hand_out(second.pk, office.cast.clerk)


# --- Back and forth ---


def test_what_is_returned_is_put_right_and_decided_anew(office: Office):
    asked = office.approve(office.ask(), "schools_deputy")
    with pytest.raises(BadInput):
        office.decide(asked, "head", "return")
    office.decide(asked, "head", "return", "附上清单")
    assert office.state(asked) == State.RETURNED
    wanted = actions.Wanted("use", office.seal(), "供水合同和清单", purpose="合同", copies=2)
    actions.revise(asked.pk, office.cast.education_clerk, wanted)
    assert office.live(asked) == [("approve", office.cast.schools_deputy.name)]
    assert Matter.objects.get(pk=asked.pk).title == "用印：供水合同和清单"
    with pytest.raises(WrongState):
        actions.revise(asked.pk, office.cast.education_clerk, wanted)


def test_a_refusal_ends_it(office: Office):
    asked = office.ask()
    office.decide(asked, "schools_deputy", "reject", "不宜担保")
    assert office.state(asked) == State.REFUSED and office.live(asked) == []
    with pytest.raises(BrokenRule):
        office.affix(asked)


def test_it_is_taken_back_and_what_was_sealed_stays(office: Office):
    asked, begun = office.ask(), office.approve(office.ask(), "schools_deputy", "head")
    office.affix(begun, 1)
    for one in (asked, begun):
        actions.withdraw(one.pk, office.cast.education_clerk, "不需要了")
    assert (office.state(asked), office.state(begun)) == (State.DROPPED, State.DONE)
    with pytest.raises(NotYours):
        actions.withdraw(asked.pk, office.cast.finance_clerk, "不需要了")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"copies": 0}, "份数"), ({"copies": None}, "份数"), ({"copies": 10_001}, "份数"),
        ({"purpose": "其它"}, "用途"),
        ({"content": "  "}, "内容"), ({"content": "机密★合同"}, "涉密"), ({"content": "字" * 301}, "最多300字"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(office: Office, changes, says):
    with pytest.raises(BadInput, match=says):
        office.ask(**changes)
    assert not Matter.objects.filter(kind="sealing").exists()


def test_nobody_of_another_government_is_taken(office: Office):
    for name in ("user", "escort"):
        with pytest.raises(BadInput, match="不属于本级政府"):
            office.ask(**{name: office.cast.stranger})
    seal = Seal.objects.create(
        government=office.cast.other_government, kind="county_seal", organ=office.cast.other_office, name="他县印章",
        keeper=office.cast.other_director,
    )  # fmt: skip
    with pytest.raises(BadInput, match="不属于本级政府"):
        office.ask(seal=seal)
    with pytest.raises(NotYours):
        actions.ask(office.cast.finance_clerk, office.cast.education, actions.Wanted("use", office.seal(), "合同"))


def test_a_seal_out_of_use_is_not_asked_for(office: Office):
    cards.retire(office.seal().pk, office.cast.clerk)
    with pytest.raises(BadInput, match="不能申请使用"):
        office.ask()
