"""What goes to the party committee, on the cast of a county."""

import pytest

from tests.meetings.party.office import Office
from tests.meetings.stage import Stage


@pytest.fixture
def office(stage: Stage, media) -> Office:
    return Office(stage.cast, stage)
