"""What the tests of calling do again and again: everything through the acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from govrules.core import clock
from govrules.core.matters.models import Matter
from govrules.core.office.models import Entrustment, Official
from meetings.attendance.models import Attendee, Role
from meetings.bodies import body_of, members
from meetings.calling import actions
from meetings.calling.actions import Entry
from meetings.calling.models import Meeting, Room
from meetings.calling.planning import Plan
from meetings.items.models import AgendaItem
from tests.meetings.items.desk import SOUND
from tests.meetings.stage import Stage

DAY = timedelta(days=1)


@dataclass
class Office:
    """The office's clerk, who prepares meetings."""

    stage: Stage

    @property
    def cast(self) -> Any:
        return self.stage.cast

    @property
    def clerk(self) -> Official:
        return self.cast.clerk

    def room(self, name: str = "第一会议室") -> Room:
        return Room.objects.get_or_create(government=self.cast.government, name=name)[0]

    def plan(self, **values: Any) -> Plan:
        """A standing meeting tomorrow at nine, chaired by the head, unless said otherwise."""
        sound = {
            "body": "standing", "starts_at": clock.now() + DAY, "minutes_planned": 120, "place": "常务会议室",
            "chair": self.cast.seats["head"],
        }  # fmt: skip
        return Plan(**(sound | values))

    def planned(self, **values: Any) -> Meeting:
        return actions.plan(self.clerk, self.plan(**values))

    def approved(self, title: str = "关于新建城东小学的议题", **values: Any) -> AgendaItem:
        """An approved item that passes the gates of every county."""
        declared = SOUND | values.pop("declared", {})
        return self.stage.item(title, declared=declared, **values)

    def arranged(self, items: int = 2, study: bool = True, **values: Any) -> Meeting:
        """A meeting with so many approved items on its agenda, a study first."""
        meeting = self.planned(**values)
        body = meeting.body
        made = [self.approved(f"关于第{n}项工作的议题", body=body, study=study and n == 1) for n in range(1, items + 1)]
        self.put(meeting, *made)
        return meeting

    def put(self, meeting: Meeting, *items: AgendaItem) -> None:
        """Exactly these items, in this order."""
        actions.arrange(meeting.pk, self.clerk, [Entry(i.pk, 10) for i in items], self.version(meeting))

    def put_late(self, meeting: Meeting, title: str) -> AgendaItem:
        """An item that comes up once the agenda is fixed."""
        item = self.approved(title, body=meeting.body)
        actions.add_late(meeting.pk, self.clerk, item.pk, "事出紧急")
        return item

    def fixed(self, **values: Any) -> Meeting:
        meeting = self.arranged(**values)
        actions.fix(meeting.pk, self.clerk, self.version(meeting))
        return meeting

    def called(self, **values: Any) -> Meeting:
        meeting = self.fixed(**values)
        actions.call(meeting.pk, self.clerk, self.ask)
        return self.fresh(meeting)

    def ask(self, meeting: Meeting, at: datetime) -> None:
        """Members by their seats, and everybody whom the body invites; as the room of attendance does it."""
        body = body_of(self.cast.government, meeting.body, at)
        for one in members(self.cast.government, body, clock.date_of(meeting.starts_at)):
            if one.official:
                Attendee.objects.create(
                    meeting=meeting, official=one.official, seat=one.seat, name=one.official.name, role=Role.MEMBER
                )
        for key in body.invited:
            Attendee.objects.create(meeting=meeting, outside=key, name="某负责同志", role=Role.INVITED)

    def entrust(self, key: str) -> None:
        """The head's recorded delegation to another seat, from now on."""
        Entrustment.objects.create(
            seat=self.cast.seats["head"], to_seat=self.cast.seats[key], kind="entrustment", starts_at=clock.now(),
            basis="县长口头委托，办公室登记", recorded_at=clock.now(),
        )  # fmt: skip

    def version(self, meeting: Meeting) -> int:
        return Meeting.objects.values_list("agenda_version", flat=True).get(pk=meeting.pk)

    def fresh(self, meeting: Meeting) -> Meeting:
        return Meeting.objects.select_related("matter").get(pk=meeting.pk)

    def state(self, meeting: Meeting | AgendaItem) -> str:
        return Matter.objects.values_list("state", flat=True).get(pk=meeting.pk)

    def agenda(self, meeting: Meeting) -> list[str]:
        return list(meeting.items.order_by("position").values_list("matter__title", flat=True))
