"""Which group robots tell the officials of a government what: the operator sets a robot, the office says for what.

Without the office's word nothing goes to a group: its members are not the participants of a matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from govrules.core import clock
from govrules.core.notices.kinds import ROBOTS, kind_of
from govrules.core.office.models import OfficeSetting, Official
from govrules.core.office.queries import current


@dataclass(frozen=True)
class Choice:
    """A government's robots and what its office lets them tell; `titles`: with the matter's title."""

    channels: tuple[str, ...]
    kinds: frozenset[str]
    titles: bool

    def channels_for(self, official: Official, event: str) -> tuple[str, ...]:
        """Over which of them an official is told of an event."""
        return self.channels if official.by_robot and kind_of(event) in self.kinds else ()


NOTHING = Choice((), frozenset(), titles=False)


def choices(governments: Iterable[int], at: datetime) -> dict[int, Choice]:
    """Each government's choice at that moment (the office's time); one query, none where no robot is set."""
    robots = settings.NOTICE_ROBOTS
    if not robots:
        return {}
    fixed = OfficeSetting.objects.filter(current(clock.date_of(at)), government__in=set(governments), key=ROBOTS)
    found = {}
    for row in fixed.select_related("government"):
        channels = tuple(robot.channel for robot in robots if robot.government == row.government.key)
        found[row.government_id] = Choice(channels, frozenset(row.value["kinds"]), row.value["titles"])
    return found
