"""阳城's posts, bodies and who acts for whom."""

import pytest

from govrules import rulebook
from govrules.rulebook.vocabulary import POSTS

BOOK = rulebook.load("yangcheng-2021")
LEADERS = ("executive_deputy", "deputy", "party_group_member")


@pytest.mark.parametrize(
    ("post", "title"),
    [
        ("head", "县长"),
        ("executive_deputy", "常务副县长"),
        ("party_group_member", "县政府党组成员"),
        ("office_secretarial_deputy", "县政府办公室分管文秘工作的副主任"),
        ("enterprise_head", "县管企业主要负责人"),
        ("coal_mine_head", "县管煤矿主要负责人"),
    ],
)
def test_posts_have_the_titles_of_this_county(post, title):
    assert BOOK.post(post).title == title


def test_every_post_that_the_program_knows_has_a_title_here():
    assert {post.key for post in BOOK.posts} == set(POSTS) - {"section_head"}


def test_the_clerks_of_the_organs_are_not_in_these_rules():
    silent = {post.key for post in BOOK.posts if post.silent}
    assert silent == {"department_clerk", "township_clerk", "institution_clerk"}


def test_for_the_head_acts_the_executive_deputy_by_his_post_and_only_while_the_head_is_away():
    (ground,) = BOOK.stand_in("head", {})
    assert (ground.ground, ground.candidates, ground.on) == ("by_post", ("executive_deputy",), ("absence",))
    assert (ground.article, ground.strength, ground.acts) == (5, "must", ())


@pytest.mark.parametrize("post", LEADERS)
def test_for_a_leader_acts_his_pair_while_he_is_away(post):
    (ground,) = BOOK.stand_in(post, {})
    assert (ground.ground, ground.candidates, ground.on) == ("mutual_pair", LEADERS, ("absence",))
    assert (ground.article, ground.acts) == (102, ())


@pytest.mark.parametrize("post", sorted(set(POSTS) - {"head", *LEADERS}))
def test_of_all_others_the_rules_say_nothing(post):
    assert BOOK.stand_in(post, {}) == []


@pytest.mark.parametrize(
    ("post", "article"),
    [
        ("office_director", 8),
        ("office_secretarial_deputy", 75),
        ("department_head", 69),
        ("township_head", 69),
        ("institution_head", 69),
    ],
)
def test_where_silence_could_matter_it_is_written_down(post, article):
    (feature,) = [each for each in BOOK.features if each.chosen_by == "stand_in" and each.params.post == post]
    assert (feature.silent, feature.article, feature.params.grounds) == (True, article, ())


FIVE = {"head", "executive_deputy", "deputy", "party_group_member", "office_director"}
BY_HEAD = [("head", False), ("executive_deputy", True)]


@pytest.mark.parametrize(
    ("body", "article", "members", "chairs", "decides"),
    [
        ("plenary", 50, FIVE | {"department_head"}, [("head", False)], True),
        ("standing", 51, FIVE, BY_HEAD, True),
        ("head_office", 52, FIVE, BY_HEAD, False),
        (
            "special", 53, set(),
            [
                ("head", False), ("executive_deputy", False), ("deputy", False), ("party_group_member", False),
                ("office_director", True), ("office_deputy_director", True),
            ],
            False,
        ),
        (
            "work", 59, set(),
            [
                ("head", False), ("executive_deputy", False), ("deputy", False), ("party_group_member", False),
                ("office_director", False),
            ],
            False,
        ),
    ],
)  # fmt: skip
def test_who_sits_and_who_presides(body, article, members, chairs, decides):
    found = BOOK.body(body)
    assert set(found.members) == members
    assert [(chair.post, chair.entrusted) for chair in found.chairs] == chairs
    assert (found.article, found.decides_major) == (article, decides)


@pytest.mark.parametrize(
    ("body", "quorum"),
    [
        ("plenary", None),
        ("standing", ("half_or_more", "members", 51, "must")),
        ("head_office", ("half_or_more", "leadership", 52, "principle")),
        ("special", None),
        ("work", None),
    ],
)
def test_how_many_must_be_there(body, quorum):
    found = BOOK.body(body).quorum
    assert (found and (found.share, found.of, found.article, found.strength)) == quorum


@pytest.mark.parametrize(("body", "classes"), [("plenary", 5), ("standing", 14), ("head_office", 2), ("special", 4)])
def test_an_item_is_of_one_of_the_meeting_s_tasks(body, classes):
    (gate,) = [g for g in BOOK.gates_for("propose_item", {"body": body}) if g.check == "business_class"]
    assert len(BOOK.body(body).business) == gate.params["classes"] == classes


def test_a_disagreement_is_coordinated_by_the_host_s_leader_helped_by_the_office():
    feature = BOOK.feature("disagreement_coordination")
    params = feature.params
    assert (params.coordinator, params.whose) == ("portfolio_leader", "portfolio_of_organ")
    assert (params.assistant, feature.article) == ("office_deputy_director", 55)


def test_a_request_needs_words_and_only_a_report_can_be_circled():
    feature = BOOK.feature("circling")
    assert (feature.params.request, feature.params.report, feature.params.explicit) == (None, "read", True)
    assert (feature.article, feature.strength) == (71, "must")


@pytest.mark.parametrize(
    ("key", "article"),
    [
        ("supervision_13710", 87), ("institutions_as_departments", 103), ("commencement", 104),
        ("meeting_organizer", 56), ("task_entrustment", 7), ("ab_roles", 102), ("portfolios", 7),
        ("processing_limits", 69),
    ],
)  # fmt: skip
def test_other_features_cite_their_article(key, article):
    assert BOOK.feature(key).article == article


@pytest.mark.parametrize("key", ["composition", "no_meeting_leave", "first_topic_study"])
def test_what_the_rules_do_not_have(key):
    assert BOOK.feature(key) is None
