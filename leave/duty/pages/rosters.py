"""Who keeps duty now, a month of an organ, making and publishing it, turns by person; a month and turns as Excel."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from govrules.core import clock
from govrules.core.access import access
from govrules.core.calendar import queries as calendars
from govrules.core.office.actions import set_setting
from govrules.core.office.models import Organ
from govrules.core.office.pages.filling import Page, fill_in
from govrules.core.tables import download
from leave.board.viewer import Viewer, viewer
from leave.duty import actions
from leave.duty.counting import period_of, turns, without_turn
from leave.duty.forms import PublishForm, SettingForm, TurnsForm
from leave.duty.guards import require_keeper
from leave.duty.making import objections, without_main_head
from leave.duty.models import DutyRoster
from leave.duty.pages.doors import FORM, month_address, organ_of, roster_of, typed
from leave.duty.planning import days_of, following, previous
from leave.duty.queries import kind_of, month_of, overview, rows_of, sees_log, visible_to
from leave.duty.rules import KEY, rules_of
from leave.duty.staff import staff_of
from leave.duty.tabling import roster_rows, turn_rows


@access("officials")
@require_safe
def duty(request: HttpRequest) -> HttpResponse:
    """Who keeps duty now and who must and does not, holes ahead, his own shifts and what he is asked."""
    him, at = viewer(request), clock.now()
    return render(request, "leave/duty/index.html", {"him": him, "view": overview(him, at), "at": at})


@access("officials")
@require_safe
def organ(request: HttpRequest, organ_id: int) -> HttpResponse:
    """A month of an organ; `?month=2026-06`; with `export=xlsx` the same table as Excel."""
    him, month = viewer(request), month_of(request.GET.get("month"))
    context = _month(him, organ_of(him, organ_id), month)
    if request.GET.get("export") == "xlsx":
        return _as_table(context)
    return render(request, "leave/duty/month.html", context)


def _as_table(context: dict[str, Any]) -> HttpResponse:
    """The month that the page would show; where it shows none there is nothing to hand out."""
    roster: DutyRoster | None = context["roster"]
    if roster is None:
        raise Http404
    rows = roster_rows(context["rows"], roster.published_at is not None, context["at"])
    return download(f"{roster}.xlsx", "值班表", rows)


def _month(him: Viewer, organ: Organ, month: date) -> dict[str, Any]:
    at = clock.now()
    roster = visible_to(him).filter(organ=organ, month=month).select_related("organ", "published_by").first()
    rules = rules_of(him.government, month)
    keeps = organ.pk in him.organs
    return {
        "him": him, "organ": organ, "month": month, "previous": previous(month), "next": following(month),
        "roster": roster, "rows": rows_of(roster, at) if roster else [], "rules": rules,
        "demanded": rules.demands(organ), "keeps": keeps, "hours": rules.hours(organ),
        "over": days_of(month)[-1] < clock.today(), "at": at, "own": rules.setting(month),
        "starts": rules.starts(month), "log": sees_log(him, organ),
    }  # fmt: skip


@access("officials")
@require_http_methods(FORM)
def make(request: HttpRequest, organ_id: int) -> HttpResponse:
    """Choose who takes turns, and lay out the month."""
    him, month, at = viewer(request), month_of(request.GET.get("month")), clock.now()
    organ = organ_of(him, organ_id)
    require_keeper(him.official, organ, at)
    last = days_of(month)[-1]
    rules = rules_of(him.government, month)
    form = TurnsForm(staff_of(organ, rules, month, last), max(month, min(last, clock.today())), **typed(request))
    back = month_address(DutyRoster(organ=organ, month=month))

    def act(_: dict[str, Any]) -> str:
        roster = actions.make(
            organ, month, actions.Turns(form.turns("leaders"), form.turns("officers")), by=him.official
        )
        return f"已编排{roster}，核对后公布"

    page = Page(
        f"编排{organ.short_name}{month.year}年{month.month}月值班表", "按顺序轮流编排", back,
        "外出的人员自动跳过，回来后先补上一班。已编排未公布的会重新编排。", facts=_days(month),
    )  # fmt: skip
    return fill_in(request, form, page, act)


def _days(month: date) -> dict[str, str]:
    """Holidays and make-up days of a month, as they stand in the calendar."""
    calendar = calendars.current()
    named: dict[str, list[str]] = {"放假": [], "调休上班": []}
    for one in days_of(month):
        kind = kind_of(calendar, one)
        if kind.key in ("off", "made"):
            named["放假" if kind.key == "off" else "调休上班"].append(f"{one.day}日（{kind.name}）")
    return {name: "、".join(days) for name, days in named.items() if days}


@access("officials")
@require_http_methods(FORM)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Look once more at what stands against it, then publish."""
    him, at = viewer(request), clock.now()
    roster = roster_of(him, pk)
    require_keeper(him.official, roster.organ, at)
    shifts = list(roster.shifts.select_related("leader", "officer"))
    for shift in shifts:
        shift.roster = roster
    form = PublishForm(**typed(request))
    if not without_main_head(roster, shifts):
        del form.fields["why"]

    def act(data: dict[str, Any]) -> str:
        actions.publish(roster, by=him.official, why_no_main_head=data.get("why", ""))
        return f"{roster}已公布，已通知各班人员"

    open_ = [reason.message for reason in objections(roster, shifts, at)] if request.method != "POST" else []
    facts = {"共": f"{len(shifts)}班"} | ({"还有问题": "；".join(open_)} if open_ else {})
    page = Page(
        f"公布{roster}", "公布", month_address(roster), "公布后通知每个有班的人；之后逐班改派或者换班。", facts=facts
    )
    return fill_in(request, form, page, act)


@access("officials")
@require_safe
def people(request: HttpRequest, organ_id: int) -> HttpResponse:
    """How often each has a turn in a year or a month; `?year=2026` or `?month=2026-06`; with `export=xlsx` as Excel."""
    him, today = viewer(request), clock.today()
    period = period_of(request.GET.get("year", ""), request.GET.get("month", ""), today)
    organ = organ_of(him, organ_id)
    found = turns(organ, period)
    if request.GET.get("export") == "xlsx":
        name = f"{organ.short_name}{period.words}值班统计"
        return download(f"{name}.xlsx", "值班统计", turn_rows(found))
    context = {
        "him": him, "organ": organ, "period": period, "turns": found,
        "without": without_turn(organ, found, period, today) if found else [],
        "before": period.before, "after": period.after,
    }  # fmt: skip
    return render(request, "leave/duty/people.html", context)


@access("office")
@require_http_methods(FORM)
def setting(request: HttpRequest) -> HttpResponse:
    """What the office fixes itself: when duty is handed over, what counts as at once."""
    him = viewer(request)
    form = SettingForm(initial={"since": clock.today()}, **typed(request))

    def act(data: dict[str, Any]) -> str:
        value = {"starts": f"{data['starts']:%H:%M}", "at_once": data["at_once"]}
        set_setting(him.government, KEY, value, basis=data["basis"], since=data["since"], by=him.official)
        return "已登记本办规定：值班交接班时间"

    intro = "只在工作规则没有规定的地方起作用，页面上注明“本办规定”；已编排的班次不变。"
    return fill_in(request, form, Page("规定值班交接班时间", "登记", "leave:duty", intro), act)
