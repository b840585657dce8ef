"""Provisional periods that seem over: they wait for the year's notice, or for the office to decide (暂缓生效)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from govrules.core import clock
from govrules.core.access import access
from govrules.core.deadlines import queries
from govrules.core.deadlines.actions import confirm
from govrules.core.deadlines.models import Deadline
from govrules.core.deadlines.recount import for_nobody
from govrules.core.matters.queries import visible_to
from govrules.core.wording import day, last_day

MOST = 100


@access("office")
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits, the longest first; the title of a matter only where he may see it."""
    official = request.user.official
    rows = list(queries.waiting(official.government)[:MOST])
    seen = set(visible_to(official).filter(pk__in=[r.matter_id for r in rows]).values_list("pk", flat=True))
    for row in rows:
        row.title = row.matter.title if row.matter_id in seen else unseen(row)
        row.seen = row.matter_id in seen
        row.last, row.for_nobody = day(last_day(row.due_at)), for_nobody(row)
    return render(request, "portal/waiting.html", {"rows": rows})


def unseen(row: Deadline) -> str:
    """A document that is not the office's yet, told apart by who asked whom and when."""
    asked = f"{day(row.opened_at)}送{row.step.organ.short_name}" if row.step and row.step.organ else ""
    return f"{row.matter.organ.short_name}{asked}的一件公文"


@access("office")
@require_POST
def confirm_one(request: HttpRequest, pk: int) -> HttpResponse:
    """The office decides that a period is over; what follows it happens at the timer's next tick."""
    row = get_object_or_404(queries.waiting(request.user.official.government), pk=pk)
    confirm(row, request.user.official, request.POST.get("reason", ""), clock.now())
    messages.success(request, "已认定时限届满，后果随即由系统记录")
    return redirect("portal:waiting")
