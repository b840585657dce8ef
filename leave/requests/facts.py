"""What is known of a leave request, as the facts that the rulebook's gates, routes and features ask about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from govrules.core.office.queries import book_of
from govrules.rulebook import Rulebook
from govrules.rulebook.features import Feature
from govrules.rulebook.schema import DeadlineRule
from leave.requests.models import LeaveKind, LeaveRequest
from leave.requests.pairs import PairAway, pairs_away, partners

WITHIN_LIMITS = "abroad_within_limits"
Facts = Mapping[str, str | int | bool]


def way_facts(leave: LeaveRequest) -> dict[str, str | int | bool]:
    """What decides by which way it goes: from which post, why, whether abroad."""
    return {
        "leave_post": leave.seat.post, "leave_kind": str(leave.kind), "abroad": leave.kind == LeaveKind.ABROAD,
        "urgent_trip": leave.urgent,
    }  # fmt: skip


def facts_of(leave: LeaveRequest, at: datetime, pair: Sequence[PairAway]) -> dict[str, str | int | bool]:
    """Everything; `at` is when it was asked, `pair` the other ones of his pairs who are away meanwhile."""
    return way_facts(leave) | {
        "before_departure": at < leave.starts_at, "pair_away": bool(pair),
        "takes_over_named": leave.takes_over_id is not None, "abroad_approved": approved_abroad(leave),
        WITHIN_LIMITS: bool(leave.declared.get(WITHIN_LIMITS)),
    }  # fmt: skip


def approved_abroad(leave: LeaveRequest) -> bool:
    """Whether there is a paper: the number that he gave, or the proof of everybody to whom it had to be sent up."""
    if leave.approval.strip():
        return True
    filings = list(leave.filings.all()) if leave.pk else []
    return bool(filings) and all(one.filed_at for one in filings)


def pair_of(leave: LeaveRequest, at: datetime) -> list[PairAway]:
    """The other ones of his pairs who are away, or ask to be, in the span of this request."""
    return pairs_away(partners(leave.official, at), leave.starts_at, leave.ends_at, but=leave)


def book(leave: LeaveRequest) -> Rulebook:
    """The rules under which it was opened."""
    return book_of(leave.matter.adoption)


def feature(leave: LeaveRequest, key: str) -> Feature | None:
    """What its rules say of such a leave beyond gates and ways; None where they say nothing."""
    return book(leave).feature(key, way_facts(leave))


def lead_rule(leave: LeaveRequest) -> DeadlineRule | None:
    """By when it has to be asked; None where the rules do not know the kind, one without a number where silent."""
    rules = book(leave)
    known = any(rule.chosen_by == "leave_request" for rule in rules.deadlines)
    return rules.deadline("leave_request", way_facts(leave)) if known else None
