"""Entrustments: what is in force and what was, recording one, revoking it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from govrules.core import clock
from govrules.core.access import access
from govrules.core.office import actions
from govrules.core.office.forms import EntrustForm
from govrules.core.office.models import Absence, Entrustment, Official, Seat
from govrules.core.office.outlook import entrustments_of
from govrules.core.office.pages.filling import Page, fill_in, me, typed
from govrules.core.office.queries import holder, in_office, seats_of
from govrules.core.wording import day

FORM = ["GET", "HEAD", "POST"]
ENTRUSTMENTS = "office:entrustments"
RECENT = 20


@access("officials")
@require_safe
def entrustments(request: HttpRequest) -> HttpResponse:
    """The office sees all, everybody else what he gave and what was given to him."""
    by, at = me(request), clock.now()
    going = [row for row in entrustments_of(by.government, at) if _his(row, by)]
    over = Entrustment.objects.filter(seat__government=by.government).exclude(pk__in=[r.pk for r in going])
    over = over.filter(_own(by)) if not _staff(by) else over
    context = {
        "going": going, "may_record": _may_record(by),
        "over": over.select_related("seat", "to_seat").order_by("-starts_at")[:RECENT],
    }  # fmt: skip
    return render(request, "office/entrustments.html", context)


@access("officials")
@require_http_methods(FORM)
def entrust(request: HttpRequest) -> HttpResponse:
    """Record what the head entrusted; the head himself may."""
    by, at = me(request), clock.now()
    form = EntrustForm(
        by.government, at, None if _staff(by) else by, initial=_suggested(request, by, at), **typed(request)
    )

    def act(data: dict[str, Any]) -> str:
        seat_id, kind = form.delegated
        seat, to_seat = (Seat.objects.get(pk=pk, government=by.government) for pk in (seat_id, data["to_seat"]))
        said = actions.Delegating(kind, data["starts_at"], data["ends_at"], data["basis"])
        row = actions.entrust(seat, to_seat, said, by=by)
        return f"已登记：{seat.title}的工作{row.get_kind_display()}{to_seat.title}，自{day(row.starts_at)}起"

    intro = "只在本人不在岗时起作用；本人在岗的，仍由本人办理。"
    nothing = (
        "" if form.offers_something else "按工作规则，没有可以由您委托的工作；县领导的委托由本人或者政府办公室登记。"
    )
    return fill_in(request, form, Page("登记委托", "登记", ENTRUSTMENTS, intro, nothing), act)


@access("officials")
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """It is over from now on."""
    by = me(request)
    rows = Entrustment.objects.filter(seat__government=by.government).select_related("seat__government", "to_seat")
    row = actions.revoke(get_object_or_404(rows, pk=pk), by=by)
    messages.success(request, f"已撤销对{row.to_seat.title}的{row.get_kind_display()}")
    return redirect(ENTRUSTMENTS)


def _suggested(request: HttpRequest, by: Official, at: datetime) -> dict[str, Any]:
    """For a seat named in the address: the span of its holder's trip."""
    start = {"starts_at": timezone.localtime(at).replace(second=0)}
    named = request.GET.get("seat", "")
    seat = Seat.objects.filter(government=by.government, pk=named).first() if named.isdecimal() else None
    official = holder(seat, clock.date_of(at)) if seat else None
    if official is None:
        return start
    trips = Absence.objects.filter(official=official, cancelled_at=None, returned_at=None, ends_at__gt=at)
    trip = trips.order_by("starts_at").first()
    kind = request.GET.get("kind", "entrustment")
    return start | {"seat": f"{named}:{kind}"} | ({"ends_at": timezone.localtime(trip.ends_at)} if trip else {})


def _staff(by: Official) -> bool:
    return in_office(by, clock.today())


def _may_record(by: Official) -> bool:
    return _staff(by) or any(seat.organ_id is None for seat in seats_of(by, clock.today()))


def _own(by: Official) -> Q:
    seats = seats_of(by, clock.today())
    return Q(seat__in=seats) | Q(to_seat__in=seats)


def _his(row: Entrustment, by: Official) -> bool:
    seats = {seat.pk for seat in seats_of(by, clock.today())}
    return _staff(by) or bool({row.seat_id, row.to_seat_id} & seats)
