"""The form of a ledger, made from the columns that its rulebook writes; whether that may be is for the acts to say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django import forms

from govrules.core.clock import OFFICE_ZONE, date_of
from govrules.core.files.forms import AttachmentsField
from govrules.core.matters.models import Matter
from govrules.core.office.forms import ActForm, Day, Moment, people
from govrules.core.office.models import Official, Organ
from govrules.core.registers.actions import Said
from govrules.core.registers.models import LedgerEntry
from govrules.core.registers.shape import LONGEST, Kept, listed
from govrules.rulebook.ledgers import Register, RegisterField

COLUMN = "c_"  # before a column's key, so that no column meets a field of ours


@dataclass(frozen=True)
class Whose:
    """Who fills it in, when, and what stands there already."""

    official: Official
    at: datetime
    values: Kept


class EntryForm(ActForm):
    """An entry: its columns in the order of the rules, files, and why something entered before is changed."""

    once = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, register: Register, whose: Whose, *args: Any, entry: LedgerEntry | None = None, **more: Any
    ) -> None:
        initial = {"once": uuid4(), "seen": entry.matter.version if entry else None}
        preset = {column.key: column.preset for column in register.fields if column.preset and not entry}
        initial |= {COLUMN + key: value for key, value in (preset | shown(register, whose.values)).items()}
        super().__init__(*args, initial=initial, **more)
        self.register, self.entry = register, entry
        for column in register.fields:
            field = FIELDS[column.type](column, whose)
            field.label = column.name
            field.required = column.required and not column.only and not (entry and column.type == "file")
            field.help_text = field.help_text or hint(register, column)
            field.error_messages = field.error_messages | {"required": f"请填写{column.name}"}
            self.fields[COLUMN + column.key] = field
        if entry is None:
            if register.attach:
                self.fields["files"] = AttachmentsField(label="、".join(register.attach))
        elif whose.values:
            self.fields["why"] = forms.CharField(
                label="更正原因", max_length=200, required=False,
                help_text="改动已登记的内容时要写；只补充空着的栏目不必写。",
            )  # fmt: skip

    @property
    def columns(self) -> Iterable[Any]:
        """The bound fields that are drawn one below the other."""
        return [self[name] for name in self.fields if name not in ("once", "seen")]

    def refuse(self, refused: Any) -> None:
        """A column's fault stands by its field."""
        if f"{COLUMN}{getattr(refused, 'field', '')}" in self.fields:
            refused.field = f"{COLUMN}{refused.field}"
        super().refuse(refused)

    def said(self, about: Matter | None = None) -> Said:
        """What was typed, as the acts take it."""
        data, values, files = self.cleaned_data, {}, {}
        for column in self.register.fields:
            typed = data.get(COLUMN + column.key)
            if column.type == "file":
                files |= {column.key: typed} if typed else {}
            else:
                values[column.key] = aware(typed) if column.type == "moment" else typed
        if data.get("files"):
            files[""] = data["files"]
        return Said(values, files, about, data.get("once"))


def aware(typed: datetime | None) -> datetime | None:
    return typed if typed is None or typed.tzinfo else typed.replace(tzinfo=OFFICE_ZONE)


def hint(register: Register, column: RegisterField) -> str:
    """What is said below a column."""
    where = asked_where(register, column)
    if column.own:
        return f"{where}由本人登录后填写，不能代填。"
    if column.closes:
        return f"{where}可以以后再补；补齐之前，这一条登记为未办结。"
    return f"{where}必填。" if where and column.required else ""


def asked_where(register: Register, column: RegisterField) -> str:
    """Which entries have such a column: 类别为人大询问、人大质询的，"""
    names = {one.key: one for one in register.fields}
    said = [
        f"{names[key].name}已填写" if wanted is True else f"{names[key].name}为{few(names[key], wanted)}"
        for key, wanted in column.only.items()
    ]
    return f"{'，且'.join(said)}的，" if said else ""


def few(column: RegisterField, wanted: tuple[str, ...]) -> str:
    """The choices in words, or, where that is shorter, all but some."""
    others = [one for one in column.choices if one not in wanted]
    return "、".join(wanted) if len(wanted) <= len(others) + 1 else f"{'、'.join(others)}以外"


def shown(register: Register, values: Kept) -> Kept:
    """What is kept, as the form's fields take it."""
    found: Kept = {}
    for column in register.fields:
        value = values.get(column.key)
        if value is None or column.type == "file":
            continue
        if column.type == "date":
            value = date.fromisoformat(value)
        if column.type == "moment":
            value = datetime.fromisoformat(value)
        found[column.key] = value
    return found


# --- A field for each kind of column --------------------------------------------------------------------


def _text(_: RegisterField, __: Whose) -> forms.Field:
    return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}))


def _number(_: RegisterField, __: Whose) -> forms.Field:
    return forms.DecimalField(min_value=0, error_messages={"invalid": "请填写数字"})


def _date(_: RegisterField, __: Whose) -> forms.Field:
    return Day()


def _moment(_: RegisterField, __: Whose) -> forms.Field:
    return Moment()


def _choice(column: RegisterField, __: Whose) -> forms.Field:
    if column.many:
        widget = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=[(one, one) for one in column.choices], widget=widget)
    return forms.ChoiceField(choices=[("", "请选择"), *((one, one) for one in column.choices)])


def _official(column: RegisterField, whose: Whose) -> forms.Field:
    offered = people(whose.official.government, date_of(whose.at))
    if column.own:
        mine = {whose.official.pk, whose.values.get(column.key)}
        offered = [one for one in offered if one[0] in mine]
    return chosen(column, Official.objects.filter(government=whose.official.government_id), offered, whose)


def _organ(column: RegisterField, whose: Whose) -> forms.Field:
    rows = Organ.objects.filter(government=whose.official.government_id)
    offered = list(rows.filter(is_active=True).values_list("pk", "short_name"))
    return chosen(column, rows, offered, whose)


def chosen(column: RegisterField, rows: Any, offered: list[tuple[int, str]], whose: Whose) -> forms.Field:
    """One row among those offered, or several; what stands there already stays possible, though it is not offered."""
    now = listed(whose.values.get(column.key))
    possible = rows.filter(pk__in={pk for pk, _ in offered} | set(now))
    gone = [(one.pk, str(one)) for one in rows.filter(pk__in=set(now) - dict(offered).keys())] if now else []
    if column.many:
        field = forms.ModelMultipleChoiceField(possible, widget=forms.CheckboxSelectMultiple)
        field.choices = [*offered, *gone]
    else:
        field = forms.ModelChoiceField(possible, empty_label="请选择")
        field.choices = [("", "请选择"), *offered, *gone]
    return field


def _file(_: RegisterField, __: Whose) -> forms.Field:
    return AttachmentsField()


FIELDS: dict[str, Callable[[RegisterField, Whose], forms.Field]] = {
    "text": _text, "number": _number, "date": _date, "moment": _moment, "choice": _choice, "official": _official,
    "organ": _organ, "file": _file,
}  # fmt: skip


class UrgeForm(ActForm):
    text = forms.CharField(label="催办意见", max_length=300)


class ReaderForm(ActForm):
    """Before whom an entry is put."""

    reader = forms.TypedChoiceField(label="送谁阅批", coerce=int)

    def __init__(self, official: Official, at: datetime, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.choose("reader", people(official.government, date_of(at)))


class VoidForm(ActForm):
    reason = forms.CharField(label="作废原因", max_length=200)
