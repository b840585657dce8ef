"""What may be chosen on a step of this room's matters, and the act that carries each choice out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from govrules.core.matters.choosing import Choice, Extra
from govrules.core.matters.models import Step
from govrules.core.office.models import Official
from meetings.party import actions
from meetings.party.rules import KIND

RETURN = Choice("return", "退回修改", "r", needs_opinion=True)
PICK = Choice("review", "审核，呈送选定的领导", "a", tone="primary", asks=("seats",))
WORDS = {"review": "审核同意", "sign": "审签", "approve": "同意", "consent": "同意"}


def choices(step: Step) -> tuple[Choice, ...]:
    """Agree or return; where the rules lay out no way the office director picks who agrees."""
    if step.act not in WORDS:
        return ()
    main = PICK if actions.picks(step) else Choice(step.act, WORDS[step.act], "a", tone="primary")
    return (main, RETURN)


def decide(step_id: int, by: Official, kind: str, opinion: str, extra: Extra) -> None:
    """Carry a choice out."""
    actions.decide(step_id, by, kind, opinion, [int(key) for key in extra.get("seats", ()) if str(key).isdecimal()])


CHOICES: Mapping[tuple[str, str], tuple[Choice, ...]] = {}
CHOOSERS: Mapping[str, Callable[[Step], tuple[Choice, ...]]] = {KIND: choices}
DECIDERS: Mapping[tuple[str, str], Callable[..., None]] = {(KIND, act): decide for act in WORDS}
