"""The official acts on a ledger: entering, filling in and correcting, urging, declaring void."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from govrules.core import acts, clock
from govrules.core.clock import date_of
from govrules.core.deadlines import actions as deadlines
from govrules.core.deadlines.fixed import arm_until
from govrules.core.deadlines.models import DeadlineState
from govrules.core.errors import BadInput, NotYours, Why, WrongState
from govrules.core.files.actions import Checked, Place, attach_all
from govrules.core.journal.actions import Line, record
from govrules.core.matters import actions as matters
from govrules.core.matters.models import Matter
from govrules.core.notices.actions import tell
from govrules.core.office.guards import locked, require_text
from govrules.core.office.models import Government, Official, Organ
from govrules.core.office.queries import adoption_on, book_of, in_office, office_of, organs_of, seats_of, staff_of
from govrules.core.registers import shape
from govrules.core.registers.models import EntryVersion, LedgerEntry, LedgerSeries
from govrules.core.registers.rules import Hand, posts_in_words, require_rules
from govrules.core.registers.states import MOVES, State
from govrules.rulebook.ledgers import Register

KIND = "ledger"


@dataclass(frozen=True)
class Said:
    """What is typed into a ledger: columns by their keys (days, moments, officials and organs as such), new files by
    the column that they belong to ("" for those that the ledger wants attached), what the entry is about, and the
    number of the form, by which it is known when it comes twice."""

    values: Mapping[str, Any]
    files: Mapping[str, Sequence[Checked]] = field(default_factory=dict)
    about: Matter | None = None
    once: UUID | None = None


def enter(by: Official, key: str, said: Said) -> LedgerEntry:
    """A new entry, numbered in its ledger and year; what it still waits for keeps it open."""
    at = clock.now()
    government = by.government
    register = register_of(government, key, at)
    organ = organ_for(by, register, at)
    require_attached(register, said)
    about_here(government, said.about)
    values = shape.kept(register, said.values, government, at, said.files)
    if not values and not any(said.files.values()):
        raise BadInput("请至少填写一项")
    require_rules(register, {}, values, Hand(by, at), said.about)
    day = shape.day_of(register, values, date_of(at))
    with transaction.atomic():
        series = series_of(government, key, at)
        twin = LedgerEntry.objects.filter(once=said.once, matter__opened_by=by).first() if said.once else None
        if twin:
            return twin
        title = shape.title_of(register, values, shape.names_in(register, [values]))
        opening = matters.Opening(government, KIND, title, organ, by, State.OPEN, said.about)
        matter = matters.open_matter(opening, at)
        entry = LedgerEntry(
            matter=matter, government=government, register=key, day=day, values=values, once=said.once
        )
        number(entry, series)
        take_in(entry, said, by, at)
        finish(entry, register, {}, by, at)
    return entry


def amend(matter_id: int, by: Official, said: Said, why: str, seen: int) -> None:
    """Fill in what is outstanding, or correct what was entered: a new version beside the old ones.

    What was filled in before is only changed for a reason; filling in what was empty needs none.
    """
    at = clock.now()
    with acts.on(matter_id) as matter:
        entry, register = of(matter)
        require_keeper(entry, register, by, at)
        acts.require_move(matter, "amend", MOVES)
        if matter.version != seen:
            raise WrongState("这条登记在您填写期间已被他人更新，请核对最新内容后再填")
        was = entry.values
        typed = {**said.values, **files_of(register, was)}
        values = shape.kept(register, typed, matter.government, at, said.files)
        if values == was and not any(said.files.values()):
            raise BadInput("没有填写新的内容")
        require_rules(register, was, values, Hand(by, at), matter.parent)
        corrected = [c.name for c in register.fields if c.key in was and was[c.key] != values.get(c.key)]
        if corrected and not why.strip():
            raise BadInput(Why(f"更正已登记的内容（{'、'.join(corrected)}）要说明原因"), field="why")
        entry.values, entry.day = values, shape.day_of(register, values, entry.day)
        take_in(entry, said, by, at)
        finish(entry, register, was, by, at, why.strip()[:200])


def urge(matter_id: int, by: Official, text: str) -> None:
    """Ask those who have it to get on with it; how often is on record."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        entry, register = of(matter)
        require_urger(entry, register, by, at)
        acts.require_move(matter, "urge", MOVES)
        words = require_text(text, "催办意见", "text", 300)
        entry.urged += 1
        entry.save(update_fields=["urged"])
        record(matter, Line("urge", at, f"催办：{words}", actor=by, article=register.article))
        tell(
            handling(entry, register, at), event=f"ledger-urged:{matter.pk}:{entry.urged}", body=words, matter=matter,
            subject=f"{by.name}催办：{matter.title}"[:200], article=register.article, at=at,
        )  # fmt: skip


def show_to(matter_id: int, by: Official, reader: Official) -> None:
    """Put it before somebody who is to read it and write down himself what he thinks (送请阅批)."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        entry, register = of(matter)
        require_keeper(entry, register, by, at)
        acts.require_move(matter, "amend", MOVES)
        if reader.government_id != matter.government_id:
            raise BadInput("所选的人员不属于本级政府", field="reader")
        matters.join(matter, reader, "reader", at)
        record(matter, Line("show_to", at, f"送{reader.name}阅", actor=by, article=register.article))
        tell(
            [reader], event=f"ledger-shown:{matter.pk}:{reader.pk}:{matter.version}", matter=matter, at=at,
            subject=f"请您阅批：{matter.title}"[:200], article=register.article,
        )  # fmt: skip


def void(matter_id: int, by: Official, reason: str) -> None:
    """An entry made by mistake stays, marked as void; its number is not given again."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        entry, register = of(matter)
        if not may_void(entry, by, at):
            raise NotYours(Why("这条登记由填写单位和政府办公室作废", register.article))
        why = require_text(reason, "作废原因", "reason", 200)
        was, now = acts.move(matter, "void", MOVES, at)
        acts.close(matter, at)
        record(matter, Line("void", at, f"作废：{why}", actor=by, was=was, now=now))
        deadlines.cancel_matter(matter, at)


# --- Who may -------------------------------------------------------------------------------------------


def organ_for(by: Official, register: Register, at: datetime) -> Organ:
    """In which organ's name he enters it: a post that the rules name, else the government's own office.

    A leader, who serves in no organ, enters it with the office.
    """
    on = date_of(at)
    seats = seats_of(by, on)
    for seat in seats:
        if seat.post in register.filed_by:
            return seat.organ or office_of(by.government)
    if in_office(by, on):
        return office_of(by.government)
    raise NotYours(Why(f"{register.title}由{who_files(register, by.government)}填写", register.article))


def who_files(register: Register, government: Government) -> str:
    """Who may enter, in words."""
    named = posts_in_words([post for post in register.filed_by if post != "office_clerk"], government)
    return "、".join(filter(None, [named, "政府办公室工作人员"]))


def open_to(by: Official, registers: Iterable[Register], at: datetime) -> set[str]:
    """The keys of the ledgers into which the act would let him write: two queries."""
    on = date_of(at)
    posts, office = {seat.post for seat in seats_of(by, on)}, in_office(by, on)
    return {one.key for one in registers if office or posts.intersection(one.filed_by)}


def require_keeper(entry: LedgerEntry, register: Register, by: Official, at: datetime) -> None:
    """The office, the organ that entered it, those whom its columns name."""
    if not may_keep(entry, register, by, at):
        raise NotYours(Why("这条登记由填写单位、承办单位和政府办公室补充、更正", register.article))


def may_keep(entry: LedgerEntry, register: Register, by: Official, at: datetime) -> bool:
    """Whether he may fill in or correct it."""
    on = date_of(at)
    if by.government_id != entry.government_id:
        return False
    concerned = {entry.matter.organ_id, *shape.mentioned(register, entry.values, "organ")}
    own = {entry.values[c.key] for c in register.of_kind("official") if c.own and c.key in entry.values}
    asked = by.pk in own or any(column.own for column in register.fields) and by.pk in joined(entry)
    entered = by.pk == entry.matter.opened_by_id and bool(open_to(by, [register], at))
    return asked or entered or bool(concerned & set(organs_of(by, on))) or in_office(by, on)


def may_void(entry: LedgerEntry, by: Official, at: datetime) -> bool:
    """Whether he may declare it void: where it was entered, not whoever has it to answer."""
    if by.government_id != entry.government_id:
        return False
    on = date_of(at)
    return entry.matter.organ_id in organs_of(by, on) or in_office(by, on)


def may_urge(entry: LedgerEntry, by: Official, at: datetime) -> bool:
    """Whether he may urge it: where it was entered, and those who read it or whom it names."""
    return may_void(entry, by, at) or by.government_id == entry.government_id and by.pk in joined(entry)


def require_urger(entry: LedgerEntry, register: Register, by: Official, at: datetime) -> None:
    if not may_urge(entry, by, at):
        raise NotYours(Why("这条登记由填写单位、政府办公室和送阅的领导催办", register.article))


def joined(entry: LedgerEntry) -> set[int]:
    """The people who take part in it as themselves."""
    return set(entry.matter.participants.filter(official__isnull=False).values_list("official", flat=True))


# --- What the acts are made of --------------------------------------------------------------------------


def register_of(government: Government, key: str, at: datetime) -> Register:
    """The ledger by the rules in force; `BadInput` where they have none of this kind."""
    found = book_of(adoption_on(government, date_of(at))).register(key)
    if found is None:
        raise BadInput("现行工作规则没有这本台账")
    return found


def of(matter: Matter) -> tuple[LedgerEntry, Register]:
    """The entry of a locked matter, with its ledger as the rules had it when it was entered."""
    entry = LedgerEntry.objects.get(pk=matter.pk)
    entry.matter = matter
    return entry, ledger(entry)


def ledger(entry: LedgerEntry) -> Register:
    """The ledger of an entry, by the rules under which it was entered."""
    found = book_of(entry.matter.adoption).register(entry.register)
    if found is None:  # an adopted version never changes
        raise LookupError(f"{entry.register} is not in the rules of entry {entry.pk}")
    return found


def about_here(government: Government, about: Matter | None) -> None:
    """What it is about belongs to the same government."""
    if about is not None and about.government_id != government.pk:
        raise BadInput("所登记的事项不属于本级政府", field="about")


def require_attached(register: Register, said: Said) -> None:
    """What the rules want attached is there."""
    if register.attach and not said.files.get(""):
        raise BadInput(Why(f"须附{'、'.join(register.attach)}", register.article), field="files")


def files_of(register: Register, values: shape.Kept) -> dict[str, Any]:
    """The files that an entry has: they stay when it is amended."""
    return {c.key: values[c.key] for c in register.fields if c.type == "file" and c.key in values}


def series_of(government: Government, key: str, at: datetime) -> LedgerSeries:
    """The numbers of a ledger in this year, locked."""
    kind = {"government": government, "register": key, "year": date_of(at).year}
    LedgerSeries.objects.get_or_create(**kind)
    return locked(LedgerSeries.objects.filter(**kind)).get()


def number(entry: LedgerEntry, series: LedgerSeries) -> None:
    """The next number of the ledger: no two entries ever share one, and nobody types it."""
    series.last += 1
    series.save(update_fields=["last"])
    entry.year, entry.serial = series.year, series.last
    entry.save(force_insert=True)
    entry.matter.number = f"{series.year}-{series.last:03d}"
    entry.matter.save(update_fields=["number"])


def take_in(entry: LedgerEntry, said: Said, by: Official, at: datetime) -> None:
    """The files, each with its column; the organs and people named take part from now on."""
    for key, uploads in said.files.items():
        role = f"f:{key}" if key else "ledger"
        made = attach_all(entry.matter, uploads, Place(by, at, role))
        if key and made:
            entry.values[key] = list(dict.fromkeys([*entry.values.get(key, []), *(one.pk for one in made)]))


def finish(
    entry: LedgerEntry, register: Register, was: shape.Kept, by: Official, at: datetime, why: str = ""
) -> None:
    """Keep the version, say what is new, open or close it, let those named take part and tell them."""
    matter, values = entry.matter, entry.values
    names = shape.names_in(register, [was, values])
    matter.title = shape.title_of(register, values, names)
    entry.said = "\n".join(filter(None, (shape.words(column, values, names) for column in register.fields)))
    entry.save()
    EntryVersion.objects.create(entry=entry, values=values, by=by, at=at, why=why)
    said = "；".join(shape.changes(register, was, values, names))
    waits = shape.outstanding(register, values)
    name = "enter" if not was else "amend"
    word = f"登记{matter.number}号" if not was else "更正" if why else "补充"
    text = "。".join(filter(None, [f"{word}：{said}" if was else word, why and f"原因：{why}", "、".join(waits)]))
    matter.version += 1
    matter.moved_at = at
    matter.save(update_fields=["title", "version", "moved_at"])
    record(matter, Line(name, at, text, actor=by, article=register.article))
    settle(entry, register, bool(waits), by, at)
    include(entry, register, was, by, at)


def settle(entry: LedgerEntry, register: Register, waits: bool, by: Official, at: datetime) -> None:
    """Open while it waits for something, else closed; its limit runs as long as it is open."""
    matter = entry.matter
    if not waits and matter.state == State.OPEN:
        was, now = acts.move(matter, "close", MOVES, at)
        acts.close(matter, at)
        deadlines.meet_matter(matter, at)
        if register.closing:
            record(matter, Line("close", at, "要填的都已填齐", actor=by, was=was, now=now))
    elif waits and matter.state == State.KEPT:
        was, now = acts.move(matter, "reopen", MOVES, at)
        Matter.objects.filter(pk=matter.pk).update(closed_at=None)
        record(matter, Line("reopen", at, "有内容待填，重新办理", actor=by, was=was, now=now))
    if waits and register.open_days and not matter.deadlines.filter(state=DeadlineState.OPEN).exists():
        arm_until(matter, date_of(at) + timedelta(days=register.open_days), register.title, at, "ledger_open")


def include(entry: LedgerEntry, register: Register, was: shape.Kept, by: Official, at: datetime) -> None:
    """The office, and the organs and people whom it names for the first time, take part; organs are told, and people
    where the rules want them told at once."""
    matter, on = entry.matter, date_of(at)
    office = office_of(entry.government)
    matters.join_organ(matter, office, "office", at)
    organs = shape.mentioned(register, entry.values, "organ") - shape.mentioned(register, was, "organ")
    told: list[Official] = []
    for organ in Organ.objects.filter(pk__in=organs):
        matters.join_organ(matter, organ, "handler", at)
        told += staff_of(organ, on)
    people = shape.mentioned(register, entry.values, "official") - shape.mentioned(register, was, "official")
    asked = {key for c in register.of_kind("official") if c.tell for key in shape.listed(entry.values.get(c.key))}
    for official in Official.objects.filter(pk__in=people):
        matters.join(matter, official, "named", at)
        told += [official] if official.pk in asked else []
    if not was and matter.organ_id != office.pk:
        told += staff_of(office, on)
    tell(
        [one for one in dict.fromkeys(told) if one.pk != by.pk], event=f"ledger:{matter.pk}:{matter.version}",
        subject=f"台账登记：{matter.title}"[:200], matter=matter, article=register.article, at=at,
    )  # fmt: skip


def handling(entry: LedgerEntry, register: Register, at: datetime) -> list[Official]:
    """Who has it in hand: the organs that its columns name, else the one that entered it."""
    organs = shape.mentioned(register, entry.values, "organ") or {entry.matter.organ_id}
    found = [staff_of(organ, date_of(at)) for organ in Organ.objects.filter(pk__in=organs)]
    return list(dict.fromkeys(person for staff in found for person in staff))
