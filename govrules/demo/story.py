"""The demo's clockwork: acts of the past played one after another at their moments, with the sweeps in between.

Everything goes through the same acts as in earnest, so the demo cannot show what the program cannot do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from documents import actions as steps
from documents.consultation import actions as consultation
from documents.consultation.models import Consultation
from documents.submission import actions as submissions
from govrules.core import clock
from govrules.core.calendar.queries import current
from govrules.core.deadlines.sweep import sweep
from govrules.core.errors import BrokenRule
from govrules.core.matters.models import Matter, Step, StepState
from govrules.core.matters.queries import mark_opened
from govrules.core.office.models import Official
from govrules.demo.people import Office

ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(order=True)
class Event:
    """Something that happens at a moment of the story."""

    at: datetime
    order: int
    act: Callable[[], Any] = field(compare=False)


class Story:
    """Events by working days before the day the demo is loaded as of."""

    def __init__(self, office: Office, as_of: datetime) -> None:
        self.office, self.as_of = office, as_of
        self.events: list[Event] = []
        self.docs: dict[str, int] = {}
        self.texts: Mapping[str, dict[str, Any]] = {}
        today = clock.date_of(as_of)
        calendar = current()
        self.today = today if calendar.is_workday(today) else calendar.back(today, 1)

    def day(self, back: int) -> date:
        """The working day `back` working days ago (0: today, or the last one before a day off)."""
        return current().back(self.today, back) if back else self.today

    def moment(self, back: int, hour: str) -> datetime:
        """A moment of that day, such as 09:30."""
        return datetime.combine(self.day(back), time.fromisoformat(hour), ZONE)

    def on(self, back: int, hour: str, act: Callable[[], Any]) -> None:
        """Let something happen then; what would lie after the demo's moment is left out."""
        at = self.moment(back, hour)
        if at <= self.as_of:
            self.events.append(Event(at, len(self.events), act))

    def play(self) -> None:
        """All events in their order, the sweep looking in every morning and midnight in between."""
        last: datetime | None = None
        for event in sorted(self.events):
            self.sweep_between(last or event.at, event.at)
            with clock.frozen(event.at):
                event.act()
            last = event.at
        self.sweep_between(last or self.as_of, self.as_of)

    def sweep_between(self, start: datetime, end: datetime) -> None:
        """The sweeps that would have run: at each midnight and each half past eight."""
        day = start.date()
        while day <= end.date():
            for hour in (time(0, 0, 20), time(8, 30)):
                at = datetime.combine(day, hour, ZONE)
                if start < at <= end:
                    with clock.frozen(at):
                        sweep(at)
            day += timedelta(days=1)

    def who(self, key: str) -> Official:
        return self.office.people[key]

    def draft(self, key: str, organ: str, **values: Any) -> None:
        """A clerk's draft."""
        touched = tuple(self.office.organs[o] for o in values.pop("touched", ()))
        clerk = self.who(f"{organ}-clerk")
        contact = {"contact_name": clerk.name, "contact_phone": clerk.phone}
        base = {"recipients": (self.office.government.name,), "touched": touched} | contact | self.texts[key]
        made = submissions.create(clerk, self.office.organs[organ], submissions.Draft(**(base | values)))
        self.docs[key] = made.pk

    def consult(self, key: str, organ: str, asked: Sequence[str], limit: int | None = None) -> None:
        """The clerk asks organs."""
        consultation.send(
            self.docs[key],
            self.who(f"{organ}-clerk"),
            consultation.Asking([self.office.organs[o] for o in asked], limit),
        )

    def submit(self, key: str, organ: str, reasons: Mapping[str, str] | None = None) -> None:
        """The clerk submits and the main head signs."""
        submissions.submit(self.docs[key], self.who(f"{organ}-clerk"), reasons or {})
        self.decide(key, f"{organ}-head", "sign", "同意报送。")

    def submit_if_silence_counts(self, key: str, organ: str) -> None:
        """The same where a silent organ is waited for: in a year not yet published the silence has no effect yet."""
        with suppress(BrokenRule):
            self.submit(key, organ)

    def decide(self, key: str, who: str, kind: str, opinion: str = "", **extra: Any) -> None:
        """Someone decides the step that waits for him."""
        official = self.who(who)
        step = Step.objects.filter(matter=self.docs[key], assignee=official, state=StepState.PENDING).first()
        if step is None:
            raise LookupError(f"{key}: no step waits for {who} on {clock.now():%m-%d %H:%M}")
        steps.decide(step.pk, official, kind, opinion, extra)

    def reply_of(self, key: str) -> None:
        """Name the dispatch that an approved request led to, so that the story can go on with it."""
        self.docs[f"{key}-reply"] = Matter.objects.get(parent=self.docs[key]).pk

    def review(self, key: str, opinion: str, seats: Sequence[str] = (), *, major: bool = False) -> None:
        """The office director proposes how to handle it."""
        chosen = [self.office.seats[k].pk for k in seats]
        self.decide(key, "liuzhigang", "review", opinion, seats=chosen, major=major)

    def asked(self, key: str, organ: str) -> Consultation:
        return Consultation.objects.get(submission=self.docs[key], organ=self.office.organs[organ])

    def remind(self, key: str, host: str, organ: str) -> None:
        """The host's clerk reminds an organ."""
        consultation.remind(self.docs[key], self.who(f"{host}-clerk"), self.asked(key, organ).pk)

    def respond(self, key: str, host: str, organ: str, text: str) -> None:
        """The host's clerk records how the main heads conferred."""
        consultation.respond(self.docs[key], self.who(f"{host}-clerk"), self.asked(key, organ).pk, text)

    def open(self, key: str, who: str) -> None:
        """Someone opens what waits for him, and does nothing."""
        official = self.who(who)
        step = Step.objects.get(matter=self.docs[key], assignee=official, state=StepState.PENDING)
        mark_opened(step, official, clock.now())

    def ahead(self, days: int) -> date:
        """A working day to come."""
        return current().add(self.today, days)

    def end_of(self, days: int) -> datetime:
        """Six in the evening of a working day to come."""
        return datetime.combine(self.ahead(days), time(18), ZONE)
