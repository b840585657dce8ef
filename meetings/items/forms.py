"""The shape of what is typed for an item. Whether it keeps to the rules is the gates' business, not the form's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from documents.dispatch.actions import Recorded
from documents.dispatch.forms import REVIEWED_BY
from documents.dispatch.models import Review
from documents.submission.forms import CONSULTABLE, ask_by_name
from govrules.core import clock
from govrules.core.files.forms import AttachmentsField
from govrules.core.files.models import Attachment
from govrules.core.matters.models import Matter
from govrules.core.office.models import Official, Organ, Seat
from govrules.core.office.queries import adoption_on, book_of, holders
from govrules.rulebook import Rulebook, article_name
from govrules.rulebook.vocabulary import FACTS
from meetings.items.drafting import Draft
from meetings.items.facts import CONSULTED, declarable
from meetings.items.models import AgendaItem, Secrecy

FACT = "fact_"
NAMES = {"important": "重要事项"}  # what a fact is called of an item, where the vocabulary speaks of a document
DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class SeatField(forms.ModelChoiceField):
    """A leader's seat, with the name of who fills it today."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Seat.objects.none(), **kwargs)
        self.names: dict[int, str] = {}

    def offer(self, seats: list[Seat]) -> None:
        """Offer these seats: their holders' names are asked for once."""
        self.names = {pk: person.name for pk, person in holders(seats, clock.today()).items()}
        self.queryset = Seat.objects.filter(pk__in=[s.pk for s in seats])

    def label_from_instance(self, seat: Seat) -> str:
        return f"{seat.title} {self.names.get(seat.pk, '空缺')}"


def leaders(by: Official) -> list[Seat]:
    """The leaders' seats of his government: those that belong to no organ."""
    return list(Seat.objects.filter(government=by.government_id, organ=None))


class ItemForm(forms.Form):
    """An item: before which body, as which of its business, by whom, with what papers; and what the rules ask."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="汇报单位", empty_label=None)
    title = forms.CharField(label="议题名称", max_length=160, help_text="如：关于……的议题；关于审议《……》的议题")
    business = forms.ChoiceField(label="提交哪个会议、属于哪一项任务", choices=[])
    sponsor = SeatField(label="提出的领导", required=False, empty_label="由单位提出")
    brief = forms.CharField(label="汇报提纲", widget=forms.Textarea(attrs={"rows": 10}), max_length=20_000, strip=False)
    proposal = forms.CharField(
        label="提请议定的意见", widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, required=False, strip=False
    )
    touched = forms.ModelMultipleChoiceField(
        Organ.objects.none(), label="涉及的其他单位", required=False, widget=forms.CheckboxSelectMultiple
    )
    study = forms.BooleanField(label="学习议题", required=False, help_text="传达学习、学法；不作议定")
    secrecy = forms.ChoiceField(
        label="公开和保密", choices=Secrecy.choices, help_text="本系统只办理不涉密的事项；会议保密事项不对外公布"
    )
    minutes_wanted = forms.IntegerField(label="汇报时长（分钟）", min_value=1, max_value=480, required=False)
    attachments = AttachmentsField(required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Official, organs: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = Organ.objects.filter(government=by.government_id, is_active=True)
        self.fields["organ"].queryset = ours.filter(pk__in=organs)
        self.fields["touched"].queryset = ours.filter(kind__in=CONSULTABLE)
        self.fields["sponsor"].offer(leaders(by))
        book = book_of(adoption_on(by.government, clock.today()))
        self.fields["business"].choices = [("", "请选择"), *business_choices(book)]
        self.asked = declarable(book)
        for key in self.asked:
            self.fields[FACT + key] = fact_field(key)
        ask_by_name(self)

    @property
    def plain_facts(self) -> list[forms.BoundField]:
        """What is chosen or counted."""
        return [self[FACT + key] for key in self.asked if FACTS[key].type is not bool]

    @property
    def yes_facts(self) -> list[forms.BoundField]:
        """What is ticked."""
        return [self[FACT + key] for key in self.asked if FACTS[key].type is bool]

    def draft(self) -> Draft:
        """What was typed, as the acts take it."""
        data = self.cleaned_data
        body, _, number = data["business"].partition(":")
        plain = ("title", "sponsor", "brief", "proposal", "study", "secrecy", "minutes_wanted")
        facts = {key: kept(data.get(FACT + key)) for key in self.asked}
        return Draft(
            **{name: data[name] for name in plain}, body=body, business=int(number) if number else None,
            touched=tuple(data["touched"]), declared={key: value for key, value in facts.items() if value},
        )  # fmt: skip


def kept(value: Any) -> Any:
    """A fact as JSON keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def fact_field(key: str) -> forms.Field:
    """The field that asks for a fact; it bears the fact's own name."""
    fact, name = FACTS[key], NAMES.get(key, FACTS[key].name)
    if fact.type is bool:
        return forms.BooleanField(label=name, required=False)
    if fact.domain:
        return forms.ChoiceField(label=name, required=False, choices=[("", "请选择"), *fact.domain.items()])
    if fact.type is int:
        return forms.IntegerField(label=name, required=False, min_value=0, max_value=9999)
    return forms.DateField(label=name, required=False, widget=DAY)


def business_choices(book: Rulebook) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every body with its business, by number, under its article."""
    found = []
    for body in book.bodies:
        group = f"{body.title}（{article_name(body.article)}）"
        lines = [(f"{body.key}:{n}", f"{n}. {text}") for n, text in enumerate(body.business_texts, 1)]
        found.append((group, lines or [(f"{body.key}:", "规则没有列出任务")]))
    return found


class ReviewForm(forms.Form):
    """A review, a decision or an organ's signed opinion to be put on record for an item."""

    kind = forms.ChoiceField(label="依据", choices=[])
    issuer = forms.ModelChoiceField(Organ.objects.none(), label="出具单位", required=False, empty_label="会议或党委")
    issued_on = forms.DateField(label="日期", widget=DAY)
    note = forms.CharField(label="文号或说明", max_length=100)
    paper = forms.ModelChoiceField(Attachment.objects.none(), label="见哪个附件", required=False, empty_label="无")

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issuer"].queryset = Organ.objects.filter(government=matter.government_id, is_active=True)
        self.fields["paper"].queryset = Attachment.objects.filter(matter=matter, removed_at=None)
        self.fields["paper"].label_from_instance = lambda paper: paper.name
        self.fields["kind"].choices = recordable(book_of(matter.adoption))

    def recorded(self) -> Recorded:
        return Recorded(**{k: v for k, v in self.cleaned_data.items() if k != "paper"})


def recordable(book: Rulebook) -> list[tuple[str, str]]:
    """What these rules look for on an item's way."""
    looked_at = book.asked("propose_item", "agenda_item") | book.facts_for("fix_agenda") | book.facts_for("decide_item")
    found = [(k, label) for k, label in Review.choices if REVIEWED_BY.get(k, k) in looked_at]
    return found + ([(CONSULTED, "单位会签意见")] if "unconsulted" in looked_at else [])


class ConferForm(forms.Form):
    """Which leaders to ask before the meeting."""

    seats = forms.ModelMultipleChoiceField(
        Seat.objects.none(), label="征求哪些领导的意见", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: Iterable[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seats"].queryset = Seat.objects.filter(pk__in=[s.pk for s in offered])
        ask_by_name(self)


def initial_of(item: AgendaItem) -> dict[str, Any]:
    """An item's values as the form shows them."""
    plain = ("sponsor", "brief", "proposal", "study", "secrecy", "minutes_wanted")
    values = {name: getattr(item, name) for name in plain} | {FACT + k: v for k, v in item.declared.items()}
    matter = item.matter
    shared = {"title": matter.title, "organ": matter.organ_id, "seen": matter.version}
    return values | shared | {"business": f"{item.body}:{item.business or ''}", "touched": list(item.touched.all())}
