"""An agenda item of the demo on its way: drafted with its reviews, proposed, determined by whoever holds the steps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from documents.dispatch.actions import Recorded
from documents.dispatch.models import Review
from govrules.core import clock
from govrules.core.errors import BrokenRule
from govrules.core.matters.models import Matter, StepState
from govrules.core.office.models import Official, Seat
from govrules.demo.story import Story
from meetings import steps
from meetings.items import actions as items
from meetings.items.drafting import Draft
from meetings.items.facts import CONSULTED

SAID = {
    "consent": "同意提出。", "review": "材料齐全，呈请审定。", "approve": "同意上会。", "sign": "同意印发。",
    "draft": "已核对会议记录，请审签。", "file": "已备案。",
}  # fmt: skip
REVIEWER = {Review.LEGALITY: "合法性审核", Review.COMPETITION: "公平竞争审查"}
USUAL = {"minutes_wanted": 12}
FIELDS = ("title", "business", "study", "secrecy", "minutes_wanted", "brief", "proposal")


class Items:
    """The items of one place's file. `usual` is what its rules want of every item: declared facts, reviews, consent."""

    def __init__(self, story: Story, usual: Mapping[str, Any]) -> None:
        self.story, self.usual = story, usual
        self.leaders = {
            organ: row["seat"] for row in story.office.data["leaders"] for organ in row.get("covers", ())
        }  # fmt: skip

    def draft(self, key: str, body: str, plan: Mapping[str, Any]) -> None:
        """Drafted by its organ's clerk, reviewed and proposed; what a gate stops stays with the organ."""
        office, by = self.story.office, self.clerk(plan["organ"])
        made = items.create(by, office.organs[plan["organ"]], self.filled(body, plan))
        self.story.docs[key] = made.pk
        self.record(made.pk, by, plan)
        try:
            items.propose(made.pk, by, plan.get("reasons", {}))
        except BrokenRule as refusal:
            self.story.refused[key] = str(refusal)

    def clerk(self, organ: str) -> Official:
        return self.story.drafter if organ == "office" else self.story.who(f"{organ}-clerk")

    def filled(self, body: str, plan: Mapping[str, Any]) -> Draft:
        """What the file says of it, and what the place's rules want of every item."""
        values = {name: plan[name] for name in FIELDS if name in plan}
        values = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
        touched = tuple(self.story.office.organs[organ] for organ in plan.get("touched", ()))
        declared = {**self.usual.get("declared", {}), **plan.get("declared", {})}
        return Draft(body=body, sponsor=self.sponsor(plan), touched=touched, declared=declared, **(USUAL | values))

    def sponsor(self, plan: Mapping[str, Any]) -> Seat | None:
        """The leader in whose name it is proposed: the file's, or where its rules want one, who covers the organ."""
        usual = self.leaders.get(plan["organ"]) if self.usual.get("sponsored") else None
        seat = plan.get("sponsor", usual)
        return self.story.office.seats[seat] if seat else None

    def record(self, matter: int, by: Official, plan: Mapping[str, Any]) -> None:
        """Reviews by the organs competent for them; the signed opinions of the organs touched where these count."""
        for kind in plan.get("reviews", self.usual.get("reviews", ())):
            organ = self.story.office.organs[self.usual["reviewers"][kind]]
            note = f"{organ.short_name}出具{REVIEWER[Review(kind)]}意见：同意"
            items.record_review(matter, by, Recorded(kind, organ, clock.today(), note))
        for key in plan.get("touched", ()) if self.usual.get("consults") else ():
            organ = self.story.office.organs[key]
            items.record_review(matter, by, Recorded(CONSULTED, organ, clock.today(), "会签同意"))


def go_on(matter: int, story: Story, words: Mapping[str, str] = SAID, seats: tuple[str, ...] = ("head",)) -> bool:
    """Whoever holds the live steps of a matter of this floor takes the usual choice; False where nothing waits."""
    waiting = Matter.objects.get(pk=matter).steps.filter(state=StepState.PENDING).exclude(assignee=None)
    found = list(waiting.exclude(act="opine").select_related("matter", "assignee"))
    for step in found:
        choice = steps.choices(step)[0]
        picked = [story.office.seats[key].pk for key in seats] if "seats" in choice.asks else []
        steps.decide(step.pk, step.assignee, choice.kind, words.get(step.act, "同意。"), {"seats": picked})
    return bool(found)
