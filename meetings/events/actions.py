"""The official acts on a county-wide meeting or event: ask for it, decide, merge, hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from documents.drafting import begin_revision, checked_title, require_serving
from documents.submission.typed import cleaned
from govrules.core import acts, authority, clock, registry
from govrules.core.calendar import queries as calendars
from govrules.core.clock import date_of
from govrules.core.errors import BadInput, NotYours, WrongState
from govrules.core.journal.actions import Line, record
from govrules.core.judging import require, settle
from govrules.core.matters import actions as steps
from govrules.core.matters.models import Evidence, Matter, Step
from govrules.core.notices.actions import tell
from govrules.core.office.models import Official, Organ, Seat
from govrules.core.office.queries import book_of, in_office, office_of, staff_of
from meetings.events import gates, routes
from meetings.events.facts import STANDING, checked
from meetings.events.models import Event
from meetings.events.states import MOVES, State

DOUBLE_CLICK = timedelta(seconds=10)
MOST_PEOPLE = 100_000


@dataclass(frozen=True)
class Draft:
    """What a drafter fills in; the names are those of `Event`'s fields, and `title`."""

    title: str
    event_kind: str
    starts_at: datetime
    ends_at: datetime
    place: str
    people: int
    attending: str
    programme: str
    why: str
    in_name_of: str = "department"
    by_video: bool = False
    budget: str = ""
    declared: Mapping[str, Any] = field(default_factory=dict)
    leaders: tuple[Seat, ...] = ()

    @property
    def body(self) -> str:
        return self.programme


def create(by: Official, organ: Organ, draft: Draft) -> Event:
    """A new request of an organ that the drafter serves in; saved twice by a double click it is still one."""
    at = clock.now()
    require_serving(by, organ, at)
    with transaction.atomic():
        Official.objects.select_for_update(no_key=True).get(pk=by.pk)
        made = Matter.objects.filter(
            opened_by=by, organ=organ, kind="event", version=0, opened_at__gt=at - DOUBLE_CLICK,
            title=checked_title(draft.title),
        ).first()  # fmt: skip
        if made:
            return of(made)
        opening = steps.Opening(organ.government, "event", checked_title(draft.title), organ, by, State.DRAFT)
        matter = steps.open_matter(opening, at)
        steps.join(matter, by, "requester", at)
        event = Event(matter=matter)
        fill(event, draft)
    return event


def revise(matter_id: int, by: Official, draft: Draft, seen: int | None = None) -> Event:
    """Change a request that is with its organ; if somebody saved since `seen`, nothing is overwritten."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        begin_revision(matter, by, draft, seen, MOVES, at)
        event = of(matter)
        fill(event, draft)
        steps.join(matter, by, "requester", at)
        record(matter, Line("edit", at, "修改会议活动方案", actor=by))
    return event


def fill(event: Event, draft: Draft) -> None:
    """Copy a draft's values to the row."""
    if draft.ends_at <= draft.starts_at:
        raise BadInput("结束时间应晚于开始时间", field="ends_at")
    if not 1 <= draft.people <= MOST_PEOPLE:
        raise BadInput(f"规模应为1至{MOST_PEOPLE}人", field="people")
    calendars.current().require(date_of(draft.starts_at))
    for name in {f.name for f in fields(draft)} - {"title", "leaders", "declared"}:
        setattr(event, name, cleaned(getattr(draft, name)))
    event.declared = checked(draft.declared, book_of(event.matter.adoption))
    event.save()
    event.leaders.set([seat for seat in draft.leaders if seat.government_id == event.matter.government_id])


def ask(matter_id: int, by: Official, reasons: Mapping[str, str]) -> None:
    """Send the request off, once every gate is passed or departed from with a reason.

    1 gates with their waivers, 2 the move, 3 the day from which it counts, 4 the office takes part, 5 the route.
    """
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        acts.require_move(matter, "ask", MOVES)
        event = of(matter)
        if event.ends_at <= at:
            raise BadInput("举行时间已过，请改定时间")
        require(matter, gates.before_asking(event, at), by, reasons, at)
        was, now = acts.move(matter, "ask", MOVES, at)
        Event.objects.filter(pk=event.pk, asked_on=None).update(asked_on=date_of(at))
        record(matter, Line("ask", at, "报批", actor=by, was=was, now=now))
        steps.join(matter, by, "requester", at)
        steps.join_organ(matter, office_of(matter.government), "office", at)
        routes.begin(event, at)


def decide(step_id: int, by: Official, kind: str, opinion: str, seats: Sequence[int] = ()) -> None:
    """One step of the way: the office proposes and sends it on, a leader agrees or not, or it is sent back."""
    at = clock.now()
    with acts.on_step(step_id) as step:
        matter = step.matter
        acts.require_move(matter, "approve", MOVES)
        if kind == "return":
            return send_back(step, by, opinion, at)
        if kind == "reject":
            return decline(step, by, opinion, at)
        acting = steps.decide(step, by, kind, opinion, at)
        settle(matter, by, at, accepted=True)
        steps.told(matter, step.act, step, acting, (matter.state, matter.state), at)
        event = of(matter)
        if is_office_s(step) and not routes.office_goes_on(event):
            routes.after_office(event, routes.leaders_picked(event, seats), at)
        if not steps.advance(matter, at):
            registry.route_ends()[routes.ending(event)](matter, by, at)
        return None


def is_office_s(step: Step) -> bool:
    """A step in which the office itself looks at a request and sends it on."""
    own = office_of(step.matter.government).pk
    return step.act in ("draft", "review") and step.seat is not None and step.seat.organ_id == own


def carry_out(matter: Matter, by: Official, at: datetime) -> None:
    """Approved: it may be held as it was asked for; the leaders whom it wants are the office's to invite."""
    was, now = acts.move(matter, "approve", MOVES, at)
    record(matter, Line("approved", at, "批准，可以按方案举行", actor=by, was=was, now=now))
    tell_host(matter, "approved", f"已批准：{matter.title}", "", at)
    if of(matter).leaders.exists():
        people = staff_of(office_of(matter.government), date_of(at))
        tell(
            people, event=f"event-invite:{matter.pk}:{matter.version}", subject=f"请安排邀请领导：{matter.title}",
            body="会议活动已批准，拟请领导出席，由办公室统一安排。", matter=matter, at=at,
        )  # fmt: skip


def send_back(step: Step, by: Official, opinion: str, at: datetime) -> None:
    """Return for rework with a reason."""
    matter = step.matter
    if not opinion.strip():
        raise BadInput("退回要写明理由和需要补充的内容", field="opinion")
    acting = steps.decide(step, by, "return", opinion, at)
    moved = acts.move(matter, "send_back", MOVES, at)
    steps.cancel_rest(matter, at)
    settle(matter, by, at, accepted=False)
    steps.told(matter, "return", step, acting, moved, at)
    tell_host(matter, f"returned-{step.pk}", f"退回补充：{matter.title}", step.opinion, at)


def decline(step: Step, by: Official, opinion: str, at: datetime) -> None:
    """Not approved: the rest of the way falls away."""
    matter = step.matter
    if not opinion.strip():
        raise BadInput("请写明不同意的理由", field="opinion")
    acting: authority.Acting = steps.decide(step, by, "reject", opinion, at)
    steps.cancel_rest(matter, at)
    moved = acts.move(matter, "decline", MOVES, at)
    acts.close(matter, at)
    steps.told(matter, "reject", step, acting, moved, at)
    tell_host(matter, "declined", f"未予批准：{matter.title}", step.opinion, at)


def withdraw(matter_id: int, by: Official, reason: str) -> None:
    """Take the request back while it is on its way."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        why = required(reason, "撤回的理由")
        was, now = acts.move(matter, "withdraw", MOVES, at)
        steps.cancel_rest(matter, at)
        record(matter, Line("withdraw", at, f"撤回：{why}", actor=by, was=was, now=now))


def drop(matter_id: int, by: Official, reason: str) -> None:
    """Call it off; it stays on record, and the leaders invited are told."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        why = required(reason, "取消的理由")
        was, now = acts.move(matter, "drop", MOVES, at)
        acts.close(matter, at)
        record(matter, Line("drop", at, f"取消：{why}", actor=by, was=was, now=now))
        tell_invited(matter, f"已取消：{matter.title}", why, at)


def merge(matter_id: int, into_id: int, by: Official, reason: str) -> None:
    """The office lets an event be held together with another one of this government: it goes up in that one."""
    at = clock.now()
    with acts.on_all(matter_id, into_id) as (matter, into):
        require_office(by, matter, at)
        why = required(reason, "合并的理由")
        if into.pk == matter.pk or into.government_id != matter.government_id or into.kind != "event":
            raise BadInput("请选择并入哪个会议活动", field="into")
        if into.state not in (State.ON_ITS_WAY, State.APPROVED):
            raise WrongState(f"“{into.title}”不在报批中，也没有批准，不能并入")
        was, now = acts.move(matter, "merge", MOVES, at)
        steps.cancel_rest(matter, at)
        acts.close(matter, at)
        Event.objects.filter(pk=matter.pk).update(merged_into=into.pk)
        record(matter, Line("merge", at, f"并入“{into.title}”：{why}", actor=by, was=was, now=now))
        record(into, Line("merge", at, f"“{matter.title}”并入：{why}", actor=by))
        steps.join_organ(into, matter.organ, "merged", at)
        tell_host(matter, "merged", f"合并召开：{matter.title}", f"并入“{into.title}”：{why}", at)
        tell_host(into, f"merged-{matter.pk}", f"合并召开：{into.title}", f"“{matter.title}”并入：{why}", at)


def record_standing(matter_id: int, by: Official, on: date, note: str) -> None:
    """Put on record that the standing meeting has settled it."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_office(by, matter, at)
        acts.require_move(matter, "stand", MOVES)
        words = required(note, "会议次数或者纪要编号")
        if on > date_of(at):
            raise BadInput("会议日期不能晚于今天", field="issued_on")
        Evidence.objects.create(
            matter=matter, kind=STANDING, issued_on=on, facts={"note": words}, recorded_by=by, recorded_at=at
        )
        record(matter, Line("stand", at, f"登记常务会议讨论确定：{words}", actor=by))


def hold(matter_id: int, by: Official, people: int, note: str) -> None:
    """Put on record that it was held, if it was approved as the rules have it."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        if not in_office_of(by, matter, at):
            require_serving(by, matter.organ, at)
        acts.require_move(matter, "hold", MOVES)
        event = of(matter)
        if event.starts_at > at:
            raise WrongState("还没有到举行的时间")
        if not 0 <= people <= MOST_PEOPLE:
            raise BadInput("请填写实到人数", field="people")
        require(matter, gates.before_holding(event), by, {}, at)
        was, now = acts.move(matter, "hold", MOVES, at)
        acts.close(matter, at)
        Event.objects.filter(pk=event.pk).update(held_people=people, held_note=cleaned(note)[:300])
        record(matter, Line("hold", at, f"已举行，{people}人参加", actor=by, was=was, now=now))


def of(matter: Matter) -> Event:
    """The event of a matter."""
    event = Event.objects.get(pk=matter.pk)
    event.matter = matter
    return event


def required(text: str, what: str) -> str:
    """Words that must be there."""
    if not text.strip():
        raise BadInput(f"请写明{what}", field="reason")
    return text.strip()[:300]


def in_office_of(by: Official, matter: Matter, at: datetime) -> bool:
    return by.government_id == matter.government_id and in_office(by, date_of(at))


def require_office(by: Official, matter: Matter, at: datetime) -> None:
    if not in_office_of(by, matter, at):
        raise NotYours("这一步由政府办公室办理")


def tell_host(matter: Matter, event: str, subject: str, body: str, at: datetime) -> None:
    """Tell those of the host organ who worked on it."""
    people = Official.objects.filter(pk__in=matter.participants.filter(role="requester").values("official"))
    tell(people, event=f"event-{event}:{matter.pk}:{matter.version}", subject=subject, body=body, matter=matter, at=at)


def tell_invited(matter: Matter, subject: str, body: str, at: datetime) -> None:
    """Tell the leaders who had been invited."""
    people = Official.objects.filter(pk__in=of(matter).invitations.values("official"))
    tell(people, event=f"event-off:{matter.pk}", subject=subject, body=body, matter=matter, at=at)
