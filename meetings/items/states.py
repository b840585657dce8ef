"""States and moves of an agenda item, all on this screen."""

from __future__ import annotations

from django.db.models import TextChoices

from govrules.core.acts import Move


class State(TextChoices):
    DRAFT = "item_draft", "拟提"
    ON_ITS_WAY = "item_on_its_way", "呈批中"
    RETURNED = "item_returned", "退回补充"
    APPROVED = "item_approved", "已确定，待上会"
    LISTED = "item_listed", "已列入议程"
    DECIDED = "item_decided", "已议定"
    DECLINED = "item_declined", "不提交会议"
    DROPPED = "item_dropped", "已撤回"


WITH_HOST = frozenset({State.DRAFT, State.RETURNED})

MOVES = {
    "edit": Move(WITH_HOST, "", "修改"),
    "supplement": Move(WITH_HOST | {State.ON_ITS_WAY, State.APPROVED, State.LISTED}, "", "登记审核、会签和补充申报"),
    "propose": Move(WITH_HOST, State.ON_ITS_WAY, "提出"),
    "send_back": Move(frozenset({State.ON_ITS_WAY}), State.RETURNED, "退回"),
    "withdraw": Move(frozenset({State.ON_ITS_WAY, State.APPROVED}), State.DRAFT, "撤回"),
    "approve": Move(frozenset({State.ON_ITS_WAY}), State.APPROVED, "确定"),
    "decline": Move(frozenset({State.ON_ITS_WAY}), State.DECLINED, "不予上会"),
    "list": Move(frozenset({State.APPROVED}), State.LISTED, "列入议程"),
    "unlist": Move(frozenset({State.LISTED}), State.APPROVED, "撤下"),
    "decide": Move(frozenset({State.LISTED}), State.DECIDED, "议定"),
    "postpone": Move(frozenset({State.LISTED}), State.APPROVED, "缓议"),
    "drop": Move(WITH_HOST, State.DROPPED, "作废"),
}
