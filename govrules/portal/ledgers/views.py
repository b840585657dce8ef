"""The ledgers of the rules, one of them with its entries, an entry, and the forms that write in it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from govrules.core import clock
from govrules.core.access import access
from govrules.core.asked import query_of, year_of
from govrules.core.clock import date_of
from govrules.core.errors import BadInput, BrokenRule
from govrules.core.journal.queries import journal_of
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import visible_to, with_rules
from govrules.core.office.forms import ActForm
from govrules.core.office.models import Official
from govrules.core.office.pages.filling import me
from govrules.core.office.queries import adoption_on, book_of
from govrules.core.registers import actions, queries
from govrules.core.registers.models import LedgerEntry
from govrules.core.registers.states import STANDING, State
from govrules.core.tables import download
from govrules.portal.ledgers.forms import EntryForm, ReaderForm, UrgeForm, VoidForm, Whose
from govrules.portal.ledgers.paper import sheet_of
from govrules.portal.printed import printed
from govrules.rulebook import Rulebook
from govrules.rulebook.ledgers import Register

PAGE = 30
FORM = ["GET", "HEAD", "POST"]
ELSEWHERE = {  # ledgers with pages of their own: the address of these
    "gift_register": "leave:abroad", "seal_register": "documents:seal_book", "letter_register": "documents:letter_book",
}  # fmt: skip
MOST_MISSING = 20


@access("officials")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every ledger that the rules want, with its numbers of this year as far as he sees them."""
    by, at = me(request), clock.now()
    book = rules(by)
    known = queries.standings(by, book, date_of(at).year)
    mine = actions.open_to(by, book.registers, at)
    for one in known:
        one.may = one.register.key in mine
        one.elsewhere = ELSEWHERE.get(one.register.key, "")
    return render(request, "ledgers/index.html", {"known": known, "year": date_of(at).year})


@access("officials")
@require_safe
def ledger(request: HttpRequest, key: str) -> HttpResponse:
    """One ledger: a year's entries that he may see, counted, filtered, paged; what has none; `?export=xlsx`."""
    by, at = me(request), clock.now()
    register = one_of(by, key)
    year, found = of_year(request, by, register)
    listed = filtered(found, request)
    if request.GET.get("export") == "xlsx":
        return download(f"{year}年{register.title}.xlsx", register.title, queries.table(register, listed, at))
    page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    context = {
        "register": register, "year": year, "page": page, "rows": queries.rows(register, list(page.object_list), at),
        "query": query_of(request), "states": State.choices,
        "tallies": queries.tallies(register, queries.entries(by, register), span_of(request, year), by.government),
        "may": bool(actions.open_to(by, [register], at)), "who": actions.who_files(register, by.government),
        **lacking(by, register, asked_span(request)),
    }  # fmt: skip
    return render(request, "ledgers/ledger.html", context)


@access("officials")
@require_safe
def on_paper(request: HttpRequest, key: str) -> HttpResponse:
    """The ledger of a year as a PDF, with its counts."""
    by, at = me(request), clock.now()
    register = one_of(by, key)
    year, found = of_year(request, by, register)
    return printed(sheet_of(rules(by), register, year, found, at), f"{year}年{register.title}")


@access("officials")
@require_http_methods(FORM)
def new(request: HttpRequest, key: str) -> HttpResponse:
    """A new entry; `?about=` names the matter that it is about."""
    by, at = me(request), clock.now()
    register = one_of(by, key)
    actions.organ_for(by, register, at)
    about = about_of(request, by)
    form = EntryForm(register, Whose(by, at, {}), **sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            entry = actions.enter(by, key, form.said(about))
        except (BadInput, BrokenRule) as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"已登记，{entry.matter.number}号")
            return redirect("ledgers:page", entry.pk)
    context = {"form": form, "register": register, "about": about}
    return render(request, "ledgers/edit.html", context, status=400 if form.errors else 200)


@access("officials")
@require_http_methods(FORM)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill in what is outstanding, or correct an entry."""
    by, at = me(request), clock.now()
    entry, register = entry_of(by, pk)
    actions.require_keeper(entry, register, by, at)
    form = EntryForm(register, Whose(by, at, entry.values), entry=entry, **sent(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.amend(pk, by, form.said(), data.get("why", ""), data.get("seen") or 0)
        except (BadInput, BrokenRule) as refused:
            form.refuse(refused)
        else:
            messages.success(request, "已保存")
            return redirect("ledgers:page", pk)
    context = {"form": form, "register": register, "entry": entry, "about": entry.matter.parent}
    return render(request, "ledgers/edit.html", context, status=400 if form.errors else 200)


@access("officials")
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry: its columns, what it waits for, files, versions and record."""
    return shown(request, pk)


def shown(request: HttpRequest, pk: int, form: ActForm | None = None) -> HttpResponse:
    """Its page; after a refusal with the form as it was sent."""
    by, at = me(request), clock.now()
    entry, register = entry_of(by, pk)
    sheet = queries.sheet(entry.matter, at)
    keeps = entry.matter.state in STANDING and actions.may_keep(entry, register, by, at)
    forms = [UrgeForm(), VoidForm(), *([ReaderForm(by, at)] if any(c.own for c in register.fields) else [])]
    named = {type(one).__name__: one for one in [*forms, *([form] if form else [])]}
    about = entry.matter.parent
    context = {
        "entry": entry, "matter": entry.matter, "register": register, "sheet": sheet, "keeps": keeps,
        "voids": keeps and actions.may_void(entry, by, at), "urges": actions.may_urge(entry, by, at),
        "about": about, "about_seen": about and visible_to(by).filter(pk=about.pk).exists(),
        "attachments": attachments(entry), "versions": entry.versions.select_related("by"),
        "journal": journal_of(entry.matter), "urge_form": named["UrgeForm"], "void_form": named["VoidForm"],
        "reader_form": named.get("ReaderForm"),
    }  # fmt: skip
    return render(request, "ledgers/page.html", context, status=400 if form else 200)


@access("officials")
@require_POST
def urge(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask those who have it to get on with it."""
    return acted(request, pk, UrgeForm(request.POST), lambda by, data: actions.urge(pk, by, data["text"]), "已催办")


@access("officials")
@require_POST
def show_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it before somebody who is to write in it himself."""
    by = me(request)

    def act(by: Official, data: dict[str, Any]) -> None:
        actions.show_to(pk, by, Official.objects.get(pk=data["reader"]))

    return acted(request, pk, ReaderForm(by, clock.now(), request.POST), act, "已送阅")


@access("officials")
@require_POST
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Declare an entry void."""
    return acted(request, pk, VoidForm(request.POST), lambda by, data: actions.void(pk, by, data["reason"]), "已作废")


def acted(request: HttpRequest, pk: int, form: ActForm, act: Any, said: str) -> HttpResponse:
    """A small act of an entry's page; refused, the page comes back with the reason and what was typed."""
    by = me(request)
    entry_of(by, pk)
    if form.is_valid():
        try:
            act(by, form.cleaned_data)
        except (BadInput, BrokenRule) as refused:
            form.refuse(refused)
        else:
            messages.success(request, said)
            return redirect("ledgers:page", pk)
    return shown(request, pk, form)


# --- What the views look up -----------------------------------------------------------------------------


def rules(by: Official) -> Rulebook:
    return book_of(adoption_on(by.government, clock.today()))


def one_of(by: Official, key: str) -> Register:
    """A ledger of the rules in force that is kept here."""
    found = rules(by).register(key)
    if found is None or key in ELSEWHERE:
        raise Http404("没有这本台账")
    return found


def entry_of(by: Official, pk: int) -> tuple[LedgerEntry, Register]:
    """An entry that he may see, with its ledger."""
    matters = with_rules(visible_to(by)).select_related("opened_by", "parent__organ")
    matter = get_object_or_404(matters, pk=pk, kind=actions.KIND)
    return actions.of(matter)


def of_year(request: HttpRequest, by: Official, register: Register) -> tuple[int, QuerySet[LedgerEntry]]:
    """The year asked for, this one by default, and the ledger's entries of it."""
    year = year_of(request)
    return year, queries.entries(by, register).filter(queries.year_span(year).condition)


def filtered(found: QuerySet[LedgerEntry], request: HttpRequest) -> QuerySet[LedgerEntry]:
    """By words, state and days."""
    for word in request.GET.get("q", "").split():
        found = found.filter(Q(said__icontains=word) | Q(matter__number=word))
    if request.GET.get("state") in State.values:
        found = found.filter(matter__state=request.GET["state"])
    for name, rule in (("since", "day__gte"), ("until", "day__lte")):
        on = day_typed(request.GET.get(name, ""))
        found = found.filter(**{rule: on}) if on else found
    return found


def day_typed(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def asked_span(request: HttpRequest) -> queries.Span | None:
    """From day to day, where both are asked for."""
    first, last = (day_typed(request.GET.get(name, "")) for name in ("since", "until"))
    return queries.Span(first, last) if first and last else None


def span_of(request: HttpRequest, year: int) -> queries.Span:
    """What is counted: from day to day where that is asked for, else the year."""
    return asked_span(request) or queries.year_span(year)


def lacking(by: Official, register: Register, span: queries.Span | None) -> dict[str, Any]:
    """What has no entry yet, the oldest first, where the rules want one of each; and which of several it lacks."""
    found = queries.missing(by, register, span)
    if found is None:
        return {}
    wanted, without = queries.counted_missing(by, register, span) or (0, 0)
    missing = list(found[:MOST_MISSING])
    lacks = queries.lacks(register, missing) if queries.each_of(register) else {}
    return {"missing": [(one, lacks.get(one.pk, [])) for one in missing], "wanted": wanted, "without": without}


def about_of(request: HttpRequest, by: Official) -> Matter | None:
    """The matter that an entry is about, if he may see it."""
    asked = request.POST.get("about") or request.GET.get("about") or ""
    if not asked:
        return None
    if not asked.isdecimal():
        raise Http404
    return get_object_or_404(visible_to(by).select_related("organ"), pk=int(asked))


def attachments(entry: LedgerEntry) -> list[Any]:
    """Its files, those of the columns named by them."""
    return list(entry.matter.attachments.filter(removed_at=None).select_related("blob"))


def sent(request: HttpRequest) -> dict[str, Any]:
    """What a form with files is bound to."""
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}
