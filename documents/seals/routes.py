"""Through whom it goes: the rules' route, on the seats of the organ that asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from documents.seals.gates import facts_of
from documents.seals.models import Sealing
from documents.seals.rules import ROUTES
from govrules.core.clock import date_of
from govrules.core.errors import BadInput
from govrules.core.matters.actions import StepSpec
from govrules.core.matters.routes import Course, lay_out, once_each
from govrules.core.office.models import Organ, OrganKind, Seat
from govrules.core.office.queries import MAIN_HEAD, book_of, office_of, seats_with_post
from govrules.rulebook import Route
from govrules.rulebook.schema import RouteStep

SECTION, HEAD, DEPUTY = "section_head", "department_head", "department_deputy"
DEPUTIES = {
    OrganKind.OFFICE: "office_deputy_director", OrganKind.TOWNSHIP: "township_deputy",
    OrganKind.INSTITUTION: "institution_deputy", OrganKind.SUBORDINATE: "institution_deputy",
}  # fmt: skip


def deputy_post(organ: Organ) -> str:
    return DEPUTIES.get(OrganKind(organ.kind), DEPUTY)


def lay_out_sealing(sealing: Sealing, at: datetime) -> list[StepSpec]:
    """The steps of the one route that fits; where the rules name nobody, the office director settles it."""
    matter, facts = sealing.matter, facts_of(sealing)
    route = book_of(matter.adoption).route(ROUTES[sealing.sort], facts)
    if route.silent:
        return [by_director(sealing, route)]
    if any(step.optional for step in route.steps) and sealing.leader is None:
        raise BadInput("请选择由哪位领导审批", field="leader")
    course = Course(matter.organ, date_of(at), picked=(sealing.leader,) if sealing.leader else ())
    specs = lay_out(suited(route, matter.organ), facts, course)  # type: ignore[arg-type]
    return once_each(named(spec, sealing) for spec in specs)


def suited(route: Route, organ: Organ) -> Route:
    """The same for an organ of another kind than a department: its own head and deputies."""
    own = {HEAD: MAIN_HEAD.get(OrganKind(organ.kind), HEAD), DEPUTY: deputy_post(organ)}
    return route.model_copy(update={"steps": tuple(of_organ(step, own) for step in route.steps)})


def of_organ(step: RouteStep, own: dict[str, str]) -> RouteStep:
    post = own.get(step.post) if step.whose == "matter_organ" else None
    return step.model_copy(update={"post": post}) if post else step


def named(spec: StepSpec, sealing: Sealing) -> StepSpec:
    """On the seat that was named for it: the section's head, and of several deputies the one in charge."""
    if spec.post == SECTION:
        if sealing.section is None:
            raise BadInput("请选择科室负责人", field="section")
        return replace(spec, seat=sealing.section)
    organ = sealing.matter.organ
    if sealing.leader and sealing.leader.organ_id == organ.pk and spec.post == deputy_post(organ):
        return replace(spec, seat=sealing.leader)
    return spec


def by_director(sealing: Sealing, route: Route) -> StepSpec:
    """Nobody is named: the office director, and no article stands for it."""
    office = office_of(sealing.matter.government)
    seat: Seat | None = next(iter(seats_with_post(office.government, "office_director", office)), None)
    return StepSpec("approve", "office_director", seat, basis=route.note[:200])
