"""No serious barrier on any page, wide, narrow, and in large type (axe-core, WCAG 2.2 AA)."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from govrules.core.matters.models import Step
from govrules.core.notices.actions import tell
from tests.browser.queue_room import DESKTOP, PHONE, Enter, cast, enter
from tests.core.calendars import office
from tests.core.cast import Cast
from tests.portal.office import at_leader, at_office, away, consulting, waiting

__all__ = ["cast", "enter"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
BAD = {"serious", "critical"}
SIZES = {"desktop": DESKTOP, "phone": PHONE}


def barriers(page: Page) -> list[str]:
    """What axe finds serious: the rule, and the first place."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found if v["impact"] in BAD]


@pytest.fixture
def busy(cast: Cast) -> Step:
    """Something of everything on the pages: late, near, held, in another's place, to read, told."""
    away(cast.schools_deputy, "2026-06-08 00:00", "2026-06-13 00:00")
    step = at_office(cast, "县教育局关于新建城东小学的请示", urgency="urgent")
    held = at_leader(cast, "县教育局关于扩建实验小学的请示", major=True)
    late, near, *_ = waiting(cast, cast.director, 5, first_due="2026-06-10 00:00")
    waiting(cast, cast.director, 3, act="read", kind="report")
    Step.objects.filter(pk=held.pk).update(
        state="held", assignee=None, custodian=cast.director, missing="李长河也外出", ground_article=5
    )
    tell([cast.director], event="e", subject="请起草批复", article=33, at=office("2026-06-10 09:00"))
    assert late.due_at < near.due_at
    return step


@pytest.mark.parametrize(("size", "large"), [("desktop", False), ("phone", False), ("desktop", True)])
def test_the_pages_of_a_busy_day(cast: Cast, busy: Step, enter: Enter, size: str, large: bool) -> None:
    cast.director.account.large_type = large
    cast.director.account.save()
    page = enter(cast.director, SIZES[size])
    found = {}
    for address in ("/", "/queue/", f"/queue/{busy.pk}/", "/rules/", "/rules/31/", "/notices/", "/calendar/2027/"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        found[address] = barriers(page)
    assert {address: said for address, said in found.items() if said} == {}


def test_the_pages_of_forms_and_refusals(cast: Cast, enter: Enter) -> None:
    page = enter(cast.director)
    found = {}
    for address in ("/calendar/load/", "/search/?q=小学", "/password/", "/more/", "/nowhere/", "/demo/people/"):
        page.goto(address)
        found[address] = barriers(page)
    page.context.clear_cookies()
    page.goto("/login/")
    found["/login/"] = barriers(page)
    assert {address: said for address, said in found.items() if said} == {}


def test_dialogs_and_choices_under_way(cast: Cast, busy: Step, enter: Enter) -> None:
    page = enter(cast.director)
    page.goto(f"/queue/{busy.pk}/")
    page.keyboard.press("?")
    assert barriers(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    assert barriers(page) == []
    page.keyboard.press("Escape")
    page.locator(".bar-choices .btn-primary").click()
    page.locator("#refused-here").wait_for()
    assert barriers(page) == []


def test_a_countersign_with_its_panel_open(cast: Cast, enter: Enter) -> None:
    made = consulting(cast, "县教育局关于新建城东小学的请示", cast.finance, at="2026-06-09 09:00")
    step = Step.objects.get(matter=made.pk, act="countersign")
    page = enter(cast.finance_head, PHONE)
    page.goto(f"/queue/{step.pk}/")
    page.locator(".more-time summary").click()
    assert barriers(page) == []


def test_focus_is_always_to_be_seen(cast: Cast, busy: Step, enter: Enter) -> None:
    """Every stop of the Tab key on the item's page has a ring, or its row has."""
    page = enter(cast.director)
    page.goto(f"/queue/{busy.pk}/")
    ring = """() => { const at = document.activeElement; const of = (one) => getComputedStyle(one).outlineStyle;
        const row = at.closest(".row-item"); return of(at) !== "none" || Boolean(row && of(row) !== "none"); }"""
    hidden = []
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        if not page.evaluate(ring):
            hidden.append(page.evaluate("document.activeElement.outerHTML.slice(0, 100)"))
    assert hidden == []


def test_the_skip_link_comes_first_and_leads_to_the_content(cast: Cast, enter: Enter) -> None:
    page = enter(cast.director)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_motion_is_left_out_where_it_is_not_wanted(cast: Cast, enter: Enter) -> None:
    page = enter(cast.director, reduced_motion="reduce")
    page.goto("/")
    assert page.evaluate("getComputedStyle(document.querySelector('.btn, .menu summary')).transitionDuration") in (
        "0s",
        "0s, 0s",
    )
