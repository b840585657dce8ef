"""Organs that disagree, on the cast of a county."""

import pytest

from tests.core.cast import Cast
from tests.meetings.coordination.talks import Talks


@pytest.fixture
def talks(cast: Cast, monday) -> Talks:
    return Talks(cast)
