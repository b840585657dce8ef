"""A meeting that sits."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from govrules.core import clock
from govrules.core.matters.models import Matter
from govrules.core.office.models import Official
from meetings.attendance import presence
from meetings.attendance.actions import ask
from meetings.attendance.models import Arrival, Attendee
from meetings.calling.models import Meeting
from meetings.calling.states import State
from meetings.items.models import AgendaItem
from meetings.session import actions, recording
from meetings.session.models import Decision, DecisionKind
from meetings.session.recording import Typed
from tests.core.cast import Cast
from tests.meetings.conftest import media, monday, stage
from tests.meetings.stage import Stage

__all__ = ["hall", "media", "monday", "stage"]


@dataclass
class Hall:
    """The room in which it sits; everything through the acts from the opening on."""

    stage: Stage
    time: clock.StoppedClock
    seen: dict[int, int] = field(default_factory=dict)

    @property
    def cast(self) -> Cast:
        return self.stage.cast

    def called(self, body: str = "standing", items: int = 2, **values: Any) -> Meeting:
        """Called for right now, everybody asked, nobody there."""
        meeting = self.stage.meeting(State.FIXED, body, items, starts_at=clock.now(), **values)
        Matter.objects.filter(pk=meeting.pk).update(state=State.CALLED)
        meeting.year, meeting.serial = 2026, 5
        meeting.save()
        meeting.matter.state = State.CALLED
        ask(meeting, clock.now())
        return meeting

    def come(self, meeting: Meeting, *people: Official) -> None:
        """These are there; all members without a name."""
        rows = meeting.attendees.filter(official__in=people) if people else meeting.attendees.filter(role="member")
        for row in rows:
            presence.come(row.pk, self.cast.clerk, Arrival.SECRETARY)

    def sits(self, body: str = "standing", items: int = 2, **values: Any) -> Meeting:
        """Opened, all members there."""
        meeting = self.called(body, items, **values)
        self.come(meeting)
        actions.open_meeting(meeting.pk, self.cast.clerk)
        return meeting

    def item(self, meeting: Meeting, number: int = 1) -> AgendaItem:
        return meeting.items.select_related("matter").get(position=number)

    def row(self, meeting: Meeting, official: Official) -> Attendee:
        return meeting.attendees.get(official=official)

    def decide(
        self, item: AgendaItem, kind: str = DecisionKind.ADOPTED, reasons: Any = None, **values: Any
    ) -> Decision:
        """As the secretary would, over what stands there now."""
        sound = {"text": "同意。由县教育局牵头落实。", "organ": self.cast.education, "demand": "6月底前检查。"} | values
        seen = Decision.objects.filter(item=item).values_list("version", flat=True).first() or 0
        return recording.decide(item.pk, self.cast.clerk, Typed(kind=kind, **sound), seen, reasons)

    def speak(self, item: AgendaItem, official: Official, text: str = "同意。") -> None:
        row = Attendee.objects.get(meeting=item.meeting_id, official=official)
        speech = recording.add_speech(item.pk, self.cast.clerk, row)
        recording.keep_speech(speech.pk, self.cast.clerk, text, 0)

    def state(self, of: Any) -> str:
        return Matter.objects.get(pk=of.pk).state


@pytest.fixture
def hall(stage: Stage, monday: clock.StoppedClock) -> Hall:
    return Hall(stage, monday)
