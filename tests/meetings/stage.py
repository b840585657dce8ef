"""Meetings and items in any state, laid down as rows, for tests of one room of the floor.

A room's own acts are tested through the acts; what comes before them in a meeting's life is set up here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from govrules.core import clock
from govrules.core.matters import actions as steps
from govrules.core.matters.models import Matter
from govrules.core.office.models import Official, Organ
from meetings.attendance.models import Arrival, Attendee, Presence, Role
from meetings.bodies import body_of, members
from meetings.calling.models import Meeting
from meetings.calling.states import State
from meetings.items.models import AgendaItem
from meetings.items.states import State as ItemState
from meetings.session.models import Decision, DecisionKind
from tests.core.cast import Cast

HOUR = timedelta(hours=1)


@dataclass
class Stage:
    """What has happened before a test begins."""

    cast: Cast

    def matter(
        self, kind: str, title: str, state: str, organ: Organ | None = None, by: Official | None = None
    ) -> Matter:
        """A bare matter of a kind, opened by the office's clerk unless said otherwise."""
        opening = steps.Opening(
            self.cast.government, kind, self.cast.local(title), organ or self.cast.office, by or self.cast.clerk, state
        )
        return steps.open_matter(opening, clock.now())

    def item(self, title: str = "关于新建城东小学的议题", **values: Any) -> AgendaItem:
        """An item of the education bureau, approved and not yet on an agenda unless said otherwise."""
        organ = values.pop("organ", self.cast.education)
        state = values.pop("state", ItemState.APPROVED)
        by = values.pop("by", self.cast.education_clerk)
        touched = values.pop("touched", ())
        sound = {
            "body": "standing", "business": 1, "proposer": "deputy", "sponsor": self.cast.seats["schools_deputy"],
            "brief": "城东片区学位不足，拟新建小学一所。", "proposal": "同意新建，列入年度计划。",
        }  # fmt: skip
        item = AgendaItem(matter=self.matter("agenda_item", title, state, organ, by), **(sound | values))
        item.save()
        item.touched.set(touched)
        return item

    def meeting(self, state: str = State.PLANNED, body: str = "standing", items: int = 2, **values: Any) -> Meeting:
        """A meeting of a body tomorrow at nine, with items on its agenda and, once called, everybody asked."""
        at = clock.now()
        starts = values.pop("starts_at", at + timedelta(days=1))
        title = body_of(self.cast.government, body, at).title
        chair = values.pop("chair", self.cast.seats["head"])
        meeting = Meeting(
            matter=self.matter("meeting", title, state), body=body, starts_at=starts, chair=chair, **values
        )
        self.stamp(meeting, state, at)
        meeting.save()
        for position in range(1, items + 1):
            self.listed(meeting, position)
        if state in (State.CALLED, State.OPEN, State.ENDED):
            self.ask_everybody(meeting)
        if state in (State.OPEN, State.ENDED):
            self.everybody_came(meeting)
        return meeting

    def listed(self, meeting: Meeting, position: int, **values: Any) -> AgendaItem:
        """One more item on an agenda."""
        state = ItemState.DECIDED if meeting.ended_at else ItemState.LISTED
        values = {"state": state, "body": meeting.body, "meeting": meeting, "position": position} | values
        return self.item(values.pop("title", f"关于第{position}项工作的议题"), **values)

    def stamp(self, meeting: Meeting, state: str, at: datetime) -> None:
        """The moments that lie behind a meeting in a state."""
        order = [State.FIXED, State.CALLED, State.OPEN, State.ENDED]
        fields = ["fixed_at", "called_at", "opened_at", "ended_at"]
        if state in order:
            for name in fields[: order.index(state) + 1]:
                setattr(meeting, name, at)
            if state != State.FIXED:
                meeting.year, meeting.serial = meeting.starts_at.year, 5

    def ask_everybody(self, meeting: Meeting) -> list[Attendee]:
        """Its members by their seats, and the heads of the organs that report."""
        body = body_of(self.cast.government, meeting.body, clock.now())
        day = clock.date_of(meeting.starts_at)
        asked = [
            Attendee.objects.create(
                meeting=meeting, official=m.official, seat=m.seat, organ=m.seat.organ, name=m.official.name,
                title=m.seat.title, role=Role.MEMBER, order=n,
            )
            for n, m in enumerate(members(self.cast.government, body, day))
            if m.official
        ]  # fmt: skip
        for one in asked:
            steps.join(meeting.matter, one.official, "attendee", clock.now())
        return asked

    def everybody_came(self, meeting: Meeting) -> None:
        for attendee in meeting.attendees.all():
            Presence.objects.create(attendee=attendee, came_at=clock.now(), how=Arrival.SECRETARY, by=self.cast.clerk)

    def decided(self, item: AgendaItem, text: str = "同意。由县教育局牵头落实。", **values: Any) -> Decision:
        """What a meeting decided on an item."""
        sound = {
            "kind": DecisionKind.ADOPTED, "text": text, "organ": item.matter.organ, "recorded_by": self.cast.clerk,
            "recorded_at": clock.now(), "decided_at": clock.now(), "version": 1,
        }  # fmt: skip
        return Decision.objects.create(item=item, **(sound | values))

    def ended(self, body: str = "standing", items: int = 2, **values: Any) -> Meeting:
        """A meeting that is over: everybody came, everything is decided."""
        meeting = self.meeting(State.ENDED, body, items, **values)
        for item in meeting.items.all():
            self.decided(item)
        return meeting
