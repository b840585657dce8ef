"""Pages of what is done in public. Each view calls one act; refusals come back with what was typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.publicity import actions, gates
from documents.publicity.actions import KIND, asks_publicity
from documents.publicity.facts import sorts, standing
from documents.publicity.forms import DoneForm, PublicityForm, UpperForm, initial_of
from documents.publicity.listing import KINDS, SORTS, WORDS, PublicityFilter, requests, rows
from documents.publicity.models import Publicity
from documents.publicity.offers import offered
from documents.publicity.queries import Sheet, sheet
from documents.publicity.sorts import LABELS, Sort
from documents.publicity.states import WITH_HOST
from documents.saving import saved
from documents.submission.views import matter_of, reasons_in
from govrules.core import acts, clock
from govrules.core.access import access
from govrules.core.asked import query_of
from govrules.core.errors import BadInput, BrokenRule, NotYours, Refused
from govrules.core.files.actions import remove
from govrules.core.findings import of_gate, summed_up
from govrules.core.judging import Judged
from govrules.core.matters.models import Matter, Step
from govrules.core.matters.shown import at_hand, journal_of
from govrules.core.office.models import Official
from govrules.core.office.queries import adoption_on, book_of, organs_of
from govrules.core.tables import download
from govrules.rulebook import Rulebook

PAGE = 30
ADDRESS = "documents:publicity_page"


def book_now(official: Official) -> Rulebook:
    """The rules that apply today."""
    return book_of(adoption_on(official.government, clock.today()))


@access("officials")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Those that he may see: filtered, sorted, paged; `?export=xlsx` gives the same list as Excel."""
    official, sort = request.user.official, request.GET.get("sort", "")
    kinds = sorts(book_now(official))
    found = PublicityFilter(request.GET, requests(official, sort), official=official, kinds=kinds)
    if request.GET.get("export") == "xlsx":
        return download("发布和活动报批.xlsx", "发布和活动报批", rows(found.qs))
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    for matter in page:
        matter.words, matter.sort_words = WORDS[matter.state], KINDS[matter.publicity.sort]
    context = {
        "filter": found, "page": page, "sorts": SORTS, "query": query_of(request), "sort": sort,
        "kinds": kinds if organs_of(official, clock.today()) else [],
    }  # fmt: skip
    return render(request, "documents/publicity/index.html", context)


@access("officials")
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One request whole: what is asked, its way, what the rules say to it now, what may be done."""
    official: Official = request.user.official
    matter, at = matter_of(request, pk, KIND), clock.now()
    shown = sheet(matter, at)
    mine = at_hand(shown.steps, official, at)
    return render(request, "documents/publicity/page.html", context_of(shown, official, mine))


def context_of(shown: Sheet, official: Official, mine: Step | None) -> dict[str, Any]:
    """Everything the page shows."""
    matter, one = shown.matter, shown.document
    return {
        "matter": matter, "sheet": shown, "one": one, "words": WORDS[matter.state], "way": shown.way,
        "findings": shown.findings, "journal": journal_of(matter), "mine": mine,
        "can": offered(one, shown.state, official, clock.now()),
        "waivers": matter.waivers.select_related("given_by", "settled_by"),
        "attachments": matter.attachments.filter(removed_at=None).select_related("blob"),
    }  # fmt: skip


# --- Drafting --------------------------------------------------------------------------------------------


@access("officials")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, sort: str) -> HttpResponse:
    """A new request of a sort of which the rules say something."""
    by: Official = request.user.official
    book, organs = book_now(by), organs_of(by, clock.today())
    if sort not in sorts(book):
        raise Http404("本地的工作规则没有规定这类事项要报批")
    if not organs:
        raise NotYours("请由单位的工作人员报批")
    make = partial(PublicityForm, by=by, organs=organs, book=book, sort=sort)
    if request.method == "GET":
        return edit_page(request, make(initial={"organ": organs[0]}))
    form = make(request.POST, request.FILES)
    if not form.is_valid():
        return edit_page(request, form, 400)
    create = partial(actions.create, by, form.cleaned_data["organ"], sort, form.draft())
    return saved(request, form, with_papers(form, by, create), partial(edit_page, request, form), address=ADDRESS)


@access("officials")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a request that is with its organ."""
    matter, by = matter_of(request, pk, KIND), request.user.official
    one, organs = actions.of(matter), organs_of(by, clock.today())
    if matter.organ_id not in organs:
        raise NotYours(f"只有{matter.organ.short_name}的工作人员可以办理这一步")
    make = partial(PublicityForm, by=by, organs=organs, book=book_of(matter.adoption), sort=one.sort)
    if request.method == "GET":
        return edit_page(request, make(initial=initial_of(one)), matter=matter)
    form = make(request.POST, request.FILES)
    if not form.is_valid():
        return edit_page(request, form, 400, matter)
    again = partial(edit_page, request, form, matter=matter)
    revise = partial(actions.revise, pk, by, form.draft(), form.cleaned_data["seen"])
    return saved(request, form, with_papers(form, by, revise), again, matter, ADDRESS)


def with_papers(form: PublicityForm, by: Official, act: Callable[[], Publicity]) -> Callable[[], Publicity]:
    """The act, and the papers of an invitation with it."""

    def both() -> Publicity:
        one = act()
        actions.keep(one, by, form.papers())
        return one

    return both


def edit_page(
    request: HttpRequest, form: PublicityForm, status: int = 200, matter: Matter | None = None
) -> HttpResponse:
    """The drafting page."""
    attachments = matter.attachments.filter(removed_at=None).select_related("blob") if matter else []
    context = {"form": form, "matter": matter, "sort": Sort(form.sort), "attachments": attachments}
    return render(request, "documents/publicity/edit.html", context, status=status)


# --- On its way ------------------------------------------------------------------------------------------


@access("officials")
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it to the office; what stands in the way is listed with its article, with what was typed."""
    matter = matter_of(request, pk, KIND)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            actions.ask(pk, request.user.official, reasons_in(request))
            return done(request, pk, "已报政府办公室")
        except (BrokenRule, BadInput) as found:
            refused = found
    judged = gates.before_asking(actions.of(matter), clock.now())
    return gates_page(request, matter, judged, refused, {"heading": "报批前核对", "say": "报政府办公室"})


@access("officials")
@require_http_methods(["GET", "POST"])
def do(request: HttpRequest, pk: int) -> HttpResponse:
    """Put on record what was published or attended; a refusal keeps what was typed."""
    matter = matter_of(request, pk, KIND)
    one = actions.of(matter)
    make = partial(DoneForm, one=one, asks_publicity=asks_publicity(one))
    form = make(request.POST) if request.method == "POST" else make(initial={"at": clock.now()})
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.do(pk, request.user.official, form.done(), reasons_in(request))
            return done(request, pk, "已登记")
        except (BrokenRule, BadInput) as found:
            refused = found
    public = bool(request.POST.get("public"))
    judged = gates.before_doing(one, public=public, state=standing(matter))
    words = {"heading": LABELS[one.sort].do, "say": "登记", "form": form}
    return gates_page(request, matter, judged, refused, words)


@access("officials")
@require_http_methods(["GET", "POST"])
def upper(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the approval of a government above on record."""
    matter = matter_of(request, pk, KIND)
    actions.require_office(request.user.official, matter, clock.now())
    sent = request.method == "POST"
    form = UpperForm(request.POST, request.FILES) if sent else UpperForm(initial={"issued_on": clock.today()})
    refused: Refused | None = None
    if sent and form.is_valid():
        data = form.cleaned_data
        try:
            paper = next(iter(data["paper"]), None)
            actions.record_upper(pk, request.user.official, data["issued_on"], data["note"], paper)
            return done(request, pk, "已登记上级政府的批准")
        except BadInput as found:
            refused = found
    return gates_page(request, matter, [], refused, {"heading": "登记上级政府批准", "say": "登记", "form": form})


def gates_page(
    request: HttpRequest, matter: Matter, judged: list[Judged], refused: Refused | None, words: dict[str, Any]
) -> HttpResponse:
    """What the rules say before an act, with a form where the act takes one; on a refusal with its reasons."""
    form = words.get("form")
    wrong = form is not None and form.is_bound and not form.is_valid()
    context = words | {
        "matter": matter, "refused": refused,
        "open": [(j, request.POST.get(f"reason-{j.rule}", "")) for j in judged if not j.passed],
        "findings": summed_up(of_gate(j) for j in judged if j.passed),
    }  # fmt: skip
    status = refused.status if refused else 400 if wrong else 200
    return render(request, "documents/publicity/act.html", context, status=status)


@access("officials")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back."""
    matter_of(request, pk, KIND)
    actions.withdraw(pk, request.user.official, request.POST.get("reason", ""))
    return done(request, pk, "已撤回，可以修改后重新报批")


@access("officials")
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Call it off."""
    matter_of(request, pk, KIND)
    actions.drop(pk, request.user.official, request.POST.get("reason", ""))
    return done(request, pk, "已取消，记录仍保留")


@access("officials")
@require_POST
def detach(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    """Take an attachment off a draft."""
    matter_of(request, pk, KIND)
    with acts.on(pk) as matter:
        remove(matter, attachment, request.user.official, clock.now(), WITH_HOST)
    return redirect("documents:publicity_edit", pk)


def done(request: HttpRequest, pk: int, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(ADDRESS, pk)
