"""Ledgers (台账): what an entry consists of, what it waits for, who writes which column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from govrules.rulebook import vocabulary as words
from govrules.rulebook.fields import Key, Positive, PostKey, Recorded, RegisterKind, Text, wrong
from govrules.rulebook.schema import Element, Frozen

ColumnKind = Literal["text", "number", "date", "moment", "choice", "official", "organ", "file"]
KINDS_FOR: dict[str, tuple[ColumnKind, ...]] = {  # what may be said of which columns
    "preset": ("choice",), "each": ("choice",), "many": ("choice", "official", "organ"), "own": ("official", "text"),
    "posts": ("official",), "tell": ("official",), "host": ("organ",), "every": ("organ",), "total": ("number",),
    "since": ("moment",),
}  # fmt: skip


class RegisterField(Frozen):
    """A column of a ledger. `required`: no entry without it; `closes`: an entry stays open until it is filled in, and
    `waits` is what is said of it meanwhile (待回应). `only`: neither holds but where other columns say so; `true`
    stands for whatever is filled in there. `article`: which of the ledger's articles it is about, if not the first.

    `many`: several in one column; `preset`: what holds where nothing is chosen; `each`: what the ledger is about is to
    have an entry with each of these; `every`: organs of these kinds are counted with 0 too; `total`: its numbers are
    added up; `since`: how long after another column's moment is told.

    `own`: only the person himself may put his name there, and only he writes a text so marked; `posts`: who is named
    there holds one of them; `tell`: he is told at once; `host`: it is the organ that has the matter which the entry is
    about (谁起草谁解读).
    """

    key: Annotated[Key, Field(max_length=18)]
    name: Text
    article: Positive | None = None
    type: ColumnKind = "text"
    choices: tuple[Text, ...] = ()
    required: bool = False
    closes: bool = False
    waits: str = ""
    only: dict[Key, Literal[True] | tuple[Text, ...]] = {}
    many: bool = False
    preset: str = ""
    each: tuple[Text, ...] = ()
    every: tuple[Literal["department", "township", "institution"], ...] = ()
    total: bool = False
    since: str = ""
    own: bool = False
    posts: tuple[PostKey, ...] = ()
    tell: bool = False
    host: bool = False

    @model_validator(mode="after")
    def choices_when_choosing(self) -> Self:
        if (self.type == "choice") != bool(self.choices):
            raise wrong("choices", "只有“choice”类的栏目要写可选项，而且必须写")
        for name, said in (("preset", [self.preset]), ("each", self.each)):
            if any(one and one not in self.choices for one in said):
                raise wrong(name, "不在可选项之中", self.choices)
        return self

    @model_validator(mode="after")
    def kinds_fit(self) -> Self:
        for name, kinds in KINDS_FOR.items():
            if getattr(self, name) and self.type not in kinds:
                raise wrong(name, f"只有“{'”“'.join(kinds)}”类的栏目可以写")
        if self.many and (self.own or self.host or self.each):
            raise wrong("many", "本人填写、主办单位和逐项登记的栏目只能是一个")
        if self.closes and self.required:
            raise wrong("closes", "必填的栏目登记时就有，不必再写办结时填")
        if self.waits and not self.closes:
            raise wrong("waits", "只有办结前要填的栏目（closes = true）可以写等什么")
        return self


class Register(Element):
    """On record: a ledger's fields, who files, what must be attached, how long it may stay open.

    `about`: each of these is to have an entry, and those without one are listed (尚未登记).
    """

    key: RegisterKind
    title: Text
    filed_by: tuple[PostKey, ...] = ()
    about: Recorded | None = None
    fields: tuple[RegisterField, ...] = ()
    attach: tuple[Text, ...] = ()
    open_days: Positive | None = None

    @property
    def needs(self) -> frozenset[str]:
        return super().needs | ({self.about} if self.about else frozenset())

    @property
    def about_words(self) -> str:
        """What its entries are about, in words; empty where the rules name nothing."""
        return words.RECORDED[self.about] if self.about else ""

    @property
    def closing(self) -> tuple[RegisterField, ...]:
        """What an entry waits for before it is closed."""
        return tuple(field for field in self.fields if field.closes)

    def cited(self, field: RegisterField) -> int:
        """The article that a column is about."""
        return field.article or self.article

    def of_kind(self, kind: ColumnKind) -> Iterator[RegisterField]:
        """Its columns of one kind."""
        return (field for field in self.fields if field.type == kind)

    @model_validator(mode="after")
    def columns_fit(self) -> Self:
        if len({field.key for field in self.fields}) < len(self.fields):
            raise wrong("fields", "栏目的 key 不能重复")
        if any(field.host or field.each for field in self.fields) and not self.about:
            raise wrong("about", "栏目写了 host 或 each 的，要写明登记的是哪类事项", words.RECORDED)
        if any(field.article not in (None, self.article, *self.also) for field in self.fields):
            raise wrong("also", "栏目所依据的条文要列在 article 或 also 中")
        if self.open_days and not self.closing:
            raise wrong("open_days", "没有办结前要填的栏目（closes = true），不必写几日内办结")
        return self

    @model_validator(mode="after")
    def columns_name_each_other(self) -> Self:
        known = {field.key: field for field in self.fields}
        for position, field in enumerate(self.fields, 1):
            for key, wanted in field.only.items():
                choices = known[key].choices if key in known and key != field.key else ()
                if key not in known or key == field.key or (wanted is not True and not set(wanted) <= set(choices)):
                    raise wrong(f"fields[{position}].only", f"“{key}”没有这样的栏目或可选项", choices or list(known))
            if field.since and (field.since not in known or known[field.since].type != "moment"):
                raise wrong(f"fields[{position}].since", "要写另一个“moment”类的栏目")
            if field.own and field.type == "text" and not any(one.own for one in self.of_kind("official")):
                raise wrong(f"fields[{position}].own", "要有一个本人填写的“official”类栏目")
        return self
