"""Who fills which seat, who is whose B role, who covers which organ: dated, from midnight of each day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from govrules.core import clock
from govrules.core.errors import BadInput, BrokenRule, Why
from govrules.core.office import boundaries
from govrules.core.office.guards import (
    locked,
    note,
    note_all,
    require_sane_day,
    require_staff,
    require_together,
    told,
)
from govrules.core.office.models import (
    ABPair,
    Appointment,
    Boundary,
    Dated,
    Entrustment,
    Government,
    Official,
    Organ,
    Portfolio,
    Seat,
)
from govrules.core.office.queries import adoption_on, book_of, holder
from govrules.core.office.roster import PAIRINGS, silent_article
from govrules.core.wording import day
from govrules.rulebook import Rulebook
from govrules.rulebook.features import StandIn

Row = TypeVar("Row", bound=Dated)


class Spanned(Protocol):
    """Whatever holds from one day to another."""

    since: date
    until: date | None


@dataclass(frozen=True)
class Filling:
    """Who is to fill which seat from a day on; to a day, when that is known beforehand."""

    seat: Seat
    official: Official
    since: date
    until: date | None = None


@dataclass(frozen=True)
class Covering:
    """Which leader's seat is to cover which organ from a day on."""

    organ: Organ
    seat: Seat
    since: date
    until: date | None = None


def appoint(seat: Seat, official: Official, since: date, *, by: Official | None = None) -> Appointment:
    """An official fills a seat from a day on (任职)."""
    return appoint_all([Filling(seat, official, since)], by=by)[0]


def appoint_all(rows: Sequence[Filling], *, by: Official | None = None) -> list[Appointment]:
    """Officials fill seats of one government, all or none, in as many queries as for one."""
    at = clock.now()
    with transaction.atomic():
        government = _begin_all([row.seat for row in rows], by, at)
        for row in rows:
            _require_span(row.since, row.until, at)
            require_together(government, row.official)
            if not row.official.is_active:
                raise BadInput(f"{row.official.name}已不在职", field="official")
        _require_vacant(rows)
        made = [Appointment(seat=r.seat, official=r.official, since=r.since, until=r.until) for r in rows]
        bulk_create_with_history(made, Appointment)
        _mark(government, made, at, lambda row: {"official": row.official, "seat": row.seat})
        note_all(government, [
            told("appoint", f"登记{r.official.name}自{day(r.since)}起任{r.seat.title}{_to(r.until)}", at, by,
                 seat=r.seat.pk)
            for r in rows
        ])  # fmt: skip
    return made


def end_appointment(appointment: Appointment, until: date, *, by: Official | None = None) -> Appointment:
    """He fills the seat no longer from this day on (免职); what he gave or took by entrustment ends too."""
    end_appointments([(appointment, until)], by=by)
    return appointment


def end_appointments(rows: Sequence[tuple[Appointment, date]], *, by: Official | None = None) -> None:
    """Officials of one government fill their seats no longer, all or none, in as many queries as for one."""
    at = clock.now()
    with transaction.atomic():
        government = _begin_all([row.seat for row, _ in rows], by, at)
        _end_all(rows, Appointment, at)
        _end_entrustments({row.seat_id: clock.start_of_day(until) for row, until in rows}, at)
        marks = [
            Boundary(government=government, at=clock.start_of_day(until), official=row.official, seat=row.seat)
            for row, until in rows
        ]
        boundaries.mark_all(government, marks, at)
        note_all(government, [
            told("dismiss", f"登记{r.official.name}自{day(until)}起不再任{r.seat.title}", at, by, seat=r.seat_id)
            for r, until in rows
        ])  # fmt: skip


def pair(seat: Seat, counterpart: Seat, since: date, *, by: Official | None = None) -> ABPair:
    """The B role of a seat from a day on, where the rulebook has AB roles for its post."""
    at = clock.now()
    with transaction.atomic():
        seat = _begin(seat, since, at, by)
        require_together(seat.government, counterpart)
        ground = _pairing(seat, counterpart, since, at)
        if ground.ground == "mutual_pair":
            _require_free(seat, counterpart, since)
        row = _replace(seat.b_roles.all(), since, lambda: ABPair(seat=seat, since=since), counterpart=counterpart)
        boundaries.mark(seat.government, clock.start_of_day(since), now=at, seat=seat)
        text = f"登记{seat.title}的B角自{day(since)}起为{counterpart.title}"
        note(seat.government, "pair", text, at, by, ground.article, seat=seat.pk, counterpart=counterpart.pk)
    return row


def end_pair(row: ABPair, until: date, *, by: Official | None = None) -> ABPair:
    """The seat has no B role from this day on."""
    at = clock.now()
    with transaction.atomic():
        seat = _begin(row.seat, until, at, by)
        _end(row, until)
        boundaries.mark(seat.government, clock.start_of_day(until), now=at, seat=seat)
        note(seat.government, "unpair", f"登记{seat.title}自{day(until)}起不再设B角", at, by, seat=seat.pk)
    return row


def cover(seat: Seat, organ: Organ, since: date, *, by: Official | None = None) -> Portfolio:
    """A leader's seat covers an organ from a day on (分管); whoever covered it before no longer does."""
    at = clock.now()
    with transaction.atomic():
        seat = _begin(seat, since, at, by)
        require_together(seat.government, organ)
        if seat.organ_id:
            raise BadInput("分管只登记在政府领导的岗位上", field="seat")
        locked(Organ.objects.all()).get(pk=organ.pk)
        row = _replace(organ.leaders.all(), since, lambda: Portfolio(organ=organ, since=since), seat=seat)
        boundaries.mark(seat.government, clock.start_of_day(since), now=at, seat=seat)
        text = f"登记{organ.short_name}自{day(since)}起由{seat.title}分管"
        note(seat.government, "cover", text, at, by, seat=seat.pk, organ=organ.pk)
    return row


def cover_all(rows: Sequence[Covering], *, by: Official | None = None) -> list[Portfolio]:
    """Leaders' seats cover organs that nobody covers then, all or none, in as many queries as for one."""
    at = clock.now()
    with transaction.atomic():
        government = _begin_all([row.seat for row in rows], by, at)
        require_together(government, *[row.organ for row in rows])
        for row in rows:
            _require_span(row.since, row.until, at)
            if row.seat.organ_id:
                raise BadInput("分管只登记在政府领导的岗位上", field="seat")
        list(locked(Organ.objects.filter(pk__in={row.organ.pk for row in rows})).order_by("pk"))
        _require_uncovered(rows)
        made = [Portfolio(organ=r.organ, seat=r.seat, since=r.since, until=r.until) for r in rows]
        bulk_create_with_history(made, Portfolio)
        _mark(government, made, at, lambda row: {"seat": row.seat})
        note_all(government, [
            told("cover", f"登记{r.organ.short_name}自{day(r.since)}起由{r.seat.title}分管{_to(r.until)}", at, by,
                 seat=r.seat.pk, organ=r.organ.pk)
            for r in rows
        ])  # fmt: skip
    return made


def end_covers(rows: Sequence[tuple[Portfolio, date]], *, by: Official | None = None) -> None:
    """Leaders' seats cover their organs no longer from these days on."""
    at = clock.now()
    with transaction.atomic():
        government = _begin_all([row.seat for row, _ in rows], by, at)
        _end_all(rows, Portfolio, at)
        marks = [Boundary(government=government, at=clock.start_of_day(until), seat=r.seat) for r, until in rows]
        boundaries.mark_all(government, marks, at)
        note_all(government, [
            told("uncover", f"登记{r.organ.short_name}自{day(until)}起不再由{r.seat.title}分管", at, by,
                 seat=r.seat_id, organ=r.organ_id)
            for r, until in rows
        ])  # fmt: skip


# --- Steps that these acts share -----------------------------------------------------------------------


def _begin(seat: Seat, from_day: date, at: datetime, by: Official | None) -> Seat:
    """The seat locked, the clerk and the day checked."""
    seat = locked(Seat.objects.select_related("government")).get(pk=seat.pk)
    require_staff(by, seat.government, at)
    require_sane_day(from_day, at, "since")
    return seat


def _begin_all(seats: Iterable[Seat], by: Official | None, at: datetime) -> Government:
    """The seats locked, all of one government; the clerk checked."""
    keys = {seat.pk for seat in seats}
    rows = list(locked(Seat.objects.filter(pk__in=keys).select_related("government")).order_by("pk"))
    government = rows[0].government
    require_together(government, *rows)
    require_staff(by, government, at)
    return government


def _require_span(since: date, until: date | None, at: datetime) -> None:
    require_sane_day(since, at, "since")
    if until is not None:
        require_sane_day(until, at, "until")
        if until <= since:
            raise BadInput(f"终止日期要晚于开始日期{day(since)}", field="until")


def _to(until: date | None) -> str:
    return f"，至{day(until)}止" if until else ""


def _mark(government: Government, rows: Sequence[Row], at: datetime, concerned: Callable[[Row], Mapping]) -> None:
    """The days on which these rows begin and, where that is known, end."""
    marks = [
        Boundary(government=government, at=clock.start_of_day(on), **concerned(row))
        for row in rows
        for on in (row.since, row.until)
        if on is not None
    ]
    boundaries.mark_all(government, marks, at)


def _require_vacant(rows: Sequence[Filling]) -> None:
    """Nobody else fills the seat at any time of the new span, by what is kept or by another of these rows."""
    kept = Appointment.objects.filter(seat__in={row.seat.pk for row in rows}).select_related("official")
    taken: dict[int, list[Appointment | Filling]] = {}
    for one in kept:
        taken.setdefault(one.seat_id, []).append(one)
    for row in rows:
        beside = taken.setdefault(row.seat.pk, [])
        clash = next((other for other in beside if overlap(other, row)), None)
        if clash:
            raise BadInput(f"{row.seat.title}由{clash.official.name}担任，请先登记免职再任命", field="official")
        beside.append(row)


def _require_uncovered(rows: Sequence[Covering]) -> None:
    kept = Portfolio.objects.filter(organ__in={row.organ.pk for row in rows}).select_related("seat")
    taken: dict[int, list[Portfolio | Covering]] = {}
    for one in kept:
        taken.setdefault(one.organ_id, []).append(one)
    for row in rows:
        beside = taken.setdefault(row.organ.pk, [])
        clash = next((other for other in beside if overlap(other, row)), None)
        if clash:
            raise BadInput(f"{row.organ.short_name}由{clash.seat.title}分管，请先登记终止", field="seat")
        beside.append(row)


def overlap(one: Spanned, other: Spanned) -> bool:
    """Whether two spans, each without its last day, have a day in common."""
    return (one.until is None or one.until > other.since) and (other.until is None or other.until > one.since)


def _not_over(since: date) -> Q:
    return Q(until__isnull=True) | Q(until__gt=since)


def _end(row: Dated, until: date) -> None:
    row.refresh_from_db(fields=["since", "until"])
    _require_endable(row, until)
    row.until = until
    row.save(update_fields=["until"])


def _end_all(rows: Sequence[tuple[Row, date]], model: type[Row], at: datetime) -> None:
    """The rows as they are under the lock, each ended on its day."""
    kept = {row.pk: row for row in model.objects.filter(pk__in=[row.pk for row, _ in rows])}
    for row, until in rows:
        require_sane_day(until, at, "since")
        row.since, row.until = kept[row.pk].since, kept[row.pk].until
        _require_endable(row, until)
        row.until = until
    bulk_update_with_history([row for row, _ in rows], model, ["until"])


def _require_endable(row: Dated, until: date) -> None:
    if row.until is not None:
        raise BadInput(f"已登记自{day(row.until)}起终止，不能再改", field="until")
    if until <= row.since:
        raise BadInput(f"终止日期要晚于开始日期{day(row.since)}", field="until")


def _replace(rows: QuerySet[Row], since: date, fresh: Callable[[], Row], **said: Seat) -> Row:
    """End the row that holds and write what holds from `since` on; one begun that day is put right."""
    last = rows.order_by("-since").first()
    if last and last.since > since:
        raise BadInput(f"已登记了自{day(last.since)}起的安排，新安排不能早于它", field="since")
    if last and last.since < since and last.until is None:
        last.until = since
        last.save(update_fields=["until"])
    elif last and last.until is not None and last.until > since:
        raise BadInput(f"原安排到{day(last.until)}才终止，新安排不能早于它", field="since")
    row = last if last and last.since == since else fresh()
    for name, value in said.items():
        setattr(row, name, value)
    row.save()
    return row


def _end_entrustments(seats: Mapping[int, datetime], at: datetime) -> None:
    """The head who entrusted, or the deputy who was, is another from then on: what he gave or took is over."""
    mine = Entrustment.objects.filter(Q(seat__in=seats) | Q(to_seat__in=seats), revoked_at=None)
    for row in mine.filter(Q(ends_at=None) | Q(ends_at__gt=min(seats.values(), default=at))):
        ends = max(at, min(seats[key] for key in (row.seat_id, row.to_seat_id) if key in seats))
        if row.ends_at is not None and row.ends_at <= ends:
            continue
        if row.starts_at < ends:
            row.ends_at = ends
        else:
            row.revoked_at = at
        row.save(update_fields=["ends_at", "revoked_at"])


def _pairing(seat: Seat, counterpart: Seat, since: date, at: datetime) -> StandIn:
    """The rulebook's ground for this pair, or a refusal that cites the article."""
    book = book_of(adoption_on(seat.government, max(since, clock.date_of(at))))
    return _between_two(pairing_ground(book, seat, counterpart), seat, counterpart, since)


def pairing_ground(book: Rulebook, seat: Seat, counterpart: Seat) -> StandIn:
    """The ground on which a rulebook lets one seat be the other's B role; looks at nothing but their posts."""
    grounds = [rule for rule in book.stand_in(seat.post, {}) if rule.ground in PAIRINGS]
    if not grounds:
        raise BrokenRule(Why(f"工作规则没有规定{seat.title}实行AB角", silent_article(book, seat.post)))
    found = next((rule for rule in grounds if counterpart.post in rule.candidates), None)
    if found is None:
        allowed = titles(book, grounds[0])
        why = f"{seat.title}的B角只能是{allowed}"
        raise BrokenRule(Why(why, grounds[0].article, f"请从{allowed}中选定"))
    return found


def _between_two(rule: StandIn, seat: Seat, counterpart: Seat, since: date) -> StandIn:
    if seat.pk == counterpart.pk:
        raise BadInput("A角和B角不能是同一个岗位", field="counterpart")
    official = holder(seat, since)
    if official and holder(counterpart, since) == official:
        raise BadInput(f"两个岗位都由{official.name}担任，不能互为AB角", field="counterpart")
    return rule


def _require_free(seat: Seat, counterpart: Seat, since: date) -> None:
    """Where pairs act for each other, nobody is in two pairs."""
    both = Q(seat__in=[seat, counterpart]) | Q(counterpart__in=[seat, counterpart])
    others = ABPair.objects.filter(both, _not_over(since)).exclude(seat=seat)
    clash = others.select_related("seat", "counterpart").first()
    if clash:
        raise BadInput(f"{clash.seat.title}已与{clash.counterpart.title}互为AB角", field="counterpart")


def titles(book: Rulebook, rule: StandIn) -> str:
    """The posts that a ground allows, in words."""
    return "、".join(book.post(post).title for post in rule.candidates)
