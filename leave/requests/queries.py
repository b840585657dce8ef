"""What the pages show of a leave: one whole, lists, ledgers, who was away how often; each in a constant number of
queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from govrules.core.authority import Acting
from govrules.core.clock import date_of, start_of_day
from govrules.core.findings import Shown, of_gate, summed_up
from govrules.core.matters.models import LIVE, Matter, Step, StepState
from govrules.core.matters.queries import live_of_outer, visible_to
from govrules.core.matters.shown import expected, steps_of
from govrules.core.matters.way import Point, Start, way
from govrules.core.office.models import Government, Official
from govrules.core.wording import moment, short_day
from leave.requests import foresight
from leave.requests.filing import OWN
from leave.requests.gates import judge, judge_grant
from leave.requests.models import FiledChange, Gift, LeaveFiling, LeaveKind, LeaveRequest
from leave.requests.states import OUT, WITH_HIM, State

WORDS = {value: str(label) for value, label in State.choices}
TAKEN = (*OUT, State.BACK)  # leaves that were granted and not given up
BEGINS = Start("填写", "请假", WITH_HIM)
MOST_EXPORTED = 20_000


@dataclass
class Sheet:
    """Everything the page of one leave shows."""

    matter: Matter
    document: LeaveRequest
    steps: list[Step]
    way: list[Point]
    findings: list[Shown] = field(default_factory=list)
    filings: list[LeaveFiling] = field(default_factory=list)

    @property
    def separately(self) -> bool:
        """Whether several organs are left to file it with, each with its own proof."""
        return sum(one.filed_at is None and one.to != OWN for one in self.filings) > 1

    @property
    def live(self) -> list[Step]:
        return [s for s in self.steps if s.state in LIVE]


def sheet(matter: Matter, at: datetime) -> Sheet:
    """The sheet of a leave as whoever decides on it reads it: with who acts meanwhile among the findings."""
    shown = whole(matter, at)
    more = [*ahead(shown.document, at), *(line for one in shown.filings for line in filed(one))]
    return replace(shown, findings=summed_up([*shown.findings, *more]))


def whole(matter: Matter, at: datetime) -> Sheet:
    """The sheet of a leave; the caller has checked that it may be seen."""
    related = ("official", "seat__organ", "seat__government", "takes_over", "takes_over_seat", "entered_by", "absence")
    leave = LeaveRequest.objects.select_related(*related).get(pk=matter.pk)
    leave.matter = matter
    steps, filings = steps_of(matter), filings_of(leave)
    line = way(matter, steps, end(leave, matter), expected(matter, steps, at), BEGINS, extensions(matter, steps))
    line[0] = replace(line[0], who=(leave.entered_by or leave.official).name)
    return Sheet(matter, leave, steps, line, summed_up(findings(leave, at)), filings)


def extensions(matter: Matter, steps: Sequence[Step]) -> dict[int, str]:
    """The rounds of steps after the one by which it was granted, the first that went through: each asks for more."""
    if matter.state not in OUT and matter.state != State.BACK:
        return {}
    rounds = {step.round for step in steps}
    broken = {step.round for step in steps if step.state in (StepState.RETURNED, StepState.CANCELLED)}
    granted = min(rounds - broken, default=0)
    return {number: "延期" for number in rounds if number > granted}


def end(leave: LeaveRequest, matter: Matter) -> list[Point]:
    """How it ends: he goes, and reports back."""
    if matter.state in (State.DECLINED, State.DROPPED):
        return []
    gone = matter.state in (State.AWAY, State.OVERDUE, State.BACK)
    here = matter.state in (State.AWAY, State.OVERDUE)
    back = leave.back_at
    return [
        Point("外出", "", short_day(leave.starts_at), "done" if gone else "ahead"),
        Point("销假", "", short_day(back or leave.ends_at), "done" if back else "here" if here else "ahead"),
    ]


def findings(leave: LeaveRequest, at: datetime) -> Iterator[Shown]:
    """What the rules say to it, and what is asked beyond it."""
    yield from (of_gate(judged) for judged in judge(leave, at))
    yield from (of_gate(judged) for judged in judge_grant(leave, at))
    if leave.wanted_until:
        yield Shown("warn", f"申请延至{moment(leave.wanted_until)}", detail=leave.wanted_reason)
    if leave.urgent:
        asked = f"，{moment(leave.asked_at)}报告" if leave.asked_at else ""
        yield Shown("warn", f"因紧急事项临时外出：{moment(leave.starts_at)}离开{asked}")


def filings_of(leave: LeaveRequest) -> list[LeaveFiling]:
    """With whom it is filed, each with the extensions that were filed below it: two queries."""
    return list(leave.filings.select_related("recorded_by").prefetch_related("changes__recorded_by"))


def filed(one: LeaveFiling) -> Iterator[Shown]:
    """How it stands with one filing, and with the extensions below it."""
    yield _filed(one, one.whom_words, one.article)
    for change in one.changes.all():
        yield _filed(change, f"{one.whom_words}，延期{change.words}", one.article)


def _filed(row: LeaveFiling | FiledChange, what: str, article: int | None) -> Shown:
    done = f"{moment(row.filed_at)}，{row.proof}" if row.filed_at else ""
    return Shown("ok" if row.filed_at else "todo", what, "已报备" if row.filed_at else "待报备", article, done)


def ahead(leave: LeaveRequest, at: datetime) -> Iterator[Shown]:
    """Who acts for him while he is away, the meetings that he would miss, what nobody could decide."""
    until = leave.wanted_until or leave.ends_at
    if until <= at:
        return
    asked = foresight.Away(leave.official, leave.seat, leave.starts_at, until, leave.takes_over_seat)
    seen = foresight.foresee(asked, at)
    for place in seen.places:
        for one in place.standing:
            if isinstance(one.found, Acting):
                act = f"（{one.only}）" if one.only else ""
                who = f"{place.seat.title}{act}由{one.found.official.name}代行"
                yield Shown("ok", "外出期间", who, one.found.article, note=one.found.ground_name)
    for one in seen.collisions:
        yield Shown("warn", "与会议、值班冲突", one.what, detail=f"{moment(one.starts_at)}，{one.capacity}")
    for missing in seen.gaps:
        yield Shown("warn", "外出期间需要明确", detail=missing)


# --- Lists ---------------------------------------------------------------------------------------------


class LeaveFilter(django_filters.FilterSet):
    """By words, kind, state and span."""

    q = django_filters.CharFilter(label="姓名、地点或事由", method="by_words")
    kind = django_filters.ChoiceFilter(
        label="事由", choices=LeaveKind.choices, field_name="leave__kind", empty_label="全部"
    )
    state = django_filters.ChoiceFilter(label="状态", choices=State.choices, empty_label="全部")
    since = django_filters.DateFilter(label="自", method="by_since")
    until = django_filters.DateFilter(label="至", method="by_until")

    class Meta:
        model = Matter
        fields: tuple[str, ...] = ()

    def by_words(self, matters: QuerySet[Matter], _: str, words: str) -> QuerySet[Matter]:
        """Every word in the title (name, kind, place, days) or the reason."""
        for word in words.split():
            matters = matters.filter(Q(title__icontains=word) | Q(leave__reason__icontains=word))
        return matters

    def by_since(self, matters: QuerySet[Matter], _: str, on: date) -> QuerySet[Matter]:
        """Not back before a day."""
        return matters.filter(leave__ends_at__gte=start_of_day(on))

    def by_until(self, matters: QuerySet[Matter], _: str, on: date) -> QuerySet[Matter]:
        """Gone by a day."""
        return matters.filter(leave__starts_at__lt=start_of_day(on + timedelta(days=1)))


SORTS = {
    "-leave__starts_at": "最近外出", "leave__starts_at": "最早外出", "-moved_at": "最近变动",
    "leave__official__name": "姓名",
}  # fmt: skip


def leaves(official: Official, sort: str = "") -> QuerySet[Matter]:
    """The leaves that he may see, each with who has it in hand."""
    matters = visible_to(official).filter(kind="leave")
    related = ("leave__official", "leave__seat", "leave__takes_over", "organ")
    matters = matters.annotate(holder=Subquery(live_of_outer().values("assignee__name")[:1]))
    return matters.select_related(*related).order_by(sort if sort in SORTS else "-leave__starts_at", "-pk")


HEADING = [
    "姓名", "职务", "事由类别", "事由", "前往何地", "离开时间", "返回时间", "主持工作的负责人", "状态", "销假时间",
]  # fmt: skip


def rows(matters: QuerySet[Matter]) -> Iterator[list[str]]:
    """The list for Excel: the heading and a row each."""
    yield HEADING
    for matter in matters[:MOST_EXPORTED].iterator(chunk_size=1000):
        one = matter.leave
        yield [
            one.official.name, one.seat.title, str(one.get_kind_display()), one.reason, one.destination,
            said(one.starts_at), said(one.ends_at), one.takes_over.name if one.takes_over else "",
            WORDS.get(matter.state, matter.state), said(one.back_at),
        ]  # fmt: skip


def said(at: datetime | None) -> str:
    """2026年6月8日 09:00: a ledger is read years later."""
    return f"{date_of(at).year}年{moment(at)}" if at else ""


# --- Ledgers -------------------------------------------------------------------------------------------


def filings(government: Government, to: str = "", open_only: bool = False) -> QuerySet[LeaveFiling]:
    """The register of filings, the newest leave first; what nobody filed yet where wanted."""
    found = LeaveFiling.objects.filter(request__matter__government=government)
    found = found.filter(to=to) if to else found
    if open_only:
        late = FiledChange.objects.filter(filing=OuterRef("pk"), filed_at=None)
        found = found.filter(Q(filed_at=None) | Exists(late))
    related = ("request__official", "request__seat", "request__matter", "recorded_by")
    return found.select_related(*related).prefetch_related("changes").order_by("-request__starts_at", "pk")


def filing_rows(found: QuerySet[LeaveFiling]) -> Iterator[list[str]]:
    """The register for Excel."""
    yield [
        "报备机关", "姓名", "职务", "事由类别", "前往何地", "离开时间", "返回时间", "报备时间", "凭据", "登记人",
        "延期报备",
    ]  # fmt: skip
    for row in found[:MOST_EXPORTED].iterator(chunk_size=1000):
        one = row.request
        yield [
            row.whom_words, one.official.name, one.seat.title, str(one.get_kind_display()), one.destination,
            said(one.starts_at), said(one.ends_at), said(row.filed_at), row.proof,
            row.recorded_by.name if row.recorded_by else "", "\n".join(map(change_words, row.changes.all())),
        ]  # fmt: skip


def change_words(change: FiledChange) -> str:
    """One extension in the register."""
    done = f"{said(change.filed_at)}，{change.proof}" if change.filed_at else "待报备"
    return f"{change.words}：{done}"


@dataclass
class Person:
    """How often, and for how many days, somebody was away in a year, in all and by kind."""

    official: Official
    title: str
    times: int = 0
    days: int = 0
    kinds: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def cells(self) -> list[tuple[str, int]]:
        """Times by kind, each with its name, in the order of the columns."""
        return [(str(kind.label), self.kinds[kind]) for kind in LeaveKind]


def statistics(government: Government, year: int) -> list[Person]:
    """Granted leaves that began in a year, by person, who was away the longest first: one query."""
    first, last = start_of_day(date(year, 1, 1)), start_of_day(date(year + 1, 1, 1))
    taken = LeaveRequest.objects.filter(
        matter__government=government, matter__state__in=TAKEN, starts_at__gte=first, starts_at__lt=last
    ).select_related("official", "seat")
    found: dict[int, Person] = {}
    for one in taken.order_by("starts_at"):
        person = found.setdefault(one.official_id, Person(one.official, one.seat.title))
        person.times += 1
        person.days += days_of(one)
        person.kinds[one.kind] += 1
    return sorted(found.values(), key=lambda p: (-p.days, p.official.pk))


def days_of(leave: LeaveRequest) -> int:
    """Calendar days from the departure to the return, both counted."""
    return (date_of(leave.back_at or leave.ends_at) - date_of(leave.starts_at)).days + 1


def statistics_rows(people: Iterable[Person]) -> Iterator[list[str]]:
    """The same for Excel."""
    yield ["姓名", "职务", "次数", "天数", *(str(kind.label) for kind in LeaveKind)]
    for p in people:
        yield [p.official.name, p.title, str(p.times), str(p.days), *(str(n or "") for _, n in p.cells())]


# --- Journeys abroad -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Abroad:
    """The year's journeys abroad on official business: the groups, the people in them, gifts brought."""

    journeys: list[LeaveRequest]
    gifts: list[Gift]

    @property
    def people(self) -> int:
        """Everybody in the groups; a group whose size nobody gave counts for the one who asked."""
        return sum(one.group_size or 1 for one in self.journeys)


def abroad(government: Government, year: int, official: Official | None = None) -> Abroad:
    """Granted journeys that began in a year, of all or of one, and the gifts received in it: two queries."""
    first, last = date(year, 1, 1), date(year + 1, 1, 1)
    journeys = LeaveRequest.objects.filter(
        matter__government=government, kind=LeaveKind.ABROAD, matter__state__in=TAKEN,
        starts_at__gte=start_of_day(first), starts_at__lt=start_of_day(last),
    )  # fmt: skip
    gifts = Gift.objects.filter(government=government, received_on__gte=first, received_on__lt=last)
    if official:
        journeys, gifts = journeys.filter(official=official), gifts.filter(official=official)
    return Abroad(
        list(journeys.select_related("official", "seat", "matter").order_by("starts_at")),
        list(gifts.select_related("official", "recorded_by")),
    )


def abroad_rows(found: Abroad) -> Iterator[list[str]]:
    """The ledger for Excel."""
    yield ["姓名", "职务", "出访国家（地区）", "事由", "离开时间", "返回时间", "团组人数", "批准文号"]
    for one in found.journeys:
        yield [
            one.official.name, one.seat.title, one.countries or one.destination, one.reason, said(one.starts_at),
            said(one.ends_at), str(one.group_size or ""), one.approval,
        ]  # fmt: skip
