"""The shape of what is typed for minutes: the text and whom it reaches, the way, a reason, what is made public."""

from __future__ import annotations

from typing import Any

from django import forms

from documents.drafting import LONGEST_TITLE
from documents.submission.forms import names
from govrules.core.office.models import Official, Organ, Seat
from govrules.rulebook.vocabulary import FACTS, POSTS
from meetings.attendance.models import Role
from meetings.minutes import routes
from meetings.minutes.actions import Text, Way
from meetings.minutes.models import Minutes


class TextForm(forms.Form):
    """The text: one paragraph a line, headings by 一、（一）1.（1）."""

    title = forms.CharField(label="标题", max_length=LONGEST_TITLE)
    body = forms.CharField(label="正文", max_length=60_000, strip=False, widget=forms.Textarea(attrs={"rows": 24}))
    apart = forms.CharField(
        label="单独记录的保密事项", max_length=20_000, strip=False, required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="不随纪要分送，只有办公室、会议组成人员和审核签发的领导能看到",
    )  # fmt: skip
    readers = forms.ModelMultipleChoiceField(
        Official.objects.none(), label="分送人员", required=False, widget=forms.CheckboxSelectMultiple
    )
    organs = forms.ModelMultipleChoiceField(
        Organ.objects.none(), label="分送单位", required=False, widget=forms.CheckboxSelectMultiple
    )
    copies = forms.CharField(label="分送其他单位", required=False, max_length=400, help_text="本系统以外的，用顿号分开")
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = minutes.meeting.attendees.filter(role=Role.MEMBER, official__isnull=False).values("official")
        kept = minutes.readers.values("pk")
        people = Official.objects.filter(pk__in=members) | Official.objects.filter(pk__in=kept)
        organs = Organ.objects.filter(government=minutes.matter.government_id, is_active=True)
        self.fields["readers"].queryset = people.distinct().order_by("pk")
        self.fields["organs"].queryset = organs.order_by("order", "pk")
        self.fields["organs"].label_from_instance = lambda organ: organ.short_name

    def text(self) -> Text:
        """What was typed, as the acts take it."""
        data = {key: value for key, value in self.cleaned_data.items() if key != "seen"}
        listed = {key: tuple(data[key]) for key in ("readers", "organs")}
        return Text(**(data | listed | {"copies": names(data["copies"])}))


def initial_of(minutes: Minutes) -> dict[str, Any]:
    """The text as the form shows it."""
    return {
        "title": minutes.matter.title, "body": minutes.body, "apart": minutes.apart, "seen": minutes.matter.version,
        "readers": list(minutes.readers.values_list("pk", flat=True)), "copies": "、".join(minutes.copies),
        "organs": list(minutes.organs.values_list("pk", flat=True)),
    }  # fmt: skip


class WayForm(forms.Form):
    """What the rules leave to the office before minutes are sent to be signed; what they do not ask is not here."""

    called_by_deputy = forms.BooleanField(required=False)
    important = forms.BooleanField(required=False, label="必要时由更高的领导签发")
    signer = forms.ChoiceField(label="由谁签发", choices=[], required=False)
    business_of = forms.ModelChoiceField(
        Organ.objects.none(), label="主管单位", required=False, empty_label="按议题确定",
        help_text="据此确定送哪位分管领导",
    )  # fmt: skip
    signer_seat = forms.ModelChoiceField(
        Seat.objects.none(), label="由谁签发", required=False, empty_label="请选择",
        help_text="规则未作规定，经办公室主任确认",
    )  # fmt: skip

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        kwargs.setdefault("initial", routes.facts_of(minutes) | {
            "business_of": minutes.business_of_id, "signer_seat": minutes.signer_id,
        })  # fmt: skip
        super().__init__(*args, **kwargs)
        book, government = routes.book(minutes), minutes.matter.government_id
        self.fields["called_by_deputy"].label = FACTS["called_by_deputy"].name
        self.fields["signer"].choices = [("", "未选定"), *((key, POSTS[key]) for key in signers(minutes))]
        self.fields["business_of"].queryset = Organ.objects.filter(government=government, is_active=True)
        self.fields["signer_seat"].queryset = Seat.objects.filter(government=government, organ=None)
        self.drop({"called_by_deputy", "important", "signer"} - routes.asked(book))
        silent = routes.is_silent(minutes)
        self.drop(set() if silent else {"signer_seat"})
        self.drop(set() if by_portfolio(minutes) and not silent else {"business_of"})

    def drop(self, unasked: set[str]) -> None:
        for name in unasked & self.fields.keys():
            del self.fields[name]

    def way(self) -> Way:
        """What was settled, as the act takes it."""
        data = self.cleaned_data
        declared = {key: data[key] for key in ("called_by_deputy", "important", "signer") if data.get(key, "") != ""}
        return Way(declared, data.get("business_of"), data.get("signer_seat"))


def signers(minutes: Minutes) -> list[str]:
    """Whom the rules name as signers to choose between, for this body."""
    facts = routes.facts_of(minutes) | {"important": True}
    book, known = routes.book(minutes), FACTS["signer"].domain or {}
    return [key for key in known if (route := routes.found(book, facts, key)) and "signer" in route.when]


def by_portfolio(minutes: Minutes) -> bool:
    """Whether some step of the rules goes by who covers an organ."""
    chains = [route for route in routes.book(minutes).routes if route.chosen_by == "minutes"]
    return any(step.whose == "portfolio_of_organ" for route in chains for step in route.steps)


class ReasonForm(forms.Form):
    """A reason in words; the acts say whether one is needed."""

    reason = forms.CharField(required=False, max_length=300)


class PublicForm(forms.Form):
    """What the office settles for one decided item."""

    choice = forms.ChoiceField(choices=[("publish", "公开"), ("keep", "不公开")])
    words = forms.CharField(required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 3}))
