"""The approval queue: what waits for him, sorted by what is due, filtered and paged along one index."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from govrules.core.clock import date_of, start_of_day
from govrules.core.matters import queries as matters
from govrules.core.matters.models import LIVE, Step, StepState
from govrules.core.office.models import Official
from govrules.core.workdays import DAY_LONG

PAGE = 30
ALL = "all"
ASIDE = ("countersign", "read")
ISSUED = ("dispatch", "department_document")
MEETINGS = ("agenda_item", "meeting", "meeting_leave", "minutes", "event", "coordination", "party_matter")


@dataclass(frozen=True)
class Filter:
    """A tab above the list."""

    key: str
    label: str
    where: Callable[[datetime], Q]


def _kind(**facts: str) -> Callable[[datetime], Q]:
    return lambda _: Q(**facts) & ~Q(act__in=ASIDE)


def due_today(at: datetime) -> Q:
    """Whose last day is today, or is over already."""
    return Q(due_at__lte=start_of_day(date_of(at) + DAY_LONG))


FILTERS = (
    Filter(ALL, "全部", lambda _: Q()),
    Filter("today", "今日到期", due_today),
    Filter("request", "请示", _kind(matter__submission__doc_kind="request")),
    Filter("report", "报告", _kind(matter__submission__doc_kind="report")),
    Filter("dispatch", "发文", lambda _: Q(matter__kind__in=ISSUED) & ~Q(act__in=ASIDE)),
    Filter("meeting", "会议", lambda _: Q(matter__kind__in=MEETINGS)),
    Filter("leave", "请假", lambda _: Q(matter__kind="leave")),
    Filter("countersign", "会签", lambda _: Q(act="countersign")),
    Filter("read", "阅知", lambda _: Q(act="read")),
)
BY_KEY = {f.key: f for f in FILTERS}


@dataclass(frozen=True)
class Page:
    """One page of the list; it begins behind `after`, the next one behind `more`."""

    steps: list[Step]
    after: int | None
    more: int | None


def counts(official: Official, at: datetime) -> dict[str, int]:
    """How many there are behind each tab: one query."""
    every = {f.key: Count("pk", filter=f.where(at)) for f in FILTERS if f.key != ALL}
    return matters.queue(official).order_by().aggregate(all=Count("pk"), **every)


def waiting(official: Official, show: str, at: datetime) -> QuerySet[Step]:
    """What waits for him behind a tab, with what a line of the list says."""
    facts = {"doc_kind": F("matter__submission__doc_kind"), "urgency": F("matter__submission__urgency")}
    return matters.queue(official).filter(BY_KEY.get(show, FILTERS[0]).where(at)).annotate(**facts)


def page(steps: QuerySet[Step], after: Step | None) -> Page:
    """A page of the list, begun after a step by the order of the index: the same cost wherever it begins."""
    found = list((steps.filter(behind(after)) if after else steps)[: PAGE + 1])
    return Page(found[:PAGE], after.pk if after else None, found[PAGE - 1].pk if len(found) > PAGE else None)


def page_holding(steps: QuerySet[Step], after: Step | None, step: Step) -> Page:
    """The page asked for if an item stands on it, else the one that begins with the item."""
    found = page(steps, after)
    if any(s.pk == step.pk for s in found.steps):
        return found
    return page(steps, steps.filter(ahead(step)).reverse().first())


def anchor(official: Official, step_id: int | None) -> Step | None:
    """The step after which a page begins; one that was never his begins nothing."""
    if step_id is None:
        return None
    return Step.objects.filter(Q(assignee=official) | Q(decided_by=official), pk=step_id).first()


def behind(step: Step) -> Q:
    """Everything that stands after a step in the queue's order: due (none last), then started, then key."""
    same_due = Q(due_at=step.due_at) if step.due_at else Q(due_at=None)
    later = same_due & (Q(started_at__gt=step.started_at) | Q(started_at=step.started_at, pk__gt=step.pk))
    return later | Q(due_at__gt=step.due_at) | Q(due_at=None) if step.due_at else later


def ahead(step: Step) -> Q:
    """Everything that stands before it."""
    same_due = Q(due_at=step.due_at) if step.due_at else Q(due_at=None)
    earlier = same_due & (Q(started_at__lt=step.started_at) | Q(started_at=step.started_at, pk__lt=step.pk))
    return earlier | (Q(due_at__lt=step.due_at) if step.due_at else Q(due_at__isnull=False))


@dataclass(frozen=True)
class Neighbours:
    """The item's place in its list."""

    position: int
    previous: int | None
    next: int | None


def neighbours(steps: QuerySet[Step], step: Step) -> Neighbours:
    """How many stand before an item, and the ones beside it: three queries, however long the queue is."""
    before = steps.filter(ahead(step))
    keys = before.reverse().values_list("pk", flat=True)
    return Neighbours(before.count() + 1, keys.first(), following(steps, step))


def following(steps: QuerySet[Step], step: Step) -> int | None:
    """The one after it."""
    return steps.filter(behind(step)).values_list("pk", flat=True).first()


def countersigns(steps: Iterable[Step]) -> dict[int, str]:
    """For each matter of a page what its consulted organs have answered, in words: one query."""
    found = (
        Step.objects.filter(matter__in={s.matter_id for s in steps}, act="countersign")
        .exclude(state=StepState.CANCELLED)
        .values("matter")
        .annotate(
            all=Count("pk"),
            open=Count("pk", filter=Q(state__in=LIVE)),
            against=Count("pk", filter=Q(opinion_kind="disagree")),
            silent=Count("pk", filter=Q(state=StepState.DEEMED)),
        )
        .order_by()
    )
    return {row["matter"]: _told(row) for row in found}


def _told(row: dict[str, int]) -> str:
    agreed = row["all"] - row["open"] - row["against"] - row["silent"]
    parts = [
        f"{agreed}家同意" if agreed else "", f"{row['against']}家不同意" if row["against"] else "",
        f"{row['silent']}家逾期无异议" if row["silent"] else "", f"{row['open']}家未回复" if row["open"] else "",
    ]  # fmt: skip
    return f"会签{row['all']}家，{'、'.join(filter(None, parts))}"
