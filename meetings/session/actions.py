"""The official acts while a meeting sits: opening it, going through its items, ending it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from documents.drafting import require_serving
from govrules.core import acts, clock, judging
from govrules.core.errors import BrokenRule, Why, WrongState
from govrules.core.journal.actions import Line, record
from govrules.core.matters.models import Matter
from govrules.core.notices.actions import tell
from govrules.core.office.models import Official
from meetings.attendance.actions import refresh
from meetings.attendance.models import Role
from meetings.attendance.presence import everybody_leaves
from meetings.calling import actions as calling
from meetings.calling.models import Meeting
from meetings.calling.states import MOVES, State
from meetings.consequences import WHEN_ENDED
from meetings.items.models import AgendaItem
from meetings.items.states import State as ItemState
from meetings.session import gates
from meetings.session.carrying import carry_on
from meetings.session.models import Decision, DecisionKind

TAKEN_UP = frozenset({ItemState.LISTED, ItemState.DECIDED, ItemState.APPROVED})
POSTPONES = frozenset({DecisionKind.POSTPONED, DecisionKind.FURTHER})
BLANK: Mapping[str, Any] = {
    "kind": "", "text": "", "organ": None, "due_on": None, "needs_document": False, "began_at": None,
    "demand": "", "no_task": "",
    "decided_at": None, "without_quorum": False, "version": 0, "recorded_by": None, "recorded_at": None,
}  # fmt: skip


@dataclass
class Sitting:
    """A meeting that is under way, and the item at hand, both locked."""

    matter: Matter
    meeting: Meeting
    item_matter: Matter
    item: AgendaItem


def open_meeting(meeting_id: int, by: Official, reasons: Mapping[str, str] | None = None) -> None:
    """Declare it open: not without its quorum where that is a must, for a reason where it is a principle.

    1 who comes follows today's posts; 2 quorum and gates; 3 the move; 4 the first item.
    """
    at = clock.now()
    with acts.on(meeting_id) as matter:
        require_serving(by, matter.organ, at)
        acts.require_move(matter, "open", MOVES)
        meeting = of(matter)
        refresh(meeting, at)
        judging.require(matter, gates.of_opening(matter, meeting), by, reasons or {}, at)
        was, now = acts.move(matter, "open", MOVES, at)
        meeting.opened_at, meeting.chaired_by = at, gates.presiding(meeting, at)
        meeting.save(update_fields=["opened_at", "chaired_by"])
        counted = gates.count(meeting)
        words = counted.stands.words if counted.stands else f"到会组成人员{counted.present}人"
        record(matter, Line("open_meeting", at, f"宣布开会；{words}", actor=by, was=was, now=now))


@contextmanager
def sitting(item_id: int, by: Official, at: datetime) -> Iterator[Sitting]:
    """One transaction on a meeting that sits and one of its items, for the office's staff."""
    meeting_id = AgendaItem.objects.values_list("meeting", flat=True).get(pk=item_id)
    if meeting_id is None:
        raise WrongState("这项议题不在会议的议程上")
    with acts.on_all(meeting_id, item_id) as (matter, item_matter):
        require_serving(by, matter.organ, at)
        if matter.state != State.OPEN:
            raise WrongState("会议没有在进行")
        item = AgendaItem.objects.select_related("sponsor").get(pk=item_id)
        item.matter = item_matter
        yield Sitting(matter, of(matter), item_matter, item)


def turn_to(item_id: int, by: Official, reasons: Mapping[str, str] | None = None) -> None:
    """Take up an item: what the rules have before it is discussed, then it is the current one and its time begins."""
    at = clock.now()
    with sitting(item_id, by, at) as now:
        if now.item_matter.state not in TAKEN_UP or now.item.off_reason:
            raise WrongState("这项议题已经撤下")
        if now.item_matter.state == ItemState.LISTED:
            judging.require(now.item_matter, gates.of_item(gates.DISCUSS, now.item, now.meeting), by, reasons or {}, at)
        now.meeting.current = now.item
        now.meeting.save(update_fields=["current"])
        begin(now, at)
        record(now.matter, Line("turn_to", at, f"讨论：{now.item_matter.title}", actor=by, data={"item": item_id}))


def begin(now: Sitting, at: datetime) -> None:
    """Its time begins when it is first taken up."""
    decision = anew(now)
    if decision.began_at is None:
        Decision.objects.filter(pk=decision.pk).update(began_at=at)


def anew(now: Sitting) -> Decision:
    """The row of the item's decision; a blank one where an earlier meeting had postponed it."""
    found, _ = Decision.objects.select_related("organ", "recorded_by").get_or_create(item=now.item)
    opened = now.meeting.opened_at
    if found.decided_at and opened and found.decided_at < opened:  # that meeting's word stands in its journal
        Decision.objects.filter(pk=found.pk).update(**BLANK)
        found.helpers.clear()
        return Decision.objects.select_related("organ", "recorded_by").get(pk=found.pk)
    return found


def call_in(item_id: int, by: Official) -> int:
    """Those who come for this item only are asked in; once each. Returns how many are asked."""
    at = clock.now()
    with sitting(item_id, by, at) as now:
        bound = now.item.attendees.filter(role=Role.ITEM, official__isnull=False).select_related("official", "stand_in")
        people = [a.stand_in if a.excused and a.stand_in else a.official for a in bound]
        tell(people, event=f"called-in:{item_id}:{now.meeting.pk}", subject=f"请入场：{now.item_matter.title}",
             matter=now.matter, at=at)  # fmt: skip
        record(now.matter, Line("call_in", at, f"请列席人员入场：{'、'.join(a.name for a in bound)}", actor=by))
        return len(people)


def take_off(item_id: int, by: Official, reason: str) -> None:
    """Take an item off during the meeting, for a reason that is kept: it waits for another meeting."""
    meeting_id = AgendaItem.objects.values_list("meeting", flat=True).get(pk=item_id)
    if meeting_id is None:
        raise WrongState("这项议题不在会议的议程上")
    with transaction.atomic():
        calling.take_off(meeting_id, by, item_id, reason)
        Meeting.objects.filter(pk=meeting_id, current=item_id).update(current=None)
        Decision.objects.filter(item=item_id, kind="").delete()


def undecided(meeting: Meeting) -> list[AgendaItem]:
    """What still stands in the way of 散会: items on the agenda with which nothing has been done."""
    listed = meeting.items.filter(matter__state=ItemState.LISTED, off_reason="").select_related("matter")
    return list(listed.order_by("position", "pk"))


def end(meeting_id: int, by: Official) -> None:
    """Declare it over, once every item is decided, postponed or taken off.

    1 nothing is left open; 2 everybody leaves; 3 the move; 4 what was decided is carried on: evidence, supervised
    matters, dispatches; 5 whatever else follows a meeting (its minutes).
    """
    at = clock.now()
    with acts.on_all(*locks(meeting_id)) as (matter, *_):
        require_serving(by, matter.organ, at)
        acts.require_move(matter, "end", MOVES)
        meeting = of(matter)
        require_all_settled(undecided(meeting))
        everybody_leaves(meeting, at)
        was, now = acts.move(matter, "end", MOVES, at)
        meeting.ended_at, meeting.current = at, None
        meeting.save(update_fields=["ended_at", "current"])
        acts.close(matter, at)
        record(matter, Line("end", at, "散会", actor=by, was=was, now=now))
        carry_on(meeting, by, at)
        for follow in WHEN_ENDED:
            follow(meeting, by, at)


def locks(meeting_id: int) -> list[int]:
    """The meeting, its items, and what these come from: everything that its end writes to."""
    pairs = Matter.objects.filter(item__meeting=meeting_id).values_list("pk", "parent")
    return [meeting_id, *dict.fromkeys(key for pair in pairs for key in pair if key)]


def require_all_settled(left: list[AgendaItem]) -> None:
    if left:
        remedy = "作出结论，或者缓议、撤下"
        raise BrokenRule(*[Why(f"“{item.matter.title}”还没有结论", remedy=remedy) for item in left])


def of(matter: Matter) -> Meeting:
    """The meeting of a locked matter."""
    meeting = Meeting.objects.select_related("chair__organ").get(pk=matter.pk)
    meeting.matter = matter
    return meeting
