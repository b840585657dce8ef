"""What the five rulebooks say of meetings beside gates and ways: who sits by, how long one speaks, what is in force."""

import pytest

from govrules.rulebook import load
from tests.proves import proves
from tests.rulebook.meeting_gates import BOOKS, book

SITTING = {
    ("yanggao", "standing"): ((), (), ("congress", "cppcc", "discipline"), ()),
    ("yangcheng", "plenary"): ((), (), (), ("vertical_organs",)),
    ("yangcheng", "standing"): (("office_deputy_director",), (), (), ()),
    ("yangcheng", "head_office"): (("office_deputy_director",), (), (), ()),
    ("toksun", "standing"): (
        (), ("legality", "development", "finance", "audit", "housing", "natural_resources"), (),
        ("stakeholders", "public_representatives", "experts", "media"),
    ),
    ("yunyang", "standing"): (
        ("office_director", "office_deputy_director"),
        ("development", "legality", "finance", "audit", "statistics", "press"),
        ("congress", "cppcc", "party_committee"),
        ("media", "deputies_to_congress", "cppcc_members", "public_representatives"),
    ),
    ("taobei", "plenary"): (("township_head",), (), (), ()),
    ("taobei", "standing"): ((), (), (), ()),
}  # fmt: skip


@pytest.mark.parametrize(("county", "body"), SITTING)
def test_who_sits_by_without_a_vote(county, body):
    found = book(county).body(body)
    assert (found.fixed, found.attend_fields, found.invited, found.may_invite) == SITTING[county, body]


def test_yunyang_may_invite_to_the_plenary_and_must_not():
    plenary = book("yunyang").body("plenary")
    assert plenary.invited == ()
    assert {"party_committee", "congress", "court", "armed_forces", "counsel"} <= set(plenary.may_invite)


def test_only_yangcheng_limits_how_long_is_spoken():
    having = [county for county in BOOKS if book(county).feature("speaking_limits")]
    assert having == ["yangcheng"]
    feature = book("yangcheng").feature("speaking_limits")
    limits = feature.params
    assert (limits.report_minutes, limits.meeting_minutes, limits.speakers, limits.speech_minutes) == (10, 60, 4, 5)
    assert (limits.report_bodies, limits.important_exempt) == (("standing",), True)
    assert (feature.article, feature.strength) == (65, "principle")


def test_the_head_speaks_last_in_taobei_alone_and_the_process_is_recorded():
    assert [county for county in BOOKS if book(county).feature("head_speaks_last")] == ["taobei"]
    feature = book("taobei").feature("head_speaks_last")
    assert (feature.params.when, feature.article, feature.strength) == ({"major_issue": True}, 29, "must")
    assert book("taobei").feature("decision_record").article == 29


EFFECT = {"yangcheng": ("meeting_end", 58), "toksun": ("minutes_issued", 54)}


@pytest.mark.parametrize("county", BOOKS)
def test_from_when_a_decision_holds(county):
    found = book(county).feature("effect_of_decisions")
    assert ((found.params.begins, found.article) if found else None) == EFFECT.get(county)


PUBLISHED = {"yangcheng": 33, "toksun": 35, "yunyang": 30, "taobei": 35}


@pytest.mark.parametrize("county", BOOKS)
def test_what_the_two_deciding_meetings_settle_is_published_where_the_rules_say_so(county):
    found = book(county).feature("publication_of_decisions")
    assert (found.article if found else None) == PUBLISHED.get(county)
    if found:
        assert found.params.bodies == ("plenary", "standing")


STAND_IN = {"yangcheng": ("named", True), "yunyang": ("deputy", False)}


@pytest.mark.parametrize("county", BOOKS)
def test_who_comes_in_an_excused_head_s_place(county):
    found = book(county).feature("stand_in_at_meeting")
    assert ((found.params.who, found.params.speaks_for_organ) if found else None) == STAND_IN.get(county)


@pytest.mark.parametrize(
    ("county", "facts", "strength"),
    [
        ("toksun", {"called_by_deputy": True}, "principle"),
        ("toksun", {"called_by_deputy": False}, None),
        ("yunyang", {}, "must"),
        ("yangcheng", {}, None),
    ],
)
def test_where_a_special_meeting_has_minutes_only_if_needed(county, facts, strength):
    found = book(county).feature("optional_minutes", facts)
    assert (found.strength if found else None) == strength


@pytest.mark.parametrize(("scope", "leader", "main"), [
    ("overall", "office_director", "office"), ("special", "office_deputy_director", "host"),
])  # fmt: skip
def test_who_does_the_work_of_a_working_meeting(scope, leader, main):
    found = book("yangcheng").feature("event_organizer", {"scope": scope}).params
    assert (found.leader, found.main) == (leader, main)


def test_one_comes_five_minutes_early_in_yangcheng():
    assert [county for county in BOOKS if book(county).feature("arrive_before")] == ["yangcheng"]
    assert book("yangcheng").feature("arrive_before").params.minutes == 5


@pytest.mark.parametrize("county", BOOKS)
def test_every_class_of_business_says_what_it_is_about(county):
    for body in book(county).bodies:
        assert len(set(body.business_texts)) == len(body.business_texts), body.key
        assert all(body.business_texts)


@pytest.mark.parametrize("rulebook", BOOKS.values())
def test_meeting_leave_is_consented_to_or_filed_as_the_article_says(rulebook):
    """阳城 63: the organs' people file with the office, the leaders ask the head; 阳高 24 does not say whom."""
    acts = {
        post: [step.act for step in load(rulebook).route(
            "meeting_leave", {"body": "standing", "leave_post": post}).steps]
        for post in ("deputy", "department_head")
    }  # fmt: skip
    assert (acts["deputy"], acts["department_head"]) == {
        "yanggao-2024": ([], []), "yangcheng-2021": (["approve"], ["file"]),
        "toksun-2021": (["approve"], ["approve"]), "yunyang-2025": (["approve"], ["review", "approve"]),
        "taobei-2020": (["consent"], ["consent"]),
    }[rulebook]  # fmt: skip


@pytest.mark.parametrize(
    ("county", "provision"),
    [
        pytest.param("yunyang", "YY-45-6", marks=proves("YY-45-6")),
        pytest.param("taobei", "TB-58-7", marks=proves("TB-58-7")),
    ],
)
def test_a_plenary_s_item_is_settled_by_the_head_or_by_the_standing_meeting(county, provision):
    """由常务会议或主要负责人确定: what the standing meeting has passed the office only takes up."""
    ways = {
        passed: book(county).route("agenda_item", {"body": "plenary", "standing_passed": passed})
        for passed in (False, True)
    }
    assert [[(s.act, s.post) for s in way.steps] for way in ways.values()] == [
        [("approve", "head")], [("review", "office_director")],
    ]  # fmt: skip
    assert all(provision in way.carries for way in ways.values())
