"""The readable table `proposing.toml`, run through the act: a rule stops what is wrong, and nothing that is right."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from govrules.core.errors import BrokenRule
from govrules.rulebook import available
from meetings.items import actions
from tests.meetings.items.desk import Desk, refused
from tests.proves import proves

TABLE = tomllib.loads(Path(__file__).with_name("proposing.toml").read_text(encoding="utf-8"))
WORDS = {"name", "article", "rule", "proves", "wrong", "right", "item", "mended"}


def cases() -> Any:
    assert set(TABLE) == set(available()), "every county, and no other"
    for county, listed in TABLE.items():
        for case in listed:
            assert case.keys() <= WORDS, case
            marks = [proves(*case["proves"])] if "proves" in case else []
            yield pytest.param(county, case, id=f"{county.partition('-')[0]}: {case['name']}", marks=marks)


def values(desk: Desk, item: dict[str, Any]) -> dict[str, Any]:
    """The fields of a case as the acts take them: organs and seats by their names."""
    found = dict(item)
    if "touched" in found:
        found["touched"] = tuple(getattr(desk.cast, name) for name in found["touched"])
    if "sponsor" in found:
        found["sponsor"] = desk.cast.seats[found["sponsor"]] if found["sponsor"] else None
    if "business" in found:
        found["business"] = found["business"] or None
    return found


@pytest.mark.parametrize(("county", "case"), list(cases()))
def test_a_rule_stops_what_is_wrong_and_nothing_that_is_right(desk: Desk, case: dict[str, Any]) -> None:
    by = desk.cast.education_clerk
    wrong, right = ({"declared": case.get(side, {})} for side in ("wrong", "right"))
    item = desk.item(**values(desk, case.get("item", {})), **wrong)
    told = refused(actions.propose, item.pk, by)
    assert isinstance(told, BrokenRule)
    [why] = [w for w in told.reasons if w.rule == case["rule"]]
    assert (why.article, why.strength) == (case["article"], "must") and why.remedy
    mended = values(desk, case.get("mended", case.get("item", {})))
    actions.revise(item.pk, by, desk.draft(**mended, **right))
    try:
        actions.propose(item.pk, by)
    except BrokenRule as still:
        assert case["rule"] not in {w.rule for w in still.reasons}
