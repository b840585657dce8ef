"""What the pages of the ledgers show; always from `visible_to`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT

from govrules.core import registry
from govrules.core.clock import date_of
from govrules.core.matters.models import Matter, Participant
from govrules.core.matters.queries import visible_to
from govrules.core.office.models import Government, Official, Organ
from govrules.core.registers import shape
from govrules.core.registers.actions import KIND, ledger, of
from govrules.core.registers.models import LedgerEntry
from govrules.core.registers.states import STANDING, State
from govrules.core.wording import day as day_words
from govrules.rulebook import Rulebook
from govrules.rulebook.ledgers import Register, RegisterField

WORDS = dict(State.choices)
MOST_EXPORTED = 20_000
TALLIED = ("choice", "organ", "official")


# --- Lists ---------------------------------------------------------------------------------------------


def entries(official: Official, register: Register) -> QuerySet[LedgerEntry]:
    """The entries of a ledger that he may see, the latest day first."""
    mine = visible_to(official).filter(kind=KIND)
    found = LedgerEntry.objects.filter(government=official.government_id, register=register.key, matter__in=mine)
    return found.select_related("matter__organ", "matter__opened_by", "matter__parent").order_by("-day", "-pk")


@dataclass(frozen=True)
class Span:
    """From the first to the last day, both included."""

    first: date
    last: date

    @property
    def condition(self) -> Q:
        return Q(day__gte=self.first, day__lte=self.last)


def year_span(year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 12, 31))


@dataclass
class Row:
    """An entry as a list shows it."""

    entry: LedgerEntry
    cells: list[tuple[RegisterField, str]]
    waits: list[str]
    days: int
    closing: bool = False
    quiet: int = 0  # days since anything was last written in it

    @property
    def state(self) -> str:
        """The word for its state: what it waits for, with the days since it began."""
        if self.entry.matter.state == State.OPEN and self.waits:
            since = f"，已{self.days}天" if self.days else ""
            return f"{self.waits[0]}{since}"
        if self.entry.matter.state == State.KEPT and self.closing:
            return "已办结"
        return WORDS[self.entry.matter.state]


def rows(register: Register, found: Sequence[LedgerEntry], at: datetime) -> list[Row]:
    """Entries with their columns in words: two queries for the names, whatever their number."""
    names = shape.names_in(register, [one.values for one in found])
    return [row(register, one, names, at) for one in found]


def row(register: Register, entry: LedgerEntry, names: shape.Names, at: datetime) -> Row:
    cells = [(column, shape.words(column, entry.values, names)) for column in register.fields]
    days = max(0, (date_of(at) - entry.day).days)
    quiet = max(0, (date_of(at) - date_of(entry.matter.moved_at or at)).days)
    return Row(entry, cells, shape.outstanding(register, entry.values), days, bool(register.closing), quiet)


def table(register: Register, found: QuerySet[LedgerEntry], at: datetime) -> Iterator[list[str]]:
    """The ledger for Excel and paper: the heading and a row an entry."""
    yield ["登记号", *(column.name for column in register.fields), "登记单位", "登记人", "登记日期", "情况"]
    for one in rows(register, list(found[:MOST_EXPORTED]), at):
        matter = one.entry.matter
        yield [
            matter.number, *(text for _, text in one.cells), matter.organ.short_name, matter.opened_by.name,
            day_words(date_of(matter.opened_at), 0), one.state,
        ]  # fmt: skip


# --- Counting ------------------------------------------------------------------------------------------


@dataclass
class Counted:
    """So many entries of one value, of them so many open, and the day of the last one, be it before the span;
    `total` is the sum of the ledger's added-up column."""

    name: str
    count: int = 0
    last: date | None = None
    total: float | None = None
    open: int = 0


@dataclass(frozen=True)
class Tally:
    """The entries of a span by the values of one column; a choice that nobody took stands there with 0."""

    column: RegisterField
    lines: list[Counted]


def tallies(
    register: Register, found: QuerySet[LedgerEntry], span: Span | None = None, government: Government | None = None
) -> list[Tally]:
    """By each column that can be counted, what falls into the span: two queries, and one for a column's names.

    `found` reaches further back than the span, so that the day of the last entry is known; `government`: whose organs
    stand there with 0 where the rules want every one of them told.
    """
    columns = [column for column in register.fields if column.type in TALLIED]
    standing = found.filter(matter__state__in=STANDING).order_by("day", "pk")
    before: list[tuple[shape.Kept, date]] = []
    if span:
        before = last_days(columns, standing.filter(day__lt=span.first))
        standing = standing.filter(span.condition)
    kept = list(standing.values_list("values", "day", "matter__state"))
    counting = Counting(next((column for column in register.fields if column.total), None), before, government)
    return [tally(column, kept, counting) for column in columns]


def last_days(columns: Sequence[RegisterField], found: QuerySet[LedgerEntry]) -> list[tuple[shape.Kept, date]]:
    """The last day of each combination of values, the earliest first: as many rows as combinations, not as entries."""
    if not columns:
        return []
    said = found.order_by().annotate(**{f"of_{column.key}": KT(f"values__{column.key}") for column in columns})
    grouped = said.values(*(f"of_{column.key}" for column in columns)).annotate(last=Max("day")).order_by("last")
    return [({column.key: read(column, row[f"of_{column.key}"]) for column in columns}, row["last"]) for row in grouped]


def read(column: RegisterField, text: Any) -> Any:
    """A value that the database has taken out of the JSON as text."""
    if text is None or text == "":
        return None
    if column.many:
        return json.loads(text)
    return text if column.type == "choice" else int(text)


@dataclass(frozen=True)
class Counting:
    """How it is counted: which column is added up, what was before it, whose organs are told with 0."""

    added: RegisterField | None
    before: Sequence[tuple[shape.Kept, date]]
    government: Government | None


def tally(column: RegisterField, kept: Iterable[tuple[shape.Kept, date, str]], counting: Counting) -> Tally:
    """One column; the entries come from the earliest to the latest day."""
    lines = zeros(column, counting)
    for values, day in counting.before:
        for key in shape.listed(values.get(column.key)):
            lines.setdefault(key, nothing(str(key), counting)).last = day
    for values, day, state in kept:
        for key in shape.listed(values.get(column.key)):
            line = lines.setdefault(key, nothing(str(key), counting))
            line.last = day
            line.count += 1
            line.open += state == State.OPEN
            if counting.added and line.total is not None:
                line.total += values.get(counting.added.key, 0)
    if column.type == "choice":
        return Tally(column, list(lines.values()))
    names = named(column, lines)
    for key, line in lines.items():
        line.name = names.get(key, line.name)
    return Tally(column, sorted(lines.values(), key=lambda one: (-one.count, one.name)))


def zeros(column: RegisterField, counting: Counting) -> dict[Any, Counted]:
    """The lines that stand there whether or not there is an entry."""
    if not column.every or counting.government is None:
        return {choice: nothing(choice, counting) for choice in column.choices}
    organs = counting.government.organs.filter(kind__in=column.every, is_active=True)
    return {key: nothing("", counting) for key in organs.values_list("pk", flat=True)}


def nothing(name: str, counting: Counting) -> Counted:
    return Counted(name, total=0 if counting.added else None)


def named(column: RegisterField, keys: Iterable[int]) -> Mapping[int, str]:
    """The names behind keys."""
    model, name = (Organ, "short_name") if column.type == "organ" else (Official, "name")
    return dict(model.objects.filter(pk__in=list(keys)).values_list("pk", name))


@dataclass
class Standing:
    """A ledger on the first page: how much there is of it this year, and when it was last written in."""

    register: Register
    count: int = 0
    open: int = 0
    last: date | None = None
    elsewhere: str = ""
    may: bool = False


def standings(official: Official, book: Rulebook, year: int) -> list[Standing]:
    """Every ledger of the rules, by article, with its numbers of the year as far as he sees them: one query."""
    mine = visible_to(official).filter(kind=KIND)
    found = LedgerEntry.objects.filter(year_span(year).condition, government=official.government_id, matter__in=mine)
    grouped = found.filter(matter__state__in=STANDING).order_by().values("register")
    numbers_of = grouped.annotate(
        count=Count("pk"), open=Count("pk", filter=Q(matter__state=State.OPEN)), last=Max("day")
    )
    counted = {one["register"]: one for one in numbers_of}
    known = [Standing(register) for register in sorted(book.registers, key=lambda one: one.article)]
    for one in known:
        numbers: dict[str, Any] = counted.get(one.register.key, {})
        one.count, one.open, one.last = numbers.get("count", 0), numbers.get("open", 0), numbers.get("last")
    return known


@dataclass(frozen=True)
class Before:
    """An open entry that lies before somebody by name, with the organs that have it in hand."""

    row: Row
    organs: str


def before(official: Official, at: datetime, most: int = 6) -> list[Before]:
    """Open entries that name him or were put before him, the oldest first: at most four queries."""
    his = Participant.objects.filter(official=official, role__in=("named", "reader")).values("matter")
    found = LedgerEntry.objects.filter(
        government=official.government_id, matter__in=his, matter__state=State.OPEN
    ).select_related("matter__adoption", "matter__organ", "matter__opened_by")
    pairs = [(ledger(one), one) for one in found.order_by("day", "pk")[:most]]
    names = shape.names_of((register, one.values) for register, one in pairs)
    return [Before(row(register, one, names, at), organs_in(register, one, names)) for register, one in pairs]


def organs_in(register: Register, entry: LedgerEntry, names: shape.Names) -> str:
    """The organs that its columns name, in words."""
    found = (shape.words(column, entry.values, names) for column in register.of_kind("organ"))
    return "、".join(filter(None, found))


# --- What is not there ---------------------------------------------------------------------------------


def missing(official: Official, register: Register, span: Span | None = None) -> QuerySet[Matter] | None:
    """What the ledger is to have entries of and has none, the oldest first; None where the rules name nothing.

    Where the rules want an entry with each of several choices, it is missing as long as one of them is (`lacks`).
    """
    due = to_record(official, register, span)
    if due is None:
        return None
    entered = LedgerEntry.objects.filter(register=register.key, matter__parent=OuterRef("pk"))
    entered = entered.filter(matter__state__in=STANDING)
    wanted = [entered.filter(**{f"values__{key}": choice}) for key, choice in each_of(register)] or [entered]
    return due.filter(reduce(or_, [Q(~Exists(one)) for one in wanted])).order_by("on", "pk")


def to_record(official: Official, register: Register, span: Span | None = None) -> QuerySet[Matter] | None:
    """Of what the ledger is to have entries."""
    if register.about is None:
        return None
    due: QuerySet[Matter] = registry.recorded()[register.about](official)
    return due.filter(on__gte=span.first, on__lte=span.last) if span else due


def each_of(register: Register) -> list[tuple[str, str]]:
    return [(column.key, choice) for column in register.fields for choice in column.each]


def lacks(register: Register, matters: Iterable[Matter]) -> dict[int, list[str]]:
    """Which of the choices that the rules want each time have no entry yet, matter by matter: one query."""
    wanted = each_of(register)
    found = LedgerEntry.objects.filter(register=register.key, matter__parent__in=[one.pk for one in matters])
    there = {
        (parent, key, values.get(key))
        for parent, values in found.filter(matter__state__in=STANDING).values_list("matter__parent", "values")
        for key, _ in wanted
    }
    return {one.pk: [choice for key, choice in wanted if (one.pk, key, choice) not in there] for one in matters}


def counted_missing(official: Official, register: Register, span: Span | None = None) -> tuple[int, int] | None:
    """How many there should be and how many have no entry."""
    due, lacking = to_record(official, register, span), missing(official, register, span)
    return None if due is None or lacking is None else (due.count(), lacking.count())


# --- One entry, and what other pages show of it ---------------------------------------------------------


@dataclass
class Sheet:
    """An entry's page; it has no sign-off steps."""

    matter: Matter
    document: LedgerEntry
    register: Register | None = None
    row: Row | None = None
    steps: list[Any] = field(default_factory=list)
    way: list[Any] = field(default_factory=list)
    findings: list[Any] = field(default_factory=list)


def sheet(matter: Matter, at: datetime) -> Sheet:
    """The entry of a matter that he may see."""
    entry, register = of(matter)
    names = shape.names_in(register, [entry.values])
    return Sheet(matter, entry, register, row(register, entry, names, at))


@dataclass(frozen=True)
class Of:
    """A ledger's entries about one matter."""

    register: Register
    rows: list[Row]


def about(matter: Matter, official: Official, book: Rulebook, at: datetime) -> list[Of]:
    """What stands in the ledgers about a matter, as far as he may see it, ledger by ledger: three queries."""
    found = LedgerEntry.objects.filter(
        matter__parent=matter, matter__in=visible_to(official), matter__state__in=STANDING
    ).select_related("matter__organ", "matter__opened_by")
    known = {register.key: register for register in book.registers}
    listed = [one for one in found if one.register in known]
    names = shape.names_of((known[one.register], one.values) for one in listed)
    by_key: dict[str, list[Row]] = {}
    for one in listed:
        by_key.setdefault(one.register, []).append(row(known[one.register], one, names, at))
    return [Of(known[key], by_key[key]) for key in known if key in by_key]
