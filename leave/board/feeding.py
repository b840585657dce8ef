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
from leave.board.models import FeedToken
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
    if him.seats:
        view = outlook(him.government, at - BACK)
        for absence in view.absences:
            event = _trip(him, view, absence, at)
            if event:
                book.add_component(event)
        for shift in ahead_of(official, at - BACK):
            book.add_component(_shift(shift, official, at))
    return bytes(book.to_ical())


def _trip(him: Viewer, view: Outlook, absence: Absence, at: datetime) -> Event | None:
    """Somebody's absence, if it is this person's business, in the words that he may read."""
    seat = highest(view).get(absence.official_id)
    acting = acting_for(view, absence.official_id, absence.starts_at)
    found = [(one.seat, each.found, each.only) for one in acting for each in one.standing]
    mine = [(s, f, only) for s, f, only in found if isinstance(f, Acting) and f.official.pk == him.official.pk]
    own = absence.official_id == him.official.pk
    leader = him.sees_all and seat is not None and seat.organ_id is None
    if not (own or mine or leader):
        return None
    name = f"{seat.title if seat else ''}{absence.official.name}"
    event = _event(f"absence-{absence.pk}", absence.starts_at, absence.back, at)
    does = "，".join(f"您代行{only}{'（' + s.title + '）' if len(mine) > 1 else ''}" for s, _, only in mine)
    event.add("summary", "外出" if own else f"{name}外出" + (f"，{does}" if does else ""))
    said = [f"{s.title}：{f}" for s, f, _ in found if isinstance(f, Acting) and f.in_place]
    if him.sees_why(absence.official_id):
        said.insert(0, absence.reason)
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


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
