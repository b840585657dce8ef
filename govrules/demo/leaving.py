"""Plays a place's leaves (`leaves.toml`): asked, decided by whoever has to, filed, gone, prolonged, come back.

Days count in working days back from the day on which the demo is loaded, alone or with an hour; negative ones lie
ahead. What is past was long ago, of somebody whom nothing waited for, or an evening's trip, so that nobody misses what
the documents and meetings of the demo have him do. Of each:
- `who`, from `leaves` to `back`, `kind`, `reason`, `place`; `by`: the clerk who filled it in for him;
- when it was `asked` (with `reasons` for what a rule objects to; `draft`: only written down), by when everybody had
  `decided` (or only so many `steps`), whom the office `picks` where the rules are silent and whether it goes `upward`;
- `filed = false`: still to be filed; when he `reported` back;
- `longer`: an extension that he asked for; `returned`, `declined`, `dropped`: when, and why;
- `gift`: what he brought from abroad.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from govrules.core import clock
from govrules.core.matters.models import Matter, Step, StepState
from govrules.demo.people import FOLDER
from govrules.demo.story import Story
from leave.requests import actions, extending, filing, gifts, returning, steps
from leave.requests.models import LeaveFiling

ASKED, DECIDED, REPORTED, BACK = "09:50", "16:10", "08:35", "18:00"
FILED = timedelta(minutes=40)  # after the decision
PROOF = "传真报送，回执存档"
ROUNDS = 6  # of steps one after another
FORM = ("approval", "countries", "group_size", "within_limits", "urgent")
Day = int | Sequence[Any]


def script(place: str) -> dict[str, Any]:
    """The file of a place."""
    return tomllib.loads((FOLDER / place / "leaves.toml").read_text("utf-8"))


def tell(story: Story) -> None:
    """Everything of the place's file, on the story's line of time."""
    told = script(story.office.government.key)
    for row in told["leaves"]:
        Leaving(story, row, row.get("whom", told["whom"])).begin()


class Leaving:
    """One leave; `whom`: where the office files what the rules have filed elsewhere."""

    def __init__(self, story: Story, row: Mapping[str, Any], whom: str) -> None:
        self.story, self.row, self.whom = story, row, whom
        self.official = story.who(row["who"])
        self.by = story.who(row.get("by", row["who"]))
        self.matter = 0

    def begin(self) -> None:
        """Everything that becomes of it, each thing at its moment."""
        row = self.row
        self.on(row["asked"], ASKED, self.write if row.get("draft") else self.ask)
        self.on(row.get("decided"), DECIDED, self.decide)
        if row.get("filed", True):
            self.on(row.get("decided"), DECIDED, self.file, FILED)
        for key, act in (("returned", "return"), ("declined", "reject")):
            if key in row:
                self.on(row[key][0], DECIDED, lambda act=act, why=row[key][1]: self.choose(act, why))
        if "dropped" in row:
            self.on(row["dropped"][0], ASKED, lambda: actions.drop(self.matter, self.official, row["dropped"][1]))
        if "longer" in row:
            self.prolong(row["longer"])
        self.on(row.get("reported"), REPORTED, self.report)
        if "gift" in row:
            self.on(row["gift"]["entered"], ASKED, self.bring)

    # --- Time ---

    def moment(self, day: Day, hour: str) -> datetime:
        """A day of the file, with its own hour or the usual one."""
        days, hour = (day, hour) if isinstance(day, int) else day
        at = self.story.moment(max(days, 0), hour)
        return at if days >= 0 else datetime.combine(self.story.ahead(-days), at.timetz())

    def on(self, day: Day | None, hour: str, act: Callable[[], Any], later: timedelta = timedelta(0)) -> None:
        if day is not None:
            self.story.line.at(self.moment(day, hour) + later, act)

    # --- Asking ---

    def write(self) -> None:
        """Filled in, with his deputy's seat where he names who presides."""
        row, office = self.row, self.story.office
        seat = next(person.seat for person in office.known if person.key == row["who"])
        made = actions.create(self.by, actions.Wanted(
            self.official, office.seats[seat], row["kind"], row["reason"], row["place"],
            f"139****{self.official.phone[-4:]}", self.moment(row["leaves"], BACK), self.moment(row["back"], BACK),
            row.get("with", ""), office.seats.get(row.get("takes_over", "")),
            **{key: row[key] for key in FORM if key in row},
        ))  # fmt: skip
        self.matter = made.pk

    def ask(self) -> None:
        self.write()
        actions.ask(self.matter, self.by, self.row.get("reasons", {}))

    # --- Deciding ---

    def live(self) -> QuerySet[Step]:
        found = Step.objects.filter(matter=self.matter, state=StepState.PENDING, assignee__isnull=False)
        return found.select_related("matter", "assignee")

    def decide(self) -> None:
        """Whoever has it in hand agrees, one after another; filing comes later."""
        for _ in range(self.row.get("steps", ROUNDS)):
            for step in self.live().exclude(act="file"):
                self.take(step, steps.choices(step)[0].kind)

    def take(self, step: Step, kind: str, opinion: str = "") -> None:
        """A choice on a step, with the usual words and whom the office picks."""
        usual = {"read": "", "pick": "规则未作规定，按分工呈请审批。"}.get(kind, "同意。")
        seats = [self.story.office.seats[key].pk for key in self.row.get("picks", ())]
        extra = {"seats": seats, "upward": self.row.get("upward", False), "proof": PROOF, "whom": self.whom}
        steps.decide(step.pk, step.assignee, kind, opinion or usual, extra)

    def choose(self, kind: str, why: str) -> None:
        self.take(self.live()[0], kind, why)

    def file(self) -> None:
        """The office files it: by its steps, and once it is granted what has none in the register."""
        for _ in range(ROUNDS):
            for step in self.live().filter(act="file"):
                self.prove()
                self.take(step, "file")
        if filing.may_file(Matter.objects.get(pk=self.matter)):
            self.prove()

    def prove(self) -> None:
        """Each organ's own proof in the register."""
        for row in LeaveFiling.objects.filter(request=self.matter, filed_at=None):
            filing.register(row.pk, self.story.registrar, filing.Proof(clock.now(), PROOF, self.whom))

    # --- Staying longer, coming back ---

    def prolong(self, said: Mapping[str, Any]) -> None:
        """An extension asked for, and decided by the same way."""
        until, why = self.moment(said["until"], BACK), said["reason"]
        self.on(said["asked"], ASKED, lambda: extending.ask_extension(self.matter, self.official, until, why))
        self.on(said.get("decided"), DECIDED, self.decide)
        self.on(said.get("decided"), DECIDED, self.file, FILED)

    def report(self) -> None:
        returning.report_back(self.matter, self.official, min(clock.now(), self.moment(self.row["back"], BACK)))

    def bring(self) -> None:
        """The office enters a gift, handed in or still to be."""
        said, line = self.row["gift"], self.story.line
        handed = line.day(said["handed"]) if "handed" in said else None
        received = gifts.Received(
            self.official, said["gift"], line.day(said["received"]), said["giver"], said.get("to", ""), handed
        )
        gifts.register(self.story.office.government, self.story.registrar, received)
