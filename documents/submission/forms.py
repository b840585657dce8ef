"""The shape of what a drafter types. Whether it keeps to the rules is the gates' business, not the form's."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from django import forms

from documents.asking import keep_asked, only_asked
from documents.submission.actions import Draft
from documents.submission.models import Declaration, DirectReason, Disclosure, DocKind, Scope, Submission, Urgency
from documents.submission.secrecy import GRADES
from govrules.core import clock
from govrules.core.files.forms import AttachmentsField
from govrules.core.office.models import Appointment, Official, Organ, OrganKind
from govrules.core.office.queries import adoption_on, book_of, current
from govrules.rulebook import Rulebook
from govrules.rulebook.vocabulary import FACTS

NAMES = re.compile(r"[、，,;；\n]+")
HEARINGS = [(h, h) for h in ("座谈会", "论证会", "听证会", "公开征求意见", "实地走访", "问卷调查")]
CONSULTABLE = (OrganKind.DEPARTMENT, OrganKind.TOWNSHIP, OrganKind.INSTITUTION)


def names(text: str) -> tuple[str, ...]:
    """Names written with 、 or on lines of their own."""
    return tuple(name.strip() for name in NAMES.split(text) if name.strip())


def ask_by_name(form: forms.Form) -> None:
    """What is missing is asked for by its name."""
    for field in form.fields.values():
        field.error_messages = field.error_messages | {"required": f"请填写{field.label}"}


def checked_names(text: str) -> str:
    if not names(text):
        raise forms.ValidationError("请填写机关名称")
    return text


# A field of the form -> the facts for which the rules must ask, else it is not shown.
ASKED_BY = {
    "scope": {"scope"},
    "matters_count": {"matters"},
    "asks_for_reply": {"contains_request"},
    "necessity": {"necessity_stated"},
    "urgency_reason": {"urgency_reason_given"},
    "wanted_by": {"workdays_left"},
    "disclosure": {"disclosure_given", "to_be_public"},
    "hearings": {"hearing_forms"},
    "addressed_to": {"addressed_to_leader"},
    "direct_reason": {"addressed_to_leader"},
    "direct_note": {"addressed_to_leader"},
    "skips_level": {"skips_level"},
    "skip_approval": {"skips_level"},
}
IMPORTANT = "extra_important"


class SubmissionForm(forms.Form):
    """A draft of a request or a report; `by` is its drafter, `organs` those he may draft for."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="主办单位", empty_label=None)
    doc_kind = forms.ChoiceField(label="文种", choices=DocKind.choices, widget=forms.RadioSelect, initial="request")
    title = forms.CharField(label="标题", max_length=160, help_text="如：阳光镇人民政府关于……的请示")
    recipients = forms.CharField(label="主送", help_text="只写一个主送机关；其他单位写在抄送")
    organ_number = forms.CharField(label="发文字号", required=False, max_length=40, help_text="如：某教字〔2026〕31号")
    body = forms.CharField(label="正文", widget=forms.Textarea(attrs={"rows": 18}), max_length=60_000, strip=False)
    scope = forms.ChoiceField(label="内容性质", choices=Scope.choices, initial=Scope.SPECIAL)
    matters_count = forms.IntegerField(label="请示事项数", min_value=1, max_value=20, initial=1)
    asks_for_reply = forms.BooleanField(label="文中请求批复（报告不得夹带请示事项）", required=False)
    necessity = forms.CharField(
        label="行文理由", required=False, max_length=300, help_text="为什么确有必要行文，一两句话"
    )
    secrecy = forms.ChoiceField(label="密级", choices=GRADES, required=False, help_text="本系统只办理不涉密的公文")
    urgency = forms.ChoiceField(label="紧急程度", choices=Urgency.choices, required=False)
    urgency_reason = forms.CharField(label="紧急原因", required=False, max_length=200)
    wanted_by = forms.DateField(
        label="请求批复的日期", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="有批复时间要求的填写；要给政府留足研究决策的时间",
    )  # fmt: skip
    disclosure = forms.ChoiceField(label="公开属性", choices=[("", "请选择"), *Disclosure.choices], required=False)
    cc = forms.CharField(label="抄送", required=False, max_length=400)
    contact_name = forms.CharField(label="联系人", required=False, max_length=30)
    contact_phone = forms.CharField(label="联系电话", required=False, max_length=30)
    touched = forms.ModelMultipleChoiceField(
        Organ.objects.none(),
        label="涉及其他单位职权的，选出这些单位",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    declared = forms.MultipleChoiceField(
        label="性质和前期工作", choices=Declaration.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    hearings = forms.MultipleChoiceField(
        label="听取意见的形式", choices=HEARINGS, required=False, widget=forms.CheckboxSelectMultiple
    )
    addressed_to = forms.ModelChoiceField(
        Official.objects.none(), label="直接报送政府领导个人", required=False, empty_label="不直接报送个人"
    )
    direct_reason = forms.ChoiceField(label="直接报送的缘由", choices=DirectReason.choices, required=False)
    direct_note = forms.CharField(label="缘由说明", required=False, max_length=200, help_text="如：6月1日某某领导交办")
    skips_level = forms.BooleanField(label="越级行文", required=False)
    skip_approval = forms.CharField(label="越级批准依据", required=False, max_length=100)
    proposal = forms.CharField(
        label="有分歧时的办理建议", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    attachments = AttachmentsField(required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Official, organs: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = Organ.objects.filter(government=by.government_id, is_active=True)
        self.fields["organ"].queryset = ours.filter(pk__in=organs)
        self.fields["touched"].queryset = ours.filter(kind__in=CONSULTABLE)
        self.fields["addressed_to"].queryset = leaders(by)
        self.by_the_rules(book_of(adoption_on(by.government, clock.today())))
        ask_by_name(self)

    def by_the_rules(self, book: Rulebook) -> None:
        """Ask what these rules look at, and offer what they know of."""
        asked = book.asked("submit", "incoming")
        only_asked(self.fields["declared"], asked_as(asked))
        if IMPORTANT not in book.named_values("urgency"):
            self.fields["urgency"].choices = [c for c in Urgency.choices if c[0] != IMPORTANT]
        direct = {"", *exceptions(book)}
        self.fields["direct_reason"].choices = [c for c in DirectReason.choices if c[0] in direct]
        keep_asked(self, ASKED_BY, asked)

    def clean_recipients(self) -> str:
        """Marks alone are no name."""
        return checked_names(self.cleaned_data["recipients"])

    def draft(self) -> Draft:
        """What was typed, as the acts take it."""
        data = {k: v for k, v in self.cleaned_data.items() if k not in ("organ", "attachments", "seen")}
        data |= {k: names(data[k]) for k in ("recipients", "cc")}
        data |= {k: tuple(data[k]) for k in ("touched", "declared", "hearings") if k in data}
        return Draft(**data)


def asked_as(asked: Collection[str]) -> set[str]:
    """The declarations behind the facts that are asked for; who reviewed fair competition rests on one of them."""
    bases = {base for fact in asked for base in FACTS[fact].any_of}
    reviewed = {Declaration.COMPETITION} if "competition_reviewer" in asked else set()
    return {*asked, *bases, *reviewed}


def exceptions(book: Rulebook) -> set[str]:
    """For which reasons these rules let a document go to a leader in person."""
    gates = [gate for gate in book.gates if gate.check == "not_to_leader"]
    return {reason for gate in gates for reason in gate.params["except"]}


def leaders(by: Official) -> Any:
    """The leaders of his government: those whose seat belongs to no organ."""
    leading = Appointment.objects.filter(current(clock.today()), seat__organ=None).values("official")
    return Official.objects.filter(government=by.government_id, pk__in=leading)


def initial_of(submission: Submission) -> dict[str, Any]:
    """A submission's values as the form shows them."""
    plain = (
        "doc_kind", "organ_number", "body", "scope", "matters_count", "asks_for_reply", "necessity", "urgency",
        "urgency_reason", "wanted_by", "disclosure", "contact_name", "contact_phone", "declared", "hearings",
        "addressed_to", "direct_reason", "direct_note", "skips_level", "skip_approval", "proposal",
    )  # fmt: skip
    values = {name: getattr(submission, name) for name in plain}
    lists = {name: "、".join(getattr(submission, name)) for name in ("recipients", "cc")}
    matter = submission.matter
    shared = {"title": matter.title, "organ": matter.organ_id, "seen": matter.version}
    return values | lists | shared | {"touched": list(submission.touched.all())}
