"""The list of meetings and the week's page; always from `visible_to`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import django_filters
from django.db.models import Count, QuerySet

from documents.listing import MOST_EXPORTED
from govrules.core.clock import date_of, start_of_day
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import visible_to
from govrules.core.office.models import Official
from govrules.core.wording import moment, weekday
from govrules.rulebook import Rulebook
from meetings.calling.models import Meeting
from meetings.calling.states import State

COMING, PAST = "coming", "past"
TABS = {COMING: "将要召开", PAST: "已开和取消"}
OVER = (State.ENDED, State.CANCELLED)
WEEK = timedelta(days=7)


class MeetingFilter(django_filters.FilterSet):
    """By words, body and state."""

    q = django_filters.CharFilter(label="会议", field_name="title", lookup_expr="icontains")
    body = django_filters.ChoiceFilter(label="种类", field_name="meeting__body", empty_label="全部会议")
    state = django_filters.ChoiceFilter(label="状态", choices=State.choices, empty_label="全部状态")

    class Meta:
        model = Matter
        fields: tuple[str, ...] = ()

    def __init__(self, *args: object, book: Rulebook, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.filters["body"].extra["choices"] = [(body.key, body.title) for body in book.bodies]


def meetings(official: Official, tab: str) -> QuerySet[Matter]:
    """Meetings that he may see: those ahead or going on, the next first; or those that are over, the last first."""
    found = visible_to(official).filter(kind="meeting")
    found = found.select_related("meeting__room", "meeting__chair").annotate(items=Count("meeting__items"))
    if tab == PAST:
        return found.filter(state__in=OVER).order_by("-meeting__starts_at", "-pk")
    return found.exclude(state__in=OVER).order_by("meeting__starts_at", "pk")


def rows(matters: QuerySet[Matter]) -> Iterator[list[str]]:
    """The heading and a row a meeting."""
    yield ["会议", "开始时间", "地点", "主持人", "议题数", "状态"]
    for m in matters[:MOST_EXPORTED].iterator(chunk_size=1000):
        chair = m.meeting.chair.title if m.meeting.chair else ""
        starts, place = moment(m.meeting.starts_at), m.meeting.where
        yield [
            m.title,
            f"{date_of(m.meeting.starts_at).year}年{starts}",
            place,
            chair,
            str(m.items),
            State(m.state).label,
        ]


@dataclass
class Day:
    """A day of the week's page with its meetings."""

    on: date
    name: str
    today: bool
    meetings: list[Meeting] = field(default_factory=list)


def week(official: Official, monday: date, at: datetime) -> list[Day]:
    """The seven days from a Monday on with the meetings that he may see, called off ones left out: one query."""
    days = [monday + timedelta(days=n) for n in range(7)]
    found = {on: Day(on, weekday(on), on == date_of(at)) for on in days}
    mine = visible_to(official).filter(kind="meeting").exclude(state=State.CANCELLED)
    span = (start_of_day(monday), start_of_day(monday + WEEK))
    rows_ = Meeting.objects.filter(matter__in=mine, starts_at__gte=span[0], starts_at__lt=span[1])
    for meeting in rows_.select_related("matter", "room", "chair").order_by("starts_at", "pk"):
        meeting.words = State(meeting.matter.state).label
        found[date_of(meeting.starts_at)].meetings.append(meeting)
    return list(found.values())


def monday_of(text: str, today: date) -> date:
    """The Monday of the week in which a day lies; of this week where the day is none."""
    try:
        on = date.fromisoformat(text)
    except ValueError:
        on = today
    on = on if date(2000, 1, 3) <= on <= date(2999, 12, 24) else today
    return on - timedelta(days=on.weekday())
