"""The shape of what is typed to have a disagreement coordinated: a box for each other organ's view and grounds."""

from __future__ import annotations

from typing import Any

from django import forms

from documents.consultation.models import Consultation
from documents.submission.models import Submission
from govrules.core import clock
from govrules.core.matters.models import Matter, StepState
from govrules.core.office.forms import Day
from govrules.core.office.models import Organ, Seat
from govrules.core.office.queries import seats_with_post
from meetings.coordination import rules
from meetings.coordination.actions import LONGEST, Asked, proposal_in
from meetings.coordination.assisting import DEPUTY
from meetings.coordination.models import Sort
from meetings.items.models import AgendaItem

SIDE = "side_"


def text(label: str, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}), **more)


class AskForm(forms.Form):
    """`parent` is the paper on which organs disagree, `sort` by whom it is coordinated."""

    coordinator = forms.ModelChoiceField(Seat.objects.none(), label="由谁协调", empty_label=None)
    question = text("分歧事项")
    grounds = text("主办单位的意见和理据")
    proposal = text("主办单位的办理建议（倾向性意见）")

    def __init__(self, *args: Any, parent: Matter, sort: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parent, self.sort = parent, sort
        rule = rules.rule_for(parent, sort)
        if sort == Sort.HEADS or rule is None:
            del self.fields["coordinator"], self.fields["proposal"]
        else:
            offered = rules.coordinators(parent, rule, clock.today())
            self.fields["coordinator"].queryset = Seat.objects.filter(pk__in=[seat.pk for seat in offered])
            self.fields["proposal"].initial = proposal_in(parent)
        self.ask_each()

    def ask_each(self) -> None:
        """A box for each organ touched; what it said in the consultation stands in it."""
        said = said_of(self.parent)
        for organ in touched(self.parent):
            self.fields[f"{SIDE}{organ.pk}"] = text(
                f"{organ.short_name}的意见和理据", required=False, initial=said.get(organ.pk, ""),
                help_text="没有不同意见的不填",
            )  # fmt: skip

    @property
    def sides(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith(SIDE)]

    def asked(self) -> Asked:
        data = self.cleaned_data
        views = {int(k.removeprefix(SIDE)): v for k, v in data.items() if k.startswith(SIDE)}
        proposal = data["proposal"] if "proposal" in data else proposal_in(self.parent)
        return Asked(self.sort, data["question"], data["grounds"], proposal, views, data.get("coordinator"))


def touched(parent: Matter) -> list[Organ]:
    """The organs that the paper touches or that were asked about it, or about what it comes from."""
    papers = [pk for pk in (parent.pk, parent.parent_id) if pk]
    asked = Consultation.objects.filter(submission__in=papers).exclude(step__state=StepState.CANCELLED)
    found = {*asked.values_list("organ", flat=True)}
    found |= {*Submission.touched.through.objects.filter(submission__in=papers).values_list("organ", flat=True)}
    found |= {*AgendaItem.touched.through.objects.filter(agendaitem=parent.pk).values_list("organ", flat=True)}
    return list(Organ.objects.filter(pk__in=found, government=parent.government_id).exclude(pk=parent.organ_id))


def said_of(parent: Matter) -> dict[int, str]:
    """What each organ last objected."""
    papers = [pk for pk in (parent.pk, parent.parent_id) if pk]
    asked = Consultation.objects.filter(submission__in=papers, step__opinion_kind="disagree").select_related("step")
    return {one.organ_id: one.step.opinion for one in asked}


class AssistantForm(forms.Form):
    """Which deputy director of the office assists which leader."""

    leader = forms.ModelChoiceField(Seat.objects.none(), label="领导", empty_label=None)
    deputy = forms.ModelChoiceField(Seat.objects.none(), label="协助的办公室副主任", empty_label=None)
    since = Day(label="自")

    def __init__(self, *args: Any, government: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader"].queryset = Seat.objects.filter(government=government, organ=None)
        keys = [seat.pk for seat in seats_with_post(government, DEPUTY)]
        self.fields["deputy"].queryset = Seat.objects.filter(pk__in=keys)
