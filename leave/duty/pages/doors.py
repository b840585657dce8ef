"""How the duty pages find their rows: always from what the one who looks may see."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from govrules.core.office.models import Official, Organ, OrganKind
from leave.board.viewer import Viewer
from leave.duty.models import DutyEntry, DutyRoster, DutyShift, Swap
from leave.duty.queries import sees_log, shifts_for, visible_to

FORM = ["GET", "HEAD", "POST"]


def organ_of(viewer: Viewer, organ_id: int) -> Organ:
    """An organ of his government that can keep duty."""
    organs = Organ.objects.filter(government=viewer.government).exclude(kind=OrganKind.OUTSIDE)
    return get_object_or_404(organs.select_related("government"), pk=organ_id)


def roster_of(viewer: Viewer, pk: int) -> DutyRoster:
    return get_object_or_404(visible_to(viewer).select_related("organ__government"), pk=pk)


def shift_of(viewer: Viewer, pk: int) -> DutyShift:
    rows = shifts_for(viewer).select_related("roster__organ__government", "roster__published_by", "leader", "officer")
    return get_object_or_404(rows, pk=pk)


def entry_of(viewer: Viewer, pk: int) -> DutyEntry:
    """An entry of a log that he may read."""
    rows = DutyEntry.objects.filter(shift__in=shifts_for(viewer)).select_related("shift__roster__organ", "by")
    entry = get_object_or_404(rows, pk=pk)
    return entry if sees_log(viewer, entry.shift.roster.organ) else get_object_or_404(rows.none())


def swap_of(official: Official, pk: int) -> Swap:
    """A swap that he asked for or is asked for."""
    rows = Swap.objects.select_related("shift__roster__organ", "asker", "other")
    mine = rows.filter(asker=official) | rows.filter(other=official)
    return get_object_or_404(mine, pk=pk)


def month_address(roster: DutyRoster) -> str:
    return f"{reverse('leave:duty_organ', args=[roster.organ_id])}?month={roster.month:%Y-%m}"


def shift_address(shift: DutyShift) -> str:
    return reverse("leave:duty_shift", args=[shift.pk])


def typed(request: HttpRequest) -> dict[str, object]:
    """What a form is bound to."""
    return {"data": request.POST} if request.method == "POST" else {}
