"""What the pages show of a request, gathered in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Event

from documents.publicity.facts import GROUNDS, Standing, named, standing
from documents.publicity.gates import findings
from documents.publicity.models import Publicity
from documents.publicity.sorts import INVITING, LABELS, Labels
from documents.publicity.states import AGREED, WITH_HOST, State
from govrules.core.clock import date_of
from govrules.core.feeds import ical
from govrules.core.findings import Shown, summed_up
from govrules.core.matters.models import LIVE, Matter, Step
from govrules.core.matters.queries import visible_to
from govrules.core.matters.shown import expected, steps_of
from govrules.core.matters.way import Point, Start, way
from govrules.core.office.models import Official, Seat
from govrules.core.office.queries import seats_of
from govrules.core.wording import short_day
from govrules.rulebook.vocabulary import FACTS

BEGINS = Start(label="拟报", send="报批", states=WITH_HOST)
LONG, BACK, MOST = timedelta(hours=1), timedelta(days=92), 500


@dataclass
class Sheet:
    """Everything that the page of one request shows of it."""

    matter: Matter
    document: Publicity
    state: Standing
    leaders: list[Seat]
    steps: list[Step]
    way: list[Point]
    findings: list[Shown]

    @property
    def live(self) -> list[Step]:
        return [s for s in self.steps if s.state in LIVE]

    @property
    def labels(self) -> Labels:
        return LABELS[self.document.sort]

    @property
    def declared(self) -> list[str]:
        return named(self.document)

    @property
    def grounds(self) -> list[tuple[str, str]]:
        """Why something is to be in the press, ground by ground."""
        return [(FACTS[key].name, self.document.grounds[key]) for key in GROUNDS if self.document.grounds.get(key)]


def sheet(matter: Matter, at: datetime) -> Sheet:
    """The sheet of a request; the caller has checked that it may be seen."""
    one = Publicity.objects.select_related("person").prefetch_related("leaders").get(pk=matter.pk)
    one.matter = matter
    state, steps = standing(matter), steps_of(matter)
    line = way(matter, steps, end(one), expected(matter, steps, at), BEGINS)
    return Sheet(matter, one, state, list(one.leaders.all()), steps, line, summed_up(findings(one, state, at)))


def end(one: Publicity) -> list[Point]:
    """It is published, said or attended."""
    state = one.matter.state
    if state in (State.DECLINED, State.DROPPED):
        return []
    shown = {State.DONE: "done", State.APPROVED: "here"}.get(State(state), "ahead")
    return [Point(LABELS[one.sort].do, one.done_where, short_day(one.done_at) if one.done_at else "", shown)]


def engagements_of(official: Official, host: str, at: datetime) -> Iterator[Event]:
    """Where a leader is to be by an approved invitation, for his calendar program: three queries."""
    mine = visible_to(official).filter(kind="publicity", state__in=AGREED)
    seats = [seat.pk for seat in seats_of(official, date_of(at))]
    found = Publicity.objects.filter(matter__in=mine, sort__in=INVITING, leaders__in=seats, starts_at__gte=at - BACK)
    for one in found.select_related("matter").distinct().order_by("starts_at", "pk")[:MOST]:
        event = ical.event(f"publicity-{one.pk}@{host}", one.matter.title, one.starts_at, one.starts_at + LONG, at)
        event.add("sequence", one.matter.version)
        event.add("location", one.place)
        yield event
