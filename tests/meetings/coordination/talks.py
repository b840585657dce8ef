"""What the tests of coordinating do again and again: everything through the acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from documents.consultation import actions as consultation
from govrules.core.matters.models import LIVE, Matter, Step
from govrules.core.office.models import Official
from meetings import steps
from meetings.coordination import actions
from meetings.coordination.actions import Asked
from meetings.coordination.models import Coordination
from meetings.items.models import AgendaItem
from tests.core.cast import Cast
from tests.documents.papers import Papers
from tests.meetings.items.desk import Desk

DISPUTED = {
    "has_disagreement": True, "heads_conferred": True, "positions_listed": True, "grounds_listed": True,
}  # fmt: skip
QUESTION = "校址占用的地块由谁出让。"


@dataclass
class Talks:
    """The papers on which organs disagree, and who brings them together."""

    cast: Cast

    @property
    def papers(self) -> Papers:
        return Papers(self.cast)

    @property
    def desk(self) -> Desk:
        return Desk(self.cast)

    def item(self, **values: Any) -> AgendaItem:
        """An item on which the finance bureau is of another mind, everything set out."""
        declared = DISPUTED | values.pop("declared", {})
        return self.desk.item(touched=(self.cast.finance,), declared=declared, **values)

    def disputed(self, *, proposal: str = "建议由财政安排。") -> Any:
        """A request to which the finance bureau said no, and the main heads have conferred."""
        made = self.papers.draft(touched=["finance"], proposal=proposal)
        [asked] = self.papers.ask(made, "finance")
        self.papers.reply(made, "finance", "disagree", "今年没有安排预算。")
        consultation.respond(made.pk, self.papers.clerk_of(made), asked.pk, "两局主要负责人当面协商，未能一致。")
        return made

    def asked(self, sort: str = "leader", **values: Any) -> Asked:
        sound = {
            "question": QUESTION, "grounds": "学位不足，须今年开工。", "proposal": "建议由财政安排。",
            "sides": {self.cast.finance.pk: "今年没有安排预算。"},
        }  # fmt: skip
        return Asked(sort, **(sound | values))

    def begun(self, paper: Any, by: Official | None = None, **values: Any) -> Coordination:
        return actions.begin(paper.pk, by or self.cast.education_clerk, self.asked(**values))

    def live(self, made: Any) -> list[Step]:
        found = Step.objects.filter(matter=made.pk, state__in=LIVE).order_by("pk")
        return list(found.select_related("matter", "assignee", "seat", "organ"))

    def says(self, made: Any, kind: str, opinion: str = "", **extra: Any) -> None:
        """Whoever has the one live step says this."""
        [step] = self.live(made)
        steps.decide(step.pk, step.assignee, kind, opinion, extra)

    def sign(self, made: Any, *reserving: str) -> None:
        """Everybody signs, these heads with another view."""
        for step in self.live(made):
            keeps = step.assignee in [getattr(self.cast, key) for key in reserving]
            steps.decide(step.pk, step.assignee, "reserved" if keeps else "signed", "没有预算。" if keeps else "", {})

    def state(self, of: Any) -> str:
        return Matter.objects.values_list("state", flat=True).get(pk=of.pk)
