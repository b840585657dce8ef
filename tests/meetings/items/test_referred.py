"""What another floor refers to a meeting, such as the report of a study visit, becomes an item, once."""

import pytest

from govrules.core import acts, clock
from govrules.core.errors import BadInput
from govrules.core.journal.models import JournalEntry
from govrules.core.matters import actions as steps
from govrules.core.matters.models import Matter, Referral
from govrules.core.matters.referring import offer, waiting
from meetings.items.models import AgendaItem
from tests.core.cast import Cast, in_county
from tests.meetings.items.desk import Desk
from tests.portal.office import page, signed_in


def referred(cast: Cast, title: str = "关于赴外地考察情况的报告") -> Referral:
    """A matter of the office's that ends with something to be told to a meeting."""
    at = clock.now()
    opening = steps.Opening(cast.government, "leave", "外出考察", cast.office, cast.clerk, "leave_back")
    matter = steps.open_matter(opening, at)
    with acts.on(matter.pk) as locked:
        return offer(locked, "agenda_item", title, at, text="考察了三个园区。", article=59)


def form(cast: Cast, **values: object) -> dict[str, object]:
    return {
        "title": "关于赴外地考察情况的报告", "business": "standing:2", "brief": "考察了三个园区。", "secrecy": "open",
        "proposal": "请审议。", "organ": cast.office.pk, **values,
    }  # fmt: skip


@in_county("yunyang-2025")
def test_the_office_makes_an_item_of_it_from_its_page(desk: Desk) -> None:
    cast, row = desk.cast, referred(desk.cast)
    client = signed_in(cast.clerk)
    address = f"/meetings/items/new/?source={row.matter_id}"
    assert address in page(client, "/office/referrals/")
    started = page(client, address)
    assert row.title in started and row.text in started
    assert client.post("/meetings/items/new/", form(cast, source=row.matter_id)).status_code == 302
    row.refresh_from_db()
    assert (row.taken_by, row.taken_by.parent) == (AgendaItem.objects.get().matter, row.matter)
    assert "承接" in JournalEntry.objects.filter(matter=row.matter).latest("seq").text
    assert not waiting(cast.government).exists() and address not in page(client, "/office/referrals/")


@in_county("yunyang-2025")
def test_taken_up_it_is_no_source_any_more(desk: Desk) -> None:
    row, client = referred(desk.cast), signed_in(desk.cast.clerk)
    client.post("/meetings/items/new/", form(desk.cast, source=row.matter_id))
    assert client.get(f"/meetings/items/new/?source={row.matter_id}").status_code == 404
    with pytest.raises(BadInput, match="已经提请会议"):
        desk.item(desk.cast.clerk, desk.cast.office, parent=row.matter, title="另一个议题", sponsor=None)
    assert AgendaItem.objects.count() == 1


def test_whoever_may_not_see_it_makes_nothing_of_it(desk: Desk) -> None:
    row = referred(desk.cast)
    assert signed_in(desk.cast.education_clerk).get(f"/meetings/items/new/?source={row.matter_id}").status_code == 404


def test_a_matter_that_was_not_referred_is_no_source(desk: Desk) -> None:
    cast = desk.cast
    plain: Matter = referred(cast).matter
    Referral.objects.all().delete()
    assert signed_in(cast.clerk).get(f"/meetings/items/new/?source={plain.pk}").status_code == 404
