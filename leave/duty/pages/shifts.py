"""A shift: who keeps it, changing a place, swapping, the log, handing over and taking over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from govrules.core import clock
from govrules.core.access import access
from govrules.core.office.models import Official
from govrules.core.office.pages.filling import Page, fill_in
from govrules.core.wording import day, moment
from leave.board.viewer import viewer
from leave.duty import actions
from leave.duty import forms as shapes
from leave.duty.guards import require_begun, require_keeper, require_on_duty, require_published
from leave.duty.holes import ahead, holes
from leave.duty.keeping import next_shift, on_duty, previous_shift, room_name
from leave.duty.models import DutyEntry, DutyShift, EntryKind, Role, SwapState
from leave.duty.pages.doors import FORM, entry_of, shift_address, shift_of, swap_of, typed
from leave.duty.queries import log_of, open_entries, sees_log
from leave.duty.rules import rules_of
from leave.duty.staff import staff_of


@access("officials")
@require_safe
def shift(request: HttpRequest, pk: int) -> HttpResponse:
    """A shift whole; its log for those who may read it."""
    him, at = viewer(request), clock.now()
    row = shift_of(him, pk)
    before, after = previous_shift(row), next_shift(row)
    reads = sees_log(him, row.roster.organ)
    log = log_of(row, before) if reads else None
    mine = him.official.pk in (row.leader_id, row.officer_id)
    context = {
        "him": him, "shift": row, "before": before, "after": after, "log": log, "at": at, "mine": mine,
        "begun": row.starts_at <= at, "over": row.ends_at <= at, "keeps": row.roster.organ_id in him.organs,
        "holes": holes([row]) if row.ends_at > at else [],
        "swaps": row.swaps.filter(state=SwapState.ASKED).select_related("asker", "other", "in_return"),
        "takes": bool(after and him.official.pk in (after.leader_id, after.officer_id)),
        "follows": mine or _keeps_now(row, him.official), "article": _article(row), "kinds": EntryKind,
    }  # fmt: skip
    return render(request, "leave/duty/shift.html", context)


def _keeps_now(row: DutyShift, official: Official) -> bool:
    now = on_duty(row.roster.organ, clock.now())
    return now is not None and official.pk in (now.leader_id, now.officer_id)


def _article(row: DutyShift) -> int | None:
    return rules_of(row.roster.organ.government, row.day).article_for(row.roster.organ)


@access("officials")
@require_http_methods(FORM)
def assign(request: HttpRequest, pk: int, role: str) -> HttpResponse:
    """Change who has a place of a shift."""
    him = viewer(request)
    row = shift_of(him, pk)
    if role not in Role.values:
        raise Http404
    place, organ = Role(role), row.roster.organ
    require_keeper(him.official, organ, clock.now())
    staff = staff_of(organ, rules_of(organ.government, row.day), row.day, row.day)
    holder: Official | None = getattr(row, place)
    seen = holder.pk if holder else None
    form = shapes.AssignForm(
        shapes.people(staff, place, row.day), initial={"official": seen, "seen": seen}, **typed(request)
    )

    def act(data: dict[str, Any]) -> str:
        official = staff.official(data["official"]) if data["official"] else None
        actions.assign(row, place, official, by=him.official, seen=data["seen"], why=data["why"])
        return f"{day(row.day)}{place.label}：{official.name if official else '空着'}"

    facts = {"班次": f"{moment(row.starts_at)}至{moment(row.ends_at)}", "现为": holder.name if holder else "无人"}
    page = Page(f"改派{day(row.day)}{place.label}", "改派", shift_address(row), facts=facts)
    return fill_in(request, form, page, act)


# --- Swapping -------------------------------------------------------------------------------------------


@access("officials")
@require_http_methods(FORM)
def swap(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a colleague to stand in, or to exchange shifts."""
    him, at = viewer(request), clock.now()
    row = shift_of(him, pk)
    require_published(row)
    require_on_duty(row, him.official)
    organ = row.roster.organ
    role = Role.LEADER if row.leader_id == him.official.pk else Role.OFFICER
    staff = staff_of(organ, rules_of(organ.government, row.day), row.day, row.day)
    coming = [one for one in ahead(at, roster__organ=organ) if one.starts_at > at and one.pk != row.pk]
    colleagues = shapes.people(staff, role, row.day, but=him.official)
    form = shapes.SwapForm(colleagues, shapes.others(coming, role, him.official), **typed(request))

    def act(data: dict[str, Any]) -> str:
        other = staff.official(data["other"])
        back = next((one for one in coming if one.pk == data["in_return"]), None)
        actions.ask(row, actions.Asking(role, other, data["reason"], back), by=him.official)
        return f"已请{other.name}答复，同意后自动换班并告知本单位"

    facts = {"班次": f"{moment(row.starts_at)}至{moment(row.ends_at)}", "我的岗位": role.label}
    page = Page(
        f"{day(row.day)}换班", "请对方答复", shift_address(row), "对方同意后才换；外出的人不能接班。", facts=facts
    )
    return fill_in(request, form, page, act)


@access("officials")
@require_POST
def swap_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The one who was asked: agree=1, or not."""
    him = viewer(request)
    agree = request.POST.get("agree") == "1"
    row = actions.answer(swap_of(him.official, pk), agree, by=him.official)
    messages.success(request, f"已{'同意' if agree else '答复不同意'}{row.asker.name}的换班")
    return redirect("leave:duty")


@access("officials")
@require_POST
def swap_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    him = viewer(request)
    actions.withdraw(swap_of(him.official, pk), by=him.official)
    messages.success(request, "已撤回换班")
    return redirect("leave:duty")


# --- The log --------------------------------------------------------------------------------------------


@access("officials")
@require_http_methods(FORM)
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """A line in the log."""
    him, at = viewer(request), clock.now()
    row = shift_of(him, pk)
    require_begun(row, at)
    require_on_duty(row, him.official)
    now = timezone.localtime(at).replace(second=0, microsecond=0)
    form = shapes.EntryForm(initial={"kind": EntryKind.ROUTINE, "known_at": now}, **typed(request))

    def act(data: dict[str, Any]) -> str:
        entry = actions.write(row, actions.Said(**data | {"kind": EntryKind(data["kind"])}), by=him.official)
        told = "，已送政府值班室" if entry.kind == EntryKind.MAJOR else ""
        return f"已记入值班记录{told}"

    intro = f"突发重大事件立即报告{room_name(row.roster.organ)}。记录写入后不能改写，后续情况在下面补记。"
    return fill_in(request, form, Page(f"{day(row.day)}值班记录", "记入", shift_address(row), intro), act)


@access("officials")
@require_http_methods(FORM)
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """How something was dealt with."""
    him = viewer(request)
    entry: DutyEntry = entry_of(him, pk)
    form = shapes.FollowUpForm(**typed(request))

    def act(data: dict[str, Any]) -> str:
        actions.follow_up(entry, data["text"], by=him.official, settles=data["settles"])
        return "已补记处置情况" + ("，这件事已办结" if data["settles"] else "")

    facts = {entry.get_kind_display(): entry.text}
    return fill_in(request, form, Page("处置情况", "记入", shift_address(entry.shift), facts=facts), act)


@access("officials")
@require_POST
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    """The government's duty room has a reported event."""
    him = viewer(request)
    actions.receive(entry_of(him, pk), by=him.official)
    messages.success(request, "已签收")
    return redirect("leave:duty")


@access("officials")
@require_http_methods(FORM)
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """What goes to the next shift; what is open is written down already."""
    him, at = viewer(request), clock.now()
    row = shift_of(him, pk)
    require_begun(row, at)
    require_on_duty(row, him.official)
    still = "\n".join(_line(entry) for entry in open_entries(row))
    form = shapes.HandoverForm(initial={"text": still}, **typed(request))
    after = next_shift(row)

    def act(data: dict[str, Any]) -> str:
        actions.hand_over(row, data["text"], by=him.official)
        return "已交班，等下一班确认"

    names = "、".join(one.name for one in (after.leader, after.officer) if one) if after else "还没有排班"
    page = Page(f"{day(row.day)}交班", "交班", shift_address(row), facts={"下一班": names})
    return fill_in(request, form, page, act)


def _line(entry: DutyEntry) -> str:
    told = f"，{moment(entry.reported_at)}已报{entry.reported_to}" if entry.reported_at else "，未报告"
    return f"{moment(entry.known_at)} {entry.get_kind_display()}：{entry.text.rstrip('。')}{told}，未办结"


@access("officials")
@require_POST
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the next shift confirms; `pk` is the shift that ends."""
    him = viewer(request)
    row = shift_of(him, pk)
    actions.take_over(row, by=him.official)
    messages.success(request, "已接班")
    after = next_shift(row)
    return redirect("leave:duty_shift", after.pk if after else row.pk)
