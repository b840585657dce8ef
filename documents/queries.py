"""What the pages show of a document, gathered in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Prefetch

from documents.consultation.models import Consultation
from documents.dispatch.models import Dispatch, IssuedName
from documents.dispatch.states import WITH_OFFICE
from documents.dispatch.states import State as DispatchState
from documents.findings import of_consultation
from documents.submission.gates import APPROVE, SUBMIT, judge
from documents.submission.models import Submission
from documents.submission.states import WITH_HOST, State
from govrules.core.deadlines.actions import left_words, light
from govrules.core.deadlines.models import MAY, Deadline, DeadlineState, Firing, Rung
from govrules.core.findings import Shown, of_gate, summed_up
from govrules.core.journal.queries import journal_of as journal_of
from govrules.core.judging import Judged
from govrules.core.matters.models import LIVE, Evidence, Matter, Step, StepState
from govrules.core.matters.shown import expected, steps_of
from govrules.core.matters.way import Point, Start, way
from govrules.core.wording import last_day, short_day

BEGINS = Start(states=WITH_HOST | WITH_OFFICE)


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
    limit: Deadline | None = None

    @property
    def paragraphs(self) -> list[str]:
        return [line.strip() for line in self.document.body.splitlines() if line.strip()]

    @property
    def signed_organ(self) -> str:
        """Whose name stands under the text: the government's where a dispatch is issued in its name."""
        in_its_name = isinstance(self.document, Dispatch) and self.document.in_name_of == IssuedName.COUNTY
        return self.matter.government.name if in_its_name else self.matter.organ.name

    @property
    def live(self) -> list[Step]:
        return [s for s in self.steps if s.state in LIVE]


def sheet(matter: Matter, at: datetime) -> Sheet:
    """The sheet of a submission or of a dispatch; the caller has checked that it may be seen."""
    return submission_sheet(matter, at) if matter.kind == "submission" else dispatch_sheet(matter, at)


def submission_sheet(matter: Matter, at: datetime) -> Sheet:
    """A submission: text, consultation, what the gates say, its way, the reply it led to."""
    submission = Submission.objects.select_related("addressed_to").prefetch_related("touched").get(pk=matter.pk)
    submission.matter = matter
    steps = steps_of(matter)
    reply = matter.children.filter(kind="dispatch").first()
    consultations = asked_of(submission, steps, at)
    judged = judge(
        submission, before_signing=matter.state in WITH_HOST or matter.state == State.SIGNING, acts=acts_ahead(matter)
    )
    findings = summed_up([*map(of_gate, judged), *(of_consultation(c, at) for c in consultations)])
    line = way(matter, steps, end(submission, reply), expected(matter, steps, at), BEGINS)
    return Sheet(matter, submission, steps, line, consultations, judged, findings, reply, limit_of(matter, at))


def acts_ahead(matter: Matter) -> tuple[str, ...]:
    """Whose gates are shown: of submitting, and of a leader's approval while that lies ahead."""
    return (SUBMIT, APPROVE) if matter.state in (State.SUBMITTED, State.LEADERS) else (SUBMIT,)


def limit_of(matter: Matter, at: datetime) -> Deadline | None:
    """The limit for the whole matter that is running, with what the pages say of it."""
    found = Deadline.objects.filter(matter=matter, step=None, state=DeadlineState.OPEN).order_by("due_at").first()
    if found:
        found.light, found.left = light(found, at), left_words(found, at)
        found.last_day = last_day(found.due_at)
    return found


def running(deadline: Deadline | None, at: datetime) -> bool:
    """Whether a limit still runs, or is over without effect yet."""
    if deadline is None or deadline.state != DeadlineState.OPEN:
        return False
    return deadline.provisional or at < deadline.due_at


def warned(deadline: Deadline | None) -> list[datetime]:
    """When the program reminded the organ; a reminder missed until the period was over was never sent."""
    return [f.at for f in deadline.warnings if f.at < deadline.due_at] if deadline else []


def silence_offered(asked: Consultation, at: datetime) -> bool:
    """Whether the host may take the silence as no objection now (the act asks again)."""
    limit = asked.deadline
    by_hand = limit is not None and limit.on_pass_strength == MAY and not limit.provisional and at >= limit.due_at
    return by_hand and asked.step.state in LIVE and not asked.delay_reason


def asked_of(submission: Submission, steps: Sequence[Step], at: datetime) -> list[Consultation]:
    """The consultations with their steps, deadlines and reminders, in the order they were asked; three queries."""
    by_id = {s.pk: s for s in steps}
    limits = Deadline.objects.filter(matter=submission.matter, step__isnull=False).order_by("pk")
    warnings = Prefetch("firings", Firing.objects.filter(rung=Rung.WARN).order_by("at"), to_attr="warnings")
    deadlines = {d.step_id: d for d in limits.prefetch_related(warnings)}
    asked = list(submission.consultations.select_related("organ"))
    for one in asked:
        one.step = by_id[one.step_id]
        one.deadline = deadlines.get(one.step_id)
        one.warned = warned(one.deadline)
        one.silence_offered = silence_offered(one, at)
        one.may_be_set_out = one.step.state in LIVE and not running(one.deadline, at)
    return [c for c in asked if c.step.state != StepState.CANCELLED]


def end(submission: Submission, reply: Matter | None) -> list[Point]:
    """How it ends: a request with its reply, whatever else by itself."""
    if submission.doc_kind != "request" or submission.matter.state in (State.REJECTED, State.DROPPED):
        return []
    if reply is None:
        return [Point("批复印发")]
    issued = "done" if reply.state == DispatchState.ISSUED else "here"
    return [Point("批复印发", reply.number, short_day(reply.closed_at) if reply.closed_at else "", issued)]


def dispatch_sheet(matter: Matter, at: datetime) -> Sheet:
    """A dispatch: text, signing, and what it answers."""
    dispatch = Dispatch.objects.select_related("series", "answers").get(pk=matter.pk)
    dispatch.matter = matter
    steps = steps_of(matter)
    return Sheet(
        matter,
        dispatch,
        steps,
        way(matter, steps, dispatch_end(matter), expected(matter, steps, at), BEGINS),
        related=matter.parent,
        limit=limit_of(matter, at),
    )


def dispatch_end(matter: Matter) -> list[Point]:
    """Numbering and issue."""
    numbered = matter.state in (DispatchState.NUMBERED, DispatchState.ISSUED)
    number = Point(
        "编号", matter.number, state="done" if numbered else "here" if matter.state == DispatchState.SIGNED else "ahead"
    )
    issued = "done" if matter.state == DispatchState.ISSUED else "here" if numbered else "ahead"
    return [number, Point("印发", when=short_day(matter.closed_at) if matter.closed_at else "", state=issued)]


def evidence_of(matter: Matter) -> list[Evidence]:
    """What proves reviews, consents and silences."""
    return list(Evidence.objects.filter(matter=matter).select_related("issuer", "step", "attachment"))
