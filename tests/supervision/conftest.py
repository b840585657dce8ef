"""A supervised matter of the education bureau, with the finance bureau helping."""

from datetime import date

import pytest

from govrules.core import clock
from supervision.actions import Order, open_task
from supervision.models import Task
from tests.core.cast import Cast
from tests.documents.conftest import media, monday

__all__ = ["media", "monday", "task"]


def opened(cast: Cast, **values: object) -> Task:
    """As a meeting's end would open it."""
    sound = {
        "title": "新建城东小学", "what": "年内开工。", "origin": "第5次常务会议议定", "organ": cast.education,
        "helpers": (cast.finance,), "due_on": date(2026, 6, 12),
    }  # fmt: skip
    return open_task(Order(**(sound | values)), cast.clerk, clock.now())


@pytest.fixture
def task(cast: Cast, monday: clock.StoppedClock) -> Task:
    return opened(cast)
