"""Who is away on a day, who acts for each of his seats, who comes back and goes next, what nobody may decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import F, OuterRef, Subquery

from govrules.core.clock import date_of, start_of_day
from govrules.core.matters import queries as matters
from govrules.core.matters.models import Step, StepState
from govrules.core.office.models import Absence, Appointment, Government, Official, Seat
from govrules.core.office.outlook import Outlook, Standing, outlook
from govrules.core.office.queries import current
from govrules.core.office.snapshot import back_at
from leave.asking import wanted_of
from leave.board.viewer import Viewer
from leave.requests.models import LeaveRequest
from leave.requests.states import State

DAY = timedelta(days=1)
NEAR = timedelta(days=7)  # how far ahead the board tells who comes back and who goes


@dataclass(frozen=True)
class Acting:
    """Who acts for a seat, in everything or act by act; `since` where another did earlier the same day."""

    seat: Seat
    standing: list[Standing]
    since: datetime | None = None


@dataclass(frozen=True)
class Line:
    """One who is away on the day. `why`: whether the one who looks may see the reason and the place."""

    absence: Absence
    title: str
    why: bool
    state: str
    acting: list[Acting]
    matter: int | None = None
    contact: str = ""
    unasked: int | None = None  # the article that has him ask for leave, where he has not

    @property
    def official(self) -> Official:
        return self.absence.official


@dataclass(frozen=True)
class Vacancy:
    """A seat that nobody holds, though work comes to it."""

    seat: Seat
    standing: list[Standing]


@dataclass(frozen=True)
class Stuck:
    """A step that nobody may decide; without its title for those who may not read the matter."""

    step: Step
    seen: bool


@dataclass(frozen=True)
class Board:
    """A day."""

    day: date
    away: list[Line]
    back: list[Line]
    next: list[Line]
    vacant: list[Vacancy]
    held: list[Stuck] = field(default_factory=list)
    overdue: list[LeaveRequest] = field(default_factory=list)


def board(him: Viewer, day: date, at: datetime) -> Board:
    """The board of a day, as things stand at `at`: a fixed number of queries, however many are away."""
    begins = start_of_day(day)
    view = outlook(him.government, begins)
    lines = _lines(him, view, begins, at)
    ends = start_of_day(day + DAY)
    now = at if date_of(at) == day else begins
    return Board(
        day,
        [line for line in lines if line.absence.starts_at < ends],
        sorted((one for one in lines if _soon(one.absence.back, ends)), key=lambda one: one.absence.back),
        [line for line in lines if _soon(line.absence.starts_at, ends)],
        [Vacancy(seat, view.standing(seat, now)) for seat in _vacant(view)],
        held(him) if date_of(at) == day else [], overdue(him) if date_of(at) == day else [],
    )  # fmt: skip


def overdue(him: Viewer) -> list[LeaveRequest]:
    """Who has not reported back though his leave is over: wherever he is, nobody has said that he is here."""
    found = LeaveRequest.objects.filter(matter__government=him.government, matter__state=State.OVERDUE)
    return list(found.select_related("official", "seat", "matter").order_by("ends_at", "pk"))


def _soon(moment: datetime, after: datetime) -> bool:
    return after <= moment < after + NEAR


def _lines(him: Viewer, view: Outlook, begins: datetime, at: datetime) -> list[Line]:
    """Every absence that is not over when the day begins, the highest seats first."""
    leaves = {
        row.absence_id: row for row in LeaveRequest.objects.filter(absence__in=[a.pk for a in view.absences])
    }  # fmt: skip
    seen = set(matters.visible_to(him.official).filter(leave__in=leaves.values()).values_list("pk", flat=True))
    seats = highest(view)
    now = begins <= at < begins + DAY
    lines = []
    for absence in view.absences:
        leave, why = leaves.get(absence.pk), him.sees_why(absence.official_id)
        then = at if now and absence.starts_at <= at < absence.back else max(begins, absence.starts_at)
        lines.append(Line(
            absence, seats[absence.official_id].title if absence.official_id in seats else "", why,
            _state(absence, at), acting_for(view, absence.official_id, then, min(begins + DAY, absence.back)),
            leave.pk if leave and leave.pk in seen else None, leave.contact if leave and why else "",
            None if leave else wanted_of(view.book, view.seats_of(absence.official_id)),
        ))  # fmt: skip
    order = {seat.pk: n for n, seat in enumerate(_in_order(view.shot.seats.values()))}
    return sorted(lines, key=lambda one: order.get(getattr(seats.get(one.absence.official_id), "pk", None), len(order)))


def acting_for(view: Outlook, official: int, first: datetime, last: datetime) -> list[Acting]:
    """Who acts for each of his seats to which work comes, from one moment up to another."""
    return [one for seat in view.seats_of(official) for one in changes(view, seat, first, last)]


def changes(view: Outlook, seat: Seat, first: datetime, last: datetime) -> list[Acting]:
    """Who acts for a seat from one moment up to another, with each change: others come and go meanwhile."""
    comings = {m for a in view.absences for m in (a.starts_at, a.back)}
    givings = {m for e in view.entrustments for m in (e.starts_at, e.ends_at) if m}
    found = [Acting(seat, view.standing(seat, first))]
    for moment in sorted(m for m in comings | givings if first < m < last):
        standing = view.standing(seat, moment)
        if _said(standing) != _said(found[-1].standing):
            found.append(Acting(seat, standing, moment))
    return found


def _said(standing: Iterable[Standing]) -> list[tuple[str, str]]:
    return [(one.only, str(one.found)) for one in standing]


def highest(view: Outlook) -> dict[int, Seat]:
    """Official -> his highest seat."""
    found: dict[int, Seat] = {}
    for seat in _in_order(view.shot.seats.values()):
        holder = view.shot.roster.holders.get(seat.pk)
        if holder is not None:
            found.setdefault(holder, seat)
    return found


def _in_order(seats: Iterable[Seat]) -> list[Seat]:
    """The leaders, then organ by organ in the office's order."""
    return sorted(seats, key=lambda s: (s.organ is not None, s.organ.order if s.organ else 0, s.order, s.pk))


def _vacant(view: Outlook) -> list[Seat]:
    empty = (seat for seat in view.shot.seats.values() if seat.pk not in view.shot.roster.holders)
    return [seat for seat in _in_order(empty) if view.has_work(seat)]


def _state(absence: Absence, at: datetime) -> str:
    if absence.back <= at:
        return "已返回"
    return "外出中" if absence.starts_at <= at else "未离开"


def held(him: Viewer) -> list[Stuck]:
    """What nobody may decide now: all of it for the office and the leaders, else what he may read. Three queries."""
    steps = Step.objects.filter(state=StepState.HELD, matter__government=him.government)
    visible = matters.visible_to(him.official)
    shown = steps if him.sees_all else steps.filter(matter__in=visible)
    rows = list(shown.select_related("matter__organ", "seat", "custodian").order_by("started_at", "pk"))
    seen = set(visible.filter(pk__in={row.matter_id for row in rows}).values_list("pk", flat=True))
    return [Stuck(row, row.matter_id in seen) for row in rows]


# --- For the desk ---------------------------------------------------------------------------------------


def away_today(government: Government, at: datetime) -> list[Absence]:
    """Who is away today, with `title`, his highest seat's: one query."""
    begins = start_of_day(date_of(at))
    seats = Appointment.objects.filter(current(date_of(at)), official=OuterRef("official"))
    first = seats.order_by(F("seat__organ").asc(nulls_first=True), "seat__organ__order", "seat__order")
    rows = Absence.objects.annotate(
        back=back_at(), title=Subquery(first.values("seat__title")[:1]),
        of_leader=Subquery(first.values("seat__organ")[:1]), rank=Subquery(first.values("seat__order")[:1]),
    ).filter(
        official__government=government, cancelled_at=None, starts_at__lt=begins + DAY, back__gt=begins
    )  # fmt: skip
    order = (F("of_leader").asc(nulls_first=True), "rank", "starts_at", "pk")
    return list(rows.select_related("official").order_by(*order))
