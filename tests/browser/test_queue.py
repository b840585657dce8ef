"""Working through the queue with keys, on a phone, without a script, and when something goes wrong."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from govrules.core.matters.models import Matter, Step, StepHolder
from govrules.core.notices.models import Notice
from tests.browser.queue_room import DESKTOP, PHONE, Enter, cast, enter
from tests.core.cast import Cast
from tests.portal.office import at_leader, at_office, away, consulting, day, waiting

__all__ = ["cast", "enter"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLES = ("县教育局关于新建城东小学的请示", "县教育局关于扩建实验小学的请示", "县教育局关于校车运营的请示")


def heading(page: Page) -> str:
    return page.locator("#item h2").first.inner_text()


def shows(page: Page, title: str) -> None:
    expect(page.locator("#item .item-head h2")).to_contain_text(title)


def state(step: Step) -> str:
    return Step.objects.values_list("state", flat=True).get(pk=step.pk)


@pytest.fixture
def three(cast: Cast) -> list[Step]:
    """Three requests before the leader whose portfolio they are in, in the order they came."""
    return [at_leader(cast, title, at=f"2026-06-09 1{n}:00") for n, title in enumerate(TITLES)]


# --- keys ---


@pytest.mark.smoke
def test_j_and_k_go_through_the_queue(cast: Cast, three: list[Step], enter: Enter) -> None:
    page = enter(cast.schools_deputy)
    page.goto("/queue/")
    shows(page, TITLES[0])
    for key, title in (("j", TITLES[1]), ("j", TITLES[2]), ("k", TITLES[1])):
        page.keyboard.press(key)
        shows(page, title)
        expect(page.locator("#rows .now .row-title")).to_have_text(title)
    expect(page).to_have_url(re.compile(rf"/queue/{three[1].pk}/"))
    expect(page).to_have_title(f"{TITLES[1]} · {cast.government.name}")
    expect(page.locator("#item .item-head h2")).to_be_focused()


def test_going_on_beyond_the_list_brings_its_next_page(cast: Cast, enter: Enter) -> None:
    steps = waiting(cast, cast.director, 31)
    page = enter(cast.director)
    page.goto(f"/queue/{steps[29].pk}/")
    page.keyboard.press("j")
    shows(page, "第31件")
    expect(page.locator("#rows .now .row-title")).to_have_text("第31件")


def test_at_either_end_it_says_so(cast: Cast, three: list[Step], enter: Enter) -> None:
    page = enter(cast.schools_deputy)
    page.goto(f"/queue/{three[2].pk}/")
    page.keyboard.press("j")
    expect(page.locator("#said")).to_have_text("已经是最后一件")
    shows(page, TITLES[2])


@pytest.mark.smoke
def test_a_letter_chooses_and_enter_decides(cast: Cast, three: list[Step], enter: Enter) -> None:
    page = enter(cast.schools_deputy)
    page.goto("/queue/")
    page.keyboard.press("a")
    expect(page.locator(".bar-say")).to_have_text("同意：按 Enter 确认，Esc 取消")
    assert state(three[0]) == "pending", "a letter alone decides nothing"
    page.keyboard.press("Enter")
    shows(page, TITLES[1])
    expect(page.locator("#messages")).to_contain_text(f"已办理：{TITLES[0]}（同意）")
    expect(page.locator("#waiting")).to_contain_text("2")
    assert state(three[0]) == "done"


def test_esc_takes_a_choice_back(cast: Cast, three: list[Step], enter: Enter) -> None:
    page = enter(cast.schools_deputy)
    page.goto("/queue/")
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    expect(page.locator(".bar-say")).to_have_count(0)
    expect(page.locator("#said")).to_have_text("已取消")
    assert state(three[0]) == "pending"


def test_a_return_asks_for_its_reason_and_goes_with_ctrl_enter(cast: Cast, three: list[Step], enter: Enter) -> None:
    page = enter(cast.schools_deputy)
    page.goto("/queue/")
    page.keyboard.press("r")
    expect(page.get_by_label("意见", exact=True)).to_be_focused()
    expect(page.locator(".bar-say")).to_contain_text("请写明意见，按 Ctrl+Enter 送出")
    page.keyboard.type("请补充资金来源。")
    page.keyboard.press("Control+Enter")
    shows(page, TITLES[1])
    three[0].refresh_from_db()
    assert (three[0].state, three[0].opinion) == ("returned", "请补充资金来源。")


def test_letters_in_the_opinion_are_letters(cast: Cast, three: list[Step], enter: Enter) -> None:
    page = enter(cast.schools_deputy)
    page.goto("/queue/")
    box = page.get_by_label("意见", exact=True)
    box.click()
    page.keyboard.type("jkarx?")
    expect(box).to_have_value("jkarx?")
    shows(page, TITLES[0])
    expect(page.locator("[data-armed]")).to_have_count(0)


def test_what_is_being_written_waits_while_one_looks_at_another(cast: Cast, three: list[Step], enter: Enter) -> None:
    page = enter(cast.schools_deputy)
    page.goto("/queue/")
    page.get_by_label("意见", exact=True).fill("原则同意，但资金要再核。")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    shows(page, TITLES[1])
    expect(page.get_by_label("意见", exact=True)).to_have_value("")
    page.keyboard.press("k")
    expect(page.get_by_label("意见", exact=True)).to_have_value("原则同意，但资金要再核。")


def test_the_help_opens_and_closes_by_key(cast: Cast, three: list[Step], enter: Enter) -> None:
    page = enter(cast.schools_deputy)
    page.goto("/queue/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="键盘")).to_be_visible()
    page.keyboard.press("a")
    expect(page.locator("[data-armed]")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="键盘")).to_be_hidden()


def test_single_keys_can_be_switched_off(cast: Cast, three: list[Step], enter: Enter) -> None:
    page = enter(cast.schools_deputy)
    page.goto("/queue/")
    page.keyboard.press("?")
    page.get_by_label("使用单键操作").uncheck()
    page.get_by_role("button", name="关闭").click()
    page.reload()
    page.keyboard.press("j")
    page.keyboard.press("a")
    shows(page, TITLES[0])
    expect(page.locator("[data-armed]")).to_have_count(0)


def test_x_ticks_what_can_be_read_in_bulk(cast: Cast, enter: Enter) -> None:
    waiting(cast, cast.director, 3, act="read", kind="report")
    page = enter(cast.director)
    page.goto("/queue/")
    for _ in range(2):
        page.keyboard.press("x")
        expect(page.locator("#said")).to_have_text("已选中")
        page.keyboard.press("j")
        expect(page.locator("#said")).not_to_have_text("已经是最后一件")
        page.wait_for_load_state("networkidle")
    expect(page.locator("#picked")).to_have_text("2 件")


def test_x_on_anything_else_says_why_not(cast: Cast, three: list[Step], enter: Enter) -> None:
    page = enter(cast.schools_deputy)
    page.goto("/queue/")
    page.keyboard.press("x")
    expect(page.locator("#said")).to_have_text("这一件不能批量圈阅")


def test_phrases_are_written_not_sent(cast: Cast, three: list[Step], enter: Enter) -> None:
    page = enter(cast.schools_deputy)
    page.goto("/queue/")
    page.get_by_role("button", name="原则同意，请按规定办理。").click()
    expect(page.get_by_label("意见", exact=True)).to_have_value("原则同意，请按规定办理。")
    assert state(three[0]) == "pending"


def test_the_whole_queue_by_tab_and_enter_alone(cast: Cast, three: list[Step], enter: Enter) -> None:
    page = enter(cast.schools_deputy)
    page.goto("/queue/")
    page.locator("#rows .row-title").nth(1).focus()
    page.keyboard.press("Enter")
    shows(page, TITLES[1])
    page.locator(".bar-choices").get_by_role("button", name="同意", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#messages")).to_contain_text("已办理")
    assert state(three[1]) == "done"


# --- what goes wrong ---


def test_somebody_quicker_is_told_in_a_dialog(cast: Cast, three: list[Step], enter: Enter) -> None:
    page = enter(cast.schools_deputy)
    page.goto("/queue/")
    page.get_by_label("意见", exact=True).fill("同意。")
    Step.objects.filter(pk=three[0].pk).update(
        state="done", decided_by=cast.land_deputy, decided_at=three[0].started_at
    )
    page.locator(".bar-choices .btn-primary").click()
    dialog = page.locator("#refusal")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("的这一步已由李长河于")
    expect(dialog.get_by_role("button", name="知道了")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.get_by_label("意见", exact=True)).to_have_value("同意。")


def test_a_missing_opinion_is_said_beside_the_box(cast: Cast, enter: Enter) -> None:
    at_office(cast, TITLES[0])
    page = enter(cast.director)
    page.goto("/queue/")
    page.get_by_label("重大事项").check()
    page.locator(".bar-choices .btn-primary").click()
    expect(page.locator("#refused-here")).to_contain_text("请写明意见")
    expect(page.locator("#refused-here")).to_be_focused()
    expect(page.get_by_label("重大事项")).to_be_checked()


def test_two_quick_presses_are_one_decision(cast: Cast, three: list[Step], enter: Enter) -> None:
    page = enter(cast.schools_deputy)
    page.goto("/queue/")
    page.locator(".bar-choices .btn-primary").dblclick()
    expect(page.locator("#messages")).to_contain_text("已办理")
    assert [state(s) for s in three] == ["done", "pending", "pending"]
    assert Matter.objects.filter(parent=three[0].matter_id).count() == 1, "one reply"


def test_without_a_network_nothing_is_lost(cast: Cast, three: list[Step], enter: Enter) -> None:
    page = enter(cast.schools_deputy)
    page.goto("/queue/")
    page.get_by_label("意见", exact=True).fill("同意。")
    page.context.set_offline(True)
    page.locator(".bar-choices .btn-primary").click()
    expect(page.locator("#refusal")).to_contain_text("网络不通")
    page.context.set_offline(False)
    page.get_by_role("button", name="知道了").click()
    expect(page.get_by_label("意见", exact=True)).to_have_value("同意。")
    page.locator(".bar-choices .btn-primary").click()
    expect(page.locator("#messages")).to_contain_text("已办理")


def test_back_after_logging_out_shows_nothing(cast: Cast, three: list[Step], enter: Enter) -> None:
    page = enter(cast.schools_deputy)
    page.goto("/queue/")
    page.get_by_label("意见", exact=True).fill("还没有想好。")
    page.locator(".top-me summary").click()
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("button", name="登录")).to_be_visible()
    page.go_back()
    expect(page.locator("body")).not_to_contain_text(TITLES[0])
    drafts = "Object.keys(sessionStorage).filter((key) => key.startsWith('opinion')).length"
    assert page.evaluate(drafts) == 0


# --- evidence ---


def test_the_item_beside_the_list_counts_as_opened_once_it_is_seen(cast: Cast, enter: Enter) -> None:
    made = consulting(cast, TITLES[0], cast.finance, at="2026-06-09 09:00")
    step = Step.objects.get(matter=made.pk, act="countersign")
    phone = enter(cast.finance_head, PHONE)
    phone.goto("/queue/")
    expect(phone.locator("#rows .row-title")).to_be_visible()
    phone.wait_for_load_state("networkidle")
    assert StepHolder.objects.get(step=step).opened_at is None, "on a phone only the list is in view"
    page = enter(cast.finance_head)
    with page.expect_response(re.compile("/opened/")):
        page.goto("/queue/")
    assert StepHolder.objects.get(step=step).opened_at is not None


# --- a phone ---


@pytest.mark.smoke
def test_on_a_phone_the_list_leads_to_the_item_and_back(cast: Cast, three: list[Step], enter: Enter) -> None:
    page = enter(cast.schools_deputy, PHONE, has_touch=True, is_mobile=True)
    page.goto("/queue/")
    expect(page.locator("#item")).to_be_hidden()
    page.get_by_role("link", name=TITLES[1]).tap()
    shows(page, TITLES[1])
    expect(page.locator("#rows")).to_be_hidden()
    expect(page.locator(".bar-choices .btn-primary")).to_be_in_viewport()
    page.get_by_role("link", name="待办列表").tap()
    expect(page.locator("#rows .row-title")).to_have_count(3)


def test_on_a_phone_one_decides(cast: Cast, three: list[Step], enter: Enter) -> None:
    page = enter(cast.schools_deputy, PHONE, has_touch=True, is_mobile=True)
    page.goto(f"/queue/{three[0].pk}/")
    page.get_by_label("意见", exact=True).fill("同意。")
    page.locator(".bar-choices .btn-primary").tap()
    expect(page.locator("#messages")).to_contain_text("已办理")
    shows(page, TITLES[1])


def test_on_a_phone_a_refusal_comes_into_view(cast: Cast, enter: Enter) -> None:
    """The bar stays at the bottom; the reason stands at the form, far down the page."""
    step = at_office(cast, TITLES[0])
    page = enter(cast.director, PHONE, has_touch=True, is_mobile=True)
    page.goto(f"/queue/{step.pk}/")
    page.locator(".bar-choices .btn-primary").tap()
    expect(page.locator("#refused-here")).to_contain_text("请写明意见")
    expect(page.locator("#refused-here")).to_be_in_viewport()
    expect(page.locator("#refused-here")).to_be_focused()


def test_on_a_desktop_what_was_said_the_findings_and_the_opinion_are_in_view(cast: Cast, enter: Enter) -> None:
    step = at_leader(cast, TITLES[0], at="2026-06-09 10:00")
    page = enter(cast.schools_deputy)
    page.goto(f"/queue/{step.pk}/")
    for part in (
        page.locator(".said-one").first,
        page.locator(".finding").first,
        page.get_by_label("意见", exact=True),
    ):
        expect(part).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1280, 1440])
def test_nothing_sticks_out_sideways(cast: Cast, three: list[Step], enter: Enter, width: int) -> None:
    away(cast.executive, "2026-06-08 00:00", "2026-06-13 00:00")
    page = enter(cast.schools_deputy, {"width": width, "height": 800})
    for address in (
        "/",
        "/queue/",
        f"/queue/{three[0].pk}/",
        "/rules/",
        "/rules/31/",
        "/calendar/",
        "/notices/",
        "/search/?q=小学",
    ):
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, (address, wide)


def test_targets_are_large_enough_to_hit(cast: Cast, three: list[Step], enter: Enter) -> None:
    page = enter(cast.schools_deputy, PHONE, has_touch=True, is_mobile=True)
    small = """() => [...document.querySelectorAll("button, summary, nav a, .bar a, input[type=checkbox]")]
        .filter((one) => one.offsetParent).map((one) => [one.getBoundingClientRect(), one.textContent.trim()])
        .filter(([box]) => box.width < 24 || box.height < 24).map(([, words]) => words)"""
    for address in ("/", "/queue/", f"/queue/{three[0].pk}/", "/more/"):
        page.goto(address)
        assert page.evaluate(small) == [], address


# --- large type, no script ---


def test_large_type_keeps_everything_in_reach(cast: Cast, three: list[Step], enter: Enter) -> None:
    cast.schools_deputy.account.large_type = True
    cast.schools_deputy.account.save()
    page = enter(cast.schools_deputy)
    page.goto("/queue/")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    page.get_by_label("意见", exact=True).fill("同意。")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(page.locator("#messages")).to_contain_text("已办理")


@pytest.mark.smoke
def test_without_a_script_one_still_decides(cast: Cast, three: list[Step], enter: Enter) -> None:
    page = enter(cast.schools_deputy, java_script_enabled=False)
    page.goto("/queue/")
    page.locator("#rows .row-title").nth(1).click()
    page.get_by_label("意见", exact=True).fill("同意。")
    page.locator(".bar-choices .btn-primary").click()
    page.wait_for_load_state()
    assert "已办理" in page.locator("#messages").inner_text()
    assert [state(s) for s in three] == ["pending", "done", "pending"]


def test_without_a_script_a_refusal_is_a_page_with_a_way_back(cast: Cast, three: list[Step], enter: Enter) -> None:
    page = enter(cast.schools_deputy, java_script_enabled=False)
    page.goto(f"/queue/{three[0].pk}/")
    Step.objects.filter(pk=three[0].pk).update(
        state="done", decided_by=cast.land_deputy, decided_at=three[0].started_at
    )
    page.locator(".bar-choices .btn-primary").click()
    page.wait_for_load_state()
    assert "这件事的状态已经变化" in page.locator("main h1").inner_text()
    page.get_by_role("link", name="返回", exact=True).click()
    page.wait_for_load_state()
    assert page.url.endswith(f"/documents/{three[0].matter_id}/")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_demo_s_people_come_when_the_menu_is_opened(cast: Cast, enter: Enter, size: dict[str, int]) -> None:
    with day():
        assert not Notice.objects.filter(recipient=cast.head).exists()
    page = enter(cast.director, size)
    page.goto("/")
    page.locator("#demo-people > summary").click()
    expect(page.locator("details[open] > .demo-people")).to_be_visible()
    sideways = "[document.documentElement, document.querySelector('#demo-people .menu-body')]"
    assert page.evaluate(f"{sideways}.map((one) => one.scrollWidth - one.clientWidth)") == [0, 0]
    page.locator("#demo-people").get_by_role("button", name="赵立民").click()
    expect(page.locator("#messages")).to_contain_text("现在您是赵立民")
