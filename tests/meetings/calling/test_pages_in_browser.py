"""The pages of items and of meetings before they open, in Chromium: wide, narrow, in large type; moved by keyboard."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.queue_room import DESKTOP, PHONE, Enter, cast, enter
from tests.browser.test_accessibility import SIZES, barriers
from tests.core.cast import Cast
from tests.meetings.calling.desk import Office
from tests.meetings.stage import Stage

__all__ = ["cast", "enter"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("GOVRULES_SHOTS")


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


@pytest.fixture
def room(cast: Cast) -> Office:
    return Office(Stage(cast))


def test_every_page_is_without_barriers(room: Office, enter: Enter) -> None:
    cast = room.cast
    meeting = room.arranged(items=3, room=room.room())
    called = room.called(starts_at=meeting.starts_at.replace(hour=6))
    item = room.approved("关于全县秋季学期义务教育学位供给和城东片区新建小学用地、资金有关事项的议题")
    addresses = [
        "/meetings/", "/meetings/?tab=past", "/meetings/calendar/", "/meetings/new/", f"/meetings/{meeting.pk}/",
        f"/meetings/{meeting.pk}/agenda/", f"/meetings/{meeting.pk}/fix/", f"/meetings/{called.pk}/",
        f"/meetings/{called.pk}/late/", "/meetings/items/", f"/meetings/items/{meeting.items.first().pk}/",
        "/meetings/items/new/", "/meetings/items/which/?q=报告&major_issue=1",
    ]  # fmt: skip
    assert item.pk
    found = {}
    for size, large in (("desktop", False), ("phone", False), ("desktop", True)):
        cast.director.account.large_type = large
        cast.director.account.save()
        page = enter(cast.director, SIZES[size])
        for n, address in enumerate(addresses):
            page.goto(address)
            page.wait_for_load_state("networkidle")
            found[size, large, address] = barriers(page)
            shot(page, f"{n:02}-{size}{'-large' if large else ''}")
            width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert width <= 0, (size, address, width)
    assert {key: said for key, said in found.items() if said} == {}


def test_an_agenda_is_put_together_by_keyboard_alone(room: Office, enter: Enter) -> None:
    meeting = room.planned()
    for n in (1, 2, 3):
        room.approved(f"关于第{n}项工作的议题")
    page = enter(room.clerk, DESKTOP)
    page.goto(f"/meetings/{meeting.pk}/agenda/")
    for box in page.locator("input[name=add]").all():
        box.focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="选入议程").press("Enter")
    page.get_by_role("button", name="第3项上移").press("Enter")
    page.wait_for_url("**/agenda/?at=*")
    page.keyboard.press("Enter")  # the arrow of the item that was moved has the focus
    page.get_by_text("议程（3项）").wait_for()
    page.wait_for_function("document.querySelector('[data-row] a').textContent.includes('第3项')")
    assert room.agenda(meeting)[0] == "关于第3项工作的议题"
    page.get_by_role("button", name="第1项移出议程").press("Enter")
    page.get_by_text("议程（2项）").wait_for()
    assert len(room.agenda(meeting)) == 2


def test_an_item_is_dragged_to_its_place(room: Office, enter: Enter) -> None:
    meeting = room.arranged(items=3)
    page = enter(room.clerk, DESKTOP)
    page.goto(f"/meetings/{meeting.pk}/agenda/")
    rows = page.locator("[data-row] .agenda-no")
    rows.nth(2).drag_to(rows.nth(0), target_position={"x": 5, "y": 1})
    page.wait_for_function("document.querySelector('[data-row] a').textContent.includes('第3项')")
    page.wait_for_load_state("networkidle")
    assert room.agenda(meeting)[0] == "关于第3项工作的议题"


def test_a_phone_shows_the_week(room: Office, enter: Enter) -> None:
    room.called()
    page = enter(room.cast.head, PHONE)
    page.goto("/meetings/calendar/")
    assert page.get_by_text("县政府常务会议").first.is_visible()
