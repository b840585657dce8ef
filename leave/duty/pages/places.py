"""Where the main heads are: the list, and noting one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from govrules.core import clock
from govrules.core.access import access
from govrules.core.clock import date_of
from govrules.core.errors import NotYours, Why
from govrules.core.office.models import Official
from govrules.core.office.pages.filling import Page, fill_in
from leave.board.viewer import Viewer, viewer
from leave.duty import actions
from leave.duty.forms import NoteForm
from leave.duty.pages.doors import FORM, typed
from leave.duty.rules import rules_of
from leave.duty.whereabouts import Location, locations, may_note


@access("officials")
@require_safe
def whereabouts(request: HttpRequest) -> HttpResponse:
    """Where the main heads are: all of them for the office, whose staff keep duty, and the leaders; an organ's own for
    its staff."""
    him, at = viewer(request), clock.now()
    rows = [row for row in locations(him.government, at) if _sees(him, row, at)]
    context = {
        "him": him, "rows": rows, "at": at, "unknown": sum(row.how == "unknown" for row in rows),
        "article": rules_of(him.government, date_of(at)).article,
    }  # fmt: skip
    return render(request, "leave/duty/whereabouts.html", context)


def _sees(him: Viewer, row: Location, at: datetime) -> bool:
    return him.sees_why(row.official.pk) or bool(row.organ and row.organ.pk in him.organs)


@access("officials")
@require_http_methods(FORM)
def note(request: HttpRequest, official_id: int) -> HttpResponse:
    """Note where one is."""
    him, at = viewer(request), clock.now()
    people = Official.objects.filter(government=him.government).select_related("government")
    official = get_object_or_404(people, pk=official_id)
    if not may_note(official, him.official, at):
        raise NotYours(Why("由本人、本单位或者政府办公室登记"))
    evening = timezone.localtime(at).replace(hour=18, minute=0, second=0, microsecond=0)
    until = evening if evening > at else evening + timedelta(days=1)
    form = NoteForm(initial={"place": "在单位", "until": until}, **typed(request))

    def act(data: dict[str, Any]) -> str:
        said = actions.Note(data["place"], data["until"], data["contact"])
        actions.note_place(official, said, by=him.official)
        return f"已登记{official.name}所在位置"

    return fill_in(request, form, Page(f"登记{official.name}所在位置", "登记", "leave:duty_whereabouts"), act)
