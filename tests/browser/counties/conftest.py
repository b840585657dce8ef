"""Any county's cast at work on the live server, as of Monday, 1 June 2026, nine o'clock."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govrules.core.calendar.actions import start_clock
from tests.browser.counties.story import Story, told
from tests.browser.walk import Walk
from tests.core.calendars import office as at
from tests.core.cast import PASSWORD, Cast
from tests.documents.conftest import media as media  # a storage of its own
from tests.documents.papers import Papers


@pytest.fixture
def county(request: pytest.FixtureRequest) -> str:
    """That of the file's story."""
    return told(request.module.STORY).county


@pytest.fixture
def story(request: pytest.FixtureRequest) -> Story:
    return told(request.module.STORY)


@pytest.fixture
def office(live_server: Any, lasting_cast: Cast, media: Path, story: Story) -> Cast:
    """The cast instead of the demo, with a series for replies, on the office's clock also for the server's threads."""
    Papers(lasting_cast).numbers("zhenghan", story.series, "county")
    start_clock(at("2026-06-01 09:00"))
    return lasting_cast


@pytest.fixture
def walk(new_walk: Callable[..., Walk]) -> Walk:
    """A browser in which the cast's passwords work."""
    made = new_walk()
    made.password = PASSWORD
    return made
