"""What the page of a supervised matter shows of each organ's part, of its notices and of who coordinates it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from govrules.core import clock
from govrules.core.matters.models import Matter
from govrules.core.office.models import Appointment, Official
from govrules.core.office.queries import current, in_office, organs_of
from supervision import rules
from supervision.actions import coordinator_of
from supervision.models import Part, SpecialNotice
from supervision.queries import parts_of, quiet


@dataclass
class Share:
    """An organ's part: how often it has fed back, whether it must, who answers for it, whom one could name."""

    part: Part
    bound: bool
    first: Official | None
    people: list[Official]

    @property
    def flagged(self) -> bool:
        """No feedback of an organ that must give one."""
        return self.bound and not self.part.fed and self.part.closed_on is None


def context_of(matter: Matter, official: Official, at: datetime) -> dict[str, Any]:
    """Everything, in a number of queries that does not grow with organs, feedback or notices."""
    on = clock.date_of(at)
    parts = list(parts_of().filter(task=matter.pk))
    organs = [part.organ for part in parts]
    near = {organ.pk for organ in organs} if in_office(official, on) else set(organs_of(official, on))
    first, obliged = rules.first_people(matter, organs, on), {o.pk for o in rules.bound(matter, organs)}
    serving = people_in(near, at)
    return {
        "shares": [
            Share(part, part.organ_id in obliged, first.get(part.organ_id), serving.get(part.organ_id, []))
            for part in parts
        ],
        "quiet": quiet(matter, parts), "feedback_rule": rules.rule_of(matter, rules.FEEDBACK),
        "first_rule": rules.rule_of(matter, rules.FIRST), "supervised_rule": rules.rule_of(matter, rules.SUPERVISED),
        "coordinator": coordinator_of(matter, at), "notice_rule": rules.rule_of(matter, rules.NOTICE),
        "notices": list(SpecialNotice.objects.filter(task=matter.pk).select_related("organ", "by", "replied_by")),
        "mine": set(organs_of(official, on)),
    }  # fmt: skip


def people_in(organs: Iterable[int], at: datetime) -> dict[int, list[Official]]:
    """Who serves in these organs, highest first: one query."""
    held = Appointment.objects.filter(current(clock.date_of(at)), seat__organ__in=set(organs))
    found: dict[int, list[Official]] = {}
    for one in held.select_related("official", "seat").order_by("seat__order", "seat__pk"):
        found.setdefault(one.seat.organ_id, []).append(one.official)
    return found
