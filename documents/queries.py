"""What the pages show of a document, gathered in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from documents.consultation.models import Consultation
from documents.dispatch.models import Dispatch
from documents.dispatch.states import State as DispatchState
from documents.submission.gates import Judged, judge
from documents.submission.models import Submission
from documents.submission.states import State, WITH_HOST
from documents.way import Point, way
from govrules.core.deadlines.actions import light
from govrules.core.deadlines.models import Deadline
from govrules.core.journal.models import JournalEntry
from govrules.core.matters.models import LIVE, Evidence, Matter, Step, StepHolder, StepState
from govrules.core.wording import day, last_day, moment


@dataclass(frozen=True)
class Shown:
    """A line about what the rules say to a document, for the findings' list."""

    tone: str
    text: str
    strong: str = ""
    article: int | None = None
    detail: str = ""
    link: str = ""
    link_text: str = ""
    note: str = ""

    @property
    def tone_words(self) -> str:
        return {"ok": "符合", "warn": "请注意", "stop": "不符合"}[self.tone]


@dataclass
class Sheet:
    """Everything the page of one document shows."""

    matter: Matter
    document: Submission | Dispatch
    steps: list[Step]
    way: list[Point]
    consultations: list[Consultation] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)
    findings: list[Shown] = field(default_factory=list)
    related: Matter | None = None

    @property
    def paragraphs(self) -> list[str]:
        return [line.strip() for line in self.document.body.splitlines() if line.strip()]

    @property
    def live(self) -> list[Step]:
        return [s for s in self.steps if s.state in LIVE]


STEPS = ("seat__organ", "organ", "assignee", "decided_by", "in_place_of", "custodian")


def steps_of(matter: Matter) -> list[Step]:
    """All steps of a matter with everything that a page says of them: two queries."""
    holders = Prefetch("holders", StepHolder.objects.select_related("official"))
    steps = list(matter.steps.select_related(*STEPS).prefetch_related(holders))
    for step in steps:
        step.matter = matter
    return steps


def sheet(matter: Matter, at: datetime) -> Sheet:
    """The sheet of a submission or of a dispatch; the caller has checked that it may be seen."""
    return submission_sheet(matter, at) if matter.kind == "submission" else dispatch_sheet(matter)


def submission_sheet(matter: Matter, at: datetime) -> Sheet:
    """A submission: text, consultation, what the gates say, its way, the reply it led to."""
    submission = Submission.objects.select_related("addressed_to").prefetch_related("touched").get(pk=matter.pk)
    submission.matter = matter
    steps = steps_of(matter)
    reply = matter.children.filter(kind="dispatch").first()
    consultations = asked_of(submission, steps)
    judged = judge(submission, before_signing=matter.state in WITH_HOST or matter.state == State.SIGNING)
    findings = [*map(of_gate, judged), *(of_consultation(c, at) for c in consultations)]
    return Sheet(matter, submission, steps, way(matter, steps, end(submission, reply)), consultations, judged,
                 findings, reply)  # fmt: skip


def asked_of(submission: Submission, steps: Sequence[Step]) -> list[Consultation]:
    """The consultations with their steps and deadlines, in the order they were asked; two queries."""
    by_id = {s.pk: s for s in steps}
    deadlines = {d.step_id: d for d in Deadline.objects.filter(matter=submission.matter, step__isnull=False).order_by("pk")}
    asked = list(submission.consultations.select_related("organ"))
    for one in asked:
        one.step = by_id[one.step_id]
        one.deadline = deadlines.get(one.step_id)
    return [c for c in asked if c.step.state != StepState.CANCELLED]


def end(submission: Submission, reply: Matter | None) -> list[Point]:
    """How it ends: a request with its reply, whatever else by itself."""
    if submission.doc_kind != "request" or submission.matter.state in (State.REJECTED, State.DROPPED):
        return []
    if reply is None:
        return [Point("批复印发")]
    issued = reply.state == DispatchState.ISSUED
    return [Point("批复印发", reply.number, day(reply.closed_at) if reply.closed_at else "", "done" if issued else "here")]


def of_gate(judged: Judged) -> Shown:
    """A gate as a finding."""
    if judged.passed:
        return Shown("ok", judged.name, article=judged.article)
    if judged.waiver:
        return Shown("warn", judged.message, "已说明理由", judged.article, judged.waiver.reason)
    tone = "stop" if judged.strength == "must" else "warn"
    return Shown(tone, judged.message, article=judged.article, detail=judged.remedy)


TONES = {"agree": "ok", "agree_with_opinion": "ok", "disagree": "warn", "deemed": "warn"}
ANSWERS = {"agree": "同意", "agree_with_opinion": "同意，有意见", "disagree": "不同意"}


def of_consultation(asked: Consultation, at: datetime) -> Shown:
    """An organ's answer, or how long it still has."""
    step, name = asked.step, asked.organ.short_name
    if step.state == StepState.DEEMED:
        return Shown("warn", name, "逾期未回复，视为无不同意见", step.article, silence(asked), f"#consultation-{asked.pk}")
    if step.state in LIVE:
        return waiting(asked, at)
    stand_in = f"{step.decided_by.name}{'，' + step.ground_note if step.ground != 'holder' else ''}" if step.decided_by else ""
    detail = "；".join(filter(None, [stand_in, day(step.decided_at) if step.decided_at else "", step.opinion]))
    return Shown(TONES.get(step.opinion_kind, "ok"), name, ANSWERS.get(step.opinion_kind, ""), detail=detail)


def waiting(asked: Consultation, at: datetime) -> Shown:
    """Not answered yet: until when, and whether that day is only provisional."""
    deadline = asked.deadline
    if deadline is None:
        return Shown("warn", asked.organ.short_name, "尚未回复", asked.step.article, "没有时限")
    until = f"{day(last_day(deadline.due_at))}前回复" + ("（暂定，待当年放假安排公布）" if deadline.provisional else "")
    tone = "stop" if light(deadline, at) == "red" else "warn"
    return Shown(tone, asked.organ.short_name, "尚未回复", asked.step.article, until)


def silence(asked: Consultation) -> str:
    """The evidence of silence in one line: delivered, opened, reminded, the limit's end."""
    holders = list(asked.step.holders.all())
    parts = [f"{day(asked.sent_at)}送达"]
    opened = min((h.opened_at for h in holders if h.opened_at), default=None)
    parts.append(f"{day(opened)}打开" if opened else "一直未打开")
    parts += [f"{day(datetime.fromisoformat(r))}提醒" for r in asked.reminders[:2]]
    if asked.deadline:
        unit = "个工作日" if asked.deadline.unit == "workday" else "日"
        parts.append(f"{day(last_day(asked.deadline.due_at))}满{asked.deadline.count}{unit}")
    return "，".join(parts)


def dispatch_sheet(matter: Matter) -> Sheet:
    """A dispatch: text, signing, and what it answers."""
    dispatch = Dispatch.objects.select_related("series", "answers").get(pk=matter.pk)
    dispatch.matter = matter
    steps = steps_of(matter)
    return Sheet(matter, dispatch, steps, way(matter, steps, dispatch_end(matter)), related=matter.parent)


def dispatch_end(matter: Matter) -> list[Point]:
    """Numbering and issue."""
    numbered = matter.state in (DispatchState.NUMBERED, DispatchState.ISSUED)
    number = Point("编号", matter.number, state="done" if numbered else "here" if matter.state == DispatchState.SIGNED else "ahead")
    issued = "done" if matter.state == DispatchState.ISSUED else "here" if numbered else "ahead"
    return [number, Point("印发", when=day(matter.closed_at) if matter.closed_at else "", state=issued)]


def journal_of(matter: Matter) -> list[dict[str, Any]]:
    """The record of a matter, oldest first, as the pages write it."""
    lines = JournalEntry.objects.filter(matter=matter).select_related("actor", "in_place_of").order_by("seq")
    return [
        {
            "at": line.at, "when": moment(line.at), "who": line.actor.name if line.actor else "系统", "text": line.text,
            "place": line.in_place_of.title if line.in_place_of else "", "article": line.article,
        }
        for line in lines
    ]  # fmt: skip


def evidence_of(matter: Matter) -> list[Evidence]:
    """What proves reviews, consents and silences."""
    return list(Evidence.objects.filter(matter=matter).select_related("issuer", "step", "attachment"))
