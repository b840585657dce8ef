"""洮北's routes: through whom a matter goes, by its facts, and what is left to the office."""

from itertools import product

import pytest

from govrules import rulebook
from govrules.rulebook import RouteError
from govrules.rulebook.vocabulary import BODIES, FACTS
from tests.proves import proves

BOOK = rulebook.load("taobei-2020")


def way(kind, **facts):
    """The steps as short words: place in the order, act, post, and for a leader whose."""
    return [
        " ".join(filter(None, (str(step.group), step.act, step.post, step.whose)))
        for step in BOOK.route(kind, facts).steps_for(facts)
    ]


REVIEW = "1 review office_director office"
LEADER = "2 approve portfolio_leader portfolio_of_organ"
URGENT = ["urgent", "extra", "extra_important"]


# --- In (article 68) ---------------------------------------------------------------------------------


@proves("TB-68-5", "TB-68-6", "TB-67-8")
@pytest.mark.parametrize("urgency", [*FACTS["urgency"].domain])
@pytest.mark.parametrize(
    ("facts", "steps"),
    [
        ({}, [REVIEW, LEADER]),
        ({"portfolios": 1}, [REVIEW, LEADER]),
        ({"portfolios": 2}, [REVIEW, LEADER, "3 approve portfolio_leader portfolio_of_touched"]),
        ({"major": True}, [REVIEW, LEADER, "4 approve head"]),
        (
            {"major": True, "portfolios": 3},
            [REVIEW, LEADER, "3 approve portfolio_leader portfolio_of_touched", "4 approve head"],
        ),
    ],
)
def test_a_request_goes_to_the_director_then_by_portfolio_and_to_the_head_when_major(facts, steps, urgency):
    assert way("incoming", doc_kind="request", urgency=urgency, **facts) == steps


@proves("TB-68-7")
@pytest.mark.parametrize("urgency", URGENT)
@pytest.mark.parametrize(
    ("facts", "steps"),
    [
        ({"portfolios": 1}, [REVIEW, LEADER]),
        ({"portfolios": 2}, [REVIEW, LEADER, "2 approve portfolio_leader portfolio_of_touched"]),
        (
            {"portfolios": 2, "major": True},
            [REVIEW, LEADER, "2 approve portfolio_leader portfolio_of_touched", "3 approve head"],
        ),
    ],
)
def test_urgent_ones_may_go_to_the_leaders_side_by_side(facts, steps, urgency):
    asked = {"doc_kind": "request", "side_by_side": True, "urgency": urgency, **facts}
    assert way("incoming", **asked) == steps
    assert BOOK.route("incoming", asked).strength == "may"


@proves("TB-68-7")
def test_an_ordinary_one_goes_from_one_leader_to_the_next_whoever_wishes_otherwise():
    facts = {"doc_kind": "request", "urgency": "ordinary", "portfolios": 2}
    assert way("incoming", side_by_side=True, **facts) == way("incoming", side_by_side=False, **facts)


@proves("TB-25-6")
@pytest.mark.parametrize(("together", "urgency"), [(False, "ordinary"), (True, "ordinary"), (True, "extra")])
@pytest.mark.parametrize(("asks_dispatch", "major", "to_head"), [
    (False, False, [25]), (False, True, [68]), (True, False, []), (True, True, [68]),
])  # fmt: skip
def test_a_department_s_own_normative_document_the_head_approves(asks_dispatch, major, to_head, together, urgency):
    facts = {"doc_kind": "request", "normative": True, "asks_dispatch": asks_dispatch, "major": major,
             "side_by_side": together, "urgency": urgency}  # fmt: skip
    steps = BOOK.route("incoming", facts).steps_for(facts)
    assert [step.article for step in steps if step.post == "head"] == to_head


def test_a_request_that_is_approved_may_be_followed_by_a_document():
    routes = [route for route in BOOK.routes if route.kind == "incoming" and not route.silent]
    assert {route.then for route in routes} == {"open_dispatch"}
    assert not any(step.optional for route in routes for step in route.steps), "by the division of work, all of them"


def test_how_reports_go_round_is_not_in_the_rules():
    route = BOOK.route("incoming", {"doc_kind": "report"})
    assert (route.silent, route.steps, route.then, route.article) == (True, (), None, 68)


def test_a_document_of_no_kind_has_no_way():
    with pytest.raises(RouteError, match="还缺少事实：doc_kind"):
        BOOK.route("incoming", {"major": True})


# --- Out (article 69) --------------------------------------------------------------------------------

HEAD_ALONE = ["1 sign head"]
COUNTY = [
    "1 review office_deputy_director office", "2 review office_director office",
    "3 review portfolio_leader portfolio_of_organ", "4 sign head",
]  # fmt: skip
OFFICE = ["1 review office_director office", "2 review portfolio_leader portfolio_of_organ"]
WEIGHTY = ["regulation", "bill", "personnel"]
OTHERS = [kind for kind in FACTS["dispatch_kind"].domain if kind not in WEIGHTY]
UPWARD = ["upper_government", "party_committee"]
ELSEWHERE = [place for place in FACTS["addressee"].domain if place not in UPWARD]


@proves("TB-69-1")
@pytest.mark.parametrize("name", ["county", "office"])
@pytest.mark.parametrize(
    ("kind", "addressee"),
    [*product(WEIGHTY, FACTS["addressee"].domain), *product(OTHERS, UPWARD)],
)
def test_what_only_the_head_signs(name, kind, addressee):
    for signer in ("executive_deputy", "head"):
        assert way("dispatch", in_name_of=name, dispatch_kind=kind, addressee=addressee, signer=signer) == HEAD_ALONE


@proves("TB-69-2")
@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize("addressee", ELSEWHERE)
def test_in_the_government_s_name_three_review_and_the_head_signs(kind, addressee):
    assert way("dispatch", in_name_of="county", dispatch_kind=kind, addressee=addressee) == COUNTY


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize("addressee", ELSEWHERE)
@pytest.mark.parametrize(
    ("signer", "last"),
    [
        pytest.param("executive_deputy", "3 sign executive_deputy", marks=proves("TB-69-3")),
        pytest.param("head", "3 sign head", marks=proves("TB-69-4")),
    ],
)
def test_in_the_office_s_name_the_executive_deputy_signs_or_if_necessary_the_head(kind, addressee, signer, last):
    facts = {"in_name_of": "office", "dispatch_kind": kind, "addressee": addressee, "signer": signer}
    assert way("dispatch", **facts) == [*OFFICE, last]


def test_the_office_s_own_document_waits_for_the_office_s_pick():
    with pytest.raises(RouteError, match="signer"):
        BOOK.route("dispatch", {"in_name_of": "office", "dispatch_kind": "ordinary", "addressee": "subordinate"})


@proves("TB-69-3")
def test_neither_director_nor_portfolio_leader_ever_signs():
    signers = {step.post for route in BOOK.routes if route.kind == "dispatch" for step in route.steps
               if step.act == "sign"}  # fmt: skip
    assert signers == {"head", "executive_deputy"}


@proves("TB-25-6")
def test_a_department_s_normative_document_is_reviewed_by_its_leader_and_approved_by_the_head():
    facts = {"in_name_of": "department", "dispatch_kind": "normative"}
    assert way("dispatch", **facts) == ["1 review portfolio_leader portfolio_of_organ", "2 approve head"]
    assert BOOK.route("dispatch", facts).then is None, "who signs it in the department the rules do not say"


@pytest.mark.parametrize(
    ("name", "article"), [("department", 70), ("county_joint_party", 69), ("office_joint_party", 69)]
)
def test_documents_in_other_names_are_not_in_the_rules(name, article):
    route = BOOK.route("dispatch", {"in_name_of": name, "dispatch_kind": "ordinary", "addressee": "peer"})
    assert (route.silent, route.article, route.steps) == (True, article, ())


def test_whatever_the_facts_of_a_dispatch_exactly_one_way_matches():
    keys = ("in_name_of", "dispatch_kind", "addressee")
    for name, kind, addressee in product(*(FACTS[key].domain for key in keys)):
        for signer in ("executive_deputy", "head"):
            facts = {"in_name_of": name, "dispatch_kind": kind, "addressee": addressee, "signer": signer}
            route = BOOK.route("dispatch", facts)
            assert route.silent == (name not in ("county", "office") and (name, kind) != ("department", "normative"))


def test_whatever_is_signed_is_numbered_and_issued_next():
    signed = [r for r in BOOK.routes if r.kind == "dispatch" and r.steps and r.steps[-1].act == "sign"]
    assert {route.then for route in signed} == {"number_and_issue"}
    assert len(signed) == 5


# --- Meetings ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "steps"),
    [
        ({"body": "plenary"}, ["1 approve head"]),
        pytest.param({"body": "standing", "proposer": "head"}, ["2 approve head"], marks=proves("TB-60-6")),
        pytest.param(
            {"body": "standing", "proposer": "deputy"},
            ["1 review portfolio_leader portfolio_of_organ", "2 approve head"],
            marks=proves("TB-60-6"),
        ),
        pytest.param({"body": "head_office"}, ["1 approve head"], marks=proves("TB-61-5")),
        pytest.param({"body": "special"}, ["1 approve meeting_chair"], marks=proves("TB-62-4")),
        ({"body": "party_group"}, ["1 approve meeting_chair"]),
        ({"body": "work"}, []),
    ],
)
def test_who_settles_an_item(facts, steps):
    assert way("agenda_item", **facts) == steps


@pytest.mark.parametrize(
    ("body", "steps"),
    [
        pytest.param("standing", [REVIEW, "2 sign head"], marks=proves("TB-60-7")),
        pytest.param("head_office", [REVIEW, "2 sign head"], marks=proves("TB-61-6")),
        pytest.param("special", ["1 review meeting_chair", "2 sign head"], marks=proves("TB-62-5")),
        ("plenary", []),
        ("party_group", []),
        ("work", []),
    ],
)
def test_who_signs_minutes(body, steps):
    assert way("minutes", body=body) == steps
    assert BOOK.route("minutes", {"body": body}).silent is not bool(steps)


@proves("TB-65-1")
def test_a_meeting_in_the_government_s_name_is_checked_by_the_office_and_settled_by_the_head():
    steps = BOOK.route("countywide_meeting").steps
    assert [(step.act, step.post, step.optional) for step in steps] == [
        ("review", "office_director", False), ("approve", "portfolio_leader", True), ("approve", "head", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "steps"),
    [
        pytest.param("plenary", ["1 consent meeting_chair"], marks=proves("TB-64-1")),
        pytest.param("standing", ["1 consent meeting_chair"], marks=proves("TB-64-1")),
        pytest.param("head_office", ["1 consent meeting_chair"], marks=proves("TB-64-1")),
        pytest.param("special", ["1 consent meeting_chair"], marks=proves("TB-64-3")),
        ("party_group", []),
        ("work", []),
    ],
)
def test_leave_from_a_meeting_is_asked_of_its_chair(body, steps):
    assert way("meeting_leave", body=body) == steps


@pytest.mark.parametrize("kind", ["agenda_item", "minutes", "meeting_leave"])
def test_every_body_has_exactly_one_way(kind):
    for body in BODIES:
        BOOK.route(kind, {"body": body})


# --- Leave (articles 80, 89) -------------------------------------------------------------------------

TOLD = ["1 read portfolio_leader portfolio_of_organ"]
HEADS = ["department_head", "office_director", "institution_head"]
DEPUTIES = ["department_deputy", "office_deputy_director", "office_secretarial_deputy", "institution_deputy"]
SILENT = [
    "head", "party_group_member", "office_clerk", "department_clerk", "township_head", "township_deputy",
    "township_clerk", "institution_clerk", "enterprise_head", "coal_mine_head",
]  # fmt: skip


@pytest.mark.parametrize(
    ("posts", "abroad", "steps"),
    [
        pytest.param(
            ["executive_deputy", "deputy"], False, ["1 consent head", "2 file office_director office"],
            marks=proves("TB-89-11", "TB-89-12"),
        ),
        pytest.param(
            ["executive_deputy", "deputy"], True, ["1 review head", "2 file office_director office"],
            marks=proves("TB-80-1"),
        ),
        pytest.param(HEADS, False, TOLD, marks=proves("TB-89-15")),
        pytest.param(
            HEADS, True, ["1 consent portfolio_leader portfolio_of_organ", "2 approve head"], marks=proves("TB-80-2")
        ),
        (DEPUTIES, False, []),
        pytest.param(
            DEPUTIES, True, ["1 consent portfolio_leader portfolio_of_organ", "2 approve executive_deputy"],
            marks=proves("TB-80-3"),
        ),
        (SILENT, False, []),
        (SILENT, True, []),
    ],
)  # fmt: skip
def test_leave_by_who_asks_and_whither(posts, abroad, steps):
    for post in posts:
        assert way("leave", leave_post=post, abroad=abroad) == steps, post


def test_every_post_that_can_ask_leave_is_in_that_table():
    assert {"executive_deputy", "deputy", *HEADS, *DEPUTIES, *SILENT} == set(FACTS["leave_post"].domain)


@pytest.mark.parametrize("route", BOOK.routes, ids=lambda route: route.key)
def test_a_way_is_told_in_chinese_and_cites_its_articles(route):
    assert route.note
    assert not set(route.note) & set(",;:()")
    for step in route.steps:
        assert 1 <= step.article <= BOOK.articles
        assert step.note
        assert BOOK.post(step.post).title
