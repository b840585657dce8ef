"""阳城: who acts for whom, as a table that an official can read, asked of the rules as they are shipped."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from govrules import rulebook
from govrules.core.office.roster import Gap, Roster, Stand, derive
from govrules.rulebook import article_name
from tests.core.authority import leadership
from tests.core.authority.leadership import (
    DIRECTOR,
    EVERYONE,
    FINANCE_HEAD,
    HEAD,
    PAIRED,
    away,
    delegated,
    office_rule,
    paired,
    vacant,
    zhao,
    zheng,
)
from tests.proves import proves

BOOK = rulebook.load("yangcheng-2021")
CASES = tomllib.loads(Path(__file__).with_name("yangcheng_acting.toml").read_text("utf-8"))["case"]


def called(name: str) -> int:
    """A seat or an official of the small leadership by its name there."""
    return getattr(leadership, name)


def day(case: dict) -> Roster:
    """The leadership as the case has it."""
    roster = paired({called(a): called(b) for a, b in case.get("pairs", [])}, EVERYONE)
    roster = vacant(
        *map(called, case.get("vacant", [])), roster=away(*map(called, case.get("away", [])), roster=roster)
    )
    for kind, key in (("entrustment", "entrusted"), ("arrangement", "arranged")):
        for seat, to_seat in case.get(key, []):
            roster = delegated(called(seat), called(to_seat), kind, roster)
    return roster


def marked(case: dict) -> object:
    """What a case proves, by its article: who acts for the head, for a leader, and that a reply is the main head's."""
    proven = {5: proves("YC-5-4"), 102: proves("YC-102-2")}.get(case["article"])
    if case.get("act") == "countersign":
        proven = proves("YC-69-10")
    return pytest.param(case, id=case["name"], marks=[proven] if proven else [])


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_who_acts(case: dict) -> None:
    seat = called(case["seat"])
    found = derive(day(case), seat, BOOK, act=case.get("act", ""))
    if case["acts"]:
        assert isinstance(found, Stand), found.missing
        assert found.official == called(case["acts"])
        ground = case.get("ground", "holder")
        assert (found.ground, found.article) == (ground, None if ground == "holder" else case["article"])
    else:
        assert isinstance(found, Gap)
        assert case["held"] in found.missing
        assert found.article == case["article"] and article_name(case["article"]) in found.missing


def test_each_case_of_the_table_has_its_own_name() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("seat", sorted(PAIRED.places))
def test_the_holder_acts_himself_wherever_he_is_present(seat: int) -> None:
    assert derive(PAIRED, seat, BOOK) == Stand(PAIRED.holders[seat], seat, seat, "holder")


def test_where_the_rules_are_silent_the_office_may_have_its_own_rule() -> None:
    roster = office_rule("office_director", "office_deputy_director", roster=away(zheng))
    found = derive(roster, DIRECTOR, BOOK)
    assert isinstance(found, Stand)
    assert (found.ground, found.article) == ("setting", None)


@pytest.mark.parametrize("post", ["head", "deputy"])
def test_where_they_speak_the_office_s_own_rule_counts_for_nothing(post: str) -> None:
    roster = office_rule(post, "deputy", "party_group_member", roster=vacant(leadership.EXECUTIVE, roster=away(zhao)))
    assert isinstance(derive(roster, HEAD, BOOK), Gap)


def test_the_head_s_stand_in_does_all_his_work() -> None:
    for act in rulebook.vocabulary.STEP_ACTS:
        found = derive(away(zhao), HEAD, BOOK, act=act)
        assert isinstance(found, Stand) and found.ground == "by_post"


def test_the_executive_deputy_keeps_out_of_his_own_matter_and_nobody_else_takes_it() -> None:
    found = derive(away(zhao), HEAD, BOOK, act="approve", excluding=frozenset({leadership.qian}))
    assert isinstance(found, Gap)
    assert "也须回避" in found.missing


def test_a_main_head_who_is_here_is_never_replaced() -> None:
    assert derive(PAIRED, FINANCE_HEAD, BOOK, act="countersign").ground == "holder"
