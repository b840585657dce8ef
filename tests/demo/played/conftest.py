"""The whole demo, loaded once for a day: it takes its time, and the tests of this folder only look at it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

import pytest
from django.db import transaction

from govrules.core import clock
from govrules.demo.loader import ZONE, load
from govrules.demo.story import Story


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of a day follow each other, whichever module they are in: each day is loaded once."""
    places = [n for n, item in enumerate(items) if "stories" in getattr(item, "fixturenames", ())]
    for place, item in zip(places, sorted((items[n] for n in places), key=day_of), strict=True):
        items[place] = item


def day_of(item: pytest.Item) -> str:
    return str(item.callspec.params["stories"])  # type: ignore[attr-defined]


class Undo(Exception):
    """Ends the transaction in which the demo was loaded, so that no other test finds it."""


@pytest.fixture(scope="package")
def stories(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: object) -> Iterator[object]:
    """All five governments as of 9:00 of a day that the module names; the modules that name the same one share it."""
    at = datetime.fromisoformat(f"{request.param}T09:00").replace(tzinfo=ZONE)
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                told: Mapping[str, Story] = load(at)
                with clock.frozen(at):
                    yield told
                raise Undo
        except Undo:
            pass
