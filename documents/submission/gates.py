"""The gates of submitting: each judged by the rulebook's check over the submission's facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from documents.submission.facts import Standing, facts_of, standing
from documents.submission.models import Submission
from govrules.core.errors import BrokenRule, Why
from govrules.core.journal.actions import Line, record
from govrules.core.matters.models import Waiver, WaiverState
from govrules.core.office.models import Official
from govrules.core.office.queries import book_of
from govrules.rulebook import Gate, vocabulary
from govrules.rulebook.checks import check

ABOUT_TO_SIGN = {"signed_by_main_head": True, "signatory_given": True}


@dataclass(frozen=True)
class Judged:
    """One gate as judged now. `waiver` is the reason given for departing from it, if any."""

    rule: str
    article: int
    strength: str
    name: str
    passed: bool
    message: str = ""
    remedy: str = ""
    waiver: Waiver | None = None

    @property
    def open(self) -> bool:
        """Whether it still stands in the way."""
        return not self.passed and self.waiver is None and self.strength != "may"


def judge(submission: Submission, *, before_signing: bool = False) -> list[Judged]:
    """Every gate of submitting that applies, passed or not, in the rulebook's order."""
    state = standing(submission)
    facts = facts_of(submission, state) | (ABOUT_TO_SIGN if before_signing else {})
    book = book_of(submission.matter.adoption)
    given = {(w.rule, w.finding): w for w in submission.matter.waivers.exclude(state=WaiverState.RETURNED)}
    found = []
    for gate in book.gates_for("submit", facts):
        finding = check(gate, facts)
        message = finding.message + about(gate.check, state) if finding else ""
        name = in_order(gate, facts, before_signing=before_signing)
        found.append(Judged(
            gate.key, gate.article, gate.strength or "must", name, finding is None,
            message, finding.remedy if finding else "", given.get((gate.key, message)),
        ))  # fmt: skip
    return found


def about(asking: str, state: Standing) -> str:
    """The organs that a finding is about, by name."""
    organs = {"consulted": state.missing, "consultation_answered": [c.organ for c in state.waited_for]}.get(asking)
    return "：" + "、".join(o.short_name for o in organs) if organs else ""


def in_order(gate: Gate, facts: Mapping[str, Any], *, before_signing: bool) -> str:
    """A gate that is passed, in words: with the figures where there are some, and no more than is true by now."""
    if gate.check == "length":
        return f"{facts['length']:,}字，不超过{gate.params['max']:,}字"
    if gate.check == "signed_by_main_head" and before_signing:
        return "报送时由主要负责人签署"
    return vocabulary.CHECKS[gate.check].name


def require(
    submission: Submission, by: Official, reasons: Mapping[str, str], at: datetime, *, before_signing: bool = False
) -> None:
    """Let the submission through, or refuse with every reason. A reason given for a `principle` becomes a waiver."""
    standing_in_way = [j for j in judge(submission, before_signing=before_signing) if j.open]
    waivable = [j for j in standing_in_way if j.strength == "principle" and reasons.get(j.rule, "").strip()]
    refused = [j for j in standing_in_way if j not in waivable]
    if refused:
        raise BrokenRule(*[Why(j.message, j.article, j.remedy, j.rule, j.strength) for j in refused])
    for j in waivable:
        waive(submission, j, by, reasons[j.rule].strip(), at)


def waive(submission: Submission, judged: Judged, by: Official, reason: str, at: datetime) -> None:
    """Put the reason for departing from a rule of principle on record; the next deciding step accepts or returns it."""
    matter = submission.matter
    Waiver.objects.create(
        matter=matter, rule=judged.rule, article=judged.article, finding=judged.message, reason=reason,
        given_by=by, given_at=at,
    )  # fmt: skip
    text = f"对“{judged.message}”说明理由：{reason}"
    record(matter, Line("waive", at, text, actor=by, article=judged.article, data={"rule": judged.rule}))


def settle(submission: Submission, by: Official, at: datetime, *, accepted: bool) -> None:
    """The deciding step accepts the reasons given, or sends them back with the document."""
    state = WaiverState.ACCEPTED if accepted else WaiverState.RETURNED
    waiting = Waiver.objects.filter(matter=submission.matter, state=WaiverState.GIVEN)
    waiting.update(state=state, settled_by=by, settled_at=at)
