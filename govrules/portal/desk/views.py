"""The desk."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from govrules.core.access import access
from govrules.core.notices.queries import inbox
from govrules.core.registers.queries import before
from govrules.portal import frame
from govrules.portal.desk.queries import away, drafting, held, lights, underway
from govrules.portal.queue.queries import ALL, countersigns, counts, waiting
from govrules.portal.queue.rows import rows

HEAD = 6
DIRECTORS = ("office_director", "office_deputy_director")


@access("officials")
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for him first, then what he waits for."""
    here = frame.of(request)
    me, at = here.official, here.at
    steps = list(waiting(me, ALL, at)[:HEAD])
    drafts = drafting(me, here.seats)
    context = {
        "counts": counts(me, at), "late": waiting(me, ALL, at).filter(due_at__lte=at).count(),
        "rows": rows(steps, countersigns(steps), at), "drafts": drafts, "held": held(me)[:HEAD],
        "underway": underway(me, at, [one.pk for one in drafts.first]),
        "ledgers": before(me, at),
        "notices": inbox(me).filter(read_at=None)[:HEAD],
        "away": away(me.government, at) if here.in_office or here.leads else None,
        "lights": lights(me, at) if any(s.post in DIRECTORS for s in here.seats) else None,
    }  # fmt: skip
    return render(request, "portal/desk.html", context)


@access("officials")
@require_safe
def more(request: HttpRequest) -> HttpResponse:
    """What the phone's bottom navigation has no room for."""
    return render(request, "portal/more.html")
