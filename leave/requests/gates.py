"""The gates of asking leave and of granting it, with the lead time that some rules set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from govrules.core import judging
from govrules.core.calendar import queries as calendars
from govrules.core.clock import date_of
from govrules.core.judging import Judged, Words
from govrules.core.office.models import Official
from govrules.core.wording import day
from govrules.core.workdays import due_before
from govrules.rulebook import Gate, vocabulary
from leave.requests.facts import book, facts_of, lead_rule, pair_of
from leave.requests.models import LeaveRequest
from leave.requests.pairs import PairAway

TOO_LATE = "推迟外出时间；确属紧急来不及的，由政府办公室登记紧急外出"


def judge(leave: LeaveRequest, at: datetime) -> list[Judged]:
    """Every gate of asking that applies, passed or not, as of when it was (or is now) asked."""
    asked, pair = leave.asked_at or at, pair_of(leave, at)
    words = Words(passed=name_of, more=lambda gate: about(gate, pair))
    gates = judging.judge(leave.matter, "ask_leave", facts_of(leave, asked, pair), words)
    return [*gates, *lead_time(leave, asked)]


def judge_grant(leave: LeaveRequest, at: datetime) -> list[Judged]:
    """Every gate of granting that applies."""
    return judging.judge(leave.matter, "grant_leave", facts_of(leave, at, ()), Words(passed=name_of))


def require(leave: LeaveRequest, by: Official, reasons: Mapping[str, str], at: datetime) -> None:
    """Let the request through, or refuse with every reason."""
    judging.require(leave.matter, judge(leave, at), by, reasons, at)


def says_pair(leave: LeaveRequest, judged: Sequence[Judged]) -> bool:
    """Whether a rule objects to both of a pair being away."""
    rules = {gate.key for gate in book(leave).gates if gate.check == "pair_present"}
    return any(j.rule in rules and not j.passed for j in judged)


def name_of(gate: Gate) -> str:
    return vocabulary.CHECKS[gate.check].name


def about(gate: Gate, pair: Sequence[PairAway]) -> str:
    """Whom a finding is about, by name and span: a reason given holds for these and no others."""
    return "：" + "、".join(map(str, pair)) if gate.check == "pair_present" else ""


def lead_time(leave: LeaveRequest, asked: datetime) -> list[Judged]:
    """By the rules' own number of days before the departure, whose own day does not count; none: nothing is asked."""
    rule = lead_rule(leave)
    if rule is None or rule.count is None:
        return []
    last = due_before(date_of(leave.starts_at), rule.count, rule.unit, calendars.current()).last_day
    on = date_of(asked)
    message = f"应不迟于{day(last)}请假（提前{rule.count}{'天' if rule.unit == 'day' else '个工作日'}），现为{day(on)}"
    waiver = judging.given(leave.matter).get((rule.key, message)) if leave.matter.pk else None
    strength = rule.strength or "must"
    return [Judged(rule.key, rule.article, strength, "请假提前的天数", on <= last, message, TOO_LATE, waiver)]
