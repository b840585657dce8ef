"""The way of a request: the office, the leaders, as the rules have it; where they are silent the office picks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from documents.publicity.facts import ROUTE, SORT, UPPER, standing
from documents.publicity.gates import applying
from documents.publicity.models import Publicity
from govrules.core.clock import date_of
from govrules.core.errors import BadInput, Why
from govrules.core.matters import actions as steps
from govrules.core.matters.actions import StepSpec
from govrules.core.matters.models import Step, StepState
from govrules.core.matters.routes import Course, lay_out
from govrules.core.office.models import Seat
from govrules.core.office.queries import book_of, office_of, seats_with_post
from govrules.rulebook import Route, RouteError

APPROVING = frozenset({"approve", "sign", "consent"})
SILENT = "由谁审定规则未作规定，由办公室主任确定"
PICKED = "办公室主任确定"
LAST = 99


def route_of(one: Publicity) -> Route | None:
    """What the rules say of the way of such requests; None where they say nothing."""
    try:
        found = book_of(one.matter.adoption).route(ROUTE, {SORT: one.sort})
    except RouteError:
        return None
    return None if found.silent else found


def laid_out(one: Publicity, picked: Sequence[Seat], at: datetime) -> list[StepSpec]:
    """The rulebook's steps with the seats that the office picked; none where the rules are silent."""
    route = route_of(one)
    course = Course(one.matter.organ, date_of(at), picked=tuple(picked))
    return lay_out(route, {SORT: one.sort}, course) if route else []


def begin(one: Publicity, at: datetime) -> None:
    """Lay the way out as far as it is known and start it."""
    ahead = laid_out(one, (), at)
    if not ahead:
        director = next(iter(seats_with_post(one.matter.government, "office_director")), None)
        ahead = [StepSpec("review", "office_director", director, route=ROUTE, basis=SILENT)]
    steps.plan(one.matter, ahead)
    steps.advance(one.matter, at)


def after_office(one: Publicity, picked: Sequence[Seat], at: datetime) -> None:
    """The office has looked at it: what follows is laid out anew with the leaders that it picked."""
    own = office_of(one.matter.government).pk
    ruled = [spec for spec in laid_out(one, picked, at) if spec.seat is None or spec.seat.organ_id != own]
    there = {spec.seat.pk for spec in ruled if spec.seat}
    added = [StepSpec("approve", s.post, s, group=LAST, basis=PICKED) for s in picked if s.pk not in there]
    if must_pick(one) and not any(spec.act in APPROVING for spec in (*ruled, *added)):
        route = route_of(one)
        raise BadInput(Why("请选择由哪位领导审定", route.article if route else None), field="seats")
    one.matter.steps.filter(state=StepState.WAITING).delete()
    steps.plan(one.matter, [*ruled, *added])


def must_pick(one: Publicity) -> bool:
    """Whether a leader has to be named: not where the rules end at the office, or have a government above approve."""
    route = route_of(one)
    if route:
        return any(step.optional and step.act in APPROVING for step in route.steps)
    return not any(gate.check == UPPER for gate in applying(one, standing(one.matter)))


def leaders_picked(one: Publicity, keys: Sequence[int]) -> list[Seat]:
    """The leaders' seats that were picked, of this government only."""
    return list(Seat.objects.filter(pk__in=keys, government=one.matter.government_id, organ=None))


def is_office_s(step: Step) -> bool:
    """A step in which the office looks at a request and sends it on."""
    own = office_of(step.matter.government).pk
    return step.act == "review" and step.seat is not None and step.seat.organ_id == own
