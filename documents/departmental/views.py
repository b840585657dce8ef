"""Pages of departments' own documents. Each view calls one act; refusals come back with what was typed."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.actions import choices
from documents.departmental import actions, gates
from documents.departmental.actions import KIND
from documents.departmental.facts import annexes
from documents.departmental.forms import BasisForm, IssueForm, OwnForm, initial_of, refuse_typed
from documents.departmental.listing import SORTS, WORDS, OwnFilter, documents, rows
from documents.departmental.models import ISSUERS
from documents.departmental.queries import Sheet, sheet
from documents.departmental.states import WITH_HOST
from documents.offers import offered
from documents.saving import saved
from documents.submission.views import matter_of, reasons_in
from govrules.core import acts, clock
from govrules.core.access import access
from govrules.core.asked import query_of
from govrules.core.errors import BadInput, BrokenRule, NotYours, Refused
from govrules.core.files.actions import remove
from govrules.core.findings import of_gate, summed_up
from govrules.core.matters.models import Matter, Step
from govrules.core.matters.shown import at_hand, journal_of
from govrules.core.office.models import Official, Organ
from govrules.core.office.queries import organs_of
from govrules.core.tables import download

PAGE = 30
ADDRESS = "documents:department_page"


@access("officials")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Those that he may see: filtered, sorted, paged; `?export=xlsx` gives the same list as Excel."""
    official, sort = request.user.official, request.GET.get("sort", "")
    found = OwnFilter(request.GET, documents(official, sort), official=official)
    if request.GET.get("export") == "xlsx":
        return download("部门发文.xlsx", "部门发文", rows(found.qs))
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    for matter in page:
        matter.words = WORDS[matter.state]
    context = {
        "filter": found, "page": page, "sorts": SORTS, "query": query_of(request), "sort": sort,
        "drafts": bool(own_organs(official)),
    }  # fmt: skip
    return render(request, "documents/departmental/index.html", context)


def own_organs(official: Official) -> list[int]:
    """The departments for which he may draft."""
    mine = Organ.objects.filter(pk__in=organs_of(official, clock.today()), kind__in=ISSUERS, is_active=True)
    return list(mine.values_list("pk", flat=True))


@access("officials")
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One document whole: text, way, what the rules say to it now, what is on record, what may be done."""
    official: Official = request.user.official
    matter, at = matter_of(request, pk, KIND), clock.now()
    shown = sheet(matter, at)
    mine = at_hand(shown.steps, official, at)
    return render(request, "documents/departmental/page.html", context_of(shown, official, mine))


def context_of(shown: Sheet, official: Official, mine: Step | None) -> dict[str, Any]:
    """Everything the page shows."""
    matter, document = shown.matter, shown.document
    can, today = offered(matter, official), clock.today()
    questions = [(gates.named(key), value) for key, value in document.answers.items()]
    return {
        "matter": matter, "sheet": shown, "words": WORDS[matter.state], "way": shown.way, "findings": shown.findings,
        "bases": shown.bases, "questions": questions, "journal": journal_of(matter), "mine": mine, "can": can,
        "choices": choices(mine) if mine else (),
        "waivers": matter.waivers.select_related("given_by", "settled_by"),
        "attachments": annexes(matter).select_related("blob"),
        "versions": matter.versions.select_related("by"),
        "basis_form": basis_form(shown, official) if "record" in can else None,
        "issue_form": IssueForm(initial={"issued_on": today}) if "issue" in can else None,
    }  # fmt: skip


def basis_form(shown: Sheet, official: Official) -> BasisForm | None:
    """None where the rules want nothing on record."""
    form = BasisForm(by=official, document=shown.document, initial={"issued_on": clock.today()})
    return form if form.fields["kind"].choices else None


@access("officials")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new document."""
    by = request.user.official
    organs = own_organs(by)
    if not organs:
        raise NotYours("只有部门的工作人员可以起草部门发文")
    if request.method == "GET":
        return edit_page(request, OwnForm(by=by, organs=organs, initial={"organ": organs[0]}))
    form = OwnForm(request.POST, request.FILES, by=by, organs=organs)
    if form.is_valid():
        organ, again = form.cleaned_data["organ"], partial(edit_page, request, form)
        return saved(request, form, lambda: actions.create(by, organ, form.text()), again, address=ADDRESS)
    return edit_page(request, form, 400)


@access("officials")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft that is with its department."""
    matter, by = matter_of(request, pk, KIND), request.user.official
    organs = own_organs(by)
    if matter.organ_id not in organs:
        raise NotYours(f"只有{matter.organ.short_name}的工作人员可以办理这一步")
    if request.method == "GET":
        form = OwnForm(by=by, organs=organs, initial=initial_of(actions.of(matter)))
        return edit_page(request, form, matter=matter)
    form = OwnForm(request.POST, request.FILES, by=by, organs=organs)
    if form.is_valid():
        seen, again = form.cleaned_data["seen"], partial(edit_page, request, form, matter=matter)
        return saved(request, form, lambda: actions.revise(pk, by, form.text(), seen), again, matter, ADDRESS)
    return edit_page(request, form, 400, matter)


def edit_page(request: HttpRequest, form: OwnForm, status: int = 200, matter: Matter | None = None) -> HttpResponse:
    """The drafting page."""
    attachments = annexes(matter).select_related("blob") if matter else []
    context = {"form": form, "matter": matter, "attachments": attachments}
    return render(request, "documents/departmental/edit.html", context, status=status)


@access("officials")
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it to be signed; what stands in the way is listed with its article, with what was typed."""
    matter = matter_of(request, pk, KIND)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            actions.send(pk, request.user.official, reasons_in(request))
            return done(request, pk, "已送签")
        except (BrokenRule, BadInput) as found:
            refused = found
    document = actions.of(matter)
    state = gates.standing(document)
    judged = gates.judge(document, state)
    context = {
        "matter": matter, "refused": refused, "missing": gates.incomplete(document, state),
        "open": [(j, request.POST.get(f"reason-{j.rule}", "")) for j in judged if not j.passed],
        "findings": summed_up(of_gate(j) for j in judged if j.passed),
    }  # fmt: skip
    status = refused.status if refused else 200
    return render(request, "documents/departmental/send.html", context, status=status)


@access("officials")
@require_POST
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a basis on record."""
    matter = matter_of(request, pk, KIND)
    form = BasisForm(request.POST, request.FILES, by=request.user.official, document=actions.of(matter))
    refuse_typed(form)
    actions.record_basis(pk, request.user.official, form.recorded())
    return done(request, pk, "已登记")


@access("officials")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back."""
    matter_of(request, pk, KIND)
    actions.withdraw(pk, request.user.official, request.POST.get("reason", ""))
    return done(request, pk, "已撤回，可以修改后重新送签")


@access("officials")
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it up."""
    matter_of(request, pk, KIND)
    actions.drop(pk, request.user.official, request.POST.get("reason", ""))
    return done(request, pk, "已作废，记录仍保留")


@access("officials")
@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue it under the department's own number."""
    matter_of(request, pk, KIND)
    form = IssueForm(request.POST)
    refuse_typed(form)
    actions.issue(pk, request.user.official, form.cleaned_data["number"], form.cleaned_data["issued_on"])
    return done(request, pk, "已印发")


@access("officials")
@require_POST
def detach(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    """Take an attachment off a draft."""
    matter_of(request, pk, KIND)
    with acts.on(pk) as matter:
        remove(matter, attachment, request.user.official, clock.now(), WITH_HOST)
    return redirect("documents:department_edit", pk)


def done(request: HttpRequest, pk: int, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(ADDRESS, pk)
