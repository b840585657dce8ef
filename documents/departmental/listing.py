"""The list of departments' own documents: filtered, sorted, exported; always from `visible_to`."""

from __future__ import annotations

from collections.abc import Iterator

import django_filters
from django.db.models import QuerySet, Subquery

from documents.departmental.actions import KIND
from documents.departmental.models import DepartmentDocument
from documents.departmental.states import State
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import live_of_outer, visible_to
from govrules.core.office.models import Official, Organ
from govrules.core.wording import moment

MOST_EXPORTED = 20_000
SORTS = {"-moved_at": "最近变动", "moved_at": "最早变动", "-opened_at": "最近新建", "organ__order": "单位"}
WORDS = dict(State.choices)
YES_NO = [("yes", "规范性文件"), ("no", "其他文件")]
HEADING = ["标题", "文号", "发文单位", "规范性文件", "状态", "现由谁办", "印发日期", "最近变动"]


class OwnFilter(django_filters.FilterSet):
    """By words, state, department, sort of document and day."""

    q = django_filters.CharFilter(label="标题或文号", method="by_words")
    state = django_filters.ChoiceFilter(label="状态", choices=State.choices, empty_label="全部状态")
    organ = django_filters.ModelChoiceFilter(label="发文单位", queryset=Organ.objects.none(), empty_label="全部单位")
    normative = django_filters.ChoiceFilter(label="种类", choices=YES_NO, method="by_normative", empty_label="全部种类")
    since = django_filters.DateFilter(label="自", field_name="moved_at", lookup_expr="date__gte")
    until = django_filters.DateFilter(label="至", field_name="moved_at", lookup_expr="date__lte")

    class Meta:
        model = Matter
        fields: tuple[str, ...] = ()

    def __init__(self, *args: object, official: Official, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.filters["organ"].queryset = Organ.objects.filter(government=official.government_id)

    def by_words(self, matters: QuerySet[Matter], _: str, words: str) -> QuerySet[Matter]:
        """Every word in the title or the number."""
        for word in words.split():
            matters = matters.filter(title__icontains=word) | matters.filter(number__icontains=word)
        return matters

    def by_normative(self, matters: QuerySet[Matter], _: str, choice: str) -> QuerySet[Matter]:
        """A question that is still open makes it none."""
        normative = DepartmentDocument.objects.filter(answers__normative=True).values("pk")
        return matters.filter(pk__in=normative) if choice == "yes" else matters.exclude(pk__in=normative)


def documents(official: Official, sort: str = "") -> QuerySet[Matter]:
    """Those that he may see, with who has them now."""
    found = visible_to(official).filter(kind=KIND).select_related("organ", "department_document")
    found = found.annotate(holder=Subquery(live_of_outer().values("assignee__name")[:1]))
    return found.order_by(sort if sort in SORTS else "-moved_at", "-pk")


def rows(matters: QuerySet[Matter]) -> Iterator[list[str]]:
    """The heading and a row a document."""
    yield HEADING
    for matter in matters[:MOST_EXPORTED].iterator(chunk_size=1000):
        document = matter.department_document
        yield [
            matter.title, matter.number, matter.organ.name, "是" if document.is_normative else "否",
            str(WORDS[matter.state]), matter.holder or "",
            document.issued_on.isoformat() if document.issued_on else "", moment(matter.moved_at),
        ]  # fmt: skip
