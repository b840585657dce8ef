"""The shape of what is typed on the duty pages; whether it may be so is for the acts to say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from govrules.core.office.forms import ActForm, Day, Moment, chosen
from govrules.core.office.models import Official
from govrules.core.wording import day as day_words
from leave.duty.keeping import LONGEST
from leave.duty.making import LONGEST_WHY
from leave.duty.models import DutyShift, EntryKind, Role
from leave.duty.rules import LONGEST_AT_ONCE, STARTS
from leave.duty.staff import Staff

Choices = list[tuple[int, str]]


class Several(forms.TypedMultipleChoiceField):
    """Several rows out of a list, by their keys, in the order of the list."""

    def __init__(self, **said: Any) -> None:
        super().__init__(coerce=int, widget=forms.CheckboxSelectMultiple, **said)


class TurnsForm(ActForm):
    leaders = Several(label="轮流带班的领导")
    first_leader = chosen("带班从谁开始", required=False, empty_value=None)
    officers = Several(label="轮流值班的人员")
    first_officer = chosen("值班从谁开始", required=False, empty_value=None)

    def __init__(self, staff: Staff, day: date, *args: Any, **more: Any) -> None:
        leaders, officers = (list(staff.serving(role, day).items()) for role in (Role.LEADER, Role.OFFICER))
        leading = {pk for pk, _ in leaders}
        usual = [pk for pk, _ in officers if pk not in leading] or [pk for pk, _ in officers]
        more["initial"] = {"leaders": [*leading], "officers": usual} | more.get("initial", {})
        super().__init__(*args, **more)
        for name, people in (("leaders", leaders), ("officers", officers)):
            self.fields[name].choices = people
            self.fields[f"first_{name[:-1]}"].choices = [("", "接着上一个月轮"), *people]

    def turns(self, name: str) -> list[int]:
        """The people chosen, from the one with whom to begin."""
        people: list[int] = self.cleaned_data[name]
        first = self.cleaned_data.get(f"first_{name[:-1]}")
        at = people.index(first) if first in people else 0
        return people[at:] + people[:at]


class PublishForm(ActForm):
    why = forms.CharField(
        label="主要负责同志本月未带班的原因", max_length=200, required=False, help_text="如：在外学习培训至月底"
    )


class AssignForm(ActForm):
    official = chosen("改派", required=False, empty_value=None)
    why = forms.CharField(
        label="原因", max_length=LONGEST_WHY, required=False, help_text="如：临时出差；已公布的，在值班页上一并列出"
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, people: Choices, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["official"].choices = [("", "（空着）"), *people]


class SwapForm(ActForm):
    other = chosen("请谁代我值这一班")
    in_return = chosen(
        "我替他值哪一班", required=False, empty_value=None, help_text="选择对方的一班即为对换；不选为代班"
    )
    reason = forms.CharField(label="原因", max_length=200)

    def __init__(self, people: Choices, shifts: Choices, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.choose("other", people)
        self.fields["in_return"].choices = [("", "不对换"), *shifts]


class EntryForm(ActForm):
    kind = forms.ChoiceField(label="类别", choices=EntryKind.choices, widget=forms.RadioSelect)
    known_at = Moment(label="发生或获知时间")
    text = forms.CharField(label="内容", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}))
    person = forms.CharField(label="来访人、报告人", max_length=60, required=False, help_text="接待来访的必填")
    reported_to = forms.CharField(label="向谁报告", max_length=100, required=False)
    reported_at = Moment(
        label="报告时间", required=False, help_text="突发重大事件不填的，以保存时间为报告时间，同时送政府值班室"
    )
    why_late = forms.CharField(label="未立即报告的原因", max_length=200, required=False)


class FollowUpForm(ActForm):
    text = forms.CharField(label="处置情况", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    settles = forms.BooleanField(label="这件事已办结", required=False)


class HandoverForm(ActForm):
    text = forms.CharField(
        label="移交事项", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}), help_text="没有的写“无”"
    )


class NoteForm(ActForm):
    place = forms.CharField(label="所在位置", max_length=60, help_text="如：在单位、伊拉湖镇防汛现场")
    until = Moment(label="至")
    contact = forms.CharField(label="联系方式", max_length=60, required=False, help_text="不填为登记的电话")


class SettingForm(ActForm):
    starts = forms.TimeField(
        label="每日交接班时间", initial=STARTS, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "请填写有效的时间"},
    )  # fmt: skip
    at_once = forms.IntegerField(
        label="几分钟内报告视为立即报告", min_value=1, max_value=LONGEST_AT_ONCE, required=False,
        help_text="不规定的不填，凡有间隔都请说明原因",
    )  # fmt: skip
    basis = forms.CharField(label="依据", max_length=200, help_text="如：政府值班工作规定")
    since = Day(label="自")


def people(staff: Staff, role: Role, day: date, *, but: Official | None = None) -> Choices:
    """Who may have a place that day."""
    return [(pk, words) for pk, words in staff.serving(role, day).items() if but is None or pk != but.pk]


def others(shifts: Sequence[DutyShift], role: Role, but: Official) -> Choices:
    """Shifts of colleagues in the same place, which he could take in return."""
    found = [(shift, getattr(shift, role)) for shift in shifts]
    return [(row.pk, f"{day_words(row.day)}　{one.name}") for row, one in found if one and one != but]
