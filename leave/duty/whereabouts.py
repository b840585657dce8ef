"""Where the main heads are and how they are reached: from absences, else from what the duty room has noted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet

from govrules.core import clock
from govrules.core.clock import date_of
from govrules.core.errors import BadInput, NotYours, Why
from govrules.core.office.guards import note, require_sane_span, require_text
from govrules.core.office.models import Absence, Appointment, Government, Official, Organ, OrganKind
from govrules.core.office.queries import MAIN_HEAD, current, in_office
from govrules.core.office.snapshot import away_at, back_at
from govrules.core.wording import moment
from leave.duty.models import Whereabouts
from leave.requests.models import LeaveRequest
from leave.requests.states import State

HEADS = frozenset({"head", *MAIN_HEAD.values()})


@dataclass(frozen=True)
class Location:
    """Where a main head is. `how`: away (an absence), overdue (not reported back), noted, unknown (nobody has said)."""

    official: Official
    title: str
    organ: Organ | None
    how: str
    place: str = ""
    contact: str = ""
    until: datetime | None = None
    by: str = ""


def locations(government: Government, at: datetime) -> list[Location]:
    """Of the head of government and of every organ's main head, leaders first: five queries."""
    held = Appointment.objects.filter(
        current(date_of(at)), seat__government=government, seat__post__in=HEADS, official__is_active=True
    ).exclude(seat__organ__kind__in=(OrganKind.OUTSIDE, OrganKind.SUBORDINATE, OrganKind.COORDINATING))
    order = (F("seat__organ").asc(nulls_first=True), "seat__organ__order", "seat__order")
    rows = list(held.select_related("official", "seat__organ").order_by(*order))
    people = [row.official_id for row in rows]
    away = _away(people, at)
    contacts = dict(LeaveRequest.objects.filter(absence__in=away.values()).values_list("absence", "contact"))
    noted = _noted(people, at)
    late = _overdue(people)
    return [
        _location(row, away.get(row.official_id), noted.get(row.official_id), contacts, late.get(row.official_id))
        for row in rows
    ]


def _overdue(people: Iterable[int]) -> dict[int, LeaveRequest]:
    """Whose leave is over and who has not reported back: as far as anybody knows he is where he went."""
    found = LeaveRequest.objects.filter(official__in=list(people), matter__state=State.OVERDUE)
    return {one.official_id: one for one in found.order_by("ends_at", "pk")}


def _away(people: Iterable[int], at: datetime) -> dict[int, Absence]:
    rows = Absence.objects.annotate(back=back_at()).filter(away_at(at), official__in=list(people))
    return {row.official_id: row for row in rows}


def _noted(people: Iterable[int], at: datetime) -> dict[int, Whereabouts]:
    """The newest note that holds, of each."""
    rows = Whereabouts.objects.filter(official__in=list(people), since__lte=at, until__gt=at)
    return {row.official_id: row for row in rows.select_related("noted_by").order_by("since", "pk")}


def _location(
    row: Appointment,
    away: Absence | None,
    noted: Whereabouts | None,
    contacts: Mapping[int, str],
    late: LeaveRequest | None = None,
) -> Location:
    """A note made since he left knows better than the absence."""
    about = (row.official, row.seat.title, row.seat.organ)
    phone = row.official.phone
    if late and away is None and (noted is None or noted.since < late.ends_at):
        return Location(*about, "overdue", late.destination, late.contact or phone, late.ends_at)
    if noted and (away is None or noted.since >= away.starts_at):
        return Location(*about, "noted", noted.place, noted.contact or phone, noted.until, noted.noted_by.name)
    if away:
        contact = contacts.get(away.pk) or phone
        return Location(*about, "away", away.place or away.reason, contact, away.back)
    return Location(*about, "unknown", contact=phone)


@dataclass(frozen=True)
class Note:
    """What is noted of a main head."""

    place: str
    until: datetime
    contact: str = ""


@transaction.atomic
def note_place(official: Official, said: Note, *, by: Official) -> Whereabouts:
    """Note where a main head is until when; by himself, his organ's staff or the government's office."""
    at = clock.now()
    place = require_text(said.place, "所在位置", "place", 60)
    require_sane_span(at, said.until, at)
    if not may_note(official, by, at):
        raise NotYours(Why("由本人、本单位或者政府办公室登记"))
    if not _heads(official, at):
        raise BadInput(f"{official.name}不是主要负责人", field="place")
    row = Whereabouts.objects.create(
        official=official, place=place, contact=said.contact.strip()[:60], since=at, until=said.until, noted_by=by
    )
    text = f"登记{official.name}所在位置：{place}，至{moment(said.until)}"
    note(official.government, "whereabouts", text, at, by, official=official.pk)
    return row


def may_note(official: Official, by: Official, at: datetime) -> bool:
    """Whether he keeps this head's place on record."""
    if by.government_id != official.government_id:
        return False
    on = date_of(at)
    if by == official or in_office(by, on):
        return True
    organs = _heads(official, at).exclude(seat__organ=None).values("seat__organ")
    return Appointment.objects.filter(current(on), official=by, seat__organ__in=organs).exists()


def _heads(official: Official, at: datetime) -> QuerySet[Appointment]:
    return Appointment.objects.filter(current(date_of(at)), official=official, seat__post__in=HEADS)
