"""What the tests of events do again and again; everything through the acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from govrules.core.matters.models import Matter, Step, StepState
from govrules.core.office.models import Official
from govrules.core.workdays import OFFICE_ZONE
from meetings import steps
from meetings.events import actions
from meetings.events.actions import Draft
from meetings.events.models import Event
from tests.core.cast import Cast

TITLE = "全县秋季招生工作会议"


def at(month: int, day: int, hour: int = 9) -> datetime:
    """A moment of 2026 in the office's time."""
    return datetime(2026, month, day, hour, tzinfo=OFFICE_ZONE)


@dataclass
class Doings:
    """The events of a test."""

    cast: Cast

    def draft(self, **values: Any) -> Draft:
        """A request that breaks no rule, but for what is given; `leaders` names seats."""
        leaders = tuple(self.cast.seats[key] for key in values.pop("leaders", ()))
        sound = {
            "title": self.cast.local(TITLE), "event_kind": "countywide", "starts_at": at(6, 24), "place": "县会议中心",
            "people": 80, "attending": "各乡镇、县直有关部门负责人", "programme": "部署秋季招生。",
            "why": "秋季招生在即。",
            "budget": "教育局会议费", "leaders": leaders,
        }  # fmt: skip
        sound |= values
        return Draft(**({"ends_at": sound["starts_at"] + timedelta(hours=2)} | sound))

    def make(self, organ: str = "education", **values: Any) -> Event:
        return actions.create(getattr(self.cast, f"{organ}_clerk"), getattr(self.cast, organ), self.draft(**values))

    def ask(self, organ: str = "education", reasons: dict[str, str] | None = None, **values: Any) -> Event:
        event = self.make(organ, **values)
        actions.ask(event.pk, getattr(self.cast, f"{organ}_clerk"), reasons or {})
        return event

    def approved(self, *seats: str, organ: str = "education", **values: Any) -> Event:
        """One that has gone its whole way; the office adds `seats`."""
        event = self.ask(organ, **values)
        while step := self.step(event):
            self.decide(event, "review" if step.act in ("draft", "review") else "approve", seats=seats)
        return event

    def step(self, event: Event) -> Step | None:
        """The step that waits for somebody now."""
        live = Step.objects.filter(matter=event.pk, state=StepState.PENDING).select_related("assignee", "matter")
        return live.first()

    def decide(
        self, event: Event, kind: str, opinion: str = "同意。", seats: Any = (), by: Official | None = None
    ) -> None:
        """Whoever has it decides, through the queue's own entry."""
        step = self.step(event)
        assert step and step.assignee, "nobody has it"
        picked = [self.cast.seats[key].pk for key in seats]
        steps.decide(step.pk, by or step.assignee, kind, opinion, {"seats": picked})

    def way(self, event: Event) -> list[str]:
        """The steps of its way in order: act, whose it is, and `*` where the office and no article says so."""
        return [
            f"{s.act} {s.seat.title if s.seat else '?'}{'*' if s.basis else ''}"
            for s in Step.objects.filter(matter=event.pk).exclude(state=StepState.CANCELLED).select_related("seat")
        ]

    def state(self, event: Event) -> str:
        return Matter.objects.get(pk=event.pk).state
