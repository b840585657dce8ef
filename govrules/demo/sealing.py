"""Plays a place's seals (`seals.toml`, where there is one): cards, what was asked for, decided, sealed, brought back.

Days count in working days back. Of each seal: its `key`, `kind`, `organ`, `name`, `keeper`, `place`. Of what was asked
for: who asked (`by`), for which `organ`, of which `sort` and `seal`, when (`back`), the words of its form, the words of
those who approve one after another (`says`), how many copies were sealed (`sealed`), or whether the seal went `out`
and, so many days ago, came `home`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from typing import Any

from django.core.files.base import ContentFile

from documents import actions as steps
from documents.seals import actions, cards, using
from documents.seals.models import Seal
from govrules.core import clock
from govrules.core.files.actions import Checked, checked
from govrules.core.matters.models import Step, StepState
from govrules.core.office.models import Official
from govrules.demo.people import FOLDER
from govrules.demo.story import Story

ENTERED = 40  # working days ago
PLAIN = ("sort", "content", "purpose", "copies", "special", "important", "foreign", "in_service", "bearer",
         "destination", "keeper_goes")  # fmt: skip


def tell(story: Story) -> None:
    """Everything of the place's file, on the story's line of time."""
    file = FOLDER / story.office.government.key / "seals.toml"
    if not file.exists():
        return
    told = tomllib.loads(file.read_text("utf-8"))
    seals: dict[str, Seal] = {}
    for row in told["seals"]:
        story.on(ENTERED, "09:20", lambda row=row: seals.update({row["key"]: entered(story, row)}))
    for row in told["asked"]:
        Asking(story, seals, row).begin()


def entered(story: Story, row: Mapping[str, Any]) -> Seal:
    """A seal's card."""
    organ, keeper = story.office.organs[row["organ"]], story.who(row["keeper"])
    card = cards.Card(row["kind"], organ, row["name"], keeper, row.get("place", ""))
    return cards.enter(story.office.government, story.registrar, card)


class Asking:
    """One request."""

    def __init__(self, story: Story, seals: Mapping[str, Seal], row: Mapping[str, Any]) -> None:
        self.story, self.seals, self.row = story, seals, row
        self.pk = 0

    def begin(self) -> None:
        """Asked in the morning, approved in the course of that day, sealed the next."""
        row, story = self.row, self.story
        story.on(row["back"], "09:40", self.ask)
        for place, opinion in enumerate(row.get("says", ())):
            story.on(row["back"], f"{10 + place}:30", lambda opinion=opinion: self.decide(opinion))
        if "sealed" in row:
            story.on(row["back"] - 1, "09:10", self.seal)
        if row.get("out"):
            story.on(row["back"] - 1, "09:10", lambda: self.carry(using.hand_out))
        if "home" in row:
            story.on(row["home"], "17:00", lambda: self.carry(using.back))

    def ask(self) -> None:
        row, story = self.row, self.story
        values = {name: row[name] for name in PLAIN if name in row}
        values |= {name: story.who(row[name]) for name in ("user", "escort") if name in row}
        values |= {name: story.office.seats[row[name]] for name in ("section", "leader") if name in row}
        values["papers"] = [paper(name, row["content"]) for name in row.get("papers", ())]
        if "until" in row:
            values |= {"starts_on": clock.today(), "ends_on": story.line.day(row["until"])}
        wanted = actions.Wanted(seal=self.seals[row["seal"]], **values)
        self.pk = actions.ask(story.who(row["by"]), story.office.organs[row["organ"]], wanted).pk

    def decide(self, opinion: str) -> None:
        """Whoever holds the step decides it; a step that nobody holds waits."""
        step = Step.objects.filter(matter=self.pk, state=StepState.PENDING).select_related("matter", "assignee").first()
        if step is not None and step.assignee is not None:
            steps.decide(step.pk, step.assignee, steps.choices(step)[0].kind, opinion)

    @property
    def keeper(self) -> Official:
        return self.seals[self.row["seal"]].keeper

    @property
    def approved(self) -> bool:
        """Whether everybody has approved: who was to decide may have been away that day."""
        return not Step.objects.filter(matter=self.pk).exclude(state=StepState.DONE).exists()

    def carry(self, act: Callable[[int, Official], None]) -> None:
        """The keeper hands it out or takes it back."""
        if self.approved:
            act(self.pk, self.keeper)

    def seal(self) -> None:
        """The keeper enters it, if it was approved."""
        if not self.approved:
            return
        user = self.row.get("bearer") or self.story.who(self.row["by"]).name
        made = using.Made(clock.today(), self.row["sealed"], user, shelf="签字文稿与登记簿一并存放")
        using.affix(self.pk, self.keeper, made)


def paper(name: str, content: str) -> Checked:
    """The text that is to be sealed."""
    return checked(ContentFile(f"{content}（文稿）".encode(), name))
