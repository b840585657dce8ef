"""The list of meetings and the page of one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from govrules.core import clock
from govrules.core.access import access
from govrules.core.matters.queries import visible_to, with_rules
from meetings.sheet import sheet


@access("officials")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Meetings that he may see."""
    found = visible_to(request.user.official).filter(kind="meeting").select_related("meeting").order_by("-moved_at")
    return render(request, "meetings/calling/index.html", {"meetings": found[:30]})


@access("officials")
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting whole."""
    matter = get_object_or_404(with_rules(visible_to(request.user.official)), pk=pk, kind="meeting")
    return render(request, "meetings/calling/page.html", {"matter": matter, "sheet": sheet(matter, clock.now())})
