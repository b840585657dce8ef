"""Who fills which seat, who is whose B role, who covers which organ: dated, from midnight of each day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet

from govrules.core import clock
from govrules.core.errors import BadInput, BrokenRule, Why
from govrules.core.office import boundaries
from govrules.core.office.guards import locked, note, require_sane_day, require_staff, require_together
from govrules.core.office.models import (
    ABPair,
    Appointment,
    Dated,
    Entrustment,
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


def appoint(seat: Seat, official: Official, since: date, *, by: Official | None = None) -> Appointment:
    """An official fills a seat from a day on (任职)."""
    at = clock.now()
    with transaction.atomic():
        seat = _begin(seat, since, at, by)
        require_together(seat.government, official)
        if not official.is_active:
            raise BadInput(f"{official.name}已不在职", field="official")
        clash = seat.appointments.filter(_not_over(since)).select_related("official").first()
        if clash:
            raise BadInput(f"{seat.title}由{clash.official.name}担任，请先登记免职再任命", field="official")
        row = Appointment.objects.create(seat=seat, official=official, since=since)
        boundaries.mark(seat.government, clock.start_of_day(since), now=at, official=official, seat=seat)
        note(
            seat.government,
            "appoint",
            f"登记{official.name}自{day(since)}起任{seat.title}",
            at,
            by,
            seat=seat.pk,
        )
    return row


def end_appointment(appointment: Appointment, until: date, *, by: Official | None = None) -> Appointment:
    """He fills the seat no longer from this day on (免职); what he gave or took by entrustment ends too."""
    at = clock.now()
    with transaction.atomic():
        seat, official = _begin(appointment.seat, until, at, by), appointment.official
        _end(appointment, until)
        ends = clock.start_of_day(until)
        _end_entrustments(seat, max(ends, at), at)
        boundaries.mark(seat.government, ends, now=at, official=official, seat=seat)
        text = f"登记{official.name}自{day(until)}起不再任{seat.title}"
        note(seat.government, "dismiss", text, at, by, seat=seat.pk)
    return appointment


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


# --- Steps that these acts share -----------------------------------------------------------------------


def _begin(seat: Seat, from_day: date, at: datetime, by: Official | None) -> Seat:
    """The seat locked, the clerk and the day checked."""
    seat = locked(Seat.objects.select_related("government")).get(pk=seat.pk)
    require_staff(by, seat.government, at)
    require_sane_day(from_day, at, "since")
    return seat


def _not_over(since: date) -> Q:
    return Q(until__isnull=True) | Q(until__gt=since)


def _end(row: Dated, until: date) -> None:
    row.refresh_from_db(fields=["since", "until"])
    if row.until is not None:
        raise BadInput(f"已登记自{day(row.until)}起终止，不能再改", field="until")
    if until <= row.since:
        raise BadInput(f"终止日期要晚于开始日期{day(row.since)}", field="until")
    row.until = until
    row.save(update_fields=["until"])


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


def _end_entrustments(seat: Seat, ends: datetime, at: datetime) -> None:
    """The head who entrusted, or the deputy who was, is another from now on: what he gave or took is over."""
    mine = Entrustment.objects.filter(Q(seat=seat) | Q(to_seat=seat), Q(ends_at=None) | Q(ends_at__gt=ends))
    for row in mine.filter(revoked_at=None):
        if row.starts_at < ends:
            row.ends_at = ends
        else:
            row.revoked_at = at
        row.save(update_fields=["ends_at", "revoked_at"])


def _pairing(seat: Seat, counterpart: Seat, since: date, at: datetime) -> StandIn:
    """The rulebook's ground for this pair, or a refusal that cites the article."""
    book = book_of(adoption_on(seat.government, max(since, clock.date_of(at))))
    grounds = [rule for rule in book.stand_in(seat.post, {}) if rule.ground in PAIRINGS]
    if not grounds:
        raise BrokenRule(Why(f"工作规则没有规定{seat.title}实行AB角", silent_article(book, seat.post)))
    for rule in grounds:
        if counterpart.post in rule.candidates:
            return _between_two(rule, seat, counterpart, since)
    allowed = titles(book, grounds[0])
    raise BrokenRule(
        Why(f"{seat.title}的B角只能是{allowed}", grounds[0].article, f"请从{allowed}中选定"),
    )


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
