"""Pages of seals and letters of introduction. Each view calls one act; refusals come back with what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.seals import actions, cards, queries, rules, using
from documents.seals.actions import KIND
from documents.seals.forms import AskForm, CardForm, MadeForm, initial_of
from documents.seals.models import Seal, Sort
from documents.seals.rules import LETTERS, USED
from documents.seals.states import State
from documents.submission.views import matter_of
from govrules.core import clock
from govrules.core.access import access
from govrules.core.asked import query_of, year_of
from govrules.core.errors import BadInput, BrokenRule, NotYours, Refused, WrongState
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import visible_to, with_rules
from govrules.core.matters.shown import at_hand, journal_of
from govrules.core.office.models import Official, Organ
from govrules.core.office.queries import organs_of
from govrules.core.tables import download
from govrules.rulebook import Rulebook

PAGE = 30
FORM = ["GET", "HEAD", "POST"]
ADDRESS = "documents:sealing"
TITLES = {USED: "用印登记簿", LETTERS: "介绍信登记簿"}


@access("officials")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The seals with where they are, what he keeps and is to seal, what was asked for: filtered, paged."""
    by, at = request.user.official, clock.now()
    book = rules_of(by)
    found = queries.filtered(queries.sealings(by), request.GET)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    for matter in page:
        matter.words = queries.WORDS[matter.state]
    context = {
        "shelf": queries.shelf(by, book, at), "page": page, "query": query_of(request), "sorts": asked_here(by, book),
        "all_sorts": Sort.choices, "states": State.choices, "unsealed": queries.unsealed(by, book),
        "asked": request.GET, "letters": rules.letters_in(book),
        "manages": bool(organs_of(by, clock.today())),
    }  # fmt: skip
    return render(request, "documents/seals/index.html", context)


@access("officials")
@require_safe
def book(request: HttpRequest) -> HttpResponse:
    """What was sealed in a year, by whom, on whose approval; `?export=xlsx` gives the same as Excel."""
    return book_page(request, "")


@access("officials")
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """The letters of introduction of a year, and last year's stubs that are to be archived."""
    if rules.letters_in(rules_of(request.user.official)) is None:
        raise Http404("现行工作规则没有关于介绍信的规定")
    return book_page(request, LETTERS)


def book_page(request: HttpRequest, register: str) -> HttpResponse:
    by, at, year = request.user.official, clock.now(), year_of(request)
    rules_ = rules_of(by)
    found = queries.of_filter(queries.book_of_use(by, year, register), request.GET)
    title = TITLES[register or USED]
    if request.GET.get("export") == "xlsx":
        return download(f"{year}年{title}.xlsx", title, queries.rows(found))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "title": title, "register": register, "year": year, "page": page, "query": query_of(request),
        "files": queries.kept_files(page.object_list), "seals": queries.seals_for(by, at), "asked": request.GET,
        "organs": Organ.objects.filter(government=by.government_id, is_active=True),
        "rule": rules_.register(register or USED), "letters": rules.letters_in(rules_),
        "stubs": queries.stubs_due(by, rules_, at) if register else [],
        "stub_rule": rules_.feature("letter_stubs"),
    }  # fmt: skip
    return render(request, "documents/seals/book.html", context)


@access("officials")
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them whole: what is asked for, its way, what the rules say, what was sealed, what may be done."""
    return shown(request, pk)


def shown(request: HttpRequest, pk: int, form: MadeForm | None = None, status: int = 200) -> HttpResponse:
    """Its page; after a refusal with the form as it was sent."""
    by, at = request.user.official, clock.now()
    matter = matter_of(request, pk, KIND)
    sheet = queries.sheet(matter, at)
    mine = at_hand(sheet.steps, by, at)
    can = offered(sheet, by)
    context = {
        "matter": matter, "sheet": sheet, "words": queries.WORDS[matter.state], "mine": mine, "can": can,
        "journal": journal_of(matter), "waivers": matter.waivers.select_related("given_by", "settled_by"),
        "attachments": matter.attachments.filter(removed_at=None).select_related("blob"),
        "form": form or MadeForm(at, initial=proposed(sheet)), "letter": sheet.document.sort == Sort.LETTER,
    }  # fmt: skip
    return render(request, "documents/seals/page.html", context, status=status)


def proposed(sheet: queries.Sheet) -> dict[str, Any]:
    """What is likely: all that is left, for whoever asked."""
    one = sheet.document
    left = one.copies - sheet.used if one.copies else 0 if sheet.matter.state == State.OUT else 1
    used_by = one.bearer or (one.user.name if one.user else sheet.matter.opened_by.name)
    return {"copies": left, "used_by": used_by[:60]}


def offered(sheet: queries.Sheet, by: Official) -> set[str]:
    """The acts that are open to him now, as far as the page can tell."""
    one, state = sheet.document, sheet.matter.state
    own, keeper = sheet.matter.organ_id in organs_of(by, clock.today()), one.seal.keeper_id == by.pk
    paper = one.sort in (Sort.USE, Sort.LETTER)
    open_to = {
        "edit": own and state == State.RETURNED,
        "withdraw": own and state in (State.ASKED, State.RETURNED, State.APPROVED),
        "affix": paper and sheet.keeper.pk == by.pk and state == State.APPROVED,
        "out": not paper and keeper and state == State.APPROVED,
        "back": keeper and state == State.OUT,
    }
    return {name for name, is_open in open_to.items() if is_open}


@access("officials")
@require_http_methods(FORM)
def new(request: HttpRequest, sort: str) -> HttpResponse:
    """Ask for something."""
    by, at = request.user.official, clock.now()
    book = rules_of(by)
    if sort not in rules.sorts(book):
        raise Http404("现行工作规则没有这项规定")
    if sort not in asked_here(by, book):
        raise NotYours("由单位的工作人员申请" if sort != Sort.CUSTODY else "由印章的保管人申请")
    form = AskForm(by, sort, book, at, **sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask(by, form.cleaned_data["organ"], form.wanted())
        except (BadInput, BrokenRule, WrongState) as refused:
            return ask_page(request, form, sort, refused=refused)
        messages.success(request, "已送审批")
        return redirect(ADDRESS, made.pk)
    return ask_page(request, form, sort)


@access("officials")
@require_http_methods(FORM)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what was returned, and ask anew."""
    by, at = request.user.official, clock.now()
    matter = matter_of(request, pk, KIND)
    one = actions.of(matter)
    form = AskForm(by, one.sort, rules.book_of(matter.adoption), at, initial=initial_of(one), **sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise(pk, by, form.wanted(), form.cleaned_data["seen"])
        except (BadInput, BrokenRule, WrongState) as refused:
            return ask_page(request, form, one.sort, matter, refused)
        messages.success(request, "已再次送审批")
        return redirect(ADDRESS, pk)
    return ask_page(request, form, one.sort, matter)


def ask_page(
    request: HttpRequest, form: AskForm, sort: str, matter: Matter | None = None, refused: Refused | None = None
) -> HttpResponse:
    """The form; refused, with every reason and what was typed."""
    if refused:
        form.refuse(refused)
    status = refused.status if refused else 400 if form.errors else 200
    attachments = matter.attachments.filter(removed_at=None).select_related("blob") if matter else []
    context = {"form": form, "label": Sort(sort).label, "matter": matter, "attachments": attachments}
    return render(request, "documents/seals/ask.html", context, status=status)


@access("officials")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    matter_of(request, pk, KIND)
    actions.withdraw(pk, request.user.official, request.POST.get("reason", ""))
    return done(request, pk, "已撤回")


@access("officials")
@require_POST
def affix(request: HttpRequest, pk: int) -> HttpResponse:
    """The keeper enters an impression, or issues the letter."""
    return entered(request, pk, lambda by, form: using.affix(pk, by, form.made()), "已登记用印")


@access("officials")
@require_POST
def hand_out(request: HttpRequest, pk: int) -> HttpResponse:
    matter_of(request, pk, KIND)
    using.hand_out(pk, request.user.official)
    return done(request, pk, "已登记交出")


@access("officials")
@require_POST
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """It is back; what it was used for outside comes with it."""
    return entered(request, pk, lambda by, form: using.back(pk, by, form.made()), "已登记归还")


def entered(request: HttpRequest, pk: int, act: Callable[[Official, MadeForm], Any], said: str) -> HttpResponse:
    """An act of the keeper with what he wrote down; refused, the page comes back with it."""
    matter_of(request, pk, KIND)
    form = MadeForm(clock.now(), **sent(request))
    if not form.is_valid():
        return shown(request, pk, form, 400)
    try:
        act(request.user.official, form)
    except (BadInput, BrokenRule) as refused:
        form.refuse(refused)
        return shown(request, pk, form, refused.status)
    return done(request, pk, said)


@access("officials")
@require_http_methods(FORM)
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """A signed document is sealed: the keeper enters it."""
    by, at = request.user.official, clock.now()
    matter = get_object_or_404(with_rules(visible_to(by)), pk=pk, kind="dispatch")
    rule = using.document_rule(matter)
    seals = Seal.objects.filter(keeper=by, is_active=True)
    form = MadeForm(at, **sent(request), initial={"copies": 1, "used_by": by.name})
    if request.method == "POST" and form.is_valid():
        try:
            row = using.seal_document(pk, by, chosen(seals, request), form.made())
        except (BadInput, BrokenRule) as refused:
            form.refuse(refused)
        else:
            return done(request, row.sealing_id, f"已登记用印，{row.number}号")
    context = {"form": form, "matter": matter, "seals": seals, "rule": rule}
    return render(request, "documents/seals/document.html", context, status=400 if form.errors else 200)


# --- The cards -----------------------------------------------------------------------------------------


@access("officials")
@require_http_methods(FORM)
def card_new(request: HttpRequest) -> HttpResponse:
    """Enter a seal."""
    by, at = request.user.official, clock.now()
    form = CardForm(by, rules_of(by), at, **sent(request))
    if not form.fields["organ"].queryset.exists():
        raise NotYours("印章由政府办公室登记，部门的也可以由本部门登记")
    return card_page(request, form, lambda: cards.enter(by.government, by, form.card()))


@access("officials")
@require_http_methods(FORM)
def card(request: HttpRequest, seal: int) -> HttpResponse:
    """Change its keeper or its place."""
    by, at = request.user.official, clock.now()
    book = rules_of(by)
    row = get_object_or_404(queries.seals_for(by, at), pk=seal)
    cards.require_manager(by, row.organ, rules.seals_in(book), at)
    initial = {name: getattr(row, name) for name in ("kind", "organ", "name", "keeper", "place")}
    form = CardForm(by, book, at, **sent(request), initial=initial)
    return card_page(request, form, lambda: cards.change(seal, by, form.card()), row)


def card_page(
    request: HttpRequest, form: CardForm, act: Callable[[], Any], row: Seal | None = None
) -> HttpResponse:  # fmt: skip
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except (BadInput, BrokenRule, WrongState) as refused:
            form.refuse(refused)
            status = refused.status
        else:
            messages.success(request, "已登记")
            return redirect("documents:seals")
    status = 400 if form.errors and status == 200 else status
    return render(request, "documents/seals/card.html", {"form": form, "seal": row}, status=status)


@access("officials")
@require_POST
def card_retire(request: HttpRequest, seal: int) -> HttpResponse:
    by = request.user.official
    row = get_object_or_404(queries.seals_for(by, clock.now()), pk=seal)
    cards.retire(row.pk, by)
    messages.success(request, "已停用，用印登记仍保留")
    return redirect("documents:seals")


# --- What the views look up -----------------------------------------------------------------------------


def rules_of(by: Official) -> Rulebook:
    """The rules in force, where they say something of seals; else there is no such page."""
    book = rules.book_in_force(by.government, clock.today())
    if book.feature("seals") is None:
        raise Http404(rules.SILENT)
    return book


def asked_here(by: Official, book: Rulebook) -> list[Sort]:
    """What he may ask for: who serves in an organ; the keeper that another keeps it."""
    if not organs_of(by, clock.today()):
        return []
    keeps = Seal.objects.filter(keeper=by, is_active=True).exists()
    return [sort for sort in rules.sorts(book) if sort != Sort.CUSTODY or keeps]


def chosen(seals: QuerySet[Seal], request: HttpRequest) -> Seal:
    """The seal of his that he chose."""
    key = request.POST.get("seal", "")
    return get_object_or_404(seals, pk=int(key) if key.isdecimal() else 0)


def sent(request: HttpRequest) -> dict[str, Any]:
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}


def done(request: HttpRequest, pk: int, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(ADDRESS, pk)
