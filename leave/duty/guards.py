"""What the acts on rosters check first. All acts on the duty of one organ wait for each other: the organ is locked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from govrules.core.clock import date_of
from govrules.core.errors import BadInput, NotYours, Why, WrongState
from govrules.core.office.guards import locked
from govrules.core.office.models import Official, Organ
from govrules.core.wording import day, moment
from leave.duty.holes import span_of
from leave.duty.models import DutyRoster, DutyShift, Role
from leave.duty.rules import rules_of
from leave.duty.staff import serves, staff_of, trip_in, trips_of


@contextmanager
def on_organ(organ_id: int) -> Iterator[Organ]:
    """One transaction on the duty of one organ."""
    with transaction.atomic():
        yield locked(Organ.objects.select_related("government")).get(pk=organ_id)


@contextmanager
def on_roster(pk: int) -> Iterator[DutyRoster]:
    """One transaction on a roster, as it stands under its organ's lock."""
    with on_organ(DutyRoster.objects.values_list("organ", flat=True).get(pk=pk)) as organ:
        roster = DutyRoster.objects.select_related("published_by", "made_by").get(pk=pk)
        roster.organ = organ
        yield roster


@contextmanager
def on_shift(pk: int) -> Iterator[DutyShift]:
    """One transaction on a shift, as it stands under its organ's lock."""
    with on_organ(DutyShift.objects.values_list("roster__organ", flat=True).get(pk=pk)) as organ:
        yield fresh(pk, organ)


def fresh(pk: int, organ: Organ) -> DutyShift:
    """A shift of this organ, which the caller has locked, as it stands now."""
    shift = DutyShift.objects.select_related("roster__published_by", "roster__made_by", "leader", "officer").get(
        pk=pk, roster__organ=organ
    )
    shift.roster.organ = organ
    return shift


def require_keeper(by: Official, organ: Organ, at: datetime) -> None:
    """An organ's own staff keep its roster; the government's own is kept by its office."""
    if by.government_id != organ.government_id or not serves(by, organ, date_of(at)):
        raise NotYours(Why(f"{organ.short_name}的值班表由本单位编排", remedy="请联系该单位"))


def require_published(shift: DutyShift) -> None:
    if shift.roster.published_at is None:
        raise WrongState(f"{shift.roster}还没有公布")


def require_on_duty(shift: DutyShift, by: Official) -> None:
    """The two of the shift and nobody else."""
    if by.pk not in (shift.leader_id, shift.officer_id):
        raise NotYours(Why(f"{day(shift.day)}这一班不是您值班", remedy="需要代班的，先在值班表上换班或者改派"))


def require_begun(shift: DutyShift, at: datetime) -> None:
    require_published(shift)
    if at < shift.starts_at:
        raise WrongState(f"这一班{moment(shift.starts_at)}才开始")


def require_not_begun(shift: DutyShift, at: datetime) -> None:
    if at >= shift.starts_at:
        raise WrongState(f"{day(shift.day)}这一班已经开始，不能再换；临时有变的，由本单位改派")


def require_fit(shift: DutyShift, role: Role, official: Official, field: str) -> None:
    """He serves there, has not the other place of the shift, and is not away in any part of it."""
    organ = shift.roster.organ
    staff = staff_of(organ, rules_of(organ.government, shift.day), shift.day, shift.day)
    if official.pk not in staff.serving(role, shift.day):
        raise BadInput(f"{official.name}不能担任{organ.short_name}的{role.label}", field=field)
    other = shift.officer_id if role == Role.LEADER else shift.leader_id
    if official.pk == other:
        raise BadInput(f"{official.name}已在这一班，带班领导和值班员不能是同一人", field=field)
    trip = trip_in(trips_of([official.pk], span_of(shift)), official.pk, span_of(shift))
    if trip:
        until = moment(trip.returned_at or trip.ends_at)
        raise BadInput(f"{official.name}{moment(trip.starts_at)}至{until}外出，不能值{day(shift.day)}的班", field=field)
