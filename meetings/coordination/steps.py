"""What may be chosen on a step of this room's matters, and the act that carries each choice out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from govrules.core.matters.choosing import Choice, Extra
from govrules.core.matters.models import Step
from govrules.core.office.models import Official
from meetings.coordination import deciding
from meetings.coordination.rules import KIND

CHOICES: Mapping[tuple[str, str], tuple[Choice, ...]] = {
    (KIND, "coordinate"): (
        Choice("agreed", "达成一致意见", "a", needs_opinion=True, tone="primary", asks=("meeting",)),
        Choice("not_agreed", "未能达成一致", "d", needs_opinion=True),
    ),
    (KIND, "lead_opinion"): (Choice("led", "提出意见", "a", needs_opinion=True, tone="primary"),),
    (KIND, "sign_opinion"): (
        Choice("signed", "签字", "a", tone="primary"),
        Choice("reserved", "签字，保留意见", "o", needs_opinion=True),
    ),
}


def decide(step_id: int, by: Official, kind: str, opinion: str, extra: Extra) -> None:
    """Carry a choice out."""
    deciding.decide(step_id, by, kind, opinion, str(extra.get("meeting") or ""))


def choices(step: Step) -> tuple[Choice, ...]:
    return CHOICES.get((KIND, step.act), ())


CHOOSERS: Mapping[str, Callable[[Step], tuple[Choice, ...]]] = {KIND: choices}
DECIDERS: Mapping[tuple[str, str], Callable[..., None]] = dict.fromkeys(CHOICES, decide)
