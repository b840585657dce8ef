"""The list of items: filtered, sorted, paged by index, exported; always from `visible_to`."""

from __future__ import annotations

from collections.abc import Iterator

import django_filters
from django.db.models import OuterRef, QuerySet, Subquery

from documents.listing import MOST_EXPORTED, soonest
from govrules.core.matters.models import LIVE, Matter, Step
from govrules.core.matters.queries import visible_to
from govrules.core.office.models import Official, Organ
from govrules.core.wording import moment
from govrules.rulebook import Rulebook
from meetings.items.states import State

SORTS = {
    "-moved_at": "最近变动", "moved_at": "最早变动", "-opened_at": "最近新建", "organ__order": "单位",
    "meeting": "上会时间",
}  # fmt: skip


class ItemFilter(django_filters.FilterSet):
    """By words, body, state and organ."""

    q = django_filters.CharFilter(label="议题名称", method="by_words")
    body = django_filters.ChoiceFilter(label="会议", field_name="item__body", empty_label="全部会议")
    state = django_filters.ChoiceFilter(label="状态", choices=State.choices, empty_label="全部状态")
    organ = django_filters.ModelChoiceFilter(label="汇报单位", queryset=Organ.objects.none(), empty_label="全部单位")

    class Meta:
        model = Matter
        fields: tuple[str, ...] = ()

    def __init__(self, *args: object, official: Official, book: Rulebook, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.filters["organ"].queryset = Organ.objects.filter(government=official.government_id)
        self.filters["body"].extra["choices"] = [(body.key, body.title) for body in book.bodies]

    def by_words(self, matters: QuerySet[Matter], _: str, words: str) -> QuerySet[Matter]:
        for word in words.split():
            matters = matters.filter(title__icontains=word)
        return matters


def items(official: Official, sort: str = "") -> QuerySet[Matter]:
    """Items that he may see, with who has them now."""
    live = Step.objects.filter(matter=OuterRef("pk"), state__in=LIVE).exclude(act="opine").order_by("pk")
    matters = visible_to(official).filter(kind="agenda_item").select_related("organ", "item__meeting__matter")
    matters = matters.annotate(holder=Subquery(live.values("assignee__name")[:1]))
    by = sort if sort in SORTS else "-moved_at"
    return matters.order_by(soonest("item__meeting__starts_at") if by == "meeting" else by, "-pk")


def rows(matters: QuerySet[Matter], bodies: dict[str, str]) -> Iterator[list[str]]:
    """The heading and a row an item."""
    yield ["议题", "会议", "汇报单位", "状态", "现由谁办", "上会时间", "最近变动"]
    for m in matters[:MOST_EXPORTED].iterator(chunk_size=1000):
        meeting = m.item.meeting
        yield [
            m.title, bodies.get(m.item.body, ""), m.organ.name, State(m.state).label, m.holder or "",
            moment(meeting.starts_at) if meeting else "", moment(m.moved_at),
        ]  # fmt: skip
