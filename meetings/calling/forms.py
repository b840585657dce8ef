"""The shape of what the office types for a meeting."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms

from documents.submission.forms import ask_by_name
from govrules.core import clock
from govrules.core.office.models import Official, Seat
from govrules.core.office.queries import adoption_on, book_of
from govrules.core.workdays import OFFICE_ZONE
from govrules.rulebook import Rulebook
from govrules.rulebook.vocabulary import FACTS
from meetings.bodies import chairs
from meetings.calling.models import Meeting, Room
from meetings.calling.planning import Plan
from meetings.items.forms import DAY, SeatField, leaders
from meetings.items.models import AgendaItem
from meetings.items.states import State as ItemState

LONGEST = 1440


class MeetingForm(forms.Form):
    """A meeting: of which body, when and where, under whose chair."""

    body = forms.ChoiceField(label="会议", choices=[])
    day = forms.DateField(label="日期", widget=DAY)
    begins = forms.TimeField(label="开始时间", widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    minutes_planned = forms.IntegerField(label="预计时长（分钟）", min_value=1, max_value=LONGEST, initial=120)
    room = forms.ModelChoiceField(Room.objects.none(), label="会议室", required=False, empty_label="其他地点")
    place = forms.CharField(label="其他地点", required=False, max_length=60, help_text="不在会议室召开时填写")
    chair = SeatField(label="主持人", required=False, empty_label="请选择")
    scope = forms.ChoiceField(label="会议性质", required=False, choices=[])
    important = forms.BooleanField(label="重要会议", required=False)
    by_video = forms.BooleanField(label="视频会议", required=False)
    remarks = forms.CharField(label="其他要求", required=False, max_length=200)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Official, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.book = book_of(adoption_on(by.government, clock.today()))
        self.fields["body"].choices = [("", "请选择"), *((b.key, b.title) for b in self.book.bodies)]
        self.fields["room"].queryset = Room.objects.filter(government=by.government_id, is_active=True)
        self.fields["chair"].offer(able(by, self.book))
        if "scope" in self.book.facts_for("call_meeting"):
            domain = FACTS["scope"].domain or {}
            named = self.book.named_values("scope")
            self.fields["scope"].choices = [("", "未定"), *((k, v) for k, v in domain.items() if k in named)]
        else:
            del self.fields["scope"]
        ask_by_name(self)

    def clean(self) -> dict[str, Any]:
        """Somewhere it has to be."""
        data = super().clean() or {}
        if not data.get("room") and not data.get("place", "").strip():
            self.add_error("place", "请选择会议室，或填写其他地点")
        return data

    def plan(self) -> Plan:
        """What was typed, as the acts take it; the moment is in the office's time."""
        data = {k: v for k, v in self.cleaned_data.items() if k not in ("day", "begins", "seen")}
        starts = datetime.combine(self.cleaned_data["day"], self.cleaned_data["begins"], OFFICE_ZONE)
        return Plan(starts_at=starts, **data)


def able(by: Official, book: Rulebook) -> list[Seat]:
    """All seats from which some body may be chaired; every leader's where the rules name nobody for one."""
    found = {seat.pk: seat for body in book.bodies for seat, _ in chairs(by.government, body)}
    if any(not body.chairs for body in book.bodies):
        found |= {seat.pk: seat for seat in leaders(by)}
    return sorted(found.values(), key=lambda seat: (seat.order, seat.pk))


def initial_of(meeting: Meeting) -> dict[str, Any]:
    """A meeting's values as the form shows them."""
    plain = ("body", "minutes_planned", "room", "place", "chair", "scope", "important", "by_video", "remarks")
    local = meeting.starts_at.astimezone(OFFICE_ZONE)
    values = {name: getattr(meeting, name) for name in plain}
    return values | {"day": local.date(), "begins": local.time(), "seen": meeting.matter.version}


def proposed_start(day: str) -> dict[str, Any]:
    """A new meeting begins at nine, on the day that was picked in the calendar."""
    return {"day": day, "begins": time(9)}


class LateForm(forms.Form):
    """Which item to add late, why, and what the rules ask about that."""

    item = forms.ModelChoiceField(AgendaItem.objects.none(), label="议题", empty_label="请选择")
    reason = forms.CharField(label="临时增加的理由", max_length=300)
    said = forms.MultipleChoiceField(label="情况", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, meeting: Meeting, facts: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = waiting_for(meeting)
        self.fields["item"].label_from_instance = lambda item: item.matter.title
        self.fields["said"].choices = [(key, FACTS[key].name) for key in facts]
        if not facts:
            del self.fields["said"]
        ask_by_name(self)


def waiting_for(meeting: Meeting) -> Any:
    """The items that are approved for a meeting of this body and not on an agenda, the oldest first."""
    found = AgendaItem.objects.filter(
        matter__government=meeting.matter.government_id,
        matter__state=ItemState.APPROVED,
        body=meeting.body,
        meeting=None,
    )
    return found.select_related("matter__organ", "sponsor").order_by("-study", "matter__moved_at", "pk")
