"""Absences, shifts and acting for others in a person's own calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from icalendar import Event

from govrules.core.authority import Acting
from govrules.core.feeds import ical
from govrules.core.office.models import Absence, Official
from govrules.core.office.outlook import Outlook, outlook
from govrules.core.office.snapshot import back_at
from govrules.core.wording import moment
from leave.board.queries import Acting as Turn
from leave.board.queries import acting_for, highest
from leave.board.viewer import Viewer, viewing
from leave.duty.models import DutyShift
from leave.duty.queries import ahead_of

BACK = timedelta(days=31)  # what is longer ago no calendar needs


def whereabouts_of(official: Official, host: str, at: datetime) -> Iterator[Event]:
    """His absences, his shifts and when he acts for others; for the office and the leaders every leader's absence.

    Who holds no seat any more finds nothing. The ids of these events have never named a `host`, and stay.
    """
    him = viewing(official, at)
    if him.seats:
        yield from _trips(him, at)
        yield from (_shift(shift, official, at) for shift in ahead_of(official, at - BACK))


def _trips(him: Viewer, at: datetime) -> list[Event]:
    """Absences that are his business: those not over, and his own of the last weeks."""
    view = outlook(him.government, at)
    going = [_trip(him, view, absence, at) for absence in view.absences]
    over = Absence.objects.annotate(back=back_at()).filter(
        official=him.official, cancelled_at=None, back__lte=at, back__gt=at - BACK
    )
    return [*(_told(him, row, "外出", [], at) for row in over), *(event for event in going if event)]


def _trip(him: Viewer, view: Outlook, absence: Absence, at: datetime) -> Event | None:
    """Somebody's absence, if it is this person's business, in the words that he may read."""
    seat = highest(view).get(absence.official_id)
    acting = acting_for(view, absence.official_id, absence.starts_at, absence.back)
    mine = _his_part(him, acting)
    own = absence.official_id == him.official.pk
    leader = him.sees_all and seat is not None and seat.organ_id is None
    if not (own or mine or leader):
        return None
    summary = "外出" if own else "，".join([f"{seat.title if seat else ''}{absence.official.name}外出", *mine])
    said = [
        f"{f'{moment(one.since)}起' if one.since else ''}{one.seat.title}：{each.only}{each.found}"
        for one in acting
        for each in one.standing
        if isinstance(each.found, Acting) and each.found.in_place
    ]
    return _told(him, absence, summary, said, at)


def _his_part(him: Viewer, acting: list[Turn]) -> list[str]:
    """您代行; 您代行会签; where another does at other times: 您代行（部分时间）. Once a seat and kind of step."""
    found = [(one.seat, each.only, each.found) for one in acting for each in one.standing]
    mine = dict.fromkeys((s, only) for s, only, f in found if isinstance(f, Acting) and f.official == him.official)
    seats = {seat.pk for seat, _ in mine}
    words = []
    for seat, only in mine:
        part = any(one.seat == seat and one.since for one in acting)
        which = f"{seat.title}的工作" if len(seats) > 1 else ""
        words.append(f"您代行{which}{only}{'（部分时间）' if part else ''}")
    return words


def _told(him: Viewer, absence: Absence, summary: str, said: list[str], at: datetime) -> Event:
    event = ical.event(f"absence-{absence.pk}@govrules", summary, absence.starts_at, absence.back, at)
    if him.sees_why(absence.official_id):
        said = [absence.reason, *said]
        if absence.place:
            event.add("location", absence.place)
    event.add("description", "\n".join(said))
    return event


def _shift(shift: DutyShift, official: Official, at: datetime) -> Event:
    role = "带班" if shift.leader_id == official.pk else "值班"
    summary = f"{role}：{shift.roster.organ.short_name}"
    event = ical.event(f"shift-{shift.pk}@govrules", summary, shift.starts_at, shift.ends_at, at)
    other = shift.officer if shift.leader_id == official.pk else shift.leader
    event.add("description", f"同班：{other.name}" if other else "")
    return event
