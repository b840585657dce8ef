"""States and moves of a coordination, all on this screen."""

from __future__ import annotations

from django.db.models import TextChoices

from govrules.core.acts import Move


class State(TextChoices):
    OPEN = "coordinating", "协调中"
    LEADING = "coordination_leading", "未能一致，待领导提出意见"
    SIGNING = "coordination_signing", "有关单位会签中"
    DONE = "coordinated", "协调已有结果"
    WITHDRAWN = "coordination_withdrawn", "已撤回"


UNDER_WAY = frozenset({State.OPEN, State.LEADING, State.SIGNING})

MOVES = {
    "lead": Move(frozenset({State.OPEN}), State.LEADING, "协调"),
    "sign": Move(frozenset({State.OPEN, State.LEADING}), State.SIGNING, "会签"),
    "reopen": Move(frozenset({State.SIGNING}), State.OPEN, "重新协调"),
    "finish": Move(UNDER_WAY, State.DONE, "办结"),
    "withdraw": Move(UNDER_WAY, State.WITHDRAWN, "撤回"),
}
