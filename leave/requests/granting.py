"""What a granted leave brings about, in the transaction that grants it: the absence from which who acts is derived, who
presides on record, who is told. And the same when it is prolonged, shortened or given up.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from govrules.core import acts
from govrules.core.clock import date_of
from govrules.core.errors import Refused
from govrules.core.journal.actions import Line, record
from govrules.core.matters import actions as steps
from govrules.core.notices.actions import tell
from govrules.core.office import absences
from govrules.core.office import actions as office
from govrules.core.office.models import Absence, Entrustment, EntrustmentKind, Official, Seat
from govrules.core.office.queries import adoption_on, book_of, holders, office_of, staff_of
from govrules.core.office.snapshot import back_at
from govrules.core.wording import moment
from govrules.rulebook.features import StandIn
from leave.requests.facts import feature
from leave.requests.models import LeaveKind, LeaveRequest
from leave.requests.states import MOVES

CAUSE = "按批准的请假"
ON_DUTY = frozenset(
    {LeaveKind.MEETING, LeaveKind.BUSINESS, LeaveKind.STUDY_VISIT, LeaveKind.TRAINING, LeaveKind.ABROAD}
)


def grant(leave: LeaveRequest, by: Official | None, at: datetime, words: str = "准假") -> None:
    """It is granted: 1 the move, 2 the absence, 3 who presides, 4 the line, 5 who is told."""
    matter = leave.matter
    was, now = acts.move(matter, "grant", MOVES, at)
    leave.granted_at, leave.next_at = at, leave.starts_at
    if leave.ends_at > at:
        leave.absence = write_absence(leave, at)
    leave.save()
    record(matter, Line("granted", at, f"{words}：{span(leave)}", actor=by, was=was, now=now))
    arrange(leave, at)
    tell(people(leave), event=f"leave-granted:{matter.pk}", subject=f"{words}：{matter.title}", matter=matter, at=at)
    announce(leave, f"外出：{leave.official.name}，{span(leave)}", at)


def span(leave: LeaveRequest) -> str:
    return f"{moment(leave.starts_at)}至{moment(leave.ends_at)}"


def people(leave: LeaveRequest) -> list[Official]:
    """He whose leave it is, and who entered it for him."""
    return [one for one in (leave.official, leave.entered_by) if one]


def the_office(leave: LeaveRequest, at: datetime) -> list[Official]:
    """The staff of the government's office."""
    return list(staff_of(office_of(leave.matter.government), date_of(at)))


# --- The absence ---------------------------------------------------------------------------------------


def write_absence(leave: LeaveRequest, at: datetime, starts_at: datetime | None = None) -> Absence:
    """He is away in the span; a trip that the office had entered in the meantime becomes the leave's own."""
    start = starts_at or leave.starts_at
    entered = Absence.objects.annotate(back=back_at()).filter(
        official=leave.official, cancelled_at=None, leave=None, starts_at__lt=leave.ends_at, back__gt=start
    )
    known = entered.order_by("starts_at").first()
    if known is None:
        trip = absences.Trip(start, leave.ends_at, reason_of(leave), leave.destination[:60])
        return absences.enter_absence(leave.official, trip, cause=CAUSE)
    if known.ends_at < leave.ends_at and known.returned_at is None:
        known = absences.extend_absence(known, leave.ends_at, cause=CAUSE)
    text = f"办公室已登记{leave.official.name}同期外出，并入本次请假"
    record(leave.matter, Line("absence_taken", at, text, data={"absence": known.pk}))
    return known


def reason_of(leave: LeaveRequest) -> str:
    """Why he is away, as every page of the office says it: of what is his own business no more than the kind."""
    kind = str(leave.get_kind_display())
    return f"{kind}：{leave.reason}"[:100] if leave.kind in ON_DUTY else kind


def end_absence(leave: LeaveRequest, at: datetime) -> None:
    """He is back, or does not go: the absence ends now if it has not ended yet; what was entrusted is over."""
    row = current(leave)
    if row and row.cancelled_at is None and (row.returned_at or row.ends_at) > at:
        (absences.return_early if row.starts_at <= at else absences.cancel_absence)(row, cause=CAUSE)
    disarrange(leave, at)


def current(leave: LeaveRequest) -> Absence | None:
    """The absence as it stands now: the office may have changed it on its own page."""
    return Absence.objects.select_related("official__government").filter(pk=leave.absence_id).first()


# --- Who presides --------------------------------------------------------------------------------------


def ground_of(seat: Seat, at: datetime) -> StandIn | None:
    """The recorded delegation by which the rules let another act while the holder of a seat is away, if any."""
    rules = book_of(adoption_on(seat.government, date_of(at))).stand_in(seat.post, {})
    return next((rule for rule in rules if rule.ground in EntrustmentKind.values and "absence" in rule.on), None)


def candidates(seat: Seat, at: datetime) -> tuple[list[Seat], bool]:
    """Who may be named to preside, and whether being named lets him act: by the rules' own ground; where they have
    none, or nobody of such a post is there, the others of the same organ, and of a leader nobody.
    """
    ground = ground_of(seat, at)
    others = Seat.objects.filter(government=seat.government_id, organ=seat.organ_id).exclude(pk=seat.pk)
    acting = list(others.filter(post__in=ground.candidates)) if ground else []
    if acting or seat.organ_id is None:
        return acting, bool(acting)
    return list(others), False


def arrange(leave: LeaveRequest, at: datetime) -> None:
    """Put who presides on record where the rules know of that; if it cannot be, say so and hold nothing up by it."""
    if leave.takes_over_seat is None or leave.absence is None:
        return
    ground = ground_of(leave.seat, at)
    if ground is None:
        return
    basis = f"批准的请假单写明由{leave.takes_over.name}主持工作"
    said = office.Delegating(ground.ground, max(leave.starts_at, at), leave.ends_at, basis)
    try:
        with transaction.atomic():
            row = office.entrust(leave.seat, leave.takes_over_seat, said, cause=CAUSE)
    except Refused as refused:
        return not_arranged(leave, refused, at)
    leave.entrustment = row
    leave.save(update_fields=["entrustment"])
    text = f"外出期间由{leave.takes_over_seat.title}{leave.takes_over.name}主持工作"
    record(leave.matter, Line("arrange", at, text, article=ground.article, data={"entrustment": row.pk}))
    steps.join(leave.matter, leave.takes_over, "stand_in", at)
    tell(
        [leave.takes_over], event=f"leave-stand-in:{row.pk}", matter=leave.matter, at=at, article=ground.article,
        subject=f"请您主持工作：{leave.seat.title}{leave.official.name}外出", body=f"{span(leave)}。{basis}。",
    )  # fmt: skip


def not_arranged(leave: LeaveRequest, refused: Refused, at: datetime) -> None:
    """Whoever was named cannot be put on record any more: the office has to settle it, and is told."""
    why = f"没有登记由{leave.takes_over.name}主持工作：{refused}"
    record(leave.matter, Line("not_arranged", at, why))
    told = [*people(leave), *the_office(leave, at)]
    tell(
        told, event=f"leave-not-arranged:{leave.pk}:{leave.matter.version}", matter=leave.matter, at=at, body=why,
        subject=f"请另行明确由谁主持工作：{leave.matter.title}"[:200],
    )  # fmt: skip


def disarrange(leave: LeaveRequest, at: datetime) -> None:
    """Nobody presides in his place any longer."""
    row = Entrustment.objects.filter(pk=leave.entrustment_id, revoked_at=None).first()
    if row and (row.ends_at is None or row.ends_at > at):
        office.revoke(row, cause=CAUSE)


# --- Who is told ---------------------------------------------------------------------------------------


def announce(leave: LeaveRequest, words: str, at: datetime) -> None:
    """Tell the other leaders where the rules say so; that each was told, and when he read it, his notice proves."""
    rule = feature(leave, "leave_told")
    if rule is None or "other_leaders" not in rule.params.who:
        return
    told = other_leaders(leave, at)
    if not told:
        return
    tell(
        told, event=f"leave-told:{leave.pk}:{leave.matter.version}", subject=words[:200], at=at, article=rule.article,
        body=f"{words}。{leave.get_kind_display()}，前往{leave.destination}，联系方式{leave.contact}。",
        matter=leave.matter,
    )  # fmt: skip
    for one in told:
        steps.join(leave.matter, one, "told", at)
    names = "、".join(one.name for one in told)
    record(leave.matter, Line("announce", at, f"办公室通报{names}：{words}", article=rule.article))


def other_leaders(leave: LeaveRequest, at: datetime) -> list[Official]:
    """Everybody in a leader's seat that day but himself, in the office's order."""
    seats = list(Seat.objects.filter(government=leave.matter.government, organ=None))
    filled = holders(seats, date_of(at))
    return without(leave.official, (filled[seat.pk] for seat in seats if seat.pk in filled))


def without(official: Official, others: Iterable[Official]) -> list[Official]:
    """Each once."""
    return list(dict.fromkeys(one for one in others if one != official))
