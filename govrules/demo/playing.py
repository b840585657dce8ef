"""Plays the documents of a place's file: each is taken to the state that the file wants, by whoever holds the step.

A file (`documents.toml`) has three lists; days count back from the day on which the demo is loaded:
- `away`: who is away from when to when, and, where the head has settled it, who acts meanwhile;
- `documents`: what organs submit, with the day of drafting, the state to reach (`until`) and how many decisions more
  (`further`), half days between two acts (`pace`), what is said in the consultation (`talks`, in order) and on the
  way (`says`, by act), what the office settles at its review, and the text of the reply;
- `dispatches`: what the office issues of its own accord, with the reviews on record.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from govrules.core.office.actions import Delegating, Trip, enter_absence, entrust
from govrules.demo.people import FOLDER
from govrules.demo.players import Dispatched, Submitted
from govrules.demo.story import Story


def tell(story: Story) -> None:
    """Everything of the place's file, on the story's line of time."""
    told = script(story.office.government.key, story.year)
    for row in told.get("away", ()):
        away(story, row)
    for number, plan in enumerate(told["documents"]):
        Submitted(story, plan, number).begin()
    for number, plan in enumerate(told["dispatches"]):
        Dispatched(story, plan, number).begin()


def script(place: str, year: int) -> dict[str, Any]:
    """The file of a place with the year filled in."""
    raw = (FOLDER / place / "documents.toml").read_text("utf-8").replace("{last}", str(year - 1))
    return tomllib.loads(raw.replace("{year}", str(year)))


def away(story: Story, row: Mapping[str, Any]) -> None:
    """Somebody leaves; the office enters it in the morning, with the head's word on who acts, if there is one."""
    back, hour = row["leaves"]
    trip = Trip(story.moment(back, hour), story.end_of(row["back"]), row["reason"], row["place"])

    def enter() -> None:
        if "to" in row:
            said = Delegating(row["kind"], trip.starts_at, trip.ends_at, row["basis"])
            entrust(story.office.seats[row["seat"]], story.office.seats[row["to"]], said, by=story.registrar)
        enter_absence(story.who(row["who"]), trip, by=story.registrar)

    story.on(back, "08:50", enter)
