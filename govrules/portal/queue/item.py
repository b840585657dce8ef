"""One item of the queue with all that is needed to decide it on the spot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from documents import actions as documents
from govrules.core.authority import excluded
from govrules.core.calendar import queries as calendars
from govrules.core.errors import Refused, WrongState
from govrules.core.files.models import Attachment
from govrules.core.matters import queries as matters
from govrules.core.matters.choosing import Choice
from govrules.core.matters.models import LIVE, Matter, Step, StepState
from govrules.core.office.models import Official
from govrules.core.wording import moment
from govrules.portal import stepping
from govrules.portal.due import Due, due
from govrules.portal.matters import opinions
from govrules.portal.matters.sheets import KINDS, Kind
from govrules.portal.queue.asks import Leader, leaders
from govrules.portal.queue.phrases import phrases
from govrules.portal.queue.queries import Neighbours, neighbours
from govrules.portal.queue.rows import URGENT

NEEDED = ("matter__organ", "matter__government", "matter__adoption", "seat", "organ", "assignee", "decided_by")


@dataclass
class Typed:
    """What he had typed when a form comes back to him, and why it came back."""

    opinion: str = ""
    kind: str = ""
    major: bool = False
    seats: frozenset[int] = frozenset()
    side_by_side: bool = False
    until: str = ""
    manner: str = ""
    more: Mapping[str, str] = field(default_factory=dict)
    refused: Refused | None = None


@dataclass
class Item:
    """What the page of one item shows."""

    step: Step
    kind: Kind
    sheet: Any
    due: Due
    choices: tuple[Choice, ...]
    said: list[opinions.Said]
    beside: Neighbours
    total: int
    annexes: list[Attachment]
    answered: Matter | None
    leaders: list[Leader] = field(default_factory=list)
    may_go_side_by_side: bool = False
    typed: Typed = field(default_factory=Typed)

    @property
    def matter(self) -> Any:
        return self.step.matter

    @property
    def act(self) -> str:
        return stepping.act(self.step)

    @property
    def findings(self) -> list[Any]:
        """What the rules say; to a consulted organ only what the others answered: the gates are its host's concern."""
        every = self.sheet.findings
        return [f for f in every if f.strong] if self.step.consults else every

    @property
    def stand_in(self) -> str:
        """In whose place he decides: the seat and who fills it; empty when it is his own."""
        return self.step.in_whose_place

    @property
    def ground(self) -> str:
        return stepping.ground(self.step)

    @property
    def buttons(self) -> list[Choice]:
        """Choices that need nothing but an opinion stand in the bar; those with fields of their own stand by them."""
        return [c for c in self.choices if c.kind != "more_time"]

    @property
    def more_time(self) -> Choice | None:
        return next((c for c in self.choices if c.kind == "more_time"), None)

    @property
    def picks_leaders(self) -> bool:
        return any("seats" in c.asks for c in self.choices)

    @property
    def asks_major(self) -> bool:
        """Whether the office also says if it is a major matter."""
        return "major" in self.asked

    @property
    def asked(self) -> frozenset[str]:
        """What its choices ask for beyond an opinion."""
        return frozenset(name for choice in self.choices for name in choice.asks)

    @property
    def names_no_leader(self) -> bool:
        """Whether the rules leave it to the office to whom it goes: no leader's step lies ahead by itself."""
        ahead = [s for s in self.sheet.steps if s.state == StepState.WAITING]
        return not any(s.seat is None or s.seat.organ_id is None for s in ahead)

    @property
    def phrases(self) -> tuple[str, ...]:
        return phrases(self.step.act, self.step.matter.kind)

    @property
    def urgent(self) -> str:
        return URGENT.get(getattr(self.sheet.document, "urgency", ""), "")

    @property
    def token(self) -> str:
        """What the page was made from; a decision on anything else is refused."""
        return token(self.step)


def token(step: Step) -> str:
    return f"{step.pk}-{step.state}-{step.matter.version}"


def find(official: Official, step_id: int) -> Step:
    """A step of a matter that he may see; to anybody else it does not exist."""
    visible = Step.objects.filter(matter__in=matters.visible_to(official)).select_related(*NEEDED)
    step = visible.filter(pk=step_id).first()
    if step is None:
        raise Http404("没有这一件")
    return step


def is_open_to(step: Step, official: Official) -> bool:
    """Whether it waits for him, as far as the queue knows."""
    return step.state == StepState.PENDING and step.assignee_id == official.pk


def require_as_seen(step: Step, seen: str) -> None:
    """Refuse a decision on what is no longer what he saw; the second press of a button ends here."""
    if step.state not in LIVE:
        raise WrongState(gone(step))
    if seen != token(step):
        raise WrongState("这件公文在您打开之后有了变化，请看过最新内容再办理；您填写的意见还在原来的页面上")


def gone(step: Step) -> str:
    """What became of a step that is no longer open."""
    when = f"于{moment(step.decided_at)}" if step.decided_at else ""
    if step.decided_by is None:
        return f"“{step.matter.title}”的这一步已是“{step.get_state_display()}”，不需要再办"
    return f"“{step.matter.title}”的这一步已由{step.decided_by.name}{when}办理，不需要再办"


def answered(step: Step) -> Matter | None:
    """The request that a dispatch answers, if he before whom it is may see it."""
    parent = step.matter.parent_id
    return matters.visible_to(step.assignee).filter(pk=parent).first() if parent and step.assignee else None


def item(step: Step, listed: QuerySet[Step], total: int, at: datetime, typed: Typed | None = None) -> Item:
    """Gather what is shown of a step that waits for him; `listed` is the list that he is going through."""
    kind = KINDS[step.matter.kind]
    sheet = kind.gather(step.matter, at)
    matters.name_places([step], at)
    choices = kind.choices(step)
    left = due(step.due_at, step.warn_at, at, calendars.current())
    found = Item(
        step, kind, sheet, left, choices, opinions.said(sheet.steps), neighbours(listed, step), total,
        list(step.matter.attachments.filter(removed_at=None).select_related("blob")), answered(step),
        typed=typed or Typed(),
    )  # fmt: skip
    if found.picks_leaders:
        own = excluded(step)
        found.leaders = [one for one in leaders(step.matter.government, at) if one.official not in own]
        found.may_go_side_by_side = step.matter.kind == "submission" and documents.may_go_side_by_side(sheet.document)
    return found
