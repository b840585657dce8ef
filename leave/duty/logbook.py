"""The duty log over many shifts: filtered, searched, and as Excel; only of the organs whose log one may read."""

from __future__ import annotations

from collections.abc import Iterator

import django_filters
from django.db.models import Q, QuerySet

from govrules.core.office.models import Organ, OrganKind
from leave.board.viewer import Viewer
from leave.duty.models import DutyEntry, EntryKind
from leave.duty.queries import TO_SETTLE, month_named, shifts_for
from leave.duty.tabling import dated, said

STATES = [("open", "未办结"), ("settled", "已办结")]
MOST_EXPORTED = 20_000


class LogFilter(django_filters.FilterSet):
    """By words, kind, organ, the month of the roster, and whether it is settled."""

    q = django_filters.CharFilter(label="内容、来访人或处置", method="by_words")
    kind = django_filters.ChoiceFilter(label="类别", choices=EntryKind.choices, empty_label="全部")
    organ = django_filters.ModelChoiceFilter(
        label="单位", queryset=Organ.objects.none(), field_name="shift__roster__organ", empty_label="全部"
    )
    state = django_filters.ChoiceFilter(label="办结", choices=STATES, method="by_state", empty_label="全部")
    month = django_filters.CharFilter(label="月份", method="by_month")

    class Meta:
        model = DutyEntry
        fields: tuple[str, ...] = ()

    def __init__(self, *args: object, viewer: Viewer, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.filters["organ"].queryset = organs_read(viewer)

    def by_words(self, entries: QuerySet[DutyEntry], _: str, words: str) -> QuerySet[DutyEntry]:
        """Every word in what was written, by whom it was brought, to whom it was reported, or how it was dealt with."""
        for word in words.split():
            followed = DutyEntry.objects.filter(follow_ups__text__icontains=word).values("pk")
            here = Q(text__icontains=word) | Q(person__icontains=word) | Q(reported_to__icontains=word)
            entries = entries.filter(here | Q(pk__in=followed))
        return entries

    def by_state(self, entries: QuerySet[DutyEntry], _: str, state: str) -> QuerySet[DutyEntry]:
        """Of what has to be settled at all."""
        return entries.filter(kind__in=TO_SETTLE, settled_at__isnull=state == "open")

    def by_month(self, entries: QuerySet[DutyEntry], _: str, text: str) -> QuerySet[DutyEntry]:
        """Of the shifts of a month's rosters: what was written after midnight belongs to the day of its shift."""
        month = month_named(text)
        return entries.filter(shift__roster__month=month) if month else entries


def organs_read(viewer: Viewer) -> QuerySet[Organ]:
    """Whose log he may read."""
    organs = Organ.objects.filter(government=viewer.government).exclude(kind=OrganKind.OUTSIDE)
    return organs if viewer.sees_all else organs.filter(pk__in=viewer.organs)


def entries_for(viewer: Viewer) -> QuerySet[DutyEntry]:
    """The lines that he may read, the newest first."""
    rows = DutyEntry.objects.filter(shift__in=shifts_for(viewer).select_related(None))
    mine = rows if viewer.sees_all else rows.filter(shift__roster__organ__in=viewer.organs)
    related = ("shift__roster__organ", "shift__leader", "shift__officer", "by", "received_by")
    return mine.select_related(*related).prefetch_related("follow_ups__by").order_by("-entered_at", "-pk")


HEADING = [
    "单位", "班次", "带班领导", "值班员", "类别", "发生或获知时间", "内容", "来访人、报告人", "向谁报告", "报告时间",
    "距获知", "未立即报告的原因", "处置情况", "办结时间", "记录人", "记录时间", "值班室签收",
]  # fmt: skip


def log_rows(entries: QuerySet[DutyEntry]) -> Iterator[list[str]]:
    """For Excel."""
    yield HEADING
    for entry in entries[:MOST_EXPORTED].iterator(chunk_size=1000):
        yield _row(entry)


def _row(entry: DutyEntry) -> list[str]:
    shift = entry.shift
    done = "\n".join(f"{said(row.at)} {row.text}（{row.by.name}）" for row in entry.follow_ups.all())
    received = f"{entry.received_by.name} {said(entry.received_at)}" if entry.received_by else ""
    return [
        shift.roster.organ.short_name, dated(shift.day),
        *(one.name if one else "" for one in (shift.leader, shift.officer)),
        str(entry.get_kind_display()), said(entry.known_at), entry.text, entry.person, entry.reported_to,
        said(entry.reported_at), entry.late_words, entry.why_late, done, said(entry.settled_at), entry.by.name,
        said(entry.entered_at), received,
    ]  # fmt: skip
