"""A document of the demo on its way: act after act, until it is where its place's file wants it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import timedelta
from io import BytesIO
from typing import Any, ClassVar

from django.core.files.base import ContentFile
from docx import Document

from documents import actions as steps
from documents.consultation import actions as consultation
from documents.consultation.models import Consultation
from documents.dispatch import actions as dispatches
from documents.dispatch.models import Dispatch, Series
from documents.submission import actions as submissions
from govrules.core import acts, clock
from govrules.core.calendar.queries import current
from govrules.core.errors import BrokenRule, WrongState
from govrules.core.files.actions import attach
from govrules.core.matters.models import Matter, Step, StepState
from govrules.core.matters.queries import mark_opened
from govrules.core.office.models import Official, Organ
from govrules.demo.story import Story
from meetings import steps as meeting_steps
from meetings.coordination import actions as coordination
from meetings.coordination.actions import Asked

MORNING, AFTERNOON = "09:05", "15:10"
SAID = {
    ("submission", "sign"): "同意报送。", ("submission", "review"): "材料齐全，建议同意，呈领导审批。",
    ("submission", "approve"): "同意。", ("dispatch", "review"): "同意。", ("dispatch", "sign"): "同意印发。",
}  # fmt: skip
# What the file calls a state of the submission that shows in its reply, or in who holds it.
SHOWS_AS = {"answered": "issued", "approved": "drafting", "held": "signing", "silent": "consulting"}


class Player:
    """Whatever a submission's way and a dispatch's have in common: half days, the goal, decisions by the holder."""

    acts: ClassVar[Mapping[str, str]] = {
        "draft": "ask", "consulting": "talk", "signing": "decide", "submitted": "decide", "leaders": "decide",
        "drafting": "send", "in_signing": "decide", "signed": "give_number", "numbered": "issue",
    }  # fmt: skip

    def __init__(self, story: Story, plan: Mapping[str, Any], place: int) -> None:
        self.story, self.plan, self.place = story, plan, place
        self.half_days = 2 * plan["day"] + 1
        self.further = plan.get("further", 0)
        self.says = {act: list(words) for act, words in plan.get("says", {}).items()}
        self.talks = list(plan.get("talks", ()))

    def begin(self) -> None:
        self.at_next(self.draft)

    def at_next(self, act: Callable[[], None]) -> None:
        """At the next half day, each document some minutes after another."""
        day, morning = divmod(self.half_days, 2)
        moment = self.story.moment(day, MORNING if morning else AFTERNOON) + timedelta(minutes=self.place * 7 % 90)
        self.half_days -= self.plan.get("pace", 1)
        self.story.line.at(moment, act)

    def draft(self) -> None:
        """The first act, which makes the document; it knows it from then on."""
        self.story.docs[self.plan["key"]] = self.make()
        if self.half_days >= 0:
            self.at_next(self.go_on)

    def make(self) -> int:
        raise NotImplementedError

    def go_on(self) -> None:
        """The next act, unless the goal is reached."""
        if self.arrived():
            return
        self.further -= self.matter.state == self.goal
        self.act()
        if self.half_days >= 0:
            self.at_next(self.go_on)

    @property
    def goal(self) -> str:
        return SHOWS_AS.get(self.plan["until"], self.plan["until"])

    def arrived(self) -> bool:
        """There, and nothing more to be decided or said there."""
        return self.matter.state == self.goal and self.further <= 0 and not self.talks

    @property
    def matter(self) -> Matter:
        """The reply once there is one, else the document itself."""
        mine = Matter.objects.select_related("government")
        made = self.story.docs[self.plan["key"]]
        return mine.filter(parent=made, kind="dispatch").first() or mine.get(pk=made)

    def act(self) -> None:
        """What is done in the state in which it is; nothing where it rests."""
        name = self.acts.get(self.matter.state)
        if name:
            getattr(self, name)()

    def decide(self) -> None:
        """Whoever holds the step decides it; a step that nobody holds waits."""
        step = self.matter.steps.filter(state=StepState.PENDING).select_related("matter", "assignee").first()
        if step is None:
            return
        kind, opinion = self.said(step)
        steps.decide(step.pk, step.assignee, kind, opinion, self.settled())

    def said(self, step: Step) -> tuple[str, str]:
        """The next words of the file for this kind of step, else the usual ones."""
        main = steps.choices(step)[0].kind
        words = self.says.get(step.act) or [SAID.get((step.matter.kind, step.act), "")]
        given = words.pop(0)
        return (main, given) if isinstance(given, str) else (given[0], given[1])

    def settled(self) -> dict[str, Any]:
        """What the office settles at its review."""
        seats = [self.story.office.seats[key].pk for key in self.plan.get("seats", ())]
        return {"seats": seats, **{k: self.plan.get(k, False) for k in ("major", "side_by_side")}}

    def give_number(self) -> None:
        """Draw the next number of the series that serves such documents."""
        dispatch = Dispatch.objects.get(pk=self.matter.pk)
        series = Series.objects.filter(government=self.matter.government, in_name_of=dispatch.in_name_of)
        wanted = {"key": self.plan["series"]} if "series" in self.plan else {}
        dispatches.number(dispatch.pk, self.story.registrar, series.filter(**wanted).order_by("pk")[0])

    def issue(self) -> None:
        dispatches.issue(self.matter.pk, self.story.registrar)


class Submitted(Player):
    """A document that an organ submits: drafted, asked about, submitted, decided, answered."""

    def make(self) -> int:
        office, organ = self.story.office, self.story.office.organs[self.plan["organ"]]
        values: dict[str, Any] = {"recipients": (office.government.name,)}
        values |= {"contact_name": self.clerk.name, "contact_phone": self.clerk.phone}
        values |= filled(submissions.Draft, self.plan, office.organs)
        if "wanted_in" in self.plan:
            values["wanted_by"] = current().add(clock.today(), self.plan["wanted_in"])
        made = submissions.create(self.clerk, organ, submissions.Draft(**values)).pk
        with acts.on(made) as matter:
            for name, *lines in self.plan.get("files", ()):
                attach(matter, word_file(name, lines), self.clerk, clock.now())
        return made

    @property
    def clerk(self) -> Official:
        return self.story.who(f"{self.plan['organ']}-clerk")

    def ask(self) -> None:
        """Ask the organs that it touches, if there are any; else it is submitted."""
        touched = [self.story.office.organs[key] for key in self.plan.get("touched", ())]
        if not touched:
            return self.submit()
        asking = consultation.Asking(touched, self.plan.get("limit"))
        consultation.send(self.matter.pk, self.clerk, asking)
        return None

    def talk(self) -> None:
        """The next turn of the consultation; after the last one it is submitted."""
        if self.talks:
            organ, kind, *words = self.talks.pop(0)
            getattr(self, f"hear_{kind}", self.hear)(self.asked(organ), kind, *words)
        else:
            self.submit()

    def asked(self, organ: str) -> Consultation:
        found = Consultation.objects.select_related("step__matter", "step__assignee", "organ")
        return found.get(submission=self.matter.pk, organ=self.story.office.organs[organ])

    def hear(self, asked: Consultation, kind: str, text: str = "") -> None:
        """The organ replies, or explains why it cannot yet."""
        steps.decide(asked.step_id, asked.step.assignee, kind, text)

    def hear_more_time(self, asked: Consultation, kind: str, text: str, days: int) -> None:
        until = {"until": self.story.ahead(days), "manner": "书面回复"}
        steps.decide(asked.step_id, asked.step.assignee, kind, text, until)

    def hear_open(self, asked: Consultation, _: str) -> None:
        mark_opened(asked.step, asked.step.assignee, clock.now())

    def hear_remind(self, asked: Consultation, _: str) -> None:
        consultation.remind(self.matter.pk, self.clerk, asked.pk)

    def hear_confer(self, asked: Consultation, _: str, text: str) -> None:
        consultation.respond(self.matter.pk, self.clerk, asked.pk, text)

    def hear_note(self, asked: Consultation, _: str, question: str, grounds: str) -> None:
        """The heads countersign what divides them, where the rules ask for that before it is submitted."""
        proposal, view = self.plan["proposal"], {asked.organ_id: asked.step.opinion}
        note = coordination.begin(self.matter.pk, self.clerk, Asked("heads", question, grounds, proposal, view))
        for step in note.matter.steps.filter(state=StepState.PENDING).select_related("organ"):
            kept = step.organ_id == asked.organ_id
            words = ("reserved", asked.step.opinion) if kept else ("signed", "")
            meeting_steps.decide(step.pk, step.assignee, *words)

    def hear_take_silence(self, asked: Consultation, *turn: str) -> None:
        """Where the rules leave it to the host; before its time, and in a year not published yet, he waits."""
        try:
            consultation.take_silence(self.matter.pk, self.clerk, asked.pk)
        except WrongState:
            self.talks.insert(0, [asked.organ.key, *turn])

    def submit(self) -> None:
        """Submit it; while a rule stands in the way, such as a reply that is waited for, it is tried again later."""
        try:
            submissions.submit(self.matter.pk, self.clerk, self.plan.get("reasons", {}))
        except BrokenRule as refusal:
            self.story.refused[self.plan["key"]] = str(refusal)

    def send(self) -> None:
        """Draft the reply to what was approved, and send it to be signed; its own words begin."""
        told, opened = self.plan["reply"], Dispatch.objects.select_related("matter").get(pk=self.matter.pk)
        text = dispatches.Text(
            title=opened.matter.title, body=opened.body + told["body"].strip(), recipients=tuple(opened.recipients),
            business_of=opened.business_of, touched=tuple(opened.touched.all()), declared=tuple(opened.declared),
            disclosure=told.get("disclosure", "on_request"), cc=tuple(told.get("cc", ())),
            signer=told.get("signer", ""),
        )  # fmt: skip
        self.says = {act: list(words) for act, words in told.get("says", {}).items()}
        dispatches.revise(opened.pk, self.story.drafter, text)
        dispatches.send(opened.pk, self.story.drafter)


class Dispatched(Player):
    """What the office issues of its own accord: drafted, reviewed, signed, numbered, issued."""

    def make(self) -> int:
        office = self.story.office
        values = {"dispatch_kind": "ordinary"} | filled(dispatches.Text, self.plan, office.organs)
        made = dispatches.create(self.story.drafter, dispatches.Text(**values)).pk
        for row in self.plan.get("reviews", ()):
            issuer = office.organs.get(row.get("issuer", ""))
            review = dispatches.Recorded(row["kind"], issuer, clock.today(), row.get("note", ""))
            dispatches.record_review(made, self.story.drafter, review)
        return made

    def send(self) -> None:
        dispatches.send(self.matter.pk, self.story.drafter)


def word_file(name: str, lines: Sequence[str]) -> ContentFile:
    """An annex with these lines."""
    sheet, written = Document(), BytesIO()
    for line in lines:
        sheet.add_paragraph(line)
    sheet.save(written)
    return ContentFile(written.getvalue(), name)


def filled(shape: type, plan: Mapping[str, Any], organs: Mapping[str, Organ]) -> dict[str, Any]:
    """What the file says of the fields of a draft or of a dispatch's text."""
    found = {f.name: plan[f.name] for f in fields(shape) if f.name in plan}
    found = {name: tuple(value) if isinstance(value, list) else value for name, value in found.items()}
    found["body"] = found["body"].strip()
    if "touched" in found:
        found["touched"] = tuple(organs[key] for key in found["touched"])
    if "business_of" in found:
        found["business_of"] = organs[found["business_of"]]
    return found
