"""What may be chosen on a step of a request, and the act that carries each choice out."""

from __future__ import annotations

from documents.publicity import actions
from documents.publicity.routes import is_office_s
from govrules.core.errors import BadInput
from govrules.core.matters.choosing import Choice, Extra
from govrules.core.matters.models import Step
from govrules.core.office.models import Official

RETURN = Choice("return", "退回补充", "r", needs_opinion=True)
REJECT = Choice("reject", "不同意", "d", needs_opinion=True)
SEND_ON = Choice("review", "审核同意", "a", needs_opinion=True, tone="primary", asks=("seats",))
APPROVE = Choice("approve", "同意", "a", tone="primary")


def choices(step: Step) -> tuple[Choice, ...]:
    """The office sends a request on, to leaders if it picks some, or declines it; a leader agrees or not."""
    if is_office_s(step):
        return (SEND_ON, REJECT, RETURN)
    return (APPROVE, REJECT, RETURN) if step.act == "approve" else ()


def decide(step_id: int, by: Official, kind: str, opinion: str = "", extra: Extra | None = None) -> None:
    """Carry a choice out. Who may, and whether it still can be, the act itself finds out."""
    step = Step.objects.select_related("matter__government", "seat").get(pk=step_id)
    offered = {c.kind: c for c in choices(step)}
    if kind not in offered:
        raise BadInput("请选择一种办理方式")
    if offered[kind].needs_opinion and not opinion.strip():
        raise BadInput("请写明意见", field="opinion")
    seats = [int(key) for key in (extra or {}).get("seats", ()) if str(key).isdecimal()]
    actions.decide(step_id, by, kind, opinion, seats)
