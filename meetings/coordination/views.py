"""Pages of the coordination of what organs disagree on. Each view calls one act."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from govrules.core import clock
from govrules.core.access import access
from govrules.core.asked import query_of
from govrules.core.errors import Refused
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import visible_to, with_rules
from govrules.core.matters.shown import at_hand, journal_of
from govrules.core.office.models import Official
from govrules.core.office.queries import current, in_office, organs_of
from meetings.coordination import actions, rules
from meetings.coordination.assisting import assign
from meetings.coordination.forms import AskForm, AssistantForm
from meetings.coordination.models import Assistant, Sort
from meetings.coordination.queries import coordinations
from meetings.coordination.states import UNDER_WAY, State
from meetings.sheet import Sheet, sheet

PAGE = 30
WORDS = dict(State.choices)


def matter_of(request: HttpRequest, pk: int) -> Matter:
    """A coordination that he may see, or 404."""
    matters = with_rules(visible_to(request.user.official)).select_related("parent", "opened_by")
    return get_object_or_404(matters, pk=pk, kind=rules.KIND)


@access("officials")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Those that he may see, paged; all, or those still under way."""
    official = request.user.official
    found = coordinations(official)
    if request.GET.get("state") == "open":
        found = found.filter(state__in=UNDER_WAY)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    for matter in page:
        matter.words = WORDS[matter.state]
    context = {
        "page": page, "query": query_of(request), "open": request.GET.get("state") == "open",
        "keeps": in_office(official, clock.today()),
    }  # fmt: skip
    return render(request, "meetings/coordination/index.html", context)


@access("officials")
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One coordination whole: the question, every side, its way, what came of it."""
    official, matter = request.user.official, matter_of(request, pk)
    shown = sheet(matter, clock.now())
    mine = at_hand(shown.steps, official, clock.now())
    return render(request, "meetings/coordination/page.html", context_of(shown, official) | {"mine": mine})


def context_of(shown: Sheet, official: Official) -> dict[str, Any]:
    """Everything the page shows."""
    matter, today = shown.matter, clock.today()
    parent = visible_to(official).filter(pk=matter.parent_id).first()
    own = matter.organ_id in organs_of(official, today) or in_office(official, today)
    return {
        "matter": matter, "sheet": shown, "words": WORDS[matter.state], "way": shown.way,
        "journal": journal_of(matter), "parent": parent, "may_withdraw": own and matter.state in UNDER_WAY,
    }  # fmt: skip


@access("officials")
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, paper: int, sort: str) -> HttpResponse:
    """Have it coordinated; a refusal comes back on the form with what was typed."""
    papers = with_rules(visible_to(request.user.official))
    parent = get_object_or_404(papers, pk=paper, kind__in=("submission", "agenda_item"))
    rule = actions.require_beginning(parent, request.user.official, sort, clock.now())
    form = AskForm(request.POST or None, parent=parent, sort=sort)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin(parent.pk, request.user.official, form.asked())
            messages.success(request, "已提请协调" if sort == Sort.LEADER else "已送有关单位会签")
            return redirect("meetings:coordination", made.pk)
        except Refused as refused:
            field = getattr(refused, "field", "")
            form.add_error(field if field in form.fields else None, str(refused))
    context = {"form": form, "parent": parent, "rule": rule, "heading": Sort(sort).label}
    return render(request, "meetings/coordination/ask.html", context, status=400 if form.errors else 200)


@access("officials")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back."""
    matter_of(request, pk)
    actions.withdraw(pk, request.user.official, request.POST.get("reason", ""))
    messages.success(request, "已撤回，记录仍保留")
    return redirect("meetings:coordination", pk)


@access("office")
@require_http_methods(["GET", "POST"])
def assistants(request: HttpRequest) -> HttpResponse:
    """Which deputy director assists which leader: the list, and one more."""
    by = request.user.official
    form = AssistantForm(request.POST or None, government=by.government, initial={"since": clock.today()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            assign(data["leader"], data["deputy"], data["since"], by)
            messages.success(request, "已登记")
            return redirect("meetings:coordination_assistants")
        except Refused as refused:
            field = getattr(refused, "field", "")
            form.add_error(field if field in form.fields else None, str(refused))
    kept = Assistant.objects.filter(current(clock.today()), leader__government=by.government)
    context = {"form": form, "rows": kept.select_related("leader", "deputy").order_by("leader__order")}
    return render(request, "meetings/coordination/assistants.html", context, status=400 if form.errors else 200)
