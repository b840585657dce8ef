"""Staying longer than granted: asked of those who granted it, and decided by the same way."""

from __future__ import annotations

from datetime import datetime

from govrules.core import acts, clock
from govrules.core.errors import BadInput, WrongState
from govrules.core.journal.actions import Line, record
from govrules.core.matters.models import Step
from govrules.core.notices.actions import tell
from govrules.core.office import absences
from govrules.core.office.guards import require_sane_span, require_text
from govrules.core.office.models import Official
from govrules.core.wording import moment
from leave.requests import actions, course, granting
from leave.requests.models import LeaveRequest
from leave.requests.states import MOVES, STANDING, State


def ask_extension(matter_id: int, by: Official, until: datetime, reason: str) -> None:
    """Ask to come back later; the leave stays as it is until that is granted."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        leave = actions.mine(matter, by, at)
        acts.require_move(matter, "extend", MOVES)
        if leave.wanted_until:
            raise WrongState(f"已申请延至{moment(leave.wanted_until)}，正在报批")
        why = require_text(reason, "延期的理由", "reason", 300)
        require_later(leave, until, at)
        leave.wanted_until, leave.wanted_reason = until, why
        record(matter, Line("ask_extension", at, f"申请延至{moment(until)}：{why}", actor=by))
        leave.extending_round = course.begin(leave, course.laid_out(leave, at), at)
        leave.save()
        course.open_changes(leave)
        if course.only_told(matter, leave.extending_round):
            extend(leave, None, at)


def require_later(leave: LeaveRequest, until: datetime, at: datetime) -> None:
    """Later than granted and than now, within a year, and clear of his next leave."""
    if until <= leave.ends_at:
        raise BadInput(f"要晚于批准的{moment(leave.ends_at)}；提前回来请销假", field="ends_at")
    require_sane_span(leave.starts_at, until, at)
    later = LeaveRequest.objects.filter(official=leave.official, matter__state__in=STANDING, starts_at__lt=until)
    clash = later.filter(ends_at__gt=leave.ends_at).exclude(pk=leave.pk).first()
    if clash:
        raise BadInput(f"与{moment(clash.starts_at)}起的另一次请假时间重叠", field="ends_at")


def extend(leave: LeaveRequest, by: Official | None, at: datetime) -> None:
    """He stays longer: the absence, who presides, the next look; an overdue one is no longer overdue."""
    matter = leave.matter
    course.open_changes(leave)
    was_until, leave.ends_at = leave.ends_at, leave.wanted_until
    row = granting.current(leave)
    if row and row.cancelled_at is None and row.returned_at is None and row.ends_at > at:
        absences.extend_absence(row, leave.ends_at, cause=granting.CAUSE)
    else:
        leave.absence = granting.write_absence(leave, at, starts_at=max(leave.starts_at, at))
    settle(leave)
    if matter.state == State.OVERDUE:
        acts.move(matter, "resume", MOVES, at)
    leave.next_at = leave.starts_at if matter.state == State.GRANTED else leave.ends_at
    leave.save()
    word = "同意延期" if by else "已按规定报告，登记延期"
    text = f"{word}：由{moment(was_until)}延至{moment(leave.ends_at)}"
    record(matter, Line("extended", at, text, actor=by))
    granting.disarrange(leave, at)
    granting.arrange(leave, at)
    tell(
        granting.people(leave), event=f"leave-extended:{leave.pk}:{leave.ends_at.isoformat()}", matter=matter, at=at,
        subject=f"已延至{moment(leave.ends_at)}：{matter.title}"[:200],
    )  # fmt: skip
    granting.announce(leave, f"延期返回：{leave.official.name}，延至{moment(leave.ends_at)}", at)


def refuse(leave: LeaveRequest, step: Step, at: datetime) -> None:
    """Not agreed, or sent back: he is to be back as granted."""
    course.close_round(leave.matter, leave.extending_round, at)
    course.drop_changes(leave)
    wanted = moment(leave.wanted_until)
    settle(leave)
    leave.save()
    tell(
        granting.people(leave), event=f"leave-not-extended:{step.pk}", matter=leave.matter, at=at, body=step.opinion,
        subject=f"未同意延至{wanted}：{leave.matter.title}"[:200], article=step.article,
    )  # fmt: skip


def settle(leave: LeaveRequest) -> None:
    """Nothing more is asked for."""
    leave.wanted_until, leave.wanted_reason, leave.extending_round = None, "", None
