"""What the tests of items do again and again: everything through the acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from documents.dispatch.actions import Recorded
from govrules.core import clock
from govrules.core.errors import Refused
from govrules.core.matters.models import LIVE, Matter, Step
from govrules.core.office.models import Official, Organ
from meetings import steps
from meetings.items import actions
from meetings.items.drafting import Draft
from meetings.items.models import AgendaItem
from tests.core.cast import Cast

# What a sound item of any county declares.
SOUND = {
    "substance_confirmed": True, "overall_interest": True, "clear_opinion": True, "filed_in_time": True,
    "procedures_done": True, "policy_basis_given": True, "meeting_papers_given": True, "legality_paper_given": True,
    "attendee_list_given": True, "talked_with_head": True, "subject": "project",
}  # fmt: skip


@dataclass
class Desk:
    """The people who propose items and decide on them."""

    cast: Cast

    def draft(self, **values: Any) -> Draft:
        """An item for the standing meeting that breaks no rule, but for what is given."""
        declared = SOUND | values.pop("declared", {})
        sound = {
            "title": "关于新建城东小学的议题", "body": "standing", "business": 2,
            "sponsor": self.cast.seats["schools_deputy"], "brief": "城东片区学位不足。", "proposal": "同意新建。",
        }  # fmt: skip
        return Draft(**(sound | values), declared=declared)

    def item(self, by: Official | None = None, organ: Organ | None = None, **values: Any) -> AgendaItem:
        """A draft of the education bureau."""
        parent: Matter | None = values.pop("parent", None)
        by, organ = by or self.cast.education_clerk, organ or self.cast.education
        return actions.create(by, organ, self.draft(**values), parent)

    def proposed(self, by: Official | None = None, **values: Any) -> AgendaItem:
        by = by or self.cast.education_clerk
        item = self.item(by, **values)
        actions.propose(item.pk, by)
        return item

    def approved(self, **values: Any) -> AgendaItem:
        """Proposed and taken through its whole way."""
        item = self.proposed(**values)
        while live := self.live(item):
            for step in live:
                self.decide(step)
        return item

    def decide(self, step: Step, kind: str = "", opinion: str = "同意。", **extra: Any) -> None:
        """By whoever has it now; by the main choice unless another is given."""
        first = steps.choices(step)[0]
        steps.decide(step.pk, step.assignee, kind or first.kind, opinion, extra)

    def live(self, item: AgendaItem) -> list[Step]:
        found = Step.objects.filter(matter=item.pk, state__in=LIVE)
        return list(found.select_related("matter", "assignee", "seat"))

    def way(self, item: AgendaItem) -> list[tuple[str, str, int | None]]:
        """Act, post and article of every step."""
        return [(s.act, s.post, s.article) for s in Step.objects.filter(matter=item.pk)]

    def state(self, item: AgendaItem) -> str:
        return Matter.objects.values_list("state", flat=True).get(pk=item.pk)

    def reviewed(self, item: AgendaItem, organ: Organ, kind: str = "legality_review") -> None:
        recorded = Recorded(kind, organ, clock.today(), "合审〔2026〕3号")
        actions.record_review(item.pk, self.cast.education_clerk, recorded)

    def consulted(self, item: AgendaItem, organ: Organ) -> None:
        self.reviewed(item, organ, "consulted")


def refused(act: Any, *args: Any) -> Refused:
    """The refusal with which an act ends."""
    try:
        act(*args)
    except Refused as found:
        return found
    raise AssertionError("not refused")


HOUR = timedelta(hours=1)
