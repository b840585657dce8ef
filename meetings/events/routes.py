"""The way of an event: the office, the leaders, as the facts have it; where the rules are silent the office picks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from govrules import rulebook
from govrules.core.clock import date_of
from govrules.core.errors import BadInput, Why
from govrules.core.matters import actions as steps
from govrules.core.matters.actions import StepSpec
from govrules.core.matters.models import StepState
from govrules.core.matters.routes import Course, lay_out
from govrules.core.office.models import Seat
from govrules.core.office.queries import book_of, office_of, seats_with_post
from meetings.events.facts import ROUTE, facts_of, signers
from meetings.events.models import Event

APPROVING = frozenset({"approve", "sign", "consent"})
SILENT = "规则未作规定，由办公室主任确定"
PICKED = "办公室按有关规定确定"
END = "carry_out_event"


def route_of(event: Event) -> rulebook.Route:
    """The rulebook's route by the facts of this event."""
    book, facts = book_of(event.matter.adoption), facts_of(event)
    try:
        return book.route(ROUTE, facts)
    except rulebook.RouteError:
        if facts.get("signer") or not signers(book):
            raise
        raise BadInput("请选择报请谁确定", field="signer") from None


def begin(event: Event, at: datetime) -> None:
    """Lay the whole way out as far as it is known and start it."""
    ahead = laid_out(event, (), at)
    if not ahead:
        director = next(iter(seats_with_post(event.matter.government, "office_director")), None)
        ahead = [StepSpec("review", "office_director", director, route=ROUTE, basis=SILENT)]
    steps.plan(event.matter, ahead)
    steps.advance(event.matter, at)


def laid_out(event: Event, picked: Sequence[Seat], at: datetime) -> list[StepSpec]:
    """The rulebook's steps for these facts with the seats that the office picked; none where the route is silent."""
    course = Course(event.matter.organ, date_of(at), picked=tuple(picked))
    return lay_out(route_of(event), facts_of(event), course)


def after_office(event: Event, picked: Sequence[Seat], at: datetime) -> None:
    """The office has looked at it: what follows is laid out anew with the leaders that it picked.

    The rules may name who looks at it and leave who approves to other rules; then the office must name him.
    """
    matter = event.matter
    own = office_of(matter.government).pk
    ruled = [spec for spec in laid_out(event, picked, at) if spec.seat is None or spec.seat.organ_id != own]
    there = {spec.seat.pk for spec in ruled if spec.seat}
    added = [StepSpec("approve", s.post, s, group=99, basis=PICKED) for s in picked if s.pk not in there]
    if not any(spec.act in APPROVING for spec in (*ruled, *added)):
        route = route_of(event)
        raise BadInput(Why("请选择由哪位领导批准", route.article, route.note), field="seats")
    matter.steps.filter(state=StepState.WAITING).delete()
    steps.plan(matter, [*ruled, *added])


def office_goes_on(event: Event) -> bool:
    """Whether somebody else in the office has still to look at it."""
    own = office_of(event.matter.government)
    return event.matter.steps.filter(state=StepState.WAITING, seat__organ=own).exists()


def leaders_picked(event: Event, keys: Sequence[int]) -> list[Seat]:
    """The leaders' seats that were picked, of this government only."""
    return list(Seat.objects.filter(pk__in=keys, government=event.matter.government_id, organ=None))


def ending(event: Event) -> str:
    return route_of(event).then or END
