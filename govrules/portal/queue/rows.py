"""A step as a line of the list: everything said is worked out here, so that the page only writes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from govrules.core.calendar import queries as calendars
from govrules.core.matters.models import Step
from govrules.core.matters.queries import name_places
from govrules.portal import stepping
from govrules.portal.due import Due, due

URGENT = {"urgent": "加急", "extra": "特急", "extra_important": "特急重要"}


@dataclass(frozen=True)
class Row:
    """A line of the list."""

    pk: int
    title: str
    about: str
    due: Due
    aside: str
    pick: bool
    late: bool


def rows(steps: Iterable[Step], told: Mapping[int, str], at: datetime) -> list[Row]:
    """Lines for a page of steps; `told` says per matter what its consultation came to."""
    steps, calendar = list(steps), calendars.current()
    name_places(steps, at)
    return [_row(step, told, due(step.due_at, step.warn_at, at, calendar)) for step in steps]


def _row(step: Step, told: Mapping[int, str], left: Due) -> Row:
    stand_in = f"代{step.in_place_short}" if step.in_place_short else ""
    about = [step.matter.organ.short_name, stepping.asked(step), told.get(step.matter_id, ""), stand_in]
    urgent = URGENT.get(getattr(step, "urgency", "") or "", "")
    until = f"应于{left.by}前" if left.late else ""
    return Row(
        step.pk, step.matter.title, " · ".join(filter(None, about)), left, urgent or until,
        step.act == "read", left.late,
    )  # fmt: skip
