"""States and moves of a leave of absence from a meeting (会议请假), all on this screen."""

from __future__ import annotations

from django.db.models import TextChoices

from govrules.core.acts import Move


class State(TextChoices):
    ASKED = "excuse_asked", "请假待批"
    GRANTED = "excuse_granted", "已准假"
    FILED = "excuse_filed", "已备案"
    REFUSED = "excuse_refused", "未准假"
    WITHDRAWN = "excuse_withdrawn", "已撤回"


EXCUSED = frozenset({State.GRANTED, State.FILED})

MOVES = {
    "grant": Move(frozenset({State.ASKED}), State.GRANTED, "准假"),
    "file": Move(frozenset({State.ASKED}), State.FILED, "备案"),
    "refuse": Move(frozenset({State.ASKED}), State.REFUSED, "不准假"),
    "withdraw": Move(frozenset({State.ASKED, State.GRANTED, State.FILED}), State.WITHDRAWN, "撤回请假"),
}
