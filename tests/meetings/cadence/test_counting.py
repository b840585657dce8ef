"""Cadences, case by case from a table of the five counties; and the periods by themselves."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from govrules.core.calendar import package
from govrules.core.workdays import Calendar
from govrules.rulebook import load
from meetings.cadence.counting import standing
from meetings.cadence.periods import before, period_of
from tests.proves import proves

CASES = tomllib.loads(Path(__file__).with_name("counties.toml").read_text(encoding="utf-8"))["case"]
CALENDAR = Calendar(year for year in package.years() if year.year in (2023, 2024, 2025, 2026))
COUNTIES = ("yanggao-2024", "yangcheng-2021", "toksun-2021", "yunyang-2025", "taobei-2020")


def marked(case):
    return pytest.param(case, id=case["name"], marks=[proves(*case["proves"])] if "proves" in case else [])


def rule(case):
    return next(c for c in load(case["county"]).cadences if c.key == case["cadence"])


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_where_a_body_stands(case):
    found = standing(rule(case), case.get("held", ()), case.get("planned", ()), case["today"], 5, CALENDAR)
    assert found.state == case["state"]
    assert found.held == case.get("count", found.held)
    assert found.left == case.get("left", found.left)
    if "last" in case:
        assert (found.last.held, found.last.short) == (case["last"]["held"], case["last"]["short"])


def test_the_table_has_every_cadence_of_the_five_counties():
    told = {(case["county"], case["cadence"]) for case in CASES}
    assert told == {(county, cadence.key) for county in COUNTIES for cadence in load(county).cadences}


@pytest.mark.parametrize(
    ("per", "on", "first", "last", "name"),
    [
        ("week", date(2026, 6, 3), date(2026, 6, 1), date(2026, 6, 7), "6月1日—7日"),
        ("two_weeks", date(2026, 6, 14), date(2026, 6, 1), date(2026, 6, 14), "6月1日—14日"),
        ("two_weeks", date(2026, 6, 15), date(2026, 6, 15), date(2026, 6, 28), "6月15日—28日"),
        ("two_weeks", date(2026, 1, 1), date(2025, 12, 29), date(2026, 1, 11), "12月29日—1月11日"),
        ("two_weeks", date(2023, 12, 31), date(2023, 12, 18), date(2023, 12, 31), "12月18日—31日"),
        ("month", date(2026, 2, 28), date(2026, 2, 1), date(2026, 2, 28), "2月"),
        ("month", date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29), "2月"),
        ("month", date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31), "12月"),
        ("quarter", date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31), "第1季度"),
        ("quarter", date(2026, 10, 1), date(2026, 10, 1), date(2026, 12, 31), "第4季度"),
        ("half_year", date(2026, 6, 30), date(2026, 1, 1), date(2026, 6, 30), "上半年"),
        ("half_year", date(2026, 7, 1), date(2026, 7, 1), date(2026, 12, 31), "下半年"),
        ("year", date(2026, 12, 31), date(2026, 1, 1), date(2026, 12, 31), "2026年"),
    ],
)
def test_the_period_of_a_day(per, on, first, last, name):
    found = period_of(per, on)
    assert (found.first, found.last, found.name) == (first, last, name)
    assert found.has(first) and found.has(last)
    assert before(per, found).last.toordinal() == first.toordinal() - 1


@pytest.mark.parametrize("per", ["week", "two_weeks", "month", "quarter", "half_year", "year"])
def test_periods_follow_each_other_without_gap_or_overlap(per):
    day = date(2024, 1, 1)
    seen = []
    while day < date(2028, 1, 1):
        found = period_of(per, day)
        if not seen or seen[-1] != found:
            seen.append(found)
        day = date.fromordinal(day.toordinal() + 1)
    for one, other in zip(seen, seen[1:], strict=False):
        assert other.first.toordinal() == one.last.toordinal() + 1


def test_a_period_before_anything_is_on_record_is_not_called_short():
    monthly = next(c for c in load("yanggao-2024").cadences if c.key == "standing_monthly")
    assert standing(monthly, [date(2026, 6, 3)], (), date(2026, 6, 10), 5, CALENDAR).last is None


@pytest.mark.parametrize(
    ("county", "key", "said"),
    [
        ("yanggao-2024", "standing_monthly", "每月1次"), ("yangcheng-2021", "plenary", "每年1至2次"),
        ("yangcheng-2021", "standing_monthly", "每月2次"), ("yunyang-2025", "standing_two_weeks", "每两周1次"),
        ("yunyang-2025", "head_office_quarterly", "每季度初1次"), ("taobei-2020", "plenary", "每半年1次"),
        ("taobei-2020", "party_group", ""),
    ],
)  # fmt: skip
def test_the_rule_in_few_words(county, key, said):
    found = rule({"county": county, "cadence": key})
    assert standing(found, (), (), date(2026, 6, 10), 5, CALENDAR).asked == said
