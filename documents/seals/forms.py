"""The shape of what is typed about seals; whether it may be so is for the acts to say."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Q

from documents.seals import rules
from documents.seals.actions import Wanted
from documents.seals.cards import Card
from documents.seals.models import Seal, Sealing, Sort
from documents.seals.routes import DEPUTY, SECTION, deputy_post
from documents.seals.using import Made
from govrules.core.clock import date_of
from govrules.core.errors import BadInput
from govrules.core.files.forms import AttachmentsField
from govrules.core.office.forms import ActForm, Day, people
from govrules.core.office.models import Government, Official, Organ, OrganKind, Seat
from govrules.core.office.queries import holders, in_office, organs_of
from govrules.rulebook import Rulebook

OF_SORT = {
    Sort.USE: ("seal", "purpose", "content", "copies", "blank", "section", "leader", "special", "papers"),
    Sort.OUTING: (
        "seal", "content", "destination", "user", "foreign", "escort", "keeper_goes", "starts_on", "ends_on", "special",
    ),
    Sort.CUSTODY: ("seal", "user", "content", "starts_on", "ends_on"),
    Sort.LETTER: (
        "bearer", "destination", "content", "ends_on", "in_service", "important", "blank", "leader", "special",
        "papers",
    ),
}  # fmt: skip
LABELS = {
    (Sort.OUTING, "content"): "带出事由", (Sort.OUTING, "destination"): "带往何处", (Sort.OUTING, "user"): "用印人",
    (Sort.CUSTODY, "content"): "代管事由", (Sort.CUSTODY, "user"): "代管人", (Sort.LETTER, "content"): "事由",
    (Sort.LETTER, "papers"): "本单位开出的证明", (Sort.LETTER, "ends_on"): "有效期至",
}  # fmt: skip
OPTIONAL = {(Sort.LETTER, "bearer"), (Sort.LETTER, "destination"), (Sort.LETTER, "ends_on")}


class AskForm(ActForm):
    """What is asked for of a seal: the fields of its sort, and of these what the rules look at."""

    once = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    organ = forms.ModelChoiceField(Organ.objects.none(), label="申请单位", empty_label=None)
    seal = forms.ModelChoiceField(Seal.objects.none(), label="印章", empty_label="请选择")
    purpose = forms.ChoiceField(label="用途")
    bearer = forms.CharField(label="持信人姓名、职务", max_length=100)
    destination = forms.CharField(label="前往单位", max_length=100)
    content = forms.CharField(label="用印内容", max_length=300, help_text="如：与某某公司签订的供水合同")
    copies = forms.IntegerField(label="份数", min_value=1)
    user = forms.ModelChoiceField(Official.objects.none(), label="用印人", empty_label="请选择")
    foreign = forms.BooleanField(label="因外事需要", required=False)
    escort = forms.ModelChoiceField(
        Official.objects.none(), label="随同的机要人员", required=False, empty_label="请选择"
    )
    keeper_goes = forms.BooleanField(label="由保管人和用印人共同携带", required=False)
    starts_on = Day(label="自")
    ends_on = Day(label="归还日期")
    in_service = forms.BooleanField(label="持信人为在职职工", required=False, initial=True)
    important = forms.BooleanField(label="重要事宜", required=False)
    blank = forms.BooleanField(label="空白文书", required=False)
    section = forms.ModelChoiceField(Seat.objects.none(), label="科室负责人", required=False, empty_label="请选择")
    leader = forms.ModelChoiceField(Seat.objects.none(), label="由哪位领导审批", required=False, empty_label="请选择")
    special = forms.CharField(
        label="特殊情况的理由", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    papers = AttachmentsField(label="要盖章的文稿", required=False)

    def __init__(self, by: Official, sort: str, book: Rulebook, at: datetime, *args: Any, **more: Any) -> None:
        initial = {"once": uuid4(), "starts_on": date_of(at)} | more.pop("initial", {})
        super().__init__(*args, initial=initial, **more)
        self.by, self.sort, self.book, self.at = by, sort, book, at
        self.organs = Organ.objects.filter(pk__in=organs_of(by, date_of(at)), is_active=True)
        self.fields["organ"].queryset = self.organs
        for name in set(self.fields) - {*OF_SORT[Sort(sort)], "organ", "once", "seen"}:
            del self.fields[name]
        self.by_the_rules()
        self.fill_choices()

    def by_the_rules(self) -> None:
        """Leave out what these rules do not look at, and call things as they are called here."""
        looked_at, posts = rules.asked(self.book, self.sort), rules.posts_asked(self.book, self.sort)
        dropped = {name for name, fact in rules.ASKED.items() if fact not in looked_at}
        dropped |= set() if rules.wants_reason(self.book, self.sort) else {"special"}
        dropped |= {"blank"} if "special" in dropped and self.sort == Sort.USE else set()
        dropped |= set() if SECTION in posts else {"section"}
        dropped |= set() if posts & {"optional", DEPUTY} else {"leader"}
        dropped |= set() if rules.seals_in(self.book).params.purposes else {"purpose"}
        for name in dropped & set(self.fields):
            del self.fields[name]
        for (sort, name), label in LABELS.items():
            if sort == self.sort and name in self.fields:
                self.fields[name].label = label
                self.fields[name].required = self.fields[name].required and (sort, name) not in OPTIONAL

    def fill_choices(self) -> None:
        """Seals, people and seats of this government from which to choose."""
        fill = {
            "seal": self.seals, "purpose": self.purposes, "user": self.officials, "escort": self.officials,
            "section": self.staff_seats, "leader": self.leader_seats,
        }  # fmt: skip
        for name, make in fill.items():
            if name in self.fields:
                make(self.fields[name])

    def seals(self, field: Any) -> None:
        shared = [kind.key for kind in rules.kinds(self.book).values() if not rules.of_own(kind)]
        found = Seal.objects.filter(government=self.by.government_id, is_active=True)
        if self.sort == Sort.CUSTODY:
            found = found.filter(keeper=self.by)
        field.queryset = found.filter(Q(kind__in=shared) | Q(organ__in=self.organs)).select_related("organ")

    def purposes(self, field: Any) -> None:
        field.choices = [("", "请选择"), *((one, one) for one in rules.seals_in(self.book).params.purposes)]

    def officials(self, field: Any) -> None:
        keys = [key for key, _ in people(self.by.government, date_of(self.at))]
        field.queryset = Official.objects.filter(pk__in=keys).order_by("name")

    def staff_seats(self, field: Any) -> None:
        """Seats of his own organs, but for his own."""
        self.seats_of(field, Seat.objects.filter(organ__in=self.organs))

    def leader_seats(self, field: Any) -> None:
        """The government's leaders where one of them is picked, else his own organ's deputies."""
        if "optional" in rules.posts_asked(self.book, self.sort):
            letters = rules.letters_in(self.book)
            posts = letters.params.by if letters else ()
            return self.seats_of(field, Seat.objects.filter(organ=None, post__in=posts))
        deputies = {deputy_post(organ) for organ in self.organs}
        return self.seats_of(field, Seat.objects.filter(organ__in=self.organs, post__in=deputies))

    def seats_of(self, field: Any, seats: Any) -> None:
        """Seats that somebody fills, by his name."""
        found = list(seats.filter(government=self.by.government_id))
        filled = holders(found, date_of(self.at))
        kept = [seat for seat in found if seat.pk in filled and filled[seat.pk].pk != self.by.pk]
        field.queryset = Seat.objects.filter(pk__in=[seat.pk for seat in kept])
        field.label_from_instance = lambda seat: f"{filled[seat.pk].name}（{seat.title}）"

    def wanted(self) -> Wanted:
        """What was typed, as the act takes it; a letter bears the seal that the rules name."""
        data = {key: value for key, value in self.cleaned_data.items() if key not in ("organ", "seen")}
        if self.sort == Sort.LETTER:
            seal = rules.letter_seal(self.book, self.cleaned_data["organ"])
            if seal is None:
                raise BadInput("还没有登记介绍信所用的印章，请先登记")
            data["seal"] = seal
        return Wanted(sort=self.sort, **data)


def initial_of(one: Sealing) -> dict[str, Any]:
    """What was asked for, to be put right."""
    names = {name for name in (*OF_SORT[Sort(one.sort)], "seal") if name != "papers"}
    return {name: getattr(one, name) for name in names} | {"seen": one.matter.version, "organ": one.matter.organ_id}


class MadeForm(ActForm):
    """An impression, as the keeper writes it down."""

    once = forms.UUIDField(required=False, widget=forms.HiddenInput)
    on = Day(label="用印日期")
    copies = forms.IntegerField(label="份数", min_value=0)
    used_by = forms.CharField(label="用印人", max_length=60)
    shelf = forms.CharField(label="签字文稿原件存放处", required=False, max_length=100, help_text="或者上传扫描件")
    papers = AttachmentsField(label="签字文稿扫描件", required=False)

    def __init__(self, at: datetime, *args: Any, **more: Any) -> None:
        super().__init__(*args, initial={"once": uuid4(), "on": date_of(at)} | more.pop("initial", {}), **more)

    def made(self) -> Made:
        return Made(**self.cleaned_data)


class CardForm(ActForm):
    """A seal's card."""

    kind = forms.ChoiceField(label="种类")
    organ = forms.ModelChoiceField(Organ.objects.none(), label="用章单位", empty_label=None)
    name = forms.CharField(label="印章名称", max_length=60)
    keeper = forms.ModelChoiceField(Official.objects.none(), label="保管人", empty_label="请选择")
    place = forms.CharField(label="存放处", required=False, max_length=100)

    def __init__(self, by: Official, book: Rulebook, at: datetime, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        on, government = date_of(at), by.government
        known = rules.kinds(book)
        self.choose("kind", [(kind.key, kind.name) for kind in known.values()])
        self.fields["organ"].queryset = self.organs(by, government, on, known.values())
        keys = [key for key, _ in people(government, on)]
        self.fields["keeper"].queryset = Official.objects.filter(pk__in=keys).order_by("name")
        storage = book.feature("seal_storage")
        if storage:
            self.fields["place"].help_text = f"应存入{storage.params.where}"  # type: ignore[attr-defined]

    def organs(self, by: Official, government: Government, on: Any, known: Any) -> Any:
        """Those that have seals, and of these where he may enter one."""
        kept_in = {OrganKind(one) for kind in known for one in kind.kept_in}
        found = Organ.objects.filter(government=government, is_active=True, kind__in=kept_in)
        return found if in_office(by, on) else found.filter(pk__in=organs_of(by, on))

    def card(self) -> Card:
        return Card(**self.cleaned_data)
