"""What may be chosen on a step of this room's matters, and the act that carries each choice out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from govrules.core.matters.choosing import Choice, Extra
from govrules.core.office.models import Official
from meetings.minutes import actions

RETURN = Choice("return", "退回修改", "r", needs_opinion=True)
CHOICES: Mapping[tuple[str, str], tuple[Choice, ...]] = {
    ("minutes", "draft"): (Choice("agree", "同意送审", "a", tone="primary"), RETURN),
    ("minutes", "review"): (Choice("review", "审核同意", "a", tone="primary"), RETURN),
    ("minutes", "sign"): (Choice("sign", "签发", "a", tone="primary"), RETURN),
}


def decide(step_id: int, by: Official, kind: str, opinion: str, extra: Extra) -> None:
    """Check, review, sign or return: what is beyond kind and opinion does not matter here."""
    actions.decide(step_id, by, kind, opinion)


DECIDERS: Mapping[tuple[str, str], Callable[..., None]] = dict.fromkeys(CHOICES, decide)
