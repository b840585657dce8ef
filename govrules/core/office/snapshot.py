"""Reading a `Roster` from the database: of a whole government, or of just one seat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from govrules.core.clock import date_of
from govrules.core.office.models import (
    ABPair,
    Absence,
    Appointment,
    Entrustment,
    Government,
    OfficeSetting,
    Official,
    Seat,
)
from govrules.core.office.queries import current
from govrules.core.office.roster import Delegation, OwnRule, Place, Roster

STAND_IN = "stand_in."


@dataclass(frozen=True)
class Snapshot:
    """A roster together with the rows that its ids stand for."""

    roster: Roster
    seats: Mapping[int, Seat]
    officials: Mapping[int, Official]


def of_seat(seat: Seat, at: datetime) -> Snapshot:
    """Enough to see whether the holder himself can act: two queries."""
    held = _appointments(Q(seat=seat), date_of(at))
    return _snapshot([seat], held, at)


def of_government(government: Government | int, at: datetime) -> Snapshot:
    """Everything that decides who acts, for all seats of a government: six queries."""
    on = date_of(at)
    seats = Seat.objects.filter(government=government).select_related("organ")
    held = _appointments(Q(seat__government=government), on)
    return _snapshot(
        seats,
        held,
        at,
        pairs=dict(
            ABPair.objects.filter(current(on), seat__government=government)
            .order_by("since", "pk")
            .values_list("seat", "counterpart")
        ),
        delegations=_delegations(government, at),
        own_rules=_own_rules(government, on),
    )


def in_force(at: datetime) -> Q:
    """Entrustments that hold at a moment."""
    open_ended = Q(ends_at=None) | Q(ends_at__gt=at)
    return Q(starts_at__lte=at) & open_ended & (Q(revoked_at=None) | Q(revoked_at__gt=at))


def away_at(at: datetime) -> Q:
    """Absences that hold at a moment: from leaving up to the return, the real one once it is known."""
    back = Q(returned_at__gt=at) | Q(returned_at=None, ends_at__gt=at)
    return Q(cancelled_at=None, starts_at__lte=at) & back


def back_at() -> Coalesce:
    """When an absence ends: with the real return once it is known."""
    return Coalesce(F("returned_at"), F("ends_at"))


def _appointments(which: Q, on: date) -> list[Appointment]:
    return list(Appointment.objects.filter(which, current(on)).select_related("official__account"))


def _snapshot(seats: Iterable[Seat], held: list[Appointment], at: datetime, **more: object) -> Snapshot:
    by_id = {seat.pk: seat for seat in seats}
    officials = {a.official_id: a.official for a in held}
    away = Absence.objects.filter(away_at(at), official__in=officials).values_list("official", flat=True)
    roster = Roster(
        places={seat.pk: Place(seat.pk, seat.post, seat.title, seat.organ_id) for seat in by_id.values()},
        holders={a.seat_id: a.official_id for a in held},
        names={pk: official.name for pk, official in officials.items()},
        away=frozenset(away),
        **more,
    )
    return Snapshot(roster, by_id, officials)


def _delegations(government: Government | int, at: datetime) -> list[Delegation]:
    recorded = Entrustment.objects.filter(in_force(at), seat__government=government)
    newest_first = recorded.order_by("-starts_at", "-recorded_at", "-pk")
    return [Delegation(e.seat_id, e.to_seat_id, e.kind, e.basis) for e in newest_first]


def _own_rules(government: Government | int, on: date) -> dict[str, OwnRule]:
    settings = OfficeSetting.objects.filter(current(on), government=government, key__startswith=STAND_IN)
    return {s.key.removeprefix(STAND_IN): OwnRule(tuple(s.value.get("posts", ())), s.basis) for s in settings}
