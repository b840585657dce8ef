"""The office's ledgers of leave: filings, who was away how often, journeys abroad and gifts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from govrules.core import clock
from govrules.core.access import access
from govrules.core.asked import year_of
from govrules.core.errors import BadInput
from govrules.core.office.models import Official
from govrules.core.office.pages.filling import me, typed
from govrules.core.office.queries import adoption_on, book_of
from govrules.core.tables import download
from govrules.rulebook.vocabulary import FILED_WITH
from leave.requests import gifts, queries
from leave.requests.forms import GiftForm
from leave.requests.models import Gift, LeaveKind
from leave.requests.views import FORM, valid

PAGE = 50


@access("office")
@require_safe
def filings(request: HttpRequest) -> HttpResponse:
    """With whom which leave was filed, when, and the proof; each register by itself as Excel."""
    to, open_only = request.GET.get("to", ""), bool(request.GET.get("open"))
    found = queries.filings(me(request).government, to if to in FILED_WITH else "", open_only)
    if request.GET.get("export") == "xlsx":
        name = f"请假报备登记（{FILED_WITH.get(to, '全部')}）"
        return download(f"{name}.xlsx", name, queries.filing_rows(found))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    query = f"to={to if to in FILED_WITH else ''}" + ("&open=1" if open_only else "")
    context = {"page": page, "to": to, "open_only": open_only, "registers": FILED_WITH, "query": query}
    return render(request, "leave/requests/filings.html", context)


@access("office")
@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """Who was away how often and how long in a year, by kind."""
    year = year_of(request)
    people = queries.statistics(me(request).government, year)
    if request.GET.get("export") == "xlsx":
        return download(f"{year}年请假统计.xlsx", f"{year}年请假统计", queries.statistics_rows(people))
    context = {"people": people, "year": year, "kinds": LeaveKind.choices}
    return render(request, "leave/requests/statistics.html", context)


@access("office")
@require_http_methods(FORM)
def abroad(request: HttpRequest) -> HttpResponse:
    """The year's journeys abroad and gifts; a gift is entered here."""
    by, year = me(request), year_of(request)
    form = GiftForm(by.government, clock.now(), initial={"received_on": clock.today()}, **typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            gifts.register(by.government, by, received(form.cleaned_data))
        except BadInput as refused:
            form.refuse(refused)
        else:
            messages.success(request, "已登记")
            return redirect("leave:abroad")
    found = queries.abroad(by.government, year)
    if request.GET.get("export") == "xlsx":
        name = f"{year}年因公出国（境）台账"
        return download(f"{name}.xlsx", name, queries.abroad_rows(found))
    book = book_of(adoption_on(by.government, clock.today()))
    context = {
        "found": found, "year": year, "form": form, "rule": book.feature("abroad_ledger"),
        "gift_rule": next((one for one in book.registers if one.key == "gift_register"), None),
    }  # fmt: skip
    return render(request, "leave/requests/abroad.html", context, status=400 if form.errors else 200)


def received(data: dict[str, Any]) -> gifts.Received:
    """What was typed of a gift."""
    return gifts.Received(**(data | {"official": Official.objects.get(pk=data["official"])}))


@access("office")
@require_POST
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """A gift was handed in."""
    by = me(request)
    gift = get_object_or_404(Gift.objects.select_related("government"), pk=pk, government=by.government)
    form = GiftForm(by.government, clock.now(), request.POST)
    for name in ("official", "gift", "received_on", "giver"):
        del form.fields[name]
    data = valid(form)
    gifts.hand_in(gift, by, data["handed_to"], data["handed_on"] or clock.today())
    messages.success(request, "已登记移交")
    return redirect("leave:abroad")
