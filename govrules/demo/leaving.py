"""Plays a place's leaves (`leaves.toml`): asked, decided by whoever has to, gone, come back.

Days count in working days back from the day on which the demo is loaded; negative ones lie ahead. What is past was an
evening's trip, so that nobody misses what the documents and meetings of the demo have him do. Of each: who, from
which seat, why, where to; when it is `asked`, when he `leaves` and is `back`; whether everybody has `decided` on it by
the afternoon, and whether he has reported his return.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from govrules.core import clock
from govrules.core.matters.models import Step, StepState
from govrules.demo.people import FOLDER
from govrules.demo.story import Story
from leave.requests import actions, returning, steps
from leave.requests.steps import CHOICES

PROOF = {"proof": "传真报送，回执存档", "whom": "上级政府办公室"}
ROUNDS = 6  # of steps one after another


def tell(story: Story) -> None:
    """Everything of the place's file, on the story's line of time."""
    for row in tomllib.loads((FOLDER / story.office.government.key / "leaves.toml").read_text("utf-8"))["leaves"]:
        Leaving(story, row).begin()


class Leaving:
    """One leave."""

    def __init__(self, story: Story, row: Mapping[str, Any]) -> None:
        self.story, self.row = story, row
        self.matter = 0

    def begin(self) -> None:
        """Asked in the morning, decided in the afternoon, reported back on the morning of the return."""
        asked, row = self.row["asked"], self.row
        self.story.on(asked, "09:50", self.ask)
        if row.get("decided"):
            self.story.on(asked, "16:10", self.decide)
        if row.get("reported"):
            self.story.on(row["back"], "08:35", self.report)

    def span(self) -> tuple[datetime, datetime]:
        """From when to when he is away."""
        leaves, back, story = self.row["leaves"], self.row["back"], self.story
        if back >= 0:
            return story.moment(leaves, "18:10"), story.moment(back, "08:10")
        return story.end_of(-leaves).replace(hour=8), story.end_of(-back)

    def ask(self) -> None:
        row, who = self.row, self.story.who(self.row["who"])
        takes_over = self.story.office.seats[row["takes_over"]] if "takes_over" in row else None
        made = actions.create(who, actions.Wanted(
            who, self.story.office.seats[row["seat"]], row["kind"], row["reason"], row["place"], "139****0000",
            *self.span(), row.get("with", ""), takes_over,
        ))  # fmt: skip
        self.matter = made.pk
        actions.ask(made.pk, who)

    def decide(self) -> None:
        """Whoever has it in hand agrees, one after another."""
        for _ in range(ROUNDS):
            for step in Step.objects.filter(matter=self.matter, state=StepState.PENDING).select_related("assignee"):
                kind = CHOICES["leave", step.act][0].kind
                steps.decide(step.pk, step.assignee, kind, "同意。" if kind != "read" else "", PROOF)

    def report(self) -> None:
        returning.report_back(self.matter, self.story.who(self.row["who"]), clock.now())
