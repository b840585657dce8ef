"""What may be chosen on a step of this room's matters, and the act that carries each choice out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from govrules.core.matters.choosing import Choice, Extra
from govrules.core.matters.models import Step
from meetings.items import actions, routes

RETURN = Choice("return", "退回补充", "r", needs_opinion=True)
DECLINE = Choice("reject", "不予上会", "d", needs_opinion=True)
REVIEW = Choice("review", "审核，呈送", "a", tone="primary")

CHOICES: Mapping[tuple[str, str], tuple[Choice, ...]] = {
    ("agenda_item", "consent"): (Choice("consent", "同意提出", "a", tone="primary"), DECLINE, RETURN),
    ("agenda_item", "review"): (REVIEW, DECLINE, RETURN),
    ("agenda_item", "approve"): (Choice("approve", "同意上会", "a", tone="primary"), DECLINE, RETURN),
    ("agenda_item", "opine"): (
        Choice("agree", "无不同意见", "a", tone="primary"),
        Choice("agree_with_opinion", "提出意见", "o", needs_opinion=True),
        Choice("disagree", "不同意", "d", needs_opinion=True),
    ),
}
# Where the rules are silent the office director picks on his step who determines the item.
SILENT: Mapping[tuple[str, str], tuple[Choice, ...]] = {
    ("agenda_item", "review"): (
        Choice("review", "呈送选定的领导", "a", tone="primary", asks=("seats",)), DECLINE, RETURN,
    ),
}  # fmt: skip


def choices(step: Step) -> tuple[Choice, ...]:
    """What may be chosen on a step; on the first one of a silent route also who determines the item."""
    key = (step.matter.kind, step.act)
    picking = SILENT.get(key) if step.basis == routes.SILENT else None
    return picking or CHOICES.get(key, ())


CHOOSERS: Mapping[str, Callable[[Step], tuple[Choice, ...]]] = {"agenda_item": choices}


def _decide(step_id: int, by: Any, kind: str, opinion: str, extra: Extra) -> None:
    seats = tuple(int(s) for s in extra.get("seats", ()) if str(s).isdecimal())
    actions.decide(step_id, by, kind, opinion, seats)


def _answer(step_id: int, by: Any, kind: str, opinion: str, _: Extra) -> None:
    actions.answer(step_id, by, kind, opinion)


DECIDERS: Mapping[tuple[str, str], Callable[..., None]] = {
    ("agenda_item", "consent"): _decide,
    ("agenda_item", "review"): _decide,
    ("agenda_item", "approve"): _decide,
    ("agenda_item", "opine"): _answer,
}
