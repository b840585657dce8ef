"""Pages of a leave of absence from a meeting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from govrules.core import clock
from govrules.core.access import access
from govrules.core.errors import Refused
from govrules.core.journal.queries import journal_of
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import visible_to, with_rules
from govrules.core.office.queries import book_of
from meetings.attendance import excusing
from meetings.attendance.excusing import require_asker, route_of, stand_in_rule
from meetings.attendance.forms import ExcuseForm
from meetings.attendance.models import Attendee
from meetings.attendance.queries import gather
from meetings.attendance.states import EXCUSED, State
from meetings.attendance.views import attendee_or_404, meeting_or_404
from meetings.sheet import Sheet


@access("officials")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for leave from a meeting, for oneself or (the office, his organ) for another."""
    attendee, by = attendee_or_404(request, pk), request.user.official
    require_asker(attendee, by, clock.now())
    meeting = meeting_or_404(request, attendee.meeting_id)
    form = ExcuseForm(request.POST or None, parent=meeting.matter, meeting=meeting, attendee=attendee, at=clock.now())
    if request.method == "POST" and form.is_valid():
        try:
            excuse = excusing.ask(pk, by, form.asking())
            messages.success(request, "请假已送出")
            return redirect("meetings:excuse", excuse.pk)
        except Refused as refused:
            field = getattr(refused, "field", "")
            form.add_error(field if field in form.fields else None, str(refused))
            return new_page(request, form, attendee, refused.status)
    return new_page(request, form, attendee, 400 if form.errors else 200)


def new_page(request: HttpRequest, form: ExcuseForm, attendee: Attendee, status: int) -> HttpResponse:
    """The form, with what the county's rules say of leave from this meeting for his post."""
    meeting = meeting_or_404(request, attendee.meeting_id)
    route = route_of(meeting.matter, meeting, attendee, clock.now())
    context = {
        "form": form, "attendee": attendee, "meeting": meeting, "matter": meeting.matter, "route": route,
        "expected": book_of(meeting.matter.adoption).feature("no_meeting_leave"),
    }  # fmt: skip
    return render(request, "meetings/attendance/excuse_new.html", context, status=status)


@access("officials")
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One leave whole."""
    matter = get_object_or_404(with_rules(visible_to(request.user.official)), pk=pk, kind=excusing.KIND)
    sheet = Sheet(matter, *gather(matter, clock.now()))
    return render(request, "meetings/attendance/excuse.html", context_of(request, matter, sheet))


def context_of(request: HttpRequest, matter: Matter, sheet: Sheet) -> dict[str, Any]:
    attendee, official = sheet.document.attendee, request.user.official
    mine = next((s for s in sheet.live if s.assignee_id == official.pk), None)
    return {
        "matter": matter, "sheet": sheet, "way": sheet.way, "journal": journal_of(matter), "mine": mine,
        "words": State(matter.state).label, "rule": stand_in_rule(attendee.meeting.matter, attendee.meeting, attendee),
        "may_withdraw": matter.state in (State.ASKED, *EXCUSED) and attendee.official_id == official.pk,
        "meeting": visible_to(official).filter(pk=attendee.meeting_id).first(),
    }  # fmt: skip


@access("officials")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """He comes after all."""
    get_object_or_404(visible_to(request.user.official), pk=pk, kind=excusing.KIND)
    excusing.withdraw(pk, request.user.official)
    messages.success(request, "已撤回请假")
    return redirect("meetings:excuse", pk)
