"""The shape of what the office types for a dispatch."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Case, When

from documents.asking import keep_asked, only_asked
from documents.dispatch.actions import Recorded, Text
from documents.dispatch.models import (
    LETTER,
    Addressee,
    Disclosure,
    Dispatch,
    DispatchKind,
    IssuedName,
    Review,
    Series,
    Signer,
    Trait,
)
from documents.submission.forms import CONSULTABLE, ask_by_name, checked_names, names
from govrules.core import clock
from govrules.core.files.forms import AttachmentsField
from govrules.core.office.models import Official, Organ
from govrules.core.office.queries import adoption_on, book_of
from govrules.rulebook import Rulebook

# A field of the form -> the facts for which the rules must ask, else it is not shown.
ASKED_BY = {
    "addressee": {"addressee", "direction"},
    "important": {"important"},
    "signer": {"signer"},
    "alt_consent": {"alt_consent"},
    "touched": {"portfolios"},
}
REVIEWED_BY = {Review.LEGALITY: "legality_reviewer", Review.COMPETITION: "competition_reviewer"}
ALWAYS_KINDS = frozenset({DispatchKind.ORDINARY, DispatchKind.REPLY})


class DispatchForm(forms.Form):
    """A dispatch: in whose name, of which kind, to whom, with which text."""

    title = forms.CharField(label="标题", max_length=160)
    in_name_of = forms.ChoiceField(
        label="发文名义", choices=IssuedName.choices, widget=forms.RadioSelect, initial="county"
    )
    dispatch_kind = forms.ChoiceField(label="文种", choices=DispatchKind.choices, initial="ordinary")
    business_of = forms.ModelChoiceField(
        Organ.objects.none(), label="主管单位", required=False, empty_label="政府办公室",
        help_text="内容属于哪个单位的业务，据此确定分管领导",
    )  # fmt: skip
    touched = forms.ModelMultipleChoiceField(
        Organ.objects.none(), label="还涉及哪些单位的业务", required=False, widget=forms.CheckboxSelectMultiple
    )
    addressee = forms.ChoiceField(label="发往", choices=Addressee.choices, required=False)
    important = forms.BooleanField(
        label="重要文件", required=False, help_text="重要事项、重要政策和重要工作部署；据此确定由谁签发、是否须经会议"
    )
    signer = forms.ChoiceField(label="由谁签发", choices=[], required=False, help_text="规则允许选择时选定")
    alt_consent = forms.BooleanField(label="经主要负责人同意后由分管领导签发", required=False)
    recipients = forms.CharField(label="主送", max_length=400)
    cc = forms.CharField(label="抄送", required=False, max_length=400)
    body = forms.CharField(
        label="正文", widget=forms.Textarea(attrs={"rows": 18}), max_length=60_000, strip=False,
        help_text="“一、”“（一）”后写短的小标题，打印为黑体、楷体；整段的内容用“1.”编号，打印为仿宋",
    )  # fmt: skip
    disclosure = forms.ChoiceField(label="公开属性", choices=[("", "请选择"), *Disclosure.choices], required=False)
    declared = forms.MultipleChoiceField(
        label="性质（如实选择）", choices=Trait.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    attachments = AttachmentsField(required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Official, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        book = book_of(adoption_on(by.government, clock.today()))
        organs = Organ.objects.filter(government=by.government_id, is_active=True, kind__in=CONSULTABLE)
        self.fields["business_of"].queryset = self.fields["touched"].queryset = organs
        self.fields["dispatch_kind"].choices = [
            c for c in DispatchKind.choices if c[0] in ALWAYS_KINDS | book.named_values("dispatch_kind")
        ]
        signers = book.named_values("signer")
        self.fields["signer"].choices = [("", "未选定"), *(c for c in Signer.choices if c[0] in signers)]
        asked = asked_of(book)
        only_asked(self.fields["declared"], asked)
        keep_asked(self, ASKED_BY, asked)
        ask_by_name(self)

    def clean_recipients(self) -> str:
        """Marks alone are no name."""
        return checked_names(self.cleaned_data["recipients"])

    def text(self) -> Text:
        """What was typed, as the acts take it."""
        data = {k: v for k, v in self.cleaned_data.items() if k not in ("attachments", "seen")}
        data |= {k: tuple(data[k]) for k in ("declared", "touched") if k in data}
        data |= {"addressee": data.get("addressee") or Addressee.SUBORDINATE}
        return Text(**(data | {k: names(data[k]) for k in ("recipients", "cc")}))


def asked_of(book: Rulebook) -> frozenset[str]:
    """The facts that the rules look at before a dispatch is signed."""
    return book.asked("sign_dispatch", "dispatch")


class ReviewForm(forms.Form):
    """A review or decision to be put on record."""

    kind = forms.ChoiceField(label="依据", choices=Review.choices)
    issuer = forms.ModelChoiceField(Organ.objects.none(), label="出具单位", required=False, empty_label="会议或党委")
    issued_on = forms.DateField(label="日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    note = forms.CharField(label="文号或说明", max_length=100)

    def __init__(self, *args: Any, by: Official, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issuer"].queryset = Organ.objects.filter(government=by.government_id, is_active=True)
        asked = asked_of(book_of(adoption_on(by.government, clock.today())))
        self.fields["kind"].choices = [c for c in Review.choices if REVIEWED_BY.get(c[0], c[0]) in asked]

    def recorded(self) -> Recorded:
        return Recorded(**self.cleaned_data)


class NumberForm(forms.Form):
    """Which series to draw from: those for documents in the same name, for a reply (批复) the letters first."""

    series = forms.ModelChoiceField(
        Series.objects.none(), label="发文代字", empty_label=None, widget=forms.Select({"class": "form-select"})
    )

    def __init__(self, *args: Any, by: Official, dispatch: Dispatch | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        series = Series.objects.filter(government=by.government_id)
        if dispatch:
            letters_first = Case(When(code__endswith=LETTER, then=0), default=1)
            order = letters_first.asc() if dispatch.dispatch_kind == DispatchKind.REPLY else letters_first.desc()
            series = series.filter(in_name_of=dispatch.in_name_of).order_by(order, "pk")
        self.fields["series"].queryset = series


def initial_of(dispatch: Dispatch) -> dict[str, Any]:
    """A dispatch's values as the form shows them."""
    plain = (
        "in_name_of",
        "dispatch_kind",
        "addressee",
        "important",
        "signer",
        "alt_consent",
        "business_of",
        "body",
        "disclosure",
        "declared",
    )
    lists = {name: "、".join(getattr(dispatch, name)) for name in ("recipients", "cc")}
    values = {name: getattr(dispatch, name) for name in plain}
    values |= {"touched": list(dispatch.touched.all())}
    return values | lists | {"title": dispatch.matter.title, "seen": dispatch.matter.version}
