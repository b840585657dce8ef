"""The desk of the leave floor's tests, on Monday, 1 June 2026, 09:00."""

from collections.abc import Iterator

import pytest

from govrules.core import clock
from tests.core.cast import Cast
from tests.leave.requests.desk import MONDAY, Desk


@pytest.fixture
def monday() -> Iterator[clock.StoppedClock]:
    with clock.frozen(MONDAY) as stopped:
        yield stopped


@pytest.fixture
def desk(cast: Cast, monday: clock.StoppedClock) -> Desk:
    return Desk(cast, monday)
