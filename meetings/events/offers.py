"""What a person may do with an event now, for the buttons of its page. The acts check it again themselves."""

from __future__ import annotations

from datetime import datetime

from govrules.core.clock import date_of
from govrules.core.matters.models import Matter
from govrules.core.office.models import Official
from govrules.core.office.queries import book_of, in_office, organs_of
from meetings.events.facts import ACT, STANDING
from meetings.events.models import Event
from meetings.events.states import MOVES

HOST = ("edit", "ask", "withdraw", "drop", "hold")
OFFICE = ("stand", "merge", "invite", "hold")


def offered(event: Event, official: Official, at: datetime) -> frozenset[str]:
    """The acts of the host's staff and of the office's that the state lets them carry out; nothing is held ahead."""
    matter: Matter = event.matter
    on = date_of(at)
    names = [
        *(HOST if matter.organ_id in organs_of(official, on) else ()),
        *(OFFICE if in_office(official, on) else ()),
    ]
    open_now = {name for name in names if matter.state in MOVES[name].sources}
    ahead = {"hold"} if event.starts_at > at else set()
    return frozenset(open_now - ahead - (set() if asks_for_standing(matter) else {"stand"}))


def asks_for_standing(matter: Matter) -> bool:
    """Whether the rules have the standing meeting settle some of them at all."""
    return any(gate.act == ACT and gate.check == STANDING for gate in book_of(matter.adoption).gates)
