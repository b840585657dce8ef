"""A person's calendar for programs that cannot log in: its secret address, and what is read there."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from django.db import transaction
from icalendar import Calendar, Event

from govrules.core import clock
from govrules.core.authority import Acting
from govrules.core.office.guards import locked
from govrules.core.office.models import Absence, Official
from govrules.core.office.outlook import Outlook, outlook
from govrules.core.office.snapshot import back_at
from govrules.core.wording import moment
from leave.board.models import FeedToken
from leave.board.queries import Acting as Turn
from leave.board.queries import acting_for, highest
from leave.board.viewer import Viewer, viewing
from leave.duty.models import DutyShift
from leave.duty.queries import ahead_of

LENGTH = 32  # bytes of chance in a secret
BACK = timedelta(days=31)  # how far back the feed goes


def make(official: Official) -> str:
    """A new secret, told this once; the one before is worth nothing from now on."""
    at, secret = clock.now(), secrets.token_urlsafe(LENGTH)
    with transaction.atomic():
        locked(Official.objects.all()).get(pk=official.pk)
        _end(official, at)
        FeedToken.objects.create(official=official, digest=digest(secret), made_at=at)
    return secret


def revoke(official: Official) -> bool:
    """The address is worth nothing from now on; False if there was none."""
    with transaction.atomic():
        locked(Official.objects.all()).get(pk=official.pk)
        return _end(official, clock.now()) > 0


def _end(official: Official, at: datetime) -> int:
    return FeedToken.objects.filter(official=official, revoked_at=None).update(revoked_at=at)


def current_token(official: Official) -> FeedToken | None:
    return FeedToken.objects.filter(official=official, revoked_at=None).first()


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def owner(secret: str) -> Official | None:
    """Whose address this is: somebody who is still in office, by a secret that is not revoked."""
    rows = FeedToken.objects.filter(digest=digest(secret), revoked_at=None, official__is_active=True)
    token = rows.select_related("official__government").first()
    return token.official if token else None


# --- What is read there ---------------------------------------------------------------------------------


def feed(official: Official, at: datetime) -> bytes:
    """His absences, his shifts and when he acts for others; for the office and the leaders every leader's absence."""
    him = viewing(official, at)
    book = Calendar()
    book.add("prodid", "-//GovRules//leave//ZH")
    book.add("version", "2.0")
    book.add("x-wr-calname", f"{official.name}　外出和值班")
    events = [*_trips(him, at), *(_shift(shift, official, at) for shift in ahead_of(official, at - BACK))]
    for event in events if him.seats else ():
        book.add_component(event)
    return bytes(book.to_ical())


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
    event = _event(f"absence-{absence.pk}", absence.starts_at, absence.back, at)
    event.add("summary", summary)
    if him.sees_why(absence.official_id):
        said = [absence.reason, *said]
        if absence.place:
            event.add("location", absence.place)
    event.add("description", "\n".join(said))
    return event


def _shift(shift: DutyShift, official: Official, at: datetime) -> Event:
    role = "带班" if shift.leader_id == official.pk else "值班"
    event = _event(f"shift-{shift.pk}", shift.starts_at, shift.ends_at, at)
    event.add("summary", f"{role}：{shift.roster.organ.short_name}")
    other = shift.officer if shift.leader_id == official.pk else shift.leader
    event.add("description", f"同班：{other.name}" if other else "")
    return event


def _event(key: str, starts: datetime, ends: datetime, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{key}@govrules")
    event.add("dtstamp", _utc(at))
    event.add("dtstart", _utc(starts))
    event.add("dtend", _utc(ends))
    return event


def _utc(value: datetime) -> datetime:
    return value.astimezone(UTC)
