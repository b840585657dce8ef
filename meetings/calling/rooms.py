"""The rooms in which meetings are held: kept by the office's staff; what is no longer used stays on record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from documents.submission.forms import ask_by_name
from documents.submission.typed import one_line
from govrules.core import clock
from govrules.core.access import access
from govrules.core.errors import BadInput, NotYours
from govrules.core.journal.actions import Line, record_office
from govrules.core.office.models import Official
from govrules.core.office.queries import in_office
from meetings.calling.models import Room


def add(by: Official, name: str, seats: int) -> Room:
    """A new room; two of one name there are not."""
    at = clock.now()
    require_office(by)
    title = one_line(name)
    if not title:
        raise BadInput("请填写会议室名称", field="name")
    try:
        with transaction.atomic():
            room = Room.objects.create(government=by.government, name=title[:60], seats=seats)
            record_office(by.government, Line("room", at, f"设立会议室“{title}”（{seats}座）", actor=by))
    except IntegrityError as error:
        raise BadInput(f"已有名为“{title}”的会议室", field="name") from error
    return room


def use(room: Room, by: Official, *, active: bool) -> None:
    """Take a room out of use, or into it again; meetings already planned there stay."""
    require_office(by)
    with transaction.atomic():
        room.is_active = active
        room.save()
        text = f"{'恢复使用' if active else '停用'}会议室“{room.name}”"
        record_office(by.government, Line("room", clock.now(), text, actor=by))


def require_office(by: Official) -> None:
    if not in_office(by, clock.today()):
        raise NotYours("会议室由政府办公室管理")


class RoomForm(forms.Form):
    """A new room."""

    name = forms.CharField(label="名称", max_length=60)
    seats = forms.IntegerField(label="座位", min_value=1, max_value=9999)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_by_name(self)


@access("office")
@require_http_methods(["GET", "POST"])
def rooms(request: HttpRequest) -> HttpResponse:
    """All rooms; add one, take one out of use or into it again."""
    by = request.user.official
    ours = Room.objects.filter(government=by.government_id)
    form = RoomForm(request.POST if request.method == "POST" and "room" not in request.POST else None)
    if request.method == "POST" and "room" in request.POST:
        wanted = request.POST["room"]
        room = get_object_or_404(ours, pk=int(wanted) if wanted.isdecimal() and len(wanted) < 10 else 0)
        use(room, by, active=request.POST.get("do") == "use")
        return redirect("meetings:rooms")
    if form.is_valid():
        try:
            room = add(by, form.cleaned_data["name"], form.cleaned_data["seats"])
            messages.success(request, f"已设立{room.name}")
            return redirect("meetings:rooms")
        except BadInput as refused:
            form.add_error(refused.field, str(refused))
    status = 400 if form.errors else 200
    return render(request, "meetings/calling/rooms.html", {"rooms": ours, "form": form}, status=status)
