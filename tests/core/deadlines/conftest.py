"""What the tests of deadlines share."""

from collections.abc import Callable
from datetime import datetime

import pytest

from govrules.core import registry
from govrules.core.deadlines.models import Deadline
from tests.core.deadlines.scenes import SILENCE, deem, each


@pytest.fixture
def silence(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Deadline, datetime], None]], None]:
    """Silence leads to `deem`; call the fixture to let it lead to something else."""

    def lead_to(consequence: Callable[[Deadline, datetime], None]) -> None:
        monkeypatch.setattr(registry, "consequences", lambda: {SILENCE: each(consequence)})

    lead_to(deem)
    return lead_to
