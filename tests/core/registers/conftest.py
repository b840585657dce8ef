"""The desk of the ledgers' tests, on Monday, 1 June 2026, 09:00."""

import pytest

from govrules.core import clock
from tests.core.cast import Cast
from tests.core.registers.desk import Desk
from tests.documents.conftest import media, monday

__all__ = ["desk", "media", "monday"]


@pytest.fixture
def desk(cast: Cast, monday: clock.StoppedClock, media: object) -> Desk:
    return Desk(cast, monday)
