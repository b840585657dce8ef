"""The shape of what is typed for a request; the form asks what the adopted rules look at in its sort, and no more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from documents.publicity.actions import Done, Draft
from documents.publicity.facts import GROUNDS, PAPERS, asked, choices_of, looked_at
from documents.publicity.models import INVITATION_PAPER, PLAN, Publicity
from documents.publicity.sorts import INVITING, LABELS, NEEDS_REASON
from documents.submission.forms import ask_by_name
from govrules.core.files.actions import Checked
from govrules.core.files.forms import AttachmentsField
from govrules.core.office.forms import Day, Moment
from govrules.core.office.models import Official, Organ, Seat
from govrules.rulebook import Rulebook
from govrules.rulebook.vocabulary import FACTS

FACT = "fact_"
LEADERS = "拟请出席的领导"
PLAIN = ("title", "starts_at", "place", "body")


def area(label: str, rows: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **more)


class PublicityForm(forms.Form):
    """A request of a sort; `by` is its drafter, `organs` those he may draft for, `book` the rules that apply."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="报批单位", empty_label=None)
    title = forms.CharField(label="事项名称", max_length=120)
    person = forms.ModelChoiceField(Official.objects.none(), required=False, empty_label="请选择")
    starts_at = Moment()
    place = forms.CharField(max_length=100)
    leaders = forms.ModelMultipleChoiceField(
        Seat.objects.none(), label=LEADERS, required=False, widget=forms.CheckboxSelectMultiple
    )
    body = area("", 8, max_length=20_000)
    why = area("理由", 3, max_length=500, help_text="为什么确需办理")
    press_need = area("工作需要", 2, max_length=300, required=False)
    press_value = area("新闻价值", 2, max_length=300, required=False)
    press_effect = area("社会效果", 2, max_length=300, required=False)
    basis = forms.CharField(label="所依据的规定", max_length=200, required=False, help_text="文件名称、文号或安排")
    invitation = AttachmentsField(label="邀请函或请柬", required=False, most=3)
    plan = AttachmentsField(label="活动安排方案", required=False, most=3)
    attachments = AttachmentsField(label="文稿、其他材料", required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Official, organs: list[int], book: Rulebook, sort: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sort = sort
        ours = Organ.objects.filter(government=by.government_id, is_active=True, pk__in=organs)
        self.fields["organ"].queryset = ours
        self.fields["person"].queryset = Official.objects.filter(government=by.government_id).order_by("name", "pk")
        self.fields["leaders"].queryset = Seat.objects.filter(government=by.government_id, organ=None)
        self.in_words()
        self.by_the_rules(book)
        ask_by_name(self)

    def in_words(self) -> None:
        """The words of this sort."""
        words = LABELS[self.sort]
        for name, label in {"starts_at": words.when, "place": words.place, "body": words.body}.items():
            self.fields[name].label = label
        self.fields["person"].label = words.person

    def by_the_rules(self, book: Rulebook) -> None:
        """Ask what these rules look at, in the words of their facts."""
        wanted = looked_at(book, self.sort)
        rests = {"party_arranged", "rules_named"} & wanted
        shown: Mapping[str, bool] = {
            "person": bool(LABELS[self.sort].person), "leaders": self.sort in INVITING,
            "why": self.sort in NEEDS_REASON, "basis": bool(rests),
            **{key: key in wanted for key in GROUNDS}, **{role: fact in wanted for role, fact in PAPERS.items()},
        }  # fmt: skip
        for name in [name for name, kept in shown.items() if not kept]:
            del self.fields[name]
        for key in asked(book, self.sort):
            self.fields[FACT + key] = question(key, choices_of(book, self.sort, key))

    @property
    def questions(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith(FACT)]

    @property
    def plain(self) -> list[forms.BoundField]:
        """What stands in the main column, in the order of the form."""
        aside = ("organ", "leaders", "seen")
        return [f for f in self if f.name not in aside and not f.name.startswith(FACT)]

    def draft(self) -> Draft:
        """What was typed, as the acts take it."""
        data = self.cleaned_data
        declared = {k.removeprefix(FACT): v for k, v in data.items() if k.startswith(FACT) and v}
        return Draft(
            **{name: data[name] for name in PLAIN}, person=data.get("person"), leaders=tuple(data.get("leaders") or ()),
            why=data.get("why", ""), basis=data.get("basis", ""), declared=declared,
            grounds={key: data.get(key, "") for key in GROUNDS},
        )  # fmt: skip

    def papers(self) -> dict[str, list[Checked]]:
        return {role: self.cleaned_data.get(role) or [] for role in (INVITATION_PAPER, PLAN)}


def question(fact: str, choices: list[tuple[str, str]]) -> forms.Field:
    """A yes-no as a box to tick, a choice as a list."""
    name = FACTS[fact].name
    if FACTS[fact].type is bool:
        return forms.BooleanField(label=name, required=False)
    picker = forms.Select({"class": "form-select"})
    return forms.ChoiceField(label=name, choices=[("", "请选择"), *choices], widget=picker)


class DoneForm(forms.Form):
    """What was published or attended."""

    at = Moment(label="时间")
    where = forms.CharField(max_length=200)
    public = forms.BooleanField(label="公开发表", required=False)

    def __init__(self, *args: Any, one: Publicity, asks_publicity: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["where"].label = LABELS[one.sort].where
        if not asks_publicity:
            del self.fields["public"]
        ask_by_name(self)

    def done(self) -> Done:
        data = self.cleaned_data
        return Done(data["at"], data["where"], data.get("public", False))


class UpperForm(forms.Form):
    """The approval of a government above."""

    issued_on = Day(label="批准日期")
    note = forms.CharField(label="批准的机关和文号", max_length=200)
    paper = AttachmentsField(label="批件", required=False, most=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_by_name(self)


def initial_of(one: Publicity) -> dict[str, Any]:
    """A request's values as the form shows them."""
    values = {name: getattr(one, name) for name in ("starts_at", "place", "body", "why", "basis", "person")}
    matter = one.matter
    shared = {"title": matter.title, "organ": matter.organ_id, "seen": matter.version}
    declared = {f"{FACT}{key}": value for key, value in one.declared.items()}
    return values | shared | declared | one.grounds | {"leaders": list(one.leaders.all())}
