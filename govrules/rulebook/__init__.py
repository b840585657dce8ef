"""The rules as data, typed; no Django here."""

from govrules.rulebook.articles import article_name
from govrules.rulebook.book import Rulebook
from govrules.rulebook.errors import FactError, RouteError, RulebookError
from govrules.rulebook.features import Feature, StandIn
from govrules.rulebook.loader import available, load, load_folder, load_text
from govrules.rulebook.schema import DeadlineRule, Element, Gate, Post, Provision, Route, RouteStep

__all__ = [
    "DeadlineRule",
    "Element",
    "FactError",
    "Feature",
    "Gate",
    "Post",
    "Provision",
    "Route",
    "RouteError",
    "RouteStep",
    "Rulebook",
    "RulebookError",
    "StandIn",
    "article_name",
    "available",
    "load",
    "load_folder",
    "load_text",
]
