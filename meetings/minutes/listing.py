"""The lists of minutes: all of them filtered and sorted, and those that are not out in time. From `visible_to`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

import django_filters
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from openpyxl import Workbook

from documents.listing import soonest
from documents.listing import text as cell
from govrules.core.calendar.queries import current
from govrules.core.deadlines.actions import left_words, light
from govrules.core.deadlines.models import Deadline, DeadlineState
from govrules.core.matters.models import LIVE, Matter, Step
from govrules.core.matters.queries import visible_to
from govrules.core.office.models import Official
from govrules.core.wording import last_day
from govrules.rulebook.vocabulary import BODIES
from meetings.minutes.states import State

MOST_EXPORTED = 20_000
DONE = (State.ISSUED, State.NONE)
SORTS = {
    "-held": "会议日期，新的在前", "held": "会议日期，旧的在前", "-number": "期号，大的在前",
    "number": "期号，小的在前", "due": "印发时限",
}  # fmt: skip
ORDER = {
    "held": ("minutes__meeting__starts_at",), "number": ("minutes__year", "minutes__serial"),
}  # fmt: skip
HEADS = ["会议", "标题", "期号", "状态", "现由谁办", "会议日期", "印发时限", "签发日期", "印发日期"]


class MinutesFilter(django_filters.FilterSet):
    """By words, body, state, year and the day of the meeting."""

    q = django_filters.CharFilter(label="标题或期号", method="by_words")
    body = django_filters.ChoiceFilter(
        label="会议", field_name="minutes__meeting__body", choices=list(BODIES.items()), empty_label="全部会议"
    )
    state = django_filters.ChoiceFilter(label="状态", choices=State.choices, empty_label="全部状态")
    since = django_filters.DateFilter(field_name="minutes__meeting__starts_at", lookup_expr="date__gte")
    until = django_filters.DateFilter(field_name="minutes__meeting__starts_at", lookup_expr="date__lte")

    class Meta:
        model = Matter
        fields: tuple[str, ...] = ()

    def by_words(self, matters: QuerySet[Matter], _: str, words: str) -> QuerySet[Matter]:
        for word in words.split():
            matters = matters.filter(Q(title__icontains=word) | Q(number__icontains=word))
        return matters


def minutes(official: Official, sort: str = "") -> QuerySet[Matter]:
    """Minutes that he may see, with their limit and who has them now."""
    limits = Deadline.objects.filter(matter=OuterRef("pk"), step=None).exclude(state=DeadlineState.CANCELLED)
    live = Step.objects.filter(matter=OuterRef("pk"), state__in=LIVE).order_by("group")
    found = visible_to(official).filter(kind="minutes").select_related("organ", "minutes__meeting")
    found = found.annotate(
        due=Subquery(limits.values("due_at")[:1]), warn=Subquery(limits.values("warn_at")[:1]),
        article=Subquery(limits.values("article")[:1]), provisional=Subquery(limits.values("provisional")[:1]),
        holder=Subquery(live.values("assignee__name")[:1]),
    )  # fmt: skip
    return found.order_by(*order(sort), "-pk")


def order(sort: str) -> list[object]:
    """The columns of a sort; by the day of the meeting, the newest first, unless another is named."""
    if sort == "due":
        return [soonest("due")]
    name = sort.lstrip("-")
    if name not in ORDER:
        return ["-minutes__meeting__starts_at"]
    return [f"-{column}" if sort.startswith("-") else column for column in ORDER[name]]


def unissued(official: Official) -> QuerySet[Matter]:
    """Minutes that are still to be issued: the nearest limit first, those without one after them."""
    return minutes(official, "due").exclude(state__in=DONE)


def described(matters: list[Matter], at: datetime) -> list[Matter]:
    """Each with its light, the days left, its state in words, and how long it has been signed and not issued."""
    calendar = current()
    for matter in matters:
        running = matter.due and matter.state not in DONE
        matter.due_at, matter.warn_at = matter.due, matter.warn
        matter.light = light(matter, at) if running else "none"
        matter.left = left_words(matter, at, calendar) if running else ""
        matter.words = State(matter.state).label
        signed = matter.minutes.signed_at if matter.state == State.SIGNED else None
        matter.waits = waited(signed, at) if signed else ""
    return matters


def waited(since: datetime, at: datetime) -> str:
    """签发后已2小时, 签发后已3天: where they are to go out at once, how long they have not."""
    hours = int((at - since).total_seconds() // 3600)
    return f"签发后已{hours // 24}天" if hours >= 48 else f"签发后已{hours}小时"


def exported(matters: QuerySet[Matter]) -> bytes:
    """The list as an Excel workbook."""
    book = Workbook(write_only=True)
    table = book.create_sheet("会议纪要")
    for row in rows(matters):
        table.append([cell(one) for one in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def rows(matters: QuerySet[Matter]) -> Iterator[list[str]]:
    """The heading and a row for each."""
    yield HEADS
    for matter in matters[:MOST_EXPORTED].iterator(chunk_size=1000):
        one = matter.minutes
        yield [
            BODIES.get(one.meeting.body, one.meeting.body), matter.title, matter.number, str(State(matter.state).label),
            matter.holder or "", f"{timezone.localdate(one.meeting.starts_at)}",
            f"{last_day(matter.due)}" if matter.due else "", f"{one.signed_on or ''}", f"{one.issued_on or ''}",
        ]  # fmt: skip
