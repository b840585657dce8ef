"""Pages of county-wide meetings and events. Each view calls one act."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.submission.views import reasons_in
from govrules.core import clock
from govrules.core.access import access
from govrules.core.asked import query_of
from govrules.core.errors import BadInput, BrokenRule, Refused
from govrules.core.findings import of_gate, summed_up
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import visible_to, with_rules
from govrules.core.matters.shown import at_hand, journal_of
from govrules.core.office.models import Official
from govrules.core.office.queries import book_of, organs_of
from meetings.events import actions, inviting
from meetings.events.facts import INVITE, STANDING, reminders
from meetings.events.forms import EventForm, initial_of
from meetings.events.gates import before_asking
from meetings.events.listing import EventFilter, events, exported, of_year
from meetings.events.models import Answer
from meetings.events.offers import offered
from meetings.events.queries import merge_choices
from meetings.events.saving import saved
from meetings.events.states import State
from meetings.sheet import Sheet, sheet

PAGE = 30
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORDS = dict(State.choices)


def event_of(request: HttpRequest, pk: int) -> Matter:
    """A matter that he may see, or 404."""
    matters = with_rules(visible_to(request.user.official)).select_related("opened_by")
    return get_object_or_404(matters, pk=pk, kind="event")


@access("officials")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Events that he may see: filtered, paged; `?export=xlsx` gives the same list as Excel."""
    found = EventFilter(request.GET, events(request.user.official), official=request.user.official)
    if request.GET.get("export") == "xlsx":
        response = HttpResponse(exported(found.qs), content_type=XLSX)
        response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote('会议活动.xlsx')}"
        return response
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    for matter in page:
        matter.words = WORDS.get(matter.state, matter.state)
    return render(request, "meetings/events/index.html", {"filter": found, "page": page, "query": query_of(request)})


@access("officials")
@require_safe
def year(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """The calendar of events of a year, with what is at the same time."""
    shown = number or clock.today().year
    if not 2000 <= shown <= 2100:
        raise BadInput("没有这一年")
    months = of_year(request.user.official, shown)
    context = {"year": shown, "months": months, "before": shown - 1, "after": shown + 1, "today": clock.today()}
    return render(request, "meetings/events/year.html", context)


@access("officials")
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One event whole."""
    official: Official = request.user.official
    matter, at = event_of(request, pk), clock.now()
    shown = sheet(matter, at)
    mine = at_hand(shown.steps, official, at)
    return render(request, "meetings/events/page.html", context_of(shown, official, mine))


def context_of(shown: Sheet, official: Official, mine: Any) -> dict[str, Any]:
    """Everything the page shows."""
    matter, event = shown.matter, shown.document
    can = offered(event, official, clock.now())
    seen = set(visible_to(official).filter(kind="event").values_list("pk", flat=True)) if shown.more["near"] else set()
    invited = next((one for one in shown.more["invitations"] if one.official_id == official.pk), None)
    asked = {one.seat_id for one in shown.more["invitations"]}
    return {
        "matter": matter, "sheet": shown, "event": event, "words": WORDS.get(matter.state, matter.state),
        "way": shown.way, "findings": shown.findings, "journal": journal_of(matter), "mine": mine, "can": can,
        "near": [one for one in shown.more["near"] if one.event.pk in seen],
        "merges": merge_choices(event, shown.more["near"]) if "merge" in can else [],
        "waivers": matter.waivers.select_related("given_by", "settled_by"),
        "attachments": matter.attachments.filter(removed_at=None).select_related("blob"),
        "invited": invited if invited and matter.state == State.APPROVED else None,
        "to_invite": [seat for seat in event.leaders.all() if seat.pk not in asked],
        "invite_gates": invite_gates(matter) if "invite" in can else [],
        "standing": matter.evidence.filter(kind=STANDING), "today": clock.today(),
    }  # fmt: skip


def invite_gates(matter: Matter) -> list[Any]:
    """What the rules say of leaders who come to such things, for the office that invites them."""
    return [gate for gate in book_of(matter.adoption).gates if gate.act == INVITE]


@access("officials")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new request."""
    by = request.user.official
    organs = organs_of(by, clock.today())
    if request.method == "GET":
        return edit_page(request, EventForm(by=by, organs=organs, initial={"organ": next(iter(organs), None)}))
    form = EventForm(request.POST, request.FILES, by=by, organs=organs)
    if form.is_valid():
        make = partial(actions.create, by, form.cleaned_data["organ"], form.draft())
        return saved(request, form, make, partial(edit_page, request, form))
    return edit_page(request, form, 400)


@access("officials")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a request that is with its organ."""
    matter = event_of(request, pk)
    by, organs = request.user.official, organs_of(request.user.official, clock.today())
    if request.method == "GET":
        form = EventForm(by=by, organs=organs, initial=initial_of(actions.of(matter)))
        return edit_page(request, form, matter=matter)
    form = EventForm(request.POST, request.FILES, by=by, organs=organs)
    if form.is_valid():
        change = partial(actions.revise, pk, by, form.draft(), form.cleaned_data["seen"])
        return saved(request, form, change, partial(edit_page, request, form, matter=matter), matter)
    return edit_page(request, form, 400, matter)


def edit_page(request: HttpRequest, form: EventForm, status: int = 200, matter: Matter | None = None) -> HttpResponse:
    """The drafting page."""
    return render(request, "meetings/events/edit.html", {"form": form, "matter": matter}, status=status)


@access("officials")
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it off; what stands in the way is listed with its article, with what was typed."""
    matter = event_of(request, pk)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            actions.ask(pk, request.user.official, reasons_in(request))
            messages.success(request, "已报政府办公室")
            return redirect("meetings:event", pk)
        except (BrokenRule, BadInput) as found:
            refused = found
    event = actions.of(matter)
    judged = before_asking(event, clock.now())
    context = {
        "reminders": reminders(event),
        "matter": matter, "refused": refused,
        "open": [(j, request.POST.get(f"reason-{j.rule}", "")) for j in judged if not j.passed],
        "findings": summed_up(of_gate(j) for j in judged if j.passed),
    }  # fmt: skip
    return render(request, "meetings/events/ask.html", context, status=refused.status if refused else 200)


def done(request: HttpRequest, pk: int, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("meetings:event", pk)


@access("officials")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back."""
    event_of(request, pk)
    actions.withdraw(pk, request.user.official, request.POST.get("reason", ""))
    return done(request, pk, "已撤回，可以修改后重新报批")


@access("officials")
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Call it off."""
    event_of(request, pk)
    actions.drop(pk, request.user.official, request.POST.get("reason", ""))
    return done(request, pk, "已取消，记录仍保留")


@access("officials")
@require_POST
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Put on record that it was held."""
    event_of(request, pk)
    actions.hold(pk, request.user.official, number_in(request, "people"), request.POST.get("note", ""))
    return done(request, pk, "已登记举行情况")


@access("office")
@require_POST
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it be held together with another one that he may see."""
    event_of(request, pk)
    into = event_of(request, number_in(request, "into"))
    actions.merge(pk, into.pk, request.user.official, request.POST.get("reason", ""))
    return done(request, into.pk, "已合并")


@access("office")
@require_POST
def stand(request: HttpRequest, pk: int) -> HttpResponse:
    """The standing meeting has settled it."""
    event_of(request, pk)
    try:
        on = date.fromisoformat(request.POST.get("issued_on", ""))
    except ValueError:
        raise BadInput("请填写会议日期", field="issued_on") from None
    actions.record_standing(pk, request.user.official, on, request.POST.get("note", ""))
    return done(request, pk, "已登记常务会议决定")


@access("office")
@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite leaders."""
    event_of(request, pk)
    seats = [int(key) for key in request.POST.getlist("seats") if key.isdecimal()]
    inviting.invite(
        pk, request.user.official, seats, reasons_in(request),
        approved="approved" in request.POST, concurrent="concurrent" in request.POST,
    )  # fmt: skip
    return done(request, pk, "已邀请")


@access("officials")
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The invited leader answers."""
    event_of(request, pk)
    coming = request.POST.get("answer") == Answer.COMING
    inviting.answer(pk, request.user.official, coming, request.POST.get("note", ""))
    return done(request, pk, "已答复")


def number_in(request: HttpRequest, name: str) -> int:
    """A whole number that was typed."""
    typed = request.POST.get(name, "")
    if not typed.isdecimal() or len(typed) > 9:
        raise BadInput("请填写数字", field=name)
    return int(typed)
