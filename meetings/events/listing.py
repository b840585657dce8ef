"""The list of county-wide meetings and events, and their year: filtered, exported; always from `visible_to`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO

import django_filters
from django.db.models import QuerySet
from openpyxl import Workbook

from documents.listing import text
from govrules.core.clock import date_of, start_of_day
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import visible_to
from govrules.core.office.models import Official, Organ
from govrules.core.wording import moment, weekday
from meetings.events.models import Event, EventKind
from meetings.events.near import overlap
from meetings.events.states import State

MOST_EXPORTED = 20_000
SHOWN = (State.ON_ITS_WAY, State.APPROVED, State.HELD)
HEADING = ["名称", "种类", "主办单位", "开始", "结束", "地点", "规模", "实到", "状态"]


class EventFilter(django_filters.FilterSet):
    """By words, kind, state, organ and day."""

    q = django_filters.CharFilter(label="名称", field_name="title", lookup_expr="icontains")
    kind = django_filters.ChoiceFilter(
        label="种类", field_name="event__event_kind", choices=EventKind.choices, empty_label="全部种类"
    )
    state = django_filters.ChoiceFilter(label="状态", choices=State.choices, empty_label="全部状态")
    organ = django_filters.ModelChoiceFilter(label="主办单位", queryset=Organ.objects.none(), empty_label="全部单位")
    since = django_filters.DateFilter(label="自", field_name="event__starts_at", lookup_expr="date__gte")
    until = django_filters.DateFilter(label="至", field_name="event__starts_at", lookup_expr="date__lte")

    class Meta:
        model = Matter
        fields: tuple[str, ...] = ()

    def __init__(self, *args: object, official: Official, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.filters["organ"].queryset = Organ.objects.filter(government=official.government_id)


def events(official: Official) -> QuerySet[Matter]:
    """Events that he may see, the latest first."""
    found = visible_to(official).filter(kind="event").select_related("organ", "event")
    return found.order_by("-event__starts_at", "-pk")


def exported(matters: QuerySet[Matter]) -> bytes:
    """The list as an Excel workbook; cells that begin like a formula stay text."""
    book = Workbook(write_only=True)
    table = book.create_sheet("会议活动")
    for row in rows(matters):
        table.append([text(cell) for cell in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def rows(matters: QuerySet[Matter]) -> Iterator[list[str]]:
    """The heading and a row an event."""
    yield HEADING
    words = dict(State.choices)
    for matter in matters[:MOST_EXPORTED].iterator(chunk_size=1000):
        event = matter.event
        yield [
            matter.title, event.get_event_kind_display(), matter.organ.name, moment(event.starts_at),
            moment(event.ends_at), event.place, str(event.people), str(event.held_people or ""),
            str(words.get(matter.state, matter.state)),
        ]  # fmt: skip


@dataclass
class Day:
    """A day with its events; `clash` where two of them are at the same time."""

    on: date
    events: list[Event] = field(default_factory=list)

    @property
    def clash(self) -> bool:
        spans = [(one.starts_at, one.ends_at) for one in self.events]
        return any(overlap(*a, *b) for n, a in enumerate(spans) for b in spans[n + 1 :])

    @property
    def weekday(self) -> str:
        return weekday(self.on)


@dataclass
class Month:
    """A month of the calendar of events."""

    name: str
    days: list[Day] = field(default_factory=list)

    @property
    def number(self) -> int:
        return sum(len(day.events) for day in self.days)

    @property
    def people(self) -> int:
        return sum(one.people for day in self.days for one in day.events)


def of_year(official: Official, year: int) -> list[Month]:
    """The events of a year that he may see, on their way or approved, by month and day: one query."""
    first, beyond = start_of_day(date(year, 1, 1)), start_of_day(date(year + 1, 1, 1))
    found = Event.objects.filter(
        matter__in=visible_to(official).filter(kind="event", state__in=SHOWN), merged_into=None,
        starts_at__gte=first, starts_at__lt=beyond,
    ).select_related("matter__organ")  # fmt: skip
    return by_month(found.order_by("starts_at", "pk"))


def by_month(found: Iterable[Event]) -> list[Month]:
    """Months with the days on which something is, in order."""
    months: dict[int, Month] = {}
    for event in found:
        on = date_of(event.starts_at)
        month = months.setdefault(on.month, Month(f"{on.month}月"))
        if not month.days or month.days[-1].on != on:
            month.days.append(Day(on))
        month.days[-1].events.append(event)
    return list(months.values())
