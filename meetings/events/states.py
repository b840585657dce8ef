"""States and moves of a county-wide meeting or event, all on this screen."""

from __future__ import annotations

from django.db.models import TextChoices

from govrules.core.acts import Move


class State(TextChoices):
    DRAFT = "event_draft", "拟报"
    ON_ITS_WAY = "event_on_its_way", "报批中"
    RETURNED = "event_returned", "退回补充"
    APPROVED = "event_approved", "已批准"
    DECLINED = "event_declined", "未批准"
    HELD = "event_held", "已举行"
    DROPPED = "event_dropped", "已取消"


WITH_HOST = frozenset({State.DRAFT, State.RETURNED})

MOVES = {
    "edit": Move(WITH_HOST, "", "修改"),
    "ask": Move(WITH_HOST, State.ON_ITS_WAY, "报批"),
    "send_back": Move(frozenset({State.ON_ITS_WAY}), State.RETURNED, "退回"),
    "withdraw": Move(frozenset({State.ON_ITS_WAY}), State.DRAFT, "撤回"),
    "approve": Move(frozenset({State.ON_ITS_WAY}), State.APPROVED, "批准"),
    "decline": Move(frozenset({State.ON_ITS_WAY}), State.DECLINED, "不予批准"),
    "stand": Move(frozenset({State.ON_ITS_WAY, State.APPROVED}), "", "登记常务会议决定"),
    "invite": Move(frozenset({State.APPROVED}), "", "邀请领导"),
    "merge": Move(frozenset({State.ON_ITS_WAY, State.APPROVED}), State.DROPPED, "合并召开"),
    "hold": Move(frozenset({State.APPROVED}), State.HELD, "登记举行"),
    "drop": Move(WITH_HOST | {State.APPROVED}, State.DROPPED, "取消"),
}
