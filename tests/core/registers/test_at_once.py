"""Two at once: numbers never double, a form sent twice is one, and of two corrections one is told of the other."""

from uuid import uuid4

import pytest

from govrules.core.errors import WrongState
from govrules.core.registers import actions
from govrules.core.registers.models import EntryVersion, LedgerEntry
from tests.core.cast import Cast
from tests.core.office.test_at_once import at_once, refusals
from tests.core.registers.desk import Desk


@pytest.fixture
def cast(lasting_cast: Cast) -> Cast:
    return lasting_cast


def said(desk: Desk, **values: str) -> actions.Said:
    typed, _ = desk.said("letters_register", {"type": "建议", "organ": "agriculture"} | values)
    return actions.Said(typed)


def test_entered_at_once_each_has_a_number_of_its_own(desk: Desk):
    one = said(desk)
    made = at_once(*[lambda: actions.enter(desk.cast.clerk, "letters_register", one)] * 4)
    assert refusals(made) == []
    assert sorted(LedgerEntry.objects.values_list("serial", flat=True)) == [1, 2, 3, 4]


def test_the_same_form_at_once_is_one_entry(desk: Desk):
    one = actions.Said(said(desk).values, once=uuid4())
    made = at_once(*[lambda: actions.enter(desk.cast.clerk, "letters_register", one)] * 3)
    assert len({entry.pk for entry in made}) == LedgerEntry.objects.count() == EntryVersion.objects.count() == 1


def test_of_two_corrections_at_once_the_second_is_refused(desk: Desk):
    entry = actions.enter(desk.cast.clerk, "letters_register", said(desk))
    seen = desk.again(entry).matter.version
    results = at_once(
        lambda: actions.amend(entry.pk, desk.cast.clerk, said(desk, result="已修"), "", seen),
        lambda: actions.amend(entry.pk, desk.cast.agriculture_clerk, said(desk, result="在修"), "", seen),
    )
    assert refusals(results) == [WrongState]
    assert EntryVersion.objects.filter(entry=entry).count() == 2


def test_urged_at_once_each_time_is_counted(desk: Desk):
    entry = actions.enter(desk.cast.clerk, "letters_register", said(desk))
    at_once(*[lambda: actions.urge(entry.pk, desk.cast.clerk, "请抓紧")] * 3)
    assert desk.again(entry).urged == 3
