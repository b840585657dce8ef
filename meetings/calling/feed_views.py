"""Calendar files: one meeting for whoever may see it, all his meetings at an official's secret address."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from govrules.core import clock
from govrules.core.access import access
from govrules.core.errors import BadInput
from meetings.calling import feed
from meetings.calling.queries import find
from meetings.calling.views import meeting_of

TYPE = "text/calendar; charset=utf-8"


@access("officials")
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting as a calendar file."""
    meeting = find(meeting_of(request, pk))
    response = HttpResponse(feed.calendar([meeting], request.get_host(), clock.now()), content_type=TYPE)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(meeting.matter.title)}.ics"
    return response


@access("anyone")
@require_safe
def all_of(request: HttpRequest, token: str) -> HttpResponse:
    """The meetings of whoever's address this is. A calendar program logs in nowhere: the address is the secret."""
    at = clock.now()
    official = feed.owner(token, at)
    if official is None:
        raise Http404("没有这个日历")
    response = HttpResponse(feed.calendar(feed.meetings_of(official, at), request.get_host(), at), content_type=TYPE)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


@access("officials")
@require_POST
def subscribe(request: HttpRequest) -> HttpResponse:
    """Make his address anew, shown this once, or take it back."""
    official = request.user.official
    act = request.POST.get("do", "")
    if act == "revoke":
        feed.revoke(official)
        messages.success(request, "订阅地址已收回，原来的地址不再有效")
        return redirect("meetings:calendar")
    if act != "make":
        raise BadInput("请选择办理方式")
    token = feed.make(official, clock.now())
    return render(request, "meetings/calling/feed.html", {"token": token})
