"""The gates of submitting: the submission's facts, and how a gate is worded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from documents.consultation.models import Consultation
from documents.submission.facts import Standing, facts_of, standing
from documents.submission.models import Submission
from govrules.core import judging
from govrules.core.judging import Judged, Words
from govrules.core.office.models import Official
from govrules.core.office.queries import book_of
from govrules.rulebook import Gate, vocabulary

SUBMIT, APPROVE = "submit", "approve_submission"
ABOUT_TO_SIGN = {"signed_by_main_head": True, "signatory_given": True}


def judge(submission: Submission, *, before_signing: bool = False, acts: tuple[str, ...] = (SUBMIT,)) -> list[Judged]:
    """Every gate of submitting, and of what else is asked for, that applies, passed or not."""
    state = standing(submission)
    facts = facts_of(submission, state) | (ABOUT_TO_SIGN if before_signing else {})
    words = Words(
        passed=lambda gate: in_order(gate, facts, state, before_signing=before_signing),
        more=lambda gate: about(gate, state, submission),
        remedy=lambda gate: until_it_counts(state) if gate.check == "consultation_answered" else "",
    )
    book = book_of(submission.matter.adoption)
    gates = [gate for act in acts for gate in book.gates_for(act, facts)]
    found = judging.judged(gates, facts, words, judging.given(submission.matter))
    return [j for j in found if j.name or not j.passed]


def until_it_counts(state: Standing) -> str:
    """What to do where all that are waited for let their time pass, and it has no effect yet."""
    waits = all(state.running[asked.step_id] for asked in state.waited_for)
    return "待当年放假安排载入后自动产生后果，或由政府办公室认定时限届满" if waits else ""


def about(gate: Gate, state: Standing, submission: Submission) -> str:
    """The organs or the person that a finding is about, by name: a reason given holds for these and no others."""
    named = {
        "consulted": [organ.short_name for organ in state.missing],
        "consultation_answered": [awaited(asked, state) for asked in state.waited_for],
        "consultation_settled": [asked.organ.short_name for asked in state.unlimited],
        "disagreement_countersigned": [asked.organ.short_name for asked in state.disagreeing],
        "coordinated": [asked.organ.short_name for asked in state.disagreeing],
        "not_to_leader": [submission.addressed_to.name] if submission.addressed_to else [],
    }.get(gate.check)
    return "：" + "、".join(named) if named else ""


def awaited(asked: Consultation, state: Standing) -> str:
    """An organ that has not answered; where its limit is over without effect, why."""
    waits_for = state.running[asked.step_id]
    return asked.organ.short_name + (f"（时限已到，但{waits_for}，逾期不回复暂不产生后果）" if waits_for else "")


def in_order(gate: Gate, facts: Mapping[str, Any], state: Standing, *, before_signing: bool) -> str:
    """A gate that is passed, in words: with the figures where there are some, and no more than is true by now.

    That the asked have all answered says nothing while nobody has been asked.
    """
    if gate.check in ("consultation_answered", "consultation_settled") and state.missing and not state.latest:
        return ""
    if gate.check == "length":
        return f"{facts['length']:,}字，不超过{gate.params['max']:,}字"
    if gate.check == "signed_by_main_head" and before_signing:
        return "报送时由主要负责人签署"
    return vocabulary.CHECKS[gate.check].name


def require(
    submission: Submission, by: Official, reasons: Mapping[str, str], at: datetime, *, before_signing: bool = False
) -> None:
    """Let the submission through, or refuse with every reason."""
    judging.require(submission.matter, judge(submission, before_signing=before_signing), by, reasons, at)


def require_before_approval(submission: Submission, by: Official, at: datetime) -> None:
    """What has to be settled before a leader agrees, where the rules say something of that."""
    if any(gate.act == APPROVE for gate in book_of(submission.matter.adoption).gates):
        judging.require(submission.matter, judge(submission, acts=(APPROVE,)), by, {}, at)
