"""托克逊 and 云阳: who acts, by the shipped rulebooks, case by case from tables that a legal officer can read."""

from __future__ import annotations

from typing import Any

import pytest

from govrules import rulebook
from govrules.core.office.roster import Gap, Roster, Stand, derive
from govrules.rulebook import article_name
from tests.core.authority import leadership as cast
from tests.rulebook.toksunyunyang import beside

OWN_RULE_HAS_NO_ARTICLE = {"holder", "setting"}


def roster_of(case: dict[str, Any]) -> Roster:
    """The leadership on that day: pairs only as the case has them."""
    pairs = {getattr(cast, a): getattr(cast, b) for a, b in case.get("pairs", [])}
    roster = cast.paired(pairs, roster=cast.EVERYONE)
    roster = cast.vacant(*(getattr(cast, seat) for seat in case.get("vacant", [])), roster=roster)
    for seat, to_seat, kind in case.get("delegated", []):
        roster = cast.delegated(getattr(cast, seat), getattr(cast, to_seat), kind, roster)
    if "own_rule" in case:
        roster = cast.office_rule(*case["own_rule"], roster=roster)
    return cast.away(*(getattr(cast, person) for person in case.get("away", [])), roster=roster)


@pytest.mark.parametrize(("book", "case"), beside(__file__, "who_acts"))
def test_who_acts_as_the_table_says(book: rulebook.Rulebook, case: dict[str, Any]) -> None:
    found = derive(roster_of(case), getattr(cast, case["seat"]), book, act=case.get("act", ""))
    if "acts" not in case:
        assert isinstance(found, Gap)
        assert case["says"] in found.missing
        assert article_name(case["article"]) in found.missing
        return
    assert isinstance(found, Stand), found.missing
    assert found.official == getattr(cast, case["acts"])
    assert found.ground == case.get("ground", "holder")
    assert found.article == (None if found.ground in OWN_RULE_HAS_NO_ARTICLE else case["article"])


@pytest.mark.parametrize("seat", [place.id for place in cast.PLACES])
@pytest.mark.parametrize("county", ["toksun-2021", "yunyang-2025"])
def test_whoever_is_here_acts_himself(county: str, seat: int) -> None:
    assert derive(cast.EVERYONE, seat, rulebook.load(county)) == Stand(
        cast.EVERYONE.holders[seat], seat, seat, "holder"
    )
