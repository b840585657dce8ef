"""Conditions on facts: which elements hold for a matter, and whether exactly one of a kind does."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import product
from math import prod
from typing import Any, Protocol, TypeVar

from govrules.rulebook.errors import RouteError, RulebookError
from govrules.rulebook.facts import Facts, completed
from govrules.rulebook.vocabulary import FACTS, FactValue

Conditions = Mapping[str, Any]
MOST_COMBINATIONS = 200_000


class Conditional(Protocol):
    @property
    def when(self) -> Conditions: ...


class Keyed(Conditional, Protocol):
    @property
    def key(self) -> str: ...


C = TypeVar("C", bound=Conditional)
E = TypeVar("E", bound=Keyed)


def matches(when: Conditions, facts: Facts) -> bool:
    """Every listed condition holds. An absent fact holds none, but that an absent yes-no is a no."""
    return all(holds(condition, value_of(key, facts)) for key, condition in when.items())


def value_of(key: str, facts: Facts) -> FactValue | None:
    absent = False if FACTS[key].type is bool else None
    return facts.get(key, absent)


def holds(condition: Any, value: FactValue | None) -> bool:
    """A scalar equals, a list names one of, {not} names what it is not, {min, max} bounds, both ends included."""
    if value is None:
        return False
    if isinstance(condition, Mapping) and "not" in condition:
        return not holds(condition["not"], value)
    if isinstance(condition, Mapping):
        return condition.get("min", value) <= value <= condition.get("max", value)
    return value in (condition if isinstance(condition, list | tuple) else [condition])


def holds_all(when: Conditions, facts: Facts) -> bool:
    """The same of facts as they are given, the derived ones worked out first."""
    return matches(when, completed(facts))


def matching(elements: Iterable[C], facts: Facts) -> list[C]:
    known = completed(facts)
    return [element for element in elements if matches(element.when, known)]


def the_one(elements: Sequence[E], facts: Facts, what: str) -> E:
    """The only element that matches, or a RouteError that says what to look at."""
    found = matching(elements, facts)
    if len(found) == 1:
        return found[0]
    if found:
        raise RouteError("", what, f"有{len(found)}条同时符合", [element.key for element in found])
    missing = missing_facts(elements, facts)
    if missing:
        raise RouteError("", what, f"没有符合的规定，还缺少事实：{'、'.join(map(described, missing))}")
    raise RouteError("", what, f"没有符合这些事实的规定（{facts_text(facts)}）")


def missing_facts(elements: Iterable[Conditional], facts: Facts) -> list[str]:
    """What would have to be known for an element that nothing known speaks against."""
    known = completed(facts)
    absent = {key for key in facts_used(elements) if value_of(key, known) is None}
    open_still = [
        element
        for element in elements
        if matches({key: c for key, c in element.when.items() if key not in absent}, known)
    ]
    return [key for key in facts_used(open_still) if key in absent]


def described(key: str) -> str:
    fact = FACTS[key]
    values = f"：{'/'.join(fact.domain)}" if fact.domain else ""
    return f"{key}（{fact.name}{values}）"


def facts_text(facts: Facts) -> str:
    return "，".join(f"{key}={value}" for key, value in facts.items()) or "未给事实"


def facts_used(elements: Iterable[Conditional]) -> list[str]:
    """The facts that conditions look at, in order; a derived fact stands for those it rests on."""
    used: dict[str, None] = {}
    for element in elements:
        for key in element.when:
            used.update(dict.fromkeys(FACTS[key].any_of or (key,)))
    return list(used)


def combinations(elements: Sequence[Keyed]) -> Iterator[dict[str, FactValue]]:
    """Every combination of values, over the finite domains of the facts that the conditions use."""
    used = facts_used(elements)
    values = [values_to_try(key, elements) for key in used]
    if prod(map(len, values)) > MOST_COMBINATIONS:
        raise RulebookError("", elements[0].key, "条件涉及的事实太多，无法逐一核对", used)
    for chosen in product(*values):
        yield dict(zip(used, chosen, strict=True))


def values_to_try(key: str, elements: Iterable[Conditional]) -> list[Any]:
    """A whole domain, of a picked fact the values named; for the rest each bound and what is next to it."""
    fact = FACTS[key]
    if fact.type is bool:
        return [False, True]
    bounds = sorted({bound for element in elements for bound in named_values(element.when.get(key))})
    if fact.domain is not None:
        return bounds if fact.picked else list(fact.domain)
    return sorted({moved(bound, step) for bound in bounds for step in (-1, 0, 1)})


def named_values(condition: Any) -> list[Any]:
    if condition is None:
        return []
    if isinstance(condition, Mapping) and "not" not in condition:
        return list(condition.values())
    condition = condition["not"] if isinstance(condition, Mapping) else condition
    return list(condition) if isinstance(condition, list | tuple) else [condition]


def moved(value: Any, step: int) -> Any:
    return value + (timedelta(days=step) if isinstance(value, date) else step)
