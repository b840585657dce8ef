"""The official acts of coming, leaving and coming back; and the code that is scanned at the door.

The code carries a token that is signed, meant for one meeting, and soon over. It lets in whoever is logged in and
scans it, never anybody else.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import segno
from django.core.signing import BadSignature, Signer

from documents.drafting import require_serving
from govrules.core import acts, clock
from govrules.core.errors import BadInput, NotYours, WrongState
from govrules.core.journal.actions import Line, record
from govrules.core.matters.models import Matter
from govrules.core.office.models import Official
from meetings.attendance.excusing import drop_excuse
from meetings.attendance.models import Arrival, Attendee, Presence
from meetings.calling.models import Meeting
from meetings.calling.states import State

MEETS = frozenset({State.CALLED, State.OPEN})
CODE_LIVES = timedelta(minutes=3)
SIGNER = Signer(salt="meetings.attendance.code")


# --- Coming and leaving ----------------------------------------------------------------------------


def come(attendee_id: int, by: Official, how: str, *, instead: bool = False) -> Presence:
    """Somebody is there from now on, or still is: pressed twice, or by two people at once, it is one row.

    He whom `by` is signs himself in; the secretary signs in anybody. `instead`: not he but his stand-in came. Who was
    excused and comes himself takes his leave back by it.
    """
    at = clock.now()
    with acts.on(meeting_of(attendee_id)) as matter:
        attendee = Attendee.objects.select_related("official", "stand_in").get(pk=attendee_id)
        require_comer(matter, attendee, by, how, at)
        stands_in = instead or (attendee.stand_in_id is not None and attendee.stand_in_id == by.pk)
        there = attendee.presences.filter(left_at=None).first()
        if there and there.stands_in == stands_in:
            return there
        if there:
            leave(there, at)
        if stands_in:
            require_stand_in(attendee)
        else:
            drop_excuse(attendee, at)
        who = f"{name_of_stand_in(attendee)}（替{attendee.name}）" if stands_in else attendee.name
        record(matter, Line("come", at, f"{who}到会（{Arrival(how).label}）", actor=by))
        return Presence.objects.create(attendee=attendee, came_at=at, how=how, by=by, stands_in=stands_in)


def require_comer(matter: Matter, attendee: Attendee, by: Official, how: str, at: datetime) -> None:
    """On the day of the meeting, until it ends; oneself, or the secretary for anybody."""
    starts_at = Meeting.objects.values_list("starts_at", flat=True).get(pk=matter.pk)
    if matter.state not in MEETS or clock.date_of(at) < clock.date_of(starts_at):
        raise WrongState("只能在会议当天、散会之前签到")
    if how == Arrival.SECRETARY:
        require_serving(by, matter.organ, at)
    elif by.pk not in (attendee.official_id, attendee.stand_in_id):
        raise NotYours("只能为自己签到")


def require_stand_in(attendee: Attendee) -> None:
    if not attendee.excused or not name_of_stand_in(attendee):
        raise BadInput("他没有请假，或者没有登记替会人")


def name_of_stand_in(attendee: Attendee) -> str:
    return attendee.stand_in.name if attendee.stand_in else attendee.stand_in_name


def go(attendee_id: int, by: Official) -> None:
    """Somebody has left; pressed twice it is once."""
    at = clock.now()
    with acts.on(meeting_of(attendee_id)) as matter:
        attendee = Attendee.objects.select_related("stand_in").get(pk=attendee_id)
        require_serving(by, matter.organ, at)
        if matter.state not in MEETS:
            raise WrongState("会议已经结束")
        there = attendee.presences.filter(left_at=None).first()
        if there:
            leave(there, at)
            record(matter, Line("go", at, f"{attendee.name}离会", actor=by))


def leave(presence: Presence, at: datetime) -> None:
    Presence.objects.filter(pk=presence.pk).update(left_at=at)


def everybody_leaves(meeting: Meeting, at: datetime) -> None:
    """The meeting is over."""
    Presence.objects.filter(attendee__meeting=meeting, left_at=None).update(left_at=at)


def meeting_of(attendee_id: int) -> int:
    return Attendee.objects.values_list("meeting", flat=True).get(pk=attendee_id)


# --- The code --------------------------------------------------------------------------------------


def token(meeting_id: int, at: datetime) -> str:
    """What the code carries: the meeting and the moment, signed."""
    return SIGNER.sign_object([meeting_id, int(at.timestamp())])


def scanned(text: str, at: datetime) -> int:
    """The meeting of a token that still holds."""
    try:
        meeting_id, made = SIGNER.unsign_object(text)
    except (BadSignature, ValueError) as error:
        raise BadInput("这不是本系统的签到码，请扫会场屏幕上的签到码") from error
    age = at.timestamp() - made
    if not 0 <= age <= CODE_LIVES.total_seconds():
        raise WrongState("签到码已经过时，请重新扫会场屏幕上的签到码")
    return int(meeting_id)


def scan(text: str, by: Official) -> Presence:
    """Whoever is logged in and scanned the code is there; nobody else."""
    at = clock.now()
    meeting_id = scanned(text, at)
    found = own_row(meeting_id, by)
    if found is None:
        raise NotYours("您不在这次会议的参会人员之中，请与会务人员联系")
    return come(found.pk, by, Arrival.CODE)


def own_row(meeting_id: int, official: Official) -> Attendee | None:
    """For whom he comes: himself first, else him for whom he stands in."""
    rows = Attendee.objects.filter(meeting=meeting_id)
    return rows.filter(official=official).first() or rows.filter(stand_in=official).first()


def picture(address: str) -> str:
    """The code of an address as SVG, without a style of its own, to stand within a page."""
    return segno.make(address, error="m").svg_inline(scale=8, border=2, dark="#000", light="#fff", omitsize=True)
