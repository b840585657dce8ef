"""Moments of a leave: he departs, he is to be back, he is overdue. They are columns; each sweep looks for what is due.

Nothing ends by itself: who has not reported back stays overdue until he or the office does.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from django.db.models import F, Q

from govrules.core import acts
from govrules.core.clock import date_of, start_of_day
from govrules.core.journal.actions import Line, record
from govrules.core.notices.actions import tell
from govrules.core.wording import moment
from govrules.core.workdays import DAY_LONG
from leave.requests import actions, course, granting, returning
from leave.requests.models import LeaveRequest
from leave.requests.states import MOVES, OUT, State

log = logging.getLogger(__name__)


def turn(at: datetime) -> int:
    """Everything that is due by `at`; each in its own transaction. Returns how many failed: they stay due."""
    due = LeaveRequest.objects.filter(next_at__lte=at).order_by("next_at", "pk").values_list("pk", flat=True)
    changed = Q(absence__returned_at__isnull=False) | Q(absence__cancelled_at__isnull=False)
    changed |= ~Q(absence__ends_at=F("ends_at"))
    moved = LeaveRequest.objects.filter(changed, matter__state__in=OUT, absence__isnull=False)
    failed = sum(not _one(pk, at, _turn) for pk in list(due))
    return failed + sum(not _one(pk, at, _follow) for pk in list(moved.values_list("pk", flat=True)))


def _one(pk: int, at: datetime, look: Callable[[LeaveRequest, datetime], None]) -> bool:
    try:
        with acts.on(pk) as matter:
            look(actions.of(matter), at)
    except Exception:
        log.exception("leave %s: its moment could not be dealt with", pk)
        return False
    return True


def _turn(leave: LeaveRequest, at: datetime) -> None:
    """One moment after another, until nothing of it is due any more."""
    while leave.next_at and leave.next_at <= at:
        NEXT.get(leave.matter.state, _rest)(leave, at)
        leave.save()


def _follow(leave: LeaveRequest, at: datetime) -> None:
    """Under the lock once more: the act that changed it may have changed the request as well."""
    row = granting.current(leave)
    same = row is None or (not row.returned_at and not row.cancelled_at and row.ends_at == leave.ends_at)
    if leave.matter.state in OUT and not same:
        returning.follow(leave, at)


def _rest(leave: LeaveRequest, _: datetime) -> None:
    leave.next_at = None


def _departing(leave: LeaveRequest, at: datetime) -> None:
    """It was to begin now: what only has to be reported is; what nobody decided is not granted by that."""
    matter, leave.next_at = leave.matter, None
    last = matter.steps.order_by("-round").values_list("round", flat=True).first()
    if course.only_told(matter, last or 0):
        return granting.grant(leave, None, at, "已按规定报告，登记外出")
    text = f"到拟外出时间{moment(leave.starts_at)}，还没有批准"
    record(matter, Line("not_granted_yet", at, text))
    told = [*granting.people(leave), *granting.the_office(leave, at)]
    return tell(
        told, event=f"leave-not-yet:{leave.pk}:{leave.starts_at.isoformat()}", matter=matter, at=at, body=text,
        subject=f"尚未批准：{matter.title}"[:200],
    )  # fmt: skip


def _away(leave: LeaveRequest, at: datetime) -> None:
    was, now = acts.move(leave.matter, "leave", MOVES, at)
    record(leave.matter, Line("depart", at, f"外出，{moment(leave.ends_at)}返回", was=was, now=now))
    leave.next_at = leave.ends_at


def _to_be_back(leave: LeaveRequest, at: datetime) -> None:
    """At the granted hour he is reminded; when the day is over he is overdue, and the office hears of it."""
    over = day_over(leave)
    if leave.next_at < over:
        leave.next_at = over
        if at < over:
            _say(leave, [*granting.people(leave)], "请销假", f"批准的返回时间{moment(leave.ends_at)}已到", at)
        return
    leave.next_at = None
    was, now = acts.move(leave.matter, "overdue", MOVES, at)
    text = f"逾期未销假：批准的返回时间为{moment(leave.ends_at)}"
    article = returning.article_of(leave)
    record(leave.matter, Line("overdue", at, text, article=article, was=was, now=now))
    _say(leave, [*granting.people(leave), *granting.the_office(leave, at)], "逾期未销假", text, at)


def day_over(leave: LeaveRequest) -> datetime:
    """The midnight that ends the day on which he is to be back."""
    return start_of_day(date_of(leave.ends_at) + DAY_LONG)


def _say(leave: LeaveRequest, told: list, words: str, body: str, at: datetime) -> None:
    tell(
        told, event=f"remind:leave-{leave.pk}:{words}:{leave.ends_at.isoformat()}", matter=leave.matter, at=at,
        subject=f"{words}：{leave.matter.title}"[:200], body=body, article=returning.article_of(leave),
    )  # fmt: skip


NEXT: Mapping[str, Callable[[LeaveRequest, datetime], None]] = {
    State.ON_ITS_WAY: _departing, State.GRANTED: _away, State.AWAY: _to_be_back,
}  # fmt: skip
