"""The report on how decisions are carried out: a draft over a period, reporting it, reports as they went."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from govrules.core import clock
from govrules.core.access import access
from govrules.core.errors import BadInput, Refused
from govrules.core.office.models import Official
from govrules.core.tables import download
from supervision import reporting
from supervision.forms import PeriodForm
from supervision.reporting import Period, Row

FILTERS = ("origin", "organ", "state")
FILE = "落实情况报告.xlsx"


@access("office")
@require_safe
def draft(request: HttpRequest) -> HttpResponse:
    """The draft over a period; `?export=xlsx` gives it as Excel."""
    by = request.user.official
    reporting.require_rule(by.government, clock.today())
    period, refused = period_in(request, by)
    if request.GET.get("export") == "xlsx" and period and not refused:
        return download(FILE, "落实情况", reporting.table(chosen(request, rows_in(by, period))))
    return shown(request, period, refused)


def period_in(request: HttpRequest, by: Official) -> tuple[Period | None, Refused | None]:
    """What was asked for, else the period that is usual; with the reason where it cannot be taken."""
    if not request.GET.get("since") and not request.GET.get("until"):
        return reporting.usual(by.government, clock.today()), None
    form = PeriodForm(request.GET)
    try:
        if not form.is_valid():
            raise BadInput("请填写起止日期", field="since")
        return reporting.checked(Period(**form.cleaned_data), clock.today()), None
    except BadInput as refused:
        return None, refused


def rows_in(by: Official, period: Period) -> list[Row]:
    return reporting.rows_of(by, period, clock.today())


def chosen(request: HttpRequest, rows: Sequence[Row]) -> list[Row]:
    """By meeting, organ and state."""
    wanted = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    return [row for row in rows if all(getattr(row, name) == value for name, value in wanted.items())]


def shown(request: HttpRequest, period: Period | None, refused: Refused | None = None) -> HttpResponse:
    """The page of the draft."""
    by, on = request.user.official, clock.today()
    rule = reporting.require_rule(by.government, on)
    every = rows_in(by, period) if period else []
    rows = chosen(request, every)
    context: dict[str, Any] = {
        "rule": rule, "period": period, "rows": rows, "counts": reporting.counts(rows), "refused": refused,
        "origins": list(dict.fromkeys(row.origin for row in every)),
        "organs": list(dict.fromkeys(row.organ for row in every)), "states": reporting.WORDS,
        "picked": {name: request.GET.get(name, "") for name in FILTERS},
        "leaders": reporting.leaders_of(by.government, rule, on),
        "reports": reporting.reports_for(by, on).select_related("by").prefetch_related("leaders")[:20],
        "fixed": reporting.fixed(by.government, on), "query": kept(request),
    }  # fmt: skip
    return render(request, "supervision/report.html", context, status=refused.status if refused else 200)


def kept(request: HttpRequest) -> str:
    """What was asked for, for the links to Excel and paper."""
    found = request.GET.copy()
    found.pop("export", None)
    return found.urlencode()


@access("office")
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Report it to the leaders."""
    by = request.user.official
    reporting.require_rule(by.government, clock.today())
    form = PeriodForm(request.POST)
    try:
        if not form.is_valid():
            raise BadInput("请填写起止日期", field="since")
        keys = [int(key) for key in request.POST.getlist("leaders") if key.isascii() and key.isdigit()]
        made = reporting.send(by, Period(**form.cleaned_data), keys, request.POST.get("note", ""))
    except Refused as refused:
        return shown(request, Period(**form.cleaned_data) if form.is_valid() else None, refused)
    messages.success(request, "已报送，已通知有关领导")
    return redirect("supervision:sent", made.pk)


@access("officials")
@require_safe
def sent(request: HttpRequest, report: int) -> HttpResponse:
    """A report as it went: to those it went to, and the office; `?export=xlsx` gives it as Excel."""
    reports = reporting.reports_for(request.user.official, clock.today()).select_related("by")
    found = get_object_or_404(reports.prefetch_related("leaders"), pk=report)
    rows = reporting.stored(found)
    if request.GET.get("export") == "xlsx":
        return download(FILE, "落实情况", reporting.table(rows))
    context = {"report": found, "rows": rows, "counts": reporting.counts(rows), "title": reporting.title_of(found)}
    return render(request, "supervision/sent.html", context)
