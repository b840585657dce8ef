"""Inviting leaders to an approved event: through the office only, and as the rules let leaders come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from govrules.core import acts, clock
from govrules.core.clock import date_of
from govrules.core.errors import BadInput, NotYours, WrongState
from govrules.core.journal.actions import Line, record
from govrules.core.judging import require
from govrules.core.matters import actions as steps
from govrules.core.matters.models import Matter
from govrules.core.notices.actions import tell
from govrules.core.office.models import Official, Seat
from govrules.core.office.queries import holders, office_of, staff_of
from govrules.core.wording import moment
from meetings.events.actions import of, require_office
from meetings.events.gates import before_inviting
from meetings.events.models import Answer, Event, Invitation
from meetings.events.states import MOVES


def invite(
    matter_id: int, by: Official, seats: Sequence[int], reasons: Mapping[str, str],
    *, approved: bool = False, concurrent: bool = False,
) -> None:  # fmt: skip
    """Invite leaders to an approved event, as the rules let them come; whoever fills the seat that day is asked."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_office(by, matter, at)
        acts.require_move(matter, "invite", MOVES)
        event = of(matter)
        chosen = open_seats(event, seats)
        require(matter, before_inviting(event, approved=approved, concurrent=concurrent), by, reasons, at)
        filled = holders(chosen, date_of(event.starts_at))
        if missing := [seat.title for seat in chosen if seat.pk not in filled]:
            raise BadInput(f"{'、'.join(missing)}空缺，不能邀请", field="seats")
        for seat in chosen:
            ask_leader(event, seat, filled[seat.pk], by, at)
        names = "、".join(filled[seat.pk].name for seat in chosen)
        record(matter, Line("invite", at, f"邀请{names}出席", actor=by))


def open_seats(event: Event, keys: Sequence[int]) -> list[Seat]:
    """The leaders' seats that were chosen and are not invited yet."""
    seats = Seat.objects.filter(pk__in=keys, government=event.matter.government_id, organ=None)
    found = list(seats.exclude(pk__in=event.invitations.values("seat")))
    if not found:
        raise BadInput("请选择要邀请的领导", field="seats")
    return found


def ask_leader(event: Event, seat: Seat, official: Official, by: Official, at: datetime) -> None:
    """One invitation; the leader sees the event from now on."""
    Invitation.objects.create(event=event, seat=seat, official=official, sent_by=by, sent_at=at)
    steps.join(event.matter, official, "invited", at)
    tell(
        [official], event=f"event-invited:{event.pk}:{seat.pk}", subject=f"邀请出席：{event.matter.title}",
        body=f"{moment(event.starts_at)}，{event.place}。请答复是否出席。", matter=event.matter, at=at,
    )  # fmt: skip


def answer(matter_id: int, by: Official, coming: bool, note: str) -> None:
    """The invited leader says whether he comes; the office is told."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        acts.require_move(matter, "invite", MOVES)
        mine = Invitation.objects.filter(event=matter.pk, official=by).select_related("seat").first()
        if mine is None:
            raise NotYours("没有邀请您出席这个会议活动")
        if of(matter).starts_at <= at:
            raise WrongState("会议活动已经开始，不能再答复")
        mine.answer = Answer.COMING if coming else Answer.DECLINED
        mine.answered_at, mine.note = at, note.strip()[:200]
        mine.save(update_fields=["answer", "answered_at", "note"])
        said = f"{mine.seat.title}{mine.get_answer_display()}" + (f"：{mine.note}" if mine.note else "")
        record(matter, Line("answer", at, said, actor=by))
        tell_office(matter, said, f"event-answer:{mine.pk}:{mine.answer}", at)


def tell_office(matter: Matter, said: str, event: str, at: datetime) -> None:
    people = staff_of(office_of(matter.government), date_of(at))
    tell(people, event=event, subject=f"{said}（{matter.title}）"[:200], matter=matter, at=at)
