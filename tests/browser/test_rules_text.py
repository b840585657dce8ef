"""An operator loads the published text in a real browser, and everybody reads it: wide, narrow, without a barrier."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Page, expect

from govrules.core.operators import SYSTEM
from tests.browser.queue_room import DESKTOP, PHONE, Enter, cast, enter
from tests.browser.test_accessibility import barriers
from tests.core.cast import Cast
from tests.core.texts.papers import KITES, file

__all__ = ["cast", "enter"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def operator(cast: Cast) -> Cast:
    """The office's clerk keeps the system too."""
    cast.clerk.account.is_staff = True
    cast.clerk.account.save()
    cast.clerk.account.groups.add(Group.objects.get_or_create(name=SYSTEM)[0])
    return cast


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_from_the_file_to_the_article(operator: Cast, enter: Enter, tmp_path: Path, size: dict[str, int]) -> None:
    good, bad = tmp_path / "规则.txt", tmp_path / "缺条.txt"
    good.write_bytes(file())
    bad.write_bytes(file(without=(7,)))
    page = enter(operator.clerk, size)
    page.goto("/rules/")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.locator("main").get_by_role("link", name="载入正式文本").click()
    found: dict[str, list[str]] = {"upload": barriers(page)}

    page.set_input_files("[name=upload]", bad)
    page.get_by_role("button", name="先看一看").click()
    expect(page.get_by_role("alert")).to_contain_text("“缺条.txt”缺第七条")
    found["refused"] = barriers(page)
    assert fits(page)

    page.set_input_files("[name=upload]", good)
    page.get_by_role("button", name="先看一看").click()
    expect(page.get_by_role("heading", name="切出 46 条")).to_be_visible()
    page.get_by_text("逐条核对").click()
    expect(page.get_by_text(f"第46项关于{KITES}")).to_be_visible()
    found["preview"] = barriers(page)
    assert fits(page)
    page.get_by_role("button", name="确认载入").click()
    expect(page.get_by_text("的正式文本，共 46 条")).to_be_visible()

    page.goto("/rules/")
    expect(page.get_by_role("heading", name="第二章 办理")).to_be_visible()
    found["rules"] = barriers(page)
    assert fits(page)
    page.get_by_role("link", name="第三十一条", exact=True).click()
    expect(page.get_by_text(f"第31项关于{KITES}的工作")).to_be_visible()
    found["article"] = barriers(page)
    page.goto("/search/?q=风筝")
    found["search"] = barriers(page)
    assert fits(page)
    assert {place: said for place, said in found.items() if said} == {}
