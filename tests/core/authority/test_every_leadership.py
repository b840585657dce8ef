"""Whatever the absences, vacancies and pairs: one person may act and rightly so, or it is held and says why.

Leaderships are made up at random and judged by a second, plain reading of the grounds written here.
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from govrules.core.office.roster import (
    CUSTODIANS,
    HOLDER,
    SETTING,
    Delegation,
    Gap,
    OwnRule,
    Roster,
    Stand,
    custodian,
    derive,
)
from govrules.rulebook import Rulebook, article_name
from tests.core.authority.books import ALL
from tests.core.authority.leadership import DIRECTOR, HEAD, NAMES, PLACES

SEATS = [place.id for place in PLACES]
LEADERS = SEATS[:6]
PEOPLE = [100 + seat for seat in SEATS]
ACTS = ["", "review", "countersign", "consent", "approve", "sign", "read"]
POSTS = sorted({place.post for place in PLACES})
seats, people = st.sampled_from(SEATS), st.sampled_from(PEOPLE)
books = st.sampled_from(list(ALL.values()))


some = st.builds(
    lambda *bits: frozenset(n for n in SEATS if all(b >> n & 1 for b in bits)),
    *[st.integers(0, 2**15 - 1)] * 2,
)
delegations = st.builds(
    Delegation,
    st.sampled_from(LEADERS),
    seats,
    st.sampled_from(["entrustment", "arrangement"]),
    st.just("签批件"),
)
own_rules = st.builds(lambda *posts: OwnRule(posts, "分工文件"), st.sampled_from(POSTS), st.sampled_from(POSTS))


@st.composite
def leaderships(draw) -> Roster:
    """Anybody away, any seat empty, one person in several seats, pairs and delegations without sense."""
    empty = draw(some)
    twice = draw(st.dictionaries(seats, people, max_size=2))
    pairs = zip(LEADERS, draw(st.lists(seats, max_size=6)), strict=False)
    return Roster(
        places={place.id: place for place in PLACES},
        holders={seat: seat + 100 for seat in SEATS if seat not in empty} | twice,
        names=dict(zip(PEOPLE, NAMES, strict=True)),
        away=frozenset(seat + 100 for seat in draw(some)),
        pairs={seat: other for seat, other in pairs if seat != other},
        delegations=[d for d in draw(st.lists(delegations, max_size=3)) if d.seat != d.to_seat],
        own_rules=draw(st.dictionaries(st.sampled_from(POSTS), own_rules, max_size=2)),
    )


def rightly_named(roster: Roster, seat: int, book: Rulebook, act: str) -> set[tuple[int, str]]:
    """Every (seat, ground) whose holder may stand in for this seat: the plain second reading."""
    place, posts = roster.places[seat], {place.id: place.post for place in roster.places.values()}
    occasion = "absence" if seat in roster.holders else "vacancy"
    same_organ = [other for other in SEATS if roster.places[other].organ == place.organ and other != seat]
    rules = book.stand_in(place.post, {})
    found: set[tuple[int, str]] = set()
    for rule in rules:
        if occasion not in rule.on or (rule.acts and act not in rule.acts):
            continue
        of_kind = {d.to_seat for d in roster.delegations if d.seat == seat and d.kind == rule.ground}
        reverse = {other for other in LEADERS if roster.pairs.get(other) == seat}
        named = {
            "ab_pair": {roster.pairs.get(seat)},
            "mutual_pair": {roster.pairs.get(seat)} | reverse,
            "entrustment": of_kind,
            "arrangement": of_kind,
            "by_post": set(same_organ),
            "responsible_person": set(same_organ),
        }[rule.ground]
        found |= {(other, rule.ground) for other in named if posts.get(other) in rule.candidates}
    if not rules and place.post in roster.own_rules:
        own = roster.own_rules[place.post].posts
        found |= {(other, SETTING) for other in same_organ if posts[other] in own}
    return found


def able(roster: Roster, seat: int, excluding: frozenset[int]) -> bool:
    official = roster.holders.get(seat)
    return official is not None and official not in roster.away and official not in excluding


@settings(max_examples=600, deadline=None)
@given(leaderships(), books, st.sampled_from(ACTS), st.frozensets(people, max_size=3))
def test_exactly_one_who_rightly_acts_or_held_with_what_is_missing(roster, book, act, excluding):
    for seat in SEATS:
        found = derive(roster, seat, book, act=act, excluding=excluding)
        may = {named for named in rightly_named(roster, seat, book, act) if able(roster, named[0], excluding)}
        if able(roster, seat, excluding):
            assert found == Stand(roster.holders[seat], seat, seat, HOLDER)
        elif isinstance(found, Stand):
            assert found.official not in roster.away
            assert found.official not in excluding
            assert roster.holders[found.through] == found.official, "he holds the seat by which he stands in"
            assert (found.through, found.ground) in may
            assert (found.article is None) == (found.ground == SETTING)
        else:
            assert not may, "held though somebody could act"
            assert found.missing.startswith(roster.places[seat].title)
            assert found.article is None or article_name(found.article) in found.missing


@settings(max_examples=100, deadline=None)
@given(leaderships(), books, st.sampled_from(ACTS))
def test_no_second_hop_what_others_have_set_up_for_themselves_changes_nothing(roster, book, act):
    """Take away every pair and delegation that is not this seat's own: the answer stays the same."""
    for seat in SEATS:
        own = replace(
            roster,
            pairs={a: b for a, b in roster.pairs.items() if seat in (a, b)},
            delegations=[d for d in roster.delegations if d.seat == seat],
        )
        assert derive(own, seat, book, act=act) == derive(roster, seat, book, act=act)


@settings(max_examples=100, deadline=None)
@given(leaderships(), books)
def test_once_everybody_is_back_everything_is_back_with_its_holder(roster, book):
    back = replace(roster, away=frozenset())
    for seat, official in roster.holders.items():
        assert derive(back, seat, book) == Stand(official, seat, seat, HOLDER)


@settings(max_examples=100, deadline=None)
@given(leaderships(), books, people, st.sampled_from(ACTS))
def test_somebody_s_leaving_moves_only_what_he_held_himself(roster, book, leaver, act):
    without = replace(roster, away=roster.away | {leaver})
    for seat in SEATS:
        before, after = (derive(day, seat, book, act=act) for day in (roster, without))
        if isinstance(before, Stand) and before.official != leaver:
            assert isinstance(after, Stand)
            assert after.official == before.official


@settings(max_examples=100, deadline=None)
@given(leaderships())
def test_the_custodian_is_the_office_s_director_or_a_deputy_of_his_who_is_here(roster):
    keeper = custodian(roster)
    here = {
        post: [
            roster.holders[seat]
            for seat, place in roster.places.items()
            if place.post == post and able(roster, seat, frozenset())
        ]
        for post in CUSTODIANS
    }
    director, deputies = (here[post] for post in CUSTODIANS)
    assert keeper == next(iter(director + deputies), None)
    assert keeper is None or keeper not in roster.away


@settings(max_examples=50, deadline=None)
@given(leaderships(), st.sampled_from(ACTS))
def test_the_office_s_own_rules_change_nothing_where_the_rulebook_speaks(roster, act):
    book = ALL["yanggao"]
    own = {post: OwnRule(tuple(POSTS), "分工文件") for post in POSTS}
    for seat in SEATS:
        if book.stand_in(roster.places[seat].post, {}):
            with_own = derive(replace(roster, own_rules=own), seat, book, act=act)
            assert with_own == derive(replace(roster, own_rules={}), seat, book, act=act)


def test_an_empty_government_is_held_by_the_operator():
    empty = Roster(places={place.id: place for place in PLACES}, holders={}, names={})
    assert custodian(empty) is None
    for seat in (HEAD, DIRECTOR):
        found = derive(empty, seat, ALL["yanggao"])
        assert isinstance(found, Gap)
        assert "岗位空缺" in found.missing
