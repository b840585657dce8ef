"""A stage: meetings, items and minutes in any state, laid down as rows for the tests of one room."""

import pytest

from govrules.core import clock
from tests.core.cast import Cast
from tests.documents.conftest import media, monday
from tests.meetings.stage import Stage

__all__ = ["media", "monday", "stage"]


@pytest.fixture
def stage(cast: Cast, monday: clock.StoppedClock) -> Stage:
    return Stage(cast)
