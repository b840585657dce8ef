"""The office that prepares meetings."""

import pytest

from tests.meetings.calling.desk import Office
from tests.meetings.stage import Stage


@pytest.fixture
def office(stage: Stage) -> Office:
    return Office(stage)
