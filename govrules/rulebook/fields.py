"""The field types of a rulebook's elements: words of the vocabulary, conditions, plain values."""

from datetime import date
from functools import partial
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from govrules.rulebook import vocabulary as words
from govrules.rulebook.errors import FactError
from govrules.rulebook.facts import check_value, known_fact

Strength = Literal["must", "principle", "may"]
Positive = Annotated[int, Field(ge=1, strict=True)]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, Field(min_length=1)]


def wrong(field: str, message: str, allowed: object = ()) -> PydanticCustomError:
    """A fault that a validator finds in a named field of the element it looks at."""
    return PydanticCustomError("rule", "{message}", {"field": field, "message": message, "allowed": allowed})


def listed(value: str, lexicon: dict[str, Any], what: str) -> str:
    if value not in lexicon:
        raise wrong("", f"没有“{value}”这个{what}", list(lexicon))
    return value


def word(lexicon: dict[str, Any], what: str) -> Any:
    """A key of one of the vocabulary's lists; editors get the list as an enumeration."""
    check = AfterValidator(partial(listed, lexicon=lexicon, what=what))
    return Annotated[str, check, WithJsonSchema({"type": "string", "enum": list(lexicon)})]


def checked_when(when: dict[str, Any]) -> dict[str, Any]:
    for key, condition in when.items():
        try:
            check_condition(key, condition)
        except FactError as error:
            raise wrong(key, error.message, error.allowed) from None
    return when


def check_condition(key: str, condition: Any) -> None:
    """A scalar, a list of scalars, {not = […]} or {min, max}: each value of the fact's type and in its domain."""
    fact = known_fact(key)
    if isinstance(condition, dict) and set(condition) == {"not"}:
        condition = condition["not"]
    if isinstance(condition, dict):
        unknown = set(condition) - {"min", "max"}
        if unknown or not condition or fact.type not in (int, date):
            fault = "范围条件只用于整数和日期，写成 {min = …, max = …}；除外写成 {not = […]}"
            raise FactError("", key, fault, ["min", "max", "not"])
    if condition == []:
        raise FactError("", key, "条件不能是空列表")
    many = isinstance(condition, dict | list)
    values = condition.values() if isinstance(condition, dict) else condition if many else [condition]
    for value in values:
        check_value(key, value)


When = Annotated[dict[str, Any], AfterValidator(checked_when)]
StepAct = word(words.STEP_ACTS, "步骤")
Act = word(words.ACTS, "行为")
PostKey = word(words.POSTS, "职务")
SealKey = word(words.SEALS, "印章")
BodyKey = word(words.BODIES, "会议")
Whose = word(words.WHOSE, "归属")
FieldKey = word(words.FIELDS, "职能")
CheckKey = word(words.CHECKS, "核对项")
EventKey = word(words.EVENTS, "起算事件")
ConsequenceKey = word(words.CONSEQUENCES, "后果")
RouteKind = word(words.ROUTES, "流程")
DeadlineKind = word(words.DEADLINES, "时限")
CadenceKind = word(words.CADENCES, "频次")
FeatureKind = word(words.FEATURES, "特性")
RegisterKind = word(words.REGISTERS, "台账")
Recorded = word(words.RECORDED, "登记对象")
Ground = word(words.GROUNDS, "代行依据")
Occasion = word(words.OCCASIONS, "情形")
Guest = word(words.OUTSIDE, "列席单位")
LeaveKind = word(words.LEAVE_KINDS, "外出事由")
FiledWith = word(words.FILED_WITH, "报备对象")
Told = word(words.TOLD, "通报对象")
