"""Who holds what on a day, who covers which organ, which rulebook is in force: plain look-ups, no derivation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.db.models import Q, QuerySet

from govrules import rulebook
from govrules.core.errors import Refused
from govrules.core.office.models import (
    Adoption,
    Appointment,
    Government,
    OfficeSetting,
    Official,
    Organ,
    OrganKind,
    Portfolio,
    Seat,
)


def current(on: date) -> Q:
    """The dated rows that hold on a day."""
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))


def seats_of(official: Official, on: date) -> list[Seat]:
    """The seats he fills that day, highest first."""
    held = Appointment.objects.filter(current(on), official=official).values("seat")
    return list(Seat.objects.filter(pk__in=held).select_related("organ"))


def organs_of(official: Official, on: date) -> list[int]:
    """Keys of the organs he serves in that day."""
    serving = Appointment.objects.filter(current(on), official=official, seat__organ__isnull=False)
    return list(serving.values_list("seat__organ", flat=True).distinct())


def holders(seats: Iterable[Seat], on: date) -> dict[int, Official]:
    """Who fills each of these seats that day; a vacant seat is left out. One query."""
    filled = Appointment.objects.filter(current(on), seat__in=list(seats)).select_related("official__account")
    return {a.seat_id: a.official for a in filled}


def holders_on(places: Iterable[tuple[int, date]]) -> dict[tuple[int, date], str]:
    """The names of who filled seats (by key) on days of their own; a seat vacant that day is left out. One query."""
    wanted = set(places)
    found = Appointment.objects.filter(seat__in={seat for seat, _ in wanted}).select_related("official")
    rows = list(found) if wanted else []
    return {
        (row.seat_id, on): row.official.name
        for row in rows
        for seat, on in wanted
        if seat == row.seat_id and row.since <= on and (row.until is None or on < row.until)
    }


def holder(seat: Seat, on: date) -> Official | None:
    """Who fills the seat that day, None if it is vacant."""
    return holders([seat], on).get(seat.pk)


def portfolio_seat(organ: Organ, on: date) -> Seat | None:
    """The leader's seat that covers the organ that day (分管领导的岗位)."""
    covering = Portfolio.objects.filter(current(on), organ=organ).select_related("seat").first()
    return covering.seat if covering else None


def seats_with_post(government: Government, post: str, organ: Organ | None = None) -> list[Seat]:
    """The seats of one post, in the order of the office's list; of one organ where given."""
    seats = Seat.objects.filter(government=government, post=post).select_related("organ")
    return list(seats.filter(organ=organ) if organ else seats)


def staff_of(organ: Organ, on: date) -> QuerySet[Official]:
    """Everyone who serves in the organ that day."""
    serving = Appointment.objects.filter(current(on), seat__organ=organ).values("official")
    return Official.objects.filter(pk__in=serving).select_related("account")


def office_of(government: Government) -> Organ:
    """The government's own office (政府办公室)."""
    return Organ.objects.get(government=government, kind=OrganKind.OFFICE)


def organs_with_field(government: Government, field: str) -> list[Organ]:
    """The organs of a government that are competent for a field, such as 财政."""
    return [o for o in Organ.objects.filter(government=government, is_active=True) if field in o.fields]


def in_office(official: Official, on: date) -> bool:
    """Whether he serves in the government's office that day."""
    return Appointment.objects.filter(current(on), official=official, seat__organ__kind=OrganKind.OFFICE).exists()


def adoption_on(government: Government, on: date) -> Adoption:
    """The version of the rulebook in force that day; `Refused` when none is."""
    found = Adoption.objects.filter(Q(until__isnull=True) | Q(until__gt=on), government=government, in_force__lte=on)
    adoption = found.order_by("-in_force").first()
    if adoption is None:
        raise Refused(f"{government.name}在{on}没有施行中的工作规则，请系统管理员先采用规则")
    return adoption


def book_of(adoption: Adoption) -> rulebook.Rulebook:
    """The adopted text as typed rules; an adoption never changes, so it is read and parsed once a process."""
    return _parsed(adoption.pk, adoption.sha256)


@lru_cache(maxsize=64)
def _parsed(pk: int, _: str) -> rulebook.Rulebook:
    texts = Adoption.objects.values_list("rulebook_toml", "provisions_csv").get(pk=pk)
    return rulebook.load_text(*texts)


def setting(government: Government, key: str, on: date) -> OfficeSetting | None:
    """What the office itself has fixed under this key that day (本办规定), None if nothing."""
    return OfficeSetting.objects.filter(current(on), government=government, key=key).first()


MAIN_HEAD = {
    OrganKind.OFFICE: "office_director",
    OrganKind.DEPARTMENT: "department_head",
    OrganKind.TOWNSHIP: "township_head",
    OrganKind.INSTITUTION: "institution_head",
    OrganKind.COORDINATING: "department_head",
    OrganKind.SUBORDINATE: "institution_head",
}


def main_head_seat(organ: Organ) -> Seat | None:
    """The seat of the organ's main head (主要负责人); None for organs outside the government."""
    return Seat.objects.filter(organ=organ, post=MAIN_HEAD.get(organ.kind, "")).first()
