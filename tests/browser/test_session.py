"""A meeting in a real browser: what is typed survives a reload and a lost line; two secretaries; phone, projector."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from govrules.core import clock
from meetings.attendance import excusing, presence
from meetings.attendance.excusing import Asking
from meetings.calling.models import Meeting
from meetings.session import actions
from meetings.session.models import Decision, Speech
from supervision.actions import Order, open_task
from tests.browser.queue_room import PHONE, Enter, cast, enter
from tests.browser.test_accessibility import SIZES, barriers
from tests.core.cast import Cast, in_county
from tests.meetings.session.conftest import Hall
from tests.meetings.stage import Stage

__all__ = ["cast", "enter"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = "原则同意，由县教育局牵头修改后报批。"
WALL = {"width": 1280, "height": 720}


@pytest.fixture
def hall(cast: Cast) -> Hall:
    return Hall(Stage(cast), clock.StoppedClock(clock.now()))


def at_hand(hall: Hall) -> Meeting:
    """It sits, the first item is being discussed."""
    meeting = hall.sits()
    actions.turn_to(hall.item(meeting).pk, hall.cast.clerk)
    return meeting


def shot(page: Page, name: str) -> None:
    """A picture for people to look at, when GOVRULES_SHOTS names a folder."""
    folder = os.environ.get("GOVRULES_SHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True, caret="initial")


def say(page: Page) -> object:
    return page.locator("form.decision .kept-say")


def saved(meeting: Meeting) -> str:
    return Decision.objects.filter(item__meeting=meeting).order_by("pk").values_list("text", flat=True).first() or ""


def fits(page: Page) -> bool:
    """Nothing sticks out to the side."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_typed_text_is_saved_by_itself_and_is_there_after_a_reload(hall: Hall, enter: Enter) -> None:
    meeting = at_hand(hall)
    page = enter(hall.cast.clerk)
    page.goto(f"/meetings/{meeting.pk}/session/")
    page.get_by_label("议定内容").fill(TEXT)
    expect(say(page)).to_contain_text("已保存")
    assert saved(meeting) == TEXT
    page.reload()
    expect(page.get_by_label("议定内容")).to_have_value(TEXT)
    assert page.evaluate("localStorage.length") == 0
    shot(page, "session-1440")


def test_what_is_pressed_while_the_text_is_on_its_way_waits_for_it(hall: Hall, enter: Enter) -> None:
    """On a slow line one's own words are not taken for a colleague's."""
    meeting = at_hand(hall)
    page = enter(hall.cast.clerk)
    page.goto(f"/meetings/{meeting.pk}/session/")
    held = []
    page.route("**/keep/", lambda route: held.append((route, route.fetch())))
    page.get_by_label("通过", exact=True).check()
    page.get_by_label("议定内容").fill(TEXT)
    while not held:
        page.wait_for_timeout(100)
    page.get_by_role("button", name="议定", exact=True).click(no_wait_after=True)
    [(route, answer)] = held
    route.fulfill(response=answer)
    expect(page.locator("#messages")).to_contain_text("已记录：通过")
    assert saved(meeting) == TEXT


def test_a_lost_line_loses_nothing(hall: Hall, enter: Enter) -> None:
    """The line is dead, the page is reloaded meanwhile, the line comes back: the text is saved."""
    meeting = at_hand(hall)
    page = enter(hall.cast.clerk)
    page.goto(f"/meetings/{meeting.pk}/session/")
    page.route("**/keep/", lambda route: route.abort())
    page.get_by_label("议定内容").fill(TEXT)
    page.get_by_label("修改后通过").check()
    expect(say(page)).to_contain_text("网络不通，已存在本机")
    page.reload()
    expect(page.get_by_label("议定内容")).to_have_value(TEXT)
    expect(page.get_by_label("修改后通过")).to_be_checked()
    assert saved(meeting) == ""
    shot(page, "session-offline")
    page.unroute("**/keep/")
    expect(say(page)).to_contain_text("已保存", timeout=15_000)
    assert saved(meeting) == TEXT


def test_the_gist_of_a_speech_is_kept_too(hall: Hall, enter: Enter) -> None:
    meeting = at_hand(hall)
    page = enter(hall.cast.clerk)
    page.goto(f"/meetings/{meeting.pk}/session/")
    page.get_by_label("谁发言").select_option(label="钱卫东（常务副县长）")
    page.get_by_role("button", name="开始发言").click()
    page.get_by_label("钱卫东的发言要点").fill("同意，注意资金。")
    expect(page.locator(".speech .kept-say")).to_contain_text("已保存")
    assert Speech.objects.get().text == "同意，注意资金。"
    expect(page.locator(".speech .timer")).to_have_text(re.compile(r"^00:\d\d$"))


def test_two_secretaries_see_both_texts_and_merge(hall: Hall, enter: Enter) -> None:
    meeting = at_hand(hall)
    one, other = enter(hall.cast.clerk), enter(hall.cast.director)
    for page in (one, other):
        page.goto(f"/meetings/{meeting.pk}/session/")
    one.get_by_label("议定内容").fill("甲的文字")
    expect(say(one)).to_contain_text("已保存")
    other.get_by_label("议定内容").fill("乙的文字")
    expect(other.locator(".kept-theirs")).to_contain_text("郑晓在此期间保存的文字：")
    expect(other.locator(".kept-text")).to_have_text("甲的文字")
    shot(other, "session-merge")
    assert saved(meeting) == "甲的文字"
    other.get_by_label("议定内容").fill("甲乙合并的文字")
    other.get_by_role("button", name="已对照合并，保存我的").click()
    expect(say(other)).to_contain_text("已保存")
    assert saved(meeting) == "甲乙合并的文字"


def test_a_whole_meeting_by_the_buttons_on_a_phone(hall: Hall, enter: Enter) -> None:
    meeting = hall.called(items=1)
    page = enter(hall.cast.clerk, PHONE)
    page.goto(f"/meetings/{meeting.pk}/session/")
    assert fits(page)
    page.get_by_role("button", name="到会：赵立民").click()
    expect(page.get_by_role("button", name="离会：赵立民")).to_be_visible()
    shot(page, "session-called-390")
    page.get_by_role("button", name="宣布开会").click()
    page.get_by_role("link", name="1. 关于第1项工作的议题").click()
    page.get_by_role("button", name="开始讨论").click()
    page.get_by_label("通过", exact=True).check()
    page.get_by_label("议定内容").fill(TEXT)
    assert fits(page)
    shot(page, "session-390")
    page.get_by_role("button", name="议定", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("已记录：通过")
    page.get_by_role("button", name="散会").click()
    expect(page.locator("#messages")).to_contain_text("已散会")
    assert Decision.objects.get().kind == "adopted"


@in_county("yangcheng-2021")
def test_the_projector_and_a_phone_at_the_door(hall: Hall, enter: Enter) -> None:
    meeting = hall.called()
    wall = enter(hall.cast.clerk, WALL)
    wall.goto(f"/meetings/{meeting.pk}/wall/")
    expect(wall.locator(".wall-code svg")).to_be_visible()
    shot(wall, "wall-called")
    phone = enter(hall.cast.head, PHONE)
    phone.goto(f"/meetings/sign/{presence.token(meeting.pk, clock.now())}/")
    phone.get_by_role("button", name="赵立民签到").click()
    expect(phone.locator("#messages")).to_contain_text("已签到")
    assert fits(phone)
    shot(phone, "mine-390")
    expect(wall.locator(".wall-head")).to_contain_text("实到1人")
    hall.come(meeting)
    actions.open_meeting(meeting.pk, hall.cast.clerk)
    actions.turn_to(hall.item(meeting).pk, hall.cast.clerk)
    expect(wall.locator("h2")).to_have_text("关于第1项工作的议题")
    expect(wall.locator(".timer")).to_have_text(re.compile(r"^00:\d\d$"))
    assert wall.locator("button:visible, form:visible, a:visible:not(.skip)").count() == 0
    shot(wall, "wall-sitting")


def test_the_list_of_who_comes(hall: Hall, enter: Enter) -> None:
    meeting = hall.called()
    for size, name in ((None, "attendance-1440"), (PHONE, "attendance-390")):
        page = enter(hall.cast.clerk, *([size] if size else []))
        page.goto(f"/meetings/{meeting.pk}/attendance/")
        expect(page.get_by_role("heading", name="组成人员")).to_be_visible()
        assert fits(page)
        shot(page, name)


@in_county("taobei-2020")
def test_every_page_is_without_barriers(hall: Hall, enter: Enter) -> None:
    """Wide, narrow, in large type: the room before and during the meeting, one's own pages, supervised matters."""
    cast = hall.cast
    ahead = hall.stage.meeting("meeting_called", items=3)
    sits = at_hand(hall)
    hall.speak(hall.item(sits), cast.executive)
    actions.turn_to(hall.item(sits).pk, cast.clerk)
    row = ahead.attendees.get(official=cast.head)
    excuse = excusing.ask(
        ahead.attendees.get(official=cast.schools_deputy).pk, cast.clerk, Asking("出差", opinion="同意。")
    )
    order = Order(
        "新建小学", "年内开工。", "常务会议议定", cast.education, (cast.finance,), clock.today(), demand="按月督查。"
    )  # fmt: skip
    task = open_task(order, cast.clerk, clock.now())
    office = [
        f"/meetings/{ahead.pk}/session/", f"/meetings/{sits.pk}/session/", f"/meetings/{sits.pk}/attendance/",
        f"/meetings/{sits.pk}/wall/", f"/meetings/leave/{excuse.pk}/", "/supervision/", f"/supervision/{task.pk}/",
    ]  # fmt: skip
    own = [f"/meetings/{ahead.pk}/mine/", f"/meetings/attendees/{row.pk}/leave/"]
    found = {}
    for size, large in (("desktop", False), ("phone", False), ("desktop", True)):
        for who, addresses in ((cast.clerk, office), (cast.head, own)):
            who.account.large_type = large
            who.account.save()
            page = enter(who, SIZES[size])
            for number, address in enumerate(addresses):
                page.goto(address)
                page.wait_for_load_state("load")
                found[size, large, address] = barriers(page)
                shot(page, f"{who.key}-{number}-{size}{'-large' if large else ''}")
                assert fits(page), (size, large, address)
    assert {key: said for key, said in found.items() if said} == {}
