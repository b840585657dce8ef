"""States and moves of a department's own document, all on this screen."""

from __future__ import annotations

from django.db.models import TextChoices

from govrules.core.acts import Move


class State(TextChoices):
    DRAFT = "own_draft", "部门发文拟稿"
    SIGNING = "own_signing", "部门发文签发中"
    RETURNED = "own_returned", "部门发文退回修改"
    SIGNED = "own_signed", "部门发文已签发，待印发"
    ISSUED = "own_issued", "部门发文已印发"
    DROPPED = "own_dropped", "部门发文已作废"


WITH_HOST = frozenset({State.DRAFT, State.RETURNED})
SENT = frozenset({State.SIGNING, State.SIGNED})

MOVES = {
    "edit": Move(WITH_HOST, "", "修改"),
    "record": Move(WITH_HOST | SENT, "", "登记依据"),
    "send": Move(WITH_HOST, State.SIGNING, "送签"),
    "send_back": Move(frozenset({State.SIGNING}), State.RETURNED, "退回"),
    "withdraw": Move(SENT, State.DRAFT, "撤回"),
    "sign": Move(frozenset({State.SIGNING}), State.SIGNED, "签发"),
    "issue": Move(frozenset({State.SIGNED}), State.ISSUED, "印发"),
    "drop": Move(WITH_HOST, State.DROPPED, "作废"),
}
