"""What a person may do with a request now, for the buttons of its page. The acts check it again themselves."""

from __future__ import annotations

from datetime import datetime

from documents.publicity.facts import UPPER, Standing
from documents.publicity.gates import applying, needs_asking
from documents.publicity.models import Publicity
from documents.publicity.states import MOVES, State
from govrules.core.clock import date_of
from govrules.core.office.models import Official
from govrules.core.office.queries import in_office, organs_of

HOST = ("edit", "ask", "withdraw", "drop", "do")
OFFICE = ("upper", "do")


def offered(one: Publicity, state: Standing, official: Official, at: datetime) -> frozenset[str]:
    """The acts of the host's staff and of the office's that its state and the rules leave open."""
    matter, on = one.matter, date_of(at)
    names = [
        *(HOST if matter.organ_id in organs_of(official, on) else ()), *(OFFICE if in_office(official, on) else ()),
    ]  # fmt: skip
    open_now = {name for name in names if matter.state in MOVES[name].sources}
    wanted = needs_asking(one, state)
    closed = {"ask"} if not wanted else {"do"} if matter.state != State.APPROVED else set()
    if not any(gate.check == UPPER for gate in applying(one, state)):
        closed.add("upper")
    return frozenset(open_now - closed)
