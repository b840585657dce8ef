"""States and moves of a request to publish, speak, write or attend, all on this screen."""

from __future__ import annotations

from django.db.models import TextChoices

from govrules.core.acts import Move


class State(TextChoices):
    DRAFT = "public_draft", "拟报"
    ON_ITS_WAY = "public_on_its_way", "报批中"
    RETURNED = "public_returned", "退回补充"
    APPROVED = "public_approved", "已审定，待登记"
    DECLINED = "public_declined", "未同意"
    DONE = "public_done", "已登记办理情况"
    DROPPED = "public_dropped", "已取消"


WITH_HOST = frozenset({State.DRAFT, State.RETURNED})
AGREED = frozenset({State.APPROVED, State.DONE})

MOVES = {
    "edit": Move(WITH_HOST, "", "修改"),
    "ask": Move(WITH_HOST, State.ON_ITS_WAY, "报批"),
    "send_back": Move(frozenset({State.ON_ITS_WAY}), State.RETURNED, "退回"),
    "withdraw": Move(frozenset({State.ON_ITS_WAY}), State.DRAFT, "撤回"),
    "approve": Move(frozenset({State.ON_ITS_WAY}), State.APPROVED, "审定"),
    "decline": Move(frozenset({State.ON_ITS_WAY}), State.DECLINED, "谢绝"),
    "upper": Move(frozenset({State.ON_ITS_WAY, State.APPROVED}), "", "登记上级批准"),
    "do": Move(WITH_HOST | {State.APPROVED}, State.DONE, "登记办理情况"),
    "drop": Move(WITH_HOST | {State.APPROVED}, State.DROPPED, "取消"),
}
