"""洮北: who acts for whom, case by case from a table that a legal officer can read."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from govrules import rulebook
from govrules.core.office.roster import Gap, Place, Stand, derive
from tests.core.authority import leadership
from tests.core.authority.leadership import EVERYONE, away, delegated, vacant
from tests.proves import proves

BOOK = rulebook.load("taobei-2020")
CASES = tomllib.loads(Path(__file__).with_name("taobei_who_acts.toml").read_text(encoding="utf-8"))["case"]

TOWN, INSTITUTION = 4, 5
MORE = [
    Place(21, "township_head", "镇长", TOWN),
    Place(22, "township_deputy", "副镇长", TOWN),
    Place(23, "institution_head", "直属事业单位主任", INSTITUTION),
    Place(24, "institution_deputy", "直属事业单位副主任", INSTITUTION),
]
DISTRICT = replace(
    EVERYONE,
    places={**EVERYONE.places, **{place.id: place for place in MORE}},
    holders={**EVERYONE.holders, **{place.id: place.id + 100 for place in MORE}},
    names={**EVERYONE.names, **{place.id + 100: place.title for place in MORE}},
)
OTHERS = {"town_head": 21, "town_one": 22, "institution_head": 23, "institution_one": 24}


def seat(name):
    return OTHERS.get(name) or getattr(leadership, name.upper())


def roster(case):
    """The day that a case tells of."""
    day = away(*(seat(name) + 100 for name in case.get("away", ())), roster=DISTRICT)
    day = vacant(*map(seat, case.get("vacant", ())), roster=day)
    day = replace(day, pairs={seat(one): seat(other) for one, other in case.get("pairs", {}).items()})
    for given in case.get("delegated", ()):
        day = delegated(seat(given["from"]), seat(given["to"]), given["kind"], day)
    return day


def marked(case):
    marks = [proves(*case["proves"])] if "proves" in case else []
    return pytest.param(case, marks=marks, id=case["name"])


@pytest.mark.parametrize("case", [marked(case) for case in CASES if case["acts"]])
def test_who_acts(case):
    found = derive(roster(case), seat(case["seat"]), BOOK, act=case.get("act", ""))
    assert isinstance(found, Stand), found.missing
    assert (found.official, found.through) == (seat(case["acts"]) + 100, seat(case["acts"]))
    assert (found.ground, found.article) == (case["ground"], case.get("article"))


@pytest.mark.parametrize("case", [marked(case) for case in CASES if not case["acts"]])
def test_it_is_held_and_the_office_is_told_what_is_missing(case):
    found = derive(roster(case), seat(case["seat"]), BOOK, act=case.get("act", ""))
    assert isinstance(found, Gap), found
    assert (found.wants, found.article) == (case["wants"], case["article"])
    assert case.get("says", "") in found.missing


def test_each_case_of_the_table_has_its_own_name():
    names = [case["name"] for case in CASES]
    assert len(set(names)) == len(names)
