"""What is known of a submission, as the facts that the rulebook's gates and routes ask about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from documents.consultation.models import Consultation
from documents.submission.models import Declaration, DirectReason, Submission
from govrules.core import clock
from govrules.core.deadlines.models import Deadline, DeadlineState
from govrules.core.matters.models import LIVE, StepState
from govrules.core.office.models import Organ, OrganKind, Portfolio
from govrules.core.office.queries import current

SENDERS = {
    OrganKind.DEPARTMENT: "department",
    OrganKind.OFFICE: "department",
    OrganKind.TOWNSHIP: "township",
    OrganKind.INSTITUTION: "institution",
}


@dataclass(frozen=True)
class Standing:
    """Where the consultation stands: the last asking of each organ, and what came of it.

    `running` has the steps with a limit, and for one that is over without effect yet what it waits for.
    """

    latest: tuple[Consultation, ...]
    missing: tuple[Organ, ...]
    running: Mapping[int, str] = field(default_factory=dict)

    @property
    def unanswered(self) -> list[Consultation]:
        """Asked and not answered, for whatever reason."""
        return [c for c in self.latest if c.step.state in LIVE]

    @property
    def waited_for(self) -> list[Consultation]:
        """Not answered, and a limit is running: the rulebook's or the host's own.

        Where the rulebook names none (阳高: a township) nothing says how long to wait, so nothing waits.
        """
        return [c for c in self.unanswered if c.step_id in self.running]

    @property
    def disagreeing(self) -> list[Consultation]:
        return [c for c in self.latest if c.step.opinion_kind == "disagree"]

    @property
    def silent(self) -> list[Consultation]:
        return [c for c in self.latest if c.step.state == StepState.DEEMED]


def standing(submission: Submission) -> Standing:
    """The state of the consultation in three queries, whatever the number of organs."""
    asked = submission.consultations.select_related("organ", "step__decided_by", "step__seat", "step__in_place_of")
    live = asked.exclude(step__state=StepState.CANCELLED).order_by("pk")
    latest = {c.organ_id: c for c in live}
    missing = tuple(o for o in submission.touched.all() if o.pk not in latest)
    limits = Deadline.objects.filter(matter=submission.pk, state=DeadlineState.OPEN, step__act="countersign")
    return Standing(tuple(latest.values()), missing, dict(limits.values_list("step", "waits_for")))


def facts_of(submission: Submission, state: Standing) -> dict[str, str | int | bool]:
    """All facts of the gates of submitting and of the route that follows."""
    return declared(submission) | form_facts(submission) | consultation_facts(submission, state)


def declared(submission: Submission) -> dict[str, str | int | bool]:
    """What the drafter declares of the content and the address."""
    return {
        "doc_kind": submission.doc_kind,
        "sender": SENDERS.get(submission.matter.organ.kind, "department"),
        "direction": "up",
        "scope": submission.scope,
        "length": submission.length,
        "matters": submission.matters_count,
        "recipients": len(submission.recipients),
        "contains_request": submission.doc_kind == "report" and submission.asks_for_reply,
        "skips_level": submission.skips_level,
        "skip_approved": bool(submission.skip_approval.strip()),
        "addressed_to_leader": submission.addressed_to_id is not None,
        "assigned_by_leader": submission.direct_reason == DirectReason.ASSIGNED and bool(submission.direct_note),
        "major_direct": submission.direct_reason == DirectReason.MAJOR and bool(submission.direct_note),
        "necessity_stated": bool(submission.necessity.strip()),
        "hearing_forms": len(submission.hearings),
    } | {key: key in submission.declared for key in Declaration.values}


def form_facts(submission: Submission) -> dict[str, str | int | bool]:
    """The elements that a submitted document must bear."""
    return {
        "number_given": bool(submission.organ_number),
        "contact_given": bool(submission.contact_name and submission.contact_phone),
        "signatory_given": submission.signed_on is not None,
        "signed_by_main_head": submission.signed_on is not None,
    }


def consultation_facts(submission: Submission, state: Standing) -> dict[str, str | int | bool]:
    """Who was asked, who has not answered, and whether a disagreement is set out."""
    against = state.disagreeing
    return {
        "touches_others": bool(state.latest or state.missing),
        "portfolios": portfolios(submission, state),
        "unconsulted": len(state.missing),
        "to_township": any(c.organ.kind == OrganKind.TOWNSHIP for c in state.latest),
        "open_consultations": len(state.waited_for),
        "has_disagreement": bool(against),
        "heads_conferred": all_given(c.response for c in against),
        "positions_listed": all_given(c.step.opinion for c in against),
        "grounds_listed": all_given(c.step.opinion for c in against),
        "proposal_given": bool(submission.proposal.strip()),
    }


def portfolios(submission: Submission, state: Standing, picked: Iterable[int] = ()) -> int:
    """How many leaders it concerns: whose portfolios it touches, the host's included, and whom the office picked."""
    organs = [submission.matter.organ_id, *(c.organ_id for c in state.latest), *(o.pk for o in state.missing)]
    covering = Portfolio.objects.filter(current(clock.today()), organ__in=organs)
    return len({*covering.values_list("seat", flat=True), *picked})


def all_given(texts: Iterable[str]) -> bool:
    """Whether there is something in each; true of none at all."""
    return all(text.strip() for text in texts)
