"""The official acts on what is done in public: ask, decide, put a higher approval on record, record what was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from documents.drafting import begin_revision, checked_title, require_serving
from documents.publicity import gates, routes
from documents.publicity.facts import GROUNDS, UPPER, checked, gates_of, looked_at, ruled, speaker_of, standing
from documents.publicity.models import Publicity
from documents.publicity.sorts import INVITING
from documents.publicity.states import MOVES, State
from documents.submission.secrecy import require_open
from documents.submission.typed import cleaned
from govrules.core import acts, clock
from govrules.core.calendar import queries as calendars
from govrules.core.clock import date_of
from govrules.core.errors import BadInput, NotYours
from govrules.core.files.actions import Checked, attach
from govrules.core.journal.actions import Line, record
from govrules.core.judging import require, settle
from govrules.core.matters import actions as steps
from govrules.core.matters.models import Evidence, Matter, Step
from govrules.core.notices.actions import tell
from govrules.core.office.models import Official, Organ, Seat
from govrules.core.office.queries import adoption_on, book_of, holders, in_office, office_of, staff_of
from govrules.core.wording import moment
from govrules.rulebook import Rulebook

KIND = "publicity"
DOUBLE_CLICK = timedelta(seconds=10)
LONGEST = 200


@dataclass(frozen=True)
class Draft:
    """What a drafter fills in; the names are those of `Publicity`'s fields, and `title`."""

    title: str
    starts_at: datetime
    place: str
    body: str
    person: Official | None = None
    leaders: tuple[Seat, ...] = ()
    why: str = ""
    basis: str = ""
    declared: Mapping[str, Any] = field(default_factory=dict)
    grounds: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Done:
    """What was published or attended: when, where, and whether it was made public."""

    at: datetime
    where: str
    public: bool = False


# --- Drafting --------------------------------------------------------------------------------------------


def create(by: Official, organ: Organ, sort: str, draft: Draft) -> Publicity:
    """A new request of an organ in which the drafter serves; saved twice by a double click it is still one."""
    at = clock.now()
    require_serving(by, organ, at)
    title = checked_title(draft.title)
    if not ruled(book_of(adoption_on(organ.government, date_of(at))), sort):
        raise BadInput("本地的工作规则没有规定这类事项要报批")
    with transaction.atomic():
        Official.objects.select_for_update(no_key=True).get(pk=by.pk)
        made = Matter.objects.filter(
            opened_by=by, organ=organ, kind=KIND, version=0, opened_at__gt=at - DOUBLE_CLICK, title=title,
            publicity__sort=sort,
        ).first()  # fmt: skip
        if made:
            return of(made)
        matter = steps.open_matter(steps.Opening(organ.government, KIND, title, organ, by, State.DRAFT), at)
        one = Publicity(matter=matter, sort=sort)
        fill(one, draft, at)
    return one


def revise(matter_id: int, by: Official, draft: Draft, seen: int | None = None) -> Publicity:
    """Change a request that is with its organ; if somebody saved since `seen`, nothing is overwritten."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        begin_revision(matter, by, draft, seen, MOVES, at)
        one = of(matter)
        fill(one, draft, at)
        record(matter, Line("edit", at, "修改报批内容", actor=by))
    return one


def fill(one: Publicity, draft: Draft, at: datetime) -> None:
    """Copy a draft's values to the row."""
    government, book = one.matter.government_id, book_of(one.matter.adoption)
    require_open("", draft.title, draft.body)
    if draft.person and draft.person.government_id != government:
        raise BadInput("请选择本政府的干部", field="person")
    calendars.current().require(date_of(draft.starts_at))
    for name in ("starts_at", "place", "body", "why", "basis"):
        setattr(one, name, cleaned(getattr(draft, name)))
    one.person, one.speaker = draft.person, speaker_of(draft.person, book, date_of(at))
    one.declared = checked(draft.declared, book, one.sort)
    one.grounds = {key: cleaned(draft.grounds[key]) for key in GROUNDS if draft.grounds.get(key)}
    require_complete(one, draft, book)
    one.save()
    one.leaders.set([seat for seat in draft.leaders if seat.government_id == government and seat.organ_id is None])


def require_complete(one: Publicity, draft: Draft, book: Rulebook) -> None:
    """What the gates cannot do without: who speaks, who is invited, on what an arrangement of the party rests."""
    if "speaker" in looked_at(book, one.sort) and one.person is None:
        raise BadInput("请选择讲话人、作者", field="person")
    if one.sort in INVITING and not draft.leaders:
        raise BadInput("请选择拟请出席的领导", field="leaders")
    if one.declared.get("party_arranged") and not one.basis.strip():
        raise BadInput("请写明党委统一安排的依据", field="basis")


def keep(one: Publicity, by: Official, papers: Mapping[str, Sequence[Checked]]) -> None:
    """Attach files of an invitation as what they are."""
    at = clock.now()
    for role, files in papers.items():
        for each in files:
            attach(one.matter, each, by, at, role=role)


# --- On its way ------------------------------------------------------------------------------------------


def ask(matter_id: int, by: Official, reasons: Mapping[str, str]) -> None:
    """Send the request to the office, once every gate is passed or departed from with a reason.

    1 gates with their waivers, 2 the move, 3 the day from which it counts, 4 whose business it is, 5 the route.
    """
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        acts.require_move(matter, "ask", MOVES)
        one = of(matter)
        if not gates.needs_asking(one, standing(matter)):
            raise BadInput("规则没有要求这件事报批，办理后登记即可")
        if one.starts_at <= at:
            raise BadInput("时间已过，请改定时间")
        require(matter, gates.before_asking(one, at), by, reasons, at)
        was, now = acts.move(matter, "ask", MOVES, at)
        Publicity.objects.filter(pk=one.pk, asked_on=None).update(asked_on=date_of(at))
        record(matter, Line("ask", at, "报批", actor=by, was=was, now=now))
        for who in filter(None, (by, one.person)):
            steps.join(matter, who, "requester", at)
        steps.join_organ(matter, office_of(matter.government), "office", at)
        routes.begin(one, at)


def decide(step_id: int, by: Official, kind: str, opinion: str, seats: Sequence[int] = ()) -> None:
    """One step of the way: the office sends it on, a leader agrees or not, or it is sent back."""
    at = clock.now()
    with acts.on_step(step_id) as step:
        matter = step.matter
        acts.require_move(matter, "approve", MOVES)
        if kind in ENDS:
            return end_here(step, by, kind, opinion, at)
        acting = steps.decide(step, by, kind, opinion, at)
        settle(matter, by, at, accepted=True)
        steps.told(matter, step.act, step, acting, (matter.state, matter.state), at)
        one = of(matter)
        if routes.is_office_s(step):
            routes.after_office(one, routes.leaders_picked(one, seats), at)
        if not steps.advance(matter, at):
            approved(one, by, at)
        return None


# What ends the way: the move, what the host is told, what to say where the reason is missing.
ENDS = {
    "return": ("send_back", "退回补充", "退回要写明理由和需要补充的内容"),
    "reject": ("decline", "未同意", "请写明不同意的理由"),
}


def end_here(step: Step, by: Official, kind: str, opinion: str, at: datetime) -> None:
    """Sent back for more, or declined: the rest of the way falls away."""
    matter, (name, said, missing) = step.matter, ENDS[kind]
    if not opinion.strip():
        raise BadInput(missing, field="opinion")
    acting = steps.decide(step, by, kind, opinion, at)
    steps.cancel_rest(matter, at)
    moved = acts.move(matter, name, MOVES, at)
    settle(matter, by, at, accepted=False)
    if matter.state == State.DECLINED:
        acts.close(matter, at)
    steps.told(matter, kind, step, acting, moved, at)
    tell_host(matter, f"{name}-{step.pk}", f"{said}：{matter.title}", step.opinion, at)


def approved(one: Publicity, by: Official, at: datetime) -> None:
    """Settled: it may be published; the leaders of an invitation are told of it by the office."""
    matter = one.matter
    was, now = acts.move(matter, "approve", MOVES, at)
    record(matter, Line("approved", at, "审定", actor=by, was=was, now=now))
    tell_host(matter, "approved", f"已审定：{matter.title}", "", at)
    if one.sort in INVITING:
        invited(one, at)


def invited(one: Publicity, at: datetime) -> None:
    """Who fills the leaders' seats that day sees it from now on, and finds it in his calendar."""
    found = leaders_of(one)
    for leader in found:
        steps.join(one.matter, leader, "invited", at)
    tell(
        found, event=f"publicity-invited:{one.pk}:{one.matter.version}", subject=f"安排出席：{one.matter.title}"[:200],
        body=f"{moment(one.starts_at)}，{one.place}。", matter=one.matter, at=at,
    )  # fmt: skip


def leaders_of(one: Publicity) -> list[Official]:
    """Who fills the seats of the leaders whom an invitation names, on its day."""
    return list(holders(one.leaders.all(), date_of(one.starts_at)).values())


def withdraw(matter_id: int, by: Official, reason: str) -> None:
    """Take the request back while it is on its way."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        why = required(reason, "撤回的理由")
        was, now = acts.move(matter, "withdraw", MOVES, at)
        steps.cancel_rest(matter, at)
        record(matter, Line("withdraw", at, f"撤回：{why}", actor=by, was=was, now=now))


def drop(matter_id: int, by: Official, reason: str) -> None:
    """Call it off; it stays on record, and leaders who were to come are told."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_serving(by, matter.organ, at)
        why = required(reason, "取消的理由")
        was, now = acts.move(matter, "drop", MOVES, at)
        acts.close(matter, at)
        record(matter, Line("drop", at, f"取消：{why}", actor=by, was=was, now=now))
        if was == State.APPROVED and (expecting := leaders_of(of(matter))):
            tell(expecting, event=f"publicity-off:{matter.pk}", subject=f"已取消：{matter.title}"[:200], body=why,
                 matter=matter, at=at)  # fmt: skip


# --- On record -------------------------------------------------------------------------------------------


def record_upper(matter_id: int, by: Official, on: date, note: str, paper: Checked | None = None) -> Evidence:
    """The office puts on record that a government above has approved it, with the number and the paper."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_office(by, matter, at)
        acts.require_move(matter, "upper", MOVES)
        words = required(note, "批准的机关和文号", "note")
        if on > date_of(at):
            raise BadInput("批准日期不能晚于今天", field="issued_on")
        kept = attach(matter, paper, by, at, role="basis") if paper else None
        one = of(matter)
        wanting = (g for g in gates_of(book_of(matter.adoption), one.sort) if g.check == UPPER)
        article = next((gate.article for gate in wanting), None)
        found = Evidence.objects.create(
            matter=matter, kind=UPPER, issued_on=on, facts={"note": words}, article=article, attachment=kept,
            recorded_by=by, recorded_at=at,
        )  # fmt: skip
        record(matter, Line("upper", at, f"登记上级政府批准：{words}", actor=by, article=article))
        return found


def do(matter_id: int, by: Official, done: Done, reasons: Mapping[str, str]) -> None:
    """Put on record what was published or attended, when and where, if it was approved as the rules have it."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        if not in_office_of(by, matter, at):
            require_serving(by, matter.organ, at)
        acts.require_move(matter, "do", MOVES)
        one = of(matter)
        where = required(done.where, "发布、发表或出席的情况", "where")
        if done.at > at:
            raise BadInput("时间不能晚于现在", field="at")
        require(matter, gates.before_doing(one, public=done.public), by, reasons, at)
        settle(matter, by, at, accepted=True)
        was, now = acts.move(matter, "do", MOVES, at)
        acts.close(matter, at)
        shown = done.public if asks_publicity(one) else None
        Publicity.objects.filter(pk=one.pk).update(done_at=done.at, done_where=where, made_public=shown)
        said = f"登记办理情况：{moment(done.at)}，{where}" + ("，公开发表" if shown else "")
        record(matter, Line("do", at, said, actor=by, was=was, now=now))


def asks_publicity(one: Publicity) -> bool:
    """Whether the rules look at its being made public."""
    return "made_public" in looked_at(book_of(one.matter.adoption), one.sort)


def of(matter: Matter) -> Publicity:
    """The request of a matter."""
    one = Publicity.objects.select_related("person").get(pk=matter.pk)
    one.matter = matter
    return one


def required(text: str, what: str, name: str = "reason") -> str:
    """Words that must be there."""
    if not text.strip():
        raise BadInput(f"请写明{what}", field=name)
    return text.strip()[:LONGEST]


def in_office_of(by: Official, matter: Matter, at: datetime) -> bool:
    return by.government_id == matter.government_id and in_office(by, date_of(at))


def require_office(by: Official, matter: Matter, at: datetime) -> None:
    if not in_office_of(by, matter, at):
        raise NotYours("这一步由政府办公室办理")


def tell_host(matter: Matter, event: str, subject: str, body: str, at: datetime) -> None:
    """Tell those who asked, and the staff of their organ."""
    people = staff_of(matter.organ, date_of(at))
    tell(people, event=f"publicity-{event}:{matter.pk}:{matter.version}", subject=subject[:200], body=body,
         matter=matter, at=at)  # fmt: skip
