"""Writing minutes in a browser: levels and numbers, the preview, what is kept across a reload, two at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect

from govrules.core import clock
from govrules.core.matters import actions as steps
from govrules.core.office.models import Official
from meetings.minutes import actions
from meetings.minutes.models import Minutes
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_accessibility import barriers
from tests.conftest import PATIENCE
from tests.core.cast import Cast, in_county
from tests.documents.papers import browser as session_of
from tests.meetings.conftest import monday as monday  # the clock of the meetings' tests
from tests.meetings.minutes.clerks import again, opened, over, sent, text_of, through
from tests.meetings.stage import Stage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EDITOR = "#editor .ql-editor"


@pytest.fixture
def minutes(lasting_cast: Cast, monday: clock.StoppedClock) -> Minutes:
    return opened(Stage(lasting_cast))


@pytest.fixture
def open_as(browser: Browser, browser_context_args: dict[str, Any], live_server: Any) -> Iterator[Callable[..., Page]]:
    """A page of somebody who is logged in; at the end none may have reported an error."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def make(official: Official, size: dict[str, int] = DESKTOP) -> Page:
        context = browser.new_context(**browser_context_args, viewport=size, base_url=live_server.url)
        context.set_default_timeout(PATIENCE)
        cookie = session_of(official).cookies["sessionid"]
        context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: said.type == "error" and "409" not in said.text and troubles.append(said.text))
        contexts.append(context)
        return page

    yield make
    for context in contexts:
        context.close()
    assert troubles == []


def shot(page: Page, name: str) -> None:
    """A picture for people to look at, when GOVRULES_SHOTS names a folder."""
    folder = os.environ.get("GOVRULES_SHOTS")
    if folder:
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=Path(folder) / f"minutes-{name}-{width}.png", full_page=True)


def edit(page: Page, minutes: Minutes) -> None:
    page.goto(reverse("meetings:minutes_edit", args=[minutes.pk]))
    expect(page.locator(EDITOR)).to_be_visible()


def body(page: Page) -> list[str]:
    """The text as it will be sent, line by line."""
    return page.locator("#id_body").input_value().split("\n")


def type_at_end(page: Page, text: str) -> None:
    page.locator(EDITOR).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def test_levels_number_themselves(minutes: Minutes, open_as: Callable[..., Page]) -> None:
    page = open_as(Official.objects.get(key="clerk"))
    edit(page, minutes)
    before = body(page)
    assert before == minutes.body.split("\n"), "opening it changes nothing"
    page.locator(EDITOR).click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("其他事项")
    page.get_by_role("button", name="一、", exact=True).click()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("（一）抓好落实。")  # a typed number becomes a level
    page.keyboard.press("Enter")
    page.keyboard.type("按月报告。")
    page.keyboard.press("Alt+2")
    assert body(page)[len(before) :] == ["三、其他事项", "（一）抓好落实。", "（二）按月报告。"]
    expect(page.locator("#preview .level-1 b").last).to_have_text("三、其他事项")
    shot(page, "edit")
    page.get_by_role("button", name="撤销").click()
    assert "（二）按月报告。" not in body(page)
    page.get_by_role("button", name="重做").click()
    assert body(page)[-1] == "（二）按月报告。"
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".paper-minutes .level-1 b").last).to_have_text("三、其他事项")
    shot(page, "page")


def test_what_is_pasted_comes_without_its_looks(minutes: Minutes, open_as: Callable[..., Page]) -> None:
    page = open_as(Official.objects.get(key="clerk"))
    edit(page, minutes)
    page.locator(EDITOR).click()
    page.keyboard.press("Control+A")
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/html", "<h1 style='color:red'>一、<b>总体</b>要求</h1><table><tr><td>甲</td></tr></table>"
            + "<p onclick='x()'>\\u3000\\u30001.第一条<img src='x:y'></p>");
          document.querySelector("#editor .ql-editor").dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    assert body(page) == ["一、总体要求", "甲", "1.第一条"]
    inside = page.locator(EDITOR)
    assert inside.locator("b, strong, h1, table, img, [style], [onclick]").count() == 0


def test_what_was_typed_survives_a_reload(minutes: Minutes, open_as: Callable[..., Page]) -> None:
    page = open_as(Official.objects.get(key="clerk"))
    edit(page, minutes)
    type_at_end(page, "另行通知。")
    expect(page.locator("#saved-here")).to_contain_text("已暂存")
    page.reload()
    expect(page.locator("#kept")).to_contain_text("没有保存的内容")
    shot(page, "kept")
    page.get_by_role("button", name="恢复").click()
    assert body(page)[-1].endswith("另行通知。")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".paper-minutes")).to_contain_text("另行通知。")
    edit(page, minutes)
    expect(page.locator("#kept")).to_be_hidden()


def test_what_was_sent_into_a_dead_line_is_still_there(minutes: Minutes, open_as: Callable[..., Page]) -> None:
    page = open_as(Official.objects.get(key="clerk"))
    edit(page, minutes)
    type_at_end(page, "断线前写的。")
    expect(page.locator("#saved-here")).to_contain_text("已暂存")
    page.route("**/edit/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.get_by_role("button", name="保存").click(no_wait_after=True)
    page.wait_for_timeout(300)
    page.unroute("**/edit/")
    edit(page, minutes)
    page.get_by_role("button", name="恢复").click()
    assert body(page)[-1].endswith("断线前写的。")


def test_nobody_else_at_the_same_machine_is_offered_it(
    minutes: Minutes, open_as: Callable[..., Page], live_server: Any
) -> None:
    page = open_as(Official.objects.get(key="clerk"))
    edit(page, minutes)
    type_at_end(page, "只给自己看。")
    expect(page.locator("#saved-here")).to_contain_text("已暂存")
    other = session_of(Official.objects.get(key="director")).cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": other.value, "url": live_server.url}])
    edit(page, minutes)
    expect(page.locator("#kept")).to_be_hidden()
    page.goto("/login/")
    page.context.clear_cookies()
    page.goto("/login/")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft-')).length") == 0


def test_two_at_once_see_each_other_s_text(minutes: Minutes, open_as: Callable[..., Page]) -> None:
    first, second = open_as(Official.objects.get(key="clerk")), open_as(Official.objects.get(key="director"))
    edit(first, minutes)
    edit(second, minutes)
    type_at_end(first, "甲写的。")
    first.get_by_role("button", name="保存").click()
    expect(first.locator(".paper-minutes")).to_contain_text("甲写的。")
    type_at_end(second, "乙写的。")
    second.get_by_role("button", name="保存").click()
    expect(second.locator(".pairs del")).to_contain_text("甲")
    expect(second.locator(".pairs ins")).to_contain_text("乙")
    shot(second, "two")
    assert body(second)[-1].endswith("乙写的。")
    assert again(minutes).body.endswith("甲写的。")


def test_on_a_phone_it_fits(minutes: Minutes, open_as: Callable[..., Page]) -> None:
    page = open_as(Official.objects.get(key="clerk"), PHONE)
    for name in ("minutes_edit", "minutes", "minutes_send"):
        page.goto(reverse(f"meetings:{name}", args=[minutes.pk]))
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        shot(page, name)
    for name in ("minutes_index", "minutes_late", "minutes_public", "minutes_register"):
        page.goto(reverse(f"meetings:{name}"))
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        shot(page, name)


@pytest.fixture
def eventful(lasting_cast: Cast, monday: clock.StoppedClock) -> dict[str, str]:
    """Addresses of every page, with something on each."""
    stage = Stage(lasting_cast)
    meeting = over(stage, items=1)
    item = stage.listed(meeting, 2, title="关于干部调整的议题", secrecy="confidential", declared={"major": True})
    stage.decided(item, text="同意调整。")
    steps.join_organ(item.matter, lasting_cast.office, "office", clock.now())
    made = again(actions.open_minutes(meeting, lasting_cast.clerk, clock.now()))
    actions.revise(made.pk, lasting_cast.clerk, text_of(made, body=made.body.replace("同意", "原则同意")))
    through(sent(again(made), lasting_cast.clerk))
    opened(stage, "plenary")
    of_minutes = {name: reverse(f"meetings:{name}", args=[made.pk]) for name in ("minutes", "minutes_compare")}
    lists = ("minutes_index", "minutes_late", "minutes_public", "minutes_register")
    printed = ("agenda_print", "notice_print", "sign_in_print")
    papers = {name: reverse(f"meetings:{name}", args=[meeting.pk]) for name in printed}
    return of_minutes | papers | {name: reverse(f"meetings:{name}") for name in lists} | {
        "minutes_file": reverse("meetings:minutes_file", args=[item.pk]),
        "minutes_send": reverse("meetings:minutes_send", args=[opened(stage, "special").pk]),
        "minutes_edit": reverse("meetings:minutes_edit", args=[opened(stage).pk]),
    }  # fmt: skip


@in_county("yunyang-2025")
@pytest.mark.parametrize(("size", "large"), [(DESKTOP, False), (PHONE, False), (DESKTOP, True), (PHONE, True)])
def test_no_page_has_a_barrier_or_runs_over(
    eventful: dict[str, str], open_as: Callable[..., Page], size: dict[str, int], large: bool
) -> None:
    clerk = Official.objects.select_related("account").get(key="clerk")
    clerk.account.large_type = large
    clerk.account.save()
    page, found = open_as(clerk, size), {}
    for name, address in eventful.items():
        page.goto(address)
        page.wait_for_load_state("networkidle")
        shot(page, f"{name}{'-large' if large else ''}")
        over_edge = page.evaluate("document.documentElement.scrollWidth") > size["width"]
        found[name] = [*barriers(page), *(["runs over the edge"] if over_edge else [])]
    assert {name: said for name, said in found.items() if said} == {}
