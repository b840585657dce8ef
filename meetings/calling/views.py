"""The pages of meetings before they open: list, week, planning, the page of one, its agenda, fixing, calling."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.listing import workbook
from documents.submission.views import reasons_in
from govrules.core import clock
from govrules.core.access import access
from govrules.core.asked import query_of
from govrules.core.errors import BrokenRule, Refused
from govrules.core.feeds.ical import TYPE, file_of
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import visible_to, with_rules
from govrules.core.matters.shown import journal_of
from govrules.core.office.models import Official
from govrules.core.office.queries import adoption_on, book_of, in_office
from meetings.calling import actions, agenda, conflicts, gates, ical
from meetings.calling.forms import MeetingForm, initial_of, proposed_start
from meetings.calling.listing import COMING, PAST, TABS, WEEK, MeetingFilter, meetings, monday_of, rows, week
from meetings.calling.models import Meeting
from meetings.calling.queries import before_call, find, inside
from meetings.calling.states import MOVES, State
from meetings.items.models import AgendaItem
from meetings.items.views import as_xlsx, gates_page
from meetings.sheet import Sheet, sheet

PAGE = 30
OFFICE_ACTS = ("plan", "arrange", "fix", "reopen", "add_late", "take_off", "call", "cancel")


def meeting_of(request: HttpRequest, pk: int) -> Matter:
    """A meeting's matter that he may see, or 404."""
    matters = with_rules(visible_to(request.user.official)).select_related("opened_by")
    return get_object_or_404(matters, pk=pk, kind="meeting")


@access("officials")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Meetings that he may see, coming or past; `?export=xlsx` gives the same list as Excel."""
    official = request.user.official
    tab = PAST if request.GET.get("tab") == PAST else COMING
    book = book_of(adoption_on(official.government, clock.today()))
    found = MeetingFilter(request.GET, meetings(official, tab), book=book)
    if request.GET.get("export") == "xlsx":
        return as_xlsx(workbook("会议", rows(found.qs)), "会议列表.xlsx")
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    for matter in page:
        matter.words = State(matter.state).label
    context = {"filter": found, "page": page, "query": query_of(request), "tab": tab, "tabs": TABS}
    return render(request, "meetings/calling/index.html", context)


@access("officials")
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """A week of meetings that he may see."""
    official, at = request.user.official, clock.now()
    monday = monday_of(request.GET.get("week", ""), clock.date_of(at))
    context = {
        "days": week(official, monday, at), "monday": monday, "sunday": monday + timedelta(days=6),
        "previous": monday - WEEK, "next": monday + WEEK,
    }  # fmt: skip
    return render(request, "meetings/calling/calendar.html", context)


@access("officials")
@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting as a calendar file."""
    meeting = find(meeting_of(request, pk))
    content = file_of("会议", [ical.event(meeting, request.get_host(), clock.now())])
    said = f"attachment; filename*=UTF-8''{quote(meeting.matter.title)}.ics"
    return HttpResponse(content, content_type=TYPE, headers={"Content-Disposition": said})


@access("office")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Plan a meeting."""
    by = request.user.official
    if request.method == "GET":
        return edit_page(request, MeetingForm(by=by, initial=proposed_start(request.GET.get("day", ""))))
    form = MeetingForm(request.POST, by=by)
    if form.is_valid():
        try:
            meeting = actions.plan(by, form.plan())
            return warned(request, meeting.pk, "已安排会议，请编排议程")
        except Refused as refused:
            on_form(form, refused)
            return edit_page(request, form, refused.status)
    return edit_page(request, form, 400)


@access("office")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change when, where and under whom."""
    matter, by = meeting_of(request, pk), request.user.official
    if request.method == "GET":
        return edit_page(request, MeetingForm(by=by, initial=initial_of(find(matter))), matter=matter)
    form = MeetingForm(request.POST, by=by)
    if form.is_valid():
        try:
            actions.change(pk, by, form.plan(), form.cleaned_data["seen"])
            return warned(request, pk, "已修改")
        except Refused as refused:
            on_form(form, refused)
            return edit_page(request, form, refused.status, matter)
    return edit_page(request, form, 400, matter)


def on_form(form: MeetingForm, refused: Refused) -> None:
    """A refusal comes back on the form, with its article, by the field that it is about."""
    field = getattr(refused, "field", "")
    form.refused = refused
    if field in form.fields or field == "starts_at":
        form.add_error("begins" if field == "starts_at" else field, str(refused))


def warned(request: HttpRequest, pk: int, said: str) -> HttpResponse:
    """It is done; what collides with it is said at once."""
    messages.success(request, said)
    for one in conflicts.conflicts(find(meeting_of(request, pk))):
        messages.warning(request, one.text)
    return redirect("meetings:meeting", pk)


def edit_page(request: HttpRequest, form: MeetingForm, status: int = 200, matter: Matter | None = None) -> HttpResponse:
    context = {"form": form, "matter": matter, "chairs": [b for b in form.book.bodies if b.chairs]}
    return render(request, "meetings/calling/edit.html", context, status=status)


PRESENCE = frozenset({"confirm", "come", "go"})  # one line a person: they stand apart, or they would hide the rest


@access("officials")
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting whole: header, agenda, what may be done next, reasons, record."""
    matter = meeting_of(request, pk)
    return render(request, "meetings/calling/page.html", context_of(sheet(matter, clock.now()), request.user.official))


def context_of(shown: Sheet, official: Official) -> dict[str, Any]:
    """Everything the page shows. An item that he may not open has no title for him; nor do reasons and record name
    it, which only those there for the whole meeting see."""
    matter, whole = shown.matter, inside(shown.matter, official)
    can = offered(matter, official)
    items = [row.item.pk for row in shown.more["rows"]]
    journal = journal_of(matter) if whole else []
    return {
        "matter": matter, "sheet": shown, "meeting": shown.document, "words": State(matter.state).label,
        "way": shown.way, "findings": shown.findings, "can": can, "inside": whole,
        "journal": [line for line in journal if line["act"] not in PRESENCE],
        "coming": [line for line in journal if line["act"] in PRESENCE],
        "waivers": matter.waivers.select_related("given_by", "settled_by") if whole else [],
        "asked": asked_to(shown.document, official),
        "open_items": set(visible_to(official).filter(pk__in=items).values_list("pk", flat=True)),
    }  # fmt: skip


def asked_to(meeting: Meeting, official: Official) -> bool:
    """Whether he is to come, himself or for another: he has a page of his own there."""
    return meeting.attendees.filter(Q(official=official) | Q(stand_in=official)).exists()


def offered(matter: Matter, official: Official) -> frozenset[str]:
    """What the office's staff may do with a meeting in its state, for the buttons of its page."""
    if not in_office(official, clock.today()):
        return frozenset()
    return frozenset(name for name in OFFICE_ACTS if matter.state in MOVES[name].sources)


@access("office")
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call it off."""
    meeting_of(request, pk)
    actions.cancel(pk, request.user.official, request.POST.get("reason", ""))
    messages.success(request, "会议已取消，议题退回待上会")
    return redirect("meetings:meeting", pk)


@access("office")
@require_http_methods(["GET", "POST"])
def fix(request: HttpRequest, pk: int) -> HttpResponse:
    """Fix the agenda; what stands in the way is listed with its article."""
    matter = meeting_of(request, pk)
    meeting = find(matter)
    refused: BrokenRule | None = None
    if request.method == "POST":
        seen = request.POST.get("version", "")
        try:
            actions.fix(pk, request.user.official, int(seen) if seen.isdecimal() else -1, reasons_in(request))
            messages.success(request, "议程已确定")
            return redirect("meetings:meeting", pk)
        except BrokenRule as found:
            refused = found
    words = {"heading": "确定议程前把关", "button": "确定议程", "back": "meetings:meeting"}
    judged = gates.judge_fix(meeting, agenda.items_of(meeting))
    return gates_page(request, matter, judged, words, refused, {"version": str(meeting.agenda_version)})


@access("office")
@require_safe
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """What the gates say before the notice goes out; the room of attendance sends it and asks everybody."""
    return notice_page(request, meeting_of(request, pk))


def notice_page(request: HttpRequest, matter: Matter, refused: BrokenRule | None = None) -> HttpResponse:
    """The page before the notice goes out, also on a refusal; its form goes to `meetings:meeting_call`."""
    meeting = find(matter)
    words = {
        "heading": "发出会议通知", "button": "发出通知", "back": "meetings:meeting", "to": "meetings:meeting_call",
    }  # fmt: skip
    return gates_page(request, matter, before_call(meeting, agenda.items_of(meeting)), words, refused)


@access("office")
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the agenda up again."""
    meeting_of(request, pk)
    actions.reopen(pk, request.user.official, request.POST.get("reason", ""))
    messages.success(request, "可以重新编排议程")
    return redirect("meetings:meeting_agenda", pk)


@access("office")
@require_POST
def take_off(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Take an item off a fixed agenda."""
    meeting_of(request, pk)
    get_object_or_404(AgendaItem, pk=item, meeting=pk)
    actions.take_off(pk, request.user.official, item, request.POST.get("reason", ""))
    messages.success(request, "已撤下，并已告知")
    return redirect("meetings:meeting", pk)
