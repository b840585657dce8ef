"""The queue's pages: the list with one item open, a decision, reading several at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from govrules.core.access import access
from govrules.core.errors import BadInput, BrokenRule, Refused
from govrules.core.matters.models import Step
from govrules.core.matters.queries import mark_opened
from govrules.portal import frame
from govrules.portal.frame import Frame
from govrules.portal.matters.sheets import KINDS
from govrules.portal.queue import item as items
from govrules.portal.queue import queries
from govrules.portal.queue.rows import rows

MOST_AT_ONCE = 30
MORE = ("upward", "filed_at", "proof", "whom", "meeting")  # what kinds of their own ask for; see `Kind.asks`


@access("officials")
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The list, with its first item open beside it where there is room."""
    listing = _listing(request)
    first = listing["rows"][0].pk if listing["rows"] else None
    here = frame.of(request)
    opened = _item(here, listing, items.find(here.official, first)) if first else None
    return render(request, "portal/queue/page.html", listing | {"item": opened, "list_first": True})


@access("officials")
@require_safe
def item(request: HttpRequest, step_id: int) -> HttpResponse:
    """One item: alone for htmx, else with the list beside it. That it was opened is noted on its holder's row."""
    here = frame.of(request)
    step = items.find(here.official, step_id)
    if not items.is_open_to(step, here.official):
        messages.info(request, items.gone(step) if step.decided_at else "这一步现在不在您的待办中。")
        return _elsewhere(request, reverse("portal:matter", args=[step.matter_id]))
    mark_opened(step, here.official, here.at)
    if request.htmx and request.htmx.target == "item":
        shown = {"show": _show(request), "after": request.GET.get("after", "")}
        shown["total"] = queries.counts(here.official, here.at)[shown["show"]]
        return render(request, "portal/queue/_item.html", shown | {"item": _item(here, shown, step)})
    listing = _listing(request, step)
    return render(request, "portal/queue/page.html", listing | {"item": _item(here, listing, step)})


@access("officials")
@require_POST
def opened(request: HttpRequest, step_id: int) -> HttpResponse:
    """The item shown beside the list really came into view."""
    here = frame.of(request)
    mark_opened(items.find(here.official, step_id), here.official, here.at)
    return HttpResponse(status=204)


@access("officials")
@require_POST
def decide(request: HttpRequest, step_id: int) -> HttpResponse:
    """Carry out a decision, then open the next item. What he typed comes back to him if it cannot be taken."""
    here = frame.of(request)
    step = items.find(here.official, step_id)
    items.require_as_seen(step, request.POST.get("seen", ""))
    typed = _typed(request)
    extra = {
        "major": typed.major, "seats": sorted(typed.seats), "side_by_side": typed.side_by_side,
        "until": typed.until, "manner": typed.manner, **typed.more,
    }  # fmt: skip
    try:
        KINDS[step.matter.kind].decide(step.pk, here.official, typed.kind, typed.opinion, extra)
    except (BadInput, BrokenRule) as refused:
        typed.refused = refused
        listing = _listing(request, step)
        context = listing | {"item": _item(here, listing, step, typed)}
        return render(request, _template(request), context, status=refused.status)
    label = next((c.label for c in KINDS[step.matter.kind].choices(step) if c.kind == typed.kind), "")
    messages.success(request, f"已办理：{step.matter.title}（{label}）")
    return _next(request, here, step)


@access("officials")
@require_POST
def read_several(request: HttpRequest) -> HttpResponse:
    """Read the ticked items, each by its own act; one that cannot be read says why and stops no other."""
    here = frame.of(request)
    wanted = [int(pk) for pk in request.POST.getlist("step") if pk.isdigit()][:MOST_AT_ONCE]
    mine = queries.waiting(here.official, "read", here.at).filter(pk__in=wanted)
    done = 0
    for step in mine:
        try:
            KINDS[step.matter.kind].decide(step.pk, here.official, "read", "", {})
            done += 1
        except Refused as refused:
            messages.warning(request, f"“{step.matter.title}”没有办：{refused}")
    if done:
        messages.success(request, f"已圈阅 {done} 件。")
    else:
        messages.info(request, "没有勾选需要圈阅的文件。")
    return _list_again(request)


def _listing(request: HttpRequest, step: Step | None = None) -> dict[str, Any]:
    """What the list shows: tabs with their counts, a page of lines (with an item on it), where the next one begins."""
    here, show = frame.of(request), _show(request)
    counted = queries.counts(here.official, here.at)
    after = request.POST.get("after") or request.GET.get("after") or ""
    begun = queries.anchor(here.official, int(after)) if after.isdigit() else None
    listed = queries.waiting(here.official, show, here.at)
    found = queries.page_holding(listed, begun, step) if step else queries.page(listed, begun)
    tabs = [(f.key, f.label, counted[f.key]) for f in queries.FILTERS]
    return {
        "tabs": tabs, "show": show, "after": found.after or "", "total": counted[show], "more": found.more,
        "rows": rows(found.steps, queries.countersigns(found.steps), here.at),
        "reading": any(s.act == "read" for s in found.steps),
    }  # fmt: skip


def _item(here: Frame, listing: dict[str, Any], step: Step, typed: items.Typed | None = None) -> items.Item:
    listed = queries.waiting(here.official, listing["show"], here.at)
    return items.item(step, listed, listing["total"], here.at, typed)


def _show(request: HttpRequest) -> str:
    show = request.POST.get("show") or request.GET.get("show") or queries.ALL
    return show if show in queries.BY_KEY else queries.ALL


def _typed(request: HttpRequest) -> items.Typed:
    sent = request.POST
    seats = frozenset(int(s) for s in sent.getlist("seats") if s.isdigit())
    return items.Typed(
        sent.get("opinion", ""), sent.get("kind", ""), sent.get("major") == "on", seats,
        sent.get("side_by_side") == "on", sent.get("until", ""), sent.get("manner", ""),
        {name: sent[name] for name in MORE if name in sent},
    )  # fmt: skip


def _template(request: HttpRequest) -> str:
    return "portal/queue/_item.html" if request.htmx else "portal/queue/page.html"


def _next(request: HttpRequest, here: Frame, step: Step) -> HttpResponse:
    """The item that followed the one just decided, in the list he is going through; else the list."""
    show = _show(request)
    coming = queries.following(queries.waiting(here.official, show, here.at), step)
    kept = f"?show={show}" if show != queries.ALL else ""
    where = reverse("portal:item", args=[coming]) if coming else reverse("portal:queue")
    return _elsewhere(request, where + kept)


def _list_again(request: HttpRequest) -> HttpResponse:
    show = _show(request)
    return _elsewhere(request, reverse("portal:queue") + (f"?show={show}" if show != queries.ALL else ""))


def _elsewhere(request: HttpRequest, where: str) -> HttpResponse:
    """Go to another page, by htmx as by a plain form."""
    if not request.htmx:
        return redirect(where)
    return HttpResponse(status=204, headers={"HX-Redirect": where})
