"""Quorum, case by case from a table in the rules' own words."""

import tomllib
from pathlib import Path

import pytest

from govrules.rulebook import load
from meetings.quorum import Place, counted, standing
from tests.proves import proves

TABLE = tomllib.loads(Path(__file__).with_name("quorum.toml").read_text(encoding="utf-8"))


def marked(case):
    return pytest.param(case, id=case["name"], marks=[proves(*case["proves"])] if "proves" in case else [])


def rule(case):
    return load(case["county"]).body(case["body"]).quorum


@pytest.mark.parametrize("case", [marked(case) for case in TABLE["case"]])
def test_how_many_are_needed(case):
    found = standing(rule(case), case["members"], case["present"])
    assert (found.need, found.met) == (case["need"], case["met"])
    assert (rule(case).strength if rule(case) else "none") == case["strength"]


def places(case):
    ways = {
        "here": {"here": True},
        "replaced": {"here": True, "stand_in": True},
        "left": {},
        "vacant": {"filled": False},
    }
    return [Place(post, **how) for way, how in ways.items() for post in case.get(way, ())]


@pytest.mark.parametrize("case", [marked(case) for case in TABLE["counting"]])
def test_who_is_counted(case):
    assert counted(rule(case), places(case)) == (case["members"], case["present"])


@pytest.mark.parametrize(
    ("county", "body", "members", "present", "words"),
    [
        ("yangcheng-2021", "standing", 10, 5, "应到10人，实到5人，符合：须有组成人员半数以上到会（至少5人）"),
        (
            "yangcheng-2021",
            "head_office",
            9,
            4,
            "应到9人，实到4人，不足：原则上须有领导班子成员半数以上到会（至少5人）",
        ),
        ("taobei-2020", "plenary", 10, 5, "应到10人，实到5人，不足：须有组成人员超过半数到会（至少6人）"),
        ("yanggao-2024", "standing", 4, 3, "应到4人，实到3人；有效人数规则未作规定"),
    ],
)
def test_it_says_so_in_the_county_s_words(county, body, members, present, words):
    assert standing(load(county).body(body).quorum, members, present).words == words


def test_only_the_bodies_that_the_rules_name_have_a_quorum():
    counties = ("yanggao-2024", "yangcheng-2021", "toksun-2021", "yunyang-2025", "taobei-2020")
    found = {(county, b.key): b.quorum.strength for county in counties for b in load(county).bodies if b.quorum}
    assert found == {
        ("yangcheng-2021", "standing"): "must", ("yangcheng-2021", "head_office"): "principle",
        ("taobei-2020", "plenary"): "must", ("taobei-2020", "standing"): "must",
    }  # fmt: skip
