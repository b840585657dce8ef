"""A week or a month of people, one row each: who is away, who acts, which seat nobody fills, who keeps duty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from govrules.core.authority import Acting as Stands
from govrules.core.calendar import queries as calendars
from govrules.core.clock import date_of, start_of_day
from govrules.core.office.models import Absence, Organ, OrganKind, Seat
from govrules.core.office.outlook import MAIN_HEADS, Outlook, outlook
from govrules.core.workdays import Calendar
from leave.board.queries import Acting, changes
from leave.board.viewer import Viewer
from leave.duty.models import DutyShift
from leave.duty.planning import days_of
from leave.duty.queries import Kind, kind_of

DAY = timedelta(days=1)
WEEK = 7
LEADERS, HEADS = "leaders", "heads"


@dataclass(frozen=True)
class Head:
    """A column."""

    day: date
    kind: Kind
    today: bool


@dataclass(frozen=True)
class Cell:
    """A person's day. `state`: "", away, part (of the day), vacant; `held`: nobody acts for him."""

    kind: str
    state: str = ""
    by: str = ""
    held: str = ""
    duty: bool = False

    @property
    def words(self) -> str:
        """What a screen reader says, and what stands over the cell."""
        said = {"away": "外出", "part": "部分时间外出", "vacant": "空缺"}.get(self.state, "")
        acts = (f"，{self.by}代" if self.by else "") + (f"，{'部分时间' if self.by else ''}待明确" if self.held else "")
        return "；".join(filter(None, [said + acts, "值班" if self.duty else ""]))

    @property
    def short(self) -> str:
        return {"away": "外", "part": "半", "vacant": "缺"}.get(self.state, "") + ("值" if self.duty else "")

    @property
    def classes(self) -> str:
        state = f" spread-{self.state}" if self.state else ""
        return f"spread-{self.kind}{state}{' spread-held' if self.held else ''}{' spread-duty' if self.duty else ''}"


@dataclass(frozen=True)
class Row:
    """A seat and who fills it, day by day."""

    seat: Seat
    name: str
    cells: list[Cell]


@dataclass(frozen=True)
class Spread:
    heads: list[Head]
    rows: list[Row]


def days_shown(view: str, on: date) -> list[date]:
    """The week (from Monday) or the month in which a day lies."""
    if view == "month":
        return days_of(on)
    monday = on - on.weekday() * DAY
    return [monday + n * DAY for n in range(WEEK)]


def spread(him: Viewer, days: Sequence[date], which: str, at: datetime) -> Spread:
    """The rows of the leaders, of all main heads, or of one organ (its key): a fixed number of queries.

    People and AB pairs as they are today, or when the time shown begins if that is later.
    """
    begins, calendar = start_of_day(days[0]), calendars.current()
    view = outlook(him.government, begins)
    seats = [seat for seat in view.shot.seats.values() if _wanted(seat, which)]
    seats.sort(key=lambda seat: (seat.organ.order if seat.organ else -1, seat.order, seat.pk))
    trips: dict[int, list[Absence]] = defaultdict(list)
    for absence in view.absences:
        trips[absence.official_id].append(absence)
    duty = _duty(him, days)
    heads = [Head(day, kind_of(calendar, day), day == date_of(at)) for day in days]
    return Spread(heads, [_row(view, seat, days, trips, duty, calendar) for seat in seats])


def _wanted(seat: Seat, which: str) -> bool:
    if which == LEADERS:
        return seat.organ_id is None
    if which == HEADS:
        return seat.post in MAIN_HEADS
    return str(seat.organ_id) == which


def _duty(him: Viewer, days: Sequence[date]) -> set[tuple[int, date]]:
    """Who has a shift on which of these days: one query."""
    shifts = DutyShift.objects.filter(
        Q(roster__published_at__isnull=False), roster__organ__government=him.government, day__range=(days[0], days[-1])
    )
    pairs = shifts.values_list("leader", "officer", "day")
    return {(person, day) for leader, officer, day in pairs for person in (leader, officer) if person}


def _row(
    view: Outlook, seat: Seat, days: Sequence[date], trips: Mapping[int, list[Absence]],
    duty: set[tuple[int, date]], calendar: Calendar,
) -> Row:  # fmt: skip
    holder = view.shot.roster.holders.get(seat.pk)
    cells = []
    for day in days:
        kind = kind_of(calendar, day).key
        if holder is None:
            cells.append(_vacant(view, seat, day, kind))
        else:
            cells.append(_cell(view, seat, day, kind, trips.get(holder, ()), (holder, day) in duty))
    return Row(seat, view.shot.officials[holder].name if holder else "", cells)


def _vacant(view: Outlook, seat: Seat, day: date, kind: str) -> Cell:
    if not view.has_work(seat):
        return Cell(kind, "vacant")
    by, held = _who(changes(view, seat, start_of_day(day), start_of_day(day + DAY)))
    return Cell(kind, "vacant", by, held)


def _cell(view: Outlook, seat: Seat, day: date, kind: str, trips: Sequence[Absence], duty: bool) -> Cell:
    begins, ends = start_of_day(day), start_of_day(day + DAY)
    trip = next((one for one in trips if one.starts_at < ends and one.back > begins), None)
    if trip is None:
        return Cell(kind, duty=duty)
    state = "away" if trip.starts_at <= begins and trip.back >= ends else "part"
    if not view.has_work(seat):
        return Cell(kind, state, duty=duty)
    by, held = _who(changes(view, seat, max(begins, trip.starts_at), min(ends, trip.back)))
    return Cell(kind, state, by, held, duty)


def _who(acting: Sequence[Acting]) -> tuple[str, str]:
    """The names of those who act during the day, and what is missing for some of it, if anything is."""
    found = [[standing.found for standing in one.standing] for one in acting]
    names = [one.official.name for part in found for one in part if isinstance(one, Stands)]
    missing = [one.missing for part in found if not any(isinstance(o, Stands) for o in part) for one in part]
    return "、".join(dict.fromkeys(names)), "；".join(dict.fromkeys(missing))


def organs(him: Viewer) -> list[Organ]:
    """The organs to choose from."""
    rows = Organ.objects.filter(government=him.government, is_active=True)
    return list(rows.exclude(kind=OrganKind.OUTSIDE))
