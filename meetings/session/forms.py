"""The shape of what the secretary types; what is allowed the acts decide."""

from __future__ import annotations

from typing import Any

from django import forms

from govrules.core.office.models import Government, Organ, OrganKind
from meetings.items.models import Secrecy
from meetings.session.models import Decision, DecisionKind
from meetings.session.recording import LONGEST, Typed


class DecisionForm(forms.Form):
    """What was decided on an item."""

    kind = forms.ChoiceField(label="结论", choices=DecisionKind.choices, required=False, widget=forms.RadioSelect)
    text = forms.CharField(
        label="议定内容", required=False, max_length=LONGEST, strip=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    organ = forms.ModelChoiceField(Organ.objects.none(), label="牵头单位", required=False, empty_label="不需要")
    helpers = forms.ModelMultipleChoiceField(
        Organ.objects.none(), label="配合单位", required=False, widget=forms.CheckboxSelectMultiple
    )
    due_on = forms.DateField(label="完成时限", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    demand = forms.CharField(
        label="督促检查要求", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    no_task = forms.CharField(label="没有牵头单位、不立项督办的，写明理由", required=False, max_length=200)
    needs_document = forms.BooleanField(label="需要印发文件", required=False)
    secrecy = forms.ChoiceField(label="公开和保密", choices=Secrecy.choices)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, government: Government, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organs = Organ.objects.filter(government=government, is_active=True).exclude(kind=OrganKind.OUTSIDE)
        organs = list(organs)
        choices = [(organ.pk, organ.short_name) for organ in organs]
        for name in ("organ", "helpers"):
            self.fields[name].queryset = Organ.objects.filter(pk__in=[organ.pk for organ in organs])
        self.fields["organ"].choices = [("", "不需要"), *choices]
        self.fields["helpers"].choices = choices

    def typed(self) -> Typed:
        data = self.cleaned_data
        return Typed(
            data["kind"], data["text"], data["organ"], tuple(data["helpers"]), data["due_on"], data["needs_document"],
            data["secrecy"], data["demand"], data["no_task"],
        )  # fmt: skip


def initial_of(decision: Decision | None, secrecy: str, organ: int) -> dict[str, Any]:
    """The form as it stands: what was saved, else a blank one for the organ that reports."""
    if decision is None or decision.version == 0:
        return {"secrecy": secrecy, "organ": organ, "seen": 0}
    return {
        "kind": decision.kind, "text": decision.text, "organ": decision.organ_id, "secrecy": secrecy,
        "helpers": [organ.pk for organ in decision.helpers.all()], "due_on": decision.due_on,
        "demand": decision.demand, "no_task": decision.no_task, "needs_document": decision.needs_document,
        "seen": decision.version,
    }  # fmt: skip
