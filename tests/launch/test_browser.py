"""The browser that the tests drive is there and obeys the page's policy, as the offices' browsers will."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

INLINE = """
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.body.append(script);
"""


@pytest.mark.browser
@pytest.mark.smoke
@pytest.mark.django_db(transaction=True)
def test_a_page_arrives_and_inline_code_does_not_run(live_server: LiveServer, page: Page) -> None:
    answer = page.goto(f"{live_server.url}/healthz")
    assert answer.status == 200
    page.evaluate(INLINE)
    assert page.evaluate("window.ran") is None
    page.goto("about:blank")
    page.evaluate(INLINE)
    assert page.evaluate("window.ran") is True  # so it is the policy that stopped it
