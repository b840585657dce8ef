"""States and moves of a ledger's entry, all on this screen."""

from __future__ import annotations

from django.db.models import TextChoices

from govrules.core.acts import Move


class State(TextChoices):
    OPEN = "ledger_open", "未办结"
    KEPT = "ledger_kept", "已登记"
    VOID = "ledger_void", "已作废"


STANDING = frozenset({State.OPEN, State.KEPT})

MOVES = {
    "amend": Move(STANDING, "", "补充、更正"),
    "close": Move(frozenset({State.OPEN}), State.KEPT, "办结"),
    "reopen": Move(frozenset({State.KEPT}), State.OPEN, "重新办理"),
    "urge": Move(frozenset({State.OPEN}), "", "催办"),
    "void": Move(STANDING, State.VOID, "作废"),
}
