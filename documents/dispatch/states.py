"""States and moves of a dispatch, all on this screen."""

from __future__ import annotations

from django.db.models import TextChoices

from govrules.core.acts import Move


class State(TextChoices):
    DRAFTING = "drafting", "拟稿"
    SIGNING = "in_signing", "审核签发"
    RETURNED = "reworking", "退回修改"
    SIGNED = "signed", "已签发，待编号"
    NUMBERED = "numbered", "已编号，待印发"
    ISSUED = "issued", "已印发"
    DROPPED = "dispatch_dropped", "已作废"


WITH_OFFICE = frozenset({State.DRAFTING, State.RETURNED})

MOVES = {
    "edit": Move(WITH_OFFICE, "", "修改"),
    "send": Move(WITH_OFFICE, State.SIGNING, "送签"),
    "send_back": Move(frozenset({State.SIGNING}), State.RETURNED, "退回"),
    "withdraw": Move(frozenset({State.SIGNING}), State.DRAFTING, "撤回"),
    "sign": Move(frozenset({State.SIGNING}), State.SIGNED, "签发"),
    "number": Move(frozenset({State.SIGNED}), State.NUMBERED, "编号"),
    "issue": Move(frozenset({State.NUMBERED}), State.ISSUED, "印发"),
}
