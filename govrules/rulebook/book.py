"""A rulebook in hand: the elements, and the questions that the floors ask of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from govrules.rulebook.errors import RouteError, RulebookError
from govrules.rulebook.facts import Facts
from govrules.rulebook.features import Feature, StandIn, StandInFeature
from govrules.rulebook.ledgers import Register
from govrules.rulebook.schema import (
    Body,
    Cadence,
    DeadlineRule,
    Element,
    Gate,
    Header,
    Post,
    Provision,
    Route,
)
from govrules.rulebook.select import facts_used, matching, named_values, the_one
from govrules.rulebook.vocabulary import FACTS, FactValue

E = TypeVar("E", bound=Element)
T = TypeVar("T")
SECTIONS = ("posts", "bodies", "gates", "deadlines", "routes", "cadences", "registers", "features")
NO_FACTS: Mapping[str, FactValue] = {}


@dataclass(frozen=True, eq=False)
class Rulebook:
    """Immutable; two with the same `sha256` are the same rules."""

    header: Header
    posts: tuple[Post, ...]
    bodies: tuple[Body, ...]
    gates: tuple[Gate, ...]
    deadlines: tuple[DeadlineRule, ...]
    routes: tuple[Route, ...]
    cadences: tuple[Cadence, ...]
    registers: tuple[Register, ...]
    features: tuple[Feature, ...]
    provisions: tuple[Provision, ...]
    sha256: str

    @property
    def id(self) -> str:
        return self.header.id

    @property
    def title(self) -> str:
        return self.header.title

    @property
    def government(self) -> str:
        return self.header.government

    @property
    def number(self) -> str:
        return self.header.number

    @property
    def issued(self) -> date:
        return self.header.issued

    @property
    def in_force(self) -> date:
        return self.header.in_force

    @property
    def articles(self) -> int:
        return self.header.articles

    @property
    def prefix(self) -> str:
        return self.header.prefix

    @cached_property
    def sections(self) -> dict[str, tuple[Element, ...]]:
        return {name: getattr(self, name) for name in SECTIONS}

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """All of them, in the order of the sections."""
        return tuple(element for elements in self.sections.values() for element in elements)

    def section_of(self, element: Element) -> str:
        return next(name for name, elements in self.sections.items() if element in elements)

    def post(self, key: str) -> Post:
        return named(self.posts, key, "职务")

    def body(self, key: str) -> Body:
        return named(self.bodies, key, "会议")

    def gate(self, key: str) -> Gate:
        return named(self.gates, key, "关口")

    def provision(self, key: str) -> Provision:
        return first(self.provisions, lambda found: found.id == key, key, "条款")

    def gates_for(self, act: str, facts: Facts) -> list[Gate]:
        """May it? The gates before an act that apply to this matter."""
        return matching((gate for gate in self.gates if gate.act == act), facts)

    def facts_for(self, act: str) -> frozenset[str]:
        """The facts that a floor must supply for an act: a missing one would leave a gate out."""
        gates = [gate for gate in self.gates if gate.act == act]
        return frozenset(facts_used(gates)).union(*(gate.looks_at for gate in gates))

    def asked(self, act: str, route: str) -> frozenset[str]:
        """The facts that the rules look at on one stretch of a way: the gates of an act and the routes of a kind."""
        routes = [r for r in self.routes if r.chosen_by == route]
        steps = [step for r in routes for step in r.steps]
        return self.facts_for(act).union(facts_used(routes), facts_used(steps))

    def asked_of_people(self, act: str, route: str = "") -> frozenset[str]:
        """Of those, the facts that somebody has to declare: the rest the floors work out themselves."""
        return frozenset(key for key in self.asked(act, route) if not FACTS[key].derived)

    def bodies_for(self, facts: Facts) -> list[tuple[Body, list[int]]]:
        """Which bodies have such a matter among their business, and under which of its classes (from 1)."""
        found = [(body, body.classes_for(facts)) for body in self.bodies]
        return [(body, classes) for body, classes in found if classes]

    def must_be_decided_by(self, facts: Facts) -> list[Body]:
        """The bodies that alone may decide such a matter; none where any may."""
        barred = {
            body.key for body in self.bodies
            if any(gate.check == "collective_decision"
                   for gate in self.gates_for("decide_item", {**facts, "body": body.key}))
        }  # fmt: skip
        return [body for body in self.bodies if body.decides_major] if barred else []

    def named_values(self, fact: str) -> frozenset[str]:
        """The values of a fact that some condition of these rules names."""
        conditions = [e.when.get(fact) for e in (*self.gates, *self.routes, *self.deadlines)]
        return frozenset(value for condition in conditions for value in named_values(condition))

    def deadline(self, key: str, facts: Facts = NO_FACTS) -> DeadlineRule:
        """By when? By kind (a rule without one is its own); exactly one matches."""
        return the_one(alternatives(self.deadlines, key, "时限"), facts, f"deadlines.{key}")

    def route(self, kind: str, facts: Facts = NO_FACTS) -> Route:
        """Through whom? Exactly one matches; a silent one leaves the steps to the office."""
        return the_one(alternatives(self.routes, kind, "流程"), facts, f"routes.{kind}")

    def stand_in(self, post: str, facts: Facts = NO_FACTS) -> list[StandIn]:
        """Who acts for the holder of a post, ground by ground; none where the rules are silent."""
        known = [f for f in self.features if isinstance(f, StandInFeature) and f.params.post == post]
        return [ground for feature in matching(known, facts) for ground in feature.params.grounds]

    def feature(self, key: str, facts: Facts = NO_FACTS) -> Feature | None:
        """The feature of this key or kind that matches, if the rulebook has one."""
        known = [feature for feature in self.features if key in (feature.key, feature.kind)]
        found = matching(known, facts)
        if len(found) > 1:
            raise RouteError("", f"features.{key}", f"有{len(found)}条同时符合", [f.key for f in found])
        return found[0] if found else None

    def register(self, key: str) -> Register | None:
        """The ledger of this kind, if the rulebook has one."""
        return next((one for one in self.registers if one.key == key), None)

    def cadences_for(self, body: str) -> list[Cadence]:
        return [cadence for cadence in self.cadences if cadence.body == body]

    def article_elements(self, number: int) -> list[Element]:
        """What the program does under an article."""
        return [element for element in self.elements if number in element.articles]

    def article_provisions(self, number: int) -> list[Provision]:
        return [provision for provision in self.provisions if provision.article == number]


def alternatives(elements: Iterable[E], key: str, what: str) -> list[E]:
    """All of a kind; an element without a kind is its own."""
    everything = list(elements)
    found = [element for element in everything if element.chosen_by == key]
    if not found:
        kinds = sorted({element.chosen_by for element in everything})
        raise RouteError("", key, f"规则里没有“{key}”这个{what}", kinds)
    return found


def named(elements: Iterable[E], key: str, what: str) -> E:
    return first(elements, lambda element: element.key == key, key, what)


def first(things: Iterable[T], wanted: Callable[[T], bool], key: str, what: str) -> T:
    everything = list(things)
    for thing in everything:
        if wanted(thing):
            return thing
    keys = [getattr(thing, "key", "") for thing in everything]
    raise RulebookError("", key, f"规则里没有“{key}”这个{what}", filter(None, keys))
