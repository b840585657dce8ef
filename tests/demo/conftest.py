"""The whole demo, loaded once for a day: it takes its time, and these tests only look at it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

import pytest
from django.db import transaction

from govrules.core import clock
from govrules.demo.loader import ZONE, load
from govrules.demo.story import Story


class Undo(Exception):
    """Ends the transaction in which the demo was loaded, so that no other test finds it."""


@pytest.fixture(scope="module")
def stories(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: object) -> Iterator[object]:
    """All five governments as of 9:00 of the day that the module names."""
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
