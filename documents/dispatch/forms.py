"""The shape of what the office types for a dispatch."""

from __future__ import annotations

from typing import Any

from django import forms

from documents.dispatch.actions import Recorded, Text
from documents.dispatch.models import Disclosure, Dispatch, DispatchKind, IssuedName, Review, Series, Trait
from documents.submission.forms import ask_by_name, checked_names, names
from govrules.core.files.forms import AttachmentsField
from govrules.core.office.models import Official, Organ

SIGNERS = [("", "不适用"), ("portfolio_leader", "分管领导"), ("head", "政府主要负责人")]


class DispatchForm(forms.Form):
    """A dispatch: in whose name, of which kind, to whom, with which text."""

    title = forms.CharField(label="标题", max_length=160)
    in_name_of = forms.ChoiceField(
        label="发文名义", choices=IssuedName.choices, widget=forms.RadioSelect, initial="county"
    )
    dispatch_kind = forms.ChoiceField(label="文种", choices=DispatchKind.choices, initial="ordinary")
    important = forms.BooleanField(label="以办公室名义的重要文件", required=False)
    important_signer = forms.ChoiceField(label="重要文件由谁签发", choices=SIGNERS, required=False)
    alt_consent = forms.BooleanField(label="经主要负责人同意后由分管领导签发", required=False)
    recipients = forms.CharField(label="主送", max_length=400)
    cc = forms.CharField(label="抄送", required=False, max_length=400)
    body = forms.CharField(label="正文", widget=forms.Textarea(attrs={"rows": 18}), max_length=60_000, strip=False)
    disclosure = forms.ChoiceField(
        label="公开属性", choices=[("", "请选择"), *Disclosure.choices], required=False, help_text="印发前必须确定"
    )
    declared = forms.MultipleChoiceField(
        label="性质（如实选择）", choices=Trait.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    attachments = AttachmentsField(required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_by_name(self)

    def clean_recipients(self) -> str:
        """Marks alone are no name."""
        return checked_names(self.cleaned_data["recipients"])

    def text(self) -> Text:
        """What was typed, as the acts take it."""
        data = {k: v for k, v in self.cleaned_data.items() if k not in ("attachments", "seen")}
        data["declared"] = tuple(data["declared"])
        return Text(**(data | {k: names(data[k]) for k in ("recipients", "cc")}))


class ReviewForm(forms.Form):
    """A review or decision to be put on record."""

    kind = forms.ChoiceField(label="依据", choices=Review.choices)
    issuer = forms.ModelChoiceField(
        Organ.objects.none(), label="出具单位", required=False, empty_label="会议或县委"
    )
    issued_on = forms.DateField(label="日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    note = forms.CharField(label="文号或说明", max_length=100)

    def __init__(self, *args: Any, by: Official, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issuer"].queryset = Organ.objects.filter(government=by.government_id, is_active=True)

    def recorded(self) -> Recorded:
        return Recorded(**self.cleaned_data)


class NumberForm(forms.Form):
    """Which series to draw from."""

    series = forms.ModelChoiceField(Series.objects.none(), label="发文代字", empty_label=None)

    def __init__(self, *args: Any, by: Official, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["series"].queryset = Series.objects.filter(government=by.government_id)


def initial_of(dispatch: Dispatch) -> dict[str, Any]:
    """A dispatch's values as the form shows them."""
    plain = (
        "in_name_of",
        "dispatch_kind",
        "important",
        "important_signer",
        "alt_consent",
        "body",
        "disclosure",
        "declared",
    )
    lists = {name: "、".join(getattr(dispatch, name)) for name in ("recipients", "cc")}
    values = {name: getattr(dispatch, name) for name in plain}
    return values | lists | {"title": dispatch.matter.title, "seen": dispatch.matter.version}
