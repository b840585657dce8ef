"""What the pages of the ledgers show; always from `visible_to`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, FloatField, Max, OuterRef, Q, QuerySet, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from govrules.core import registry
from govrules.core.clock import date_of
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import visible_to
from govrules.core.office.models import Official, Organ
from govrules.core.registers import shape
from govrules.core.registers.actions import KIND, of
from govrules.core.registers.models import LedgerEntry
from govrules.core.registers.states import STANDING, State
from govrules.core.wording import day as day_words
from govrules.rulebook import Rulebook
from govrules.rulebook.schema import Register, RegisterField

WORDS = dict(State.choices)
MOST_EXPORTED = 20_000
MOST_MISSING = 200
ELSEWHERE = {"gift_register": "leave:abroad"}  # ledgers with pages of their own: the address of these
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
    return Row(entry, cells, shape.outstanding(register, entry.values), days, bool(register.closing))


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


@dataclass(frozen=True)
class Counted:
    """So many entries of one value, the last of them on a day; `total` is the sum of the ledger's added-up column."""

    name: str
    count: int
    last: date | None = None
    total: float | None = None


@dataclass(frozen=True)
class Tally:
    """The entries of a span by the values of one column; a choice that nobody took stands there with 0."""

    column: RegisterField
    lines: list[Counted]


def tallies(register: Register, found: QuerySet[LedgerEntry]) -> list[Tally]:
    """By each column that can be counted: one query a column, and one for its names."""
    standing = found.filter(matter__state__in=STANDING).order_by()
    added = next((column for column in register.fields if column.total), None)
    return [tally(column, standing, added) for column in register.fields if column.type in TALLIED]


def tally(column: RegisterField, found: QuerySet[LedgerEntry], added: RegisterField | None) -> Tally:
    sums = {"total": Sum(Cast(KT(f"values__{added.key}"), FloatField()))} if added else {}
    said = found.filter(values__has_key=column.key).annotate(of=KT(f"values__{column.key}"))
    counted = {  # a key comes back as a number from one database, as text from the other
        str(one["of"]): Counted(str(one["of"]), one["count"], one["last"], one.get("total"))
        for one in said.values("of").annotate(count=Count("pk"), last=Max("day"), **sums)
    }
    if column.type == "choice":
        return Tally(column, [counted.get(choice, Counted(choice, 0)) for choice in column.choices])
    names = named(column, counted)
    lines = [Counted(names.get(key, key), one.count, one.last, one.total) for key, one in counted.items()]
    return Tally(column, sorted(lines, key=lambda one: (-one.count, one.name)))


def named(column: RegisterField, keys: Iterable[str]) -> Mapping[str, str]:
    """The names behind keys written as text."""
    model, name = (Organ, "short_name") if column.type == "organ" else (Official, "name")
    found = model.objects.filter(pk__in=[int(key) for key in keys]).values_list("pk", name)
    return {str(pk): words for pk, words in found}


@dataclass
class Standing:
    """A ledger on the first page: how much there is of it this year, and when it was last written in."""

    register: Register
    count: int = 0
    open: int = 0
    last: date | None = None
    elsewhere: str = ""
    may: bool = False
    missing: int | None = None


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


# --- What is not there ---------------------------------------------------------------------------------


def missing(official: Official, register: Register) -> QuerySet[Matter] | None:
    """What the ledger is to have entries of and has none, the oldest first; None where the rules name nothing."""
    if register.about is None:
        return None
    about = registry.recorded()[register.about](official)
    entered = LedgerEntry.objects.filter(register=register.key, matter__parent=OuterRef("pk"))
    return about.filter(~Exists(entered.filter(matter__state__in=STANDING))).order_by("on", "pk")


def counted_missing(official: Official, register: Register) -> tuple[int, int] | None:
    """How many there should be and how many have no entry."""
    if register.about is None:
        return None
    lacking = missing(official, register)
    return registry.recorded()[register.about](official).count(), lacking.count() if lacking is not None else 0


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
