"""The secretary's screen while a meeting sits, and what the projector shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.submission.views import reasons_in
from govrules.core import clock
from govrules.core.access import access
from govrules.core.errors import BadInput, BrokenRule, Refused
from govrules.core.judging import Judged
from govrules.core.office.queries import book_of
from govrules.core.wording import moment
from meetings.attendance.presence import picture, token
from meetings.attendance.views import key_of, meeting_or_404, present_context
from meetings.calling.models import Meeting
from meetings.items.models import AgendaItem
from meetings.session import actions, gates, recording
from meetings.session.forms import DecisionForm, initial_of
from meetings.session.models import Decision, Speech
from meetings.session.queries import Screen, screen, wall
from meetings.session.recording import Overtaken


def item_or_404(request: HttpRequest, pk: int) -> AgendaItem:
    """An item of a meeting that he may see."""
    item = get_object_or_404(AgendaItem.objects.select_related("matter__organ"), pk=pk, meeting__isnull=False)
    meeting_or_404(request, item.meeting_id)
    return item


def speech_or_404(request: HttpRequest, pk: int) -> Speech:
    speech = get_object_or_404(Speech.objects.select_related("item"), pk=pk)
    item_or_404(request, speech.item_id)
    return speech


@access("office")
@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """The screen; `?item=` shows another item than the current one."""
    return session_page(request, meeting_or_404(request, pk), key_of(request.GET.get("item")) or None)


def session_page(
    request: HttpRequest, meeting: Meeting, item: int | None = None, form: DecisionForm | None = None,
    refused: Refused | None = None, theirs: Decision | None = None,
) -> HttpResponse:  # fmt: skip
    """The screen; after a refusal with what was typed, and where a colleague saved meanwhile with his text."""
    found = screen(meeting, clock.now(), item)
    context = present_context(meeting) | {
        "screen": found, "matter": meeting.matter, "form": form or form_of(found, meeting), "refused": refused,
        "theirs": theirs, "reasons": reasons_in(request), "opening": opening(found, meeting),
        "supervised": book_of(meeting.matter.adoption).feature("decision_supervision"),
        "as_document": book_of(meeting.matter.adoption).feature("decisions_as_documents"),
    }  # fmt: skip
    return render(request, "meetings/session/session.html", context, status=refused.status if refused else 200)


def form_of(found: Screen, meeting: Meeting) -> DecisionForm | None:
    if found.shown is None:
        return None
    item = found.shown.item
    initial = initial_of(found.shown.decision, item.secrecy, item.matter.organ_id)
    return DecisionForm(government=meeting.matter.government, initial=initial)


def opening(found: Screen, meeting: Meeting) -> list[Judged]:
    """What stands before the opening, while it lies ahead."""
    return gates.of_opening(meeting.matter, meeting) if meeting.matter.state == "meeting_called" else []


def done(meeting_id: int, item: int | None = None) -> HttpResponse:
    """Back to the screen."""
    where = reverse("meetings:session", args=[meeting_id])
    return redirect(f"{where}?item={item}" if item else where)


@access("office")
@require_POST
def open_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Declare the meeting open."""
    meeting = meeting_or_404(request, pk)
    try:
        actions.open_meeting(pk, request.user.official, reasons_in(request))
    except BrokenRule as refused:
        return session_page(request, meeting, refused=refused)
    messages.success(request, "已宣布开会")
    return done(pk)


@access("office")
@require_POST
def turn_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Take up an item."""
    item = item_or_404(request, pk)
    return on_screen(request, item, lambda: actions.turn_to(pk, request.user.official, reasons_in(request)))


@access("office")
@require_POST
def call_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask in those who come for this item only."""
    item = item_or_404(request, pk)
    return on_screen(request, item, lambda: actions.call_in(pk, request.user.official), "已通知列席人员入场")


@access("office")
@require_POST
def take_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an item off."""
    item, reason = item_or_404(request, pk), request.POST.get("reason", "")
    return on_screen(request, item, lambda: actions.take_off(pk, request.user.official, reason), "已撤下")


def on_screen(request: HttpRequest, item: AgendaItem, act: Callable[[], object], said: str = "") -> HttpResponse:
    """Carry out an act on an item; a refusal is shown on the screen."""
    try:
        act()
    except (BrokenRule, BadInput) as refused:
        return session_page(request, meeting_or_404(request, item.meeting_id), item.pk, refused=refused)
    if said:
        messages.success(request, said)
    return done(item.meeting_id, item.pk)


@access("office")
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Declare it over."""
    meeting = meeting_or_404(request, pk)
    try:
        actions.end(pk, request.user.official)
    except BrokenRule as refused:
        return session_page(request, meeting, refused=refused)
    messages.success(request, "已散会；议定事项已转督办，需要印发的已转起草")
    return done(pk)


# --- The record ------------------------------------------------------------------------------------


@access("office")
@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """What is typed of a decision, saved by the page itself as it is typed; 409 with the other text."""
    item = item_or_404(request, pk)
    form = DecisionForm(request.POST, government=item.matter.government)
    if not form.is_valid():
        return JsonResponse({"said": "；".join(e[0] for e in form.errors.values())}, status=400)
    seen = form.cleaned_data["seen"]
    return as_json(lambda: recording.keep(pk, request.user.official, form.typed(), seen))


@access("office")
@require_POST
def keep_speech(request: HttpRequest, pk: int) -> HttpResponse:
    """The gist of a speech, saved as it is typed."""
    speech_or_404(request, pk)
    seen, text = key_of(request.POST.get("seen")), request.POST.get("text", "")
    return as_json(lambda: recording.keep_speech(pk, request.user.official, text, seen))


def as_json(act: Callable[[], Decision | Speech]) -> JsonResponse:
    """The version that was saved; a refusal in words, with what a colleague saved where that is why."""
    try:
        return JsonResponse({"version": act().version, "at": moment(clock.now())})
    except Overtaken as refused:
        return JsonResponse({"said": str(refused)} | theirs(refused.row), status=409)
    except Refused as refused:
        return JsonResponse({"said": str(refused)}, status=refused.status)


def theirs(row: Decision | Speech) -> dict[str, Any]:
    by = row.recorded_by.name if row.recorded_by else ""
    return {"version": row.version, "text": row.text, "by": by}


@access("office")
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the decision; refused with what was typed, with the gates' reasons, or with a colleague's text."""
    item = item_or_404(request, pk)
    meeting = meeting_or_404(request, item.meeting_id)
    form = DecisionForm(request.POST, government=meeting.matter.government)
    if not form.is_valid():
        return session_page(request, meeting, pk, form, BadInput("请检查填写的内容"))
    by, seen, reasons = request.user.official, form.cleaned_data["seen"], reasons_in(request)
    try:
        decision = recording.decide(pk, by, form.typed(), seen, reasons)
    except Overtaken as refused:
        return session_page(request, meeting, pk, over(form, refused.row.version), refused, refused.row)
    except Refused as refused:
        return session_page(request, meeting, pk, form, refused)
    messages.success(request, f"已记录：{decision.get_kind_display()}")
    return done(meeting.pk, pk)


def over(form: DecisionForm, version: int) -> DecisionForm:
    """The form that comes back knows what a colleague saved: sent again, it takes its place."""
    form.data = form.data.copy()
    form.data["seen"] = version
    return form


@access("office")
@require_POST
def add_speech(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody begins to speak."""
    item = item_or_404(request, pk)
    attendees = Meeting.objects.get(pk=item.meeting_id).attendees
    who = get_object_or_404(attendees, pk=key_of(request.POST.get("attendee")))
    kind = request.POST.get("kind", "speech")
    return on_screen(request, item, lambda: recording.add_speech(pk, request.user.official, who, kind))


@access("office")
@require_POST
def speech(request: HttpRequest, pk: int) -> HttpResponse:
    """He has ended, moves up or down in the record, or goes from it."""
    found = speech_or_404(request, pk)
    act, by = request.POST.get("act", ""), request.user.official
    known: dict[str, Callable[[], None]] = {
        "end": lambda: recording.end_speech(pk, by), "up": lambda: recording.move_speech(pk, by, True),
        "down": lambda: recording.move_speech(pk, by, False), "drop": lambda: recording.drop_speech(pk, by),
    }  # fmt: skip
    if act not in known:
        raise BadInput("没有这种办理方式")
    known[act]()
    return done(found.item.meeting_id, found.item_id)


# --- The projector ---------------------------------------------------------------------------------


@access("office")
@require_http_methods(["GET", "HEAD"])
def wall_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What the projector shows: large, to be read only, looking again by itself."""
    return render(request, "meetings/session/wall.html", wall_context(request, pk))


@access("office")
@require_safe
def wall_part(request: HttpRequest, pk: int) -> HttpResponse:
    """Its changing part."""
    return render(request, "meetings/session/_wall.html", wall_context(request, pk))


def wall_context(request: HttpRequest, pk: int) -> dict[str, Any]:
    """The meeting, and the code by which those in the room sign in."""
    at, meeting = clock.now(), meeting_or_404(request, pk)
    address = request.build_absolute_uri(reverse("meetings:attendance_scan", args=[token(pk, at)]))
    signing = meeting.matter.state in ("meeting_called", "in_session")
    return {**wall(meeting, at), "code": picture(address) if signing else "", "address": address}
