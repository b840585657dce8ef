"""The education bureau's desk on that Monday."""

import pytest

from tests.documents.departmental.desk import Desk
from tests.documents.papers import Papers


@pytest.fixture
def desk(papers: Papers, media) -> Desk:
    return Desk(papers)
