"""阳高's posts, bodies and who acts for whom."""

import pytest

from govrules import rulebook
from govrules.rulebook.vocabulary import POSTS

BOOK = rulebook.load("yanggao-2024")


@pytest.mark.parametrize(
    ("post", "title"),
    [
        ("head", "县长"),
        ("executive_deputy", "常务副县长"),
        ("deputy", "副县长"),
        ("office_director", "县政府办公室主任"),
        ("department_head", "部门主要负责人"),
        ("township_head", "乡（镇）长"),
        ("portfolio_leader", "县政府分管领导"),
    ],
)
def test_posts_have_the_titles_of_this_county(post, title):
    assert BOOK.post(post).title == title


def test_every_post_of_a_county_s_own_government_has_a_title_here():
    elsewhere = {"office_secretarial_deputy", "enterprise_head", "coal_mine_head", "section_head"}
    assert {post.key for post in BOOK.posts} == set(POSTS) - elsewhere


def test_party_group_members_are_not_in_these_rules():
    assert BOOK.post("party_group_member").silent
    assert "party_group_member" not in BOOK.feature("composition").params.posts


def test_the_government_is_head_deputies_and_heads_of_departments():
    feature = BOOK.feature("composition")
    assert feature.article == 4
    assert feature.params.posts == ("head", "executive_deputy", "deputy", "department_head")


def test_for_the_head_acts_whom_he_entrusts_any_deputy_and_only_while_he_is_away():
    (ground,) = BOOK.stand_in("head", {})
    assert ground.ground == "entrustment"
    assert ground.candidates == ("executive_deputy", "deputy")
    assert ground.on == ("absence",)
    assert (ground.article, ground.strength) == (5, "may")
    assert ground.acts == ()


@pytest.mark.parametrize("post", ["executive_deputy", "deputy"])
def test_for_a_deputy_acts_his_pair_away_or_vacant(post):
    (ground,) = BOOK.stand_in(post, {})
    assert ground.ground == "ab_pair"
    assert ground.on == ("absence", "vacancy")
    assert ground.candidates == ("executive_deputy", "deputy")
    assert ground.article == 5


@pytest.mark.parametrize(
    ("post", "candidate"),
    [("department_head", "department_deputy"), ("institution_head", "institution_deputy")],
)
def test_an_organ_asked_for_its_view_may_answer_by_another_of_its_leaders(post, candidate):
    (ground,) = BOOK.stand_in(post, {})
    assert ground.ground == "responsible_person"
    assert ground.candidates == (candidate,)
    assert ground.acts == ("countersign",), "the host's own request its main head signs himself"
    assert ground.article == 31


@pytest.mark.parametrize("post", sorted(set(POSTS) - {
    "head", "executive_deputy", "deputy", "department_head", "institution_head",
}))  # fmt: skip
def test_of_all_others_the_rules_say_nothing(post):
    assert BOOK.stand_in(post, {}) == []


@pytest.mark.parametrize(
    ("post", "article"), [("office_director", 33), ("party_group_member", 5), ("township_head", 43)]
)
def test_where_silence_could_matter_it_is_written_down(post, article):
    (feature,) = [each for each in BOOK.features if each.chosen_by == "stand_in" and each.params.post == post]
    assert (feature.silent, feature.article, feature.params.grounds) == (True, article, ())


@pytest.mark.parametrize(
    ("body", "members", "chairs", "decides"),
    [
        ("plenary", {"head", "executive_deputy", "deputy", "department_head"}, [("head", False)], True),
        ("standing", {"head", "executive_deputy", "deputy"}, [("head", False)], True),
        ("head_office", set(), [("head", False), ("executive_deputy", True), ("deputy", True)], False),
        ("special", set(), [("head", False), ("executive_deputy", False), ("deputy", False)], False),
    ],
)
def test_who_sits_and_who_presides(body, members, chairs, decides):
    found = BOOK.body(body)
    assert set(found.members) == members
    assert [(chair.post, chair.entrusted) for chair in found.chairs] == chairs
    assert found.decides_major is decides


def test_no_meeting_of_this_county_has_a_quorum_by_these_rules():
    assert [body.quorum for body in BOOK.bodies] == [None] * 4


def test_the_standing_meeting_has_three_guests_and_seven_tasks():
    standing = BOOK.body("standing")
    assert standing.invited == ("congress", "cppcc", "discipline")
    assert len(standing.business) == BOOK.gate("item_business").params["classes"] == 7


def test_the_two_formal_meetings_are_those_of_article_18():
    assert {body.key for body in BOOK.bodies if 18 in body.articles} == {"plenary", "standing"}


def test_study_is_first_at_the_standing_meeting_under_the_head():
    study = BOOK.feature("first_topic_study").params
    assert (study.body, study.position, study.chair, study.theme_by) == ("standing", 1, "head", "head")
    assert "township_head" in study.joined_by


def test_a_disagreement_is_coordinated_by_the_host_s_leader_helped_by_the_office():
    params = BOOK.feature("disagreement_coordination").params
    assert (params.coordinator, params.whose) == ("portfolio_leader", "portfolio_of_organ")
    assert params.assistant == "office_deputy_director"


@pytest.mark.parametrize(
    ("key", "article"),
    [
        ("supervision_13710", 39), ("institutions_as_departments", 45), ("commencement", 46),
        ("meeting_organizer", 23), ("no_meeting_leave", 24), ("task_entrustment", 5), ("ab_roles", 5),
    ],
)  # fmt: skip
def test_other_features_cite_their_article(key, article):
    assert BOOK.feature(key).article == article
