"""Monday morning in a small office, with paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from govrules.core import clock
from tests.core.cast import Cast
from tests.documents.papers import MONDAY, Papers


@pytest.fixture
def monday() -> Iterator[clock.StoppedClock]:
    """Monday, 1 June 2026, 09:00, standing still until moved."""
    with clock.frozen(MONDAY) as stopped:
        yield stopped


@pytest.fixture
def papers(cast: Cast, monday: clock.StoppedClock) -> Papers:
    return Papers(cast)


@pytest.fixture
def lasting_papers(lasting_cast: Cast, monday: clock.StoppedClock) -> Papers:
    """The same committed, for tests with threads."""
    return Papers(lasting_cast)


@pytest.fixture
def media(settings, tmp_path: Path) -> Path:
    """A storage of its own for tests that keep files."""
    folder = tmp_path / "media"
    default = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder}}
    settings.STORAGES = settings.STORAGES | {"default": default}
    return folder
