"""What may be chosen on a step of this room's matters, and the act that carries each choice out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from govrules.core.matters.choosing import Choice, Extra
from meetings.attendance import excusing

REFUSE = Choice("reject", "不准假", "d", needs_opinion=True)
CHOICES: Mapping[tuple[str, str], tuple[Choice, ...]] = {
    ("meeting_leave", "review"): (Choice("review", "已核，报批", "a", tone="primary"), REFUSE),
    ("meeting_leave", "approve"): (Choice("approve", "准假", "a", tone="primary"), REFUSE),
    ("meeting_leave", "consent"): (Choice("consent", "准假", "a", tone="primary"), REFUSE),
    ("meeting_leave", "file"): (Choice("file", "已备案", "a", tone="primary"),),
}
# Where the rules are silent the office director picks on his step who decides.
SILENT: Mapping[tuple[str, str], tuple[Choice, ...]] = {
    ("meeting_leave", "review"): (Choice("review", "请选定的领导批准", "a", tone="primary", asks=("seats",)), REFUSE),
}


def _decide(step_id: int, by: Any, kind: str, opinion: str, extra: Extra) -> None:
    seats = [int(seat) for seat in extra.get("seats", ()) if str(seat).isdecimal()]
    excusing.decide(step_id, by, kind, opinion, seats)


DECIDERS: Mapping[tuple[str, str], Callable[..., None]] = dict.fromkeys(CHOICES, _decide)
