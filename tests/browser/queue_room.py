"""The approval queue in a real browser: a small office at work, and people signed in without the log-in page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page

from govrules.core.calendar.actions import start_clock
from govrules.core.office.models import Official
from tests.conftest import PATIENCE
from tests.core.calendars import office
from tests.core.cast import Cast
from tests.portal.office import TODAY, signed_in

DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
Enter = Callable[..., Page]


@pytest.fixture
def cast(lasting_cast: Cast) -> Cast:
    """The cast, on the office's Wednesday also for the server's threads."""
    start_clock(office(TODAY))
    return lasting_cast


@pytest.fixture
def enter(browser: Browser, browser_context_args: dict[str, Any], live_server: Any) -> Iterator[Enter]:
    """A browser of his own for an official; at the end none may have complained of anything."""
    made: list[BrowserContext] = []
    troubles: list[str] = []

    def entered(official: Official, size: dict[str, int] = DESKTOP, **options: Any) -> Page:
        context = browser.new_context(**browser_context_args | options, viewport=size, base_url=live_server.url)
        made.append(context)
        session = signed_in(official).cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: troubles.append(said.text) if "Content Security Policy" in said.text else None)
        return page

    yield entered
    for context in made:
        context.close()
    assert troubles == []
