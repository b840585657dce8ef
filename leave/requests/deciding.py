"""What is decided on the steps of a leave: granted, declined, sent back, read, filed; where rules are silent, by whom.

The same steps decide on what is asked beyond a granted leave, its extension (`extending_round`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from govrules.core import acts, clock, judging
from govrules.core.authority import Acting
from govrules.core.errors import BadInput, BrokenRule, Why
from govrules.core.journal.actions import Line, record
from govrules.core.judging import settle
from govrules.core.matters import actions as steps
from govrules.core.matters.models import Step
from govrules.core.notices.actions import tell
from govrules.core.office.models import Official, Seat
from leave.requests import actions, course, extending, filing, gates, granting, returning
from leave.requests.models import LeaveRequest
from leave.requests.states import MOVES, State


def decide(step_id: int, by: Official, kind: str, opinion: str) -> None:
    """Somebody on the way agrees (then the next one, or it is granted), does not agree, or sends it back."""
    at = clock.now()
    with acts.on_step(step_id) as step:
        leave = actions.of(step.matter)
        if kind == "return":
            return send_back(leave, step, by, opinion, at)
        require_decidable(leave, step)
        if kind == "reject" and not opinion.strip():
            raise BadInput("请写明不同意的理由", field="opinion")
        acting = steps.decide(step, by, kind, opinion, at)
        if kind == "reject":
            return decline(leave, step, acting, at)
        settle(step.matter, by, at, accepted=True)
        return go_on(leave, step, acting, at)


def read(step_id: int, by: Official, kind: str, opinion: str) -> None:
    """Somebody to whom it had to be reported has read it."""
    at = clock.now()
    with acts.on_step(step_id) as step:
        acting = steps.decide(step, by, kind, opinion, at)
        go_on(actions.of(step.matter), step, acting, at)


def pick(step_id: int, by: Official, seats: Collection[int], upward: bool, opinion: str) -> None:
    """Where the rules are silent: the office picks who decides, and whether it is asked upward; that is on record."""
    at = clock.now()
    with acts.on_step(step_id) as step:
        leave = actions.of(step.matter)
        require_decidable(leave, step)
        chosen = leaders(leave, seats)
        if not chosen and not upward:
            raise BadInput(Why("请选择由哪位领导审批", step.article, "或者选定向上级请假、报备"), field="seats")
        acting = steps.decide(step, by, "review", opinion, at)
        names = [seat.title for seat in chosen] + (["由办公室向上级请假、报备"] if upward else [])
        line = Line("picked", at, f"确定审批：{'、'.join(names)}", actor=by, data={"seats": [s.pk for s in chosen]})
        record(step.matter, line)
        steps.plan(step.matter, course.picked(leave, chosen, upward), step.round)
        if upward:
            course.open_filings(leave, upward=True)
        settle(step.matter, by, at, accepted=True)
        go_on(leave, step, acting, at)


def file(step_id: int, by: Official, kind: str, opinion: str, said: Mapping[str, Any]) -> None:
    """The office has filed it: with the proof for everybody with whom that is not on record yet."""
    at = clock.now()
    with acts.on_step(step_id) as step:
        leave = actions.of(step.matter)
        acting = steps.decide(step, by, kind, opinion, at)
        filing.file_all(leave, by, filing.proof_of(said, at), at, step.round)
        go_on(leave, step, acting, at)


# --- What follows --------------------------------------------------------------------------------------


def go_on(leave: LeaveRequest, step: Step, acting: Acting, at: datetime) -> None:
    """The line of the step, the next group of its round; after everybody who decides, what was asked for is so."""
    matter, by = leave.matter, acting.official
    steps.told(matter, step.act, step, acting, (matter.state, matter.state), at)
    left = course.advance(matter, step.round, at)
    if not pending(leave, step):
        return returning.finish(matter, at)
    if course.undecided(matter, step.round).exists() or (left and course.only_filed(matter, step.round)):
        return None
    if extends(leave, step):
        return extending.extend(leave, by, at)
    return settle_grant(leave, step, by, left, at)


def settle_grant(leave: LeaveRequest, step: Step, by: Official, left: bool, at: datetime) -> None:
    """Everybody has decided: it is granted, unless what it needs is still to come with a filing that is left."""
    matter = leave.matter
    in_the_way = [j for j in gates.judge_grant(leave, at) if j.open]
    if in_the_way and left:
        return
    judging.require(matter, in_the_way, by, {}, at)
    granting.grant(leave, by, at, "已按规定报告，登记外出" if course.only_told(matter, step.round) else "准假")


def pending(leave: LeaveRequest, step: Step) -> bool:
    """Whether what this step's round was to decide is still open."""
    return extends(leave, step) or leave.matter.state == State.ON_ITS_WAY


def extends(leave: LeaveRequest, step: Step) -> bool:
    return leave.extending_round == step.round


def require_decidable(leave: LeaveRequest, step: Step) -> None:
    acts.require_move(leave.matter, "extend" if extends(leave, step) else "decide", MOVES)


def decline(leave: LeaveRequest, step: Step, acting: Acting, at: datetime) -> None:
    """Not granted; a granted leave that was not prolonged stays as it is."""
    matter = leave.matter
    if extends(leave, step):
        steps.told(matter, "reject", step, acting, (matter.state, matter.state), at)
        return extending.refuse(leave, step, at)
    moved = acts.move(matter, "decline", MOVES, at)
    steps.told(matter, "reject", step, acting, moved, at)
    actions.undo(leave, at)
    acts.close(matter, at)
    said(leave, step, "未予批准", at)
    return None


def send_back(leave: LeaveRequest, step: Step, by: Official, opinion: str, at: datetime) -> None:
    """Return it to him with a reason."""
    matter = leave.matter
    if not opinion.strip():
        raise BadInput("退回要写明理由", field="opinion")
    acting = steps.decide(step, by, "return", opinion, at)
    if extends(leave, step):
        steps.told(matter, "return", step, acting, (matter.state, matter.state), at)
        return extending.refuse(leave, step, at)
    moved = acts.move(matter, "send_back", MOVES, at)
    actions.undo(leave, at)
    settle(matter, by, at, accepted=False)
    steps.told(matter, "return", step, acting, moved, at)
    said(leave, step, "退回修改", at)
    return None


def said(leave: LeaveRequest, step: Step, words: str, at: datetime) -> None:
    """Tell him what was decided, and why."""
    tell(
        granting.people(leave), event=f"leave-decided:{step.pk}", subject=f"{words}：{leave.matter.title}"[:200],
        body=step.opinion, matter=leave.matter, article=step.article, at=at,
    )  # fmt: skip


def leaders(leave: LeaveRequest, seats: Collection[int]) -> list[Seat]:
    """The leaders' seats that were picked, of this government only and not his own."""
    found = list(Seat.objects.filter(pk__in=seats, government=leave.matter.government, organ=None))
    if len(found) != len(set(seats)):
        raise BadInput("请在列出的领导中选择", field="seats")
    own = {seat.pk for seat in actions.seats_of(leave.official, clock.today())}
    if any(seat.pk in own for seat in found):
        raise BrokenRule(Why(f"{leave.official.name}不能审批本人的请假", None, "请选择其他领导"))
    return found
