"""What the pages of this room show, gathered in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from documents.findings import ANSWERS, TONES
from govrules.core.findings import Shown, of_gate, summed_up
from govrules.core.matters.models import LIVE, Matter, Step, StepState
from govrules.core.matters.shown import expected, steps_of
from govrules.core.matters.way import Point, way
from govrules.core.office.models import Portfolio, Seat
from govrules.core.office.queries import book_of, current
from govrules.core.wording import day, short_day
from meetings.items import gates
from meetings.items.facts import organs_of_item
from meetings.items.models import AgendaItem
from meetings.items.routes import OPINE
from meetings.items.states import State

OVER = frozenset({State.DECLINED, State.DROPPED, State.DECIDED})


def gather(matter: Matter, at: datetime) -> tuple[Any, ...]:
    """Document, steps, way, findings and further facts of one matter of this room (see `meetings.sheet`)."""
    item = find(matter)
    steps = steps_of(matter)
    asked = [s for s in steps if s.act == OPINE and s.state != StepState.CANCELLED]
    line = way(matter, [s for s in steps if s.act != OPINE], end(item), expected(matter, steps, at))
    body = book_of(matter.adoption).body(item.body)
    business = body.business_texts[item.business - 1] if item.business else ""
    more = {"body": body, "business": business, "asked": asked}
    return item, steps, line, findings(item, asked), more


def find(matter: Matter) -> AgendaItem:
    """The item of a matter, with what its page says of it."""
    rows = AgendaItem.objects.select_related("sponsor", "meeting__matter", "meeting__room", "meeting__chair")
    item = rows.prefetch_related("touched").get(pk=matter.pk)
    item.matter = matter
    return item


def findings(item: AgendaItem, asked: Sequence[Step]) -> list[Shown]:
    """What the rules say to it, and the leaders who were asked before the meeting."""
    judged = [] if item.matter.state in OVER else gates.judge(item)
    elsewhere = [] if item.matter.state in OVER else gates.must_go_elsewhere(item)
    only = [Shown("warn", j.message, gates.ONLY_DISCUSSED, j.article, j.remedy) for j in elsewhere]
    return summed_up([*map(of_gate, judged), *only, *map(of_leader, asked)])


def of_leader(step: Step) -> Shown:
    """What a leader asked before the meeting said, or that he has not said anything yet."""
    who = step.seat.title if step.seat else ""
    if step.state in LIVE:
        return Shown("warn", who, "会前意见：尚未回复", step.article)
    said_by = f"{step.decided_by.name}，{day(step.decided_at)}" if step.decided_by and step.decided_at else ""
    detail = "；".join(filter(None, [said_by, step.opinion]))
    tone = TONES.get(step.opinion_kind, "ok")
    return Shown(tone, who, f"会前意见：{ANSWERS.get(step.opinion_kind, '')}", step.article, detail)


def end(item: AgendaItem) -> list[Point]:
    """How it ends: on an agenda, then decided."""
    if item.matter.state in (State.DECLINED, State.DROPPED):
        return []
    listed = item.meeting_id is not None
    waits = item.matter.state == State.APPROVED
    when = short_day(item.meeting.starts_at) if item.meeting else ""
    decided = item.matter.state == State.DECIDED
    on_agenda = Point("列入议程", "", when, "done" if listed else "here" if waits else "ahead")
    return [on_agenda, Point("会议研究", "", "", "done" if decided else "here" if listed else "ahead")]


def touched_leaders(item: AgendaItem, at_day: Any) -> list[Seat]:
    """The leaders whose portfolios an item touches, but for the one who proposes it."""
    covering = Portfolio.objects.filter(current(at_day), organ__in=organs_of_item(item)).values("seat")
    return list(Seat.objects.filter(pk__in=covering).exclude(pk=item.sponsor_id))
