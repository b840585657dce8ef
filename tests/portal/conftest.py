"""The portal's tests happen on one day, unless they say otherwise."""

from collections.abc import Iterator

import pytest

from govrules.core.clock import StoppedClock
from tests.portal.office import day


@pytest.fixture
def today() -> Iterator[StoppedClock]:
    with day() as stopped:
        yield stopped
