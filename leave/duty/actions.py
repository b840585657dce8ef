"""The acts on duty, gathered: the only code that writes rosters, logs, swaps and whereabouts."""

from leave.duty.keeping import Said, follow_up, hand_over, receive, take_over, write
from leave.duty.making import Turns, assign, make, publish
from leave.duty.swapping import Asking, answer, ask, withdraw
from leave.duty.whereabouts import Note, note_place

__all__ = [
    "Asking", "Note", "Said", "Turns", "answer", "ask", "assign", "follow_up", "hand_over", "make", "note_place",
    "publish", "receive", "take_over", "withdraw", "write",
]  # fmt: skip
