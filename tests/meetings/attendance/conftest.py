"""A meeting that is called, and what the tests of who comes do again and again."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from govrules.core import clock
from govrules.core.matters.models import Matter, Step
from govrules.core.office.models import Official
from meetings import steps as queue
from meetings.attendance import excusing
from meetings.attendance.actions import ask
from meetings.attendance.excusing import Asking
from meetings.attendance.models import Attendee, Excuse
from meetings.calling.models import Meeting
from meetings.calling.states import State
from tests.core.cast import Cast
from tests.meetings.conftest import media, monday, stage
from tests.meetings.stage import Stage

__all__ = ["media", "monday", "room", "stage"]


@dataclass
class Room:
    """A called meeting, everybody asked by the act itself."""

    stage: Stage
    time: clock.StoppedClock

    @property
    def cast(self) -> Cast:
        return self.stage.cast

    def called(self, body: str = "standing", items: int = 2, **values: Any) -> Meeting:
        """As the calling room leaves it: called, and everybody asked."""
        meeting = self.bare(body, items, **values)
        ask(meeting, clock.now())
        return meeting

    def bare(self, body: str = "standing", items: int = 2, **values: Any) -> Meeting:
        """Called, and nobody asked yet."""
        meeting = self.stage.meeting(State.FIXED, body, items, **values)
        Matter.objects.filter(pk=meeting.pk).update(state=State.CALLED)
        meeting.matter.state = State.CALLED
        meeting.year, meeting.serial, meeting.called_at = meeting.starts_at.year, 5, clock.now()
        meeting.save()
        return meeting

    def row(self, meeting: Meeting, official: Official) -> Attendee:
        return meeting.attendees.get(official=official)

    def excuse(self, meeting: Meeting, official: Official, **values: Any) -> Excuse:
        """He asks for leave himself."""
        sound = {"reason": "到市里参加防汛会议"} | values
        return excusing.ask(self.row(meeting, official).pk, official, Asking(**sound))

    def step(self, excuse: Excuse) -> Step:
        """The step that is live."""
        return excuse.matter.steps.get(state__in=["pending", "held"])

    def decide(self, excuse: Excuse, by: Official, kind: str, opinion: str = "", **extra: Any) -> None:
        """Through the door of the approval queue."""
        queue.decide(self.step(excuse).pk, by, kind, opinion, extra)

    def state(self, of: Any) -> str:
        return Matter.objects.get(pk=of.pk).state

    def come_the_day(self, meeting: Meeting) -> None:
        """It is ten minutes before the meeting."""
        self.time.move_to(meeting.starts_at - timedelta(minutes=10))


@pytest.fixture
def room(stage: Stage, monday: clock.StoppedClock) -> Room:
    return Room(stage, monday)
