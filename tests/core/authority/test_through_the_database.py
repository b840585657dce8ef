"""The same property with real rows and boundaries: a week of comings and goings, each live step checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govrules.core.authority import Acting, acting_for, assign
from govrules.core.matters.models import LIVE, Step, StepHolder, StepState
from govrules.core.office import boundaries
from govrules.core.office.models import Absence, Appointment
from tests.core.authority.county import DAY, HOUR, MONDAY, County
from tests.core.authority.leadership import (
    DIRECTOR,
    EXECUTIVE,
    FARMING,
    FINANCE_HEAD,
    HEAD,
    POLICE,
    SCHOOLS,
    VICE_ONE,
    VICE_TWO,
    wei,
    zhao,
)

LEADERS = [HEAD, EXECUTIVE, FARMING, SCHOOLS, POLICE]
WATCHED = [*LEADERS, DIRECTOR, FINANCE_HEAD]
TRAVELLERS = list(range(zhao, wei + 1))
HOURS = st.integers(0, 80)


@dataclass(frozen=True)
class Week:
    """Trips (who, first hour, length), pairs, entrustments (to whom, from, length), empty seats."""

    trips: list[tuple[int, int, int]]
    pairs: dict[int, int]
    entrustments: list[tuple[int, int, int]]
    empty: frozenset[int]


weeks = st.builds(
    Week,
    st.lists(st.tuples(st.sampled_from(TRAVELLERS), HOURS, st.integers(1, 40)), min_size=2, max_size=7),
    st.dictionaries(st.sampled_from(LEADERS[1:]), st.sampled_from(LEADERS[1:]), max_size=4),
    st.lists(st.tuples(st.sampled_from(LEADERS[1:]), HOURS, st.integers(1, 40)), max_size=2),
    st.frozensets(st.sampled_from([EXECUTIVE, FARMING, VICE_ONE, VICE_TWO]), max_size=2),
)


def live_through(county: County, week: Week) -> list[datetime]:
    """Write the week down with its boundaries; returns every moment at which something changes."""
    for seat in week.empty:
        county.vacate(seat)
    county.pairs(*((a, b) for a, b in week.pairs.items() if a != b))
    moments = []
    for traveller, start, length in week.trips:
        since, until = MONDAY + start * HOUR, MONDAY + (start + length) * HOUR
        county.away(traveller, since=since, until=until)
        boundaries.mark(county.government, since, until, now=MONDAY - DAY, official=county.man[traveller])
        moments += [since, until]
    for to_seat, start, length in week.entrustments:
        row = county.entrusted(HEAD, to_seat, since=MONDAY + start * HOUR)
        row.ends_at = row.starts_at + length * HOUR
        row.save()
        boundaries.mark(county.government, row.starts_at, row.ends_at, now=MONDAY - DAY, seat=row.seat)
        moments += [row.starts_at, row.ends_at]
    return sorted(set(moments))


def check(county: County, at: datetime) -> None:
    """Each live step has one who may act, and rightly; or is held with its custodian and what is missing."""
    away = {
        a.official_id
        for a in Absence.objects.filter(official__government=county.government)
        if a.starts_at <= at < a.ends_at
    }
    for step in Step.objects.filter(state__in=LIVE).select_related("seat"):
        open_rows = StepHolder.objects.filter(step=step, until=None)
        found = acting_for(step.seat, at, act=step.act)
        if step.state == StepState.PENDING:
            assert isinstance(found, Acting)
            assert step.assignee_id == found.official.pk == open_rows.get().official_id
            assert step.assignee_id not in away
            assert Appointment.objects.filter(official=step.assignee_id).exists()
        else:
            assert not isinstance(found, Acting)
            assert step.missing == found.missing != ""
            assert step.assignee_id is None and not open_rows.exists()
            assert step.custodian_id not in away
            assert step.custodian_id == (found.custodian.pk if found.custodian else None)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(week=weeks)
def test_a_week_of_comings_and_goings(county, week):
    with transaction.atomic():
        moments = live_through(county, week)
        steps = [county.step(seat, "countersign" if seat == FINANCE_HEAD else "read") for seat in WATCHED]
        for step in steps:
            assign(step, MONDAY - DAY)
        for at in moments:
            boundaries.cross(at)
            check(county, at)
        for step in Step.objects.select_related("assignee", "seat"):
            holder = Appointment.objects.filter(seat=step.seat).first()
            if holder:
                assert (step.assignee, step.ground) == (holder.official, "holder"), "all are back, so all is back"
        assert boundaries.due(moments[-1]).count() == 0
        transaction.set_rollback(True)
