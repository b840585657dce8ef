"""One entry for every step of a matter of this floor: what may be chosen on it, and the act that carries it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from govrules.core.errors import BadInput
from govrules.core.matters.choosing import Choice, Extra
from govrules.core.matters.models import Step
from govrules.core.office.models import Official
from meetings.attendance import steps as attendance
from meetings.coordination import steps as coordination
from meetings.events import steps as events
from meetings.items import steps as items
from meetings.minutes import steps as minutes
from meetings.party import steps as party

ROOMS: tuple[Any, ...] = (items, attendance, minutes, events, coordination, party)
CHOICES: Mapping[tuple[str, str], tuple[Choice, ...]] = {k: v for room in ROOMS for k, v in room.CHOICES.items()}
# Of a step for which no article speaks (its basis says why) more may have to be picked.
SILENT: Mapping[tuple[str, str], tuple[Choice, ...]] = {
    k: v for room in ROOMS for k, v in getattr(room, "SILENT", {}).items()
}
# act(step_id, by, kind, opinion, extra)
DECIDERS: Mapping[tuple[str, str], Callable[..., None]] = {k: v for room in ROOMS for k, v in room.DECIDERS.items()}

# Where a room tells the choices step by step: kind of matter -> function(step).
CHOOSERS: Mapping[str, Callable[[Step], tuple[Choice, ...]]] = {
    kind: chooser for room in ROOMS for kind, chooser in getattr(room, "CHOOSERS", {}).items()
}


def choices(step: Step) -> tuple[Choice, ...]:
    """What may be chosen on a step, the main one first; where the rules are silent more may have to be picked."""
    key, chooser = (step.matter.kind, step.act), CHOOSERS.get(step.matter.kind)
    if chooser:
        return chooser(step)
    return SILENT[key] if step.basis and key in SILENT else CHOICES.get(key, ())


def decide(step_id: int, by: Official, kind: str, opinion: str = "", extra: Extra | None = None) -> None:
    """Carry out a choice on a step. Who may, and whether it still can be, the act itself finds out."""
    step = Step.objects.select_related("matter").get(pk=step_id)
    offered = {c.kind: c for c in choices(step)}
    if kind not in offered:
        raise BadInput("请选择一种办理方式")
    if offered[kind].needs_opinion and not opinion.strip():
        raise BadInput("请写明意见", field="opinion")
    DECIDERS[step.matter.kind, step.act](step_id, by, kind, opinion, extra or {})
