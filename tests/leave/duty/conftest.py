"""Monday, 1 June 2026, in a county whose rules demand duty, unless a test says otherwise."""

import pytest
from django.urls import reverse

from govrules.core import clock
from tests.core.cast import Cast
from tests.leave.duty.room import MONDAY, Room


@pytest.fixture
def county() -> str:
    return "toksun-2021"


@pytest.fixture
def monday():
    """Monday, 1 June 2026, 09:00, standing still until moved."""
    with clock.frozen(MONDAY) as stopped:
        yield stopped


@pytest.fixture
def room(cast: Cast, monday: clock.StoppedClock) -> Room:
    return Room(cast, monday)


@pytest.fixture
def visit(client, cast, room):
    """`visit("clerk", "duty")` opens a page as somebody; `send` is the form that he sends."""

    def open_(who: str, name: str, *args: object, send: dict | None = None, query: str = ""):
        client.force_login(getattr(cast, who).account)
        address = reverse(f"leave:{name}", args=args) + query
        return client.get(address) if send is None else client.post(address, send)

    return open_
