"""Absences: who is and will be away and who acts then, entering, coming back, staying longer, not going."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from govrules.core import clock, registry
from govrules.core.access import access
from govrules.core.errors import BrokenRule
from govrules.core.office import actions
from govrules.core.office.forms import AbsenceForm, ExtensionForm
from govrules.core.office.models import Absence, Official
from govrules.core.office.outlook import Outlook, outlook
from govrules.core.office.pages.filling import Page, fill_in, me, mine, typed
from govrules.core.office.queries import in_office
from govrules.core.wording import moment

FORM = ["GET", "HEAD", "POST"]
ABSENCES = "office:absences"
RECENT = 20


@access("office")
@require_safe
def absences(request: HttpRequest) -> HttpResponse:
    """Who is away, who will be, and who acts then; what is over stands below."""
    government, at = mine(request), clock.now()
    view = outlook(government, at)
    going = [{"row": row, "acting": _acting(view, row, at)} for row in view.absences]
    over = Absence.objects.filter(official__government=government).exclude(pk__in=[r.pk for r in view.absences])
    context = {
        "away": [one for one in going if one["row"].starts_at <= at],
        "coming": [one for one in going if one["row"].starts_at > at],
        "over": over.select_related("official").order_by("-ends_at")[:RECENT],
    }
    return render(request, "office/absences.html", context)


def _acting(view: Outlook, row: Absence, at: datetime) -> list[dict[str, Any]]:
    """Who acts for each of his seats, from now on or from when he leaves."""
    then = max(at, row.starts_at)
    return [{"seat": seat, "standing": view.standing(seat, then)} for seat in view.seats_of(row.official)]


@access("office")
@require_http_methods(FORM)
def enter(request: HttpRequest) -> HttpResponse:
    """Enter an urgent trip; what it leaves without a stand-in is said at once."""
    by, at = me(request), clock.now()
    start = timezone.localtime(at).replace(minute=0, second=0)
    form = AbsenceForm(by.government, at, initial={"starts_at": start}, **typed(request))

    def act(data: dict[str, Any]) -> str:
        official = Official.objects.get(pk=data["official"])
        if data["starts_at"] > at:
            require_asked_first(official, at)
        trip = actions.Trip(data["starts_at"], data["ends_at"], data["reason"], data["place"])
        row = actions.enter_absence(official, trip, by=by)
        _warn(request, row)
        return f"已登记{official.name}外出，{moment(row.ends_at)}返回"

    intro = "用于已经外出、来不及请假的登记；还没有走的，请填请假单。由谁办理按工作规则自动确定，返回后未办的自动交回。"
    return fill_in(request, form, Page("登记外出", "登记", ABSENCES, intro), act)


def require_asked_first(official: Official, at: datetime) -> None:
    """Who has time to ask for leave asks; this page is for trips that have begun."""
    why = [found for ask in registry.asked_first() if (found := ask(official, at))]
    if why:
        raise BrokenRule(*why)


def _warn(request: HttpRequest, row: Absence) -> None:
    """What nobody could act on while he is away."""
    view = outlook(row.official.government, clock.now())
    for missing in view.gaps(row.official, max(clock.now(), row.starts_at), row.ends_at):
        messages.warning(request, f"外出期间需要明确：{missing}")


@access("office")
@require_http_methods(FORM)
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """He comes back later."""
    by = me(request)
    row = _absence(by, pk)
    form = ExtensionForm(initial={"ends_at": timezone.localtime(row.ends_at)}, **typed(request))

    def act(data: dict[str, Any]) -> str:
        _warn(request, actions.extend_absence(row, data["ends_at"], by=by))
        return f"{row.official.name}外出已延至{moment(data['ends_at'])}"

    facts = {"外出": f"{moment(row.starts_at)}至{moment(row.ends_at)}，{row.reason}"}
    return fill_in(request, form, Page(f"{row.official.name}延期返回", "改为这个时间", ABSENCES, facts=facts), act)


@access("officials")
@require_POST
def come_back(request: HttpRequest, pk: int) -> HttpResponse:
    """He is back; he may say so himself."""
    by = me(request)
    row = actions.return_early(_absence(by, pk), by=by)
    messages.success(request, f"{row.official.name}已返回，未办的事项已交回")
    return redirect(ABSENCES if in_office(by, clock.today()) else "office:people")


@access("office")
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """He does not go."""
    by = me(request)
    row = actions.cancel_absence(_absence(by, pk), by=by)
    messages.success(request, f"已撤销{row.official.name}的外出登记")
    return redirect(ABSENCES)


def _absence(by: Official, pk: int) -> Absence:
    rows = Absence.objects.filter(official__government=by.government).select_related("official__government")
    return get_object_or_404(rows, pk=pk)
