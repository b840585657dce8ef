"""The gates of county-wide meetings and events: when the request is sent off, and when one is held."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from govrules.core import judging
from govrules.core.calendar import queries as calendars
from govrules.core.clock import date_of
from govrules.core.judging import Judged, Words, given
from govrules.core.office.queries import book_of
from govrules.core.wording import day
from govrules.core.workdays import Calendar, due_before
from govrules.rulebook import vocabulary
from govrules.rulebook.schema import DeadlineRule
from meetings.events.facts import ACT, INVITE, facts_of
from meetings.events.models import Event, EventKind
from meetings.events.near import around

# What only the approval itself can settle: looked at when it is held, not when it is asked for.
BY_APPROVAL = frozenset({"event_approved", "meeting_approved", "standing_passed"})
WORDS = Words(passed=lambda gate: gate.note or vocabulary.CHECKS[gate.check].name)
FARTHEST = 90


def before_asking(event: Event, at: datetime) -> list[Judged]:
    """What the rules say to a request that is sent off now."""
    mergeable = any(one.mergeable for one in around(event))
    facts = facts_of(event, mergeable=mergeable)
    waits = {gate.key for gate in book_of(event.matter.adoption).gates_for(ACT, facts) if gate.check in BY_APPROVAL}
    found = [one for one in judging.judge(event.matter, ACT, facts, WORDS) if one.rule not in waits]
    in_time = lead_time(event, at)
    return [*found, *([in_time] if in_time else [])]


def before_holding(event: Event) -> list[Judged]:
    """What the rules say to holding it: that it was approved as they have it; the rest was settled with the request."""
    facts = facts_of(event)
    book = book_of(event.matter.adoption)
    ours = {gate.key for gate in book.gates_for(ACT, facts) if gate.check in BY_APPROVAL}
    return [one for one in judging.judge(event.matter, ACT, facts, WORDS) if one.rule in ours]


def before_inviting(event: Event, *, approved: bool, concurrent: bool) -> list[Judged]:
    """What the rules say to a leader's coming. `approved`: the head agreed, `concurrent`: the leader heads the host."""
    facts = facts_of(event) | {"specially_approved": approved, "concurrent_head": concurrent}
    return judging.judge(event.matter, INVITE, facts, WORDS)


def lead_time(event: Event, at: datetime) -> Judged | None:
    """Whether it is sent off early enough; None where the rules name no number or it is no county-wide event.

    Counted back from the day on which it is held, which does not count itself. What was sent back for more papers
    counts from the day on which it was first sent off.
    """
    rule = book_of(event.matter.adoption).deadline("countywide_request", facts_of(event))
    if rule.count is None or event.event_kind != EventKind.COUNTYWIDE:
        return None
    calendar, asked = calendars.current(), event.asked_on or date_of(at)
    last = due_before(date_of(event.starts_at), rule.count, rule.unit, calendar).last_day
    if asked <= last:
        return Judged(rule.key, rule.article, rule.strength or "must", f"{day(last)}前报送，符合提前的要求", True)
    message = f"应提前{rule.count}个工作日报送，最迟{day(last)}，现在是{day(asked)}"
    remedy = f"改到{day(earliest(asked, rule, calendar))}或以后举行"
    kept = given(event.matter).get((rule.key, message))
    return Judged(rule.key, rule.article, rule.strength or "must", "", False, message, remedy, kept)


def earliest(asked: date, rule: DeadlineRule, calendar: Calendar) -> date:
    """The first working day on which an event may be held that is asked for on a day."""
    ahead = (asked + timedelta(days=n) for n in range(1, FARTHEST))
    return next(
        on for on in ahead
        if calendar.is_workday(on) and due_before(on, rule.count or 1, rule.unit, calendar).last_day >= asked
    )  # fmt: skip
