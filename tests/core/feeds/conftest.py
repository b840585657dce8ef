"""The hour, and an address as the page tells it."""

import pytest
from django.urls import reverse

from govrules.core import clock
from tests.core.office.hours import MONDAY


@pytest.fixture
def monday():
    """Monday, 1 June 2026, 09:00, standing still until moved."""
    with clock.frozen(MONDAY) as stopped:
        yield stopped


@pytest.fixture
def made(client, cast, monday):
    """`made("clerk")` is a new address of somebody's, as the page shows it."""

    def make(who: str) -> str:
        client.force_login(getattr(cast, who).account)
        html = client.post(reverse("feeds:make")).content.decode()
        client.logout()
        return html.split('value="http://testserver')[1].split('"')[0]

    return make
