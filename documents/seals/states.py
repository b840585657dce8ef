"""States and moves of what is asked for of a seal, all on this screen."""

from __future__ import annotations

from django.db.models import TextChoices

from govrules.core.acts import Move


class State(TextChoices):
    ASKED = "seal_asked", "用印审批中"
    RETURNED = "seal_returned", "用印退回补正"
    APPROVED = "seal_approved", "用印已批准，待办理"
    OUT = "seal_out", "印章已交出，待归还"
    DONE = "seal_done", "用印已办结"
    REFUSED = "seal_refused", "用印未批准"
    DROPPED = "seal_dropped", "用印已撤回"


MOVES = {
    "edit": Move(frozenset({State.RETURNED}), State.ASKED, "修改后再报"),
    "approve": Move(frozenset({State.ASKED}), State.APPROVED, "批准"),
    "send_back": Move(frozenset({State.ASKED}), State.RETURNED, "退回"),
    "reject": Move(frozenset({State.ASKED}), State.REFUSED, "不予批准"),
    "withdraw": Move(frozenset({State.ASKED, State.RETURNED, State.APPROVED}), State.DROPPED, "撤回"),
    "affix": Move(frozenset({State.APPROVED}), "", "用印"),
    "finish": Move(frozenset({State.APPROVED}), State.DONE, "办结"),
    "hand_out": Move(frozenset({State.APPROVED}), State.OUT, "交出印章"),
    "back": Move(frozenset({State.OUT}), State.DONE, "归还"),
}
