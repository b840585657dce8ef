"""What a rulebook may say of seals: each kind once and with its way, a letter under a seal that there is."""

import pytest

from govrules import rulebook
from govrules.rulebook import RulebookError
from govrules.rulebook.loader import DATA, PROVISIONS, RULES, read_text

TEXT, ROWS = read_text(DATA / "taobei-2020", RULES), read_text(DATA / "taobei-2020", PROVISIONS)


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ('when = { seal = "department_seal" }', 'when = { seal = "steel_seal" }', "没有写明“department_seal”由谁审批"),
        ('params = { seal = "department_seal" }', 'params = { seal = "office_seal" }', "没有“office_seal”这枚印章"),
        ('key = "county_seal", name', 'key = "department_seal", name', "同一种印章只写一次"),
        ('key = "county_seal", name', 'key = "golden_seal", name', "golden_seal"),
        ('params = { how = "never" }', 'params = { how = "sometimes" }', "how"),
    ],
)  # fmt: skip
def test_what_does_not_fit_stops_the_rulebook(was, now, says):
    assert TEXT.count(was) == 1
    with pytest.raises(RulebookError, match=says):
        rulebook.load_text(TEXT.replace(was, now), ROWS)


def test_as_they_are_they_are_sound():
    assert rulebook.load_text(TEXT, ROWS).feature("seals")


@pytest.mark.parametrize("county", ["yanggao-2024", "yangcheng-2021", "yunyang-2025"])
def test_the_other_counties_say_nothing_of_seals(county):
    book = rulebook.load(county)
    assert book.feature("seals") is None and not [r for r in book.routes if r.chosen_by.startswith("seal_")]


@pytest.mark.parametrize(
    ("county", "seal", "way"),
    [
        ("toksun-2021", "county_seal", ["portfolio_leader", "head"]), ("toksun-2021", "head_seal", ["head"]),
        ("toksun-2021", "office_seal", ["office_director"]),
        ("taobei-2020", "county_seal", ["department_head", "portfolio_leader", "head"]),
        ("taobei-2020", "department_seal", ["section_head", "department_deputy", "department_head"]),
    ],
)  # fmt: skip
def test_who_approves_the_use_of_which_seal(county, seal, way):
    assert [step.post for step in rulebook.load(county).route("seal_use", {"seal": seal}).steps] == way
