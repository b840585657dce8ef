"""The acts by which a leave is asked for: filled in, changed, asked, taken back, given up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from govrules.core import acts, clock
from govrules.core.clock import date_of
from govrules.core.errors import BadInput, NotYours, Why, WrongState
from govrules.core.journal.actions import Line, record
from govrules.core.matters import actions as steps
from govrules.core.matters.models import Matter
from govrules.core.office.guards import locked, require_sane_span, require_text, require_together
from govrules.core.office.models import Official, Seat
from govrules.core.office.queries import holder, in_office, office_of, seats_of
from govrules.core.wording import moment, span
from leave.requests import course, gates, granting
from leave.requests.facts import WITHIN_LIMITS
from leave.requests.models import LeaveKind, LeaveRequest
from leave.requests.pairs import partners
from leave.requests.states import MOVES, STANDING, State

DOUBLE_CLICK = timedelta(seconds=10)
LONGEST_BACK = timedelta(days=31)


@dataclass(frozen=True)
class Wanted:
    """What is filled in on the form."""

    official: Official
    seat: Seat
    kind: str
    reason: str
    destination: str
    contact: str
    starts_at: datetime
    ends_at: datetime
    companions: str = ""
    takes_over: Seat | None = None
    urgent: bool = False
    approval: str = ""
    countries: str = ""
    group_size: int | None = None
    within_limits: bool = False


def create(by: Official, wanted: Wanted) -> LeaveRequest:
    """A new request, his own or entered for him by the office; saved twice by a double click it is still one."""
    at = clock.now()
    require_may_enter(by, wanted.official, at)
    with transaction.atomic():
        made = just_made(by, wanted, at)
        if made:
            return made
        values = checked(wanted, at)
        organ = wanted.seat.organ or office_of(wanted.official.government)
        opening = steps.Opening(
            organ.government, "leave", title_of(wanted), organ, wanted.official, State.DRAFT,
            cause="" if by == wanted.official else f"由{by.name}代填，",
        )  # fmt: skip
        matter = steps.open_matter(opening, at)
        steps.join(matter, wanted.official, "requester", at)
        leave = LeaveRequest(matter=matter, entered_by=None if by == wanted.official else by, **values)
        if leave.entered_by:
            steps.join(matter, by, "drafter", at)
        leave.save()
    return leave


def revise(matter_id: int, by: Official, wanted: Wanted, seen: int | None = None) -> LeaveRequest:
    """Change a request that is with him; whose it is stays. `seen` guards against overwriting what was saved since."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        leave = mine(matter, by, at)
        acts.require_move(matter, "edit", MOVES)
        if seen is not None and seen != matter.version:
            raise WrongState("别人在您修改期间保存过这份请假单；您填写的内容还在下面，请对照后再保存")
        if wanted.official != leave.official:
            raise BadInput("请假人不能更改，请另填一份", field="official")
        for name, value in checked(wanted, at).items():
            setattr(leave, name, value)
        leave.save()
        matter.title, matter.moved_at, matter.version = title_of(wanted), at, matter.version + 1
        matter.save(update_fields=["title", "moved_at", "version"])
        record(matter, Line("edit", at, "修改请假单", actor=by))
    return leave


def ask(matter_id: int, by: Official, reasons: Mapping[str, str] | None = None) -> None:
    """Ask for it: 1 he and the other ones of his pairs are locked, so that of two who ask at once the second is seen;
    2 no other leave of his in that time; 3 gates with their waivers; 4 the move; 5 filings; 6 the way.
    """
    at = clock.now()
    with acts.on(matter_id) as matter:
        leave = mine(matter, by, at)
        acts.require_move(matter, "ask", MOVES)
        lock_pair(leave, at)
        require_no_other(leave)
        leave.asked_at = at
        gates.require(leave, by, reasons or {}, at)
        was, now = acts.move(matter, "ask", MOVES, at)
        record(matter, Line("ask_leave", at, "提出请假", actor=by, was=was, now=now))
        steps.join_organ(matter, office_of(matter.government), "office", at)
        course.open_filings(leave)
        round_ = course.begin(leave, course.laid_out(leave, at), at)
        leave.next_at = leave.starts_at if leave.starts_at > at else None
        leave.save()
        if course.only_told(matter, round_) and leave.starts_at <= at:
            granting.grant(leave, None, at, "已按规定报告，登记外出")


def withdraw(matter_id: int, by: Official, reason: str) -> None:
    """Take back what has not been granted; it can be changed and asked again."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        leave = mine(matter, by, at)
        why = require_text(reason, "撤回的理由", "reason", 200)
        was, now = acts.move(matter, "withdraw", MOVES, at)
        undo(leave, at)
        record(matter, Line("withdraw", at, f"撤回：{why}", actor=by, was=was, now=now))


def drop(matter_id: int, by: Official, reason: str) -> None:
    """He does not go after all: what was arranged for it is undone, and who was told is told again."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        leave = mine(matter, by, at)
        why = require_text(reason, "撤销的理由", "reason", 200)
        acts.require_move(matter, "drop", MOVES)
        granted = matter.state == State.GRANTED
        if granted and leave.starts_at <= at:
            raise WrongState("已到外出时间，不能撤销；没有外出或者已经返回的，请销假")
        was, now = acts.move(matter, "drop", MOVES, at)
        undo(leave, at)
        record(matter, Line("drop", at, f"撤销：{why}", actor=by, was=was, now=now))
        acts.close(matter, at)
        if granted:
            granting.end_absence(leave, at)
            granting.announce(leave, f"取消外出：{leave.official.name}，{granting.span(leave)}", at)


# --- Steps of these acts -------------------------------------------------------------------------------


def of(matter: Matter) -> LeaveRequest:
    """The request of a locked matter."""
    related = ("official__government", "seat__organ", "seat__government", "takes_over", "takes_over_seat", "entered_by")
    leave = LeaveRequest.objects.select_related(*related, "absence").get(pk=matter.pk)
    leave.matter = matter
    return leave


def mine(matter: Matter, by: Official, at: datetime) -> LeaveRequest:
    """The request of a locked matter, if this person may handle it: his own, or he serves in the office."""
    leave = of(matter)
    if not may_handle(leave, by, at):
        raise NotYours(Why("请假由本人办理", remedy="本人不便办理的，请政府办公室代办"))
    return leave


def may_handle(leave: LeaveRequest, by: Official, at: datetime) -> bool:
    """He himself, or the staff of his government's office."""
    return by.pk == leave.official_id or (
        by.government_id == leave.official.government_id and in_office(by, date_of(at))
    )


def require_may_enter(by: Official, official: Official, at: datetime) -> None:
    if by != official and (by.government_id != official.government_id or not in_office(by, date_of(at))):
        raise NotYours(Why("只能为本人填写请假单", remedy="为他人填写请找政府办公室"))


def just_made(by: Official, wanted: Wanted, at: datetime) -> LeaveRequest | None:
    """The request that the first press of the same button made; whose it is is locked, so that two presses queue."""
    locked(Official.objects.all()).get(pk=wanted.official.pk)
    recent = LeaveRequest.objects.select_related("matter").filter(
        official=wanted.official, starts_at=wanted.starts_at, ends_at=wanted.ends_at, kind=wanted.kind,
        destination=wanted.destination.strip(), matter__version=0, matter__opened_at__gt=at - DOUBLE_CLICK,
    )  # fmt: skip
    return recent.first()


def title_of(wanted: Wanted) -> str:
    days = span(date_of(wanted.starts_at), date_of(wanted.ends_at))
    where = wanted.destination.strip()
    return f"{wanted.official.name}请假：{LeaveKind(wanted.kind).label}，赴{where}，{days}"


def checked(wanted: Wanted, at: datetime) -> dict[str, object]:
    """The values as they are kept, if they can be: texts, span, his own seat, somebody else who presides."""
    require_together(wanted.official.government, wanted.seat)
    if wanted.seat not in seats_of(wanted.official, date_of(at)):
        raise BadInput(f"{wanted.official.name}现不担任{wanted.seat.title}", field="seat")
    require_span(wanted, at)
    return {
        "official": wanted.official, "seat": wanted.seat, "kind": wanted.kind, "urgent": wanted.urgent,
        "reason": require_text(wanted.reason, "事由", "reason", 300),
        "destination": require_text(wanted.destination, "前往何地", "destination", 100),
        "contact": require_text(wanted.contact, "联系方式", "contact", 60),
        "companions": wanted.companions.strip(), "starts_at": wanted.starts_at, "ends_at": wanted.ends_at,
        "approval": wanted.approval.strip(), "countries": wanted.countries.strip(), "group_size": wanted.group_size,
        "declared": {WITHIN_LIMITS: True} if wanted.within_limits else {},
        "takes_over_seat": wanted.takes_over, "takes_over": presiding(wanted, at),
    }  # fmt: skip


def require_span(wanted: Wanted, at: datetime) -> None:
    """In order, within a year, and begun no longer than a month ago; an urgent trip may be over when it is reported."""
    if wanted.ends_at <= wanted.starts_at:
        raise BadInput("返回时间要晚于离开时间", field="ends_at")
    if at - wanted.starts_at > LONGEST_BACK:
        raise BadInput("离开时间超过一个月，请核对", field="starts_at")
    require_sane_span(wanted.starts_at, max(wanted.ends_at, at + timedelta(seconds=1)), at)


def presiding(wanted: Wanted, at: datetime) -> Official | None:
    """Who fills the seat that is to preside meanwhile."""
    if wanted.takes_over is None:
        return None
    require_together(wanted.official.government, wanted.takes_over)
    found = holder(wanted.takes_over, date_of(at))
    if found is None or found == wanted.official:
        why = "岗位空缺" if found is None else "由请假人本人担任"
        raise BadInput(f"{wanted.takes_over.title}{why}，请另选主持工作的负责人", field="takes_over")
    offered, _ = granting.candidates(wanted.seat, at)
    if wanted.takes_over not in offered:
        raise BadInput(f"{wanted.seat.title}的工作不能由{wanted.takes_over.title}主持，请另选", field="takes_over")
    return found


def lock_pair(leave: LeaveRequest, at: datetime) -> None:
    """He and the other ones of his pairs, in one order, whoever asks first."""
    people = [leave.official, *partners(leave.official, at)]
    list(locked(Official.objects.filter(pk__in=[one.pk for one in people]).order_by("pk")))


def require_no_other(leave: LeaveRequest) -> None:
    """Nobody is on two leaves at once; one that ends when the next begins is no hindrance."""
    clash = other_leave(leave)
    if clash:
        why = f"{leave.official.name}{span_in_words(clash)}，时间重叠"
        raise BadInput(Why(why, remedy="请修改时间，或者在原请假单上延期、销假"), field="starts_at")


def other_leave(leave: LeaveRequest) -> LeaveRequest | None:
    """Another standing leave of his in the same time."""
    others = LeaveRequest.objects.select_related("matter").filter(
        official=leave.official, matter__state__in=STANDING, starts_at__lt=leave.ends_at, ends_at__gt=leave.starts_at
    )
    return others.exclude(pk=leave.pk).first()


def span_in_words(leave: LeaveRequest) -> str:
    return f"{moment(leave.starts_at)}至{moment(leave.ends_at)}已请假（{State(leave.matter.state).label}）"


def undo(leave: LeaveRequest, at: datetime) -> None:
    """Whatever was under way ends; what was never filed need not be. What is with him again is not asked."""
    steps.cancel_rest(leave.matter, at)
    course.drop_filings(leave)
    leave.next_at = None
    leave.asked_at = leave.granted_at and leave.asked_at
    leave.save(update_fields=["next_at", "asked_at"])
