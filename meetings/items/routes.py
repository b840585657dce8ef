"""The way of an item: who proposes it, who checks it, who determines whether it goes before the body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from govrules.core import authority
from govrules.core.clock import date_of
from govrules.core.errors import Refused
from govrules.core.matters import actions as steps
from govrules.core.matters.actions import StepSpec
from govrules.core.matters.models import LIVE, Matter, StepState
from govrules.core.matters.routes import Course, lay_out
from govrules.core.office.models import Official, Organ, Seat
from govrules.core.office.queries import MAIN_HEAD, book_of, portfolio_seat, seats_with_post
from govrules.rulebook import Route, RouteError
from govrules.rulebook.facts import Facts
from meetings.bodies import chairs
from meetings.items.models import AgendaItem

KIND, OPINE = "agenda_item", "opine"
SILENT = "规则未作规定，由办公室主任确定"
OWN_WISH = "提出议题的领导同意"


def route_of(item: AgendaItem, facts: Facts) -> Route:
    """The rulebook's route for these facts; `Refused` where it has none."""
    try:
        return book_of(item.matter.adoption).route(KIND, facts)
    except RouteError as error:
        raise Refused(f"规则没有给出这类议题的确定程序：{error.message}") from error


def laid_out(item: AgendaItem, facts: Facts, at: datetime) -> list[StepSpec]:
    """All steps of an item's way: first the leader in whose name it is proposed, unless the route has him anyway."""
    matter, route = item.matter, route_of(item, facts)
    if route.silent:
        found = office_picks(matter)
    else:
        course = Course(matter.organ, date_of(at), tuple(item.touched.all()), chair=chair_of(item, at))
        found = lay_out(route, dict(facts), course)
    if item.sponsor is None or item.sponsor_id in {s.seat.pk for s in found if s.seat}:
        return found
    return [proposer_s(item, item.sponsor, facts), *(replace(s, group=s.group + 1) for s in found)]


def proposer_s(item: AgendaItem, seat: Seat, facts: Facts) -> StepSpec:
    """The step by which a leader makes the proposal his own, under the article that names who may propose."""
    gates = [g for g in book_of(item.matter.adoption).gates_for("propose_item", facts) if g.check == "proposer"]
    article = gates[0].article if gates else None
    strength = (gates[0].strength or "") if gates else ""
    basis = "" if gates else OWN_WISH
    return StepSpec("consent", seat.post, seat, article=article, strength=strength, route=KIND, basis=basis)


def office_picks(matter: Matter) -> list[StepSpec]:
    """A silent route: the office director picks who determines the item; that choice is on record."""
    seat = next(iter(seats_with_post(matter.government, "office_director")), None)
    return [StepSpec("review", "office_director", seat, route=KIND, basis=SILENT)]


def picked(matter: Matter, seats: Sequence[int]) -> list[StepSpec]:
    """The steps of those whom the office director picked, one after another; leaders of this government only."""
    found = Seat.objects.filter(pk__in=seats, government=matter.government, organ=None)
    return [StepSpec("approve", s.post, s, group=n, route=KIND, basis=SILENT) for n, s in enumerate(found, 1)]


def chair_of(item: AgendaItem, at: datetime) -> Seat | None:
    """Under whose chair it would come up: of the meeting that it is meant for, else its sponsor or the organ's leader
    where the rulebook lets him chair that body, else whom the rulebook names first."""
    if item.meeting and item.meeting.chair:
        return item.meeting.chair
    body = book_of(item.matter.adoption).body(item.body)
    able = [seat for seat, _ in chairs(item.matter.government, body)]
    for wanted in (item.sponsor, portfolio_seat(item.matter.organ, date_of(at))):
        if wanted in able:
            return wanted
    return able[0] if able else None


def own_steps(specs: Sequence[StepSpec], item: AgendaItem, by: Official, at: datetime) -> list[StepSpec]:
    """The steps that proposing it settles: those of the leader who proposes the item himself."""
    if item.sponsor is None or not acts_for(item.sponsor, by, at):
        return []
    return [s for s in specs if s.seat and s.seat.pk == item.sponsor_id]


def acts_for(seat: Seat, official: Official, at: datetime) -> bool:
    """Whether an official acts for a seat now, as its holder or in his place."""
    found = authority.acting_for(seat, at)
    return isinstance(found, authority.Acting) and found.official.pk == official.pk


def advance(matter: Matter, at: datetime) -> bool:
    """Start the next steps of the way once none of it is live; False when it is finished. Leaders who were asked for
    their opinion before the meeting hold nothing up."""
    way = matter.steps.exclude(act=OPINE)
    if way.filter(state__in=LIVE).exists():
        return True
    waiting = list(way.filter(state=StepState.WAITING).select_related("seat", "organ"))
    for step in [s for s in waiting if s.group == waiting[0].group]:
        step.matter = matter
        steps.start(step, at)
    return bool(waiting)


def proposer_of(organ: Organ, sponsor: Seat | None) -> str:
    """The post that proposes: the leader's, else of the organ's main head."""
    return sponsor.post if sponsor else MAIN_HEAD.get(organ.kind, "")
