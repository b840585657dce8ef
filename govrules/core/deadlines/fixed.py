"""A period that ends on a day which somebody fixed, such as the day by which a meeting wants a matter done."""

from __future__ import annotations

from datetime import date, datetime

from govrules.core.calendar import queries as calendars
from govrules.core.deadlines.models import Deadline
from govrules.core.deadlines.reckoning import warning
from govrules.core.errors import BadInput
from govrules.core.journal.actions import Line, record
from govrules.core.matters.models import Matter
from govrules.core.workdays import DAY_LONG, WORKDAY, chinese, midnight, office_date


def arm_until(matter: Matter, until: date, basis: str, at: datetime, rule: str = "fixed_day") -> Deadline:
    """Begin a period of the whole matter whose last day is `until`; `basis` says who fixed it. Nothing follows it."""
    calendar, today = calendars.current(), office_date(at)
    if until < today:
        raise BadInput("完成时限不能早于今天", field="due_on")
    calendar.require(until)
    deadline = Deadline.objects.create(
        government_id=matter.government_id, matter=matter, rule=rule, basis=basis[:200], opened_at=at,
        count=max(1, calendar.between(today, until)), unit=WORKDAY, agreed_on=until, due_at=midnight(until + DAY_LONG),
        warn_at=(warn_at := warning(until, 1, today, calendar)), next_at=warn_at, provisional=not calendar.known(until),
        counted=f"确定的最后一日为{chinese(until)}",
    )  # fmt: skip
    data = {"deadline": deadline.pk, "due": deadline.due_at.isoformat()}
    record(matter, Line("arm", at, f"应于{chinese(until)}前办理（{deadline.basis}）", data=data))
    return deadline
