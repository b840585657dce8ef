"""Pydantic's findings turned into sentences that the author of a rulebook can follow."""

from collections.abc import Iterator, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from govrules.rulebook.errors import RulebookError

TYPES = {
    "int": "整数",
    "str": "文字",
    "bool": "true 或 false",
    "date": "日期，如 2024-02-22",
    "tuple": "列表",
    "list": "列表",
    "dict": "表",
    "model": "表",
    "string": "文字",
}


def to_error(fault: ValidationError, model: type[BaseModel], file: str, key: str) -> RulebookError:
    """The first finding, told with its place and with what is allowed there."""
    first = fault.errors()[0]
    place = tuple(part for part in first["loc"] if part != "[key]")
    message, allowed = said(first, model, place)
    field = first.get("ctx", {}).get("field", "")
    return RulebookError(file, dotted(key, *place, field), message, allowed)


def dotted(*parts: Any) -> str:
    text = ""
    for part in parts:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if part else ""
    return text.lstrip(".")


def said(fault: Any, model: type[BaseModel], place: Sequence[Any]) -> tuple[str, Sequence[Any]]:
    context = fault.get("ctx", {})
    match fault["type"]:
        case "rule":
            return context["message"], tuple(context["allowed"])
        case "extra_forbidden":
            return f"没有“{place[-1]}”这一项", fields_at(model, place[:-1])
        case "missing":
            return f"缺少“{place[-1]}”这一项", ()
        case "literal_error":
            return f"不能写“{fault['input']}”", [*literals_at(model, place)]
        case "greater_than_equal":
            return f"应不小于{context['ge']}，现为 {fault['input']}", ()
        case "string_pattern_mismatch":
            return f"“{fault['input']}”的写法不合要求", (context["pattern"],)
        case "too_short" | "string_too_short":
            return "不能为空", ()
    return f"应为{type_name(fault['type'])}，现为 {fault['input']!r}", ()


def type_name(code: str) -> str:
    return TYPES.get(code.split("_")[0], code)


def fields_at(model: type[BaseModel], place: Sequence[Any]) -> list[str]:
    found = model_at(model, place)
    return [name for name in found.model_fields if name != "key"] if found else []


def literals_at(model: type[BaseModel], place: Sequence[Any]) -> Iterator[Any]:
    names = [part for part in place if isinstance(part, str)]
    owner = model_at(model, place[: place.index(names[-1])])
    if owner:
        yield from (value for value in leaves(owner.model_fields[names[-1]].annotation) if value)


def model_at(model: type[BaseModel] | None, place: Sequence[Any]) -> type[BaseModel] | None:
    """The nested model that a place inside a table is read with."""
    for name in place:
        if isinstance(name, str) and model and name in model.model_fields:
            inner = [leaf for leaf in leaves(model.model_fields[name].annotation) if is_model(leaf)]
            model = inner[0] if inner else None
    return model


def leaves(annotation: Any) -> Iterator[Any]:
    inner = get_args(annotation)
    if not inner:
        yield annotation
    for part in inner:
        yield from leaves(part)


def is_model(leaf: Any) -> bool:
    return isinstance(leaf, type) and issubclass(leaf, BaseModel)
