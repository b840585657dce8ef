"""The way of a department's document: who issues it with them, their own main head, whoever the rules put after him."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from documents.departmental.facts import Standing
from documents.departmental.models import DepartmentDocument
from govrules.core.matters.actions import StepSpec
from govrules.core.matters.routes import Course, lay_out
from govrules.core.office.models import Organ
from govrules.core.office.queries import book_of, main_head_seat
from govrules.rulebook import Route, RouteError, Rulebook

JOINT, OWN, BEYOND = 1, 2, 2
CONSENTS = "联合发文单位主要负责人同意"
SIGNS = "由本单位主要负责人签发"


def lay_out_own(document: DepartmentDocument, state: Standing, at: datetime) -> list[StepSpec]:
    """All at once those who issue it too; then the department's head; then the leaders whom the rules name."""
    matter = document.matter
    facts: dict[str, object] = {
        "in_name_of": "department", "dispatch_kind": "normative" if document.is_normative else "ordinary"
    }  # fmt: skip
    route = route_of(book_of(matter.adoption), facts)
    course = Course(matter.organ, timezone.localdate(at), tuple(state.touched))
    beyond = lay_out(route, facts, course) if route else []
    return [*consents(state.joint), signature(matter.organ, route), *(later(spec) for spec in beyond)]


def route_of(book: Rulebook, facts: dict[str, object]) -> Route | None:
    """What the rules say of documents in a department's name; None where they know of no such way at all."""
    try:
        return book.route("dispatch", facts)  # type: ignore[arg-type]
    except RouteError:
        return None


def consents(organs: Sequence[Organ]) -> list[StepSpec]:
    """The main heads of those who issue it too, side by side."""
    seats = [(organ, main_head_seat(organ)) for organ in organs]
    return [
        StepSpec("consent", seat.post if seat else "", seat, organ, group=JOINT, basis=CONSENTS)
        for organ, seat in seats
    ]


def signature(organ: Organ, route: Route | None) -> StepSpec:
    """The department's own head; where the rules are silent about who signs, that is said."""
    seat = main_head_seat(organ)
    silent = f"{route.note}；" if route and route.silent and route.note else ""
    return StepSpec("sign", seat.post if seat else "", seat, group=OWN, basis=f"{silent}{SIGNS}"[:200])


def later(spec: StepSpec) -> StepSpec:
    """A step of the rules' own, after the department's head."""
    return StepSpec(
        spec.act, spec.post, spec.seat, spec.organ, spec.group + BEYOND, spec.article, spec.strength, spec.route
    )
