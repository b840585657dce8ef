"""Who is who, and what is held: the overview, seats, portfolios and AB roles, and the custodian's list."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from govrules.core import clock
from govrules.core.access import access
from govrules.core.authority import for_step
from govrules.core.matters.queries import kept_by, visible_to
from govrules.core.matters.referring import KINDS as REFERRED
from govrules.core.matters.referring import waiting
from govrules.core.office import actions
from govrules.core.office.forms import AppointForm, CoverForm, EndForm, PairForm
from govrules.core.office.models import Appointment, Official, Organ, Seat
from govrules.core.office.overview import overview
from govrules.core.office.pages.filling import Page, fill_in, me, mine, typed
from govrules.core.office.queries import current
from govrules.rulebook.vocabulary import STEP_ACTS

FORM = ["GET", "HEAD", "POST"]
PEOPLE, HELD = "office:people", "office:held"


@access("officials")
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Leaders and organs today: who is away, who acts, under which article."""
    return render(request, "office/people.html", {"overview": overview(mine(request), clock.now())})


@access("office")
@require_http_methods(FORM)
def pair(request: HttpRequest, seat_id: int) -> HttpResponse:
    """Set the B role of a seat."""
    by, at = me(request), clock.now()
    seat = get_object_or_404(Seat.objects.select_related("government"), pk=seat_id, government=by.government)
    form = PairForm(seat, at, initial={"since": clock.date_of(at)}, **typed(request))

    def act(data: dict[str, Any]) -> str:
        counterpart = Seat.objects.get(pk=data["counterpart"])
        actions.pair(seat, counterpart, data["since"], by=by)
        return f"已登记{seat.title}的B角：{counterpart.title}"

    return fill_in(request, form, Page(f"{seat.title}的B角", "登记", PEOPLE), act)


@access("office")
@require_http_methods(FORM)
def cover(request: HttpRequest, organ_id: int) -> HttpResponse:
    """Set which leader covers an organ."""
    by, at = me(request), clock.now()
    organ = get_object_or_404(Organ, pk=organ_id, government=by.government)
    form = CoverForm(organ, at, initial={"since": clock.date_of(at)}, **typed(request))

    def act(data: dict[str, Any]) -> str:
        seat = Seat.objects.get(pk=data["seat"])
        actions.cover(seat, organ, data["since"], by=by)
        return f"已登记{organ.short_name}由{seat.title}分管"

    return fill_in(request, form, Page(f"{organ.short_name}的分管领导", "登记", PEOPLE), act)


@access("office")
@require_http_methods(FORM)
def appoint(request: HttpRequest, seat_id: int) -> HttpResponse:
    """Fill a vacant seat, or end the appointment of who fills it."""
    by, at = me(request), clock.now()
    seat = get_object_or_404(Seat, pk=seat_id, government=by.government)
    held = Appointment.objects.filter(current(clock.date_of(at)), seat=seat, until=None).select_related("official")
    appointment = held.first()
    return _dismiss(request, appointment, by) if appointment else _appoint(request, seat, by)


def _appoint(request: HttpRequest, seat: Seat, by: Official) -> HttpResponse:
    form = AppointForm(seat, initial={"since": clock.today()}, **typed(request))

    def act(data: dict[str, Any]) -> str:
        official = Official.objects.get(pk=data["official"])
        actions.appoint(seat, official, data["since"], by=by)
        return f"已登记{official.name}任{seat.title}"

    return fill_in(request, form, Page(f"{seat.title}：任职", "登记任职", PEOPLE), act)


def _dismiss(request: HttpRequest, appointment: Appointment, by: Official) -> HttpResponse:
    form = EndForm(initial={"until": clock.today()}, **typed(request))
    who = f"{appointment.seat.title}{appointment.official.name}"

    def act(data: dict[str, Any]) -> str:
        actions.end_appointment(appointment, data["until"], by=by)
        return f"已登记{who}不再任职"

    intro = "他所作的和所受的委托，到那一天一并终止。"
    return fill_in(request, form, Page(f"{who}：免职", "登记免职", PEOPLE, intro), act)


@access("office")
@require_safe
def held(request: HttpRequest) -> HttpResponse:
    """What nobody may act on now, of which this official is the custodian; he sees what is missing."""
    by, at = me(request), clock.now()
    steps = list(kept_by(by).select_related("matter__parent", "matter__adoption", "seat__government"))
    seen = set(visible_to(by).filter(pk__in=[step.matter_id for step in steps]).values_list("pk", flat=True))
    rows = [
        {"step": step, "act": STEP_ACTS[step.act], "found": for_step(step, at), "seen": step.matter_id in seen}
        for step in steps
    ]
    return render(request, "office/held.html", {"rows": rows})


@access("office")
@require_safe
def referrals(request: HttpRequest) -> HttpResponse:
    """What was offered to a higher floor and nobody has taken up yet."""
    by = me(request)
    found = list(waiting(by.government))
    seen = set(visible_to(by).filter(pk__in=[row.matter_id for row in found]).values_list("pk", flat=True))
    rows = [{"row": row, "kind": REFERRED.get(row.to_kind, ""), "seen": row.matter_id in seen} for row in found]
    return render(request, "office/referrals.html", {"rows": rows})


@access("office")
@require_POST
def ask(request: HttpRequest, step_id: int) -> HttpResponse:
    """Ask for what is missing."""
    by = me(request)
    step = get_object_or_404(kept_by(by), pk=step_id)
    asked = actions.ask_for(step.pk, by=by)
    messages.success(request, f"已请示{asked.name}")
    return redirect(HELD)
