"""The board's tests happen on Monday, 1 June 2026, 09:00."""

import pytest

from govrules.core import clock
from tests.core.office.hours import MONDAY


@pytest.fixture
def monday():
    with clock.frozen(MONDAY) as stopped:
        yield stopped
