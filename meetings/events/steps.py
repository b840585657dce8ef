"""What may be chosen on a step of this room's matters, and the act that carries each choice out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from govrules.core.matters.choosing import Choice, Extra
from govrules.core.matters.models import Step
from govrules.core.office.models import Official
from meetings.events import actions

RETURN = Choice("return", "退回补充", "r", needs_opinion=True)
REJECT = Choice("reject", "不同意", "d", needs_opinion=True)
SEND_ON = Choice("review", "提出意见，呈送", "a", needs_opinion=True, tone="primary", asks=("seats",))
REVIEW = Choice("review", "审核同意", "a", tone="primary")
APPROVE = Choice("approve", "同意", "a", tone="primary")
ACTS = ("draft", "review", "approve", "consent")


def choices(step: Step) -> tuple[Choice, ...]:
    """The office sends a request on, to further leaders if it picks some; a leader agrees or not."""
    if step.act not in ACTS:
        return ()
    if actions.is_office_s(step):
        return (SEND_ON, RETURN)
    return (REVIEW if step.act == "review" else APPROVE, REJECT, RETURN)


def decide(step_id: int, by: Official, kind: str, opinion: str, extra: Extra) -> None:
    """Carry a choice out."""
    seats = [int(key) for key in extra.get("seats", ()) if str(key).isdecimal()]
    actions.decide(step_id, by, kind, opinion, seats)


CHOICES: Mapping[tuple[str, str], tuple[Choice, ...]] = {}
CHOOSERS: Mapping[str, Callable[[Step], tuple[Choice, ...]]] = {"event": choices}
DECIDERS: Mapping[tuple[str, str], Callable[..., None]] = {("event", act): decide for act in ACTS}
