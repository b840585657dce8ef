"""Telling the office, once a body and period, that a meeting is still due and none is planned."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from govrules.core import clock
from govrules.core.clock import date_of
from govrules.core.errors import Refused
from govrules.core.notices.actions import tell
from govrules.core.office.models import Government
from govrules.core.office.queries import office_of, staff_of
from govrules.core.wording import day
from meetings.cadence.counting import Standing
from meetings.cadence.queries import Line, board

log = logging.getLogger(__name__)


def warn_all(at: datetime | None = None) -> int:
    """Every government's cadences; one that cannot be looked at never stops the others. Returns how many were told."""
    at = at or clock.now()
    return sum(_one(government, at) for government in Government.objects.order_by("pk"))


def _one(government: Government, at: datetime) -> int:
    try:
        return warn(government, at)
    except Refused as refused:
        log.info("cadences of %s: %s", government.key, refused)
    except Exception:
        log.exception("cadences of %s could not be looked at", government.key)
    return 0


def warn(government: Government, at: datetime) -> int:
    """Tell the office of what is behind. The event names body and period, so that it is told once."""
    behind = [line for line in board(government, at).lines if line.standing.state == "behind"]
    if not behind:
        return 0
    people = list(staff_of(office_of(government), date_of(at)))
    with transaction.atomic():
        for line in behind:
            rule, period = line.standing.cadence, line.standing.period
            tell(
                people, event=f"cadence:{government.pk}:{rule.key}:{period.first:%Y%m%d}",
                subject=subject(line), body=said(line.standing), article=rule.article, at=at,
            )  # fmt: skip
    return len(behind)


def subject(line: Line) -> str:
    one = line.standing
    return f"{one.period.name}还要安排{line.title}{one.missing}次"


def said(one: Standing) -> str:
    """What there is and what is missing, and until when."""
    planned = f"，已安排{len(one.planned)}次" if one.planned else "，还没有安排"
    return f"{one.asked}；已开{one.held}次{planned}。本期到{day(one.period.last)}止，还剩{one.left}个工作日。"
