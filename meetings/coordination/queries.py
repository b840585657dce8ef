"""What the pages of this room show, gathered in a constant number of queries."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from govrules.core.findings import Shown
from govrules.core.matters.models import Matter, Step, StepState
from govrules.core.matters.queries import visible_to
from govrules.core.matters.shown import expected, steps_of
from govrules.core.matters.way import Point, way
from govrules.core.office.models import Official
from govrules.core.wording import day
from meetings.coordination import rules
from meetings.coordination.deciding import meetings_for
from meetings.coordination.models import Coordination
from meetings.coordination.states import UNDER_WAY, State

SAID = {"signed": "已签字", "reserved": "已签字，保留意见"}


def gather(matter: Matter, at: datetime) -> tuple[Any, ...]:
    """Document, steps, way, findings and further facts of one matter of this room (see `meetings.sheet`)."""
    made = Coordination.objects.select_related("coordinator", "meeting__matter").get(pk=matter.pk)
    made.matter = matter
    steps = steps_of(matter)
    rule = rules.rule_of(matter, made.sort)
    body = getattr(rule.params, "meeting", None)
    more = {
        "rule": rule, "body": body, "sides": sides(made, steps),
        "needs_leading": getattr(rule.params, "inconclusive", ""),
        "meetings": list(meetings_for(made, body)[:20]) if body and matter.state == State.OPEN else [],
    }  # fmt: skip
    line = [*way(matter, steps, (), expected(matter, steps, at)), *end(matter)]
    return made, steps, line, [], more


def end(matter: Matter) -> list[Point]:
    """It ends with its result."""
    if matter.state == State.WITHDRAWN:
        return []
    when = day(matter.closed_at) if matter.closed_at else ""
    return [Point("有结果", "", when, "ahead" if matter.state in UNDER_WAY else "done")]


def sides(made: Coordination, steps: list[Step]) -> list[dict[str, Any]]:
    """The host and every other side: its grounds, its signature."""
    live = [s for s in steps if s.act == "sign_opinion" and s.state != StepState.CANCELLED]
    by_organ = {s.organ_id: s for s in live}
    others = made.sides.select_related("organ")
    rows = [(made.matter.organ, made.grounds), *((one.organ, one.grounds) for one in others)]
    return [
        {"organ": organ, "grounds": grounds, "signed": signature(by_organ.get(organ.pk))} for organ, grounds in rows
    ]


def signature(step: Step | None) -> Shown | None:
    """Who signed for an organ, or that nobody has yet."""
    if step is None:
        return None
    if step.decided_by is None:
        return Shown("todo", "尚未签字", article=step.article)
    who = f"{step.decided_by.name} {day(step.decided_at)}" if step.decided_at else step.decided_by.name
    tone = "ok" if step.opinion_kind == "signed" else "warn"
    return Shown(tone, SAID.get(step.opinion_kind, ""), who, step.article, step.opinion)


def coordinations(official: Official) -> QuerySet[Matter]:
    """Those that he may see, the newest first."""
    found = visible_to(official).filter(kind=rules.KIND).select_related("organ", "coordination__coordinator")
    return found.order_by("-moved_at", "-pk")


def about(parent: Matter, official: Official) -> list[Matter]:
    """Those of a paper that he may see, the newest first: one query."""
    return list(coordinations(official).filter(parent=parent))
