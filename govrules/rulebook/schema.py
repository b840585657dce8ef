"""The elements of a rulebook, typed: what a rulebook.toml may say, and nothing else.

Every element cites an article, has a strength (unless the rulebook is silent there) and lists in
`carries` the provisions that it carries out once the program can do what it names.
"""

from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from govrules.rulebook import vocabulary as words
from govrules.rulebook.facts import Facts
from govrules.rulebook.fields import (
    Act,
    BodyKey,
    CadenceKind,
    CheckKey,
    ConsequenceKey,
    DeadlineKind,
    EventKey,
    FieldKey,
    Guest,
    Key,
    Positive,
    PostKey,
    RouteKind,
    StepAct,
    Strength,
    Text,
    When,
    Whose,
    wrong,
)
from govrules.rulebook.select import holds_all, matching


class Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Header(Frozen):
    """Which rules these are."""

    id: Annotated[str, Field(pattern=r"^[a-z]+-\d{4}$")]
    title: Text
    government: Text
    number: Text
    issued: date
    in_force: date
    articles: Positive
    prefix: Annotated[str, Field(pattern=r"^[A-Z]{2,3}$")]
    repeals: str = ""


class Provision(Frozen):
    """One testable demand of the rules, in our own words."""

    id: Annotated[str, Field(pattern=r"^[A-Z]{2,3}-\d+-\d+$")]
    article: Positive
    kind: Literal["enforce", "record", "declare"]
    capability: Text
    summary: Text


class Element(Frozen):
    """What all elements have. `also` lists further articles that it rests on."""

    lexicon: ClassVar[dict[str, str] | None] = None
    key: Key
    kind: str | None = None
    when: When = {}
    silent: bool = False
    article: Positive
    also: tuple[Positive, ...] = ()
    strength: Strength | None = None
    carries: tuple[str, ...] = ()
    note: str = ""

    @model_validator(mode="before")
    @classmethod
    def note_is_never_empty(cls, data: Any) -> Any:
        """What has no note of its own is named on the pages by its title, a gate by its check."""
        if not isinstance(data, dict) or data.get("note"):
            return data
        check = words.CHECKS.get(str(data.get("check")))
        return {**data, "note": check.name if check else data.get("title", "")}

    @model_validator(mode="after")
    def strength_is_stated(self) -> Self:
        if self.strength is None and not self.silent:
            raise wrong("strength", "没有写明力度", words.STRENGTHS)
        if self.silent and self.carries:
            raise wrong("carries", "规则未作规定（silent = true）的，不能说落实了条款")
        return self

    @model_validator(mode="after")
    def kind_is_known(self) -> Self:
        if self.lexicon is not None and self.chosen_by not in self.lexicon:
            raise wrong("kind", f"没有“{self.chosen_by}”这一种", self.lexicon)
        return self

    @property
    def chosen_by(self) -> str:
        """What alternatives of one kind share: of these exactly one must match."""
        return self.kind or self.key

    @property
    def articles(self) -> tuple[int, ...]:
        """Every article that it cites, its own first."""
        return (self.article, *self.also)

    @property
    def needs(self) -> frozenset[str]:
        """The keys of the vocabulary that must be built before it carries anything."""
        return frozenset({self.chosen_by})

    def empty_when_silent(self, *fields: str) -> None:
        """Where the rules are silent nothing is made up: no number, no approver."""
        for field in fields:
            if self.silent and getattr(self, field):
                raise wrong(field, "规则未作规定（silent = true）的，不能再写这一项")


class Post(Element):
    """A post of this government. A role has no seat of its own: who holds it follows from the matter,
    such as the leader whose portfolio covers the organ."""

    key: PostKey
    title: Text

    @property
    def role(self) -> bool:
        return self.key in words.ROLES


class Chair(Frozen):
    post: PostKey
    entrusted: bool = False


class Quorum(Frozen):
    """How many must be there: of all members, or of those among them who hold `posts` (the leadership team)."""

    share: Literal["half_or_more", "more_than_half"]
    of: Literal["members", "leadership"] = "members"
    posts: tuple[PostKey, ...] = ()
    article: Positive
    strength: Strength

    @model_validator(mode="after")
    def posts_of_the_leadership(self) -> Self:
        if (self.of == "leadership") != bool(self.posts):
            raise wrong("posts", "按领导班子（leadership）计算的要写明哪些职务（posts），别的不写")
        return self


class Business(Frozen):
    """One class of a body's business. `when`, or else `or_when`, says which matters fall under it; where both are
    empty no facts tell and it is for people to choose."""

    text: Text
    when: When = {}
    or_when: When = {}

    def covers(self, facts: Facts) -> bool:
        return any(when and holds_all(when, facts) for when in (self.when, self.or_when))


class Body(Element):
    """A meeting body: its members, who may chair it (entrusted: only when the head entrusts him), what it is for.

    Besides the members, without a vote: `fixed` posts and the organs competent in `attend_fields` always attend,
    posts of `attend` as the items need; of outside organs `invited` must be asked and `may_invite` may be. No quorum
    means that the rulebook names none.
    """

    key: BodyKey
    title: Text
    members: tuple[PostKey, ...] = ()
    chairs: tuple[Chair, ...] = ()
    quorum: Quorum | None = None
    fixed: tuple[PostKey, ...] = ()
    attend: tuple[PostKey, ...] = ()
    attend_fields: tuple[FieldKey, ...] = ()
    invited: tuple[Guest, ...] = ()
    may_invite: tuple[Guest, ...] = ()
    business: tuple[Business, ...] = ()
    decides_major: bool = False

    @property
    def business_texts(self) -> tuple[str, ...]:
        """The classes of its business in the article's order, the first of them number 1."""
        return tuple(each.text for each in self.business)

    def classes_for(self, facts: Facts) -> list[int]:
        """The numbers (from 1) of the classes under which a matter falls by its facts; those that only choice can
        tell are left out."""
        return [number for number, each in enumerate(self.business, start=1) if each.covers(facts)]

    @model_validator(mode="after")
    def each_comes_in_one_way(self) -> Self:
        ways: dict[str, tuple[tuple[str, ...], ...]] = {
            "fixed": (self.fixed, self.members), "may_invite": (self.may_invite, self.invited),
        }  # fmt: skip
        for field, (mine, others) in ways.items():
            for each in mine:
                if each in others:
                    raise wrong(field, f"“{each}”已经写在另一项里，同一会议只写一处")
        return self


class Gate(Element):
    """A named check before an act. The message says what is wrong and what to do about it."""

    check: CheckKey
    act: Act
    params: dict[str, int | str | tuple[str, ...]] = {}
    message: Text
    remedy: str = ""

    @property
    def needs(self) -> frozenset[str]:
        return frozenset({self.check, self.act})

    @property
    def looks_at(self) -> frozenset[str]:
        """The facts of its check, without those that it might have listed in a parameter and does not."""
        check = words.CHECKS[self.check]
        choices = {each for name in check.params for each in check.choices(name) or ()}
        listed = {each for value in self.params.values() if isinstance(value, tuple) for each in value}
        return frozenset(key for key in check.facts if key not in choices or key in listed)

    @model_validator(mode="after")
    def params_are_the_check_s(self) -> Self:
        wanted = words.CHECKS[self.check].params
        for name in self.params:
            if name not in wanted:
                raise wrong("params", f"核对项“{self.check}”没有“{name}”这个参数", wanted)
        for name in wanted:
            if name not in self.params:
                raise wrong("params", f"核对项“{self.check}”缺少参数“{name}”", wanted)
            self.param_is_allowed(name)
        return self

    def param_is_allowed(self, name: str) -> None:
        """A limit is a whole number; what names things names only those that there are."""
        value, allowed = self.params[name], words.CHECKS[self.check].choices(name)
        if allowed is None:
            if not isinstance(value, int) or value < 1:
                raise wrong(f"params.{name}", f"应为不小于1的整数，现为 {value!r}")
            return
        for each in (value,) if isinstance(value, int | str) else value:
            if each not in allowed:
                raise wrong(f"params.{name}", f"不能写“{each}”", allowed)


class DeadlineRule(Element):
    """By when. A silent rule names no number: the program then sets none of its own."""

    lexicon = words.DEADLINES
    kind: DeadlineKind | None = None
    count: Positive | None = None
    unit: Literal["workday", "day"] = "workday"
    direction: Literal["after", "before"] = "after"
    starts: EventKey
    host_may_set: bool = False
    extension_by: Literal["host"] | None = None
    extension_article: Positive | None = None
    on_pass: ConsequenceKey | None = None
    on_pass_article: Positive | None = None
    on_pass_strength: Strength | None = None
    warn_before: Positive = 1

    @property
    def articles(self) -> tuple[int, ...]:
        parts = (self.extension_article, self.on_pass_article)
        return (*super().articles, *(part for part in parts if part))

    @property
    def needs(self) -> frozenset[str]:
        return super().needs | ({self.on_pass} if self.on_pass else frozenset())

    @model_validator(mode="after")
    def number_or_silence(self) -> Self:
        self.empty_when_silent("count", "on_pass", "extension_by")
        if not self.silent and self.count is None:
            raise wrong("count", "没有写明天数；规则未规定天数的，写 silent = true")
        return self

    @model_validator(mode="after")
    def parts_cite_their_article(self) -> Self:
        if self.on_pass and not (self.on_pass_article and self.on_pass_strength):
            raise wrong("on_pass_article", "到期的后果要写明条号和力度（on_pass_strength）")
        if self.extension_by and not self.extension_article:
            raise wrong("extension_article", "可以商定延期的，要写明条号")
        return self


class RouteStep(Frozen):
    """One step of a route. Steps of one group run side by side; of optional ones the office picks. Where a step means
    several seats they act side by side, or `in_turn` one after another. `in_person`: the holder of the post himself
    (本人), nobody in his place."""

    act: StepAct
    post: PostKey
    whose: Whose | None = None
    field: FieldKey | None = None
    group: Positive
    when: When = {}
    article: Positive
    strength: Strength
    optional: bool = False
    in_turn: bool = False
    in_person: bool = False
    note: str = ""

    @model_validator(mode="after")
    def field_of_an_organ(self) -> Self:
        if (self.whose == "organ_of_field") != (self.field is not None):
            raise wrong("field", "主管某一职能的单位（organ_of_field）要写明职能（field），别的不写", words.FIELDS)
        return self


class Route(Element):
    """Through whom. A silent route has no steps: the office director picks them, on record."""

    lexicon = words.ROUTES
    kind: RouteKind | None = None
    steps: tuple[RouteStep, ...] = ()
    then: ConsequenceKey | None = None

    def steps_for(self, facts: Facts) -> list[RouteStep]:
        return matching(self.steps, facts)

    @property
    def articles(self) -> tuple[int, ...]:
        return (*super().articles, *(step.article for step in self.steps))

    @model_validator(mode="after")
    def steps_or_silence(self) -> Self:
        self.empty_when_silent("steps")
        if not self.silent and not self.steps:
            raise wrong("steps", "没有步骤；规则未规定步骤的，写 silent = true")
        groups = [step.group for step in self.steps]
        if groups != sorted(groups):
            raise wrong("steps", "步骤要按先后（group 从小到大）排列")
        return self


class Cadence(Element):
    """How often something must happen in each period; `at_start`: at its beginning (季初), not some time in it."""

    kind: CadenceKind
    body: BodyKey | None = None
    at_least: Positive | None = None
    at_most: Positive | None = None
    per: Literal["week", "two_weeks", "month", "quarter", "half_year", "year"] | None = None
    at_start: bool = False

    @model_validator(mode="after")
    def number_or_silence(self) -> Self:
        self.empty_when_silent("at_least", "at_most", "per")
        if not self.silent and not (self.at_least and self.per):
            raise wrong("at_least", "没有写明次数和周期；规则未规定次数的，写 silent = true")
        if self.at_least and self.at_most and self.at_most < self.at_least:
            raise wrong("at_most", f"最多次数不能少于最少次数{self.at_least}")
        return self
