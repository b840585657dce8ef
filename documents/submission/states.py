"""States and moves of a submission, all on this screen."""

from __future__ import annotations

from django.db.models import TextChoices

from govrules.core.acts import Move


class State(TextChoices):
    DRAFT = "draft", "拟稿"
    CONSULTING = "consulting", "征求意见"
    SIGNING = "signing", "待主要负责人签批"
    SUBMITTED = "submitted", "办公室审核"
    LEADERS = "leaders", "领导审批"
    APPROVED = "approved", "已批准，待批复"
    ANSWERED = "answered", "已批复"
    READ = "read", "已阅"
    RETURNED = "returned", "退回修改"
    REJECTED = "rejected", "未予批准"
    DROPPED = "dropped", "已作废"


WITH_HOST = frozenset({State.DRAFT, State.CONSULTING, State.RETURNED})
SENT = frozenset({State.SIGNING, State.SUBMITTED})
OPEN = WITH_HOST | SENT | {State.LEADERS, State.APPROVED}

MOVES = {
    "edit": Move(WITH_HOST, "", "修改"),
    "consult": Move(WITH_HOST, State.CONSULTING, "征求意见"),
    "submit": Move(WITH_HOST, State.SIGNING, "报送"),
    "sign": Move(frozenset({State.SIGNING}), State.SUBMITTED, "签批"),
    "send_back": Move(frozenset({State.SIGNING, State.SUBMITTED, State.LEADERS}), State.RETURNED, "退回"),
    "withdraw": Move(SENT, State.DRAFT, "撤回"),
    "drop": Move(WITH_HOST, State.DROPPED, "作废"),
    "review": Move(frozenset({State.SUBMITTED}), State.LEADERS, "审核"),
    "approve": Move(frozenset({State.LEADERS}), State.APPROVED, "批准"),
    "reject": Move(frozenset({State.LEADERS}), State.REJECTED, "不予批准"),
    "read": Move(frozenset({State.LEADERS}), State.READ, "阅知"),
    "answer": Move(frozenset({State.APPROVED}), State.ANSWERED, "批复"),
}
