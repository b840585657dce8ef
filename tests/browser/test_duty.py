"""Duty and the board in a real browser: a month made, kept, handed over and swapped, wide and in a hand."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from documents.printing import available
from govrules.core import clock
from govrules.core.calendar.actions import start_clock
from govrules.core.office.actions import Trip, enter_absence
from leave.duty import actions
from leave.duty.models import DutyShift, EntryKind, Handover, Role, Swap, SwapState
from tests.browser.queue_room import PHONE, Enter, enter
from tests.browser.test_accessibility import barriers
from tests.core.calendars import office
from tests.core.cast import Cast
from tests.leave.duty.conftest import county
from tests.leave.duty.room import MONDAY
from tests.portal.office import day

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["county", "enter"]
Shoot = Callable[[Page, str], None]


@pytest.fixture
def cast(lasting_cast: Cast) -> Cast:
    """The cast on Monday, 1 June 2026, also for the server's threads, with telephones."""
    start_clock(MONDAY)
    for n, official in enumerate(lasting_cast.everybody()):
        official.phone = f"0995-88{n:05}"
        official.save()
    return lasting_cast


@pytest.fixture
def shoot() -> Shoot:
    """Pictures to look at, when GOVRULES_SHOTS names a folder."""
    folder = os.environ.get("GOVRULES_SHOTS")

    def take(page: Page, name: str) -> None:
        if folder:
            width = page.viewport_size["width"]
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True, caret="initial")

    return take


def fits(page: Page) -> bool:
    """Whether nothing makes the page itself wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def sees(page: Page, address: str, shoot: Shoot, name: str) -> None:
    """A page opens, fits the window, has no barrier, and is kept as a picture."""
    page.goto(address)
    shoot(page, name)
    assert fits(page), name
    assert barriers(page) == [], name


def away(official, start: str, end: str, reason: str, place: str) -> None:
    with day("2026-06-01 09:00"):
        enter_absence(official, Trip(office(start), office(end), reason, place))


def published(cast: Cast) -> None:
    """June of the office and the education bureau."""
    leaders = [cast.head, cast.executive, cast.schools_deputy, cast.land_deputy]
    bureau = [cast.education_head, cast.education_deputy]
    with day("2026-06-01 09:00"):
        for organ, by, lead, on in (
            (cast.office, cast.clerk, leaders, [cast.vice_director, cast.clerk, cast.director]),
            (cast.education, cast.education_clerk, bureau, [cast.education_clerk]),
        ):  # fmt: skip
            turns = actions.Turns([o.pk for o in lead], [o.pk for o in on])
            actions.publish(actions.make(organ, MONDAY.date(), turns, by=by), by=by)


def test_a_month_is_made_published_and_printed(cast: Cast, enter: Enter, shoot: Shoot) -> None:
    away(cast.head, "2026-06-01 07:00", "2026-06-03 18:00", "赴市里开会", "吐鲁番市")
    page = enter(cast.clerk)
    page.goto("/leave/duty/")
    shoot(page, "duty-empty")
    page.get_by_role("link", name=cast.office.short_name).click()
    page.get_by_role("link", name="编排", exact=True).click()
    shoot(page, "duty-make")
    page.get_by_role("button", name="按顺序轮流编排").click()
    expect(page.get_by_text("编排中，尚未公布")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("6月1日")).get_by_text("钱卫东")).to_be_visible()
    page.get_by_role("link", name="公布", exact=True).click()
    page.get_by_role("button", name="公布").click()
    expect(page.get_by_text("已通知各班人员")).to_be_visible()
    shoot(page, "duty-month")
    assert barriers(page) == []
    paper = page.request.get(page.get_by_role("link", name="打印 PDF").evaluate("link => link.href"))
    assert available() or (paper.ok and paper.headers["content-type"] == "application/pdf")
    page.goto("/leave/duty/log/")
    shoot(page, "duty-log-empty")
    assert barriers(page) == []


def test_kept_handed_over_and_taken_in_two_browsers(cast: Cast, enter: Enter, shoot: Shoot) -> None:
    published(cast)
    first = enter(cast.vice_director, PHONE)
    first.goto("/leave/duty/")
    first.get_by_role("link", name=re.compile("6月1日")).click()
    first.get_by_role("link", name="记一笔").click()
    first.get_by_label("紧急、重要事项").check()
    first.get_by_label("内容").fill("城东水库水位上涨，已派人巡查。")
    first.get_by_label("向谁报告").fill("带班领导赵立民")
    first.get_by_label("报告时间").fill("2026-06-01T09:00")
    shoot(first, "duty-write")
    first.get_by_role("button", name="记入").click()
    expect(first.get_by_text("报告带班领导赵立民")).to_be_visible()
    first.get_by_role("link", name="交班", exact=True).click()
    expect(first.get_by_label("移交事项")).to_have_value(re.compile("水库水位上涨.*已报带班领导赵立民，未办结"))
    first.get_by_role("button", name="交班").click()
    second = enter(cast.clerk)
    sees(second, "/leave/duty/", shoot, "duty-taking")
    second.get_by_role("button", name="确认接班").click()
    expect(second.get_by_role("heading", name="以前各班未办结的")).to_be_visible()
    shoot(second, "duty-shift")
    assert Handover.objects.get().taken_by == cast.clerk
    first.reload()
    shoot(first, "duty-shift-over")
    assert fits(first) and first.get_by_role("link", name="记一笔").count() == 0


def test_swapped_by_agreement(cast: Cast, enter: Enter) -> None:
    published(cast)
    shift = DutyShift.objects.get(roster__organ=cast.office, day="2026-06-07")
    asker = {o.pk: o for o in (cast.vice_director, cast.clerk, cast.director)}[shift.officer_id]
    other = cast.director if asker != cast.director else cast.clerk
    page = enter(asker)
    page.goto(f"/leave/duty/shifts/{shift.pk}/")
    page.get_by_role("link", name="换班").click()
    page.get_by_label("请谁代我值这一班").select_option(str(other.pk))
    page.get_by_label("原因").fill("家中有事")
    page.get_by_role("button", name="请对方答复").click()
    answering = enter(other, PHONE)
    answering.goto("/leave/duty/")
    answering.get_by_role("button", name="同意", exact=True).click()
    expect(answering.get_by_text(f"已同意{asker.name}的换班")).to_be_visible()
    assert Swap.objects.get().state == SwapState.AGREED
    shift.refresh_from_db()
    assert shift.officer == other


def busy(cast: Cast) -> None:
    """Lines in two logs, an exchange, somebody put on by hand."""
    with day("2026-06-01 09:30"):
        at = clock.now()
        here, there = (DutyShift.objects.get(roster__organ=o, day="2026-06-01") for o in (cast.office, cast.education))
        said = actions.Said(EntryKind.VISIT, at, "两名村民反映占地补偿款未到账。", "买买提等2人")
        entry = actions.write(here, said, by=here.officer)
        actions.follow_up(entry, "已转县信访局，约定6月3日答复", by=here.officer, settles=True)
        fire = actions.Said(EntryKind.MAJOR, at, "第二小学锅炉房起火，已扑灭，无人员伤亡。")
        actions.write(there, fire, by=there.officer)
        fifth, eighth = (DutyShift.objects.get(roster__organ=cast.office, day=f"2026-06-{d}") for d in ("05", "07"))
        asking = actions.Asking(Role.OFFICER, eighth.officer, "家中老人住院", eighth)
        actions.answer(actions.ask(fifth, asking, by=fifth.officer), True, by=eighth.officer)
        tenth = DutyShift.objects.get(roster__organ=cast.education, day="2026-06-10")
        [new] = {cast.education_head, cast.education_deputy} - {tenth.leader}
        why = "赴地区参加督导评估"
        actions.assign(tenth, Role.LEADER, new, by=cast.education_clerk, seen=tenth.leader_id, why=why)


def test_the_pages_wide_and_in_a_hand(cast: Cast, enter: Enter, shoot: Shoot) -> None:
    published(cast)
    busy(cast)
    away(cast.head, "2026-06-01 07:00", "2026-06-03 18:00", "赴市里开会", "吐鲁番市")
    away(cast.schools_deputy, "2026-06-02 14:00", "2026-06-12 18:00", "学习培训", "乌鲁木齐市")
    away(cast.education_head, "2026-06-01 08:00", "2026-06-05 18:00", "休假", "伊犁州")
    away(cast.finance_head, "2026-06-04 08:00", "2026-06-05 18:00", "出差", "吐鲁番市")
    shift = DutyShift.objects.get(roster__organ=cast.education, day="2026-06-01")
    pages = {
        "board": "/leave/board/", "board-desk": "/", "calendar-week": "/leave/board/calendar/",
        "calendar-month": "/leave/board/calendar/?view=month&by=heads", "feed": "/feeds/",
        "duty": "/leave/duty/", "duty-organ": f"/leave/duty/organs/{cast.education.pk}/",
        "duty-holes": f"/leave/duty/shifts/{shift.pk}/", "whereabouts": "/leave/duty/whereabouts/",
        "duty-people": f"/leave/duty/organs/{cast.office.pk}/people/", "duty-log": "/leave/duty/log/",
        "duty-setting": "/leave/duty/setting/",
    }  # fmt: skip
    for size in ({}, {"size": PHONE}):
        page = enter(cast.director, **size)
        for name, address in pages.items():
            sees(page, address, shoot, name)
