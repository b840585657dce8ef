"""The demo's office in the live server's database, and a browser to walk through it with."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from govrules.demo.loader import ZONE, load
from govrules.demo.story import Story
from tests.browser.walk import Shots, Walk
from tests.conftest import PATIENCE

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def office(request: pytest.FixtureRequest, live_server: Any, tmp_path: Path, settings: Any) -> Story:
    """阳高's part of the demo as of 9:00 on 1 June 2026, or on the day that the test asks for by indirect parameter."""
    folder = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "media"}}
    settings.STORAGES = settings.STORAGES | {"default": folder}
    day = getattr(request, "param", "2026-06-01")
    return load(datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=ZONE), only=("yanggao",))["yanggao"]


@pytest.fixture
def shots(request: pytest.FixtureRequest) -> Shots:
    """Pictures at each station, for people to look at, when GOVRULES_SHOTS names a folder."""
    folder = os.environ.get("GOVRULES_SHOTS")
    return Shots(Path(folder) if folder else None, request.node.originalname)


@pytest.fixture
def new_walk(
    browser: Browser, browser_context_args: dict[str, Any], live_server: Any, office: Story, shots: Shots
) -> Iterator[Callable[..., Walk]]:
    """Another browser, with cookies of its own; at the end no page may have failed in it."""
    made: list[tuple[BrowserContext, Walk]] = []

    def make(size: dict[str, int] = DESKTOP, **options: Any) -> Walk:
        context = browser.new_context(**browser_context_args | options, viewport=size)
        context.set_default_timeout(PATIENCE)
        walk = Walk(context.new_page(), live_server.url, shots)
        made.append((context, walk))
        return walk

    yield make
    for context, _ in made:
        context.close()
    assert [trouble for _, walk in made for trouble in walk.troubles] == []


@pytest.fixture
def walk(new_walk: Callable[..., Walk]) -> Walk:
    """A browser on an official's desk."""
    return new_walk()


@pytest.fixture
def phone(new_walk: Callable[..., Walk]) -> Walk:
    """A browser in a hand."""
    return new_walk(PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)
