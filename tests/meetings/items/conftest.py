"""Items proposed through the acts, on the cast of a county."""

import pytest

from tests.meetings.items.desk import Desk
from tests.meetings.stage import Stage


@pytest.fixture
def desk(stage: Stage) -> Desk:
    return Desk(stage.cast)
