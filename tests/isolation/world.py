"""Two whole governments in one installation, each with one of everything; and every address there is.

Each government's place stands in all its own texts, its titles, names, reasons and files: where it shows up on the
other's pages, something has leaked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model, Value
from django.db.models.functions import Concat, Substr
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

from documents.consultation import actions as consultation
from documents.dispatch import actions as dispatches
from documents.prints import actions as prints
from documents.prints.models import PrintJob, PrintState
from documents.seals.models import Impression, Seal, Sealing
from govrules.core import acts, clock
from govrules.core.deadlines.models import Deadline, Extension
from govrules.core.files.actions import attach, checked
from govrules.core.matters import actions as steps
from govrules.core.matters.actions import StepSpec
from govrules.core.matters.models import Matter
from govrules.core.matters.referring import offer
from govrules.core.matters.sharing import share
from govrules.core.notices.models import Notice
from govrules.core.office import actions as office_acts
from govrules.core.office.models import Official, Organ, Seat
from govrules.core.office.queries import book_of
from govrules.core.office.workbook import writing
from govrules.core.office.workbook.actions import Upload, hand_in
from govrules.core.registers import actions as ledgers
from leave.duty import actions as duty
from leave.duty.models import EntryKind, Role
from leave.requests import actions as leaves
from leave.requests import gifts
from leave.requests.models import LeaveFiling
from tests.core.cast import Cast
from tests.documents.departmental.desk import Desk
from tests.documents.papers import DAY, Papers, browser
from tests.documents.publicity import desk as publicity
from tests.isolation.meetings import met

# --- One of everything ---------------------------------------------------------------------------------------------


@dataclass
class World:
    """A government's cast, and the key of one row of each kind that an address can name."""

    cast: Cast
    keys: dict[str, Any] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """What stands in all its texts."""
        return self.cast.government.place[:-1]

    def client(self, who: str) -> Client:
        return browser(getattr(self.cast, who))


def fill(cast: Cast) -> World:
    """Everything that a government can have: documents in their states, absences, delegations, settings, notices."""
    world, papers = World(cast), Papers(cast)
    name_after_place(cast, world.mark)
    world.keys |= consulted(papers, world.mark) | issued(papers, world.mark) | in_the_office(papers, world.mark)
    world.keys |= met(cast, world.mark)
    world.keys |= on_leave(cast, world.mark)
    world.keys |= in_its_own_name(papers, world.mark)
    world.keys |= in_public(papers, world.mark)
    world.keys |= under_seal(cast, world.mark)
    world.keys |= {"ledger": in_a_ledger(cast, world.mark, world.keys["request"]), "ledger_kind": "letters_register"}
    world.keys |= {
        "seat": cast.seats["schools_deputy"].pk, "organ": cast.education.pk, "official": cast.head.pk,
        "account": cast.head.account.pk, "adoption": cast.adoption.pk, "government": cast.government.pk,
        "key": cast.government.key, "workbook": handed_in(cast),
    }  # fmt: skip
    world.keys |= on_duty(cast, world.mark)
    return world


def name_after_place(cast: Cast, mark: str) -> None:
    """Its organs, seats and people bear its place too."""
    for model, name, longest in ((Organ, "short_name", 30), (Seat, "title", 60), (Official, "name", 30)):
        longer = Substr(Concat(Value(mark), name), 1, longest)
        model.objects.filter(government=cast.government).update(**{name: longer})


def consulted(papers: Papers, mark: str) -> dict[str, Any]:
    """A request under consultation: more time asked for, a file, a print, somebody let in; a second that waits."""
    clerk = papers.cast.education_clerk
    request = papers.draft(title=f"{mark}新建学校的请示", body=f"{mark}需要学校。", touched=["finance"])
    [asked] = papers.ask(request, "finance")
    more = (asked.step_id, papers.cast.finance_head, date(2026, 6, 22), f"{mark}正在核算", "书面")
    consultation.ask_more_time(*more)
    with acts.on(request.pk) as matter:
        upload = SimpleUploadedFile(f"{mark}附件.txt", f"{mark}的附件".encode())
        kept = attach(matter, upload, clerk, clock.now())
    share(request.pk, clerk, papers.cast.agriculture_head)
    job = prints.ask(Matter.objects.get(pk=request.pk), "request", clerk)
    PrintJob.objects.filter(pk=job.pk).update(state=PrintState.READY, blob=kept.blob)
    waits = papers.draft(title=f"{mark}等待的请示", touched=["finance"])
    [late] = papers.ask(waits, "finance")
    waiting = Deadline.objects.filter(step=late.step_id)
    waiting.update(provisional=True, waits_since=clock.now(), waits_for="放假安排尚未载入")
    return {
        "request": request.pk, "asked": asked.pk, "extension": Extension.objects.latest("pk").pk, "job": job.pk,
        "attachment": kept.pk, "waiting": waiting.get().pk,
    }  # fmt: skip


def issued(papers: Papers, mark: str) -> dict[str, Any]:
    """A dispatch with the office, one issued under a number, a request before the office director."""
    dispatch = papers.dispatch(title=f"{mark}关于防汛的通知", body=f"{mark}防汛。")
    done = papers.ready(title=f"{mark}已印发的通知", signer="office_director")
    series = papers.numbers(code=f"{mark}政办")
    dispatches.number(done.pk, papers.cast.clerk, series)
    dispatches.issue(done.pk, papers.cast.clerk)
    step = papers.step(papers.signed(papers.draft(title=f"{mark}送审的请示")))
    notice = Notice.objects.filter(recipient=papers.cast.director).latest("pk")
    return {"dispatch": dispatch.pk, "issued": done.pk, "series": series.pk, "step": step.pk, "notice": notice.pk}


def in_its_own_name(papers: Papers, mark: str) -> dict[str, Any]:
    """A department's own document that is issued to another, with an opinion and a file; a second one in draft."""
    desk, organs = Desk(papers), {"touched": ["finance"], "sent_to": ["finance"], "joint": ["finance"]}
    made = desk.draft(title=f"{mark}招生的通知", body=f"{mark}招生。", yes=["several_departments"], organs=organs)
    desk.record(made, "opinion by finance agree")
    desk.send(made)
    desk.decide(made, "finance_head", "consent", f"{mark}同意")
    desk.decide(made, "education_head", "sign", f"{mark}同意")
    desk.issue(made, f"{mark}教发〔2026〕7号")
    draft = desk.draft(title=f"{mark}放假的通知", checked_basis=f"{mark}核对")
    return {"department": draft.pk, "department_issued": made.pk}


def in_public(papers: Papers, mark: str) -> dict[str, Any]:
    """A release that is before a leader; a second one in draft."""
    desk, weighty = publicity.Desk(papers), {"release_about": "deployment"}
    asked = desk.draft("release", says=weighty, title=f"{mark}报批的信息", body=f"{mark}内容", place=f"{mark}网站")
    desk.reviewed(asked, "head")
    draft = desk.draft("release", says=weighty, title=f"{mark}拟报的信息", body=f"{mark}内容")
    return {"publicity": draft.pk, "publicity_asked": asked.pk}


def under_seal(cast: Cast, mark: str) -> dict[str, Any]:
    """A seal, a request for its use before a leader, a letter of introduction that was issued."""
    at, office = clock.now(), cast.office
    seal = Seal.objects.create(
        government=cast.government, kind="county_seal", organ=office, name=f"{mark}政府印章", keeper=cast.clerk,
        place=f"{mark}保险柜",
    )  # fmt: skip
    asking = (cast.education, cast.education_clerk, "seal_asked")
    opening = steps.Opening(cast.government, "sealing", f"{mark}用印", *asking)
    made = []
    for sort in ("use", "letter"):
        matter = steps.open_matter(opening, at)
        steps.join_organ(matter, office, "keeper", at)
        made.append(Sealing.objects.create(
            matter=matter, sort=sort, seal=seal, content=f"{mark}合同", copies=2, bearer=f"{mark}某人", approved_at=at,
        ))  # fmt: skip
    use, letter = made
    specs = [StepSpec("approve", "deputy", cast.seats["schools_deputy"])]
    steps.plan(use.matter, specs)
    steps.advance(use.matter, at)
    Matter.objects.filter(pk=letter.pk).update(state="seal_approved")
    row = Impression.objects.create(
        sealing=letter, government=cast.government, register="letter_register", year=2026, serial=1, on=clock.today(),
        content=f"{mark}事由", copies=1, approver=f"{mark}领导", handler=cast.clerk, used_by=f"{mark}某人",
        recorded_at=at,
    )  # fmt: skip
    return {"seal": seal.pk, "sealing": use.pk, "impression": row.pk}


def in_the_office(papers: Papers, mark: str) -> dict[str, Any]:
    """Somebody away, so that a step is held; an entrustment; an office's own rule."""
    cast, at = papers.cast, clock.now()
    trip = office_acts.Trip(at, at + 7 * DAY, f"赴{mark}")
    absence = office_acts.enter_absence(cast.resources_head, trip, by=cast.clerk)
    away = papers.draft("resources", title=f"{mark}用地的请示")
    papers.submit(away)
    said = office_acts.Delegating("entrustment", at, at + 7 * DAY, f"{mark}签批件")
    entrusted = office_acts.entrust(cast.seats["head"], cast.seats["executive"], said, by=cast.clerk)
    own = {"count": 3, "unit": "workday"}
    rule = office_acts.set_setting(
        cast.government, "limit.review", own, basis=f"{mark}办法", since=clock.today(), by=cast.clerk
    )
    held = papers.step(away).pk
    return {"absence": absence.pk, "held": held, "entrustment": entrusted.pk, "setting": rule.pk, "away": away.pk}


def on_duty(cast: Cast, mark: str) -> dict[str, Any]:
    """A month of duty that is published, a line in its log, a swap that is asked for, a place given to another, where a
    main head is."""
    by, at = cast.education_clerk, clock.now()
    turns = duty.Turns([cast.education_head.pk], [by.pk, cast.education_deputy.pk])
    roster = duty.publish(duty.make(cast.education, clock.today(), turns, by=by), by=by)
    first, second, third, *_ = roster.shifts.all()
    said = duty.Said(EntryKind.MAJOR, at, f"{mark}学校起火", reported_to=f"{mark}值班室", reported_at=at)
    entry = duty.write(first, said, by=by)
    asking = duty.Asking(Role.OFFICER, by, f"{mark}有事")
    swap = duty.ask(second, asking, by=cast.education_deputy)
    duty.assign(third, Role.OFFICER, cast.education_deputy, by=by, seen=third.officer_id, why=f"{mark}出差")
    duty.note_place(cast.education_head, duty.Note(f"{mark}乡下", at + DAY), by=by)
    return {"roster": roster.pk, "shift": second.pk, "entry": entry.pk, "swap": swap.pk}


def in_a_ledger(cast: Cast, mark: str, about: int) -> int:
    """A letter from the public, with its file, that concerns a document: what the clerk can fill in is filled in."""
    register = book_of(cast.adoption).register("letters_register")
    sample = {"text": f"{mark}来信", "organ": cast.education, "official": cast.clerk, "number": Decimal(3)}
    typed = {
        column.key: column.choices[0] if column.choices else sample[column.type]
        for column in register.fields
        if not column.own and (column.type in sample or column.choices)
    }
    paper = [checked(SimpleUploadedFile(f"{mark}来信.txt", f"{mark}来信原文".encode()))]
    said = ledgers.Said(typed, {"": paper}, Matter.objects.get(pk=about))
    return ledgers.enter(cast.clerk, "letters_register", said).pk


def on_leave(cast: Cast, mark: str) -> dict[str, Any]:
    """A leave on its way, with a filing that waits for its proof; a gift; work that is offered to a meeting."""
    at = clock.now()
    wanted = leaves.Wanted(
        cast.executive, cast.seats["executive"], "business", f"{mark}开会", f"{mark}外地", "1390000", at + 2 * DAY,
        at + 4 * DAY,
    )  # fmt: skip
    leave = leaves.create(cast.executive, wanted)
    leaves.ask(leave.pk, cast.executive)
    filing, _ = LeaveFiling.objects.get_or_create(request=leave, to="by_other_rules")
    said = gifts.Received(cast.executive, f"{mark}礼品", clock.today())
    gift = gifts.register(cast.government, cast.clerk, said)
    with acts.on(leave.pk) as matter:
        offer(matter, "agenda_item", f"{mark}考察报告", at)
    return {"leave": leave.pk, "filing": filing.pk, "gift": gift.pk}


def handed_in(cast: Cast) -> int:
    """Its office as a workbook, handed in by its own clerk and looked at."""
    book = Upload(writing.export(cast.government, clock.today()), "人员.xlsx", clock.today())
    return hand_in(cast.government, book, cast.clerk.account).pk


# --- Every row there is ---------------------------------------------------------------------------------------------

IDLE = ("sessions.", "axes.", "auth.Permission", "contenttypes.", "core.SweepRun")  # not a government's
Row = tuple[str, Any]  # a table and a key


def models() -> Iterator[type[Model]]:
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.label.startswith(IDLE):
            yield model


def everything() -> dict[Row, dict[str, Any]]:
    """All rows by table and key; when somebody was last here is not among it."""
    rows = {}
    for model in models():
        for values in model._base_manager.order_by().values():
            values.pop("last_login", None)
            rows[model._meta.label, values[model._meta.pk.attname]] = values
    return rows


def named_by(row: Row, values: Mapping[str, Any]) -> set[Row]:
    """The rows that a row refers to."""
    fields = apps.get_model(row[0])._meta.concrete_fields
    return {(f.related_model._meta.label, values[f.attname]) for f in fields if f.is_relation and f.related_model}


# --- Every address there is -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Address:
    """A pattern of the project by its name, with its whole route and what it wants."""

    name: str
    route: str
    wants: tuple[str, ...]

    def at(self, values: Mapping[str, Any]) -> str:
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), self.route)


def addresses(resolver: URLResolver | None = None, space: str = "", before: str = "/") -> Iterator[Address]:
    """Every one, however deep."""
    for one in (resolver or get_resolver()).url_patterns:
        route = before + plain(one)
        if isinstance(one, URLResolver):
            yield from addresses(one, f"{space}{one.namespace}:" if one.namespace else space, route)
        else:
            yield Address(f"{space}{one.name or one.pattern}", route, tuple(re.findall(r"<(?:\w+:)?(\w+)>", route)))


def plain(one: URLPattern | URLResolver) -> str:
    """A route as it stands; a pattern of the admin site's with each of its groups as 1."""
    text = str(one.pattern)
    return re.sub(r"\([^)]*\)", "1", text).strip("^$") if isinstance(one.pattern, RegexPattern) else text
