"""The list of requests: filtered, sorted, exported; always from `visible_to`."""

from __future__ import annotations

from collections.abc import Iterator

import django_filters
from django.db.models import Q, QuerySet, Subquery

from documents.publicity.sorts import Sort
from documents.publicity.states import State
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import live_of_outer, visible_to
from govrules.core.office.models import Official, Organ
from govrules.core.wording import moment

MOST_EXPORTED = 20_000
SORTS = {
    "-moved_at": "最近变动", "-publicity__starts_at": "时间", "-opened_at": "最近新建", "organ__order": "单位",
}  # fmt: skip
WORDS = dict(State.choices)
KINDS = dict(Sort.choices)
HEADING = [
    "事项", "种类", "报批单位", "何人", "拟办时间", "地点、渠道", "状态", "现由谁办", "办理时间", "办理情况",
    "公开发表",
]  # fmt: skip


class PublicityFilter(django_filters.FilterSet):
    """By words, sort, state, organ and day."""

    q = django_filters.CharFilter(label="事项、地点或渠道", method="by_words")
    kind = django_filters.ChoiceFilter(
        label="种类", choices=Sort.choices, field_name="publicity__sort", empty_label="全部种类"
    )
    state = django_filters.ChoiceFilter(label="状态", choices=State.choices, empty_label="全部状态")
    organ = django_filters.ModelChoiceFilter(label="报批单位", queryset=Organ.objects.none(), empty_label="全部单位")
    since = django_filters.DateFilter(label="自", field_name="publicity__starts_at", lookup_expr="date__gte")
    until = django_filters.DateFilter(label="至", field_name="publicity__starts_at", lookup_expr="date__lte")

    class Meta:
        model = Matter
        fields: tuple[str, ...] = ()

    def __init__(self, *args: object, official: Official, kinds: list[Sort], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.filters["organ"].queryset = Organ.objects.filter(government=official.government_id)
        self.filters["kind"].extra["choices"] = [(kind.value, kind.label) for kind in kinds]

    def by_words(self, matters: QuerySet[Matter], _: str, words: str) -> QuerySet[Matter]:
        """Every word in the title, the place, or where it was published."""
        for word in words.split():
            places = Q(publicity__place__icontains=word) | Q(publicity__done_where__icontains=word)
            matters = matters.filter(Q(title__icontains=word) | places)
        return matters


def requests(official: Official, sort: str = "") -> QuerySet[Matter]:
    """Those that he may see, with who has them now."""
    found = visible_to(official).filter(kind="publicity").select_related("organ", "publicity__person")
    found = found.annotate(holder=Subquery(live_of_outer().values("assignee__name")[:1]))
    return found.order_by(sort if sort in SORTS else "-moved_at", "-pk")


def rows(matters: QuerySet[Matter]) -> Iterator[list[str]]:
    """The heading and a row a request."""
    yield HEADING
    for matter in matters[:MOST_EXPORTED].iterator(chunk_size=1000):
        one = matter.publicity
        public = {True: "是", False: "否", None: ""}[one.made_public]
        yield [
            matter.title, str(KINDS[one.sort]), matter.organ.name, one.person.name if one.person else "",
            moment(one.starts_at), one.place, str(WORDS[matter.state]), matter.holder or "",
            moment(one.done_at) if one.done_at else "", one.done_where, public,
        ]  # fmt: skip
