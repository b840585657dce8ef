"""States and moves of a matter put to the party committee, all on this screen."""

from __future__ import annotations

from django.db.models import TextChoices

from govrules.core.acts import Move


class State(TextChoices):
    DRAFT = "party_draft", "拟报"
    ON_ITS_WAY = "party_on_its_way", "审签中"
    RETURNED = "party_returned", "退回修改"
    APPROVED = "party_approved", "已审定，待报送"
    SENT = "party_sent", "已报送，待答复"
    ANSWERED = "party_answered", "已答复"
    DROPPED = "party_dropped", "不再报送"


WITH_HOST = frozenset({State.DRAFT, State.RETURNED})

MOVES = {
    "edit": Move(WITH_HOST, "", "修改"),
    "record": Move(WITH_HOST | {State.ON_ITS_WAY, State.APPROVED}, "", "登记会议决定"),
    "propose": Move(WITH_HOST, State.ON_ITS_WAY, "送审签"),
    "send_back": Move(frozenset({State.ON_ITS_WAY}), State.RETURNED, "退回"),
    "withdraw": Move(frozenset({State.ON_ITS_WAY, State.APPROVED}), State.DRAFT, "撤回"),
    "approve": Move(frozenset({State.ON_ITS_WAY}), State.APPROVED, "审定"),
    "send": Move(frozenset({State.APPROVED}), State.SENT, "报送"),
    "answer": Move(frozenset({State.SENT}), State.ANSWERED, "登记答复"),
    "drop": Move(WITH_HOST, State.DROPPED, "不再报送"),
}
