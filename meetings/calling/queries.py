"""What the pages of this room show, gathered in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from govrules.core.clock import date_of, today
from govrules.core.findings import of_gate, summed_up
from govrules.core.judging import Judged, given
from govrules.core.matters.models import Matter
from govrules.core.matters.way import Point
from govrules.core.office.models import Official
from govrules.core.office.queries import book_of, holder, in_office
from govrules.core.wording import short_day
from meetings.calling import agenda, gates
from meetings.calling.conflicts import conflicts
from meetings.calling.models import Meeting
from meetings.calling.planning import CHAIR
from meetings.calling.states import AHEAD, BEFORE, State
from meetings.items.models import AgendaItem

ASKED_BY_CALLING = "guests_invited"


def gather(matter: Matter, at: datetime) -> tuple[Any, ...]:
    """Document, steps, way, findings and further facts of one matter of this room (see `meetings.sheet`)."""
    meeting = find(matter)
    items, book = agenda.items_of(meeting), book_of(matter.adoption)
    body = book.body(meeting.body)
    chair = holder(meeting.chair, date_of(meeting.starts_at)) if meeting.chair else None
    more = {
        "body": body, "rows": agenda.timeline(meeting.starts_at, items), "total": agenda.total(items),
        "limit": agenda.limit_of(meeting, book), "chair": chair, "unsettled": unsettled(items),
        "conflicts": conflicts(meeting) if matter.state in BEFORE else [],
    }  # fmt: skip
    return meeting, [], way(meeting), summed_up(map(of_gate, judged(meeting, items))), more


def find(matter: Matter) -> Meeting:
    """The meeting of a matter, with what its page says of it."""
    rows = Meeting.objects.select_related("room", "chair__organ", "secretary", "chaired_by", "current__matter")
    meeting = rows.get(pk=matter.pk)
    meeting.matter = matter
    return meeting


def inside(matter: Matter, official: Official) -> bool:
    """Whether he is there for the whole of a meeting: the office, who chairs it, who is asked to all of it."""
    if in_office(official, today()) or matter.participants.filter(official=official, role=CHAIR).exists():
        return True
    return Meeting(pk=matter.pk).attendees.filter(official=official).exclude(role="item").exists()


def unsettled(items: Sequence[AgendaItem]) -> int:
    """How many items have no minutes yet."""
    return sum(1 for item in items if not item.minutes_given)


def judged(meeting: Meeting, items: Sequence[AgendaItem]) -> list[Judged]:
    """What the gates of the next acts say: of fixing the agenda, then of calling the meeting and of its items."""
    if meeting.matter.state == State.PLANNED:
        return gates.judge_fix(meeting, items) if items else []
    ahead = before_call(meeting, items) if meeting.matter.state == State.FIXED else []
    return [*ahead, *before_session(meeting, items)] if meeting.matter.state in AHEAD else []


def before_session(meeting: Meeting, items: Sequence[AgendaItem]) -> list[Judged]:
    """What is against discussing an item as things stand: its sponsor cannot come, so that it may be taken off."""
    facts, reasons = gates.facts_of(meeting, items), given(meeting.matter)
    return gates.judge_items(meeting, gates.DISCUSS, items, facts, reasons)


def before_call(meeting: Meeting, items: Sequence[AgendaItem]) -> list[Judged]:
    """The gates of calling, but for who is invited: that is done by calling."""
    invited = {g.key for g in book_of(meeting.matter.adoption).gates if g.check == ASKED_BY_CALLING}
    return [j for j in gates.judge(meeting, gates.CALL, items) if j.rule not in invited]


def way(meeting: Meeting) -> list[Point]:
    """From planning to the end, as a line."""
    moments = [
        ("筹备", meeting.matter.opened_at), ("议程确定", meeting.fixed_at), ("会议通知", meeting.called_at),
        ("开会", meeting.opened_at), ("散会", meeting.ended_at),
    ]  # fmt: skip
    reached = max(i for i, (_, when) in enumerate(moments) if when)
    over = meeting.matter.state in (State.CANCELLED, State.ENDED)
    return [
        Point(label, "", short_day(when) if when else "", state_of(i, reached, over=over))
        for i, (label, when) in enumerate(moments)
    ]


def state_of(index: int, reached: int, *, over: bool) -> str:
    """Up to where it has come is done; what follows comes next, unless it is over."""
    if index <= reached:
        return "done"
    return "here" if index == reached + 1 and not over else "ahead"
