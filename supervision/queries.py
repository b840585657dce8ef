"""What the pages of supervision show; always from `visible_to`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import django_filters
from django.db.models import OuterRef, Q, QuerySet, Subquery

from govrules.core import clock
from govrules.core.calendar.queries import current
from govrules.core.deadlines.actions import left_words, light
from govrules.core.deadlines.models import Deadline, DeadlineState
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import visible_to, with_rules
from govrules.core.office.models import Official, Organ
from govrules.core.office.queries import in_office, organs_of
from govrules.core.wording import day, last_day
from supervision.models import Task
from supervision.states import MOVES, RUNNING, State

WORDS = dict(State.choices)
MOST_EXPORTED = 20_000
STANDING = (DeadlineState.OPEN, DeadlineState.PASSED)  # a limit that is over still says how late it is
OFFICES = ("send_back", "strike_off", "cancel")


@dataclass
class Sheet:
    """A supervised matter; it has no sign-off steps."""

    matter: Matter
    document: Task
    steps: list[Any] = field(default_factory=list)
    way: list[Any] = field(default_factory=list)
    findings: list[Any] = field(default_factory=list)


def sheet(matter: Matter, at: datetime) -> Sheet:
    """The task with its helpers and feedback: three queries."""
    task = Task.objects.prefetch_related("helpers", "feedback__by").get(pk=matter.pk)
    task.matter = matter
    return Sheet(matter, task)


class TaskFilter(django_filters.FilterSet):
    """By words, state, organ and day."""

    q = django_filters.CharFilter(label="事项", method="by_words")
    state = django_filters.MultipleChoiceFilter(label="状态", choices=State.choices)
    organ = django_filters.ModelChoiceFilter(label="责任单位", queryset=Organ.objects.none(), empty_label="全部单位")
    until = django_filters.DateFilter(label="时限不晚于", field_name="task__due_on", lookup_expr="lte")
    late = django_filters.BooleanFilter(label="只看逾期", method="only_late")

    class Meta:
        model = Matter
        fields: tuple[str, ...] = ()

    def __init__(self, *args: object, official: Official, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.filters["organ"].queryset = Organ.objects.filter(government=official.government_id)

    def by_words(self, matters: QuerySet[Matter], _: str, words: str) -> QuerySet[Matter]:
        for word in words.split():
            matters = matters.filter(Q(title__icontains=word) | Q(task__what__icontains=word))
        return matters

    def only_late(self, matters: QuerySet[Matter], _: str, late: bool) -> QuerySet[Matter]:
        return matters.filter(state__in=RUNNING, task__due_on__lt=clock.today()) if late else matters


def tasks(official: Official) -> QuerySet[Matter]:
    """Supervised matters that he may see, the nearest limit first."""
    running = Deadline.objects.filter(matter=OuterRef("pk"), state__in=STANDING).order_by("due_at")
    found = with_rules(visible_to(official)).filter(kind="supervised").select_related("task")
    found = found.annotate(due=Subquery(running.values("due_at")[:1]), warn=Subquery(running.values("warn_at")[:1]))
    return found.order_by("closed_at", "task__due_on", "-pk")


def lighted(matters: Iterable[Matter], at: datetime) -> None:
    """Put the light, the days left and the word for the state on each."""
    calendar = current()
    for matter in matters:
        matter.due_at, matter.warn_at = matter.due, matter.warn
        runs = matter.due and matter.state in RUNNING
        matter.light = light(matter, at) if runs else "none"
        matter.left = left_words(matter, at, calendar) if runs else ""
        matter.words = WORDS[matter.state]


def limit_of(matter: Matter, at: datetime) -> Deadline | None:
    """The limit that is running, with what the page says of it."""
    found = Deadline.objects.filter(matter=matter, state__in=STANDING).order_by("due_at").first()
    if found:
        found.light, found.left, found.last_day = light(found, at), left_words(found, at), last_day(found.due_at)
    return found


def offered(matter: Matter, task: Task, official: Official) -> frozenset[str]:
    """The acts that he may carry out on it now; the acts check again."""
    on = clock.today()
    mine = set(organs_of(official, on))
    names: set[str] = set(OFFICES) if in_office(official, on) else set()
    names |= {"progress", "report"} if matter.organ_id in mine else set()
    names |= {"progress"} if {organ.pk for organ in task.helpers.all()} & mine else set()
    return frozenset(name for name in names if matter.state in MOVES[name].sources)


def rows(matters: QuerySet[Matter]) -> Iterator[list[str]]:
    """The heading and a row a matter, for Excel."""
    yield ["督办事项", "任务内容", "来源", "责任单位", "配合单位", "完成时限", "状态", "办结日期"]
    for m in matters.prefetch_related("task__helpers")[:MOST_EXPORTED]:
        task = m.task
        helpers = "、".join(organ.short_name for organ in task.helpers.all())
        due, done = (day(on, 0) if on else "" for on in (task.due_on, task.done_on))
        yield [m.title, task.what, task.origin, m.organ.name, helpers, due, WORDS[m.state], done]
