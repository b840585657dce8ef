"""Who is who today: leaders with what they cover, organs with their heads, who is away and who acts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from govrules.core.clock import date_of
from govrules.core.office.models import Absence, Government, Official, Organ, OrganKind, Portfolio, Seat
from govrules.core.office.outlook import Outlook, Standing, outlook
from govrules.core.office.queries import MAIN_HEAD, current
from govrules.core.office.roster import PAIRINGS


@dataclass(frozen=True)
class SeatLine:
    """A seat, who fills it, whether he is away, and who acts while he cannot."""

    seat: Seat
    holder: Official | None
    absence: Absence | None = None
    standing: list[Standing] = field(default_factory=list)
    b_role: Seat | None = None
    b_role_holder: Official | None = None
    wants_b_role: bool = False
    organs: list[Organ] = field(default_factory=list)


@dataclass(frozen=True)
class OrganLine:
    """An organ, the leader who covers it, its main head and its other heads."""

    organ: Organ
    leader: Seat | None
    head: SeatLine | None
    others: list[SeatLine]


@dataclass(frozen=True)
class Overview:
    """The whole page."""

    leaders: list[SeatLine]
    organs: list[OrganLine]


def overview(government: Government, at: datetime) -> Overview:
    """Everything in a dozen queries, however large the government."""
    view = outlook(government, at)
    covered = Portfolio.objects.filter(current(date_of(at)), seat__government=government)
    portfolios = list(covered.select_related("organ", "seat").order_by("organ__order", "organ"))
    leaders = [_line(view, seat, at, portfolios) for seat in view.shot.seats.values() if seat.organ_id is None]
    organs = Organ.objects.filter(government=government, is_active=True).exclude(kind=OrganKind.OUTSIDE)
    return Overview(leaders, [_organ(view, organ, at, portfolios) for organ in organs])


def _organ(view: Outlook, organ: Organ, at: datetime, portfolios: list[Portfolio]) -> OrganLine:
    seats = [seat for seat in view.shot.seats.values() if seat.organ_id == organ.pk]
    lines = [_line(view, seat, at, []) for seat in seats if not seat.post.endswith("_clerk")]
    leader = next((p.seat for p in portfolios if p.organ_id == organ.pk), None)
    head = next((line for line in lines if line.seat.post == MAIN_HEAD.get(organ.kind)), None)
    return OrganLine(organ, leader, head, [line for line in lines if line is not head])


def _line(view: Outlook, seat: Seat, at: datetime, portfolios: list[Portfolio]) -> SeatLine:
    roster, officials = view.shot.roster, view.shot.officials
    holder = officials.get(roster.holders.get(seat.pk, 0))
    absence = next((a for a in view.absences if holder and a.official_id == holder.pk and a.starts_at <= at), None)
    asked = (absence or holder is None) and view.has_work(seat)
    other = view.shot.seats.get(roster.pairs.get(seat.pk, 0))
    return SeatLine(
        seat, holder, absence,
        standing=view.standing(seat, at) if asked else [],
        b_role=other,
        b_role_holder=officials.get(roster.holders.get(other.pk, 0)) if other else None,
        wants_b_role=any(rule.ground in PAIRINGS for rule in view.book.stand_in(seat.post, {})),
        organs=[p.organ for p in portfolios if p.seat_id == seat.pk],
    )  # fmt: skip
