"""Two governments with a robot each, an office that lets it speak, and the services on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from govrules import env
from govrules.core import clock
from govrules.core.notices import services
from govrules.core.notices.kinds import KINDS, ROBOTS
from govrules.core.office.models import Government, OfficeSetting
from tests.core.cast import SINCE
from tests.core.deadlines.scenes import office
from tests.core.notices import service

NOW = office("2026-06-01 10:05")


@pytest.fixture
def stopped() -> Iterator[clock.StoppedClock]:
    with clock.frozen(NOW) as clock_:
        yield clock_


@pytest.fixture
def robots(settings: Any) -> None:
    """One county has a robot in DingTalk, the other one in WeCom."""
    settings.NOTICE_ROBOTS = (
        env.Robot("yanggao", "dingtalk", service.DINGTALK),
        env.Robot("yunling", "wecom", service.WECOM),
    )


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Iterator[service.There]:
    monkeypatch.setattr(services, "TIMEOUT", (2, 0.5))
    with service.service() as there:
        yield there


def let_speak(*governments: Government, kinds: tuple[str, ...] = tuple(KINDS), titles: bool = False) -> None:
    """The office fixes what its robot tells."""
    for government in governments:
        value = {"kinds": list(kinds), "titles": titles}
        OfficeSetting.objects.create(government=government, key=ROBOTS, value=value, basis="办公会议定", since=SINCE)
