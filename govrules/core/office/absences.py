"""Who is away from when to when: entered by the office for an urgent trip, or written by a granted leave.

Who acts in the meantime follows from it; nothing here moves a step by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from govrules.core import clock
from govrules.core.errors import BadInput, Why, WrongState
from govrules.core.office import boundaries
from govrules.core.office.guards import locked, note, require_sane_span, require_staff, require_text
from govrules.core.office.models import Absence, Official
from govrules.core.office.snapshot import back_at
from govrules.core.wording import moment

LATEST_ENTRY = timedelta(days=31)


@dataclass(frozen=True)
class Trip:
    """What is entered of an absence."""

    starts_at: datetime
    ends_at: datetime
    reason: str
    place: str = ""


def enter_absence(official: Official, trip: Trip, *, by: Official | None = None, cause: str = "") -> Absence:
    """An official is away; `by` None: written by a leave that was granted (`cause` says so), or by the setting up."""
    at = clock.now()
    with transaction.atomic():
        official = _locked(official)
        require_staff(by, official.government, at)
        reason = require_text(trip.reason, "外出事由", "reason", 100)
        require_sane_span(trip.starts_at, trip.ends_at, at)
        if at - trip.starts_at > LATEST_ENTRY:
            raise BadInput("离开时间超过一个月，请核对", field="starts_at")
        _require_no_other(official, trip.starts_at, trip.ends_at)
        row = Absence.objects.create(
            official=official, starts_at=trip.starts_at, ends_at=trip.ends_at, reason=reason,
            place=trip.place.strip()[:60], entered_by=by, entered_at=at,
        )  # fmt: skip
        _mark(row, at, row.starts_at, row.ends_at)
        text = f"登记{official.name}外出：{moment(row.starts_at)}至{moment(row.ends_at)}，{reason}"
        note(official.government, "absence", text, at, by, cause=cause, absence=row.pk, official=official.pk)
    return row


def return_early(absence: Absence, *, by: Official | None = None, cause: str = "") -> Absence:
    """He is back before the time that was entered; he may report it himself."""
    at = clock.now()
    with transaction.atomic():
        row = _current(absence, by, at, himself=True)
        if at < row.starts_at:
            raise WrongState(f"{row.official.name}还没有离开；不去了请撤销登记")
        row.returned_at = at
        row.save(update_fields=["returned_at"])
        boundaries.unmark(absence=row)
        _mark(row, at, at)
        text = f"登记{row.official.name}已提前返回"
        note(row.official.government, "return", text, at, by, cause=cause, absence=row.pk)
    return row


def extend_absence(absence: Absence, ends_at: datetime, *, by: Official | None = None, cause: str = "") -> Absence:
    """He comes back later than entered."""
    at = clock.now()
    with transaction.atomic():
        row = _current(absence, by, at)
        if ends_at <= row.ends_at:
            raise BadInput(f"要晚于原定的{moment(row.ends_at)}；提前回来请登记返回", field="ends_at")
        require_sane_span(row.starts_at, ends_at, at)
        _require_no_other(row.official, row.ends_at, ends_at)
        row.ends_at = ends_at
        row.save(update_fields=["ends_at"])
        boundaries.unmark(absence=row)
        _mark(row, at, *(due for due in (row.starts_at, ends_at) if due > at))
        text = f"登记{row.official.name}外出延至{moment(ends_at)}"
        note(row.official.government, "extend_absence", text, at, by, cause=cause, absence=row.pk)
    return row


def shorten_absence(absence: Absence, ends_at: datetime, *, by: Official | None = None, cause: str = "") -> Absence:
    """He is to come back sooner than entered, at a moment still ahead: called back."""
    at = clock.now()
    with transaction.atomic():
        row = _current(absence, by, at)
        if not max(at, row.starts_at) < ends_at < row.ends_at:
            why = f"要在现在之后、早于原定的{moment(row.ends_at)}；已经回来的请登记返回"
            raise BadInput(why, field="ends_at")
        row.ends_at = ends_at
        row.save(update_fields=["ends_at"])
        boundaries.unmark(absence=row)
        _mark(row, at, *(due for due in (row.starts_at, ends_at) if due > at))
        text = f"登记{row.official.name}提前至{moment(ends_at)}返回"
        note(row.official.government, "shorten_absence", text, at, by, cause=cause, absence=row.pk)
    return row


def cancel_absence(absence: Absence, *, by: Official | None = None, cause: str = "") -> Absence:
    """He does not go after all; once he has left it is a return."""
    at = clock.now()
    with transaction.atomic():
        row = _current(absence, by, at)
        if at >= row.starts_at:
            raise WrongState(f"{row.official.name}已经离开，不能撤销；回来了请登记返回")
        row.cancelled_at = at
        row.save(update_fields=["cancelled_at"])
        boundaries.unmark(absence=row)
        text = f"撤销了{row.official.name}{moment(row.starts_at)}的外出登记"
        note(row.official.government, "cancel_absence", text, at, by, cause=cause, absence=row.pk)
    return row


def _locked(official: Official) -> Official:
    """Two entries for one official wait for each other."""
    return locked(Official.objects.select_related("government")).get(pk=official.pk)


def _current(absence: Absence, by: Official | None, at: datetime, *, himself: bool = False) -> Absence:
    """The absence under its official's lock, if it is not over and this person may change it."""
    official = _locked(absence.official)
    if not (himself and by == official):
        require_staff(by, official.government, at)
    row = Absence.objects.get(pk=absence.pk)
    row.official = official
    if row.cancelled_at:
        raise WrongState("这次外出的登记已经撤销")
    if (row.returned_at or row.ends_at) <= at:
        raise WrongState(f"{official.name}这次外出已经结束")
    return row


def _require_no_other(official: Official, starts_at: datetime, ends_at: datetime) -> None:
    others = Absence.objects.annotate(back=back_at()).filter(
        official=official, cancelled_at=None, starts_at__lt=ends_at, back__gt=starts_at
    )
    clash = others.first()
    if clash:
        until = moment(clash.returned_at or clash.ends_at)
        why = f"{official.name}已登记{moment(clash.starts_at)}至{until}外出，时间重叠"
        raise BadInput(Why(why, remedy="请修改时间，或者在原登记上改"), field="starts_at")


def _mark(row: Absence, at: datetime, *moments: datetime) -> None:
    government = row.official.government
    boundaries.mark(government, *moments, now=at, official=row.official, absence=row)
