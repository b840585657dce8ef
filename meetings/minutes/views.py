"""Pages of minutes: the lists, one whole, its text, its way, its issue. Each view calls one act."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.prints.kinds import every
from documents.prints.models import PrintKind
from documents.saving import see_latest
from documents.submission.models import TextVersion
from documents.submission.views import matter_of
from govrules.core import clock
from govrules.core.access import access
from govrules.core.asked import query_of
from govrules.core.errors import BadInput, Refused, WrongState
from govrules.core.matters.models import Matter
from govrules.core.matters.shown import at_hand, journal_of
from govrules.core.office.models import Official
from govrules.core.office.queries import organs_of
from meetings.minutes import actions, issuing, listing, printing, routes
from meetings.minutes.compare import compared
from meetings.minutes.forms import ReasonForm, TextForm, WayForm, initial_of
from meetings.minutes.models import Minutes
from meetings.minutes.queries import headed, limit_of
from meetings.minutes.states import MOVES, State
from meetings.sheet import sheet
from meetings.steps import choices

PAGE = 30
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KIND = "minutes"
OFFERED = ("edit", "send", "withdraw", "issue", "forgo", "resume")


def workbook(name: str, content: bytes) -> HttpResponse:
    """An Excel file to be saved."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    return response


@access("officials")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Minutes that he may see: filtered, sorted, paged; `?export=xlsx` gives the same list as Excel."""
    sort = request.GET.get("sort", "")
    found = listing.MinutesFilter(request.GET, listing.minutes(request.user.official, sort))
    if request.GET.get("export") == "xlsx":
        return workbook("会议纪要", listing.exported(found.qs))
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    page.object_list = listing.described(list(page.object_list), clock.now())
    context = {"filter": found, "page": page, "sorts": listing.SORTS, "sort": sort, "query": query_of(request)}
    return render(request, "meetings/minutes/index.html", context)


@access("officials")
@require_safe
def late(request: HttpRequest) -> HttpResponse:
    """Minutes still to be issued: working days left, days over, hours since they were signed."""
    page = Paginator(listing.unissued(request.user.official), PAGE).get_page(request.GET.get("page"))
    page.object_list = listing.described(list(page.object_list), clock.now())
    return render(request, "meetings/minutes/late.html", {"page": page})


def offered(matter: Matter, official: Official) -> frozenset[str]:
    """The office's acts that its staff may carry out in the matter's state; the acts check it again themselves."""
    if matter.organ_id not in organs_of(official, clock.today()):
        return frozenset()
    return frozenset(name for name in OFFERED if matter.state in MOVES[name].sources)


@access("officials")
@require_safe
def of_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """From a meeting to its minutes; whoever may not see them yet is told so."""
    matter_of(request, pk, "meeting")
    found = listing.minutes(request.user.official).filter(minutes__meeting=pk).first()
    if found:
        return redirect("meetings:minutes", found.pk)
    messages.info(request, "这次会议的纪要还没有印发")
    return redirect("meetings:meeting", pk)


@access("officials")
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Minutes whole: the paper, the way, where the limit stands, what may be done, the record."""
    matter, official = matter_of(request, pk, KIND), request.user.official
    at = clock.now()
    shown = sheet(matter, at)
    mine = at_hand(shown.steps, official, at)
    inside = printing.keeps(matter, official)
    context = {
        "matter": matter, "sheet": shown, "words": State(matter.state).label, "mine": mine,
        "choices": choices(mine) if mine else (), "inside": inside,
        "can": offered(matter, official), "limit": limit_of(matter, at), "prints": prints_for(matter, official),
        "show_apart": bool(shown.document.apart) and printing.has_apart(matter, official),
        "may_forgo": routes.only_if_needed(shown.document) is not None,
        "journal": journal_of(matter) if inside else [], "versions": versions_of(matter) if inside else [],
    }  # fmt: skip
    return render(request, "meetings/minutes/page.html", context)


def versions_of(matter: Matter) -> list[TextVersion]:
    return list(matter.versions.select_related("by"))


def prints_for(matter: Matter, official: Official) -> list[tuple[str, str]]:
    """The prints that he may have: (kind, name)."""
    document = matter.minutes
    wanted = [PrintKind.MINUTES, *([PrintKind.APART] if document.apart else [])]
    return [(kind, str(kind.label)) for kind in wanted if every()[KIND, kind].may(matter, official)]


@access("office")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the text. What somebody else saved meanwhile is shown beside what was typed, and nothing is lost."""
    matter = matter_of(request, pk, KIND)
    minutes = document_of(matter)
    if request.method == "GET":
        return edit_page(request, minutes, TextForm(minutes=minutes, initial=initial_of(minutes)))
    form = TextForm(request.POST, minutes=minutes)
    if not form.is_valid():
        return edit_page(request, minutes, form, 400)
    try:
        actions.revise(pk, request.user.official, form.text(), form.cleaned_data["seen"])
    except Refused as refused:
        return refused_page(request, minutes, form, refused)
    messages.success(request, "已保存")
    return redirect("meetings:minutes", pk)


def refused_page(request: HttpRequest, minutes: Minutes, form: TextForm, refused: Refused) -> HttpResponse:
    """The form again with the reason; where a colleague was quicker, with his text beside what was typed."""
    field = getattr(refused, "field", "")
    form.add_error(field if field in form.fields else None, str(refused))
    theirs = []
    if isinstance(refused, WrongState):
        see_latest(form, minutes.matter)
        theirs = compared(Minutes.objects.values_list("body", flat=True).get(pk=minutes.pk), form.cleaned_data["body"])
    return edit_page(request, minutes, form, refused.status, theirs)


def edit_page(
    request: HttpRequest, minutes: Minutes, form: TextForm, status: int = 200, theirs: Any = ()
) -> HttpResponse:
    """The drafting page."""
    typed = form["body"].value() or ""
    context = {"form": form, "matter": minutes.matter, "theirs": theirs} | look(typed)
    return render(request, "meetings/minutes/edit.html", context, status=status)


@access("office")
@require_POST
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The typed text as the printed page has it: which of it is a heading, on which level."""
    matter_of(request, pk, KIND)
    return render(request, "meetings/minutes/_look.html", look(request.POST.get("body", "")[:60_000]))


def look(body: str) -> dict[str, Any]:
    """How a text will look, and how many of its numbered paragraphs head nothing."""
    paragraphs = headed(body)
    return {"paragraphs": paragraphs, "run_on": sum(one.level in (1, 2) and not one.text for one in paragraphs)}


@access("officials")
@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Two versions side by side: by default the last two. For those who may see earlier texts."""
    matter = matter_of(request, pk, KIND)
    versions = versions_of(matter) if printing.keeps(matter, request.user.official) else []
    newer = one_of(versions, request.GET.get("newer"), 0)
    older = one_of(versions, request.GET.get("older"), 1)
    pairs = compared(older.body, newer.body) if older and newer else []
    context = {"matter": matter, "versions": versions, "older": older, "newer": newer, "pairs": pairs}
    return render(request, "meetings/minutes/compare.html", context, status=200 if newer else 404)


def one_of(versions: list[TextVersion], number: str | None, place: int) -> TextVersion | None:
    """The version of this number, else the one at this place of the newest."""
    named = [one for one in versions if str(one.number) == number]
    return (named or versions[place:] or versions[-1:] or [None])[0]


@access("office")
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it to be signed, with what the rules leave to the office."""
    matter = matter_of(request, pk, KIND)
    minutes = document_of(matter)
    form = WayForm(request.POST if request.method == "POST" else None, minutes=minutes)
    refused, status = None, 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.send(pk, request.user.official, form.way())
            messages.success(request, "已送审核签发")
            return redirect("meetings:minutes", pk)
        except BadInput as found:
            refused, status = found, found.status
    context = {"matter": matter, "form": form, "refused": refused, "chain": chain(minutes)}
    return render(request, "meetings/minutes/send.html", context, status=400 if form.errors else status)


def chain(minutes: Minutes) -> Any:
    """The rulebook's route for these minutes as far as it is known; None while something has to be picked."""
    try:
        return routes.route_of(minutes)
    except Refused:
        return None


@access("office")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take them back from signing."""
    return acted(request, pk, actions.withdraw, "已撤回")


@access("office")
@require_POST
def forgo(request: HttpRequest, pk: int) -> HttpResponse:
    """No minutes are made of this meeting."""
    return acted(request, pk, actions.forgo, "已登记不编发")


@access("office")
@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """They are needed after all."""
    return acted(request, pk, actions.resume, "可以起草了")


@access("office")
@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Number and issue them."""
    return acted(request, pk, issuing.issue, "已编号印发")


def acted(request: HttpRequest, pk: int, act: Any, said: str) -> HttpResponse:
    """Carry out an act that takes a reason."""
    matter_of(request, pk, KIND)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise BadInput("理由最多300字", field="reason")
    act(pk, request.user.official, form.cleaned_data["reason"])
    messages.success(request, said)
    return redirect("meetings:minutes", pk)


def document_of(matter: Matter) -> Minutes:
    """The minutes of a matter that he may see."""
    minutes = get_object_or_404(Minutes.objects.select_related("meeting__matter", "meeting__chair"), pk=matter.pk)
    minutes.matter = matter
    return minutes
