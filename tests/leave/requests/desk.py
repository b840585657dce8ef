"""A desk for the tests of leave: requests of the cast brought to a state by the real acts, on a clock that stands.

It is Monday, 1 June 2026, 09:00 (`MONDAY`); `hour("2026-06-08 09:00")` is a moment of the office's time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from govrules.core import clock
from govrules.core.deadlines.sweep import sweep
from govrules.core.journal.models import JournalEntry
from govrules.core.matters.models import LIVE, Step
from govrules.core.notices.models import Channel, Notice
from govrules.core.office.models import Official, Seat
from leave.requests import actions, filing, steps
from leave.requests.actions import Wanted
from leave.requests.models import LeaveFiling, LeaveRequest
from tests.core.calendars import office as hour
from tests.core.cast import Cast

MONDAY = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Desk:
    """The cast, and the clock."""

    cast: Cast
    clock: clock.StoppedClock

    def wanted(self, who: str = "schools_deputy", **values: Any) -> Wanted:
        """A trip to the city from Monday, 8 June, 09:00 to Friday, 12 June, 18:00."""
        official = getattr(self.cast, who)
        if isinstance(values.get("takes_over"), str):
            values["takes_over"] = self.cast.seats[values["takes_over"]]
        for name in ("starts_at", "ends_at"):
            if isinstance(values.get(name), str):
                values[name] = hour(values[name])
        sound = {
            "official": official, "seat": self.cast.seats[who], "kind": "business", "reason": "赴市政府协调学校建设",
            "destination": "大同市", "contact": "13900000000", "starts_at": hour("2026-06-08 09:00"),
            "ends_at": hour("2026-06-12 18:00"),
        }  # fmt: skip
        return Wanted(**(sound | values))

    def draft(self, who: str = "schools_deputy", by: str = "", **values: Any) -> LeaveRequest:
        return actions.create(getattr(self.cast, by or who), self.wanted(who, **values))

    def asked(self, who: str = "schools_deputy", by: str = "", reasons: Any = None, **values: Any) -> LeaveRequest:
        """On its way."""
        leave = self.draft(who, by, **values)
        actions.ask(leave.pk, getattr(self.cast, by or who), reasons or {})
        return self.again(leave)

    def asked_again(self, leave: LeaveRequest, reasons: Any = None) -> None:
        """What was drafted is asked, by him whose leave it is."""
        actions.ask(leave.pk, leave.official, reasons or {})

    def granted(self, who: str = "schools_deputy", **values: Any) -> LeaveRequest:
        """Everybody on the way has agreed, read and filed."""
        return self.through(self.asked(who, **values))

    def through(self, leave: LeaveRequest, but: tuple[str, ...] = ()) -> LeaveRequest:
        """Each live step decided by whoever may, the best way; kinds of steps in `but` are left."""
        for _ in range(12):
            step = self.live(leave).exclude(act__in=but).first()
            if step is None:
                break
            self.say(step)
        return self.again(leave)

    def say(self, step: Step, kind: str = "", opinion: str = "", **extra: Any) -> None:
        """The first choice of a step, or another, by its assignee."""
        step = Step.objects.select_related("matter", "assignee").get(pk=step.pk)
        kind = kind or steps.choices(step)[0].kind
        if kind == "pick" and not extra:
            extra = {"seats": [self.cast.seats["executive"].pk]}
        if kind == "file" and not extra:
            extra = {"proof": "电话报备，张科长接收", "whom": "县委组织部"}
            self.prove(step.matter_id)
        steps.decide(step.pk, step.assignee, kind, opinion, extra)

    def prove(self, leave_id: int) -> None:
        """Each organ's own proof, where there are several."""
        rows = LeaveFiling.objects.filter(request=leave_id, filed_at=None).exclude(to=filing.OWN)
        for row in rows if len(rows) > 1 else ():
            said = filing.Proof(self.clock.moment, "电话报备，张科长接收", "县委组织部")
            filing.register(row.pk, self.cast.clerk, said)

    def live(self, leave: LeaveRequest) -> Any:
        return Step.objects.filter(matter=leave.pk, state__in=LIVE).select_related("assignee", "matter").order_by("pk")

    def waits_for(self, leave: LeaveRequest) -> list[tuple[str, str]]:
        """Each live step: its kind, and who has it, or that it is held."""
        return [(s.act, s.assignee.name if s.assignee else "待明确") for s in self.live(leave)]

    def again(self, leave: LeaveRequest) -> LeaveRequest:
        related = ("matter", "absence", "entrustment", "official", "seat")
        return LeaveRequest.objects.select_related(*related).get(pk=leave.pk)

    def at(self, moment: str) -> None:
        """The clock moves there, and the sweep looks in."""
        self.clock.move_to(hour(moment))
        sweep(clock.now())

    def lines(self, leave: LeaveRequest) -> list[str]:
        return list(JournalEntry.objects.filter(matter=leave.pk).order_by("seq").values_list("text", flat=True))

    def told(self, official: Official) -> list[str]:
        notices = Notice.objects.filter(recipient=official, channel=Channel.PORTAL).order_by("pk")
        return list(notices.values_list("subject", flat=True))

    def seat(self, key: str) -> Seat:
        return self.cast.seats[key]
