"""云阳's routes: the signing matrix of article 53 whole, and the ways of meetings and leave."""

from itertools import product

import pytest

from govrules.rulebook import RouteError
from govrules.rulebook.vocabulary import BODIES, FACTS
from tests.proves import proves
from tests.rulebook.toksunyunyang import YUNYANG, way

OFFICE = "1 review office_director office"


@proves("YY-54-4")
@pytest.mark.parametrize(
    ("kind", "act", "then"), [("request", "approve", "open_dispatch"), ("report", "read", "close_read")]
)
def test_what_comes_in_the_office_handles_by_its_own_procedure(kind, act, then):
    """Only the office's own review is sure; whom it goes to then the office picks."""
    facts = {"doc_kind": kind, "major": True, "portfolios": 3}
    assert way(YUNYANG, "incoming", facts) == [
        OFFICE, f"2 {act} portfolio_leader portfolio_of_organ ?", f"3 {act} head ?",
    ]  # fmt: skip
    assert YUNYANG.route("incoming", facts).then == then


HEAD = ["1 sign head"]
LEADER = ["1 sign portfolio_leader portfolio_of_organ"]
DIRECTOR = ["1 sign office_director office"]
OWN = "1 countersign portfolio_leader portfolio_of_organ"
OTHERS = "1 countersign portfolio_leader portfolio_of_touched"
ADDRESSEES = tuple(FACTS["addressee"].domain)


def signing(**facts):
    known = {"in_name_of": "county", "dispatch_kind": "ordinary", "addressee": "subordinate", "portfolios": 1}
    return way(YUNYANG, "dispatch", known | facts)


@proves("YY-53-2", "YY-53-3")
@pytest.mark.parametrize("addressee", ADDRESSEES)
@pytest.mark.parametrize("name", ["county", "office"])
@pytest.mark.parametrize("kind", ["order", "decision", "bill", "personnel"])
def test_orders_decisions_bills_and_personnel_are_the_head_s(kind, name, addressee):
    assert signing(dispatch_kind=kind, in_name_of=name, addressee=addressee, portfolios=3) == HEAD


@proves("YY-53-3", "YY-53-12")
@pytest.mark.parametrize("major", [False, True])
@pytest.mark.parametrize("name", ["county", "office"])
@pytest.mark.parametrize(("portfolios", "steps"), [(1, [OWN, "2 sign head"]), (2, [OWN, OTHERS, "2 sign head"])])
def test_a_normative_document_is_countersigned_and_the_head_s_in_the_office_s_name_too(name, major, portfolios, steps):
    assert signing(dispatch_kind="normative", in_name_of=name, major=major, portfolios=portfolios) == steps


@proves("YY-53-1", "YY-53-2")
@pytest.mark.parametrize("portfolios", [1, 2])
@pytest.mark.parametrize("addressee", ["upper_government", "party_committee"])
def test_to_the_city_government_and_to_the_county_committee_the_head_signs(addressee, portfolios):
    assert signing(addressee=addressee, portfolios=portfolios) == HEAD


@proves("YY-53-4")
@pytest.mark.parametrize("addressee", ADDRESSEES)
@pytest.mark.parametrize("name", ["county", "office"])
@pytest.mark.parametrize("kind", ["ordinary", "reply", "bulletin", "regulation"])
def test_whatever_is_major_is_the_head_s(kind, name, addressee):
    assert signing(dispatch_kind=kind, in_name_of=name, addressee=addressee, major=True, portfolios=2) == HEAD


@proves("YY-53-5", "YY-53-6")
@pytest.mark.parametrize("addressee", ["congress", "cppcc", "peer", "subordinate"])
@pytest.mark.parametrize("kind", ["ordinary", "reply", "bulletin", "regulation"])
@pytest.mark.parametrize(
    ("facts", "steps"),
    [
        ({"portfolios": 0}, LEADER),
        ({"portfolios": 1}, LEADER),
        ({"portfolios": 1, "signer": "head"}, LEADER),
        ({"portfolios": 2, "signer": "head"}, [OWN, OTHERS, "2 sign head"]),
        ({"portfolios": 2, "signer": "executive_deputy"}, [OWN, OTHERS, "2 sign executive_deputy"]),
        ({"portfolios": 4, "signer": "executive_deputy"}, [OWN, OTHERS, "2 sign executive_deputy"]),
    ],
)
def test_one_portfolio_its_deputy_signs_several_countersign_first(facts, steps, kind, addressee):
    assert signing(dispatch_kind=kind, addressee=addressee, **facts) == steps


@proves("YY-53-6")
@pytest.mark.parametrize("facts", [{}, {"signer": "portfolio_leader"}, {"signer": "office_director"}])
def test_of_several_portfolios_nobody_signs_but_the_two_whom_the_article_names(facts):
    with pytest.raises(RouteError):
        signing(portfolios=2, **facts)


@proves("YY-53-7")
@pytest.mark.parametrize("portfolios", [1, 2])
@pytest.mark.parametrize(
    ("important", "steps"),
    [(False, LEADER), (True, ["1 review portfolio_leader portfolio_of_organ", "2 sign head"])],
)
def test_to_departments_of_the_city_the_portfolio_leader_signs_important_ones_the_head(important, steps, portfolios):
    assert signing(addressee="upper_department", important=important, portfolios=portfolios) == steps


@proves("YY-53-8")
@pytest.mark.parametrize("addressee", ADDRESSEES)
@pytest.mark.parametrize("kind", ["ordinary", "reply", "regulation"])
def test_an_important_document_of_the_office_is_the_portfolio_leader_s(kind, addressee):
    assert signing(in_name_of="office", dispatch_kind=kind, addressee=addressee, important=True) == LEADER


@proves("YY-53-9")
@pytest.mark.parametrize(("signer", "steps"), [("office_director", DIRECTOR), ("portfolio_leader", LEADER)])
@pytest.mark.parametrize(
    "facts",
    [
        {"in_name_of": "office", "dispatch_kind": "reply", "addressee": "subordinate"},
        {"in_name_of": "office", "dispatch_kind": "reply", "addressee": "upper_department"},
        {"in_name_of": "office", "addressee": "upper_department"},
        {"in_name_of": "office", "addressee": "peer"},
        {"in_name_of": "office_joint_party"},
    ],
)
def test_replies_letters_and_joint_ones_of_the_office_the_director_signs_or_the_leader(facts, signer, steps):
    assert signing(**facts, signer=signer) == steps
    with pytest.raises(RouteError):
        signing(**facts, signer="head")


@proves("YY-53-10")
@pytest.mark.parametrize("important", [False, True])
@pytest.mark.parametrize(
    ("signer", "steps"), [("head", HEAD), ("portfolio_leader", LEADER), ("office_director", DIRECTOR)]
)
def test_a_bulletin_of_the_office_head_deputy_or_director(signer, steps, important):
    facts = {"in_name_of": "office", "dispatch_kind": "bulletin", "important": important}
    assert signing(**facts, signer=signer) == steps
    with pytest.raises(RouteError):
        signing(**facts, signer="executive_deputy")


@pytest.mark.parametrize(
    "facts",
    [
        {"in_name_of": "office", "addressee": "subordinate"},
        {"in_name_of": "office", "addressee": "congress"},
        {"in_name_of": "county_joint_party"},
        {"in_name_of": "department"},
    ],
)
def test_what_the_list_has_no_line_for_stays_without_a_signer(facts):
    route = YUNYANG.route("dispatch", {"dispatch_kind": "ordinary", "addressee": "peer", **facts})
    assert (route.silent, route.article, route.steps) == (True, 53, ())


def test_whatever_the_facts_some_pick_has_exactly_one_way():
    domains = (FACTS[key].domain for key in ("in_name_of", "dispatch_kind", "addressee"))
    ways = [route for route in YUNYANG.routes if route.kind == "dispatch"]
    for name, kind, addressee in product(*domains):
        for major, important, portfolios in product([False, True], [False, True], [0, 1, 2]):
            facts = {
                "in_name_of": name, "dispatch_kind": kind, "addressee": addressee, "major": major,
                "important": important, "portfolios": portfolios,
            }  # fmt: skip
            assert found_for(facts), facts
    assert all(route.steps[-1].act == "sign" for route in ways if not route.silent)


def found_for(facts):
    """The signers with whom a way is found."""
    found = []
    for signer in FACTS["signer"].domain:
        try:
            found.append(YUNYANG.route("dispatch", {**facts, "signer": signer}).key)
        except RouteError as error:
            assert "同时符合" not in str(error)
    return found


@proves("YY-50-2", "YY-50-4")
@pytest.mark.parametrize("body", BODIES)
def test_who_signs_minutes(body):
    formal = ["1 draft office_director office", "2 review executive_deputy", "3 sign head"]
    own = {"special": ["1 sign portfolio_leader portfolio_of_organ"], "party_group": [], "work": []}
    assert way(YUNYANG, "minutes", {"body": body}) == own.get(body, formal)


@proves("YY-47-6", "YY-48-5")
@pytest.mark.parametrize(
    ("body", "steps"),
    [
        ("plenary", ["1 approve head"]),
        ("standing", []),
        ("head_office", ["1 approve head"]),
        ("special", ["1 approve meeting_chair"]),
        ("party_group", []),
        ("work", []),
    ],
)
def test_who_settles_an_item(body, steps):
    assert way(YUNYANG, "agenda_item", {"body": body}) == steps


@proves("YY-51-5")
@pytest.mark.parametrize(
    ("attend", "steps"),
    [
        (True, [OFFICE, "2 approve head"]),
        (False, [OFFICE, "2 approve portfolio_leader portfolio_of_organ"]),
    ],
)
def test_a_meeting_for_which_township_heads_must_come_is_the_head_s_to_approve(attend, steps):
    assert way(YUNYANG, "countywide_meeting", {"township_heads_attend": attend}) == steps


CHAIR = ["1 approve meeting_chair"]
VIA_OFFICE = [OFFICE, "2 approve meeting_chair"]


@proves("YY-49-1", "YY-49-2")
@pytest.mark.parametrize("body", ["plenary", "standing", "head_office"])
@pytest.mark.parametrize(
    ("post", "steps"),
    [
        ("head", []),
        ("executive_deputy", CHAIR),
        ("deputy", CHAIR),
        ("party_group_member", CHAIR),
        ("department_head", VIA_OFFICE),
        ("township_head", VIA_OFFICE),
        ("office_deputy_director", VIA_OFFICE),
    ],
)
def test_leave_from_a_meeting(body, post, steps):
    assert way(YUNYANG, "meeting_leave", {"body": body, "leave_post": post}) == steps


@proves("YY-49-4")
@pytest.mark.parametrize("post", ["deputy", "department_head", "township_head"])
def test_leave_from_a_special_topic_meeting_is_its_chair_s(post):
    assert way(YUNYANG, "meeting_leave", {"body": "special", "leave_post": post}) == CHAIR


DEPUTIES = ("executive_deputy", "deputy", "party_group_member")
HEADS = ("office_director", "department_head", "township_head", "institution_head")


@proves("YY-59-1", "YY-59-2", "YY-59-6")
@pytest.mark.parametrize("post", FACTS["leave_post"].domain)
def test_leave_by_who_asks(post):
    steps = way(YUNYANG, "leave", {"leave_post": post})
    if post in DEPUTIES:
        assert steps == ["1 approve head", "2 file office_director office"]
    elif post in HEADS:
        assert steps == [OFFICE, "2 approve portfolio_leader portfolio_of_organ"]
    else:
        assert YUNYANG.route("leave", {"leave_post": post}).silent
