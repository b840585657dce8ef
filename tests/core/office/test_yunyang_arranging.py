"""云阳 article 59: a bureau's head names who presides over the work while he is away; the office records it."""

import pytest

from govrules import rulebook
from govrules.core.errors import BrokenRule
from govrules.core.office import entrusting
from govrules.core.office.actions import Delegating, entrust
from tests.core.office.hours import DAY, MONDAY

SAID = Delegating("arrangement", MONDAY, MONDAY + DAY, "请假报告6月1日")


@pytest.fixture(autouse=True)
def in_yunyang(monkeypatch):
    monkeypatch.setattr(entrusting, "book_of", lambda _: rulebook.load("yunyang-2025"))


def test_a_deputy_of_the_same_bureau_is_recorded(cast, monday):
    row = entrust(cast.seats["finance_head"], cast.seats["finance_deputy"], SAID, by=cast.clerk)
    assert (row.seat, row.to_seat, row.kind) == (
        cast.seats["finance_head"], cast.seats["finance_deputy"], "arrangement",
    )  # fmt: skip


def test_a_deputy_of_another_bureau_is_refused_with_the_article(cast, monday):
    with pytest.raises(BrokenRule, match="只能由本单位的部门负责人代行") as why:
        entrust(cast.seats["education_head"], cast.seats["finance_deputy"], SAID, by=cast.clerk)
    assert why.value.reasons[0].article == 59


def test_a_clerk_of_the_bureau_is_refused(cast, monday):
    with pytest.raises(BrokenRule, match="只能由本单位的部门负责人代行"):
        entrust(cast.seats["finance_head"], cast.seats["finance_clerk"], SAID, by=cast.clerk)
