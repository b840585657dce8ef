"""The states of all kinds of this floor, as the pages say them."""

from __future__ import annotations

from collections.abc import Mapping

from meetings.attendance.states import State as Excuse
from meetings.calling.states import State as Meeting
from meetings.events.states import State as Event
from meetings.items.states import State as Item
from meetings.minutes.states import State as Minutes

WORDS: Mapping[str, str] = {
    value: str(label) for states in (Item, Meeting, Excuse, Minutes, Event) for value, label in states.choices
}
