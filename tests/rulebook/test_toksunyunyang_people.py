"""托克逊's and 云阳's posts, bodies and who acts for whom, as the rules have them."""

import pytest

from govrules.rulebook.vocabulary import POSTS
from tests.rulebook.toksunyunyang import BOOKS, TOKSUN, YUNYANG

DEPUTIES = ("executive_deputy", "deputy", "party_group_member")
# The rules know neither of these; a government that has them gives them no power by these rules.
UNKNOWN = {"office_secretarial_deputy", "enterprise_head", "coal_mine_head", "section_head"}


@pytest.mark.parametrize("county", BOOKS)
@pytest.mark.parametrize(
    ("post", "title"),
    [
        ("head", "县长"),
        ("executive_deputy", "常务副县长"),
        ("deputy", "副县长"),
        ("party_group_member", "县政府党组成员"),
    ],
)
def test_posts_have_the_titles_of_these_counties(county, post, title):
    assert BOOKS[county].post(post).title == title
    assert not BOOKS[county].post(post).silent, "both name party group members beside the deputies"


@pytest.mark.parametrize("county", BOOKS)
def test_every_post_that_the_rules_know_has_a_title(county):
    assert {post.key for post in BOOKS[county].posts} == set(POSTS) - UNKNOWN


@pytest.mark.parametrize("county", BOOKS)
def test_for_the_head_acts_only_the_executive_deputy_and_only_when_entrusted(county):
    (ground,) = BOOKS[county].stand_in("head", {})
    assert (ground.ground, ground.candidates, ground.on) == ("entrustment", ("executive_deputy",), ("absence",))
    assert (ground.article, ground.strength, ground.acts) == (5, "must", ())


@pytest.mark.parametrize("post", DEPUTIES)
def test_toksun_knows_no_ab_roles(post):
    assert TOKSUN.stand_in(post, {}) == []
    assert TOKSUN.feature("ab_roles") is None


@pytest.mark.parametrize("post", ["executive_deputy", "deputy"])
def test_yunyang_deputies_are_in_ab_roles(post):
    (ground,) = YUNYANG.stand_in(post, {})
    assert (ground.ground, ground.on, ground.article) == ("ab_pair", ("absence",), 5)
    assert ground.candidates == ("executive_deputy", "deputy")


def test_yunyang_the_ab_roles_are_the_deputies_not_the_party_group_members():
    assert YUNYANG.stand_in("party_group_member", {}) == []
    assert YUNYANG.feature("ab_roles").params.posts == ("executive_deputy", "deputy")


@pytest.mark.parametrize(
    ("post", "candidate"), [("department_head", "department_deputy"), ("institution_head", "institution_deputy")]
)
def test_toksun_an_organ_asked_for_its_view_may_answer_by_another_of_its_leaders(post, candidate):
    (ground,) = TOKSUN.stand_in(post, {})
    assert (ground.ground, ground.candidates, ground.article) == ("responsible_person", (candidate,), 62)
    assert ground.acts == ("countersign",), "the host's own request its main head signs himself"


@pytest.mark.parametrize(
    ("post", "candidate"),
    [
        ("department_head", "department_deputy"),
        ("institution_head", "institution_deputy"),
        ("township_head", "township_deputy"),
    ],
)
def test_yunyang_a_main_head_is_replaced_only_by_whom_he_named_in_asking_leave(post, candidate):
    (ground,) = YUNYANG.stand_in(post, {})
    assert (ground.ground, ground.on, ground.candidates) == ("arrangement", ("absence",), (candidate,))
    assert ground.article == 59


@pytest.mark.parametrize(
    ("county", "post", "article"),
    [
        ("toksun", "executive_deputy", 5), ("toksun", "deputy", 7), ("toksun", "party_group_member", 7),
        ("toksun", "office_director", 8), ("toksun", "township_head", 76), ("yunyang", "party_group_member", 5),
        ("yunyang", "office_director", 7),
    ],
)  # fmt: skip
def test_where_silence_could_matter_it_is_written_down(county, post, article):
    found = [f for f in BOOKS[county].features if f.chosen_by == "stand_in" and f.params.post == post]
    assert [(f.silent, f.article, f.params.grounds) for f in found] == [(True, article, ())]


LEADERSHIP = {"head", *DEPUTIES}


@pytest.mark.parametrize(
    ("county", "body", "members", "decides"),
    [
        ("toksun", "plenary", LEADERSHIP | {"department_head"}, True),
        ("toksun", "standing", LEADERSHIP | {"office_director"}, True),
        ("toksun", "head_office", set(), False),
        ("toksun", "special", set(), False),
        ("toksun", "party_group", set(), False),
        ("yunyang", "plenary", LEADERSHIP | {"department_head"}, True),
        ("yunyang", "standing", LEADERSHIP, True),
        ("yunyang", "head_office", LEADERSHIP, False),
        ("yunyang", "special", set(), False),
        ("yunyang", "party_group", set(), False),
    ],
)
def test_who_sits(county, body, members, decides):
    found = BOOKS[county].body(body)
    assert set(found.members) == members
    assert found.decides_major is decides


@pytest.mark.parametrize(
    ("county", "body", "chairs"),
    [
        ("toksun", "plenary", [("head", False)]),
        ("toksun", "standing", [("head", False)]),
        ("toksun", "head_office", [("head", False), ("executive_deputy", True), ("deputy", True)]),
        ("toksun", "special", [("head", False), *((post, False) for post in DEPUTIES)]),
        ("toksun", "party_group", []),
        ("yunyang", "plenary", [("head", False)]),
        ("yunyang", "standing", [("head", False), ("executive_deputy", True)]),
        ("yunyang", "head_office", [("head", False)]),
        (
            "yunyang", "special",
            [("head", False), *((post, False) for post in DEPUTIES), ("office_director", True),
             ("office_deputy_director", True)],
        ),
        ("yunyang", "party_group", [("head", False)]),
    ],
)  # fmt: skip
def test_who_presides(county, body, chairs):
    assert [(chair.post, chair.entrusted) for chair in BOOKS[county].body(body).chairs] == chairs


@pytest.mark.parametrize("county", BOOKS)
def test_no_meeting_of_these_counties_has_a_quorum_by_these_rules(county):
    assert {body.quorum for body in BOOKS[county].bodies} == {None}


@pytest.mark.parametrize(
    ("county", "fields", "invited"),
    [
        ("toksun", {"legality", "development", "finance", "audit", "housing", "natural_resources"}, set()),
        (
            "yunyang",
            {"development", "legality", "finance", "audit", "statistics", "press"},
            {"congress", "cppcc", "party_committee"},
        ),
    ],
)
def test_who_always_sits_in_at_the_standing_meeting(county, fields, invited):
    standing = BOOKS[county].body("standing")
    assert (set(standing.attend_fields), set(standing.invited)) == (fields, invited)


@pytest.mark.parametrize(
    ("county", "key", "article"),
    [
        ("toksun", "head_responsibility", 5), ("toksun", "portfolios", 7), ("toksun", "processing_limits", 79),
        ("toksun", "meeting_organizer", 55), ("toksun", "no_meeting_leave", 53), ("toksun", "commencement", 87),
        ("toksun", "institutions_as_departments", 86), ("yunyang", "composition", 4), ("yunyang", "portfolios", 5),
        ("yunyang", "processing_limits", 52), ("yunyang", "meeting_organizer", 50), ("yunyang", "commencement", 71),
        ("yunyang", "institutions_as_departments", 69), ("toksun", "duty_roster", 76),
    ],
)  # fmt: skip
def test_other_features_cite_their_article(county, key, article):
    assert BOOKS[county].feature(key).article == article


@pytest.mark.parametrize(
    "key", ["circling", "disagreement_coordination", "first_topic_study", "supervision_13710", "duty_roster"]
)
def test_yunyang_does_not_know_what_its_rules_do_not_name(key):
    assert YUNYANG.feature(key) is None


@pytest.mark.parametrize("county", BOOKS)
def test_party_group_members_hold_portfolios_like_deputies(county):
    assert BOOKS[county].feature("portfolios").params.posts == DEPUTIES


def test_duty_in_toksun_is_kept_round_the_clock_and_led():
    duty = TOKSUN.feature("duty_roster").params
    assert (duty.hours, duty.organs) == (24, ("office", "department", "township", "institution"))
    assert duty.main_heads == ("head", "department_head", "township_head", "institution_head")
    assert set(duty.main_heads) <= set(duty.leaders)
    assert not any(post.endswith("_clerk") for post in duty.leaders)
