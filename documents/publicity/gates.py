"""The gates before something is published, said, written or attended: when it is asked for, and when it is done."""

from __future__ import annotations

from datetime import datetime

from documents.publicity.facts import AT_THE_END, Standing, facts_of, gates_of, lead_rule, standing
from documents.publicity.models import Publicity
from documents.publicity.sorts import ACT_OF
from documents.publicity.states import AGREED, WITH_HOST, State
from govrules.core import judging
from govrules.core.calendar import queries as calendars
from govrules.core.clock import date_of
from govrules.core.findings import Shown, of_gate
from govrules.core.judging import Judged, Words, given
from govrules.core.office.queries import book_of
from govrules.core.wording import day
from govrules.core.workdays import due_before
from govrules.rulebook import Gate

WORDS = Words(passed=lambda gate: gate.note)
UNASKED = "publicity_unasked"


def applying(one: Publicity, state: Standing) -> list[Gate]:
    """The gates that look at this very request."""
    return book_of(one.matter.adoption).gates_for(ACT_OF[one.sort], facts_of(one, state))


def needs_asking(one: Publicity, state: Standing) -> bool:
    """Whether the rules say anything of it at all: what they are silent about is only put on record."""
    book = book_of(one.matter.adoption)
    return bool(applying(one, state) or lead_rule(book, one.sort))


def before_asking(one: Publicity, at: datetime, state: Standing | None = None) -> list[Judged]:
    """What the rules say to a request that is sent off now; what only the approval can settle waits for that."""
    state = state or standing(one.matter)
    gates = [gate for gate in applying(one, state) if gate.check not in AT_THE_END]
    found = judging.judged(gates, facts_of(one, state), WORDS, given(one.matter))
    in_time = lead_time(one, at)
    return [*found, *([in_time] if in_time else [])]


def before_doing(one: Publicity, *, public: bool = False, state: Standing | None = None) -> list[Judged]:
    """What the rules say to doing it: that it was approved as they have it, and not made public where they have that;
    of what was never sent off nothing is settled yet."""
    state = state or standing(one.matter)
    gates = applying(one, state)
    ours = [gate for gate in gates if gate.check in AT_THE_END]
    found = judging.judged(ours, facts_of(one, state, public=public), WORDS, given(one.matter))
    if one.matter.state in AGREED or any(j.open for j in found) or not needs_asking(one, state):
        return found
    return [*found, unasked(one, gates)]


def unasked(one: Publicity, gates: list[Gate]) -> Judged:
    """It was not sent off, and the rules have something to say of it."""
    book = book_of(one.matter.adoption)
    rule = gates[0] if gates else lead_rule(book, one.sort)
    article = rule.article if rule else gates_of(book, one.sort)[0].article
    return Judged(UNASKED, article, "must", "按程序报批", False, "没有按程序报批", "先报批")


def lead_time(one: Publicity, at: datetime) -> Judged | None:
    """Whether it is sent off early enough, counted back from the day, which does not count itself; what was sent back
    counts from the day on which it was first sent off."""
    rule = lead_rule(book_of(one.matter.adoption), one.sort)
    if rule is None or rule.count is None:
        return None
    calendar, sent = calendars.current(), one.asked_on or date_of(at)
    last = due_before(date_of(one.starts_at), rule.count, rule.unit, calendar).last_day
    unit = "个工作日" if rule.unit == "workday" else "日"
    if sent <= last:
        return Judged(rule.key, rule.article, rule.strength or "must", f"{day(last)}前报送，符合提前的要求", True)
    message = f"应提前{rule.count}{unit}书面报送，最迟{day(last)}，现在是{day(sent)}"
    kept = given(one.matter).get((rule.key, message))
    return Judged(rule.key, rule.article, rule.strength or "must", "", False, message, "改定活动时间，或谢绝", kept)


def findings(one: Publicity, state: Standing, at: datetime) -> list[Shown]:
    """What the rules say to it now, as the pages show it."""
    if one.matter.state in (*WITH_HOST, State.ON_ITS_WAY):
        judged = before_asking(one, at, state)
    elif one.matter.state == State.APPROVED:
        judged = before_doing(one, state=state)
    else:
        judged = []
    return [of_gate(j) for j in judged]
