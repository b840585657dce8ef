"""洮北, articles 82 to 84: named keepers, the approval card, no blank paper, taking out, letters and their stubs."""

import pytest

from documents.seals import actions, cards, using
from documents.seals.models import Impression
from documents.seals.queries import stubs_due, unstored
from documents.seals.states import State
from govrules.core import clock
from govrules.core.errors import BadInput, BrokenRule, NotYours, WrongState
from govrules.core.matters.models import Waiver
from tests.core.calendars import office as moment
from tests.core.cast import in_county
from tests.documents.seals.office import Office
from tests.documents.seals.test_toksun import articles
from tests.proves import proves

pytestmark = in_county("taobei-2020")


@pytest.fixture
def own(office: Office):
    """The education bureau's own seal, kept by its deputy head."""
    return office.seal("department_seal", "education", "education_deputy")


# --- Custody (82) ---


@proves("TB-82-1")
def test_a_seal_is_never_left_with_another_but_its_keeper_may_be_changed(office: Office, own):
    cast = office.cast
    with pytest.raises(BrokenRule, match="不准委托他人代管") as refused:
        office.ask(by="education_deputy", seal=own, sort="custody", user=cast.education_clerk)
    assert articles(refused) == [82]
    card = office.card("department_seal", "education", "education_clerk")
    cards.change(own.pk, cast.education_head, card)
    own.refresh_from_db()
    assert own.keeper == cast.education_clerk and own.history.count() == 2


@proves("TB-82-1")
def test_the_keeper_serves_where_the_seal_is(office: Office):
    with pytest.raises(BrokenRule) as refused:
        cards.enter(office.cast.government, office.cast.clerk, office.card("department_seal", "education", "clerk"))
    assert articles(refused) == [82]
    with pytest.raises(NotYours):
        cards.enter(office.cast.government, office.cast.finance_clerk, office.card("department_seal", "education"))


@proves("TB-82-2")
def test_a_seal_of_which_nobody_knows_where_it_is_locked_away_is_shown(office: Office):
    [found] = unstored(office.seal(place=""), office.cast.book)
    assert found.article == 82 and "加锁" in found.text
    assert unstored(office.seal("department_seal", place="305室2号柜"), office.cast.book) == []


def test_a_seal_stays_of_its_kind_and_organ(office: Office, own):
    with pytest.raises(BadInput, match="不能改"):
        cards.change(own.pk, office.cast.clerk, office.card("department_seal", "finance", "finance_clerk"))
    with pytest.raises(BadInput, match="没有这种印章"):
        card = office.card("department_seal", "township", "township_clerk")
        cards.enter(office.cast.government, office.cast.clerk, card)


# --- The card (83) ---


@proves("TB-83-1", "TB-83-2")
def test_the_district_seal_needs_the_departments_head_the_deputy_and_the_head(office: Office):
    cast, asked = office.cast, office.ask()
    for who in ("education_head", "schools_deputy", "head"):
        assert office.live(asked) == [("approve", getattr(cast, who).name)]
        with pytest.raises(BrokenRule) as refused:
            office.affix(asked)
        assert articles(refused) == [83]
        office.approve(asked, who)
    assert office.affix(asked, 3).approver.count("、") == 2


def test_a_township_asks_through_its_own_head(office: Office):
    asked = office.ask(by="township_clerk")
    assert office.live(asked) == [("approve", office.cast.township_head.name)]


@proves("TB-83-3")
def test_a_departments_seal_needs_the_sections_head_the_deputy_and_the_chief(office: Office, own):
    cast = office.cast
    with pytest.raises(BadInput, match="科室负责人"):
        office.ask(seal=own)
    section = office.cast.seats["education_clerk"]
    asked = office.ask(by="education_head", seal=own, section=section)
    assert office.live(asked) == [("approve", cast.education_clerk.name)]
    office.approve(asked, "education_clerk", "education_deputy")
    with pytest.raises(BrokenRule):
        office.affix(asked, by="education_deputy")
    assert [act for act, _ in office.live(asked)] == ["approve"], "the chief does not decide on his own request"


@proves("TB-83-3")
def test_three_signatures_and_it_is_used(office: Office, own):
    seats = office.cast.seats
    asked = office.ask(seal=own, section=seats["education_deputy"])
    office.approve(asked, "education_deputy", "education_head")
    assert office.affix(asked, 1, by="education_deputy").approver


def test_another_department_does_not_use_it(office: Office, own):
    with pytest.raises(BadInput, match="不能申请使用") as refused:
        office.ask(by="finance_clerk", seal=own)
    assert articles(refused) == [83]


@proves("TB-83-4")
@pytest.mark.parametrize(("changes", "says"), [({"copies": 0}, "份数"), ({"used_by": ""}, "用印人")])
def test_a_use_is_not_entered_without_every_column(office: Office, changes, says):
    asked = office.approve(office.ask(), "education_head", "schools_deputy", "head")
    with pytest.raises(BadInput, match=says):
        office.affix(asked, **({"copies": 1} | changes))
    assert not Impression.objects.exists()


@proves("TB-83-4")
def test_the_card_is_not_taken_without_the_number_of_copies(office: Office):
    with pytest.raises(BadInput, match="份数") as refused:
        office.ask(copies=None)
    assert articles(refused) == [83]


@proves("TB-83-4")
def test_a_use_is_entered_with_day_content_copies_approvers_handler_and_user(office: Office):
    asked = office.approve(office.ask(), "education_head", "schools_deputy", "head")
    row = office.affix(asked, 2, shelf="")
    assert (row.on, row.content, row.copies) == (clock.today(), "与自来水公司的供水合同", 2)
    assert row.approver and (row.handler, row.used_by) == (office.cast.clerk, "陈亮")


@proves("TB-83-5")
def test_a_blank_paper_is_never_sealed(office: Office):
    for blank in ({"papers": []}, {"blank": True}, {"blank": True, "special": "特殊情况"}):
        with pytest.raises(BrokenRule, match="空白纸") as refused:
            office.ask(**blank)
        assert articles(refused) == [83]


def test_documents_have_no_way_of_their_own_here(office: Office):
    done = office.papers.dispatch(title="关于防汛的通知")
    with pytest.raises(BadInput, match="没有规定公文"):
        using.seal_document(done.pk, office.cast.clerk, office.seal(), office.made(1))


# --- Taking it out (83) ---


def outing(office: Office, **more):
    values = {"keeper_goes": True, "special": "现场签约", "user": office.cast.education_clerk} | more
    return office.ask(sort="outing", **values)


@proves("TB-83-6")
def test_a_seal_leaves_only_for_a_reason_that_stays_on_record(office: Office):
    with pytest.raises(BrokenRule, match="原则上不允许带出") as refused:
        outing(office, special="")
    assert articles(refused) == [83]
    asked = outing(office)
    waiver = Waiver.objects.get(matter=asked.pk)
    assert (waiver.reason, waiver.state) == ("现场签约", "given")
    office.approve(asked, "director")
    waiver.refresh_from_db()
    assert waiver.state == "accepted"


@proves("TB-83-7")
def test_it_is_entered_and_signed_by_the_director_before(office: Office):
    asked = outing(office)
    with pytest.raises(WrongState):
        using.hand_out(asked.pk, office.cast.clerk)
    office.approve(asked, "director")
    using.hand_out(asked.pk, office.cast.clerk)
    assert office.state(asked) == State.OUT


@proves("TB-83-8")
def test_keeper_and_user_go_together(office: Office):
    for alone in ({"keeper_goes": False}, {"user": office.cast.clerk}):
        with pytest.raises(BrokenRule, match="共同携带") as refused:
            outing(office, **alone)
        assert articles(refused) == [83]


# --- Letters (84) ---


def letter(office: Office, own, **more):
    return office.ask(sort="letter", seal=own, papers=[], **more)


@proves("TB-84-1")
def test_a_letter_for_somebody_who_is_not_on_the_staff_needs_the_director(office: Office, own):
    with pytest.raises(BrokenRule, match="非在职职工") as refused:
        letter(office, own, in_service=False)
    assert articles(refused) == [84]
    asked = letter(office, own, in_service=False, special="返聘人员公出")
    office.approve(asked, "education_deputy")
    with pytest.raises(BrokenRule):
        office.affix(asked, by="education_deputy")
    assert office.live(asked) == [("approve", office.cast.director.name)]
    office.approve(asked, "director")
    assert office.affix(asked, by="education_deputy").number == "2026-001"


@proves("TB-84-2")
def test_the_deputy_approves_the_ordinary_and_the_chief_the_important(office: Office, own):
    cast = office.cast
    ordinary, important = letter(office, own), letter(office, own, important=True)
    assert office.live(ordinary) == [("approve", cast.education_deputy.name)]
    assert office.live(important) == [("approve", cast.education_head.name)]
    with pytest.raises(NotYours):
        office.decide(important, "education_deputy", "approve")
    office.approve(ordinary, "education_deputy")
    row = office.affix(ordinary, by="education_deputy")
    assert row.register == "letter_register" and office.state(ordinary) == State.DONE
    with pytest.raises(BadInput, match="持信人"):
        letter(office, own, bearer="")


@proves("TB-84-3")
def test_a_blank_letter_needs_a_reason_and_the_director(office: Office, own):
    blank = {"blank": True, "bearer": "", "destination": ""}
    with pytest.raises(BrokenRule, match="空白介绍信") as refused:
        letter(office, own, **blank)
    assert articles(refused) == [84]
    asked = office.approve(letter(office, own, **blank, special="防汛值守"), "education_deputy")
    assert office.live(asked) == [("approve", office.cast.director.name)]


@proves("TB-84-4")
def test_last_years_stubs_are_counted_by_the_organ_that_keeps_them(office: Office, own):
    asked = office.approve(letter(office, own), "education_deputy")
    office.affix(asked, by="education_deputy")
    cast, now, year_after = office.cast, clock.now(), moment("2027-01-04 09:00")
    assert stubs_due(cast.education_clerk, cast.book, now) == []
    assert stubs_due(cast.education_clerk, cast.book, year_after) == [(cast.education.short_name, 1)]
    assert stubs_due(cast.finance_clerk, cast.book, year_after) == []


def test_who_approves_can_be_named_among_the_deputies(office: Office, own):
    asked = letter(office, own, leader=office.cast.seats["education_deputy"])
    assert office.live(asked) == [("approve", office.cast.education_deputy.name)]
    with pytest.raises(BadInput, match="本单位"):
        letter(office, own, leader=office.cast.seats["finance_deputy"])


def test_there_is_no_leaving_with_another_to_be_asked_for(office: Office):
    assert "custody" not in actions.rules.sorts(office.cast.book)
