"""Filing a leave for the record (报备), and its extensions: with whom, when, and the proof; the ledger's rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.dateparse import parse_datetime

from govrules.core import acts, clock
from govrules.core.clock import date_of
from govrules.core.errors import BadInput, NotYours, Why, WrongState
from govrules.core.journal.actions import Line, record
from govrules.core.matters.models import LIVE, Matter, StepState
from govrules.core.office.guards import require_text
from govrules.core.office.models import Official
from govrules.core.office.queries import in_office
from govrules.core.wording import moment
from govrules.core.workdays import OFFICE_ZONE
from leave.requests import actions
from leave.requests.models import FiledChange, LeaveFiling, LeaveRequest
from leave.requests.states import OUT, State

OWN = "government_office"  # filed by the very act: the office has it here
IN_THIS_SYSTEM = "在本系统登记"
DECIDED = ("approve", "consent", "review")


@dataclass(frozen=True)
class Proof:
    """When it was filed, what shows that, and the organ's name where the rules leave that open."""

    filed_at: datetime
    text: str
    whom: str = ""


def proof_of(said: Mapping[str, Any], at: datetime) -> Proof:
    """What was typed on the step; without a moment it is now."""
    typed = str(said.get("filed_at") or "")
    found = parse_datetime(typed) if typed else at
    if found is None:
        raise BadInput("请填写有效的报备时间", field="filed_at")
    filed_at = found if found.tzinfo else found.replace(tzinfo=OFFICE_ZONE)
    return Proof(filed_at, str(said.get("proof") or "").strip(), str(said.get("whom") or "").strip())


def file_all(leave: LeaveRequest, by: Official, proof: Proof, at: datetime, round_: int) -> None:
    """Whoever is left with whom it is not filed yet; with the government's own office it is by this act.

    Where several others are left each has a proof of its own, put on record one by one: one letter is no proof of two.
    The same for extensions up to the step's round: whoever has the leave on record gets only that he is back later.
    """
    others = [row.whom_words for row in leave.filings.filter(filed_at=None).exclude(to=OWN)]
    if len(others) > 1:
        remedy = "请在请假单页面的“报备”栏逐一登记时间和凭据，再办结这一步"
        raise BadInput(Why(f"{'、'.join(others)}要分别登记凭据", remedy=remedy), field="proof")
    for row in leave.filings.filter(filed_at=None):
        keep(leave, row, by, Proof(at, IN_THIS_SYSTEM) if row.to == OWN else proof, at)
    open_ = FiledChange.objects.filter(filing__request=leave, filed_at=None, round__lte=round_)
    for change in open_.select_related("filing"):
        keep_change(leave, change, by, Proof(at, IN_THIS_SYSTEM) if change.filing.to == OWN else proof, at)


def register(filing_id: int, by: Official, proof: Proof) -> LeaveFiling:
    """The office puts one filing on record: once the leave is granted, or while the step of filing it is open."""
    at = clock.now()
    matter_id = LeaveFiling.objects.values_list("request", flat=True).get(pk=filing_id)
    with acts.on(matter_id) as matter:
        leave = actions.of(matter)
        if by.government_id != matter.government_id or not in_office(by, date_of(at)):
            raise NotYours("报备由政府办公室登记")
        if not may_file(matter):
            raise WrongState("还没有批准，批准后再报备")
        row = leave.filings.get(pk=filing_id)
        if row.filed_at is None:
            return keep(leave, row, by, proof, at)
        keep_change(leave, next_change(leave, row), by, proof, at)
        return row


def next_change(leave: LeaveRequest, row: LeaveFiling) -> FiledChange:
    """The first extension that this entry does not show yet; granted, as far as it is not granted by being filed."""
    change = row.changes.filter(filed_at=None).first()
    if change is None:
        raise WrongState(f"已于{moment(row.filed_at)}报备，不必再登记")
    if not may_file_change(leave, change):
        raise WrongState("延期还没有批准，批准后再报备")
    return change


def may_file_change(leave: LeaveRequest, change: FiledChange) -> bool:
    steps = leave.matter.steps.filter(round=change.round, act="file", state__in=LIVE)
    return change.round != leave.extending_round or steps.exists()


def may_file(matter: Matter) -> bool:
    """First granted and then filed, but where filing is itself how it is asked for: its step is open then."""
    return matter.state in OUT | {State.BACK} or matter.steps.filter(act="file", state__in=LIVE).exists()


def to_file(leave: LeaveRequest, rows: Iterable[LeaveFiling]) -> set[int]:
    """Which entries of the register the office can fill in now, by key."""
    if not may_file(leave.matter):
        return set()
    return {row.pk for row in rows if row.filed_at is None or _has_open_change(leave, row)}


def _has_open_change(leave: LeaveRequest, row: LeaveFiling) -> bool:
    open_ = next((change for change in row.changes.all() if change.filed_at is None), None)
    return open_ is not None and may_file_change(leave, open_)


def keep(leave: LeaveRequest, row: LeaveFiling, by: Official, proof: Proof, at: datetime) -> LeaveFiling:
    """One row with its proof, and its line."""
    _prove(leave, row, by, proof, at)
    if row.to == "by_other_rules":
        row.whom = require_text(proof.whom or row.whom, "向哪个机关报备", "whom", 60)
    row.save()
    text = f"{moment(row.filed_at)}向{row.whom_words}报备：{row.proof}"
    record(leave.matter, Line("filed", at, text, actor=by, article=row.article, data={"filing": row.pk}))
    return row


def keep_change(leave: LeaveRequest, change: FiledChange, by: Official, proof: Proof, at: datetime) -> None:
    """That he comes back later, filed below the entry that is there, with its own proof and line."""
    row = change.filing
    _prove(leave, change, by, proof, at)
    change.save()
    text = f"{moment(change.filed_at)}向{row.whom_words}报备延期（{change.words}）：{change.proof}"
    record(leave.matter, Line("filed", at, text, actor=by, article=row.article, data={"filing": row.pk}))


def earliest(leave: LeaveRequest) -> datetime:
    """Before it was asked, and before whoever decides on it had agreed, nothing can have been filed; to the minute."""
    decided = leave.matter.steps.filter(act__in=DECIDED, state=StepState.DONE).aggregate(last=Max("decided_at"))["last"]
    moments = [m for m in (leave.asked_at, decided) if m] or [leave.matter.opened_at]
    return max(moments).replace(second=0, microsecond=0)


def _prove(
    leave: LeaveRequest, row: LeaveFiling | FiledChange, by: Official, proof: Proof, at: datetime
) -> None:
    row.proof = require_text(proof.text, "报备的凭据", "proof", 200)
    if proof.filed_at > at:
        raise BadInput("报备时间不能晚于现在", field="filed_at")
    if proof.filed_at < (first := earliest(leave)):
        raise BadInput(f"报备时间不能早于提出、批准请假的{moment(first)}", field="filed_at")
    row.filed_at, row.recorded_by, row.recorded_at = proof.filed_at, by, at
