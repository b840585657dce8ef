"""The shape of what is typed for a leave. Whether it keeps to the rules is the gates' business, not the form's."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from govrules.core.clock import date_of
from govrules.core.office.forms import ActForm, Day, Moment, chosen, named, people
from govrules.core.office.models import Government, Official, Seat
from govrules.core.office.queries import adoption_on, book_of
from govrules.rulebook import Rulebook
from leave.requests.actions import Wanted
from leave.requests.facts import WITHIN_LIMITS
from leave.requests.granting import candidates
from leave.requests.models import LeaveKind, LeaveRequest

# A field of the form -> the fact for which the rules must ask, else it is not shown.
ASKED_BY = {"urgent": "urgent_trip", "approval": "abroad_approved", "within_limits": WITHIN_LIMITS}


class LeaveForm(ActForm):
    """A request from one seat: what every leave needs, and what the adopted rules look at."""

    kind = forms.ChoiceField(label="事由类别", choices=LeaveKind.choices)
    reason = forms.CharField(label="事由", max_length=300, help_text="如：赴市政府参加全市教育工作会议")
    destination = forms.CharField(label="前往何地", max_length=100)
    starts_at = Moment(label="离开时间")
    ends_at = Moment(label="返回时间")
    companions = forms.CharField(label="同行人员", max_length=200, required=False)
    contact = forms.CharField(label="联系方式", max_length=60, help_text="外出期间能找到本人的电话")
    takes_over = chosen("期间主持工作的负责人", required=False, empty_value=None)
    urgent = forms.BooleanField(label="因紧急事项临时外出，现补报", required=False)
    countries = forms.CharField(label="出访国家（地区）", max_length=100, required=False)
    group_size = forms.IntegerField(label="团组人数", min_value=1, max_value=200, required=False)
    approval = forms.CharField(label="出国（境）批准文号", max_length=100, required=False)
    within_limits = forms.BooleanField(label="已核对：出国次数、时间、国家数量符合有关规定", required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, seat: Seat, at: datetime, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.seat, book = seat, book_of(adoption_on(seat.government, date_of(at)))
        offered, self.acts = candidates(seat, at)
        self.choose("takes_over", named(offered, date_of(at)))
        if not offered:
            del self.fields["takes_over"]
        self.by_the_rules(book)
        for field in self.fields.values():
            field.error_messages = field.error_messages | {"required": f"请填写{field.label}"}

    def by_the_rules(self, book: Rulebook) -> None:
        """Ask what these rules look at; offer the reasons that they list, where they list any."""
        listed = book.feature("leave_form")
        if listed:
            self.fields["kind"].choices = [c for c in LeaveKind.choices if c[0] in listed.params.kinds]
        asked = book.asked("ask_leave", "leave")
        for name, fact in ASKED_BY.items():
            if fact not in asked:
                del self.fields[name]

    def wanted(self, official: Official) -> Wanted:
        """What was typed, as the acts take it."""
        data = {k: v for k, v in self.cleaned_data.items() if k != "seen"}
        seat = data.pop("takes_over", None)
        named_seat = Seat.objects.filter(pk=seat, government=self.seat.government_id).first() if seat else None
        return Wanted(official=official, seat=self.seat, takes_over=named_seat, **data)


PLAIN = (
    "kind", "reason", "destination", "starts_at", "ends_at", "companions", "contact", "urgent", "countries",
    "group_size", "approval",
)  # fmt: skip


def initial_of(leave: LeaveRequest) -> dict[str, Any]:
    """A request's values as the form shows them."""
    values = {name: getattr(leave, name) for name in PLAIN}
    more = {"takes_over": leave.takes_over_seat_id, "within_limits": bool(leave.declared.get(WITHIN_LIMITS))}
    return values | more | {"seen": leave.matter.version}


class SpanForm(forms.Form):
    """As much of the form as looking ahead needs, while the rest is still being filled in."""

    kind = forms.ChoiceField(choices=LeaveKind.choices, required=False)
    starts_at = Moment()
    ends_at = Moment()
    takes_over = forms.IntegerField(required=False)
    urgent = forms.BooleanField(required=False)


class BackForm(ActForm):
    """When he came back; empty is now."""

    back_at = Moment(label="返回时间", required=False, help_text="不填为现在")


class LaterForm(ActForm):
    ends_at = Moment(label="延至")
    reason = forms.CharField(label="延期的理由", max_length=300)


class SoonerForm(ActForm):
    ends_at = Moment(label="何时前返回")
    reason = forms.CharField(label="召回的理由", max_length=200)


class FilingForm(ActForm):
    """The proof of one filing."""

    filed_at = Moment(label="报备时间")
    whom = forms.CharField(label="报备机关", max_length=60, required=False)
    proof = forms.CharField(label="凭据", max_length=200, help_text="如：电话报备，某某接收；文号")


class GiftForm(ActForm):
    """A gift received abroad or from abroad."""

    official = chosen("接收人")
    gift = forms.CharField(label="礼品名称和数量", max_length=100)
    giver = forms.CharField(label="赠送人", max_length=60, required=False)
    received_on = Day(label="接收日期")
    handed_to = forms.CharField(label="移交何处统一管理", max_length=60, required=False)
    handed_on = Day(label="移交日期", required=False)

    def __init__(self, government: Government, at: datetime, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.choose("official", people(government, date_of(at)))
