"""The list of documents: filtered, sorted, paged by index, exported; always from `visible_to`."""

from __future__ import annotations

from collections.abc import Iterator

import django_filters
from django.db.models import F, OrderBy, Q, QuerySet, Subquery

from documents.departmental.states import State as OwnState
from documents.dispatch.states import State as DispatchState
from documents.publicity.states import State as PublicState
from documents.seals.states import State as SealState
from documents.submission.models import DocKind
from documents.submission.states import State
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import live_of_outer, visible_to
from govrules.core.office.models import Official, Organ
from govrules.core.tables import text as text
from govrules.core.tables import workbook
from govrules.core.wording import moment

STATES = [("submission", State.choices), ("dispatch", DispatchState.choices)]
WORDS = {
    **dict(State.choices), **dict(DispatchState.choices), **dict(OwnState.choices), **dict(PublicState.choices),
    **dict(SealState.choices),
}  # fmt: skip
KINDS = [*DocKind.choices, ("dispatch", "发文")]
MOST_EXPORTED = 20_000
# What the drafters have to do next, by state.
TO_DO = {
    State.DRAFT: "拟稿，待报送", State.CONSULTING: "征求意见已有结果，待报送", State.RETURNED: "退回修改，待再报送",
    DispatchState.DRAFTING: "待起草、送签", DispatchState.RETURNED: "退回修改，待再送签",
    DispatchState.SIGNED: "已签发，待编号", DispatchState.NUMBERED: "已编号，待印发",
    OwnState.DRAFT: "部门发文拟稿，待送签", OwnState.RETURNED: "部门发文退回修改，待再送签",
    OwnState.SIGNED: "部门发文已签发，待印发", SealState.RETURNED: "用印申请退回，待补正",
    PublicState.DRAFT: "待报批", PublicState.RETURNED: "退回补充，待再报批",
    PublicState.APPROVED: "已审定，待登记办理情况",
}  # fmt: skip


class DocumentFilter(django_filters.FilterSet):
    """By words, kind, state, organ and day."""

    q = django_filters.CharFilter(label="标题或文号", method="by_words")
    kind = django_filters.ChoiceFilter(label="文种", choices=KINDS, method="by_kind", empty_label="全部文种")
    state = django_filters.MultipleChoiceFilter(label="状态", choices=[*State.choices, *DispatchState.choices])
    organ = django_filters.ModelChoiceFilter(label="主办单位", queryset=Organ.objects.none(), empty_label="全部单位")
    since = django_filters.DateFilter(label="自", field_name="moved_at", lookup_expr="date__gte")
    until = django_filters.DateFilter(label="至", field_name="moved_at", lookup_expr="date__lte")

    class Meta:
        model = Matter
        fields: tuple[str, ...] = ()

    def __init__(self, *args: object, official: Official, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.filters["organ"].queryset = Organ.objects.filter(government=official.government_id)

    def by_words(self, matters: QuerySet[Matter], _: str, words: str) -> QuerySet[Matter]:
        """Every word in the title or a number; brackets 〔〕 are taken as they are."""
        for word in words.split():
            matters = matters.filter(
                Q(title__icontains=word) | Q(number__icontains=word) | Q(submission__organ_number__icontains=word)
            )
        return matters

    def by_kind(self, matters: QuerySet[Matter], _: str, kind: str) -> QuerySet[Matter]:
        return matters.filter(kind="dispatch") if kind == "dispatch" else matters.filter(submission__doc_kind=kind)


SORTS = {
    "-moved_at": "最近变动", "moved_at": "最早变动", "-opened_at": "最近新建", "organ__order": "单位", "due": "期限",
}  # fmt: skip


def documents(official: Official, sort: str = "") -> QuerySet[Matter]:
    """Documents that he may see, with the step that is nearest to its due moment."""
    live = live_of_outer()
    matters = visible_to(official).filter(kind__in=("submission", "dispatch")).select_related("organ", "submission")
    matters = matters.annotate(
        due=Subquery(live.values("due_at")[:1]), warn=Subquery(live.values("warn_at")[:1]),
        holder=Subquery(live.values("assignee__name")[:1]),
    )  # fmt: skip
    by = sort if sort in SORTS else "-moved_at"
    return matters.order_by(soonest("due") if by == "due" else by, "-pk")


def soonest(name: str) -> OrderBy:
    """By a moment that may be missing, which then comes last on every database."""
    return F(name).asc(nulls_last=True)


def exported(matters: QuerySet[Matter]) -> bytes:
    """The list as an Excel workbook."""
    return workbook("公文", rows(matters))


def rows(matters: QuerySet[Matter]) -> Iterator[list[str]]:
    """The heading and a row a document."""
    yield ["标题", "文号", "文种", "主办单位", "状态", "现由谁办", "最近变动"]
    for m in matters[:MOST_EXPORTED].iterator(chunk_size=1000):
        sub = getattr(m, "submission", None)
        number = m.number or (sub.organ_number if sub else "")
        kind = sub.get_doc_kind_display() if sub else "发文"
        yield [
            m.title,
            number,
            kind,
            m.organ.name,
            str(WORDS.get(m.state, m.state)),
            m.holder or "",
            moment(m.moved_at),
        ]
