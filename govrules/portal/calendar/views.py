"""The calendar's pages: a year to look at, and the loading of a notice after a look at what it changes.

The notice is the State Council's and there is one calendar for all governments, so no county's office loads it but
the system's operators."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from govrules.core.access import access, keeps
from govrules.core.calendar import queries
from govrules.core.calendar.actions import load_text
from govrules.core.calendar.forms import NoticeForm
from govrules.core.calendar.wording import days as day_words
from govrules.core.deadlines.actions import recompute
from govrules.core.errors import Refused
from govrules.portal import frame
from govrules.portal.calendar.months import months
from govrules.portal.demo.notice import made_up


@access("officials")
@require_safe
def year(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """A year: days off, days made up, and whether the notice has settled it."""
    here, calendar = frame.of(request), queries.current()
    shown = number or here.day.year
    if not calendar.first.year <= shown <= calendar.last.year:
        raise Http404("工作日历没有这一年")
    row = queries.years().filter(year=shown).first()
    near = [y for y in (shown - 1, shown + 1) if calendar.first.year <= y <= calendar.last.year]
    context = {
        "year": shown, "row": row, "months": months(calendar, shown, here.day, row is None),
        "previous": shown - 1 if shown - 1 in near else None, "next": shown + 1 if shown + 1 in near else None,
        "last_known": calendar.last_known, "loads": keeps(request),
    }  # fmt: skip
    return render(request, "portal/calendar.html", context)


@access("keepers")
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: HttpRequest) -> HttpResponse:
    """A notice is read and shown first; loaded only by a second press, and only without errors."""
    form = _form(request)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if request.POST.get("do") == "load":
            refused = _load(request, data)
            if refused is None:
                return redirect(_after(request, data["year"]))
            context["refused"] = refused
        context |= _seen(data)
    return render(request, "portal/calendar_load.html", context, status=400 if form.errors else 200)


def _form(request: HttpRequest) -> NoticeForm:
    if request.method == "POST":
        return NoticeForm(request.POST, request.FILES)
    awaited = queries.next_year()
    return NoticeForm(initial={"year": awaited} | (made_up(awaited) if settings.DEMO else {}))


def _after(request: HttpRequest, year: int) -> str:
    """The year just loaded; an operator who is no official of any government stays where he is."""
    here = request.user.official_id is None
    return reverse("portal:calendar_load") if here else reverse("portal:calendar_year", args=[year])


def _load(request: HttpRequest, data: dict[str, Any]) -> Refused | None:
    """Load, then count again the deadlines that it touches."""
    try:
        loaded = load_text(data["said"], data["year"], data["number"], request.user, demo=data.get("demo", False))
    except Refused as refused:
        return refused
    touched = recompute(loaded)
    messages.success(request, f"已载入{data['year']}年放假安排，重新计算了 {touched} 个时限。")
    return None


def _seen(data: dict[str, Any]) -> dict[str, Any]:
    """What the notice would make of the year."""
    try:
        preview = queries.preview(data["said"], data["year"], data["number"], demo=data.get("demo", False))
    except Refused as refused:
        return {"refused": refused}
    changed = queries.effect(preview.year).days if preview.loadable else ()
    off = day_words(sorted(preview.year.off), data["year"])
    work = day_words(sorted(preview.year.work), data["year"])
    return {"preview": preview, "off": off, "work": work, "changed": len(changed), "said": data["said"]}
