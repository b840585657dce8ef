"""托克逊's routes: through whom a matter goes, by its facts, and what is left to the office."""

from itertools import product

import pytest

from govrules.rulebook import RouteError
from govrules.rulebook.vocabulary import BODIES, FACTS
from tests.proves import proves
from tests.rulebook.toksunyunyang import TOKSUN, way

OFFICE = "1 review office_director office"
LEADER = "approve portfolio_leader portfolio_of_organ"


@proves("TK-63-1", "TK-63-2", "TK-63-5", "TK-63-7", "TK-65-1")
@pytest.mark.parametrize(
    ("facts", "steps"),
    [
        ({}, [OFFICE, f"2 {LEADER}"]),
        ({"portfolios": 1}, [OFFICE, f"2 {LEADER}"]),
        ({"portfolios": 2}, [OFFICE, f"2 {LEADER}", "3 approve portfolio_leader portfolio_of_touched ?"]),
        ({"major": True}, [OFFICE, f"2 {LEADER}", "4 approve head"]),
        (
            {"major": True, "portfolios": 3},
            [OFFICE, f"2 {LEADER}", "3 approve portfolio_leader portfolio_of_touched ?", "4 approve head"],
        ),
    ],
)
def test_a_request_passes_the_director_the_portfolio_leader_and_when_major_the_head(facts, steps):
    assert way(TOKSUN, "incoming", {"doc_kind": "request", **facts}) == steps


@proves("TK-65-1")
def test_a_report_passes_the_director_and_is_read_by_the_leaders_concerned():
    assert way(TOKSUN, "incoming", {"doc_kind": "report"}) == [
        OFFICE,
        "2 read portfolio_leader portfolio_of_organ",
        "3 read portfolio_leader portfolio_of_touched ?",
        "4 read head ?",
    ]


@pytest.mark.parametrize(("kind", "then"), [("request", "open_dispatch"), ("report", "close_read")])
def test_what_follows(kind, then):
    assert TOKSUN.route("incoming", {"doc_kind": kind}).then == then


def test_what_a_circled_name_means():
    rule = TOKSUN.feature("circling")
    assert (rule.article, rule.strength) == (65, "must")
    assert (rule.params.request, rule.params.report, rule.params.explicit) == ("agree", "read", True)


@proves("TK-64-1", "TK-64-2", "TK-64-3", "TK-64-4", "TK-64-5")
@pytest.mark.parametrize("direction", ["up", "down", "level"])
@pytest.mark.parametrize("major", [False, True])
@pytest.mark.parametrize("name", ["county", "office"])
@pytest.mark.parametrize("kind", ["decision", "order", "bill", "personnel"])
def test_the_weightiest_kinds_only_the_head_signs(kind, name, major, direction):
    facts = {"in_name_of": name, "dispatch_kind": kind, "major": major, "direction": direction, "portfolios": 3}
    assert way(TOKSUN, "dispatch", facts) == [OFFICE, "2 sign head"]


UPWARD = {"in_name_of": "county", "dispatch_kind": "ordinary", "direction": "up"}


@proves("TK-64-6", "TK-33-5")
@pytest.mark.parametrize(
    ("facts", "steps"),
    [
        ({}, [OFFICE, "3 sign head"]),
        ({"portfolios": 2, "major": True}, [OFFICE, "3 sign head"]),
        ({"important": True}, [OFFICE, "2 review portfolio_leader portfolio_of_organ", "3 sign head"]),
    ],
)
def test_every_upward_document_in_the_county_s_name_is_the_head_s(facts, steps):
    """An important report is brought up by the portfolio leader (article 33)."""
    assert way(TOKSUN, "dispatch", {**UPWARD, **facts}) == steps


BEFORE = [OFFICE, "2 review portfolio_leader portfolio_of_organ"]
COUNTERSIGN = "3 countersign portfolio_leader portfolio_of_touched"


@proves("TK-64-1", "TK-64-7", "TK-64-8", "TK-64-9")
@pytest.mark.parametrize("direction", ["down", "level"])
@pytest.mark.parametrize("kind", ["ordinary", "reply", "normative", "regulation", "bulletin"])
@pytest.mark.parametrize(
    ("facts", "steps"),
    [
        ({}, [*BEFORE, "4 sign executive_deputy"]),
        ({"portfolios": 1}, [*BEFORE, "4 sign executive_deputy"]),
        ({"portfolios": 2}, [*BEFORE, COUNTERSIGN, "4 sign executive_deputy"]),
        ({"portfolios": 5, "important": True}, [*BEFORE, COUNTERSIGN, "4 sign executive_deputy"]),
        ({"major": True}, [OFFICE, "2 sign head"]),
        ({"major": True, "portfolios": 2}, [OFFICE, "2 sign head"]),
    ],
)
def test_downward_and_level_the_executive_deputy_signs_what_is_ordinary(facts, steps, kind, direction):
    known = {"in_name_of": "county", "dispatch_kind": kind, "direction": direction, **facts}
    assert way(TOKSUN, "dispatch", known) == steps


@proves("TK-64-10", "TK-64-11")
@pytest.mark.parametrize("major", [False, True])
@pytest.mark.parametrize(
    ("signer", "steps", "strength"),
    [
        ("office_director", ["1 sign office_director office"], "must"),
        ("portfolio_leader", [OFFICE, "2 sign portfolio_leader portfolio_of_organ"], "must"),
        ("executive_deputy", [OFFICE, "2 sign executive_deputy"], "may"),
        ("head", [OFFICE, "2 sign head"], "may"),
    ],
)
def test_in_the_office_s_name_one_of_four_signs_as_the_office_picks(signer, steps, strength, major):
    facts = {"in_name_of": "office", "dispatch_kind": "ordinary", "signer": signer, "major": major}
    assert way(TOKSUN, "dispatch", facts) == steps
    assert TOKSUN.route("dispatch", facts).strength == strength


def test_without_the_office_s_pick_there_is_no_way_yet():
    with pytest.raises(RouteError, match="signer（由谁签发"):
        TOKSUN.route("dispatch", {"in_name_of": "office", "dispatch_kind": "ordinary"})


@pytest.mark.parametrize(
    ("name", "article"), [("department", 22), ("county_joint_party", 61), ("office_joint_party", 61)]
)
def test_documents_in_other_names_are_not_in_the_rules(name, article):
    route = TOKSUN.route("dispatch", {"in_name_of": name, "dispatch_kind": "ordinary", "direction": "down"})
    assert (route.silent, route.article, route.steps) == (True, article, ())


def test_whatever_the_facts_of_a_dispatch_exactly_one_way_matches():
    domains = (FACTS[key].domain for key in ("in_name_of", "dispatch_kind", "direction", "signer"))
    for name, kind, direction, signer in product(*domains):
        for major, important in product([False, True], repeat=2):
            route = TOKSUN.route(
                "dispatch",
                {
                    "in_name_of": name, "dispatch_kind": kind, "direction": direction, "signer": signer,
                    "major": major, "important": important,
                },
            )  # fmt: skip
            assert route.silent == (name not in ("county", "office"))
            assert route.silent or (route.steps[-1].act, route.then) == ("sign", "number_and_issue")


def test_nobody_but_the_named_posts_ever_signs_a_dispatch():
    ways = [route for route in TOKSUN.routes if route.kind == "dispatch"]
    signers = {step.post for route in ways for step in route.steps if step.act == "sign"}
    assert signers == {"head", "executive_deputy", "portfolio_leader", "office_director"}


CHAIN = [
    "1 review office_deputy_director office", "2 review office_director office",
    "3 review portfolio_leader portfolio_of_organ", "4 sign head",
]  # fmt: skip


@proves("TK-55-3", "TK-55-5")
@pytest.mark.parametrize(
    ("facts", "steps"),
    [
        ({"body": "plenary"}, CHAIN),
        ({"body": "standing"}, CHAIN),
        ({"body": "party_group"}, CHAIN),
        ({"body": "head_office"}, CHAIN),
        ({"body": "special"}, CHAIN),
        (
            {"body": "special", "called_by_deputy": True},
            ["1 review portfolio_leader portfolio_of_organ", "2 sign head"],
        ),
        ({"body": "work"}, []),
    ],
)
def test_who_signs_minutes(facts, steps):
    assert way(TOKSUN, "minutes", facts) == steps


SETTLED = ["1 review office_deputy_director office", "1 review office_director office", "2 approve head"]


@proves("TK-50-3")
@pytest.mark.parametrize("body", BODIES)
def test_who_settles_an_item(body):
    assert way(TOKSUN, "agenda_item", {"body": body}) == (SETTLED if body in ("plenary", "standing") else [])


BY_DEPARTMENT = [
    "1 draft office_deputy_director office", "2 review office_director office",
    "3 approve portfolio_leader portfolio_of_organ",
]  # fmt: skip


@proves("TK-59-5", "TK-59-6", "TK-59-7")
@pytest.mark.parametrize(
    ("facts", "steps"),
    [
        ({"department_meeting": True}, BY_DEPARTMENT),
        ({"department_meeting": True, "half_of_heads": True}, [*BY_DEPARTMENT, "4 consent head"]),
        ({}, ["1 review portfolio_leader portfolio_of_organ", "2 approve head"]),
        ({"half_of_heads": True}, ["1 review portfolio_leader portfolio_of_organ", "2 approve head"]),
    ],
)
def test_who_approves_a_county_wide_meeting(facts, steps):
    """Once half of the top leaders or more must come, a department's meeting too needs the head's consent."""
    assert way(TOKSUN, "countywide_meeting", facts) == steps


ASKED = ["1 approve head"]
WRITTEN = ["1 consent head", "2 file office_director office"]


@proves("TK-53-2", "TK-53-3")
@pytest.mark.parametrize("body", ["plenary", "standing", "head_office"])
@pytest.mark.parametrize(
    ("post", "steps"),
    [
        ("head", []),
        ("executive_deputy", ASKED),
        ("deputy", ASKED),
        ("party_group_member", ASKED),
        ("office_director", ASKED),
        ("department_head", ASKED),
        ("department_deputy", ASKED),
        ("institution_head", ASKED),
        ("township_head", WRITTEN),
        ("township_deputy", WRITTEN),
        ("department_clerk", WRITTEN),
        ("enterprise_head", WRITTEN),
    ],
)
def test_leave_from_a_meeting(body, post, steps):
    assert way(TOKSUN, "meeting_leave", {"body": body, "leave_post": post}) == steps


@pytest.mark.parametrize("body", ["special", "party_group", "work"])
def test_leave_from_other_meetings_is_not_in_the_rules(body):
    assert TOKSUN.route("meeting_leave", {"body": body, "leave_post": "deputy"}).silent


TOLD = ["1 read head", "2 file office_director office"]


@proves("TK-76-1", "TK-76-2")
@pytest.mark.parametrize("post", FACTS["leave_post"].domain)
def test_leave_by_who_asks(post):
    """A deputy tells the head; who grants a department head's leave is in other rules."""
    route = TOKSUN.route("leave", {"leave_post": post})
    told = post in ("executive_deputy", "deputy", "party_group_member")
    assert way(TOKSUN, "leave", {"leave_post": post}) == (TOLD if told else [])
    assert (route.silent, route.article) == (not told, 76)


def test_a_department_head_is_told_of_the_order_that_the_text_has():
    note = TOKSUN.route("leave", {"leave_post": "department_head"}).note
    assert "先请假、批准后再报备" in note and "未作规定" in note


def test_a_disagreement_is_coordinated_by_the_portfolio_leader_helped_by_the_director():
    rule = TOKSUN.feature("disagreement_coordination")
    assert (rule.params.coordinator, rule.params.whose) == ("portfolio_leader", "portfolio_of_organ")
    assert rule.params.assistant == "office_director", "not a deputy director"
