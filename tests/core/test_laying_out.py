"""From a rulebook's route to steps on seats: who acts side by side, who one after another."""

import pytest

from govrules.core import clock
from govrules.core.matters.routes import Course, lay_out
from tests.core.cast import Cast, in_county
from tests.proves import proves

FACTS = {"doc_kind": "request", "portfolios": 3, "urgency": "urgent"}


def laid_out(cast: Cast, **facts: object) -> list[tuple[int, str]]:
    """Group and seat of each step of a request of the education bureau that touches two other leaders' organs."""
    asked = {**FACTS, "side_by_side": False, **facts}
    course = Course(cast.education, clock.today(), (cast.finance, cast.resources))
    steps = lay_out(cast.book.route("incoming", asked), asked, course)
    return [(step.group, step.seat.title) for step in steps if step.seat]


@proves("TB-68-5")
@in_county("taobei-2020")
def test_by_portfolio_means_from_one_leader_to_the_next(cast: Cast) -> None:
    """The article lets urgent documents alone go to the leaders at the same time."""
    found = laid_out(cast, major=True)
    assert [group for group, _ in found] == [1, 2, 3, 4, 5]
    assert [title for _, title in found][2:] == ["常务副区长", "副区长（农业资源）", "区长"]


@proves("TB-68-7")
@in_county("taobei-2020")
def test_an_urgent_one_goes_to_them_side_by_side(cast: Cast) -> None:
    assert [group for group, _ in laid_out(cast, side_by_side=True, major=True)] == [1, 2, 2, 2, 3]


@in_county("taobei-2020")
@pytest.mark.parametrize("touched", ["finance", "resources"])
def test_with_one_leader_more_nothing_moves(cast: Cast, touched: str) -> None:
    course = Course(cast.education, clock.today(), (getattr(cast, touched),))
    asked = {**FACTS, "side_by_side": False, "portfolios": 2, "major": True}
    assert [step.group for step in lay_out(cast.book.route("incoming", asked), asked, course)] == [1, 2, 3, 4]
