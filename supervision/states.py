"""States and moves of a supervised matter, all on this screen."""

from __future__ import annotations

from django.db.models import TextChoices

from govrules.core.acts import Move


class State(TextChoices):
    OPEN = "task_open", "办理中"
    REPORTED = "task_reported", "已反馈，待销号"
    CLOSED = "task_closed", "已销号"
    CANCELLED = "task_cancelled", "已撤销"


RUNNING = frozenset({State.OPEN, State.REPORTED})

MOVES = {
    "progress": Move(RUNNING, "", "反馈进展"),
    "report": Move(frozenset({State.OPEN}), State.REPORTED, "报告办结"),
    "send_back": Move(frozenset({State.REPORTED}), State.OPEN, "退回续办"),
    "strike_off": Move(frozenset({State.REPORTED}), State.CLOSED, "销号"),
    "close_part": Move(RUNNING, "", "办结一个单位的任务"),
    "name_person": Move(RUNNING, "", "确定责任人"),
    "notice": Move(RUNNING, "", "发出专项督办通知"),
    "cancel": Move(RUNNING, State.CANCELLED, "撤销"),
}
