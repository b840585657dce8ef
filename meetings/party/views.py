"""Pages of what is put to the party committee. Each view calls one act."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.departmental.forms import refuse_typed
from documents.saving import saved
from documents.submission.views import reasons_in
from govrules.core import clock
from govrules.core.access import access
from govrules.core.asked import query_of
from govrules.core.errors import BrokenRule
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import visible_to, with_rules
from govrules.core.matters.shown import at_hand, journal_of
from govrules.core.office.models import Official
from govrules.core.office.queries import organs_of
from meetings.items.views import gates_page
from meetings.party import actions, rules
from meetings.party.forms import AnswerForm, DecisionForm, PartyForm, SendForm, initial_of
from meetings.party.queries import matters, standing
from meetings.party.states import MOVES, State
from meetings.sheet import Sheet, sheet

PAGE = 30
ADDRESS = "meetings:party"
WORDS = dict(State.choices)


def matter_of(request: HttpRequest, pk: int) -> Matter:
    """A matter of this room that he may see, or 404."""
    found = with_rules(visible_to(request.user.official)).select_related("parent", "opened_by")
    return get_object_or_404(found, pk=pk, kind=rules.KIND)


@access("officials")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Those that he may see, paged: when sent, what was answered, or that nothing was yet."""
    found, state = matters(request.user.official), request.GET.get("state", "")
    if state in State.values:
        found = found.filter(state=state)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    for matter in page:
        matter.standing = standing(matter, clock.today())
    context = {"page": page, "query": query_of(request), "state": state, "states": State.choices}
    return render(request, "meetings/party/index.html", context)


@access("officials")
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One matter whole."""
    official, matter = request.user.official, matter_of(request, pk)
    shown = sheet(matter, clock.now())
    mine = at_hand(shown.steps, official, clock.now())
    return render(request, "meetings/party/page.html", context_of(shown, official) | {"mine": mine})


def context_of(shown: Sheet, official: Official) -> dict[str, Any]:
    """Everything the page shows."""
    matter, today = shown.matter, clock.today()
    can = offered(matter, official)
    return {
        "matter": matter, "sheet": shown, "words": WORDS[matter.state], "way": shown.way, "can": can,
        "findings": shown.findings, "journal": journal_of(matter),
        "parent": visible_to(official).filter(pk=matter.parent_id).first(),
        "waivers": matter.waivers.select_related("given_by", "settled_by"),
        "attachments": matter.attachments.filter(removed_at=None, role="annex").select_related("blob"),
        "send_form": SendForm(initial={"sent_on": today}) if "send" in can else None,
        "answer_form": AnswerForm(initial={"answered_on": today}) if "answer" in can else None,
        "decision_form": DecisionForm(matter=matter, initial={"issued_on": today}) if "record" in can else None,
    }  # fmt: skip


def offered(matter: Matter, official: Official) -> frozenset[str]:
    """What his organ, and the office, may do in its state."""
    today = clock.today()
    own = matter.organ_id in organs_of(official, today)
    names = ("edit", "propose", "withdraw", "drop") if own else ()
    names += ("record", "send", "answer") if rules.keeps(matter, official, today) else ()
    return frozenset(name for name in names if matter.state in MOVES[name].sources)


@access("officials")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, paper: int) -> HttpResponse:
    """A new one about something that he may see."""
    papers = with_rules(visible_to(request.user.official))
    parent = get_object_or_404(papers, pk=paper, kind__in=rules.COMES_FROM)
    actions.require_rule(parent)
    usual = rules.usual_submitter(parent)
    start = {"title": parent.title, "submitter": usual.pk if usual else None}
    if request.method == "GET":
        return edit_page(request, PartyForm(about=parent, initial=start), parent)
    form = PartyForm(request.POST, request.FILES, about=parent)
    again = partial(edit_page, request, form, parent)
    if form.is_valid():
        act = partial(actions.create, parent.pk, request.user.official)
        return saved(request, form, lambda: act(form.draft()), again, address=ADDRESS)
    return again(400)


@access("officials")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one that is with its organ."""
    matter = matter_of(request, pk)
    if request.method == "GET":
        return edit_page(request, PartyForm(about=matter, initial=initial_of(actions.of(matter))), matter)
    form = PartyForm(request.POST, request.FILES, about=matter)
    again = partial(edit_page, request, form, matter)
    if form.is_valid():
        act = partial(actions.revise, pk, request.user.official)
        return saved(request, form, lambda: act(form.draft(), form.cleaned_data["seen"]), again, matter, ADDRESS)
    return again(400)


def edit_page(request: HttpRequest, form: forms.Form, about: Matter, status: int = 200) -> HttpResponse:
    """The drafting page."""
    context = {
        "form": form, "about": about, "rule": rules.rule_for(about), "committee": rules.committee(about.government)
    }  # fmt: skip
    return render(request, "meetings/party/edit.html", context, status=status)


@access("officials")
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Have it reviewed and signed; what stands in the way is listed with its article."""
    matter = matter_of(request, pk)
    refused: BrokenRule | None = None
    if request.method == "POST":
        try:
            actions.propose(pk, request.user.official, reasons_in(request))
            return done(request, pk, "已送审签")
        except BrokenRule as found:
            refused = found
    words = {"heading": "送审签前把关", "button": "送审签", "back": ADDRESS}
    return gates_page(request, matter, rules.judge(actions.of(matter), ahead=True), words, refused)


@access("officials")
@require_POST
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a meeting's decision on record."""
    form = DecisionForm(request.POST, matter=matter_of(request, pk))
    refuse_typed(form)
    data = form.cleaned_data
    actions.record_decision(pk, request.user.official, data["kind"], data["issued_on"], data["note"])
    return done(request, pk, "已登记会议决定")


@access("officials")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back."""
    matter_of(request, pk)
    actions.withdraw(pk, request.user.official, request.POST.get("reason", ""))
    return done(request, pk, "已撤回，可以修改后重新送审签")


@access("officials")
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it up."""
    matter_of(request, pk)
    actions.drop(pk, request.user.official, request.POST.get("reason", ""))
    return done(request, pk, "不再报送，记录仍保留")


@access("officials")
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """The office has sent it."""
    matter_of(request, pk)
    form = SendForm(request.POST, request.FILES)
    refuse_typed(form)
    actions.send(pk, request.user.official, *form.sent())
    return done(request, pk, "已登记报送")


@access("officials")
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What the party committee answered."""
    matter_of(request, pk)
    form = AnswerForm(request.POST)
    refuse_typed(form)
    data = form.cleaned_data
    actions.answer(
        pk, request.user.official, data["answer"], data["answered_on"], data["answer_number"], data["answer_text"]
    )
    return done(request, pk, "已登记答复")


def done(request: HttpRequest, pk: int, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(ADDRESS, pk)
