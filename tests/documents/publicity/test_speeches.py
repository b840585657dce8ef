"""Speeches, articles, letters, inscriptions and books: who may, and who has to agree, county by county."""

from __future__ import annotations

from datetime import date

import pytest

from documents.publicity.models import Publicity
from documents.publicity.states import State
from govrules.core.errors import BadInput, NotYours
from govrules.core.journal.models import JournalEntry
from govrules.core.matters.models import StepState
from tests.core.cast import in_county
from tests.documents.publicity.desk import Desk
from tests.proves import proves

OFFICE = {"by": "clerk", "organ": "office"}


# --- Speeches and articles --------------------------------------------------------------------------------


@in_county("taobei-2020")
@proves("TB-96-3")
def test_a_leaders_speech_waits_for_the_government_above(desk: Desk):
    """The district's own consent does not do, whatever he speaks of and in whose name."""
    made = desk.draft("speech", person="schools_deputy", **OFFICE)
    desk.agreed(made, by="clerk")
    assert desk.not_done(made, by="clerk") == [("leader_speech", 96)]
    found = desk.upper(made)
    assert (found.article, found.attachment.name) == (96, "批件.txt")
    desk.do(made, by="clerk")
    assert desk.state(made) == State.DONE


@in_county("taobei-2020")
def test_where_a_government_above_decides_the_office_need_name_no_leader(desk: Desk):
    made = desk.reviewed(desk.draft("speech", person="schools_deputy", **OFFICE), by="clerk")
    assert desk.state(made) == State.APPROVED


@in_county("taobei-2020")
@pytest.mark.parametrize(
    ("on", "note", "says"), [(date(2026, 6, 2), "市政府8号", "晚于今天"), (date(2026, 6, 1), " ", "文号")]
)
def test_an_approval_above_has_its_day_and_number(desk: Desk, on, note, says):
    made = desk.ask(desk.draft("speech", person="schools_deputy", **OFFICE), by="clerk")
    with pytest.raises(BadInput, match=says):
        desk.upper(made, on, note)


@in_county("taobei-2020")
def test_only_the_office_records_an_approval_above(desk: Desk):
    made = desk.ask(desk.draft("speech", person="schools_deputy", **OFFICE), by="clerk")
    with pytest.raises(NotYours):
        desk.upper(made, by="education_clerk")


MEMBERS = [
    pytest.param("taobei-2020", "member_speech", 96, marks=proves("TB-96-4")),
    pytest.param("toksun-2021", "member_speech", 74, marks=proves("TK-74-4")),
    pytest.param("yangcheng-2021", "speech_consent", 92, marks=proves("YC-92-4", "YC-92-5")),
    pytest.param("yunyang-2025", "speech_consent", 58, marks=proves("YY-58-2", "YY-58-3")),
]


@pytest.mark.parametrize(("county", "gate", "article"), MEMBERS)
@pytest.mark.parametrize("what", ["on_behalf", "undecided_major"])
def test_a_member_speaks_for_the_government_or_on_what_is_undecided_only_with_consent(desk: Desk, gate, article, what):
    made = desk.draft("speech", what)
    assert desk.not_done(made) == [(gate, article)]
    desk.do(desk.agreed(made))
    assert desk.state(made) == State.DONE


@pytest.mark.parametrize(("county", "gate", "article"), MEMBERS)
def test_a_members_own_article_on_what_is_decided_is_only_put_on_record(desk: Desk, gate, article):
    made = desk.draft("speech")
    with pytest.raises(BadInput, match="没有要求"):
        desk.ask(made)
    desk.do(made)


@pytest.mark.parametrize(("county", "gate", "article"), MEMBERS)
def test_who_is_no_member_of_the_government_is_not_meant(desk: Desk, gate, article):
    made = desk.draft("speech", "on_behalf", person="education_deputy")
    assert Publicity.objects.get(pk=made.pk).speaker == "other"
    desk.do(made)


LEADERS = [
    pytest.param("yangcheng-2021", 92, marks=proves("YC-92-4")),
    pytest.param("yunyang-2025", 58, marks=proves("YY-58-2")),
]


@pytest.mark.parametrize(("county", "article"), LEADERS)
def test_leaders_are_members_too(desk: Desk, article):
    made = desk.draft("speech", "on_behalf", person="schools_deputy", **OFFICE)
    assert desk.not_done(made, by="clerk") == [("speech_consent", article)]


@in_county("toksun-2021")
@proves("TK-74-3")
def test_a_leaders_own_article_is_approved_beforehand_whatever_it_is_about(desk: Desk):
    made = desk.draft("speech", person="schools_deputy", **OFFICE)
    assert desk.not_done(made, by="clerk") == [("leader_speech", 74)]
    desk.do(desk.agreed(made, by="clerk"), by="clerk")


@proves("YG-43-6")
@pytest.mark.parametrize(("what", "person"), [("on_behalf", "education_head"), ("signed_article", "schools_deputy")])
def test_in_yanggao_the_rules_by_which_it_is_done_are_named(desk: Desk, what, person):
    made = desk.draft("speech", what, person=person, basis="")
    assert desk.refused(made) == [("speech_by_rules", 43)]
    named = desk.draft("speech", what, person=person, title="写明依据的文章")
    assert desk.not_done(named) == [("publicity_unasked", 43)]
    desk.agreed(named)
    desk.do(named)


def test_whose_speech_it_is_does_not_decide_on_it(desk: Desk):
    """Asked of him whose article it is, the step goes to whoever acts for him, or is held."""
    made = desk.draft("speech", "signed_article", person="head", **OFFICE)
    desk.reviewed(made, "head", by="clerk")
    step = desk.step(made)
    assert step.assignee_id != desk.cast.head.pk
    with pytest.raises(NotYours):
        desk.decide(made, "head", "approve")


def test_a_speech_names_who_speaks(desk: Desk):
    with pytest.raises(BadInput, match="讲话人"):
        desk.draft("speech", "on_behalf", person=None)


def test_a_speaker_of_another_government_is_none(desk: Desk):
    with pytest.raises(BadInput, match="本政府"):
        desk.draft("speech", "on_behalf", person="stranger")


# --- Letters, inscriptions, books ------------------------------------------------------------------------


@proves("YG-43-4", "YG-43-5")
@pytest.mark.parametrize(
    ("kind", "gate"),
    [("book", "no_book"), ("letter", "no_inscription"), ("words", "no_inscription"), ("preface", "no_inscription")],
)
def test_in_yanggao_they_are_declined_unless_a_special_case_is_approved(desk: Desk, kind, gate):
    made = desk.draft("inscription", says={"inscription_kind": kind})
    assert desk.refused(made) == [(gate, 43)]
    special = desk.draft("inscription", "special_case", says={"inscription_kind": kind}, title="特殊情况")
    assert desk.not_done(special) == [("leader_publication", 43)]
    desk.do(desk.agreed(special))


@in_county("toksun-2021")
@proves("TK-85-1")
def test_in_toksun_only_an_arrangement_of_the_party_committee_is_an_exception(desk: Desk):
    made = desk.draft("inscription", says={"inscription_kind": "letter"})
    assert desk.refused(made) == [("no_inscription", 85)]
    arranged = desk.draft("inscription", "party_arranged", says={"inscription_kind": "letter"}, title="县委安排的贺信")
    desk.do(desk.agreed(arranged))


@in_county("toksun-2021")
def test_an_arrangement_of_the_party_committee_rests_on_something(desk: Desk):
    with pytest.raises(BadInput, match="依据"):
        desk.draft("inscription", "party_arranged", says={"inscription_kind": "letter"}, basis="")


@in_county("yangcheng-2021")
@proves("YC-96-2", "YC-96-3")
@pytest.mark.parametrize(
    ("kind", "place", "refused"),
    [
        ("letter", "event", [("no_letters", 96)]),
        ("words", "commercial", [("no_commercial_words", 96)]),
    ],
)
def test_in_yangcheng_some_are_declined_without_exception(desk: Desk, kind, place, refused):
    made = desk.draft("inscription", says={"inscription_kind": kind, "inscription_for": place})
    assert desk.refused(made) == refused
    with pytest.raises(Exception, match="没有按程序报批"):
        desk.do(made)


@in_county("yangcheng-2021")
@pytest.mark.parametrize(("kind", "place"), [("letter", "commercial"), ("letter", "other"), ("words", "event")])
def test_of_the_others_yangcheng_says_nothing(desk: Desk, kind, place):
    desk.do(desk.draft("inscription", says={"inscription_kind": kind, "inscription_for": place}))


@in_county("taobei-2020")
@proves("TB-96-1")
def test_in_taobei_they_are_declined_but_for_a_special_need(desk: Desk):
    made = desk.draft("inscription", says={"inscription_kind": "words"})
    assert desk.refused(made) == [("no_inscription", 96)]
    desk.agreed(desk.draft("inscription", "special_case", says={"inscription_kind": "words"}, title="特殊需要的题词"))


@in_county("taobei-2020")
@proves("TB-96-2")
def test_what_a_special_need_brought_is_not_published_without_a_reason(desk: Desk):
    made = desk.agreed(desk.draft("inscription", "special_case", says={"inscription_kind": "letter"}))
    assert desk.not_done(made, public=True) == [("inscription_unpublished", 96)]
    done = desk.do(made, public=True, inscription_unpublished="受贺方要求公开宣读")
    assert done.made_public is True
    waiver = desk.matter(made).waivers.get()
    assert (waiver.article, waiver.reason) == (96, "受贺方要求公开宣读")


@in_county("taobei-2020")
def test_not_published_it_needs_no_reason(desk: Desk):
    made = desk.agreed(desk.draft("inscription", "special_case", says={"inscription_kind": "letter"}))
    assert desk.do(made).made_public is False


# --- What else happens on the way ------------------------------------------------------------------------


@in_county("yunyang-2025")
def test_declined_it_ends_there_with_a_reason(desk: Desk):
    made = desk.reviewed(desk.draft("speech", "on_behalf"), "head")
    with pytest.raises(BadInput, match="意见"):
        desk.decide(made, "head", "reject", " ")
    desk.decide(made, "head", "reject", "不宜发表。")
    matter = desk.matter(made)
    assert matter.state == State.DECLINED and matter.closed_at


@in_county("yunyang-2025")
def test_sent_back_it_is_changed_and_asked_for_again(desk: Desk):
    made = desk.ask(desk.draft("speech", "on_behalf"))
    desk.decide(made, "director", "return", "请附全文")
    assert desk.state(made) == State.RETURNED
    desk.agreed(made)
    steps = made.matter.steps.exclude(state=StepState.CANCELLED)
    assert [s.act for s in steps] == ["review", "review", "approve"]


@in_county("yunyang-2025")
def test_where_the_rules_name_nobody_the_office_has_to(desk: Desk):
    made = desk.ask(desk.draft("speech", "on_behalf"))
    step = desk.step(made)
    assert (step.seat.post, step.article) == ("office_director", None) and "未作规定" in step.basis
    with pytest.raises(BadInput, match="由哪位领导审定"):
        desk.decide(made, "director", "review")


@in_county("yunyang-2025")
def test_every_act_leaves_its_line(desk: Desk):
    made = desk.agreed(desk.draft("speech", "on_behalf"))
    desk.do(made)
    acts = JournalEntry.objects.filter(matter=made.pk).order_by("seq").values_list("act", flat=True)
    assert list(acts) == ["open", "ask", "review", "approve", "approved", "do"]
