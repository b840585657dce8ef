"""阳城's routes: through whom a matter goes, by its facts, and what is left to the office."""

from itertools import product

import pytest

from govrules import rulebook
from govrules.rulebook import RouteError
from govrules.rulebook.vocabulary import BODIES, FACTS, ROUTES
from tests.proves import proves

BOOK = rulebook.load("yangcheng-2021")


def way(kind, **facts):
    """The steps as short words: act, post, whose, the field of an organ, and ? for what the office picks."""
    return [
        " ".join(filter(None, (step.act, step.post, step.whose, step.field, "?" if step.optional else "")))
        for step in BOOK.route(kind, facts).steps_for(facts)
    ]


REVIEW = "review office_director office"
TOUCHED = "opine department_head touched_organs"
FINANCE = "opine department_head organ_of_field finance"
AUDIT = "opine department_head organ_of_field audit"
LEADER = "approve portfolio_leader portfolio_of_organ"
OTHERS = "approve portfolio_leader portfolio_of_touched ?"
HEAD_TOO = "approve head ?"


@proves("YC-70-1", "YC-70-3", "YC-70-4", "YC-70-5")
@pytest.mark.parametrize(
    ("facts", "steps"),
    [
        ({}, [REVIEW, LEADER, HEAD_TOO]),
        ({"portfolios": 1}, [REVIEW, LEADER, HEAD_TOO]),
        ({"portfolios": 2}, [REVIEW, LEADER, OTHERS, HEAD_TOO]),
        ({"touches_others": True}, [REVIEW, TOUCHED, LEADER, HEAD_TOO]),
        ({"funds": True}, [REVIEW, FINANCE, AUDIT, LEADER, HEAD_TOO]),
        ({"major": True}, [REVIEW, FINANCE, AUDIT, LEADER, HEAD_TOO]),
        ({"funds": True, "major": True}, [REVIEW, FINANCE, AUDIT, LEADER, HEAD_TOO]),
        (
            {"funds": True, "touches_others": True, "portfolios": 3},
            [REVIEW, TOUCHED, FINANCE, AUDIT, LEADER, OTHERS, HEAD_TOO],
        ),
    ],
)
def test_a_request_goes_to_the_office_then_the_departments_then_the_leaders(facts, steps):
    assert way("incoming", doc_kind="request", **facts) == steps


READS = "read portfolio_leader portfolio_of_organ"
OTHERS_READ = "read portfolio_leader portfolio_of_touched ?"
HEAD_READS = "read head ?"


@proves("YC-70-1", "YC-70-5")
@pytest.mark.parametrize(
    ("facts", "steps"),
    [
        ({}, [REVIEW, READS, HEAD_READS]),
        ({"touches_others": True, "portfolios": 2}, [REVIEW, READS, OTHERS_READ, HEAD_READS]),
        ({"major": True}, [REVIEW, FINANCE, AUDIT, READS, HEAD_READS]),
        ({"funds": True}, [REVIEW, FINANCE, AUDIT, READS, HEAD_READS]),
    ],
)
def test_a_report_goes_by_portfolio_too_and_is_read(facts, steps):
    assert way("incoming", doc_kind="report", **facts) == steps


@proves("YC-70-3")
def test_the_departments_give_their_opinion_side_by_side_and_before_any_leader():
    facts = {"doc_kind": "request", "funds": True, "touches_others": True, "portfolios": 2}
    steps = BOOK.route("incoming", facts).steps_for(facts)
    opining = {step.group for step in steps if step.act == "opine"}
    leaders = {step.group for step in steps if step.act == "approve"}
    assert len(opining) == 1
    assert max(opining) < min(leaders)


def test_of_the_leaders_beyond_the_portfolio_the_office_picks_and_of_nobody_else():
    for doc_kind in FACTS["doc_kind"].domain:
        route = BOOK.route("incoming", {"doc_kind": doc_kind})
        picked = {(step.post, step.whose) for step in route.steps if step.optional}
        assert picked == {("portfolio_leader", "portfolio_of_touched"), ("head", None)}
        assert {step.article for step in route.steps} == {70}
        assert {step.strength for step in route.steps} == {"must"}


def test_a_request_approved_leads_to_a_dispatch_and_a_report_ends_with_its_reading():
    assert BOOK.route("incoming", {"doc_kind": "request"}).then == "open_dispatch"
    assert BOOK.route("incoming", {"doc_kind": "report"}).then == "close_read"


CARD = [
    "review office_clerk office",
    "review office_secretarial_deputy office",
    "review portfolio_leader portfolio_of_organ",
]


@proves("YC-75-2", "YC-75-4", "YC-75-5")
@pytest.mark.parametrize("kind", FACTS["dispatch_kind"].domain)
@pytest.mark.parametrize("important", [False, True])
def test_in_the_county_s_name_the_card_then_the_director_then_the_head(kind, important):
    facts = {"in_name_of": "county", "dispatch_kind": kind, "important": important}
    assert way("dispatch", **facts) == [*CARD, REVIEW, "sign head"]


@proves("YC-75-2", "YC-75-3", "YC-75-5")
@pytest.mark.parametrize("kind", FACTS["dispatch_kind"].domain)
@pytest.mark.parametrize("important", [False, True])
def test_in_the_office_s_name_the_card_then_the_director_signs(kind, important):
    facts = {"in_name_of": "office", "dispatch_kind": kind, "important": important}
    assert way("dispatch", **facts) == [*CARD, "sign office_director office"]


@proves("YC-75-5")
@pytest.mark.parametrize("name", ["county", "office"])
def test_no_leader_meets_a_draft_that_the_office_has_not_looked_at(name):
    steps = BOOK.route("dispatch", {"in_name_of": name}).steps
    leader = next(step.group for step in steps if step.post in ("portfolio_leader", "head"))
    before = {step.post for step in steps if step.group < leader}
    assert before == {"office_clerk", "office_secretarial_deputy"}


@proves("YC-75-2")
@pytest.mark.parametrize("name", ["county", "office"])
def test_each_gives_his_opinion_and_none_of_them_can_be_left_out(name):
    steps = BOOK.route("dispatch", {"in_name_of": name}).steps
    assert [step.group for step in steps] == list(range(1, len(steps) + 1))
    assert not any(step.optional for step in steps)


def test_the_consent_to_let_another_sign_is_not_known_here():
    facts = {"in_name_of": "county", "dispatch_kind": "ordinary", "alt_consent": True}
    assert way("dispatch", **facts)[-1] == "sign head"


@pytest.mark.parametrize(
    ("name", "article"), [("department", 77), ("county_joint_party", 62), ("office_joint_party", 62)]
)
def test_documents_in_other_names_are_not_in_the_rules(name, article):
    route = BOOK.route("dispatch", {"in_name_of": name, "dispatch_kind": "ordinary"})
    assert (route.silent, route.article, route.steps) == (True, article, ())


def test_every_dispatch_that_has_steps_is_numbered_and_issued_next():
    dispatches = [route for route in BOOK.routes if route.kind == "dispatch" and not route.silent]
    assert {route.then for route in dispatches} == {"number_and_issue"}
    assert all(route.steps[-1].act == "sign" for route in dispatches)


def test_nobody_but_the_named_posts_ever_signs():
    signers = {step.post for route in BOOK.routes for step in route.steps if step.act == "sign"}
    assert signers == {"head", "office_director", "meeting_chair", "executive_deputy"}


def test_whatever_the_facts_of_a_dispatch_exactly_one_way_matches():
    for name, kind in product(FACTS["in_name_of"].domain, FACTS["dispatch_kind"].domain):
        route = BOOK.route("dispatch", {"in_name_of": name, "dispatch_kind": kind})
        assert route.silent == (name not in ("county", "office"))


STANDING = [
    "consent portfolio_leader portfolio_of_organ",
    "review office_clerk office",
    REVIEW,
    "approve head",
]


@pytest.mark.parametrize(
    ("body", "steps"),
    [
        pytest.param("plenary", ["approve head"], marks=proves("YC-50-6")),
        pytest.param("standing", STANDING, marks=proves("YC-54-3")),
        ("head_office", []),
        ("special", []),
        ("party_group", []),
        ("work", []),
    ],
)
def test_who_settles_an_item(body, steps):
    assert way("agenda_item", body=body) == steps


BY_HEAD = [REVIEW, "sign head"]


@pytest.mark.parametrize(
    ("facts", "steps"),
    [
        pytest.param({"body": "plenary"}, BY_HEAD, marks=proves("YC-58-2")),
        pytest.param({"body": "standing"}, BY_HEAD, marks=proves("YC-58-2")),
        pytest.param({"body": "head_office"}, BY_HEAD, marks=proves("YC-58-2")),
        pytest.param({"body": "special"}, ["sign meeting_chair"], marks=proves("YC-58-3")),
        pytest.param({"body": "special", "important": True, "signer": "head"}, ["sign head"], marks=proves("YC-58-4")),
        pytest.param(
            {"body": "special", "important": True, "signer": "executive_deputy"},
            ["sign executive_deputy"],
            marks=proves("YC-58-4"),
        ),
        ({"body": "party_group"}, []),
        ({"body": "work"}, []),
    ],
)
def test_who_signs_minutes(facts, steps):
    assert way("minutes", **facts) == steps


@proves("YC-58-4")
@pytest.mark.parametrize("signer", [None, "portfolio_leader", "office_director"])
def test_minutes_that_need_a_higher_signature_have_no_way_with_anyone_else(signer):
    facts = {"body": "special", "important": True} | ({"signer": signer} if signer else {})
    with pytest.raises(RouteError):
        BOOK.route("minutes", facts)


@pytest.mark.parametrize(
    ("facts", "steps"),
    [
        pytest.param({"scope": "overall"}, [REVIEW, "approve head"], marks=proves("YC-60-1")),
        pytest.param({"scope": "special", "signer": "portfolio_leader"}, [REVIEW, LEADER], marks=proves("YC-60-2")),
        pytest.param(
            {"scope": "special", "signer": "office_director"},
            ["approve office_director office"],
            marks=proves("YC-60-2"),
        ),
        ({"scope": "other"}, []),
    ],
)
def test_who_settles_a_working_meeting(facts, steps):
    assert way("countywide_meeting", **facts) == steps


FILED = ["file office_director office"] * 2
TO_HEAD = ["approve head", *FILED]
TO_LEADER = [LEADER, *FILED]


@pytest.mark.parametrize(
    ("post", "steps"),
    [
        *[
            pytest.param(post, TO_HEAD, marks=proves("YC-101-4", "YC-101-6"))
            for post in (
                "executive_deputy", "deputy", "party_group_member", "office_director", "department_head",
                "township_head", "institution_head", "enterprise_head",
            )
        ],
        pytest.param("coal_mine_head", TO_LEADER, marks=proves("YC-101-5", "YC-101-6")),
        *[
            (post, [])
            for post in (
                "head", "office_deputy_director", "office_secretarial_deputy", "office_clerk", "department_deputy",
                "department_clerk", "township_deputy", "township_clerk", "institution_deputy",
                "institution_clerk",
            )
        ],
    ],
)  # fmt: skip
def test_leave_by_who_asks(post, steps):
    assert way("leave", leave_post=post) == steps


def test_both_offices_are_told_side_by_side_after_the_approval():
    for post in ("township_head", "coal_mine_head"):
        steps = BOOK.route("leave", {"leave_post": post}).steps
        assert [step.group for step in steps] == [1, 2, 2]
        assert [step.note for step in steps[1:]] == ["报县政府办公室备案", "报县委办公室备案"]


@pytest.mark.parametrize(
    ("post", "steps"),
    [
        *[
            pytest.param(post, ["approve head"], marks=proves("YC-63-1"))
            for post in ("executive_deputy", "deputy", "party_group_member", "office_director")
        ],
        *[
            (post, ["file office_director office"])
            for post in (
                "department_head", "department_deputy", "township_head", "township_deputy", "institution_head",
                "institution_deputy",
            )
        ],
        ("head", []),
        ("office_clerk", []),
    ],
)  # fmt: skip
def test_leave_from_a_meeting_by_who_asks(post, steps):
    assert way("meeting_leave", leave_post=post) == steps


@pytest.mark.parametrize(("kind", "article"), [("leave", 101), ("meeting_leave", 63)])
def test_every_post_that_can_ask_leave_has_exactly_one_way(kind, article):
    for post in FACTS["leave_post"].domain:
        assert BOOK.route(kind, {"leave_post": post}).article == article


@pytest.mark.parametrize("kind", ["agenda_item", "minutes"])
def test_every_body_has_exactly_one_way(kind):
    for body in BODIES:
        BOOK.route(kind, {"body": body})


def test_every_kind_of_route_is_there():
    about_seals = {key for key in ROUTES if key.startswith("seal_")}
    assert {route.chosen_by for route in BOOK.routes} == set(ROUTES) - about_seals


@pytest.mark.parametrize("route", BOOK.routes, ids=lambda route: route.key)
def test_a_way_is_told_in_chinese_and_cites_its_articles(route):
    assert route.note
    assert not set(route.note) & set(",;:()")
    for step in route.steps:
        assert step.article == route.article
        assert step.note
        assert BOOK.post(step.post).title
