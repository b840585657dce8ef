"""What this floor knows of an official's time: his shifts of duty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from govrules.core.office.colliding import Collision
from govrules.core.office.models import Official
from leave.duty.models import DutyShift, Role


def shifts_of(official: Official, starts_at: datetime, ends_at: datetime) -> Iterator[Collision]:
    """Shifts of published rosters that lie in a span and in which he leads or is on duty: one query."""
    his = Q(leader=official) | Q(officer=official)
    found = DutyShift.objects.filter(his, starts_at__lt=ends_at, ends_at__gt=starts_at)
    for shift in found.filter(roster__published_at__isnull=False).select_related("roster__organ"):
        role = Role.LEADER if shift.leader_id == official.pk else Role.OFFICER
        what = f"{shift.roster.organ.short_name}值班"
        yield Collision(what, shift.starts_at, shift.ends_at, role.label, reverse("leave:duty_shift", args=[shift.pk]))


COLLISIONS = (shifts_of,)
