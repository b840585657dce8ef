"""The demo bar's acts. Outside the demo none of these addresses exists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from govrules.core import clock
from govrules.core.access import access
from govrules.core.calendar import queries as calendars
from govrules.core.calendar.actions import advance_clock
from govrules.core.deadlines.models import SweepRun
from govrules.core.deadlines.sweep import sweep
from govrules.core.errors import BadInput
from govrules.core.office.models import Account
from govrules.core.wording import moment
from govrules.portal.accounts.views import safe_next
from govrules.portal.demo.people import people

BACKEND = "django.contrib.auth.backends.ModelBackend"
ZONE = ZoneInfo(settings.TIME_ZONE)
OPENING = time(9, 0)
MOST_NIGHTS = 40  # that are gone through one by one; before them all is made good at once
View = Callable[..., HttpResponse]


def demo_only(view: View) -> View:
    """Whatever a form sends: without the demo there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO:
            raise Http404("只有演示环境有这一页")
        return view(request, *args, **kwargs)

    return guarded


@access("anyone")
@demo_only
@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    """The people to step in as: a part for the bar's menu, a page without a script."""
    template = "portal/demo_people_part.html" if request.htmx else "portal/demo_people.html"
    return render(request, template, {"people": people(request.user.pk), "next": "/"})


@access("anyone")
@demo_only
@require_POST
def person(request: HttpRequest) -> HttpResponse:
    """Be another person from the next page on."""
    wanted = request.POST.get("account", "")
    known = Account.objects.filter(is_active=True, is_superuser=False, official__isnull=False)
    account = get_object_or_404(known, pk=int(wanted) if wanted.isdigit() else 0)
    login(request, account, backend=BACKEND)
    messages.info(request, f"现在您是{account.official.name}。")
    return redirect(safe_next(request))


@access("demo")
@demo_only
@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """Move the office's clock forward; what fell due on the way happens now, not at the timer's next tick."""
    start = clock.now()
    target = _target(request, start)
    advance_clock(target)
    messages.info(request, f"办公时钟已拨到{moment(target)}。{_told(_pass(start, target))}")
    return redirect(safe_next(request))


def _target(request: HttpRequest, at: datetime) -> datetime:
    """Nine o'clock of the next working day, or of the day that was chosen."""
    today = clock.date_of(at)
    if request.POST.get("to") == "workday":
        on = calendars.current().next_workday(today + timedelta(days=1))
    else:
        on = _chosen(request.POST.get("date", ""))
    return datetime.combine(on, OPENING, ZONE)


def _pass(start: datetime, target: datetime) -> list[SweepRun]:
    """The sweeps that would have run meanwhile, one at each midnight, so that nothing is recorded as missed."""
    first, last = clock.date_of(start), clock.date_of(target)
    midnights = [clock.start_of_day(first + timedelta(days=n + 1)) for n in range((last - first).days)]
    return [sweep(at) for at in (*midnights[-MOST_NIGHTS:], target)]


def _told(runs: list[SweepRun]) -> str:
    counts = {name: sum(getattr(run, name) for run in runs) for name in ("warned", "passed", "acted")}
    parts = [(counts["warned"], "件临期提醒"), (counts["passed"], "件超期"), (counts["acted"], "件到期自动办理")]
    said = "、".join(f"{count} {what}" for count, what in parts if count)
    return f"其间有{said}。" if said else "其间没有到期事项。"


def _chosen(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput("请选择要拨到的日期", field="date") from error
