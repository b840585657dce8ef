"""Keeping on record which deputy director of the office assists which leader."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from govrules.core import clock
from govrules.core.errors import BadInput
from govrules.core.office.guards import locked, note, require_sane_day, require_staff, require_together
from govrules.core.office.models import Government, Official, Seat
from govrules.core.wording import day
from meetings.coordination.models import Assistant

DEPUTY = "office_deputy_director"


def assign(leader: Seat, deputy: Seat, since: date, by: Official) -> Assistant:
    """From a day on this deputy assists this leader; who did so before ends that day. The office keeps it."""
    at = clock.now()
    with transaction.atomic():
        government = locked(Government.objects.all()).get(pk=leader.government_id)
        require_staff(by, government, at)
        require_together(government, leader, deputy)
        require_sane_day(since, at, "since")
        if leader.organ_id or deputy.post != DEPUTY:
            raise BadInput("请选择政府领导和办公室副主任", field="deputy")
        end_earlier(leader, since)
        row = Assistant.objects.create(leader=leader, deputy=deputy, since=since)
        note(government, "assistant", f"登记自{day(since)}起由{deputy.title}协助{leader.title}工作", at, by)
    return row


def end_earlier(leader: Seat, since: date) -> None:
    last = Assistant.objects.filter(leader=leader, until=None).first()
    if last and last.since >= since:
        raise BadInput("要晚于现在登记的开始日期", field="since")
    if last:
        last.until = since
        last.save(update_fields=["until"])
