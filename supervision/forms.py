"""The shape of what is typed on the pages of supervision; whether it may be so the acts say."""

from __future__ import annotations

from typing import Any

from django import forms

from govrules.core.office.forms import ActForm, Day
from govrules.core.office.models import Government, Organ, OrganKind
from supervision.assigning import Assigned


class AssignForm(ActForm):
    """What the head assigns."""

    title = forms.CharField(label="事项", max_length=200)
    what = forms.CharField(label="任务内容", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    assigned_on = Day(label="交办日期")
    organ = forms.ModelChoiceField(Organ.objects.none(), label="责任单位", empty_label="请选择")
    helpers = forms.ModelMultipleChoiceField(
        Organ.objects.none(), label="配合单位", required=False, widget=forms.CheckboxSelectMultiple
    )
    due_on = Day(label="完成时限", required=False)
    demand = forms.CharField(
        label="督促检查要求", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, government: Government, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organs = Organ.objects.filter(government=government, is_active=True).exclude(kind=OrganKind.OUTSIDE)
        for name in ("organ", "helpers"):
            self.fields[name].queryset = organs
            self.fields[name].label_from_instance = lambda organ: organ.short_name

    def typed(self) -> Assigned:
        data = self.cleaned_data
        helpers = tuple(organ for organ in data["helpers"] if organ != data["organ"])
        return Assigned(**data | {"helpers": helpers})


class NoticeForm(ActForm):
    """A special notice to the organ responsible."""

    text = forms.CharField(label="督办要求", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    reply_by = Day(label="回复时限")


class PeriodForm(forms.Form):
    """From day to day."""

    since = Day(label="自")
    until = Day(label="至")
