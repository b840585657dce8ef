"""What the pages of supervision show; always from `visible_to`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import django_filters
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from govrules.core import clock
from govrules.core.calendar.queries import current
from govrules.core.deadlines.actions import left_words, light
from govrules.core.deadlines.models import Deadline, DeadlineState
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import visible_to, with_rules
from govrules.core.office.models import Official, Organ
from govrules.core.office.queries import adoption_on, book_of, in_office, organs_of
from govrules.core.wording import article_name, day, last_day
from supervision import rules
from supervision.models import Feedback, Part, Task
from supervision.noticing import PERIOD
from supervision.states import MOVES, RUNNING, State

WORDS = dict(State.choices)
MOST_EXPORTED = 20_000
STANDING = (DeadlineState.OPEN, DeadlineState.PASSED)  # a limit that is over still says how late it is
OFFICES = ("send_back", "strike_off", "cancel", "close_part", "name_person", "notice")


@dataclass
class Sheet:
    """A supervised matter; it has no sign-off steps."""

    matter: Matter
    document: Task
    steps: list[Any] = field(default_factory=list)
    way: list[Any] = field(default_factory=list)
    findings: list[Any] = field(default_factory=list)


def sheet(matter: Matter, at: datetime) -> Sheet:
    """The task with its helpers and feedback: five queries."""
    task = Task.objects.prefetch_related("helpers", "feedback__by", "feedback__organ").get(pk=matter.pk)
    task.matter = matter
    return Sheet(matter, task)


class TaskFilter(django_filters.FilterSet):
    """By words, state, organ and day."""

    q = django_filters.CharFilter(label="事项", method="by_words")
    state = django_filters.MultipleChoiceFilter(label="状态", choices=State.choices)
    organ = django_filters.ModelChoiceFilter(label="责任单位", queryset=Organ.objects.none(), empty_label="全部单位")
    until = django_filters.DateFilter(label="时限不晚于", field_name="task__due_on", lookup_expr="lte")
    late = django_filters.BooleanFilter(label="只看逾期", method="only_late")
    silent = django_filters.BooleanFilter(label="只看未反馈", method="only_silent")

    class Meta:
        model = Matter
        fields: tuple[str, ...] = ()

    def __init__(self, *args: object, official: Official, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.official = official
        self.filters["organ"].queryset = Organ.objects.filter(government=official.government_id)

    def by_words(self, matters: QuerySet[Matter], _: str, words: str) -> QuerySet[Matter]:
        for word in words.split():
            matters = matters.filter(Q(title__icontains=word) | Q(task__what__icontains=word))
        return matters

    def only_late(self, matters: QuerySet[Matter], _: str, late: bool) -> QuerySet[Matter]:
        return matters.filter(state__in=RUNNING, task__due_on__lt=clock.today()) if late else matters

    def only_silent(self, matters: QuerySet[Matter], _: str, silent: bool) -> QuerySet[Matter]:
        rule = book_of(adoption_on(self.official.government, clock.today())).feature(rules.FEEDBACK)
        if not silent:
            return matters
        quiet = parts_of().filter(task=OuterRef("pk"), fed=None, closed_on=None)
        kinds = rule.params.organs if rule else ()  # type: ignore[attr-defined]
        return matters.filter(Exists(quiet.filter(organ__kind__in=kinds)), state__in=RUNNING)


def tasks(official: Official) -> QuerySet[Matter]:
    """Supervised matters that he may see, the nearest limit first."""
    running = Deadline.objects.filter(matter=OuterRef("pk"), state__in=STANDING).exclude(rule=PERIOD).order_by("due_at")
    found = with_rules(visible_to(official)).filter(kind="supervised").select_related("task")
    found = found.prefetch_related(Prefetch("task__parts", parts_of()))
    found = found.annotate(due=Subquery(running.values("due_at")[:1]), warn=Subquery(running.values("warn_at")[:1]))
    return found.order_by("closed_at", "task__due_on", "-pk")


def parts_of() -> QuerySet[Part]:
    """Parts with their organ, how often it has fed back (`fed`, None: never) and when it did so last (`last`)."""
    of_part = Feedback.objects.filter(task=OuterRef("task"), organ=OuterRef("organ")).order_by()
    number = of_part.values("organ").annotate(number=Count("pk")).values("number")
    found = Part.objects.select_related("organ", "person")
    return found.annotate(fed=Subquery(number), last=Subquery(of_part.order_by("-at").values("at")[:1]))


def quiet(matter: Matter, parts: Iterable[Part]) -> list[Organ]:
    """Organs that must feed back and have not, of parts as `parts_of` gives them: no query."""
    return rules.bound(matter, [part.organ for part in parts if not part.fed and part.closed_on is None])


def quiet_words(matter: Matter, parts: Iterable[Part]) -> str:
    """县教育局、县财政局（第二十一条）; empty where nobody is missing."""
    rule, names = rules.rule_of(matter, rules.FEEDBACK), [organ.short_name for organ in quiet(matter, parts)]
    return f"{'、'.join(names)}（{article_name(rule.article)}）" if rule and names else ""


def lighted(matters: Iterable[Matter], at: datetime) -> None:
    """Put the light, the days left and the word for the state on each."""
    calendar = current()
    for matter in matters:
        matter.due_at, matter.warn_at = matter.due, matter.warn
        runs = matter.due and matter.state in RUNNING
        matter.light = light(matter, at) if runs else "none"
        matter.left = left_words(matter, at, calendar) if runs else ""
        matter.words = WORDS[matter.state]
        matter.quiet = quiet_words(matter, matter.task.parts.all()) if matter.state in RUNNING else ""


def limit_of(matter: Matter, at: datetime) -> Deadline | None:
    """The limit that is running, with what the page says of it."""
    found = Deadline.objects.filter(matter=matter, state__in=STANDING).exclude(rule=PERIOD).order_by("due_at").first()
    if found:
        found.light, found.left, found.last_day = light(found, at), left_words(found, at), last_day(found.due_at)
    return found


def offered(matter: Matter, task: Task, official: Official) -> frozenset[str]:
    """The acts that he may carry out on it now; the acts check again."""
    on = clock.today()
    mine = set(organs_of(official, on))
    names: set[str] = set(OFFICES) if in_office(official, on) else set()
    names |= {"progress", "report", "name_person"} if matter.organ_id in mine else set()
    names |= {"progress", "name_person"} if {organ.pk for organ in task.helpers.all()} & mine else set()
    names -= set() if rules.rule_of(matter, rules.NOTICE) else {"notice"}
    return frozenset(name for name in names if matter.state in MOVES[name].sources)


def rows(matters: QuerySet[Matter]) -> Iterator[list[str]]:
    """The heading and a row a matter, for Excel."""
    yield ["督办事项", "任务内容", "来源", "责任单位", "配合单位", "完成时限", "状态", "办结日期"]
    for m in matters.prefetch_related("task__helpers")[:MOST_EXPORTED]:
        task = m.task
        helpers = "、".join(organ.short_name for organ in task.helpers.all())
        due, done = (day(on, 0) if on else "" for on in (task.due_on, task.done_on))
        yield [m.title, task.what, task.origin, m.organ.name, helpers, due, WORDS[m.state], done]
