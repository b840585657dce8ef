"""What the tests of the party committee's matters do again and again; everything through the acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from govrules.core import clock
from govrules.core.files.actions import Checked, checked
from govrules.core.matters.models import LIVE, Matter, Step
from govrules.core.office.models import Official
from meetings import steps
from meetings.calling.states import State as MeetingState
from meetings.items.models import AgendaItem
from meetings.party import actions
from meetings.party.actions import Draft
from meetings.party.models import PartyMatter
from tests.core.cast import Cast
from tests.meetings.stage import Stage

MATERIAL = "县政府常务会议原则同意新建城东小学，现提请审定。"


def proof() -> Checked:
    return checked(SimpleUploadedFile("签收单.txt", "收到。".encode()))


@dataclass
class Office:
    """Items that meetings have decided, and what is made of them."""

    cast: Cast
    stage: Stage

    def decided(self, body: str = "standing", kind: str = "adopted") -> AgendaItem:
        """An item of the education bureau on which a meeting of this body has decided."""
        meeting = self.stage.meeting(MeetingState.ENDED, body=body, items=0)
        item = self.stage.listed(meeting, 1)
        self.stage.decided(item, kind=kind)
        return item

    def draft(self, **values: Any) -> Draft:
        sound = {"title": "关于新建城东小学的汇报", "material": MATERIAL, "sort": 5}
        return Draft(**(sound | values))

    def made(self, item: Any = None, by: Official | None = None, **values: Any) -> PartyMatter:
        about = item or self.decided()
        return actions.create(about.pk, by or self.cast.education_clerk, self.draft(**values))

    def proposed(self, item: Any = None, **values: Any) -> PartyMatter:
        made = self.made(item, **values)
        actions.propose(made.pk, self.cast.education_clerk)
        return made

    def live(self, of: Any) -> list[Step]:
        return list(Step.objects.filter(matter=of.pk, state__in=LIVE).select_related("matter", "assignee", "seat"))

    def approved(self, item: Any = None, **values: Any) -> PartyMatter:
        """Taken through its whole way, whoever has to be picked being the head."""
        made = self.proposed(item, **values)
        while live := self.live(made):
            for step in live:
                seats = [self.cast.seats["head"].pk]
                steps.decide(step.pk, step.assignee, steps.choices(step)[0].kind, "同意。", {"seats": seats})
        return made

    def send(self, made: PartyMatter, by: Official | None = None, on: date | None = None, **values: Any) -> None:
        sound = {"number": "阳政函〔2026〕8号", "proof": proof()} | values
        actions.send(made.pk, by or self.cast.clerk, on or clock.today(), **sound)

    def answer(self, made: PartyMatter, kind: str = "agreed", by: Official | None = None, **values: Any) -> None:
        sound = {"on": clock.today(), "number": "常委会第12次会议", "text": ""} | values
        actions.answer(made.pk, by or self.cast.clerk, kind, **sound)

    def state(self, of: Any) -> str:
        return Matter.objects.values_list("state", flat=True).get(pk=of.pk)
