"""What the pages show of seals, of what is asked for, and of the book; always from `visible_to`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet, Sum

from documents.dispatch.states import State as DispatchState
from documents.seals import rules
from documents.seals.actions import KIND, keeper_of, of
from documents.seals.gates import findings
from documents.seals.models import Impression, Seal, Sealing, Sort
from documents.seals.rules import LETTERS
from documents.seals.states import State
from govrules.core.clock import date_of
from govrules.core.findings import Shown, summed_up
from govrules.core.matters.models import LIVE, Matter, Step
from govrules.core.matters.queries import live_of_outer, visible_to
from govrules.core.matters.shown import expected, steps_of
from govrules.core.matters.way import Point, Start, way
from govrules.core.office.models import Official
from govrules.core.office.queries import in_office, organs_of
from govrules.core.wording import day
from govrules.rulebook import Rulebook

BEGINS = Start(label="申请", send="再报", states=frozenset({State.RETURNED}))
MOST_EXPORTED = 20_000
MOST_DOCUMENTS = 20
WORDS = dict(State.choices)
HEADING = ["登记号", "日期", "印章", "内容", "份数", "申请单位", "审批人", "经手人", "用印人", "签字文稿"]


# --- The seals -----------------------------------------------------------------------------------------


@dataclass
class Shelf:
    """A seal with where it is now, and what the rules say to that."""

    seal: Seal
    kind: str
    article: int
    where: str
    out: bool
    late: bool
    findings: list[Shown]
    managed: bool
    used: int = 0


def seals_for(official: Official, at: datetime) -> QuerySet[Seal]:
    """The seals of his government that concern him: the office's, his own organ's; the office and leaders see all."""
    on = date_of(at)
    mine = organs_of(official, on)
    found = Seal.objects.filter(government=official.government_id, is_active=True)
    if mine and not in_office(official, on):
        found = found.filter(Q(organ__in=mine) | Q(organ__kind="office"))
    return found.select_related("keeper", "organ")


def shelf(official: Official, book: Rulebook, at: datetime) -> list[Shelf]:
    """Each of them with where it is now: three queries and those of who he is."""
    seals = list(seals_for(official, at))
    out = {one.seal_id: one for one in outside(seals)}
    year = Impression.objects.filter(sealing__seal__in=seals, year=date_of(at).year).values("sealing__seal")
    counts = {row["sealing__seal"]: row["copies"] for row in year.annotate(copies=Sum("copies")).order_by()}
    manages = in_office(official, date_of(at)), set(organs_of(official, date_of(at)))
    return [on_shelf(seal, out.get(seal.pk), book, at, manages, counts.get(seal.pk, 0)) for seal in seals]


def outside(seals: Iterable[Seal]) -> QuerySet[Sealing]:
    """What is handed out now."""
    found = Sealing.objects.filter(seal__in=list(seals), matter__state=State.OUT)
    return found.select_related("user", "escort", "matter")


def on_shelf(
    seal: Seal, out: Sealing | None, book: Rulebook, at: datetime, manages: tuple[bool, set[int]], used: int
) -> Shelf:
    """One seal, and what is missing on its card."""
    kind = rules.kinds(book).get(seal.kind)
    article = kind.article if kind else rules.seals_in(book).article
    late = out is not None and is_late(out, at)
    where = where_now(out) if out else seal.place
    managed = manages[0] or seal.organ_id in manages[1]
    return Shelf(
        seal, kind.name if kind else "", article, where, out is not None, late, unstored(seal, book), managed, used
    )


def is_late(out: Sealing, at: datetime) -> bool:
    """Whether what is out should be back by now."""
    return out.ends_on is not None and out.ends_on < date_of(at)


def where_now(out: Sealing) -> str:
    """由某某带出, until when."""
    who = out.user.name if out.user else ""
    word = "代管" if out.sort == Sort.CUSTODY else f"带往{out.destination}"
    until = f"，{day(out.ends_on, 0)}前归还" if out.ends_on else ""
    return f"由{who}{word}{until}"


def unstored(seal: Seal, book: Rulebook) -> list[Shown]:
    """A seal of which nobody has written down where it is locked away."""
    rule = book.feature("seal_storage")
    if rule is None or seal.place:
        return []
    where = rule.params.where  # type: ignore[attr-defined]
    return [Shown("warn", f"没有登记存放处，应存入{where}", article=rule.article)]


# --- What is asked for ---------------------------------------------------------------------------------


def sealings(official: Official) -> QuerySet[Matter]:
    """What he may see, the latest first, with who has it now."""
    found = visible_to(official).filter(kind=KIND).select_related("organ", "sealing__seal")
    return found.annotate(holder=live_of_outer().values("assignee__name")[:1]).order_by("-moved_at", "-pk")


def filtered(found: QuerySet[Matter], asked: Mapping[str, str]) -> QuerySet[Matter]:
    """By words, sort, state and seal."""
    for word in asked.get("q", "").split():
        found = found.filter(Q(title__icontains=word) | Q(organ__short_name__icontains=word))
    if asked.get("sort") in Sort.values:
        found = found.filter(sealing__sort=asked["sort"])
    if asked.get("state") in State.values:
        found = found.filter(state=asked["state"])
    if asked.get("seal", "").isdecimal():
        found = found.filter(sealing__seal=int(asked["seal"]))
    return found


def unsealed(official: Official, book: Rulebook) -> list[Matter]:
    """Documents that were numbered or issued and not sealed yet, where he keeps the seal that they bear."""
    if book.feature("document_sealing") is None:
        return []
    mine = set(Seal.objects.filter(keeper=official, is_active=True).values_list("kind", flat=True))
    names = {kind.documents for key, kind in rules.kinds(book).items() if key in mine and kind.documents}
    if not names:
        return []
    found = visible_to(official).filter(
        kind="dispatch", state__in=(DispatchState.NUMBERED, DispatchState.ISSUED), dispatch__in_name_of__in=names
    )
    return list(found.exclude(children__kind=KIND).select_related("dispatch", "organ").order_by("pk")[:MOST_DOCUMENTS])


@dataclass
class Sheet:
    """Everything that the page of one shows."""

    matter: Matter
    document: Sealing
    steps: list[Step]
    way: list[Point]
    findings: list[Shown]
    impressions: list[Impression]
    keeper: Official
    late: bool

    @property
    def live(self) -> list[Step]:
        return [step for step in self.steps if step.state in LIVE]

    @property
    def used(self) -> int:
        return sum(one.copies for one in self.impressions)

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [(label, value) for label, value in facts_of(self.document) if value]


def facts_of(one: Sealing) -> Iterator[tuple[str, str]]:
    """What was asked for, line by line."""
    names = {
        Sort.USE: ("用印内容", "", ""), Sort.OUTING: ("事由", "带往何处", "用印人"),
        Sort.CUSTODY: ("事由", "", "代管人"), Sort.LETTER: ("事由", "前往单位", ""),
    }  # fmt: skip
    content, destination, user = names[Sort(one.sort)]
    yield "印章", one.seal.name
    yield "用途", one.purpose
    yield content, one.content
    yield "份数", f"{one.copies}份" if one.copies else ""
    yield "持信人", one.bearer
    yield destination or "前往单位", one.destination
    yield user or "用印人", one.user.name if one.user else ""
    yield "随同的机要人员", one.escort.name if one.escort else ""
    yield "携带", "由保管人和用印人共同携带" if one.keeper_goes else ""
    yield "自", day(one.starts_on, 0) if one.starts_on else ""
    yield "至", day(one.ends_on, 0) if one.ends_on else ""
    yield "性质", "、".join(traits(one))
    yield "特殊情况的理由", one.special


def traits(one: Sealing) -> Iterator[str]:
    said = ((one.blank, "空白文书"), (one.important, "重要事宜"), (one.foreign, "外事需要"))
    yield from (word for holds, word in said if holds)
    if one.sort == Sort.LETTER and not one.in_service:
        yield "持信人非在职职工"


def sheet(matter: Matter, at: datetime) -> Sheet:
    """The sheet of what is asked for; the caller has checked that it may be seen."""
    sealing, steps = of(matter), steps_of(matter)
    line = way(matter, steps, end(sealing), expected(matter, steps, at), BEGINS)
    found = list(sealing.impressions.select_related("handler"))
    late = matter.state == State.OUT and is_late(sealing, at)
    return Sheet(matter, sealing, steps, line, summed_up(findings(sealing)), found, keeper_of(sealing.seal), late)


def end(sealing: Sealing) -> list[Point]:
    """It is sealed, or handed out and brought back."""
    state = sealing.matter.state
    if state in (State.REFUSED, State.DROPPED):
        return []
    if sealing.sort in (Sort.USE, Sort.LETTER):
        word = "开具" if sealing.sort == Sort.LETTER else "用印登记"
        return [Point(word, state={State.DONE: "done", State.APPROVED: "here"}.get(State(state), "ahead"))]
    out = {State.DONE: "done", State.OUT: "done", State.APPROVED: "here"}.get(State(state), "ahead")
    back = {State.DONE: "done", State.OUT: "here"}.get(State(state), "ahead")
    return [Point("交出", state=out), Point("归还", state=back)]


# --- The book ------------------------------------------------------------------------------------------


def book_of_use(official: Official, year: int, register: str = "") -> QuerySet[Impression]:
    """The impressions of a year that he may see, the latest first; of one register where it is named."""
    mine = visible_to(official).filter(kind=KIND)
    span = {"on__gte": date(year, 1, 1), "on__lte": date(year, 12, 31)}
    found = Impression.objects.filter(government=official.government_id, sealing__matter__in=mine, **span)
    found = found.filter(register=register) if register else found
    return found.select_related("sealing__seal", "sealing__matter__organ", "handler").order_by("-on", "-pk")


def of_filter(found: QuerySet[Impression], asked: Mapping[str, str]) -> QuerySet[Impression]:
    """By seal, organ and words."""
    for name, column in (("seal", "sealing__seal"), ("organ", "sealing__matter__organ")):
        if asked.get(name, "").isdecimal():
            found = found.filter(**{column: int(asked[name])})
    for word in asked.get("q", "").split():
        found = found.filter(Q(content__icontains=word) | Q(used_by__icontains=word))
    return found


def rows(found: QuerySet[Impression]) -> Iterator[list[str]]:
    """The heading and a row an impression: for Excel and paper."""
    yield HEADING
    listed = list(found[:MOST_EXPORTED])
    files = kept_files(listed)
    for one in listed:
        yield [
            one.number, one.on.isoformat(), one.sealing.seal.name, one.content, str(one.copies),
            one.sealing.matter.organ.short_name, one.approver, one.handler.name, one.used_by,
            one.shelf or (f"{files[one.sealing_id]}个文件" if one.sealing_id in files else ""),
        ]  # fmt: skip


def kept_files(listed: Iterable[Impression]) -> dict[int, int]:
    """How many signed texts are kept as files, by the matter: one query."""
    wanted = {one.sealing_id for one in listed}
    found = Matter.objects.filter(pk__in=wanted, attachments__role="signed", attachments__removed_at=None)
    return dict(found.annotate(files=Count("attachments")).values_list("pk", "files"))


def stubs_due(official: Official, book: Rulebook, at: datetime) -> list[tuple[str, int]]:
    """Last year's letters by the organ that keeps their stubs, to be archived this year where the rules want that."""
    if book.feature("letter_stubs") is None:
        return []
    found = book_of_use(official, date_of(at).year - 1, LETTERS).order_by()
    counted = found.values("sealing__matter__organ__short_name").annotate(count=Count("pk"))
    return [(row["sealing__matter__organ__short_name"], row["count"]) for row in counted]
