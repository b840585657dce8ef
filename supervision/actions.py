"""The official acts on a supervised matter: opening it, feedback, done, send back, strike off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from govrules.core import acts, clock
from govrules.core.deadlines import actions as deadlines
from govrules.core.deadlines.fixed import arm_until
from govrules.core.errors import BadInput, NotYours
from govrules.core.journal.actions import Line, record
from govrules.core.matters import actions as matters
from govrules.core.matters.models import Matter
from govrules.core.notices.actions import tell
from govrules.core.office.models import Official, Organ
from govrules.core.office.queries import (
    holder,
    in_office,
    main_head_seat,
    office_of,
    organs_of,
    seats_with_post,
    staff_of,
)
from supervision import rules
from supervision.models import Feedback, Part, Task
from supervision.states import MOVES, State

LONGEST = 2000


@dataclass(frozen=True)
class Order:
    """What is to be done, by whom, by when; `origin` says in words where it comes from, `parent` is that matter."""

    title: str
    what: str
    origin: str
    organ: Organ
    helpers: tuple[Organ, ...] = ()
    due_on: date | None = None
    article: int | None = None
    parent: Matter | None = None
    demand: str = ""


def open_task(order: Order, by: Official, at: datetime) -> Task:
    """A new supervised matter of the organ responsible; its limit, if a day is given, begins, and those are told.

    It runs in the caller's transaction: it is what follows another act.
    """
    organ = order.organ
    opening = matters.Opening(
        organ.government, "supervised", order.title[:200], organ, by, State.OPEN, order.parent, f"{order.origin}，"
    )
    matter = matters.open_matter(opening, at)
    rules.require_demanded(matter, order.demand)
    task = Task(
        matter=matter, origin=order.origin[:120], article=order.article, what=filled(order.what), due_on=order.due_on,
        demand=order.demand.strip(),
    )  # fmt: skip
    task.save()
    task.helpers.set(order.helpers)
    share_out(task, order, at)
    if order.due_on:
        arm_until(matter, order.due_on, order.origin, at, "task_due")
    subject = f"督办：{matter.title}"
    people = [*concerned(organ, order.helpers, at), *filter(None, [coordinator_of(matter, at)])]
    tell(people, event=f"task:{matter.pk}", subject=subject, body=order.what, matter=matter, article=order.article,
         at=at)  # fmt: skip
    return task


def filled(what: str) -> str:
    """What is to be done must be there."""
    if not what.strip():
        raise BadInput("请写明任务内容", field="what")
    return what


def share_out(task: Task, order: Order, at: datetime) -> None:
    """Each organ gets its part, and the office and those that help take part in the matter."""
    matter = task.matter
    matters.join_organ(matter, office_of(order.organ.government), "office", at)
    for helper in order.helpers:
        matters.join_organ(matter, helper, "helper", at)
    organs = dict.fromkeys([order.organ, *order.helpers])
    Part.objects.bulk_create(Part(task=task, organ=organ, lead=organ == order.organ) for organ in organs)


def coordinator_of(matter: Matter, at: datetime) -> Official | None:
    """Who by the rules coordinates that it is carried out, where they name a post for it."""
    seats = seats_with_post(matter.government, rules.says(matter, "by") or "")
    return holder(seats[0], clock.date_of(at)) if seats else None


def concerned(organ: Organ, helpers: Iterable[Organ], at: datetime) -> list[Official]:
    """Who is told: everybody of the organ responsible, the main heads of those that help."""
    on = clock.date_of(at)
    seats = [seat for helper in helpers if (seat := main_head_seat(helper))]
    heads = [head for seat in seats if (head := holder(seat, on))]
    return [*staff_of(organ, on), *heads]


def progress(matter_id: int, by: Official, text: str) -> Feedback:
    """How it goes, from the organ responsible or one that helps."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        task = of(matter)
        organ = require_of(by, [matter.organ, *task.helpers.all()], at, matter)
        acts.require_move(matter, "progress", MOVES)
        Matter.objects.filter(pk=matter.pk).update(moved_at=at)
        record(matter, Line("progress", at, f"反馈：{worded(text)}", actor=by))
        return Feedback.objects.create(task=task, organ=organ, by=by, at=at, text=worded(text))


def report(matter_id: int, by: Official, text: str) -> Feedback:
    """The organ responsible reports it done; the office looks at it."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_of(by, [matter.organ], at)
        words = worded(text)
        was, now = acts.move(matter, "report", MOVES, at)
        record(matter, Line("report", at, f"报告办结：{words}", actor=by, was=was, now=now))
        tell(staff_of(office_of(matter.government), clock.date_of(at)), event=f"task-done:{matter.pk}:{matter.version}",
             subject=f"报告办结，待销号：{matter.title}", body=words, matter=matter, at=at)  # fmt: skip
        return Feedback.objects.create(task=of(matter), organ=matter.organ, by=by, at=at, text=words, done=True)


def send_back(matter_id: int, by: Official, reason: str) -> None:
    """The office is not satisfied: it goes on, for a reason."""
    office_act(matter_id, by, "send_back", "退回续办", reason)


def strike_off(matter_id: int, by: Official, note: str) -> None:
    """The office strikes it off; not the one who reported it done."""
    office_act(matter_id, by, "strike_off", "销号", note)


def cancel(matter_id: int, by: Official, reason: str) -> None:
    """The office takes it back for a reason."""
    office_act(matter_id, by, "cancel", "撤销", reason)


def office_act(matter_id: int, by: Official, name: str, word: str, note: str) -> None:
    """One of the office's own moves: who may, the move, what ends with it, who is told."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_office(by, matter, name, at)
        text = note.strip()[:LONGEST] if name == "strike_off" else worded(note)
        if name == "strike_off":
            require_carried_out(matter, text)
        was, now = acts.move(matter, name, MOVES, at)
        record(matter, Line(name, at, f"{word}：{text}" if text else word, actor=by, was=was, now=now))
        close(matter, name, at)
        tell(staff_of(matter.organ, clock.date_of(at)), event=f"task-{name}:{matter.pk}:{matter.version}",
             subject=f"督办事项{word}：{matter.title}", body=text, matter=matter, at=at)  # fmt: skip


def close(matter: Matter, name: str, at: datetime) -> None:
    """What ends when it is struck off or cancelled; what goes on has its limit as before."""
    if name == "send_back":
        return
    acts.close(matter, at)
    if name == "strike_off":
        Task.objects.filter(pk=matter.pk).update(done_on=clock.date_of(at))
        Part.objects.filter(task=matter.pk, closed_on=None).update(closed_on=clock.date_of(at))
        deadlines.meet_matter(matter, at)
    else:
        deadlines.cancel_matter(matter, at)


def require_carried_out(matter: Matter, note: str) -> None:
    """Every organ that must feed back has done so, and it was looked at, where the rules want that."""
    parts = Part.objects.filter(task=matter.pk, closed_on=None).select_related("organ")
    rules.require_fed_back(matter, [part.organ for part in parts])
    rules.require_looked_at(matter, note)


def require_office(by: Official, matter: Matter, name: str, at: datetime) -> None:
    """The office's own staff; and nobody strikes off what he reported himself."""
    if by.government_id != matter.government_id or not in_office(by, clock.date_of(at)):
        raise NotYours("这一步由政府办公室办理")
    last = Feedback.objects.filter(task=matter.pk, done=True).last()
    if name == "strike_off" and last and last.by_id == by.pk:
        raise NotYours("本人报告办结的，由办公室其他人员销号")


def require_of(by: Official, organs: Iterable[Organ], at: datetime, matter: Matter | None = None) -> Organ:
    """Only who serves in one of these organs; for which of them he speaks: one that was silent before the others."""
    serving = set(organs_of(by, clock.date_of(at)))
    mine = [organ for organ in organs if organ.pk in serving]
    if not mine:
        raise NotYours("只有承办单位的工作人员可以反馈")
    waiting = rules.silent(matter, mine) if matter and len(mine) > 1 else []
    return [*waiting, *mine][0]


def worded(text: str) -> str:
    """Words that must be there and fit."""
    words = text.strip()
    if not words or len(words) > LONGEST:
        raise BadInput(f"文字过长（{len(words)}字），最多{LONGEST}字" if words else "请写明情况", field="text")
    return words


def of(matter: Matter) -> Task:
    """The task of a locked matter."""
    task = Task.objects.get(pk=matter.pk)
    task.matter = matter
    return task
