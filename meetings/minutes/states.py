"""States and moves of minutes, all on this screen."""

from __future__ import annotations

from django.db.models import TextChoices

from govrules.core.acts import Move


class State(TextChoices):
    DRAFTING = "minutes_drafting", "纪要起草"
    SIGNING = "minutes_signing", "纪要审核签发"
    RETURNED = "minutes_returned", "退回修改"
    SIGNED = "minutes_signed", "已签发，待印发"
    ISSUED = "minutes_issued", "已印发"
    NONE = "minutes_none", "不编发纪要"


WITH_OFFICE = frozenset({State.DRAFTING, State.RETURNED})

MOVES = {
    "edit": Move(WITH_OFFICE, "", "修改"),
    "send": Move(WITH_OFFICE, State.SIGNING, "送签"),
    "send_back": Move(frozenset({State.SIGNING}), State.RETURNED, "退回"),
    "withdraw": Move(frozenset({State.SIGNING}), State.DRAFTING, "撤回"),
    "sign": Move(frozenset({State.SIGNING}), State.SIGNED, "签发"),
    "issue": Move(frozenset({State.SIGNED}), State.ISSUED, "印发"),
    "forgo": Move(WITH_OFFICE, State.NONE, "不编发"),
    "resume": Move(frozenset({State.NONE}), State.DRAFTING, "改为编发"),
}
