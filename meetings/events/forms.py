"""The shape of what is typed for a county-wide meeting or event; the form asks what the adopted rules look at."""

from __future__ import annotations

from typing import Any

from django import forms

from documents.submission.forms import ask_by_name
from govrules.core import clock
from govrules.core.files.forms import AttachmentsField
from govrules.core.office.forms import Moment
from govrules.core.office.models import Official, Organ, Seat
from govrules.core.office.queries import adoption_on, book_of
from govrules.rulebook import Rulebook
from govrules.rulebook.vocabulary import FACTS, POSTS
from meetings.events.actions import Draft
from meetings.events.facts import asked, signers
from meetings.events.models import Event, EventKind, InNameOf

PLAIN = (
    "event_kind", "in_name_of", "starts_at", "ends_at", "place", "people", "attending", "programme", "why", "by_video",
    "budget",
)  # fmt: skip


class EventForm(forms.Form):
    """A request to hold one; `by` is its drafter, `organs` those he may draft for."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="主办单位", empty_label=None)
    title = forms.CharField(label="名称", max_length=120, help_text="如：全县秋季招生工作会议")
    event_kind = forms.ChoiceField(label="种类", choices=EventKind.choices)
    in_name_of = forms.ChoiceField(label="名义", choices=InNameOf.choices, initial=InNameOf.DEPARTMENT)
    scope = forms.ChoiceField(label="内容性质", choices=list((FACTS["scope"].domain or {}).items()), initial="other")
    signer = forms.ChoiceField(label="报请谁确定", choices=[], required=False)
    starts_at = Moment(label="开始")
    ends_at = Moment(label="结束")
    place = forms.CharField(label="地点", max_length=60)
    by_video = forms.BooleanField(label="以视频形式召开", required=False)
    people = forms.IntegerField(label="规模（人数）", min_value=1, max_value=100_000)
    attending = forms.CharField(label="参加范围", max_length=200, help_text="如：各乡镇分管负责人、县直有关部门负责人")
    budget = forms.CharField(label="经费来源", required=False, max_length=120, help_text="预算科目；没有列入预算的留空")
    why = forms.CharField(label="召开的理由", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    programme = forms.CharField(label="会议安排方案", max_length=20_000, widget=forms.Textarea(attrs={"rows": 10}))
    leaders = forms.ModelMultipleChoiceField(
        Seat.objects.none(), label="拟请出席的领导（批准后由办公室统一邀请）", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    declared = forms.MultipleChoiceField(
        label="如实选择", choices=[], required=False, widget=forms.CheckboxSelectMultiple
    )
    attachments = AttachmentsField(required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Official, organs: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = Organ.objects.filter(government=by.government_id, is_active=True, pk__in=organs)
        self.fields["leaders"].queryset = Seat.objects.filter(government=by.government_id, organ=None)
        self.by_the_rules(book_of(adoption_on(by.government, clock.today())))
        ask_by_name(self)

    def by_the_rules(self, book: Rulebook) -> None:
        """Ask what these rules look at, in the words of their facts."""
        facts = asked(book)
        yes = [(key, fact.name) for key, fact in FACTS.items() if key in facts and fact.type is bool]
        self.fields["declared"].choices = yes
        titles = {post.key: post.title for post in book.posts}
        who = signers(book)
        self.fields["signer"].choices = [("", "请选择"), *((key, titles.get(key, POSTS[key])) for key in who)]
        for name, kept in {"scope": "scope" in facts, "signer": bool(who), "declared": bool(yes)}.items():
            if not kept:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if {"starts_at", "ends_at"} <= data.keys() and data["ends_at"] <= data["starts_at"]:
            self.add_error("ends_at", "结束时间应晚于开始时间")
        return data

    def draft(self) -> Draft:
        """What was typed, as the acts take it."""
        data = self.cleaned_data
        told: dict[str, Any] = dict.fromkeys(data.get("declared", ()), True)
        told |= {key: data[key] for key in ("scope", "signer") if data.get(key)}
        plain = {name: data[name] for name in (*PLAIN, "title")}
        return Draft(**plain, declared=told, leaders=tuple(data["leaders"]))


def initial_of(event: Event) -> dict[str, Any]:
    """An event's values as the form shows them."""
    values = {name: getattr(event, name) for name in PLAIN}
    told = [key for key, value in event.declared.items() if value is True]
    picked = {key: event.declared.get(key, "") for key in ("scope", "signer")}
    matter = event.matter
    shared = {"title": matter.title, "organ": matter.organ_id, "seen": matter.version}
    return values | picked | shared | {"declared": told, "leaders": list(event.leaders.all())}
