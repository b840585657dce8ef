"""The shape of what a department types. Whether it keeps to the rules is the gates' business, not the form's."""

from __future__ import annotations

from typing import Any

from django import forms

from documents.departmental.actions import Recorded, Text
from documents.departmental.facts import OPINIONS, SEVERAL, asked, bases, gates_on, questions
from documents.departmental.gates import named
from documents.departmental.models import ISSUERS, Addressee, Basis, DepartmentDocument, Position
from documents.submission.forms import ask_by_name, checked_names, names
from govrules.core import clock
from govrules.core.errors import BadInput
from govrules.core.files.actions import Checked
from govrules.core.files.forms import AttachmentsField
from govrules.core.office.models import Official, Organ, OrganKind
from govrules.core.office.queries import adoption_on, book_of
from govrules.rulebook import Rulebook
from govrules.rulebook.articles import article_name

QUESTION = "fact_"
YES_NO = {"yes": True, "no": False}
CHOICES = [("", "请选择"), ("yes", "是"), ("no", "否")]


def date_field(label: str, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more)


def organs_field(label: str) -> forms.ModelMultipleChoiceField:
    boxes = forms.CheckboxSelectMultiple
    return forms.ModelMultipleChoiceField(Organ.objects.none(), label=label, required=False, widget=boxes)


class OwnForm(forms.Form):
    """A document of a department; `by` is its drafter, `organs` those for which he may draft."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="发文单位", empty_label=None)
    title = forms.CharField(label="标题", max_length=160, help_text="如：某某县教育局关于……的通知")
    recipients = forms.CharField(label="主送", max_length=400, help_text="照文件上的写法，用“、”隔开")
    addressees = forms.MultipleChoiceField(label="发往", choices=Addressee.choices, widget=forms.CheckboxSelectMultiple)
    sent_to = organs_field("在本系统收文的单位（印发后看得到这份文件）")
    body = forms.CharField(
        label="正文", required=False, widget=forms.Textarea(attrs={"rows": 18}), max_length=60_000, strip=False,
        help_text="可以只上传附件",
    )  # fmt: skip
    touched = organs_field("涉及其他单位职权的，选出这些单位")
    joint = organs_field("联合发文的，选出联合的部门（送签时由其主要负责人同意）")
    checked_basis = forms.CharField(
        label="核对人和依据",
        required=False,
        max_length=200,
        help_text="上面各项由谁对照正文核对，如：局办公室张某逐条核对",
    )
    checked_on = date_field("核对日期", required=False)
    attachments = AttachmentsField(required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Official, organs: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = Organ.objects.filter(government=by.government_id, is_active=True)
        self.fields["organ"].queryset = ours.filter(pk__in=organs, kind__in=ISSUERS)
        self.fields["sent_to"].queryset = ours.exclude(kind=OrganKind.OUTSIDE)
        self.fields["touched"].queryset = ours.filter(kind__in=(*ISSUERS, OrganKind.TOWNSHIP))
        self.fields["joint"].queryset = ours.filter(kind__in=ISSUERS)
        self.by_the_rules(book_of(adoption_on(by.government, clock.today())))
        ask_by_name(self)

    def by_the_rules(self, book: Rulebook) -> None:
        """A question for each fact that these rules look at and nothing on record tells."""
        looked_at = asked(book)
        if not (OPINIONS | {SEVERAL}) & looked_at:
            del self.fields["touched"]
        for key in questions(book):
            articles = dict.fromkeys(article_name(gate.article) for gate in gates_on(book, key))
            self.fields[QUESTION + key] = forms.ChoiceField(
                label=named(key), choices=CHOICES, required=False, help_text="、".join(articles),
                widget=forms.Select({"class": "form-select"}),
            )  # fmt: skip

    @property
    def questions(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith(QUESTION)]

    def clean_recipients(self) -> str:
        """Marks alone are no name."""
        return checked_names(self.cleaned_data["recipients"])

    def text(self) -> Text:
        """What was typed, as the acts take it; a question left open has no answer."""
        data = self.cleaned_data
        answers = {
            key.removeprefix(QUESTION): YES_NO[value]
            for key, value in data.items()
            if key.startswith(QUESTION) and value in YES_NO
        }
        organs = {key: tuple(data.get(key) or ()) for key in ("sent_to", "touched", "joint")}
        return Text(
            title=data["title"], body=data["body"], recipients=names(data["recipients"]),
            addressees=tuple(data["addressees"]), answers=answers, checked_basis=data["checked_basis"],
            checked_on=data["checked_on"], **organs,
        )  # fmt: skip


class BasisForm(forms.Form):
    """A basis to be put on record: those that the rules want."""

    kind = forms.ChoiceField(label="依据", choices=[])
    issuer = forms.ModelChoiceField(
        Organ.objects.none(), label="由哪个单位作出", required=False, empty_label="政府或本单位会议"
    )
    position = forms.ChoiceField(label="该单位的意见", choices=[("", "不适用"), *Position.choices], required=False)
    issued_on = date_field("日期")
    note = forms.CharField(label="文号或说明", max_length=200)
    paper = AttachmentsField(label="凭据", required=False, most=1)

    def __init__(self, *args: Any, by: Official, document: DepartmentDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issuer"].queryset = Organ.objects.filter(government=by.government_id, is_active=True)
        wanted = bases(book_of(document.matter.adoption))
        self.fields["kind"].choices = [choice for choice in Basis.choices if choice[0] in wanted]
        ask_by_name(self)

    def recorded(self) -> Recorded:
        data = dict(self.cleaned_data)
        papers: list[Checked] = data.pop("paper")
        return Recorded(**data, paper=papers[0] if papers else None)


class IssueForm(forms.Form):
    """The department's own number and day."""

    number = forms.CharField(label="本单位发文字号", max_length=60)
    issued_on = date_field("印发日期")


def refuse_typed(form: forms.Form) -> None:
    """What a short form on a page cannot take, field by field."""
    if not form.is_valid():
        raise BadInput(*[f"{form.fields[name].label}：{said[0]}" for name, said in form.errors.items()])


def initial_of(document: DepartmentDocument) -> dict[str, Any]:
    """A document's values as the form shows them."""
    matter = document.matter
    values = {
        "organ": matter.organ_id, "title": matter.title, "recipients": "、".join(document.recipients),
        "addressees": document.addressees, "body": document.body, "checked_basis": document.checked_basis,
        "checked_on": document.checked_on, "seen": matter.version,
    }  # fmt: skip
    organs = {key: list(getattr(document, key).all()) for key in ("sent_to", "touched", "joint")}
    answers = {f"{QUESTION}{key}": "yes" if value else "no" for key, value in document.answers.items()}
    return values | organs | answers
