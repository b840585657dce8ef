"""Coming back: reported by him or by the office (销假), early or late; called back; what the office's page did."""

from __future__ import annotations

from datetime import datetime

from govrules.core import acts, clock
from govrules.core.clock import date_of
from govrules.core.errors import BadInput, NotYours, WrongState
from govrules.core.journal.actions import Line, record
from govrules.core.matters.models import LIVE, Matter
from govrules.core.matters.referring import offer
from govrules.core.notices.actions import tell
from govrules.core.office import absences
from govrules.core.office.guards import require_text
from govrules.core.office.models import Official
from govrules.core.office.queries import seats_of
from govrules.core.wording import moment
from leave.requests import actions, course, extending, granting
from leave.requests.facts import feature
from leave.requests.models import LeaveRequest
from leave.requests.states import MOVES, State

RECALLERS = ("head", "office_director")


def report_back(matter_id: int, by: Official, back_at: datetime | None = None) -> None:
    """He is back: 1 the absence ends and what is undecided goes back to him, 2 what he had asked beyond falls away,
    3 who was told of it is told, 4 a trip of which the rules want a report is offered to that meeting.
    """
    at = clock.now()
    with acts.on(matter_id) as matter:
        leave = actions.mine(matter, by, at)
        was, now = acts.move(matter, "report_back", MOVES, at)
        leave.back_at = checked(leave, back_at or at, at)
        if leave.extending_round:
            course.close_round(matter, leave.extending_round, at)
            course.drop_changes(leave)
            extending.settle(leave)
        granting.end_absence(leave, at)
        text = f"销假：{moment(leave.back_at)}返回{lateness(leave)}"
        record(matter, Line("report_back", at, text, actor=by, article=article_of(leave), was=was, now=now))
        close(leave, at)


def checked(leave: LeaveRequest, back_at: datetime, at: datetime) -> datetime:
    """When he came back: after he left, and not after now."""
    if back_at > at:
        raise BadInput("返回时间不能晚于现在", field="back_at")
    if back_at < leave.starts_at and at >= leave.starts_at:
        raise BadInput(f"返回时间不能早于离开时间{moment(leave.starts_at)}", field="back_at")
    if at < leave.starts_at:
        raise WrongState("还没有到外出时间；不去了请撤销")
    return back_at


def lateness(leave: LeaveRequest) -> str:
    """Whether he came back before, or after the granted time."""
    if leave.back_at < leave.ends_at:
        return f"（早于批准的{moment(leave.ends_at)}）"
    return f"（批准的返回时间为{moment(leave.ends_at)}）" if date_of(leave.back_at) > date_of(leave.ends_at) else ""


def article_of(leave: LeaveRequest) -> int | None:
    """The article that has people report back, where the rules have one."""
    rule = feature(leave, "leave_return")
    return rule.article if rule else None


def close(leave: LeaveRequest, at: datetime) -> None:
    """It is over, but for filings whose proof is still to come; these stay with the office."""
    matter = leave.matter
    leave.next_at = None
    leave.save()
    finish(matter, at)
    granting.announce(leave, f"已返回：{leave.official.name}，{moment(leave.back_at or at)}", at)
    report = feature(leave, "trip_report")
    if report:
        title = f"{leave.seat.title}{leave.official.name}赴{leave.destination}考察情况的报告"
        text = f"{leave.reason}（{granting.span(leave)}）"
        offer(matter, "agenda_item", title, at, text=text, article=report.article)


def finish(matter: Matter, at: datetime) -> None:
    """The last that was left of a leave that is over has been done."""
    if matter.state == State.BACK and not matter.steps.filter(state__in=LIVE).exists():
        acts.close(matter, at)


def recall(matter_id: int, by: Official, until: datetime, reason: str) -> None:
    """Called back by the office or by whoever decided on it: he is to be back sooner, and is told."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        leave = actions.of(matter)
        require_may_recall(matter, by, at)
        acts.require_move(matter, "recall", MOVES)
        why = require_text(reason, "召回的理由", "reason", 200)
        if not max(at, leave.starts_at) < until < leave.ends_at:
            limits = f"要在现在之后、离开之后，早于批准的{moment(leave.ends_at)}"
            raise BadInput(limits, field="ends_at")
        was_until, leave.ends_at = leave.ends_at, until
        row = granting.current(leave)
        if row and row.returned_at is None and row.ends_at > until:
            absences.shorten_absence(row, until, cause="按召回的通知")
        leave.next_at = leave.next_at and min(leave.next_at, until)
        leave.save()
        text = f"召回：由{moment(was_until)}提前至{moment(until)}返回，{why}"
        record(matter, Line("recall", at, text, actor=by))
        granting.disarrange(leave, at)
        granting.arrange(leave, at)
        tell(
            granting.people(leave), event=f"leave-recalled:{leave.pk}:{until.isoformat()}", matter=matter, at=at,
            subject=f"请于{moment(until)}前返回：{matter.title}"[:200], body=why,
        )  # fmt: skip
        granting.announce(leave, f"提前返回：{leave.official.name}，{moment(until)}前返回", at)


def require_may_recall(matter: Matter, by: Official, at: datetime) -> None:
    if not may_recall(matter, by, at):
        raise NotYours("召回由批准的领导、政府主要负责人或者政府办公室主任办理")


def may_recall(matter: Matter, by: Official, at: datetime) -> bool:
    """Who decided on it, the head of the government, and the office director, who passes on what these want."""
    if by.government_id != matter.government_id:
        return False
    if {seat.post for seat in seats_of(by, date_of(at))}.intersection(RECALLERS):
        return True
    return matter.steps.filter(decided_by=by, act__in=course.DECIDING).exists()


def follow(leave: LeaveRequest, at: datetime) -> None:
    """The office changed the absence on its own page: the request says the same from now on."""
    matter, row = leave.matter, granting.current(leave)
    if row is None:
        return
    if row.cancelled_at:
        was, now = acts.move(matter, "report_back" if matter.state != State.GRANTED else "drop", MOVES, at)
        record(matter, Line("followed", at, "办公室已撤销外出登记", was=was, now=now))
        leave.next_at = None
        leave.save()
        granting.disarrange(leave, at)
        acts.close(matter, at)
    elif row.returned_at:
        leave.back_at = row.returned_at
        was, now = acts.move(matter, "report_back", MOVES, at)
        text = f"办公室已登记{moment(row.returned_at)}返回"
        record(matter, Line("followed", at, text, article=article_of(leave), was=was, now=now))
        granting.disarrange(leave, at)
        close(leave, at)
    else:
        leave.ends_at = row.ends_at
        leave.next_at = leave.starts_at if matter.state == State.GRANTED else row.ends_at
        leave.save()
        record(matter, Line("followed", at, f"办公室已将返回时间改为{moment(row.ends_at)}"))
