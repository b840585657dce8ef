"""What the rules say of seals and letters of introduction beyond who approves: which, who keeps them, where."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from govrules.rulebook.feature import Feature
from govrules.rulebook.fields import Positive, PostKey, SealKey, Text, wrong
from govrules.rulebook.schema import Frozen

Holder = Literal["office", "department", "institution", "township"]


class SealKind(Frozen):
    """A kind of seal by its name here. `kept_in`: which organs keep one; `documents`: those issued in whose name bear
    it; `article`: what says who may use it."""

    key: SealKey
    name: Text
    kept_in: tuple[Holder, ...] = Field(min_length=1)
    documents: Literal["county", "office"] | None = None
    article: Positive


class SealsParams(Frozen):
    """`section`: the part of the office in which the keeper must serve, as its seats' titles name it; `purposes`: for
    what the rules name seals to be used."""

    kinds: tuple[SealKind, ...] = Field(min_length=1)
    section: str = ""
    purposes: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def each_kind_once(self) -> Self:
        if len({kind.key for kind in self.kinds}) < len(self.kinds):
            raise wrong("kinds", "同一种印章只写一次")
        return self


class SealsFeature(Feature):
    """The seals there are, each with one keeper."""

    params: SealsParams

    @property
    def articles(self) -> tuple[int, ...]:
        return (*super().articles, *(kind.article for kind in self.params.kinds))


class StorageParams(Frozen):
    where: Text


class StorageFeature(Feature):
    """Where a seal lies that is not in use."""

    params: StorageParams


class EntrustingParams(Frozen):
    """Whether a keeper may hand a seal over for a time: never, or once that is approved (routes.seal_custody)."""

    how: Literal["never", "approved"]


class EntrustingFeature(Feature):
    params: EntrustingParams


class LettersParams(Frozen):
    """Which seal a letter bears; `by`: who approves is picked among these leaders, where the rules name no single one;
    none where the route names him."""

    seal: SealKey
    by: tuple[PostKey, ...] = ()
    form: Annotated[str, Field(min_length=1)] = "介绍信"


class LettersFeature(Feature):
    params: LettersParams


SEAL_FEATURES: dict[str, type[Feature]] = {
    "seals": SealsFeature,
    "seal_storage": StorageFeature,
    "seal_entrusting": EntrustingFeature,
    "letters_of_introduction": LettersFeature,
}
