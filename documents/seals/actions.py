"""The official acts before a seal is used: asking, deciding, asking anew, taking back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from documents.drafting import require_serving
from documents.seals import gates, rules
from documents.seals.models import Seal, Sealing, Sort
from documents.seals.routes import lay_out_sealing
from documents.seals.rules import book_in_force
from documents.seals.states import MOVES, State
from documents.submission.secrecy import require_open
from documents.submission.typed import one_line
from govrules.core import acts, clock
from govrules.core.clock import date_of
from govrules.core.errors import BadInput, BrokenRule, Why, WrongState
from govrules.core.files.actions import Checked, Place, attach_all
from govrules.core.journal.actions import Line, record
from govrules.core.judging import settle
from govrules.core.matters import actions as steps
from govrules.core.matters.models import Matter, Step, StepState
from govrules.core.notices.actions import tell
from govrules.core.office.guards import locked, require_sane_day, require_text
from govrules.core.office.models import Official, Organ, Seat
from govrules.core.office.queries import book_of
from govrules.rulebook import Rulebook

KIND = "sealing"
MOST_COPIES = 10_000
LONGEST_TITLE = 100


@dataclass(frozen=True)
class Wanted:
    """What is asked for; the names are those of `Sealing`'s fields, and the papers that come with it."""

    sort: str
    seal: Seal
    content: str
    purpose: str = ""
    copies: int | None = None
    blank: bool = False
    special: str = ""
    important: bool = False
    foreign: bool = False
    in_service: bool = True
    bearer: str = ""
    destination: str = ""
    user: Official | None = None
    escort: Official | None = None
    keeper_goes: bool = False
    section: Seat | None = None
    leader: Seat | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    papers: Sequence[Checked] = ()
    once: UUID | None = None


def ask(by: Official, organ: Organ, wanted: Wanted) -> Sealing:
    """Ask for it: it goes at once to those who approve. Sent twice by a double click it is still one."""
    at = clock.now()
    require_serving(by, organ, at)
    with transaction.atomic():
        seal = locked(Seal.objects.filter(pk=wanted.seal.pk)).get()
        twin = Sealing.objects.filter(once=wanted.once, matter__opened_by=by).first() if wanted.once else None
        if twin:
            return twin
        require_fitting(by, organ, seal, wanted, at)
        opening = steps.Opening(organ.government, KIND, title_of(wanted), organ, by, State.ASKED)
        matter = steps.open_matter(opening, at)
        steps.join(matter, by, "requester", at)
        steps.join_organ(matter, seal.organ, "keeper", at)
        sealing = Sealing(matter=matter, once=wanted.once)
        go(sealing, wanted, by, at)
    return sealing


def revise(matter_id: int, by: Official, wanted: Wanted, seen: int | None = None) -> None:
    """Ask anew for what was returned; whoever decided before decides again."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        acts.require_move(matter, "edit", MOVES)
        if seen is not None and seen != matter.version:
            raise WrongState("这份申请在您填写期间已被他人修改，请核对最新内容后再报")
        sealing = of(matter)
        require_fitting(by, matter.organ, sealing.seal, wanted, at)
        matter.title = title_of(wanted)
        matter.save(update_fields=["title"])
        was, now = acts.move(matter, "edit", MOVES, at)
        matter.steps.filter(state=StepState.DONE).update(state=StepState.CANCELLED)
        steps.join(matter, by, "requester", at)
        record(matter, Line("edit", at, "修改后再报", actor=by, was=was, now=now))
        go(sealing, wanted, by, at)


def go(sealing: Sealing, wanted: Wanted, by: Official, at: datetime) -> None:
    """Keep what is asked for and its papers, pass the gates, and begin the way of the rules."""
    for field in fields(wanted):
        if field.name not in ("papers", "once"):
            setattr(sealing, field.name, tidy(getattr(wanted, field.name)))
    sealing.save()
    matter = sealing.matter
    attach_all(matter, wanted.papers, Place(by, at, "sealing"))
    gates.require(sealing, by, at)
    steps.plan(matter, lay_out_sealing(sealing, at))
    steps.advance(matter, at)


def tidy(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


# --- What fits -----------------------------------------------------------------------------------------


def require_fitting(by: Official, organ: Organ, seal: Seal, wanted: Wanted, at: datetime) -> None:
    """What these rules know of, of a seal that this organ may ask for, with everything that has to be said."""
    book = book_in_force(organ.government, date_of(at))
    require_sort(book, wanted.sort)
    if seal.government_id != organ.government_id:
        raise BadInput("所选的印章不属于本级政府", field="seal")
    if not rules.usable(book, seal, organ):
        article = rules.kinds(book)[seal.kind].article if seal.kind in rules.kinds(book) else None
        raise BadInput(Why(f"{organ.short_name}不能申请使用{seal.name}", article), field="seal")
    require_open("", wanted.content, wanted.content)
    require_text(wanted.content, "内容", "content", 300)
    require_own(organ, wanted)
    NEEDS[wanted.sort](by, seal, wanted, at)


def require_sort(book: Rulebook, sort: str) -> None:
    """Refused where the rules do not know of it; where they forbid it, with the article."""
    if sort in rules.sorts(book):
        return
    forbidden = rules.entrusting(book)
    if sort == Sort.CUSTODY and forbidden:
        raise BrokenRule(Why("印章不准委托他人代管", forbidden.article, "需要更换保管人的，请办公室登记新的保管人"))
    raise BadInput("现行工作规则没有这项规定")


def require_own(organ: Organ, wanted: Wanted) -> None:
    """Everybody named is of the same government; the section's head serves in the organ that asks."""
    named = [wanted.user, wanted.escort, wanted.section, wanted.leader]
    if any(one and one.government_id != organ.government_id for one in named):
        raise BadInput("所选的人员或岗位不属于本级政府")
    if wanted.section and wanted.section.organ_id != organ.pk:
        raise BadInput(f"科室负责人应为{organ.short_name}的人员", field="section")
    if wanted.leader and wanted.leader.organ_id not in (None, organ.pk):
        raise BadInput("请选择本单位或者政府的领导", field="leader")


def of_use(_: Official, seal: Seal, wanted: Wanted, at: datetime) -> None:
    purposes = rules.seals_in(book_in_force(seal.government, date_of(at))).params.purposes
    if purposes and wanted.purpose not in purposes:
        raise BadInput(f"用途请在{'、'.join(purposes)}中选择", field="purpose")
    if not wanted.copies or wanted.copies > MOST_COPIES:
        article = rules.kinds(book_in_force(seal.government, date_of(at)))[seal.kind].article
        raise BadInput(Why(f"请填写份数（1至{MOST_COPIES}）", article), field="copies")


def of_outing(_: Official, __: Seal, wanted: Wanted, at: datetime) -> None:
    require_text(wanted.destination, "带往何处", "destination", 100)
    if wanted.user is None:
        raise BadInput("请选择用印人", field="user")
    require_span(wanted, at)


def of_custody(by: Official, seal: Seal, wanted: Wanted, at: datetime) -> None:
    """The keeper himself asks, for another than himself."""
    if by.pk != seal.keeper_id:
        raise BadInput(f"由保管人{seal.keeper.name}本人申请", field="seal")
    if wanted.user is None or wanted.user.pk == by.pk:
        raise BadInput("请选择代管人", field="user")
    require_span(wanted, at)


def of_letter(_: Official, __: Seal, wanted: Wanted, ___: datetime) -> None:
    if not wanted.blank:
        require_text(wanted.bearer, "持信人", "bearer", 100)
        require_text(wanted.destination, "前往单位", "destination", 100)


def require_span(wanted: Wanted, at: datetime) -> None:
    """From one day to another, not over yet."""
    if wanted.starts_on is None or wanted.ends_on is None:
        raise BadInput("请填写起止日期", field="starts_on" if wanted.starts_on is None else "ends_on")
    require_sane_day(wanted.ends_on, at, "ends_on")
    if not date_of(at) <= wanted.ends_on >= wanted.starts_on:
        raise BadInput("归还日期不能早于今天，也不能早于开始日期", field="ends_on")


NEEDS = {Sort.USE: of_use, Sort.OUTING: of_outing, Sort.CUSTODY: of_custody, Sort.LETTER: of_letter}


def title_of(wanted: Wanted) -> str:
    """用印：与某公司的合同."""
    return f"{Sort(wanted.sort).label}：{one_line(wanted.content)}"[:LONGEST_TITLE]


def of(matter: Matter) -> Sealing:
    """What is asked for, of a locked matter."""
    found = Sealing.objects.select_related(
        "seal__keeper", "seal__organ", "seal__government", "user", "escort", "section", "leader"
    ).get(pk=matter.pk)
    found.matter = matter
    return found


# --- Deciding ------------------------------------------------------------------------------------------


def decide(step_id: int, by: Official, kind: str, opinion: str) -> None:
    """One step of the approval; a refusal ends it, a return lets it be asked for anew."""
    at = clock.now()
    with acts.on_step(step_id) as step:
        matter = step.matter
        if kind in ENDS:
            return end(step, by, kind, opinion, at)
        acts.require_move(matter, "approve", MOVES)
        acting = steps.decide(step, by, kind, opinion, at)
        settle(matter, by, at, accepted=True)
        steps.told(matter, step.act, step, acting, (matter.state, matter.state), at)
        if not steps.advance(matter, at):
            approved(matter, by, at)


def approved(matter: Matter, by: Official, at: datetime) -> None:
    """Everybody has approved: whoever keeps the seal is told."""
    was, now = acts.move(matter, "approve", MOVES, at)
    Sealing.objects.filter(pk=matter.pk).update(approved_at=at)
    keeper = keeper_of(of(matter).seal)
    steps.join(matter, keeper, "keeper", at)
    record(matter, Line("approved", at, "审批完成，可以办理", actor=by, was=was, now=now))
    tell({keeper, matter.opened_by}, event=f"seal-approved:{matter.pk}:{matter.version}", at=at,
         matter=matter, subject=f"已批准：{matter.title}"[:200])  # fmt: skip


ENDS = {"return": "send_back", "reject": "reject"}
SAID = {"return": "退回补正", "reject": "未批准"}


def end(step: Step, by: Official, kind: str, opinion: str, at: datetime) -> None:
    """Returned to be put right, or refused; the reason is said."""
    if not opinion.strip():
        raise BadInput("请写明理由", field="opinion")
    matter = step.matter
    acting = steps.decide(step, by, kind, opinion, at)
    moved = acts.move(matter, ENDS[kind], MOVES, at)
    steps.cancel_rest(matter, at)
    settle(matter, by, at, accepted=False)
    if kind == "reject":
        acts.close(matter, at)
    steps.told(matter, kind, step, acting, moved, at)
    tell([matter.opened_by], event=f"seal-{kind}:{step.pk}", matter=matter, at=at,
         subject=f"{SAID[kind]}：{matter.title}"[:200], body=opinion)  # fmt: skip


def withdraw(matter_id: int, by: Official, reason: str) -> None:
    """Take it back; what has been sealed already stays in the book, and no more follows."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        why = require_text(reason, "撤回的理由", "reason", 200)
        name = "finish" if matter.state == State.APPROVED and of(matter).impressions.exists() else "withdraw"
        was, now = acts.move(matter, name, MOVES, at)
        steps.cancel_rest(matter, at)
        acts.close(matter, at)
        record(matter, Line("withdraw", at, f"撤回：{why}", actor=by, was=was, now=now))


# --- Who has the seal ----------------------------------------------------------------------------------


def keeper_of(seal: Seal) -> Official:
    """Who keeps it now: its keeper, or to whom he has handed it over with approval."""
    entrusted = Sealing.objects.filter(seal=seal, sort=Sort.CUSTODY, matter__state=State.OUT).select_related("user")
    found = entrusted.first()
    return found.user if found and found.user else seal.keeper


def used(sealing: Sealing) -> int:
    """How many copies bear it already."""
    return sealing.impressions.aggregate(sum=Sum("copies"))["sum"] or 0


def approvers(matter: Matter) -> str:
    """Who approved, by name."""
    done = matter.steps.filter(state=StepState.DONE, decided_by__isnull=False).select_related("decided_by")
    return "、".join(dict.fromkeys(step.decided_by.name for step in done if step.decided_by))


def article_of(sealing: Sealing) -> int:
    """The article under which such a seal is used."""
    found = book_of(sealing.matter.adoption)
    kind = rules.kinds(found).get(sealing.seal.kind)
    return kind.article if kind else rules.seals_in(found).article
