"""What is known of a submission, as the facts that the rulebook's gates and routes ask about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from documents import disagreement
from documents.consultation.models import Consultation
from documents.submission.models import Declaration, DirectReason, Disclosure, Submission
from govrules.core import clock
from govrules.core.calendar import queries as calendars
from govrules.core.deadlines.models import Deadline, DeadlineState
from govrules.core.matters.models import LIVE, Evidence, StepState
from govrules.core.office.models import Organ, OrganKind, Portfolio
from govrules.core.office.queries import current
from govrules.rulebook.vocabulary import FIELDS

SENDERS = {
    OrganKind.DEPARTMENT: "department",
    OrganKind.OFFICE: "department",
    OrganKind.TOWNSHIP: "township",
    OrganKind.INSTITUTION: "institution",
    OrganKind.COORDINATING: "coordinating_body",
    OrganKind.SUBORDINATE: "subordinate_unit",
}
UNLIMITED = 9999


@dataclass(frozen=True)
class Standing:
    """Where the consultation stands: the last asking of each organ, and what came of it.

    `running` has the steps with a limit, and for one that is over without effect yet what it waits for; `settled` what
    coordination has come to, looked for where somebody objects.
    """

    latest: tuple[Consultation, ...]
    missing: tuple[Organ, ...]
    running: Mapping[int, str] = field(default_factory=dict)
    settled: tuple[Evidence, ...] = ()

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
    def unlimited(self) -> list[Consultation]:
        """Not answered, and no limit runs: there is none, or it is over and the rules make nothing of that."""
        return [c for c in self.unanswered if c.step_id not in self.running]

    @property
    def disagreeing(self) -> list[Consultation]:
        return [c for c in self.latest if c.step.opinion_kind == "disagree"]

    @property
    def agreed_since(self) -> bool:
        """Whether those who object have come to agree when the leader in charge brought them together."""
        return disagreement.agreed(self.settled, [c.organ_id for c in self.disagreeing])

    @property
    def silent(self) -> list[Consultation]:
        return [c for c in self.latest if c.step.state == StepState.DEEMED]


def standing(submission: Submission) -> Standing:
    """The state of the consultation in three queries, four where somebody objects, whatever the number of organs."""
    asked = submission.consultations.select_related("organ", "step__decided_by", "step__seat", "step__in_place_of")
    latest = {c.organ_id: c for c in in_order(asked)}
    missing = tuple(o for o in submission.touched.all() if o.pk not in latest)
    limits = Deadline.objects.filter(matter=submission.pk, state=DeadlineState.OPEN, step__act="countersign")
    objected = any(c.step.opinion_kind == "disagree" for c in latest.values())
    results = Evidence.objects.filter(matter=submission.pk, kind__in=disagreement.KINDS) if objected else ()
    return Standing(tuple(latest.values()), missing, dict(limits.values_list("step", "waits_for")), tuple(results))


def in_order(asked: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """These but what was taken back; of an organ that was asked twice the last one counts."""
    return asked.exclude(step__state=StepState.CANCELLED).order_by("pk")


def unanswered_on(submissions: Collection[int]) -> Counter[int]:
    """How many organs have still to answer on each of these documents: one query."""
    asked = in_order(Consultation.objects.filter(submission__in=submissions))
    rows = asked.values_list("submission", "organ", "step__state")
    latest = {(submission, organ): state for submission, organ, state in rows}
    return Counter(submission for (submission, _), state in latest.items() if state in LIVE)


def facts_of(submission: Submission, state: Standing) -> dict[str, str | int | bool]:
    """All facts of the gates of submitting and of the route that follows."""
    return declared(submission) | form_facts(submission) | consultation_facts(submission, state)


def declared(submission: Submission) -> dict[str, str | int | bool]:
    """What the drafter declares of the content and the address."""
    return (
        {
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
            "necessity_stated": bool(submission.necessity.strip()),
            "hearing_forms": len(submission.hearings),
            "urgency": submission.urgency or "ordinary",
            "urgency_reason_given": bool(submission.urgency_reason.strip()),
            "disclosure_given": bool(submission.disclosure),
            "to_be_public": submission.disclosure == Disclosure.PUBLIC,
        }
        | of_declarations(submission)
        | direct_facts(submission)
        | lead_facts(submission)
    )


def of_declarations(submission: Submission) -> dict[str, str | int | bool]:
    """What its drafters say of the content; who reviewed fair competition is a fact of its own."""
    declared = {key: key in submission.declared for key in Declaration.values}
    reviewed = declared.pop(Declaration.COMPETITION)
    return declared | {"competition_reviewer": "own" if reviewed else "none"}


def direct_facts(submission: Submission) -> dict[str, str | int | bool]:
    """Why it goes to a leader in person: only a reason that is set out counts."""
    given = submission.direct_reason if submission.direct_note.strip() else ""
    return {key: key == given for key in DirectReason.values if key}


def lead_facts(submission: Submission) -> dict[str, str | int | bool]:
    """How many working days the government has until the day on which an answer is wanted; unsaid: no end."""
    if submission.wanted_by is None:
        return {"workdays_left": UNLIMITED}
    sent = submission.submitted_at or clock.now()
    return {"workdays_left": calendars.current().between(clock.date_of(sent), submission.wanted_by)}


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
    told = [c for c in state.unlimited if c.response.strip()]
    proposed = bool(submission.proposal.strip())
    against = [*([] if state.agreed_since else state.disagreeing), *told]
    return {
        "touches_others": bool(state.latest or state.missing),
        "portfolios": portfolios(submission, state),
        "unconsulted": len(state.missing),
        "to_township": any(c.organ.kind == OrganKind.TOWNSHIP for c in state.latest),
        "open_consultations": len(state.waited_for),
        "unsettled_consultations": len(state.unlimited) - (len(told) if proposed else 0),
        "has_disagreement": bool(against),
        "heads_conferred": all_given(c.response for c in against),
        "positions_listed": all_given(c.step.opinion or c.response for c in against),
        "grounds_listed": all_given(c.step.opinion or c.response for c in against),
        "proposal_given": proposed,
        "legality_reviewer": legality_reviewer(submission, state),
    } | settled_facts(submission, state)


def settled_facts(submission: Submission, state: Standing) -> dict[str, bool]:
    """Whether a leader has coordinated what divides the organs, and their heads have countersigned it as it stands."""
    organs = [c.organ_id for c in state.disagreeing]
    note = disagreement.settled(state.settled, disagreement.NOTE, organs)
    as_signed = bool(note and note.facts.get("proposal") == submission.proposal.strip())
    return {
        "coordinated": not organs or disagreement.settled(state.settled, disagreement.COORDINATED, organs) is not None,
        "disagreement_countersigned": not organs or as_signed,
    }


def legality_reviewer(submission: Submission, state: Standing) -> str:
    """Who has reviewed its legality: the organ competent for that, asked and not objecting; else its own unit."""
    agreed = [c for c in state.latest if c.step.opinion_kind in ("agree", "agree_with_opinion")]
    if any(FIELDS["legality"] in c.organ.fields for c in agreed):
        return "justice"
    return "own" if Declaration.REVIEWED in submission.declared else "none"


def portfolios(submission: Submission, state: Standing, picked: Iterable[int] = ()) -> int:
    """How many leaders it concerns: whose portfolios it touches, the host's included, and whom the office picked."""
    organs = [submission.matter.organ_id, *(c.organ_id for c in state.latest), *(o.pk for o in state.missing)]
    covering = Portfolio.objects.filter(current(clock.today()), organ__in=organs)
    return len({*covering.values_list("seat", flat=True), *picked})


def all_given(texts: Iterable[str]) -> bool:
    """Whether there is something in each; true of none at all."""
    return all(text.strip() for text in texts)
