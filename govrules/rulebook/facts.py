"""Facts of a matter: checked against the vocabulary, completed, read from a command line."""

from collections.abc import Iterable, Mapping
from datetime import date

from govrules.rulebook.errors import FactError
from govrules.rulebook.vocabulary import FACTS, Fact, FactValue

Facts = Mapping[str, FactValue]
TYPE_NAMES: dict[type, str] = {str: "文字", int: "整数", bool: "true 或 false", date: "日期，如 2026-06-01"}
TRUTH = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}


def known_fact(key: str, file: str = "", at: str = "") -> Fact:
    if key not in FACTS:
        raise FactError(file, at or key, f"没有“{key}”这项事实", sorted(FACTS))
    return FACTS[key]


def check_value(key: str, value: object, file: str = "", at: str = "") -> None:
    """The value has the fact's type (a bool is no int) and lies in its domain."""
    fact = known_fact(key, file, at)
    if type(value) is not fact.type:
        raise FactError(file, at or key, f"“{fact.name}”应为{TYPE_NAMES[fact.type]}，现为 {value!r}")
    if fact.domain is not None and value not in fact.domain:
        raise FactError(file, at or key, f"“{fact.name}”不能取“{value}”", fact.domain)


def completed(facts: Facts) -> dict[str, FactValue]:
    """The same facts, checked, with the derived ones worked out from those they rest on."""
    for key, value in facts.items():
        check_value(key, value)
    derived = {
        key: any(facts.get(base, False) for base in fact.any_of)
        for key, fact in FACTS.items()
        if fact.any_of and key not in facts
    }
    return {**facts, **derived}


def parse_facts(pairs: Iterable[str]) -> dict[str, FactValue]:
    """`["major=true", "length=5001"]` as typed facts."""
    return dict(parse_fact(pair) for pair in pairs)


def parse_fact(pair: str) -> tuple[str, FactValue]:
    key, equals, text = pair.partition("=")
    if not equals:
        raise FactError("", pair, "事实要写成“名称=值”，如 major=true")
    value = parse_value(key, known_fact(key), text)
    check_value(key, value)
    return key, value


def parse_value(key: str, fact: Fact, text: str) -> FactValue:
    try:
        if fact.type is bool:
            return TRUTH[text.lower()]
        return date.fromisoformat(text) if fact.type is date else fact.type(text)
    except (KeyError, ValueError):
        raise FactError("", key, f"“{fact.name}”应为{TYPE_NAMES[fact.type]}，现为“{text}”") from None
