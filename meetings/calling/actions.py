"""The official acts on a meeting before it opens: its agenda, fixing it, calling it, calling it off.

Planning and moving it is in `planning`. A meeting's matter and those of its items are locked together, by key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from documents.drafting import require_serving
from govrules.core import acts, clock, judging
from govrules.core.errors import BadInput, WrongState
from govrules.core.journal.actions import Line, record
from govrules.core.matters import actions as steps
from govrules.core.matters.models import Matter
from govrules.core.notices.actions import tell
from govrules.core.office.models import Official
from govrules.core.office.queries import book_of, staff_of
from meetings.calling import agenda, gates
from meetings.calling.models import BodyYear, Meeting
from meetings.calling.planning import admit_chair, change, ground, of, plan, tell_everybody, tell_of_item
from meetings.calling.states import MOVES, State
from meetings.items.facts import yes_of
from meetings.items.models import AgendaItem
from meetings.items.states import MOVES as ITEM_MOVES
from meetings.items.states import State as ItemState

__all__ = ["add_late", "arrange", "call", "cancel", "change", "fix", "plan", "reopen", "take_off"]
Reasons = Mapping[str, str]
NO_REASONS: Reasons = {}
LONGEST = 480


@dataclass(frozen=True)
class Entry:
    """An item's place on an agenda: which, and how many minutes (None: not settled yet)."""

    item: int
    minutes: int | None = None


@dataclass
class Held:
    """A meeting and matters of items, all locked."""

    meeting: Meeting
    matters: dict[int, Matter] = field(default_factory=dict)

    @property
    def matter(self) -> Matter:
        return self.meeting.matter

    def items(self, keys: Iterable[int]) -> list[AgendaItem]:
        """Items by key, as they stand under the lock."""
        found = AgendaItem.objects.select_related("sponsor").in_bulk([k for k in keys if k in self.matters])
        for pk, item in found.items():
            item.matter = self.matters[pk]
        return list(found.values())


@contextmanager
def held(meeting_id: int, by: Official, more: Iterable[int] = ()) -> Iterator[Held]:
    """One transaction on a meeting with all the items on its agenda and some more, for the office's staff."""
    listed = AgendaItem.objects.filter(meeting=meeting_id).values_list("pk", flat=True)
    wanted = AgendaItem.objects.filter(pk__in=list(more)).values_list("pk", flat=True)
    keys = dict.fromkeys([meeting_id, *listed, *wanted])
    with acts.on_all(*keys) as matters:
        require_serving(by, matters[0].organ, clock.now())
        mine = [m for m in matters[1:] if m.government_id == matters[0].government_id]
        yield Held(of(matters[0]), {m.pk: m for m in mine})


def arrange(meeting_id: int, by: Official, entries: Sequence[Entry], seen: int) -> None:
    """Put the whole agenda as given: order and minutes; what is new on it is listed, what is gone is approved again.

    `seen` is the version of the agenda that the page was made from: two secretaries never overwrite each other.
    """
    at = clock.now()
    with held(meeting_id, by, (e.item for e in entries)) as now:
        acts.require_move(now.matter, "arrange", MOVES)
        require_seen(now.meeting, seen)
        before = {i.pk: i for i in agenda.items_of(now.meeting)}
        wanted = {e.item: e for e in entries}
        for item in now.items(before.keys() - wanted.keys()):
            off(item, by, "", at)
        kept = {i.pk: i for i in now.items(wanted)}
        for key in wanted:
            if key not in before:
                put_on(kept.get(key), now.meeting, by, at)
        place(now.meeting, [kept[key] for key in wanted], wanted)
        record(now.matter, Line("arrange", at, f"编排议程：共{len(wanted)}项", actor=by))


def require_seen(meeting: Meeting, seen: int) -> None:
    if seen != meeting.agenda_version:
        raise WrongState("别人在您编排期间改动过议程，请刷新后查看最新议程再编排")


def put_on(item: AgendaItem | None, meeting: Meeting, by: Official, at: datetime) -> None:
    """List an approved item of the same body."""
    if item is None or item.body != meeting.body:
        raise BadInput("请选择提交这个会议、已经确定的议题", field="item")
    was, now = acts.move(item.matter, "list", ITEM_MOVES, at)
    item.meeting, item.off_reason = meeting, ""
    item.save(update_fields=["meeting", "off_reason"])
    steps.join_organ(item.matter, meeting.matter.organ, "office", at)
    admit_chair(meeting, [item.matter], at)
    record(item.matter, Line("list", at, f"列入“{meeting.matter.title}”议程", actor=by, was=was, now=now))


def off(item: AgendaItem, by: Official, reason: str, at: datetime) -> None:
    """Take an item off: it is approved again, for another meeting."""
    was, now = acts.move(item.matter, "unlist", ITEM_MOVES, at)
    item.meeting, item.position, item.minutes_given, item.off_reason = None, None, None, reason[:300]
    item.late, item.late_reason = False, ""
    item.save(update_fields=["meeting", "position", "minutes_given", "off_reason", "late", "late_reason"])
    text = f"从议程撤下：{reason}" if reason else "从议程撤下"
    record(item.matter, Line("unlist", at, text, actor=by, was=was, now=now))


def place(meeting: Meeting, items: Sequence[AgendaItem], entries: Mapping[int, Entry]) -> None:
    """Number the items in this order; an item new on the agenda gets the minutes it asked for."""
    limit = agenda.limit_of(meeting, book_of(meeting.matter.adoption))
    for position, item in enumerate(items, 1):
        minutes = entries[item.pk].minutes if item.pk in entries else item.minutes_given
        if minutes is not None and not 1 <= minutes <= LONGEST:
            raise BadInput(f"“{item.matter.title}”的时长应在1至{LONGEST}分钟之间", field="minutes")
        usual = limit.report if limit else None
        item.position, item.minutes_given = position, minutes or item.minutes_wanted or usual
    AgendaItem.objects.bulk_update(items, ["position", "minutes_given"])
    meeting.agenda_version += 1
    meeting.save(update_fields=["agenda_version"])


def fix(meeting_id: int, by: Official, seen: int, reasons: Reasons = NO_REASONS) -> None:
    """Fix the agenda: the gates of the meeting, and every item must still pass those of its proposal.

    1 nobody arranged it meanwhile, 2 gates with their waivers, 3 the chair may still chair it, 4 the move.
    """
    at = clock.now()
    with held(meeting_id, by) as now:
        acts.require_move(now.matter, "fix", MOVES)
        require_seen(now.meeting, seen)
        items = agenda.items_of(now.meeting)
        if not items:
            raise BadInput("议程上还没有议题，请先编排")
        judging.require(now.matter, gates.judge_fix(now.meeting, items), by, reasons, at)
        require_chair(now.meeting)
        was, state = acts.move(now.matter, "fix", MOVES, at)
        Meeting.objects.filter(pk=meeting_id).update(fixed_at=at)
        record(now.matter, Line("fix", at, f"确定议程：共{len(items)}项", actor=by, was=was, now=state))


def require_chair(meeting: Meeting) -> None:
    """He who is to chair it may still do so then: an entrustment may have ended."""
    body = book_of(meeting.matter.adoption).body(meeting.body)
    meeting.chair_ground = ground(body, meeting.chair, meeting.starts_at)
    meeting.save(update_fields=["chair_ground"])


def reopen(meeting_id: int, by: Official, reason: str) -> None:
    """Take a fixed agenda up again, before the notice is out."""
    at = clock.now()
    with held(meeting_id, by) as now:
        was, state = acts.move(now.matter, "reopen", MOVES, at)
        Meeting.objects.filter(pk=meeting_id).update(fixed_at=None)
        text = f"重新编排议程：{reason.strip()}" if reason.strip() else "重新编排议程"
        record(now.matter, Line("reopen", at, text, actor=by, was=was, now=state))


def nobody(meeting: Meeting, at: datetime) -> None:
    """Nobody is asked to a meeting whose notice is not out."""


def add_late(
    meeting_id: int, by: Official, item_id: int, reason: str, said: Sequence[str] = (), reasons: Reasons = NO_REASONS,
    ask: Callable[[Meeting, datetime], Any] = nobody,
) -> None:  # fmt: skip
    """Add an item to an agenda that is fixed, as far as the county's rules let it; who is asked already is told.

    `said` are the facts that the rules on late items ask about (urgent …), said now by the office. Once the notice is
    out, whom the item concerns is asked by `ask(meeting, at)`.
    """
    at = clock.now()
    why = reason.strip()
    if not why:
        raise BadInput("请写明临时增加的理由", field="reason")
    with held(meeting_id, by, [item_id]) as now:
        acts.require_move(now.matter, "add_late", MOVES)
        item = next((i for i in now.items([item_id]) if i.matter.state == ItemState.APPROVED), None)
        put_on(item, now.meeting, by, at)
        asked = yes_of(book_of(now.matter.adoption), gates.LATE)
        item.declared = item.declared | {key: key in said for key in asked}
        item.late, item.late_reason = True, why[:300]
        item.save(update_fields=["late", "late_reason", "declared"])
        items = agenda.items_of(now.meeting)
        place(now.meeting, [*(i for i in items if i.pk != item.pk), item], {})
        judging.require(now.matter, judge_late(now.meeting, item), by, reasons, at)
        record(now.matter, Line("add_late", at, f"临时增加议题“{item.matter.title}”：{why}", actor=by))
        if now.matter.state == State.CALLED:
            event = f"meeting-late:{meeting_id}:{item.pk}:{now.meeting.agenda_version}"
            ask(now.meeting, at)
            tell_of_item(now.meeting, item, event, "临时增加议题", at)


def judge_late(meeting: Meeting, item: AgendaItem) -> list[judging.Judged]:
    """Whether it may be added now: the rules on late items, those on any item of such an agenda, and those of its
    proposal, which an item put on in time has to pass still when the agenda is fixed."""
    found, reasons = gates.judge(meeting, gates.LATE, [item]), judging.given(meeting.matter)
    of_agenda = gates.judge_items(meeting, gates.FIX, [item], gates.facts_of(meeting, [item]), reasons)
    return [*found, *of_agenda, *gates.still_wrong([item], reasons)]


def take_off(meeting_id: int, by: Official, item_id: int, reason: str) -> None:
    """Take an item off an agenda that is fixed, for a reason; who was asked is told, and so is its organ."""
    at = clock.now()
    why = reason.strip()
    if not why:
        raise BadInput("请写明撤下的理由", field="reason")
    with held(meeting_id, by) as now:
        acts.require_move(now.matter, "take_off", MOVES)
        item = next((i for i in now.items([item_id]) if i.meeting_id == meeting_id), None)
        if item is None or item.matter.state != ItemState.LISTED:
            raise WrongState("这个议题已不在议程上，请刷新后查看最新议程")
        off(item, by, why, at)
        place(now.meeting, agenda.items_of(now.meeting), {})
        record(now.matter, Line("take_off", at, f"撤下议题“{item.matter.title}”：{why}", actor=by))
        event = f"item-off:{item.pk}:{item.matter.version}"
        tell(staff_of(item.matter.organ, clock.date_of(at)), event=event, matter=item.matter, at=at, body=why,
             subject=f"议题已从议程撤下：{item.matter.title}")  # fmt: skip
        if now.matter.state == State.CALLED:
            tell_of_item(now.meeting, item, f"{event}:all", "撤下议题", at)


def call(meeting_id: int, by: Official, ask: Callable[[Meeting, datetime], Any], reasons: Reasons = NO_REASONS) -> None:
    """Send out the notice: the meeting gets its number, and everybody is asked by `ask(meeting, at)`.

    1 number and title, 2 the move, 3 who is asked, 4 gates (were all invited who must be?); a refusal undoes it all.
    """
    at = clock.now()
    with held(meeting_id, by) as now:
        acts.require_move(now.matter, "call", MOVES)
        if now.meeting.starts_at <= at:
            raise BadInput("会议时间已过，请先修改会议安排")
        require_chair(now.meeting)
        draw(now.meeting)
        was, state = acts.move(now.matter, "call", MOVES, at)
        now.meeting.called_at = at
        now.meeting.save(update_fields=["year", "serial", "called_at"])
        record(now.matter, Line("call", at, f"发出会议通知：{now.matter.title}", actor=by, was=was, now=state))
        ask(now.meeting, at)
        judged = gates.judge(now.meeting, gates.CALL, agenda.items_of(now.meeting))
        judging.require(now.matter, judged, by, reasons, at)


def draw(meeting: Meeting) -> None:
    """Its number (第几次) among its body's meetings of the year; the row of the count is locked."""
    matter, year = meeting.matter, clock.date_of(meeting.starts_at).year
    BodyYear.objects.get_or_create(government=matter.government, body=meeting.body, year=year)
    count = BodyYear.objects.select_for_update().get(government=matter.government, body=meeting.body, year=year)
    count.last += 1
    count.save(update_fields=["last"])
    meeting.year, meeting.serial = year, count.last
    matter.number = f"{year}年第{count.last}次"
    matter.title = f"{book_of(matter.adoption).body(meeting.body).title}（{matter.number}）"
    matter.save(update_fields=["number", "title"])


def cancel(meeting_id: int, by: Official, reason: str) -> None:
    """Call a meeting off: its items wait for another one, everybody asked is told."""
    at = clock.now()
    why = reason.strip()
    if not why:
        raise BadInput("请写明取消的理由", field="reason")
    with held(meeting_id, by) as now:
        called = now.matter.state == State.CALLED
        was, state = acts.move(now.matter, "cancel", MOVES, at)
        for item in now.items([i.pk for i in agenda.items_of(now.meeting)]):
            off(item, by, f"会议取消：{why}", at)
        Matter.objects.filter(pk=meeting_id).update(closed_at=at)
        given_back = give_back(now.meeting)
        record(now.matter, Line("cancel", at, f"取消会议：{why}{given_back}", actor=by, was=was, now=state))
        if called:
            tell_everybody(now.meeting, f"meeting-cancelled:{meeting_id}", "会议取消", why, at)


def give_back(meeting: Meeting) -> str:
    """A number that was drawn last is free again, so that the count of meetings held has no gap."""
    if meeting.serial is None:
        return ""
    count = BodyYear.objects.select_for_update().get(
        government=meeting.matter.government, body=meeting.body, year=meeting.year
    )
    if count.last != meeting.serial:
        return f"；{meeting.matter.number}不再使用"
    BodyYear.objects.filter(pk=count.pk).update(last=count.last - 1)
    Meeting.objects.filter(pk=meeting.pk).update(year=None, serial=None)
    return f"；{meeting.matter.number}收回"
