"""The hour for the tests of the office's acts."""

import pytest

from govrules.core import clock
from tests.core.office.hours import MONDAY


@pytest.fixture
def monday():
    """Monday, 1 June 2026, 09:00, standing still until moved."""
    with clock.frozen(MONDAY) as stopped:
        yield stopped
