"""States and moves of a meeting, all on this screen."""

from __future__ import annotations

from django.db.models import TextChoices

from govrules.core.acts import Move


class State(TextChoices):
    PLANNED = "meeting_planned", "筹备中"
    FIXED = "agenda_fixed", "议程已定"
    CALLED = "meeting_called", "已发通知"
    OPEN = "in_session", "会议进行中"
    ENDED = "meeting_ended", "已散会"
    CANCELLED = "meeting_cancelled", "已取消"


BEFORE = frozenset({State.PLANNED, State.FIXED, State.CALLED})
AHEAD = frozenset({State.FIXED, State.CALLED})

MOVES = {
    "plan": Move(BEFORE, "", "修改会议安排"),
    "arrange": Move(frozenset({State.PLANNED}), "", "编排议程"),
    "fix": Move(frozenset({State.PLANNED}), State.FIXED, "确定议程"),
    "reopen": Move(frozenset({State.FIXED}), State.PLANNED, "重新编排议程"),
    "add_late": Move(AHEAD, "", "临时增加议题"),
    "take_off": Move(AHEAD | {State.OPEN}, "", "撤下议题"),
    "call": Move(frozenset({State.FIXED}), State.CALLED, "发出会议通知"),
    "open": Move(frozenset({State.CALLED}), State.OPEN, "宣布开会"),
    "end": Move(frozenset({State.OPEN}), State.ENDED, "散会"),
    "cancel": Move(BEFORE, State.CANCELLED, "取消会议"),
}
