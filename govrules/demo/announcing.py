"""Plays what a place publishes, says and attends (`public.toml`): asked for, settled, put on record.

Days count in working days back. Of each request: its `sort`, the `organ` that asks, when (`day`), for which day (`on`
working days back or `ahead`), what its form says, whom the office picks (`seats`), where it came out (`where`) and how
far it got (`until`): draft, approved, done.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.core.files.base import ContentFile

from documents.publicity import actions, steps
from documents.publicity.actions import Done, Draft
from govrules.core import clock
from govrules.core.files.actions import checked
from govrules.core.matters.models import Step, StepState
from govrules.demo.people import FOLDER
from govrules.demo.story import Story
from govrules.demo.timeline import ZONE

PLAIN = ("title", "place", "body", "why", "basis", "declared", "grounds")
PAPERS = {"invitation": "邀请函", "plan": "活动安排方案"}
STARTS = time(10)


def tell(story: Story) -> None:
    """Everything of the place's file, on the story's line of time."""
    for plan in tomllib.loads((FOLDER / story.office.government.key / "public.toml").read_text("utf-8"))["requests"]:
        Announced(story, plan).begin()


class Announced:
    """One request."""

    def __init__(self, story: Story, plan: Mapping[str, Any]) -> None:
        self.story, self.plan = story, plan
        self.clerk = story.drafter if plan["organ"] == "office" else story.who(f"{plan['organ']}-clerk")
        self.pk = 0

    def begin(self) -> None:
        day, until = self.plan["day"], self.plan["until"]
        self.story.on(day, "09:50", self.draft)
        if until != "draft":
            self.story.on(day, "10:30", lambda: actions.ask(self.pk, self.clerk, self.plan.get("reasons", {})))
            for hour in ("15:20", "16:40"):
                self.story.on(day, hour, self.decide)
        if until == "done":
            self.story.on(self.plan["on"], "11:10", self.done)

    def draft(self) -> None:
        plan, office = self.plan, self.story.office
        values = {name: plan[name] for name in PLAIN if name in plan}
        said = Draft(
            starts_at=self.starts_at, person=self.story.who(plan["person"]) if "person" in plan else None,
            leaders=tuple(office.seats[key] for key in plan.get("leaders", ())), **values,
        )  # fmt: skip
        made = actions.create(self.clerk, office.organs[plan["organ"]], plan["sort"], said)
        self.pk = made.pk
        files = {role: ContentFile(f"{name}：{plan['title']}".encode(), f"{name}.txt") for role, name in PAPERS.items()}
        if plan.get("papers"):
            actions.keep(made, self.clerk, {role: [checked(file)] for role, file in files.items()})

    @property
    def starts_at(self) -> datetime:
        if "on" in self.plan:
            return self.story.moment(self.plan["on"], STARTS.isoformat("minutes"))
        return datetime.combine(self.story.ahead(self.plan["ahead"]), STARTS, ZONE)

    def decide(self) -> None:
        """Whoever holds the live step agrees; the office names the leaders."""
        seats = [self.story.office.seats[key].pk for key in self.plan.get("seats", ())]
        for step in Step.objects.filter(matter=self.pk, state=StepState.PENDING).exclude(assignee=None):
            kind = steps.choices(step)[0].kind
            steps.decide(step.pk, step.assignee, kind, "同意。", {"seats": seats})

    def done(self) -> None:
        where = self.plan["where"]
        actions.do(self.pk, self.clerk, Done(clock.now(), where, self.plan.get("public", False)), {})
