"""The county and the hour for the tests that use the database."""

import pytest

from govrules.core import clock
from tests.core.authority import county as counties


@pytest.fixture
def county(db):
    return counties.build()


@pytest.fixture
def monday():
    """Monday, 1 June 2026, 09:00, standing still until moved."""
    with clock.frozen(counties.MONDAY) as stopped:
        yield stopped
