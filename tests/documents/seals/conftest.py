"""The seals of a county's office on that Monday."""

import pytest

from tests.documents.papers import Papers
from tests.documents.seals.office import Office


@pytest.fixture
def office(papers: Papers, media) -> Office:
    return Office(papers)
