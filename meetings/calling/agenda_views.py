"""The page on which an agenda is put together, and adding to it late; it works without a script too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from documents.submission.views import reasons_in
from govrules.core.access import access
from govrules.core.errors import BadInput, BrokenRule
from govrules.core.matters.models import Matter
from govrules.core.office.queries import book_of
from govrules.rulebook import Gate, Rulebook
from meetings.calling import actions, agenda, gates
from meetings.calling.actions import Entry
from meetings.calling.forms import LateForm, waiting_for
from meetings.calling.models import Meeting
from meetings.calling.queries import find
from meetings.calling.states import MOVES
from meetings.calling.views import meeting_of
from meetings.items.facts import yes_of

MOST = 200


@dataclass(frozen=True)
class Order:
    """What was pressed: an order of the items with minutes, and on which of them something was done."""

    entries: list[Entry]
    focus: int = 0


@access("office")
@require_http_methods(["GET", "POST"])
def arrange(request: HttpRequest, pk: int) -> HttpResponse:
    """Pick approved items, order them, give them minutes. Every press is kept at once."""
    matter = meeting_of(request, pk)
    if request.method == "POST":
        order = pressed(request)
        actions.arrange(pk, request.user.official, order.entries, number(request.POST.get("version", "")) or 0)
        return redirect(f"{request.path}?at={order.focus}" if order.focus else request.path)
    meeting = find(matter)
    items, book = agenda.items_of(meeting), book_of(matter.adoption)
    context = {
        "matter": matter, "meeting": meeting, "rows": agenda.timeline(meeting.starts_at, items),
        "total": agenda.total(items), "limit": agenda.limit_of(meeting, book), "waiting": waiting_for(meeting)[:MOST],
        "may": matter.state in MOVES["arrange"].sources, "focus": number(request.GET.get("at", "")),
        "study_rule": study_rule(book, meeting),
    }  # fmt: skip
    return render(request, "meetings/calling/agenda.html", context)


def study_rule(book: Rulebook, meeting: Meeting) -> Gate | None:
    """The rule by which an agenda of this body begins with a study, if there is one."""
    fixing = book.gates_for(gates.FIX, {"body": meeting.body})
    return next((gate for gate in fixing if gate.check == "study_first"), None)


def pressed(request: HttpRequest) -> Order:
    """The order as it stands on the page after what was pressed: up, down, off, on, or only kept."""
    keys = [key for key in map(number, request.POST.getlist("item")) if key]
    keys = list(dict.fromkeys(keys))[:MOST]
    act, _, wanted = request.POST.get("do", "").partition("-")
    focus = number(wanted)
    if act == "on":
        keys += [key for key in map(number, request.POST.getlist("add")) if key and key not in keys]
    if focus in keys and act in ("up", "down", "off"):
        keys = moved(keys, focus, act)
    return Order([Entry(key, minutes(request, key)) for key in keys], focus or 0)


def moved(keys: list[int], key: int, act: str) -> list[int]:
    """One place up or down, or off the list."""
    at = keys.index(key)
    rest = [k for k in keys if k != key]
    if act == "off":
        return rest
    to = max(at - 1, 0) if act == "up" else min(at + 1, len(rest))
    return [*rest[:to], key, *rest[to:]]


def minutes(request: HttpRequest, key: int) -> int | None:
    """The minutes typed for an item; `BadInput` where that is no number."""
    typed = request.POST.get(f"minutes-{key}", "").strip()
    if not typed:
        return None
    found = number(typed)
    if not found:
        raise BadInput("时长请填写分钟数", field="minutes")
    return found


def number(text: str) -> int | None:
    """A whole number that fits a key; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def add_late(request: HttpRequest, matter: Matter, ask: Callable[[Meeting, datetime], Any]) -> HttpResponse:
    """Add an item to an agenda that is fixed; a principle may be departed from for a reason. Whom it concerns is asked
    by `ask`, an act of the room of attendance, whose address this is."""
    meeting = find(matter)
    asked = yes_of(book_of(matter.adoption), gates.LATE)
    form = LateForm(request.POST if request.method == "POST" else None, meeting=meeting, facts=asked)
    refused: BrokenRule | None = None
    if request.method == "POST" and form.is_valid():
        data, by = form.cleaned_data, request.user.official
        item, reason, said = data["item"].pk, data["reason"], data.get("said", ())
        try:
            actions.add_late(matter.pk, by, item, reason, said, reasons_in(request), ask)
            messages.success(request, "已临时增加，并已告知")
            return redirect("meetings:meeting", matter.pk)
        except BrokenRule as found:
            refused = found

    context = {"matter": matter, "meeting": meeting, "form": form, "refused": refused}
    status = 422 if refused else 400 if form.errors else 200
    return render(request, "meetings/calling/late.html", context, status=status)
