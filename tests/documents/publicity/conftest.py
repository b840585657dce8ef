"""The desk at which requests to publish, speak, write or attend are made, on that Monday."""

import pytest

from tests.documents.papers import Papers
from tests.documents.publicity.desk import Desk


@pytest.fixture
def desk(papers: Papers, media) -> Desk:
    return Desk(papers)
