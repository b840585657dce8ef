"""Two at once: the button pressed twice, two workbooks, a workbook and a clerk."""

from __future__ import annotations

import pytest

from govrules.core.errors import Refused
from govrules.core.journal.models import JournalEntry
from govrules.core.journal.verify import verify
from govrules.core.office.actions import appoint
from govrules.core.office.models import Appointment, Official
from govrules.core.office.workbook.actions import carry_out
from tests.core.office.hours import FRIDAY, TODAY
from tests.core.office.test_at_once import at_once, refusals
from tests.core.office.workbook.books import add, find, write


@pytest.fixture
def cast(lasting_cast):
    return lasting_cast


def to(who: str):
    """The finance bureau's head makes way for somebody on Friday."""

    def change(book):
        page = book["任职"]
        write(page, find(page, 岗位="finance_head"), 至=FRIDAY)
        add(page, 岗位="finance_head", 干部=who, 自=FRIDAY)

    return change


def holders(cast) -> list[str]:
    rows = Appointment.objects.filter(seat=cast.seats["finance_head"]).order_by("since")
    return [row.official.key for row in rows.select_related("official")]


def test_the_button_pressed_by_several_at_once_is_done_once(cast, handed):
    row = handed(to("finance_deputy"))
    results = at_once(*[lambda: carry_out(row.pk, None)] * 4)
    assert refusals(results) == []
    assert holders(cast) == ["finance_head", "finance_deputy"]
    assert JournalEntry.objects.filter(act="import").count() == 1
    assert verify(cast.government) == []


def test_of_two_workbooks_for_one_seat_the_second_is_shown_anew(cast, handed):
    rows = [handed(to(who)) for who in ("finance_deputy", "finance_clerk")]
    results = at_once(*[lambda row=row: carry_out(row.pk, None) for row in rows])
    assert len(refusals(results)) == 1
    assert len(holders(cast)) == 2
    states = sorted(type(row)._default_manager.get(pk=row.pk).state for row in rows)
    assert states == ["applied", "checked"]
    assert verify(cast.government) == []


def test_a_clerk_and_a_workbook_fill_a_vacant_seat_once(cast, handed):
    Appointment.objects.filter(seat=cast.seats["finance_head"]).delete()
    other = Official.objects.create(government=cast.government, key="other", name="另一人")
    row = handed(lambda book: add(book["任职"], 岗位="finance_head", 干部="finance_deputy", 自=TODAY))
    results = at_once(
        lambda: carry_out(row.pk, None), lambda: appoint(cast.seats["finance_head"], other, TODAY, by=cast.clerk)
    )
    assert len([one for one in results if isinstance(one, Refused)]) == 1
    assert len(holders(cast)) == 1
    assert verify(cast.government) == []
