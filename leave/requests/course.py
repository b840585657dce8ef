"""The way of a leave request, and of what is asked beyond a granted one: the rulebook's steps, round by round.

Where the rules are silent nothing is made up: the office director picks who decides, and that choice is on record.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db.models import Max, QuerySet

from govrules import rulebook
from govrules.core.clock import date_of
from govrules.core.matters import actions as steps
from govrules.core.matters.actions import StepSpec
from govrules.core.matters.models import LIVE, Matter, Step, StepState
from govrules.core.matters.routes import Course, lay_out
from govrules.core.office.models import Organ, Seat
from govrules.core.office.queries import holders, office_of, seats_with_post
from leave.requests.facts import book, feature, way_facts
from leave.requests.models import FiledChange, LeaveFiling, LeaveRequest

PICK = "规则未作规定，由办公室主任确定由谁审批"
UP = "规则未作规定，办公室主任确定向上级请假、报备"
PICKERS = ("office_director", "office_deputy_director")
ASIDE = frozenset({"file", "read"})  # steps by which nobody decides
DECIDING = frozenset({"approve", "consent", "review"})
OPEN = (StepState.WAITING, *LIVE)


def route_of(leave: LeaveRequest) -> rulebook.Route:
    """The rulebook's route for this post and this trip."""
    return book(leave).route("leave", way_facts(leave))


def organ_of(leave: LeaveRequest) -> Organ:
    """Whose business it is: the organ of his seat; a leader's is the office's."""
    return leave.seat.organ or office_of(leave.matter.government)


def laid_out(leave: LeaveRequest, at: datetime) -> list[StepSpec]:
    """The steps that the rules have for it; where they are silent one: somebody picks who decides."""
    route = route_of(leave)
    if route.silent:
        return [picking(leave, route, at)]
    specs = lay_out(route, way_facts(leave), Course(organ_of(leave), date_of(at)))
    return [by_another(leave, spec, at) for spec in specs]


def by_another(leave: LeaveRequest, spec: StepSpec, at: datetime) -> StepSpec:
    """Where an article has the office check, read or file a leave, a deputy director does so for his own director's."""
    if spec.act not in ("review", "read", "file") or spec.post != PICKERS[0]:
        return spec
    seat = picker(leave, at)
    return replace(spec, seat=seat, post=seat.post) if seat else spec


def picking(leave: LeaveRequest, route: rulebook.Route, at: datetime) -> StepSpec:
    """The office director picks who decides."""
    seat = picker(leave, at)
    return StepSpec("review", seat.post if seat else PICKERS[0], seat, route=route.key, basis=PICK)


def picker(leave: LeaveRequest, at: datetime) -> Seat | None:
    """The office director's seat; on his own leave that of a deputy of his, as nobody decides on his own."""
    seats = [seat for post in PICKERS for seat in seats_with_post(leave.matter.government, post)]
    filled = holders(seats, date_of(at))
    return next((seat for seat in seats if filled.get(seat.pk) != leave.official), None)


def picked(leave: LeaveRequest, seats: Collection[Seat], upward: bool) -> list[StepSpec]:
    """What was picked: the leaders who approve, one after another as they stand in the list, and asking upward."""
    route = route_of(leave).key
    approve = [
        StepSpec("approve", seat.post, seat, group=number, route=route, basis=PICK)
        for number, seat in enumerate(seats, 1)
    ]
    if not upward:
        return approve
    office = next(iter(seats_with_post(leave.matter.government, PICKERS[0])), None)
    return [*approve, StepSpec("file", PICKERS[0], office, group=len(approve) + 1, route=route, basis=UP)]


# --- Going along it ------------------------------------------------------------------------------------


def begin(leave: LeaveRequest, specs: Collection[StepSpec], at: datetime, round_: int = 0) -> int:
    """Plan a round of steps behind all others and start its first group; returns its number."""
    matter = leave.matter
    number = round_ or (matter.steps.aggregate(last=Max("round"))["last"] or 0) + 1
    steps.plan(matter, specs, number)
    advance(matter, number, at)
    return number


def advance(matter: Matter, round_: int, at: datetime) -> bool:
    """Start the next waiting group of a round once nothing of it is live; whether anything of it is left.

    What is left of another round, a filing, holds it up no longer than it is held up by it.
    """
    mine = matter.steps.filter(round=round_).select_related("seat", "organ")
    if mine.filter(state__in=LIVE).exists():
        return True
    waiting = list(mine.filter(state=StepState.WAITING))
    for step in [s for s in waiting if s.group == waiting[0].group]:
        step.matter = matter
        steps.start(step, at)
    return bool(waiting)


def undecided(matter: Matter, round_: int) -> QuerySet[Step]:
    """Steps of a round that somebody has still to decide or to read."""
    return matter.steps.filter(round=round_, state__in=OPEN).exclude(act="file")


def only_told(matter: Matter, round_: int) -> bool:
    """Whether a round asks nobody: the rules have the leave reported and read, not granted."""
    acts = set(matter.steps.filter(round=round_).exclude(state=StepState.CANCELLED).values_list("act", flat=True))
    return "read" in acts and acts <= ASIDE


def only_filed(matter: Matter, round_: int) -> bool:
    """Whether a round is nothing but filing: a leave that is granted elsewhere, and asked for by the office."""
    done = matter.steps.filter(round=round_).exclude(state=StepState.CANCELLED)
    return not done.exclude(act="file").exclude(act="review", basis=PICK).exists()


def close_round(matter: Matter, round_: int, at: datetime) -> None:
    """What is left of a round falls away."""
    for step in matter.steps.filter(round=round_, state__in=OPEN):
        step.matter = matter
        steps.close(step, StepState.CANCELLED, at)


# --- With whom it is filed -----------------------------------------------------------------------------


def open_filings(leave: LeaveRequest, upward: bool = False) -> None:
    """With whom its rules have it filed, as rows that wait for their proof; what was filed already stays."""
    rule = feature(leave, "leave_filing")
    wanted = dict.fromkeys(rule.params.to, rule.article) if rule else {}
    if upward:
        wanted.setdefault("by_other_rules", None)
    leave.filings.filter(filed_at=None).exclude(to__in=wanted).delete()
    names = rule.params.names if rule else {}
    for to, article in wanted.items():
        LeaveFiling.objects.get_or_create(
            request=leave, to=to, defaults={"article": article, "whom": names.get(to, "")}
        )


def open_changes(leave: LeaveRequest) -> None:
    """With everybody who has the leave on record: that he wants to come back later, below the same entry."""
    for row in leave.filings.exclude(filed_at=None):
        span = {"was_until": leave.ends_at, "until": leave.wanted_until}
        FiledChange.objects.get_or_create(filing=row, round=leave.extending_round, defaults=span)


def drop_changes(leave: LeaveRequest) -> None:
    """It was not granted: what was not filed need not be."""
    FiledChange.objects.filter(filing__request=leave, round=leave.extending_round, filed_at=None).delete()


def drop_filings(leave: LeaveRequest) -> None:
    """It does not come to it: what was never filed need not be."""
    leave.filings.filter(filed_at=None).delete()
