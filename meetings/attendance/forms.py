"""Shapes of what is typed about who comes; what is allowed the acts decide."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from govrules.core import clock
from govrules.core.matters.models import Matter
from govrules.core.office.models import Appointment, Official
from govrules.core.office.queries import current, staff_of
from meetings.attendance.actions import Guest
from meetings.attendance.excusing import LONGEST_REASON, Asking, gives_opinion, stand_in_rule
from meetings.attendance.models import Attendee, Role
from meetings.calling.models import Meeting
from meetings.items.models import AgendaItem

ADDED = (Role.ITEM, Role.FIXED, Role.INVITED, Role.STAFF)


def serving(by: Official) -> Any:
    """Everybody in office in his government."""
    seats = Appointment.objects.filter(current(clock.today()), seat__government=by.government_id)
    return Official.objects.filter(pk__in=seats.values("official")).order_by("name")


class GuestForm(forms.Form):
    """One more who comes: an official, or somebody from outside."""

    role = forms.ChoiceField(label="身份", choices=[(r.value, r.label) for r in ADDED])
    official = forms.ModelChoiceField(Official.objects.none(), label="人员", required=False, empty_label="外单位人员")
    name = forms.CharField(label="外单位人员姓名", max_length=30, required=False)
    title = forms.CharField(label="单位和职务", max_length=60, required=False)
    items = forms.ModelMultipleChoiceField(
        AgendaItem.objects.none(), label="列席的议题", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, by: Official, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["official"].queryset = serving(by)
        items = meeting.items.filter(off_reason="").select_related("matter")
        self.fields["items"].queryset = items.order_by("position")
        self.fields["items"].label_from_instance = lambda item: item.matter.title

    def guest(self) -> Guest:
        data = self.cleaned_data
        return Guest(data["role"], data["official"], data["name"], data["title"], tuple(data["items"]))


class ExcuseForm(forms.Form):
    """Why he cannot come; who comes instead and what he has to say, where the rules know of it."""

    reason = forms.CharField(label="事由", max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2}))
    stand_in = forms.ModelChoiceField(Official.objects.none(), label="替会人", required=False, empty_label="请选择")
    stand_in_name = forms.CharField(label="其他替会人的姓名和职务", max_length=60, required=False)
    opinion = forms.CharField(
        label="对议题的意见和建议", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(
        self, *args: Any, parent: Matter, meeting: Meeting, attendee: Attendee, at: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rule = stand_in_rule(parent, meeting, attendee)
        if self.rule and attendee.organ:
            others = staff_of(attendee.organ, clock.date_of(at)).exclude(pk=attendee.official_id)
            self.fields["stand_in"].queryset = others.order_by("pk")
        else:
            del self.fields["stand_in"], self.fields["stand_in_name"]
        if self.rule and getattr(self.rule.params, "who", "named") == "deputy":
            del self.fields["stand_in_name"]
        if not gives_opinion(parent, attendee):
            del self.fields["opinion"]

    def asking(self) -> Asking:
        data = self.cleaned_data
        names = ("stand_in_name", "opinion")
        return Asking(data["reason"], data.get("stand_in"), *(data.get(name) or "" for name in names))


def numbered(sent: Any) -> dict[int, int]:
    """The places typed beside the names: `place-12` = 3."""
    pairs = ((key.removeprefix("place-"), value) for key, value in sent.items() if key.startswith("place-"))
    return {int(key): int(value) for key, value in pairs if key.isdecimal() and value.isdecimal()}
