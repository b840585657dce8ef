"""Events and cadences in the browser: asked for, sent on, approved, held; wide, narrow, in large type, no barrier."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from govrules.core.calendar.actions import start_clock
from meetings.calling.states import State
from tests.browser.queue_room import DESKTOP, PHONE, Enter, cast, enter
from tests.browser.test_accessibility import barriers
from tests.core.calendars import office
from tests.core.cast import Cast
from tests.meetings.events.doings import Doings, at
from tests.meetings.stage import Stage

__all__ = ["cast", "enter"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = {"desktop": DESKTOP, "phone": PHONE}
SHOTS = os.environ.get("GOVRULES_SHOTS")


def shot(page: Page, name: str) -> None:
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True, caret="initial")


@pytest.fixture
def doings(cast: Cast) -> Doings:
    """A few events and meetings about the tenth of June."""
    start_clock(office("2026-06-10 09:00"))
    doings, stage = Doings(cast), Stage(cast)
    stage.ended(starts_at=at(6, 3))
    doings.approved("head", leaders=["land_deputy"])
    doings.ask("finance", title="全县秋季招生经费工作会议", starts_at=at(6, 24, 10), people=40)
    stage.meeting(State.PLANNED, starts_at=at(6, 26))
    return doings


def test_asked_for_sent_on_and_approved(cast: Cast, enter: Enter, doings: Doings) -> None:
    page = enter(cast.education_clerk)
    page.goto("/meetings/events/new/")
    for label, value in {
        "名称": "全县校园安全工作会议", "开始": "2026-06-30T09:00", "结束": "2026-06-30T10:00", "地点": "县会议中心",
        "规模（人数）": "60", "参加范围": "各乡镇分管负责人", "经费来源": "教育局会议费", "召开的理由": "开学前部署",
        "会议安排方案": "部署校园安全。",
    }.items():  # fmt: skip
        page.get_by_label(label, exact=True).fill(value)
    shot(page, "event-form")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("校园安全")
    page.get_by_role("link", name="报批", exact=True).click()
    shot(page, "event-ask")
    page.get_by_role("button", name="报政府办公室").click()
    expect(page.locator("#messages")).to_contain_text("已报政府办公室")
    queue = enter(cast.director)
    queue.goto("/queue/")
    queue.get_by_role("link", name="全县校园安全工作会议").first.click()
    expect(queue.locator(".item-head h2")).to_contain_text("全县校园安全工作会议")
    queue.locator(".leaders").get_by_label("县长 赵立民", exact=True).check()
    queue.get_by_label("意见", exact=True).fill("拟同意，请领导审定。")
    shot(queue, "event-queue")
    queue.locator(".bar-choices button", has_text="提出意见，呈送").click()
    expect(queue.locator("main")).to_contain_text("已办理：全县校园安全工作会议（提出意见，呈送）")


@pytest.mark.parametrize(("size", "large"), [("desktop", False), ("phone", False), ("desktop", True)])
def test_no_barrier_on_any_page(cast: Cast, doings: Doings, enter: Enter, size: str, large: bool) -> None:
    cast.clerk.account.large_type = large
    cast.clerk.account.save()
    page = enter(cast.clerk, SIZES[size])
    first = doings.cast.education.matters.get(kind="event").pk
    found = {}
    for name, address in {
        "cadence": "/meetings/cadence/", "events": "/meetings/events/", "year": "/meetings/events/year/",
        "event": f"/meetings/events/{first}/", "new": "/meetings/events/new/",
    }.items():  # fmt: skip
        page.goto(address)
        page.wait_for_load_state("networkidle")
        shot(page, f"{name}-{size}{'-large' if large else ''}")
        found[address] = barriers(page)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{address} is {wide} px too wide"
    assert {address: said for address, said in found.items() if said} == {}
