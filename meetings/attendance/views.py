"""Pages of who comes: the office's list, everybody's own page, the code at the door."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.submission.views import reasons_in
from govrules.core import clock
from govrules.core.access import access
from govrules.core.errors import BrokenRule, Refused
from govrules.core.office.queries import book_of
from govrules.core.tables import download
from govrules.rulebook.vocabulary import OUTSIDE, POSTS
from meetings.attendance import actions, presence
from meetings.attendance.excusing import gives_opinion
from meetings.attendance.forms import GuestForm, numbered, serving
from meetings.attendance.models import Arrival, Attendee
from meetings.attendance.people import body_of
from meetings.attendance.presence import own_row
from meetings.attendance.queries import by_role, rows_of, sheet_rows, visible_meeting
from meetings.attendance.quorum import count
from meetings.calling import agenda_views
from meetings.calling.actions import call
from meetings.calling.models import Meeting
from meetings.calling.views import meeting_of, notice_page

# What the rules ask of everybody in the room: to be kept in mind, and not checked.
REMINDERS = ("meeting_manners", "confidential_decisions")


def meeting_or_404(request: HttpRequest, pk: int) -> Meeting:
    """A meeting that he may see."""
    found = visible_meeting(request.user.official, pk)
    if found is None:
        raise Http404("没有这次会议")
    return found


def attendee_or_404(request: HttpRequest, pk: int) -> Attendee:
    """Somebody asked to a meeting that he may see."""
    attendee = get_object_or_404(Attendee.objects.select_related("organ", "official", "seat", "meeting"), pk=pk)
    meeting_or_404(request, attendee.meeting_id)
    return attendee


@access("office")
@require_safe
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody asked, by role, with receipts, leave, and who came; `?export=xlsx` gives it as Excel."""
    meeting = meeting_or_404(request, pk)
    if request.GET.get("export") == "xlsx":
        return download("参会人员.xlsx", "参会人员", sheet_rows(meeting))
    return attendance_page(request, meeting)


def attendance_page(
    request: HttpRequest, meeting: Meeting, form: GuestForm | None = None, refused: Refused | None = None
) -> HttpResponse:
    """The list, and the form by which one more is asked."""
    rows = rows_of(meeting)
    by = request.user.official
    context = {
        "meeting": meeting, "matter": meeting.matter, "groups": by_role(rows), "total": len(rows),
        "here": sum(1 for row in rows if row.here), "excused": sum(1 for row in rows if row.attendee.excused),
        "answered": sum(1 for row in rows if row.attendee.confirmed_at), "count": count(meeting),
        "form": form or GuestForm(by=by, meeting=meeting), "refused": refused,
        "may_change": meeting.matter.state in actions.ASKING, "people": list(serving(by)),
        "body": body_of(meeting), "may_come": may_come(meeting),
    }  # fmt: skip
    status = refused.status if refused else 400 if form and form.errors else 200
    return render(request, "meetings/attendance/attendance.html", context, status=status)


def may_come(meeting: Meeting) -> str:
    """Whom the rules let the office have there besides, in words: posts of this government, others outside."""
    body = body_of(meeting)
    names = [*(POSTS[post] for post in body.attend), *(OUTSIDE[key] for key in body.may_invite)]
    return "、".join(dict.fromkeys(names))


@access("office")
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask one more."""
    meeting = meeting_or_404(request, pk)
    form = GuestForm(request.POST, by=request.user.official, meeting=meeting)
    if not form.is_valid():
        return attendance_page(request, meeting, form)
    try:
        added = actions.add(pk, request.user.official, form.guest())
    except Refused as refused:
        return attendance_page(request, meeting, form, refused)
    messages.success(request, f"已通知{added.name}")
    return redirect("meetings:attendance", pk)


@access("office")
@require_POST
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask somebody no more."""
    attendee = attendee_or_404(request, pk)
    actions.take_out(pk, request.user.official)
    messages.success(request, f"已去掉{attendee.name}")
    return redirect("meetings:attendance", attendee.meeting_id)


@access("office")
@require_POST
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Have another come in somebody's place."""
    meeting, by = meeting_or_404(request, pk), request.user.official
    sent = request.POST
    attendee = get_object_or_404(meeting.attendees, pk=key_of(sent.get("attendee")))
    new = get_object_or_404(serving(by), pk=key_of(sent.get("official")))
    actions.replace_by(attendee.pk, by, new)
    messages.success(request, f"{attendee.title}改由{new.name}参会")
    return redirect("meetings:attendance", pk)


def key_of(value: str | None) -> int:
    """A row's key as it was sent; nothing that is none finds a row."""
    return int(value) if value and value.isdecimal() else 0


@access("office")
@require_POST
def name_guest(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down who comes from an organ outside."""
    attendee = attendee_or_404(request, pk)
    actions.name_guest(pk, request.user.official, request.POST.get("name", ""), request.POST.get("title", ""))
    messages.success(request, "已更改")
    return redirect("meetings:attendance", attendee.meeting_id)


@access("office")
@require_POST
def reorder(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the list into another order."""
    meeting_or_404(request, pk)
    actions.reorder(pk, request.user.official, numbered(request.POST))
    messages.success(request, "次序已保存")
    return redirect("meetings:attendance", pk)


@access("office")
@require_POST
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow appointments and late items now."""
    meeting_or_404(request, pk)
    changes = actions.follow(pk, request.user.official)
    messages.success(request, f"已按现任职务和议程更新{changes}处" if changes else "没有变化")
    return redirect("meetings:attendance", pk)


@access("office")
@require_POST
def come(request: HttpRequest, pk: int) -> HttpResponse:
    """The secretary signs somebody in; `instead`: his stand-in came."""
    attendee = attendee_or_404(request, pk)
    presence.come(pk, request.user.official, Arrival.SECRETARY, instead="instead" in request.POST)
    return back(request, attendee.meeting_id)


@access("office")
@require_POST
def go(request: HttpRequest, pk: int) -> HttpResponse:
    """The secretary notes that somebody has left."""
    attendee = attendee_or_404(request, pk)
    presence.go(pk, request.user.official)
    return back(request, attendee.meeting_id)


def back(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """To the list on which it was pressed; within the screen of the session only its part of it."""
    if request.htmx:
        return present_part(request, meeting_or_404(request, meeting_id))
    return redirect("meetings:attendance", meeting_id)


@access("office")
@require_safe
def present(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is in the room, and the quorum as it stands: a part of the secretary's screen."""
    return present_part(request, meeting_or_404(request, pk))


def present_part(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    return render(request, "meetings/attendance/_present.html", present_context(meeting))


def present_context(meeting: Meeting) -> dict[str, Any]:
    """Everybody asked with where he is, and the count."""
    rows = rows_of(meeting)
    return {
        "meeting": meeting, "groups": by_role(rows), "count": count(meeting), "total": len(rows),
        "here": sum(1 for row in rows if row.here), "in_session": meeting.matter.state == "in_session",
    }  # fmt: skip


@access("office")
@require_POST
def meeting_call(request: HttpRequest, pk: int) -> HttpResponse:
    """Send out the notice of a meeting: everybody is asked with it."""
    meeting = meeting_or_404(request, pk)
    try:
        call(pk, request.user.official, actions.ask, reasons_in(request))
    except BrokenRule as refused:
        return notice_page(request, meeting.matter, refused)
    messages.success(request, "会议通知已发出")
    return redirect("meetings:meeting", pk)


@access("office")
@require_http_methods(["GET", "POST"])
def meeting_late(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an item late: whom it concerns is asked with it."""
    return agenda_views.add_late(request, meeting_of(request, pk), actions.refresh)


# --- Everybody's own page --------------------------------------------------------------------------


def own_or_404(request: HttpRequest, pk: int) -> tuple[Meeting, Attendee]:
    meeting = meeting_or_404(request, pk)
    attendee = own_row(pk, request.user.official)
    if attendee is None:
        raise Http404("您不在参会人员之中")
    return meeting, attendee


@access("officials")
@require_safe
def mine(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own page of a meeting: when and where, receipt, leave, signing in."""
    meeting, attendee = own_or_404(request, pk)
    if attendee.official_id == request.user.official.pk:
        actions.seen(attendee, clock.now())
    return mine_page(request, meeting, attendee)


def mine_page(request: HttpRequest, meeting: Meeting, attendee: Attendee, refused: Any = None) -> HttpResponse:
    row = next(row for row in rows_of(meeting) if row.attendee.pk == attendee.pk)
    at = clock.now()
    today = clock.date_of(at) >= clock.date_of(meeting.starts_at)
    book = book_of(meeting.matter.adoption)
    context = {
        "meeting": meeting, "matter": meeting.matter, "row": row, "refused": refused,
        "reminders": [rule for key in REMINDERS if (rule := book.feature(key))],
        "stands_in": attendee.official_id != request.user.official.pk,
        "early": book.feature("arrive_before"),
        "may_say": meeting.matter.state == "meeting_called" and not attendee.excused
        and gives_opinion(meeting.matter, attendee, excused=False),
        "may_sign": today and meeting.matter.state in presence.MEETS,
        "may_excuse": meeting.matter.state == "meeting_called" and at < meeting.starts_at and row.excuse is None,
    }  # fmt: skip
    return render(request, "meetings/attendance/mine.html", context, status=refused.status if refused else 200)


def on_own_page(request: HttpRequest, pk: int, act: Any, said: str) -> HttpResponse:
    """Carry out an act on one's own row; a refusal is shown on the page."""
    meeting, attendee = own_or_404(request, pk)
    try:
        act(attendee)
    except Refused as refused:
        return mine_page(request, meeting, attendee, refused)
    messages.success(request, said)
    return redirect("meetings:attendance_mine", pk)


@access("officials")
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt."""
    return on_own_page(request, pk, lambda a: actions.confirm(a.pk, request.user.official), "已回执")


@access("officials")
@require_POST
def say_before(request: HttpRequest, pk: int) -> HttpResponse:
    """What he has to say on the items beforehand."""
    by, text = request.user.official, request.POST.get("opinion", "")
    return on_own_page(request, pk, lambda a: actions.say_before(a.pk, by, text), "已提出，会上可以看到")


@access("officials")
@require_POST
def sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign oneself in on one's own page."""
    act = partial(presence.come, by=request.user.official, how=Arrival.SELF)
    return on_own_page(request, pk, lambda a: act(a.pk), "已签到")


@access("officials")
@require_http_methods(["GET", "POST"])
def scan(request: HttpRequest, token: str) -> HttpResponse:
    """What the code at the door leads to: whoever is logged in signs himself in by one press."""
    meeting_id = presence.scanned(token, clock.now())
    if request.method == "POST":
        found = presence.scan(token, request.user.official)
        messages.success(request, "已签到")
        return redirect("meetings:attendance_mine", found.attendee.meeting_id)
    own = own_row(meeting_id, request.user.official)
    meeting = visible_meeting(request.user.official, meeting_id) if own else None
    context = {"attendee": own, "meeting": meeting, "token": token}
    return render(request, "meetings/attendance/scan.html", context, status=200 if own else 403)
