"""The demo of a day: every government with a leadership, some twenty organs, and documents in every state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest

from documents.consultation.models import Consultation
from documents.dispatch.models import Series
from documents.submission.models import Submission
from govrules.core.deadlines.models import Deadline, SweepRun
from govrules.core.journal.models import JournalEntry
from govrules.core.matters.models import Matter, Step, StepState
from govrules.core.office.models import ABPair, Account, Appointment, Government, Official, Organ, Seat
from govrules.core.office.queries import adoption_on, book_of
from govrules.demo.loader import OPERATOR, PLACES, logins, shown
from govrules.demo.players import SHOWS_AS
from govrules.demo.playing import script
from govrules.demo.story import Story
from govrules.rulebook.vocabulary import FIELDS

DAYS = ["2026-06-01", "2027-03-01"]  # in the second nobody has published the year's holidays yet
pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("demo"),
    pytest.mark.django_db,
    pytest.mark.parametrize("stories", DAYS, indirect=True),
]
Stories = Mapping[str, Story]
STATES = {
    "draft", "consulting", "signing", "submitted", "leaders", "approved", "answered", "returned", "rejected",
}  # fmt: skip
# The silence of an organ has no effect while the year is not published: these wait, and say why.
WAIT_FOR_THE_NOTICE = {("yangcheng", "canteens"), ("toksun", "apricot_festival")}


@pytest.mark.parametrize("place", PLACES)
def test_there_are_documents_in_every_state(stories: Stories, place: str) -> None:
    found = set(submitted(stories[place]).values_list("state", flat=True))
    assert found >= STATES, STATES - found


@pytest.mark.parametrize("place", PLACES)
def test_what_an_office_meets_is_all_there(stories: Stories, place: str) -> None:
    """A silent organ, a disagreement set out, a stand-in, a step that is held, a report being read, a reply on its
    way to be signed, a dispatch of the office's own."""
    mine = submitted(stories[place])
    live = Step.objects.filter(matter__in=mine, state=StepState.PENDING)
    assert Consultation.objects.filter(submission__matter__in=mine, step__state=StepState.PENDING).exists()
    assert (
        Submission.objects.filter(matter__in=mine, consultations__step__opinion_kind="disagree")
        .exclude(proposal="")
        .exists()
    )
    assert live.exclude(ground="holder").exists()
    assert Step.objects.filter(matter__in=mine, state=StepState.HELD).exists()
    assert live.filter(act="read", matter__submission__doc_kind="report").exists()
    assert replies(stories[place]).filter(state="in_signing").exists()
    assert replies(stories[place]).filter(state="issued").exclude(number="").exists()
    assert of(stories[place]).filter(kind="dispatch", parent=None, state="issued").exists()


@pytest.mark.parametrize("place", PLACES[1:])
def test_every_document_of_a_file_is_where_the_file_wants_it(stories: Stories, place: str) -> None:
    story = stories[place]
    told = script(place, story.year)
    astray = {
        plan["key"]: (plan["until"], story.refused.get(plan["key"], ""))
        for plan in [*told["documents"], *told["dispatches"]]
        if last(story, plan["key"]).state != SHOWS_AS.get(plan["until"], plan["until"])
    }
    expected = {key for where, key in WAIT_FOR_THE_NOTICE if where == place} if story.year == 2027 else set()
    assert astray.keys() == expected, astray


@pytest.mark.parametrize("place", PLACES)
def test_a_leadership_and_some_twenty_organs(stories: Stories, place: str) -> None:
    government = stories[place].office.government
    posts = Counter(Seat.objects.filter(government=government, organ=None).values_list("post", flat=True))
    assert (posts["head"], posts["executive_deputy"]) == (1, 1)
    assert 4 <= posts["deputy"] <= 6 or posts["deputy"] + posts["party_group_member"] >= 4
    office = Counter(Seat.objects.filter(organ__government=government).values_list("post", flat=True))
    assert office["office_director"] == 1
    assert office["office_deputy_director"] + office["office_secretarial_deputy"] >= 2
    assert office["office_clerk"] >= 3
    kinds = Counter(Organ.objects.filter(government=government).values_list("kind", flat=True))
    assert kinds["department"] >= 18 and kinds["township"] >= 4 and kinds["institution"] >= 2
    assert not Seat.objects.filter(government=government, appointments=None).exists()


@pytest.mark.parametrize("place", PLACES)
def test_every_organ_has_its_leader_and_the_fields_have_theirs(stories: Stories, place: str) -> None:
    organs = Organ.objects.filter(government=stories[place].office.government)
    assert not organs.filter(leaders=None).exists()
    known = {field for organ in organs for field in organ.fields}
    assert known >= {FIELDS[key] for key in ("legality", "competition", "finance", "audit")}


@pytest.mark.parametrize("place", PLACES)
def test_the_posts_are_those_that_its_rules_name(stories: Stories, place: str) -> None:
    story = stories[place]
    named = {post.key for post in book_of(adoption_on(story.office.government, story.line.today)).posts}
    filled = set(Seat.objects.filter(government=story.office.government).values_list("post", flat=True))
    assert filled <= named


def test_each_county_has_the_pairs_that_it_knows(stories: Stories) -> None:
    pairs = Counter(ABPair.objects.values_list("seat__government__key", flat=True))
    assert pairs == {"yanggao": 6, "yangcheng": 3, "yunyang": 6}


@pytest.mark.parametrize("place", PLACES)
def test_numbers_are_drawn_in_each_name(stories: Stories, place: str) -> None:
    names = set(Series.objects.filter(government=stories[place].office.government).values_list("in_name_of", flat=True))
    assert names == {"county", "office"}


def test_no_two_governments_share_anything(stories: Stories) -> None:
    assert Government.objects.count() == len(PLACES)
    for path in ("official__government", "seat__organ__government"):
        rows = Appointment.objects.exclude(**{path: None}).values_list("seat__government", path)
        assert all(one == other for one, other in rows)
    for path in ("matter__organ__government", "assignee__government", "seat__government", "decided_by__government"):
        rows = Step.objects.exclude(**{path: None}).values_list("matter__government", path)
        assert all(one == other for one, other in rows)
    twice = [name for name, times in Counter(Official.objects.values_list("name", flat=True)).items() if times > 1]
    assert twice == []


def test_every_log_in_that_is_shown_exists(stories: Stories) -> None:
    known = dict(Account.objects.values_list("username", "official__government__key"))
    for place in PLACES:
        assert {known.get(name) for name, _ in shown(place)} == {place}
    assert OPERATOR[0] in known
    assert all(name in logins() for place in PLACES for name, _ in shown(place))


def test_everybody_else_has_a_log_in_too(stories: Stories) -> None:
    assert not Official.objects.filter(account=None).exists()
    prefixes = {a.username.partition("-")[0] for a in Account.objects.filter(official__government__key="yunyang")}
    assert prefixes == {"yy"}


# --- what is typical of each ---


def test_money_goes_through_finance_and_audit_and_the_card_has_its_chain(stories: Stories) -> None:
    story = stories["yangcheng"]
    asked = Step.objects.filter(matter=story.docs["tourist_road"], act="opine").values_list("organ__key", flat=True)
    assert {"caizheng", "shenji"} <= set(asked)
    card = last(story, "tourist_road").steps.order_by("group").values_list("post", flat=True)
    assert list(card) == ["office_clerk", "office_secretarial_deputy", "deputy", "office_director", "head"]


def test_a_circle_is_assent_and_the_executive_deputy_signs(stories: Stories) -> None:
    story = stories["toksun"]
    circled = Step.objects.get(matter=story.docs["canals"], opinion_kind="circle")
    assert (circled.act, circled.opinion) == ("approve", "")
    assert last(story, "canals").steps.get(act="sign").post == "executive_deputy"
    assert Step.objects.get(matter=story.docs["logistics"], act="approve").state == StepState.HELD


def test_who_does_not_answer_blocks_and_two_portfolios_countersign(stories: Stories) -> None:
    story = stories["yunyang"]
    silent = Consultation.objects.get(submission=story.docs["live_streams"], step__state=StepState.PENDING)
    assert len(silent.reminders) == 2 and not Deadline.objects.filter(step=silent.step).exists()
    assert last(story, "riverside_park").steps.filter(act="countersign").count() == 2
    attributes = Submission.objects.filter(matter__in=submitted(story).exclude(state="draft"))
    assert not attributes.filter(disclosure="").exists()


def test_urgent_ones_have_their_limits_and_go_side_by_side(stories: Stories) -> None:
    story = stories["taobei"]
    steps = Step.objects.filter(matter=story.docs["embankment"], act="approve", state=StepState.PENDING)
    assert len({step.group for step in steps}) == 1 and steps.count() == 2
    limits = dict(Deadline.objects.filter(step=None, matter__in=submitted(story)).values_list("rule", "count"))
    assert limits["processing_extra_important"] == 3 and limits["processing_extra"] == 5
    assert limits["processing_urgent"] == 7 and limits["processing_ordinary"] == 14
    major = Submission.objects.get(pk=story.docs["library_hours"])
    assert "collectively_discussed" in major.declared
    assert major.matter.attachments.filter(name__contains="纪要").exists()


def test_the_sweep_went_well_and_nothing_lies_ahead(stories: Stories) -> None:
    story = stories["yanggao"]
    assert not SweepRun.objects.exclude(failed=0).exists()
    assert not JournalEntry.objects.filter(at__gt=story.line.as_of).exists()


def of(story: Story):
    return Matter.objects.filter(government=story.office.government)


def submitted(story: Story):
    return of(story).filter(kind="submission")


def replies(story: Story):
    return of(story).filter(kind="dispatch").exclude(parent=None)


def last(story: Story, key: str) -> Matter:
    """The reply that a document led to, else the document."""
    made = story.docs[key]
    return Matter.objects.filter(parent=made, kind="dispatch").first() or Matter.objects.get(pk=made)
