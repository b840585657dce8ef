"""洮北's posts and bodies, and the grounds on which somebody acts for another."""

import pytest

from govrules import rulebook
from govrules.rulebook.vocabulary import BODIES, POSTS

BOOK = rulebook.load("taobei-2020")


@pytest.mark.parametrize(
    ("post", "title"),
    [
        ("head", "区长"),
        ("executive_deputy", "常务副区长"),
        ("deputy", "副区长"),
        ("party_group_member", "区政府党组成员"),
        ("office_director", "区政府办公室主任"),
        ("office_deputy_director", "区政府办公室副主任"),
        ("department_deputy", "部门分管负责人"),
        ("township_head", "乡（镇）政府、街道办事处主要负责人"),
        ("portfolio_leader", "区政府分管领导"),
    ],
)
def test_posts_have_the_titles_of_this_district(post, title):
    assert BOOK.post(post).title == title


def test_every_post_that_the_program_knows_has_a_title_here_and_no_county_is_meant():
    assert {post.key for post in BOOK.posts} == set(POSTS)
    assert [post.title for post in BOOK.posts if "县" in post.title] == []


def test_which_posts_the_rules_do_not_mention():
    assert {post.key for post in BOOK.posts if post.silent} == {
        "office_secretarial_deputy", "enterprise_head", "coal_mine_head",
    }  # fmt: skip


def test_the_government_is_head_deputies_and_heads_of_departments():
    feature = BOOK.feature("composition")
    assert feature.article == 10
    assert feature.params.posts == ("head", "executive_deputy", "deputy", "department_head")


def told(post):
    (ground,) = BOOK.stand_in(post, {})
    return ground.ground, ground.on, ground.candidates, ground.acts, ground.article


LEADERS = ("executive_deputy", "deputy")
AWAY, AWAY_OR_EMPTY = ("absence",), ("absence", "vacancy")


@pytest.mark.parametrize(
    ("post", "ground"),
    [
        ("head", ("entrustment", AWAY, ("executive_deputy",), (), 15)),
        ("executive_deputy", ("arrangement", AWAY, LEADERS, (), 15)),
        ("deputy", ("arrangement", AWAY, LEADERS, (), 15)),
        ("department_head", ("entrustment", AWAY_OR_EMPTY, ("department_deputy",), ("sign", "countersign"), 67)),
        ("township_head", ("entrustment", AWAY_OR_EMPTY, ("township_deputy",), ("sign", "countersign"), 67)),
        ("institution_head", ("entrustment", AWAY_OR_EMPTY, ("institution_deputy",), ("sign", "countersign"), 67)),
    ],
)
def test_on_which_ground_somebody_acts_for_a_post(post, ground):
    assert told(post) == ground


def test_there_are_no_ab_pairs_here():
    assert BOOK.feature("ab_roles") is None


@pytest.mark.parametrize("post", sorted(set(POSTS) - {
    "head", "executive_deputy", "deputy", "department_head", "township_head", "institution_head",
}))  # fmt: skip
def test_of_all_others_the_rules_say_nothing(post):
    assert BOOK.stand_in(post, {}) == []


@pytest.mark.parametrize(("post", "article"), [("office_director", 68), ("party_group_member", 59)])
def test_where_silence_could_matter_it_is_written_down(post, article):
    (feature,) = [each for each in BOOK.features if each.chosen_by == "stand_in" and each.params.post == post]
    assert (feature.silent, feature.article, feature.params.grounds) == (True, article, ())


HEAD, EXECUTIVE = ("head", False), ("executive_deputy", True)


@pytest.mark.parametrize(
    ("body", "members", "chairs", "quorum", "classes", "decides"),
    [
        ("plenary", {"head", *LEADERS, "department_head"}, [HEAD, EXECUTIVE], "more_than_half", 4, True),
        ("party_group", set(), [HEAD], None, 8, True),
        ("standing", {"head", *LEADERS}, [HEAD, EXECUTIVE], "half_or_more", 9, True),
        ("head_office", {"head", *LEADERS}, [HEAD, EXECUTIVE], None, 2, False),
        ("special", set(), [HEAD, ("executive_deputy", False), ("deputy", False)], None, 4, False),
    ],
)
def test_who_sits_who_presides_how_many_and_what_for(body, members, chairs, quorum, classes, decides):
    found = BOOK.body(body)
    assert set(found.members) == members
    assert [(chair.post, chair.entrusted) for chair in found.chairs] == chairs
    assert (found.quorum and found.quorum.share) == quorum
    assert len(found.business) == classes
    assert found.decides_major is decides


@pytest.mark.parametrize(("body", "article"), [("plenary", 58), ("standing", 60)])
def test_a_quorum_is_of_the_members_and_a_plain_order(body, article):
    quorum = BOOK.body(body).quorum
    assert (quorum.of, quorum.article, quorum.strength) == ("members", article, "must")


def test_the_five_meetings_are_those_of_article_57():
    assert {body.key for body in BOOK.bodies if 57 in body.articles} == {body.key for body in BOOK.bodies}
    assert set(BODIES) - {body.key for body in BOOK.bodies} == {"work"}


def test_the_classes_of_business_are_as_many_as_the_gates_say():
    gates = [gate for gate in BOOK.gates if gate.check == "business_class"]
    assert {gate.when["body"]: gate.params["classes"] for gate in gates} == {
        body.key: len(body.business) for body in BOOK.bodies
    }


def test_a_disagreement_is_coordinated_by_the_leader_in_charge():
    params = BOOK.feature("disagreement_coordination").params
    assert (params.coordinator, params.whose, params.assistant) == ("portfolio_leader", "portfolio_of_organ", None)


def test_what_a_circled_name_means_is_not_in_the_rules():
    feature = BOOK.feature("circling")
    assert (feature.silent, feature.params.request, feature.params.report, feature.params.explicit) == (
        True, None, None, False,
    )  # fmt: skip
