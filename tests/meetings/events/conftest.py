"""Events under any county's rules, on a Monday in June."""

import pytest

from govrules.core import clock
from tests.core.cast import Cast
from tests.meetings.events.doings import Doings


@pytest.fixture
def doings(cast: Cast, monday: clock.StoppedClock) -> Doings:
    return Doings(cast)
