"""What may be chosen on a step of a leave, and the act that carries each choice out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from govrules.core.errors import BadInput
from govrules.core.matters.choosing import RETURN, Choice, Extra
from govrules.core.matters.models import Step
from govrules.core.office.models import Official
from leave.requests import deciding
from leave.requests.course import PICK

REJECT = Choice("reject", "不同意", "d", needs_opinion=True)
CHOICES: Mapping[tuple[str, str], tuple[Choice, ...]] = {
    ("leave", "approve"): (Choice("approve", "同意", "a", tone="primary"), REJECT, RETURN),
    ("leave", "consent"): (Choice("consent", "同意", "a", tone="primary"), REJECT, RETURN),
    ("leave", "review"): (Choice("review", "审核同意，呈送", "a", tone="primary"), REJECT, RETURN),
    ("leave", "read"): (Choice("read", "已阅", "a", tone="primary"),),
    ("leave", "file"): (Choice("file", "已报备", "a", tone="primary", asks=("filed_at", "proof", "whom")),),
}
PICKING = (Choice("pick", "确定审批，呈送", "a", tone="primary", asks=("seats", "upward")), RETURN)


def choices(step: Step) -> tuple[Choice, ...]:
    """What may be chosen on a step, the main one first; where the rules are silent, who decides."""
    if step.act == "review" and step.basis == PICK:
        return PICKING
    return CHOICES.get((step.matter.kind, step.act), ())


def decide(step_id: int, by: Official, kind: str, opinion: str = "", extra: Extra | None = None) -> None:
    """Carry out a choice on a step. Who may, and whether it still can be, the act itself finds out."""
    step = Step.objects.select_related("matter").get(pk=step_id)
    offered = {c.kind: c for c in choices(step)}
    if kind not in offered:
        raise BadInput("请选择一种办理方式")
    if offered[kind].needs_opinion and not opinion.strip():
        raise BadInput("请写明意见", field="opinion")
    DECIDERS[step.matter.kind, step.act](step_id, by, kind, opinion, extra or {})


def _review(step_id: int, by: Official, kind: str, opinion: str, extra: Extra) -> None:
    if kind != "pick":
        return deciding.decide(step_id, by, kind, opinion)
    seats = [int(seat) for seat in extra.get("seats", ()) if str(seat).isdecimal()]
    return deciding.pick(step_id, by, seats, bool(extra.get("upward")), opinion)


def _plain(step_id: int, by: Official, kind: str, opinion: str, _: Extra) -> None:
    deciding.decide(step_id, by, kind, opinion)


def _read(step_id: int, by: Official, kind: str, opinion: str, _: Extra) -> None:
    deciding.read(step_id, by, kind, opinion)


DECIDERS: Mapping[tuple[str, str], Callable[..., None]] = {
    ("leave", "approve"): _plain, ("leave", "consent"): _plain, ("leave", "review"): _review,
    ("leave", "read"): _read, ("leave", "file"): deciding.file,
}  # fmt: skip
