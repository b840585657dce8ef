"""What has been said on a matter's decided steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from govrules.core.matters.models import Step, StepState
from govrules.core.wording import moment
from govrules.portal import stepping

WORDS = {
    "agree": "同意", "agree_with_opinion": "同意，有意见", "disagree": "不同意", "approve": "同意", "reject": "不同意",
    "review": "审核", "sign": "签发", "consent": "同意", "read": "已阅", "return": "退回", "circle": "圈阅",
    "file": "已报备", "agreed": "达成一致意见", "not_agreed": "未能达成一致", "led": "提出主导意见", "signed": "已签字",
    "reserved": "已签字，保留意见",
}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """One opinion on record, in what capacity, and in whose place on what ground."""

    who: str
    capacity: str
    stand_in: bool
    ground: str
    article: int | None
    word: str
    text: str
    when: str
    returned: bool


def said(steps: Iterable[Step]) -> list[Said]:
    """Opinions of the sign-off, the newest first; replies of consulted organs stand among the findings."""
    decided = [s for s in steps if s.decided_by and s.decided_at and not s.consults]
    return [_said(s) for s in reversed(decided) if s.state != StepState.CANCELLED]


def _said(step: Step) -> Said:
    stand_in = stepping.in_place(step)
    return Said(
        step.decided_by.name if step.decided_by else "", step.in_whose_place or (step.seat.title if step.seat else ""),
        stand_in,
        stepping.ground(step), step.ground_article if stand_in else None,
        WORDS.get(step.opinion_kind, step.opinion_kind), step.opinion,
        moment(step.decided_at) if step.decided_at else "", step.state == StepState.RETURNED,
    )  # fmt: skip
