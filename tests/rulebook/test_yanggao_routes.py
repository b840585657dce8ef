"""阳高's routes: through whom a matter goes, by its facts, and what is left to the office."""

from itertools import product

import pytest

from govrules import rulebook
from govrules.rulebook import RouteError
from govrules.rulebook.vocabulary import BODIES, FACTS

BOOK = rulebook.load("yanggao-2024")


def way(kind, **facts):
    """The steps as short words: act, post, and for a leader whose."""
    return [
        " ".join(filter(None, (step.act, step.post, step.whose))) for step in BOOK.route(kind, facts).steps_for(facts)
    ]


REVIEW = "review office_director office"
LEADER = "approve portfolio_leader portfolio_of_organ"
OTHERS = "approve portfolio_leader portfolio_of_touched"
HEAD = "approve head"


@pytest.mark.parametrize(
    ("facts", "steps"),
    [
        ({}, [REVIEW, LEADER]),
        ({"portfolios": 1}, [REVIEW, LEADER]),
        ({"portfolios": 2}, [REVIEW, LEADER, OTHERS]),
        ({"portfolios": 5}, [REVIEW, LEADER, OTHERS]),
        ({"major": True}, [REVIEW, LEADER, HEAD]),
        ({"major": True, "portfolios": 1}, [REVIEW, LEADER, HEAD]),
        ({"major": True, "portfolios": 2}, [REVIEW, LEADER, OTHERS, HEAD]),
        ({"major": False, "portfolios": 2}, [REVIEW, LEADER, OTHERS]),
    ],
)
def test_a_request_goes_to_the_office_then_by_portfolio_and_to_the_head_when_major(facts, steps):
    assert way("incoming", doc_kind="request", **facts) == steps


def test_of_a_request_only_the_further_leaders_are_the_office_s_choice():
    route = BOOK.route("incoming", {"doc_kind": "request"})
    assert [step.optional for step in route.steps] == [False, False, True, False]
    assert [step.group for step in route.steps] == [1, 2, 3, 4]
    assert {step.article for step in route.steps} == {32}
    assert {step.strength for step in route.steps} == {"must"}
    assert route.then == "open_dispatch"


def test_how_reports_go_round_is_not_in_the_rules():
    route = BOOK.route("incoming", {"doc_kind": "report"})
    assert route.silent
    assert (route.steps, route.then, route.article) == ((), None, 32)
    assert route.steps_for({"major": True, "portfolios": 3}) == []


def test_a_document_of_no_kind_has_no_way():
    with pytest.raises(RouteError, match="还缺少事实：doc_kind"):
        BOOK.route("incoming", {"major": True})


SIGN = "sign head"
LEADER_REVIEWS = "review portfolio_leader portfolio_of_organ"
LEADER_SIGNS = "sign portfolio_leader portfolio_of_organ"


@pytest.mark.parametrize("alt_consent", [False, True])
@pytest.mark.parametrize("important", [False, True])
@pytest.mark.parametrize(("name", "kind"), [
    ("county", "decision"), ("county", "normative"), ("county", "bill"), ("county", "personnel"),
    ("office", "decision"), ("office", "bill"), ("office", "personnel"),
])  # fmt: skip
def test_the_weightiest_kinds_only_the_head_signs_consent_or_not(name, kind, important, alt_consent):
    facts = {"in_name_of": name, "dispatch_kind": kind, "important": important, "alt_consent": alt_consent}
    assert way("dispatch", **facts) == [SIGN]


@pytest.mark.parametrize("kind", ["ordinary", "reply"])
@pytest.mark.parametrize(
    ("alt_consent", "steps"),
    [(False, [LEADER_REVIEWS, SIGN]), (True, ["consent head", LEADER_SIGNS])],
)
def test_in_the_county_s_name_the_leader_reviews_and_the_head_signs_or_consents(kind, alt_consent, steps):
    assert way("dispatch", in_name_of="county", dispatch_kind=kind, alt_consent=alt_consent) == steps


def test_consent_that_is_not_mentioned_was_not_given():
    assert way("dispatch", in_name_of="county", dispatch_kind="reply") == [LEADER_REVIEWS, SIGN]


HEAD_ONLY = {"decision", "bill", "personnel"}


@pytest.mark.parametrize("kind", [kind for kind in FACTS["dispatch_kind"].domain if kind not in HEAD_ONLY])
def test_in_the_office_s_name_the_director_signs_as_a_rule(kind):
    facts = {"in_name_of": "office", "dispatch_kind": kind}
    assert way("dispatch", **facts) == ["sign office_director office"]
    assert BOOK.route("dispatch", facts).strength == "principle"


@pytest.mark.parametrize(("signer", "step"), [("portfolio_leader", LEADER_SIGNS), ("head", SIGN)])
def test_important_ones_of_the_office_go_to_leader_or_head_as_the_office_picks(signer, step):
    facts = {"in_name_of": "office", "dispatch_kind": "ordinary", "important": True, "signer": signer}
    assert way("dispatch", **facts) == [step]
    assert BOOK.route("dispatch", facts).strength == "must"


def test_without_the_office_s_pick_an_important_one_has_no_way_yet():
    with pytest.raises(RouteError, match="signer（由谁签发：.*portfolio_leader/.*head）"):
        BOOK.route("dispatch", {"in_name_of": "office", "dispatch_kind": "ordinary", "important": True})


@pytest.mark.parametrize(("name", "article"), [("department", 33), ("county_joint_party", 27)])
def test_documents_in_other_names_are_not_in_the_rules(name, article):
    route = BOOK.route("dispatch", {"in_name_of": name, "dispatch_kind": "ordinary"})
    assert (route.silent, route.article, route.steps) == (True, article, ())


def test_every_dispatch_that_has_steps_is_numbered_and_issued_next():
    dispatches = [route for route in BOOK.routes if route.kind == "dispatch"]
    assert {route.then for route in dispatches if not route.silent} == {"number_and_issue"}
    assert all(route.steps[-1].act == "sign" for route in dispatches if not route.silent)


def test_nobody_but_the_named_posts_ever_signs():
    signers = {step.post for route in BOOK.routes for step in route.steps if step.act == "sign"}
    assert signers == {"head", "portfolio_leader", "office_director"}


@pytest.mark.parametrize(
    ("body", "steps"),
    [
        ("plenary", [REVIEW, HEAD]),
        ("standing", [REVIEW, HEAD]),
        ("head_office", ["approve meeting_chair"]),
        ("special", ["approve meeting_chair"]),
        ("party_group", []),
        ("work", []),
    ],
)
def test_who_settles_an_item(body, steps):
    assert way("agenda_item", body=body) == steps


@pytest.mark.parametrize(
    ("body", "steps", "silent"),
    [
        ("plenary", ["draft office_director office", SIGN], False),
        ("standing", ["draft office_director office", SIGN], False),
        ("head_office", [], True),
        ("special", [], True),
        ("party_group", [], True),
    ],
)
def test_who_signs_minutes(body, steps, silent):
    assert way("minutes", body=body) == steps
    assert BOOK.route("minutes", {"body": body}).silent is silent


def test_a_county_wide_meeting_is_reviewed_and_its_approver_is_not_made_up():
    assert way("countywide_meeting") == [REVIEW, LEADER_REVIEWS]
    assert BOOK.route("countywide_meeting").article == 25


def test_who_grants_leave_from_a_meeting_is_not_in_the_rules():
    assert BOOK.route("meeting_leave").silent
    assert BOOK.route("meeting_leave").article == 24


FILED = "file office_director office"
TOLD = ["read office_director office", "read head", "read portfolio_leader portfolio_of_organ"]


@pytest.mark.parametrize(
    ("post", "steps"),
    [
        ("head", [FILED, FILED]),
        ("executive_deputy", ["consent head", FILED]),
        ("deputy", ["consent head", FILED]),
        ("department_head", TOLD),
        ("department_deputy", TOLD),
        ("township_head", TOLD),
        ("township_deputy", TOLD),
        ("institution_head", TOLD),
        ("institution_deputy", TOLD),
        ("office_director", TOLD),
        ("office_deputy_director", TOLD),
        ("party_group_member", []),
        ("office_clerk", []),
        ("department_clerk", []),
        ("township_clerk", []),
        ("institution_clerk", []),
    ],
)
def test_leave_by_who_asks(post, steps):
    assert way("leave", leave_post=post) == steps


def test_every_post_that_can_ask_leave_has_exactly_one_way():
    for post in FACTS["leave_post"].domain:
        assert BOOK.route("leave", {"leave_post": post}).article == 43


def test_a_deputy_s_leave_needs_the_head_s_consent_first():
    steps = BOOK.route("leave", {"leave_post": "deputy"}).steps
    assert [(step.act, step.group, step.strength) for step in steps] == [("consent", 1, "must"), ("file", 2, "must")]


def test_head_and_portfolio_leader_are_told_side_by_side():
    steps = BOOK.route("leave", {"leave_post": "township_head"}).steps
    assert [step.group for step in steps] == [1, 2, 2]


@pytest.mark.parametrize("kind", ["agenda_item", "minutes"])
def test_every_body_has_exactly_one_way(kind):
    for body in BODIES:
        BOOK.route(kind, {"body": body})


def test_whatever_the_facts_of_a_dispatch_exactly_one_way_matches():
    keys = ("in_name_of", "dispatch_kind")
    for name, kind, signer in product(*(FACTS[key].domain for key in keys), ("portfolio_leader", "head")):
        for important, alt_consent in product([False, True], repeat=2):
            facts = {"in_name_of": name, "dispatch_kind": kind, "signer": signer}
            route = BOOK.route("dispatch", {**facts, "important": important, "alt_consent": alt_consent})
            assert route.silent == (name in ("department", "county_joint_party", "office_joint_party"))


@pytest.mark.parametrize("route", BOOK.routes, ids=lambda route: route.key)
def test_a_way_is_told_in_chinese_and_cites_its_articles(route):
    assert route.note
    assert not set(route.note) & set(",;:()")
    for step in route.steps:
        assert 1 <= step.article <= BOOK.articles
        assert step.note
        assert BOOK.post(step.post).title
