"""From a rulebook's route to steps on seats: whose leader, which seat, in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from govrules import rulebook
from govrules.core.matters.actions import StepSpec
from govrules.core.office.models import Organ, Seat
from govrules.core.office.queries import main_head_seat, office_of, organs_with_field, portfolio_seat, seats_with_post
from govrules.rulebook.vocabulary import FIELDS


@dataclass(frozen=True)
class Course:
    """What a route is laid out for: the organ whose business it is, those touched, the seats the office picked, and
    for what a meeting has to do with, the seat of its chair."""

    organ: Organ
    on: date
    touched: tuple[Organ, ...] = ()
    picked: tuple[Seat, ...] = field(default=())
    chair: Seat | None = None


def lay_out(route: rulebook.Route, facts: dict[str, object], course: Course) -> list[StepSpec]:
    """The steps of a route that hold for these facts, on seats; one who comes up twice acts once, at his last place."""
    specs, more = [], 0  # more: by how many the groups move on for those who act in turn
    for step in route.steps_for(facts):
        seats = seats_for(step, course)
        first = step.group + more
        more += max(len(seats) - 1, 0) if step.in_turn else 0
        specs += [
            StepSpec(
                act=step.act, post=seat.post if seat else step.post, seat=seat, organ=organ_asked(step, seat),
                group=first + (place if step.in_turn else 0), article=step.article, strength=step.strength or "",
                route=route.key,
            )
            for place, seat in enumerate(seats)
        ]  # fmt: skip
    return once_each(specs)


def organ_asked(step: rulebook.RouteStep, seat: Seat | None) -> Organ | None:
    """The organ that a step asks for its opinion, if it is not a leader's or the office's own."""
    return seat.organ if seat and step.whose in ("touched_organs", "organ_of_field") else None


def seats_for(step: rulebook.RouteStep, course: Course) -> list[Seat | None]:
    """The seats that a route's step means. None stands for a seat that nobody has set up: the step will be held."""
    if step.optional:
        return [s for s in course.picked if s.post == step.post or step.post == "portfolio_leader"]
    if step.post == "meeting_chair":
        return [course.chair]
    if step.whose == "portfolio_of_organ":
        return [portfolio_seat(course.organ, course.on)]
    if step.whose == "touched_organs":
        return [seat for organ in course.touched if (seat := main_head_seat(organ))]
    if step.whose == "organ_of_field":
        return of_field(FIELDS[step.field or ""], course.organ)
    if step.whose == "portfolio_of_touched":
        return list(dict.fromkeys(s for o in course.touched if (s := portfolio_seat(o, course.on))))
    return seat_of_post(step, course.organ)


def of_field(field: str, asking: Organ) -> list[Seat | None]:
    """The main heads of the organs competent for a field; an organ does not ask itself, and none at all is a gap."""
    competent = organs_with_field(asking.government, field)
    return [main_head_seat(organ) for organ in competent if organ.pk != asking.pk] if competent else [None]


def seat_of_post(step: rulebook.RouteStep, organ: Organ) -> list[Seat | None]:
    """The first seat of a post: in the organ itself, in the office, or among the government's leaders."""
    within = organ if step.whose == "matter_organ" else None
    if step.whose == "office":
        within = office_of(organ.government)
    return list(seats_with_post(organ.government, step.post, within)[:1]) or [None]


def once_each(specs: Iterable[StepSpec]) -> list[StepSpec]:
    """Keep each seat's last step only: a leader who covers the organ and decides in the end is not asked twice."""
    kept: dict[object, StepSpec] = {}
    for index, spec in enumerate(specs):
        key = spec.seat.pk if spec.seat else f"none-{index}"
        kept.pop(key, None)
        kept[key] = spec
    return sorted(kept.values(), key=lambda s: s.group)
