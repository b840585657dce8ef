"""No serious barrier on the pages of leave, wide, narrow, and in large type."""

from __future__ import annotations

import pytest

from govrules.core import clock
from leave.requests import gifts
from tests.browser.queue_room import Enter, cast, enter
from tests.browser.test_accessibility import SIZES, barriers
from tests.core.calendars import office
from tests.core.cast import Cast, in_county
from tests.leave.requests.desk import Desk
from tests.portal.office import TODAY

__all__ = ["cast", "enter"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SPAN = {"starts_at": "2026-06-16 08:00", "ends_at": "2026-06-19 18:00"}


def pages(cast: Cast) -> list[str]:
    """One of everything: asked, granted, to be picked, to be filed, abroad, a gift."""
    with clock.frozen(office(TODAY)) as stopped:
        desk = Desk(cast, stopped)
        granted = desk.granted("land_deputy", **SPAN)
        draft = desk.draft(**SPAN)
        picked = desk.asked("head", by="clerk", **SPAN)
        abroad = desk.asked("executive", kind="abroad", within_limits=True, countries="日本", **SPAN)
        desk.say(desk.live(abroad).get())
        gifts.register(cast.government, cast.clerk, gifts.Received(cast.executive, "漆器一件", clock.today()))
        steps = [desk.live(leave).get().pk for leave in (picked, abroad)]
    return [
        "/leave/", "/leave/new/", f"/leave/new/?seat={cast.seats['schools_deputy'].pk}", f"/leave/{draft.pk}/edit/",
        f"/leave/{draft.pk}/ask/", f"/leave/{granted.pk}/", "/leave/filings/", "/leave/statistics/", "/leave/abroad/",
        "/office/referrals/", *(f"/queue/{pk}/" for pk in steps),
    ]  # fmt: skip


@in_county("taobei-2020")
@pytest.mark.parametrize(("size", "large"), [("desktop", False), ("phone", False), ("phone", True)])
def test_the_pages_of_leave(cast: Cast, enter: Enter, size: str, large: bool) -> None:
    addresses = pages(cast)
    cast.director.account.large_type = large
    cast.director.account.save()
    page = enter(cast.director, SIZES[size])
    found, wide = {}, {}
    for address in addresses:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        found[address] = barriers(page)
        wide[address] = page.evaluate("(main => main.scrollWidth - main.clientWidth)(document.querySelector('main'))")
    assert {address: said for address, said in found.items() if said} == {}
    assert {address: over for address, over in wide.items() if over > 1} == {}
