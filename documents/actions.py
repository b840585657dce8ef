"""One entry for every step of a document: what may be chosen on it, and the act that carries the choice out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from documents.consultation import actions as consultation
from documents.departmental import actions as departmental
from documents.dispatch import actions as dispatch
from documents.seals import actions as seals
from documents.submission import actions as submission
from documents.submission import routes
from documents.submission.models import Submission
from documents.submission.routes import Choice as Handling
from govrules.core.errors import BadInput
from govrules.core.matters.choosing import RETURN, Choice, Extra
from govrules.core.matters.models import Step

REJECT = Choice("reject", "不同意", "d", needs_opinion=True)
CHOICES: Mapping[tuple[str, str], tuple[Choice, ...]] = {
    ("submission", "countersign"): (
        Choice("agree", "同意", "a", tone="primary"),
        Choice("agree_with_opinion", "同意，有意见", "o", needs_opinion=True),
        Choice("disagree", "不同意", "d", needs_opinion=True),
    ),
    ("submission", "sign"): (Choice("sign", "签批，报送", "a", tone="primary"), RETURN),
    ("submission", "review"): (
        Choice(
            "review",
            "提出意见，呈送",
            "a",
            needs_opinion=True,
            tone="primary",
            asks=("major", "seats", "side_by_side"),
        ),
        RETURN,
    ),
    ("submission", "approve"): (
        Choice("approve", "同意", "a", tone="primary"),
        Choice("reject", "不同意", "d", needs_opinion=True),
        RETURN,
    ),
    ("submission", "read"): (Choice("read", "已阅", "a", tone="primary"),),
    ("submission", "opine"): (
        Choice("agree", "无不同意见", "a", tone="primary"),
        Choice("agree_with_opinion", "提出意见", "o", needs_opinion=True),
        Choice("disagree", "不同意", "d", needs_opinion=True),
    ),
    ("dispatch", "countersign"): (
        Choice("agree", "会签同意", "a", tone="primary"),
        Choice("agree_with_opinion", "同意，有意见", "o", needs_opinion=True),
        RETURN,
    ),
    ("dispatch", "review"): (Choice("review", "审核同意", "a", tone="primary"), RETURN),
    ("dispatch", "consent"): (Choice("consent", "同意由分管领导签发", "a", tone="primary"), RETURN),
    ("dispatch", "sign"): (Choice("sign", "签发", "a", tone="primary"), RETURN),
    ("department_document", "consent"): (Choice("consent", "同意联合发文", "a", tone="primary"), RETURN),
    ("department_document", "sign"): (Choice("sign", "签发", "a", tone="primary"), RETURN),
    ("department_document", "review"): (Choice("review", "审核同意", "a", tone="primary"), RETURN),
    ("department_document", "approve"): (Choice("approve", "批准", "a", tone="primary"), RETURN),
    ("sealing", "approve"): (Choice("approve", "批准", "a", tone="primary"), REJECT, RETURN),
    ("sealing", "consent"): (Choice("consent", "同意", "a", tone="primary"), REJECT, RETURN),
    ("sealing", "review"): (Choice("review", "报请领导同意", "a", tone="primary"), REJECT, RETURN),
}


MORE_TIME = Choice("more_time", "商请延期", "t", needs_opinion=True, asks=("until", "manner"))
EXPLAIN = Choice("explain", "暂不能会签，说明原因", "t", needs_opinion=True)
CIRCLE = Choice("circle", "圈阅，同意拟办意见", "c")


def choices(step: Step) -> tuple[Choice, ...]:
    """What may be chosen on a step, the main one first; some of it only where the rules know of it."""
    return CHOICES.get((step.matter.kind, step.act), ()) + by_the_rules(step)


def by_the_rules(step: Step) -> tuple[Choice, ...]:
    """More time where the rules let the host agree to it, a reason where silence is the host's to judge, a circle
    where it means assent."""
    if (step.matter.kind, step.act) == ("submission", "countersign"):
        return (MORE_TIME,) if consultation.extendable(step) else (EXPLAIN,) if consultation.judged(step) else ()
    if (step.matter.kind, step.act) == ("submission", "approve"):
        return (CIRCLE,) if submission.circle_agrees(step.matter) else ()
    return ()


def may_go_side_by_side(document: Any) -> bool:
    """Whether the rules let the office send an urgent submission to its leaders all at once."""
    return isinstance(document, Submission) and routes.may_go_side_by_side(document)


def decide(step_id: int, by: Any, kind: str, opinion: str = "", extra: Extra | None = None) -> None:
    """Carry out a choice on a step. Who may, and whether it still can be, the act itself finds out."""
    step = Step.objects.select_related("matter").get(pk=step_id)
    offered = {c.kind: c for c in choices(step)}
    if kind not in offered:
        raise BadInput("请选择一种办理方式")
    if offered[kind].needs_opinion and not opinion.strip():
        raise BadInput("请写明意见", field="opinion")
    DECIDERS[step.matter.kind, step.act](step_id, by, kind, opinion, extra or {})


def _countersign(step_id: int, by: Any, kind: str, opinion: str, extra: Extra) -> None:
    if kind == "explain":
        consultation.explain(step_id, by, opinion)
    elif kind == "more_time":
        consultation.ask_more_time(step_id, by, _day(extra.get("until")), opinion, str(extra.get("manner") or ""))
    else:
        consultation.reply(step_id, by, kind, opinion)


def _review(step_id: int, by: Any, kind: str, opinion: str, extra: Extra) -> None:
    seats = tuple(int(s) for s in extra.get("seats", ()) if str(s).isdecimal())
    choice = Handling(bool(extra.get("major")), seats, bool(extra.get("side_by_side")))
    submission.review(step_id, by, kind, opinion, choice)


def _day(value: Any) -> date:
    """A date from a form; a clear word when it is none."""
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError as error:
        raise BadInput("请填写希望延至的日期", field="until") from error


def _plain(act: Callable[[int, Any, str, str], None]) -> Callable[..., None]:
    """An act that takes nothing beyond kind and opinion."""
    return lambda step_id, by, kind, opinion, _: act(step_id, by, kind, opinion)


DECIDERS: Mapping[tuple[str, str], Callable[..., None]] = {
    ("submission", "countersign"): _countersign,
    ("submission", "sign"): _plain(submission.sign),
    ("submission", "review"): _review,
    ("submission", "approve"): _plain(submission.approve),
    ("submission", "read"): _plain(submission.said),
    ("submission", "opine"): _plain(submission.said),
    ("dispatch", "review"): _plain(dispatch.decide),
    ("dispatch", "countersign"): _plain(dispatch.decide),
    ("dispatch", "consent"): _plain(dispatch.decide),
    ("dispatch", "sign"): _plain(dispatch.decide),
    ("department_document", "consent"): _plain(departmental.decide),
    ("department_document", "sign"): _plain(departmental.decide),
    ("department_document", "review"): _plain(departmental.decide),
    ("department_document", "approve"): _plain(departmental.decide),
    ("sealing", "approve"): _plain(seals.decide),
    ("sealing", "consent"): _plain(seals.decide),
    ("sealing", "review"): _plain(seals.decide),
}
