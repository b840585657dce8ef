"""A year of an office's comings and goings, made up at random and lived through by the real acts, under each county's
rules: whatever the absences, pairs, vacancies and entrustments, each open step has one who may act, and rightly, or is
held with its custodian and what is missing; and once everybody is back everything is back with its holder.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from govrules.core import clock
from govrules.core.authority import DECIDING, Acting, Held, askers, for_step
from govrules.core.clock import date_of
from govrules.core.deadlines.sweep import sweep
from govrules.core.errors import BadInput, BrokenRule
from govrules.core.matters.models import LIVE, Step, StepHolder, StepState
from govrules.core.office import boundaries
from govrules.core.office.models import ABPair, Absence, Appointment, Entrustment
from govrules.core.office.queries import current
from leave.requests import actions, returning
from leave.requests.models import LeaveRequest
from leave.requests.states import OUT, State
from tests.core.cast import SINCE, in_county
from tests.core.office.hours import step_for
from tests.leave.requests.desk import DAY, HOUR, MONDAY, Desk
from tests.proves import proves

LEADERS = ["head", "executive", "schools_deputy", "land_deputy"]
TRAVELLERS = [*LEADERS, "director", "vice_director", "education_head", "education_deputy", "finance_head"]
WATCHED = [*LEADERS, "director", "education_head", "finance_head"]
EMPTIED = ["executive", "land_deputy", "director", "vice_director", "education_deputy"]
PRESIDES = {"education_head": "education_deputy", "finance_head": "finance_deputy", "director": "vice_director",
            "head": "executive", "schools_deputy": "land_deputy"}  # fmt: skip
days = st.integers(0, 350)


@dataclass(frozen=True)
class Trip:
    """Who goes from which day on for how long, whether he names who presides, and how late he reports back."""

    who: str
    day: int
    hours: int
    names: bool
    late: int
    decided: bool


@dataclass(frozen=True)
class Year:
    trips: list[Trip]
    pairs: dict[str, str]
    entrusted: list[tuple[str, str, int, int]]
    empty: frozenset[str]


trips = st.builds(
    Trip, st.sampled_from(TRAVELLERS), days, st.integers(3, 300), st.booleans(), st.integers(-100, 60), st.booleans()
)
years = st.builds(
    Year,
    st.lists(trips, min_size=4, max_size=9),
    st.dictionaries(st.sampled_from(LEADERS[1:]), st.sampled_from(LEADERS[1:]), max_size=3),
    st.lists(st.tuples(st.sampled_from(["head", "executive", "schools_deputy"]), st.sampled_from(LEADERS[1:]), days,
                       st.integers(5, 400)), max_size=3),
    st.frozensets(st.sampled_from(EMPTIED), max_size=2),
)  # fmt: skip


def set_up(desk: Desk, year: Year) -> list[datetime]:
    """The pairs, the empty seats and the delegations of the year, written as they would stand; their moments."""
    for key in year.empty:
        Appointment.objects.filter(seat=desk.seat(key)).delete()
    ABPair.objects.all().delete()
    ABPair.objects.bulk_create(
        ABPair(seat=desk.seat(a), counterpart=desk.seat(b), since=SINCE) for a, b in year.pairs.items() if a != b
    )
    moments = []
    for giver, taker, day, hours in year.entrusted:
        if giver == taker:
            continue
        start = MONDAY + day * DAY
        kind = "entrustment" if giver == "head" else "arrangement"
        row = Entrustment.objects.create(
            seat=desk.seat(giver), to_seat=desk.seat(taker), kind=kind, starts_at=start, ends_at=start + hours * HOUR,
            basis="签批件", recorded_at=MONDAY,
        )  # fmt: skip
        moments += [start, start + hours * HOUR]
        boundaries.mark(desk.cast.government, *moments[-2:], now=MONDAY, seat=row.seat, entrustment=row)
    return moments


def goes(desk: Desk, trip: Trip) -> LeaveRequest | None:
    """He asks, and everybody who may decides; None if the rules or his other trips do not let him."""
    start = clock.now() + 4 * DAY
    values: dict[str, Any] = {"starts_at": start, "ends_at": start + trip.hours * HOUR}
    if trip.names and trip.who in PRESIDES:
        values["takes_over"] = PRESIDES[trip.who]
    try:
        leave = desk.asked(trip.who, reasons={"pair_present": "都要参加"}, **values)
    except (BadInput, BrokenRule):
        return None
    check(desk)
    for _ in range(8 if trip.decided else 0):
        step = desk.live(leave).filter(state=StepState.PENDING).first()
        if step is None:
            break
        desk.say(step, **({"seats": [desk.seat("head").pk], "upward": True} if pick(step, trip) else {}))
        check(desk)
    return desk.again(leave)


def pick(step: Step, trip: Trip) -> bool:
    """Where the rules are silent the head is picked, of whose own leave the city."""
    return step.act == "review" and bool(step.basis) and trip.who != "head"


def check(desk: Desk) -> None:
    """Each open step: one who may act and rightly, or held with its custodian and what is missing."""
    at = clock.now()
    sweep(at)
    away = {a.official_id for a in Absence.objects.all() if a.starts_at <= at < (a.returned_at or a.ends_at)}
    for step in Step.objects.filter(state__in=LIVE).select_related("seat__government", "matter__adoption"):
        found, rows = for_step(step, at), StepHolder.objects.filter(step=step, until=None)
        if step.state == StepState.PENDING:
            assert isinstance(found, Acting)
            assert step.assignee_id == found.official.pk == rows.get().official_id
            assert step.assignee_id not in away, "somebody away would have to act"
            held = Appointment.objects.filter(current(date_of(at)), official=step.assignee_id)
            assert held.filter(seat=step.seat).exists() is (step.ground == "holder"), "no second hop"
            assert held.exists()
            assert step.act not in DECIDING or step.assignee_id not in requester_of(step), "his own request"
        else:
            assert isinstance(found, Held)
            assert step.missing == found.missing[:200] != ""
            assert not rows.exists()
            assert step.custodian_id not in away
            assert step.custodian_id == (found.custodian.pk if found.custodian else None)


def requester_of(step: Step) -> frozenset[int]:
    """Whose leave it is; documents have rules of their own on this."""
    return askers(step.matter) if step.matter.kind == "leave" else frozenset()


def comes_back(desk: Desk, leave: LeaveRequest) -> None:
    if desk.again(leave).matter.state in OUT and leave.starts_at <= clock.now():
        returning.report_back(leave.pk, leave.official)


def live_through(desk: Desk, year: Year, moments: list[datetime]) -> list[LeaveRequest]:
    """Trip by trip in the order of their days, the clock never going back."""
    gone: list[tuple[datetime, LeaveRequest]] = []
    for trip in sorted(year.trips, key=lambda t: t.day):
        step_to(desk, max(clock.now(), MONDAY + trip.day * DAY), moments, gone)
        leave = goes(desk, trip)
        if leave is None or leave.matter.state not in OUT:
            continue
        back = max(leave.ends_at + trip.late * HOUR, leave.starts_at + HOUR)
        moments += [leave.starts_at, leave.ends_at, back]
        gone.append((back, leave))
    step_to(desk, MONDAY + 400 * DAY, moments, gone)
    return [leave for _, leave in gone]


def step_to(desk: Desk, until: datetime, moments: list[datetime], gone: list[tuple[datetime, LeaveRequest]]) -> None:
    """Every moment on the way: who is due back reports, the sweep looks in, everything is looked at."""
    for at in sorted({m for m in moments if clock.now() < m <= until} | {until}):
        desk.clock.move_to(at)
        sweep(at)
        for back, leave in gone:
            if back == at:
                comes_back(desk, leave)
        check(desk)


COUNTIES = ["yanggao-2024", "yangcheng-2021", "toksun-2021", "yunyang-2025", "taobei-2020"]


@proves("YG-5-7", "YC-102-2", "YY-5-5", "TB-15-2")
@pytest.mark.parametrize("county", COUNTIES)
@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)
@given(year=years)
def test_a_year_of_comings_and_goings(desk: Desk, county: str, year: Year) -> None:
    with transaction.atomic():
        desk.clock.move_to(MONDAY)
        moments = set_up(desk, year)
        steps = [step_for(desk.cast, desk.seat(key), "countersign" if "_head" in key else "approve") for key in WATCHED]
        taken = live_through(desk, year, moments)
        event(f"{len(taken)} trips taken")
        assert {desk.again(leave).matter.state for leave in taken} <= {State.BACK}
        everything_is_back(desk, [step.pk for step in steps])
        transaction.set_rollback(True)


def everything_is_back(desk: Desk, keys: list[int]) -> None:
    """Nobody is away any more: each step of a filled seat is with its holder again, by his own right."""
    assert not Absence.objects.filter(returned_at=None, cancelled_at=None, ends_at__gt=clock.now()).exists()
    for step in Step.objects.filter(pk__in=keys).select_related("seat", "assignee"):
        holder = Appointment.objects.filter(current(date_of(clock.now())), seat=step.seat).first()
        if holder:
            assert (step.assignee, step.ground) == (holder.official, "holder")


@in_county("yanggao-2024")
def test_the_year_really_has_trips_and_stand_ins(desk: Desk) -> None:
    """So that the property cannot hold by nothing ever happening."""
    year = Year(
        [Trip("schools_deputy", 0, 40, False, 0, True), Trip("land_deputy", 3, 30, False, 5, True)],
        {"schools_deputy": "land_deputy", "land_deputy": "schools_deputy"}, [], frozenset(),
    )  # fmt: skip
    moments = set_up(desk, year)
    step = step_for(desk.cast, desk.seat("schools_deputy"))
    assert len(live_through(desk, year, moments)) == 2
    grounds = list(StepHolder.objects.filter(step=step).order_by("pk").values_list("ground", flat=True))
    assert "ab_pair" in grounds
    assert grounds[-1] == "holder"
    assert actions.STANDING > OUT
