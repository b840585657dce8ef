"""Plays a place's ledgers (`ledgers.toml`): what was entered, put before a leader, filled in later, urged.

Days count in working days back. Of each entry: its `register`, when it was entered (`back`, `hour`), its `values` by
column (organs and people by their keys, days as a number, moments as a number and an hour), before whom it was put
(`shown`: who, when), what was filled in `later` (by whom, when), and who `urged` it (who, when, words).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from govrules.core import clock
from govrules.core.clock import date_of
from govrules.core.registers import actions
from govrules.core.registers.models import LedgerEntry
from govrules.demo.people import FOLDER
from govrules.demo.story import Story
from govrules.rulebook.ledgers import RegisterField


def tell(story: Story) -> None:
    """Everything of the place's file, on the story's line of time."""
    for row in tomllib.loads((FOLDER / story.office.government.key / "ledgers.toml").read_text("utf-8"))["entries"]:
        Recording(story, row).begin()


class Recording:
    """One entry."""

    def __init__(self, story: Story, row: Mapping[str, Any]) -> None:
        self.story, self.row = story, row
        self.pk = 0
        self.typed: dict[str, Any] = {}

    def begin(self) -> None:
        row, story = self.row, self.story
        story.on(row["back"], row.get("hour", "10:15"), self.enter)
        if "shown" in row:
            who, back = row["shown"]
            story.on(back, "10:40", lambda: actions.show_to(self.pk, story.registrar, story.who(who)))
        for later in row.get("later", ()):
            story.on(later["back"], later.get("hour", "16:20"), lambda later=later: self.fill(later))
        if "urged" in row:
            who, back, words = row["urged"]
            story.on(back, "09:40", lambda: actions.urge(self.pk, story.who(who), words))

    def enter(self) -> None:
        self.typed = self.read(self.row["values"])
        self.pk = actions.enter(self.story.registrar, self.row["register"], actions.Said(self.typed)).pk

    def fill(self, later: Mapping[str, Any]) -> None:
        """The form as it stood, with this filled in besides."""
        self.typed |= self.read(later["values"])
        by = self.story.who(later["by"]) if "by" in later else self.story.registrar
        version = LedgerEntry.objects.select_related("matter").get(pk=self.pk).matter.version
        actions.amend(self.pk, by, actions.Said(self.typed), "", version)

    def read(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The file's words as the act takes them."""
        register = actions.register_of(self.story.office.government, self.row["register"], clock.now())
        columns = {column.key: column for column in register.fields}
        return {key: self.value(columns[key], value) for key, value in values.items()}

    def value(self, column: RegisterField, typed: Any) -> Any:
        story = self.story
        if column.type == "official":
            return story.who(typed)
        if column.type == "organ":
            return story.office.organs[typed]
        if column.type == "date":
            return date_of(story.moment(typed, "12:00"))
        if column.type == "moment":
            return story.moment(typed[0], typed[1])
        return Decimal(typed) if column.type == "number" else typed
