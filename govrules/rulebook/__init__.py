"""The rules as data, typed; no Django here."""

from govrules.rulebook.articles import article_name
from govrules.rulebook.book import Rulebook
from govrules.rulebook.errors import FactError, RouteError, RulebookError
from govrules.rulebook.loader import available, load, load_bytes, load_folder

__all__ = [
    "FactError",
    "RouteError",
    "Rulebook",
    "RulebookError",
    "article_name",
    "available",
    "load",
    "load_bytes",
    "load_folder",
]
