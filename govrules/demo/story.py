"""One government's story in the demo: what its people did, in the words that the documents' stories use.

Everything goes through the same acts as in earnest, so the demo cannot show what the program cannot do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from documents import actions as steps
from documents.consultation import actions as consultation
from documents.consultation.models import Consultation
from documents.submission import actions as submissions
from govrules.core import clock
from govrules.core.errors import BrokenRule
from govrules.core.matters.models import Matter, Step, StepState
from govrules.core.matters.queries import mark_opened
from govrules.core.office.models import Official
from govrules.demo.people import Office
from govrules.demo.timeline import Timeline


class Story:
    """The people of one office and its documents by key, on the common line of time."""

    def __init__(self, office: Office, line: Timeline) -> None:
        self.office, self.line = office, line
        self.docs: dict[str, int] = {}
        self.texts: Mapping[str, dict[str, Any]] = {}
        self.refused: dict[str, str] = {}  # why a document could not be submitted when it was last tried
        clerks = [p.key for p in office.known if p.post == "office_clerk"]
        self.registrar, self.drafter = self.who(clerks[0]), self.who(clerks[-1])

    @property
    def year(self) -> int:
        """The year in which the demo stands."""
        return self.line.today.year

    def moment(self, back: int, hour: str) -> datetime:
        return self.line.moment(back, hour)

    def on(self, back: int, hour: str, act: Callable[[], Any]) -> None:
        """Let something happen so many working days ago."""
        self.line.at(self.moment(back, hour), act)

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
        self.docs[f"{key}-reply"] = Matter.objects.get(parent=self.docs[key], kind="dispatch").pk

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
        return self.line.ahead(days)

    def end_of(self, days: int) -> datetime:
        return self.line.end_of(days)
