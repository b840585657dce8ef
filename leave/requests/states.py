"""States and moves of a leave request, all on this screen."""

from __future__ import annotations

from django.db.models import TextChoices

from govrules.core.acts import Move


class State(TextChoices):
    DRAFT = "leave_draft", "拟请"
    ON_ITS_WAY = "leave_on_its_way", "报批中"
    RETURNED = "leave_returned", "退回修改"
    GRANTED = "leave_granted", "已批准"
    DECLINED = "leave_declined", "未批准"
    AWAY = "leave_away", "外出中"
    OVERDUE = "leave_overdue", "逾期未销假"
    BACK = "leave_back", "已销假"
    DROPPED = "leave_dropped", "已撤销"


WITH_HIM = frozenset({State.DRAFT, State.RETURNED})
OUT = frozenset({State.GRANTED, State.AWAY, State.OVERDUE})
STANDING = OUT | {State.ON_ITS_WAY}  # a span that is taken, or asked for

MOVES = {
    "edit": Move(WITH_HIM, "", "修改"),
    "ask": Move(WITH_HIM, State.ON_ITS_WAY, "请假"),
    "decide": Move(frozenset({State.ON_ITS_WAY}), "", "审批"),
    "send_back": Move(frozenset({State.ON_ITS_WAY}), State.RETURNED, "退回"),
    "withdraw": Move(frozenset({State.ON_ITS_WAY}), State.DRAFT, "撤回"),
    "grant": Move(frozenset({State.ON_ITS_WAY}), State.GRANTED, "批准"),
    "decline": Move(frozenset({State.ON_ITS_WAY}), State.DECLINED, "不予批准"),
    "leave": Move(frozenset({State.GRANTED}), State.AWAY, "外出"),
    "overdue": Move(frozenset({State.AWAY}), State.OVERDUE, "标为逾期"),
    "extend": Move(OUT, "", "延期"),
    "resume": Move(frozenset({State.OVERDUE}), State.AWAY, "延期"),
    "report_back": Move(OUT, State.BACK, "销假"),
    "recall": Move(frozenset({State.GRANTED, State.AWAY}), "", "召回"),
    "drop": Move(WITH_HIM | {State.GRANTED}, State.DROPPED, "撤销"),
}
