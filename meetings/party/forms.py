"""The shape of what is typed for a matter put to the party committee; it asks what the adopted rules look at."""

from __future__ import annotations

from typing import Any

from django import forms

from govrules.core.files.actions import Checked
from govrules.core.files.forms import AttachmentsField
from govrules.core.matters.models import Matter
from govrules.core.office.forms import Day
from govrules.core.office.models import Seat
from govrules.core.office.queries import book_of
from govrules.rulebook.vocabulary import FACTS
from meetings.party import rules
from meetings.party.actions import Draft
from meetings.party.models import Answer, PartyMatter


class PartyForm(forms.Form):
    """`about` is the matter whose rules hold: the parent of a new one, or the matter itself."""

    title = forms.CharField(label="标题", max_length=120)
    sort = forms.TypedChoiceField(label="属于哪一类", choices=[], coerce=int, empty_value=None)
    submitter = forms.ModelChoiceField(Seat.objects.none(), label="由谁牵头提交", required=False, empty_label="未选定")
    declared = forms.MultipleChoiceField(
        label="如实选择", choices=[], required=False, widget=forms.CheckboxSelectMultiple
    )
    material = forms.CharField(
        label="汇报材料", max_length=60_000, widget=forms.Textarea(attrs={"rows": 16}),
        help_text="由主汇报单位按政府会议确定的意见代拟",
    )  # fmt: skip
    attachments = AttachmentsField(required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, about: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rule, asked = rules.rule_for(about), rules.asked(book_of(about.adoption))
        classes = rule.params.classes if rule else ()
        self.fields["sort"].choices = [("", "请选择"), *enumerate(classes, start=1)]
        self.fields["submitter"].queryset = Seat.objects.filter(government=about.government_id, organ=None)
        self.fields["declared"].choices = [(key, FACTS[key].name) for key in asked]
        kept = {"sort": classes, "submitter": rule and rule.params.submitter, "declared": asked}
        for name in [name for name, keep in kept.items() if not keep]:
            del self.fields[name]

    def draft(self) -> Draft:
        data = self.cleaned_data
        told = dict.fromkeys(data.get("declared", ()), True)
        return Draft(data["title"], data["material"], data.get("sort"), data.get("submitter"), told)


class SendForm(forms.Form):
    """How and when it was sent."""

    sent_on = Day(label="报送日期")
    sent_number = forms.CharField(label="报送文号或方式", max_length=80)
    proof = AttachmentsField(label="凭据", most=1)

    def sent(self) -> tuple[Any, str, Checked | None]:
        data = self.cleaned_data
        return data["sent_on"], data["sent_number"], next(iter(data["proof"]), None)


class AnswerForm(forms.Form):
    """What was answered."""

    answer = forms.ChoiceField(label="答复", choices=Answer.choices)
    answered_on = Day(label="答复日期")
    answer_number = forms.CharField(label="答复文号或哪次会议", max_length=80)
    answer_text = forms.CharField(
        label="修改意见或不同意的理由", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DecisionForm(forms.Form):
    """A decision of a meeting that was not held in this system."""

    kind = forms.ChoiceField(label="会议决定", choices=[])
    issued_on = Day(label="会议日期")
    note = forms.CharField(label="会议次数或者纪要编号", max_length=100)

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = rules.recordable(book_of(matter.adoption))


def initial_of(party: PartyMatter) -> dict[str, Any]:
    matter = party.matter
    return {
        "title": matter.title, "sort": party.sort, "submitter": party.submitter_id, "material": party.material,
        "declared": [key for key, value in party.declared.items() if value is True], "seen": matter.version,
    }  # fmt: skip
