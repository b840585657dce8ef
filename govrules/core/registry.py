"""What the floors have built: consequences of deadlines, what follows a finished route, and the checks in use.

A floor lists its own in `consequences.py` (`CONSEQUENCES`, `ROUTE_ENDS`, `MOMENTS`), `gates.py` (`BUILT`),
`collisions.py` (`COLLISIONS`), `asking.py` (`ASKED_FIRST`), `kinds.py` (`KINDS`), `calendars.py` (`CALENDARS`),
`recorded.py` (`RECORDED`: of what a ledger is to have entries) and `ownrules.py` (`OWN_KEYS`: what an office may fix
itself on that floor); nothing is registered by a side effect of import elsewhere, so the whole list is found by reading
those files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps


def _listed(module: str, name: str) -> Iterator[Any]:
    """What each app's own `module` lists under `name`."""
    for config in apps.get_app_configs():
        path = f"{config.name}.{module}"
        if find_spec(path):
            yield getattr(import_module(path), name, {})


def _gather(module: str, name: str) -> dict[Any, Any]:
    return {key: value for listed in _listed(module, name) for key, value in listed.items()}


@cache
def consequences() -> Mapping[str, Callable[..., None]]:
    """Key of a deadline's consequence -> function(deadlines, at), run in a transaction with their matters locked.

    It gets many at once, closed already and no two of one matter; it touches no other matter, and does all or fails:
    then the sweep tries them apart.
    """
    return _gather("consequences", "CONSEQUENCES")


@cache
def route_ends() -> Mapping[str, Callable[..., None]]:
    """Key `then` of a route -> function(matter, at, by), run when its last step is decided."""
    return _gather("consequences", "ROUTE_ENDS")


@cache
def prints() -> Mapping[tuple[str, str], Any]:
    """(kind of matter, kind of print) -> how that print is made, of the floors above the one that prints."""
    return _gather("prints", "PRINTS")


@cache
def own_keys() -> Mapping[str, Any]:
    """Key of an office's own rule (本办规定) on a higher floor -> how it is named, checked and told."""
    return _gather("ownrules", "OWN_KEYS")


@cache
def recorded() -> Mapping[str, Callable[..., Any]]:
    """Key of what a ledger is to have entries of -> function(official) -> query of those matters that he may see.

    With `on` on each: the moment since which it could have one.
    """
    return _gather("recorded", "RECORDED")


@cache
def moments() -> tuple[Callable[..., int], ...]:
    """What floors do when a moment on their own rows has come: function(at) -> how many rows failed; once a sweep."""
    return tuple(turn for listed in _listed("consequences", "MOMENTS") for turn in listed)


@cache
def collisions() -> tuple[Callable[..., Iterator[Any]], ...]:
    """Who knows what an official has to attend: function(official, starts_at, ends_at) -> what collides with that."""
    return tuple(find for listed in _listed("collisions", "COLLISIONS") for find in listed)


@cache
def calendars() -> tuple[Callable[..., Iterator[Any]], ...]:
    """What stands in a person's own calendar: function(official, host, at) -> events of a calendar program's kind."""
    return tuple(find for listed in _listed("calendars", "CALENDARS") for find in listed)


@cache
def kinds() -> Mapping[str, Any]:
    """Key of a kind of matter -> what is different about it."""
    return _gather("kinds", "KINDS")


@cache
def asked_first() -> tuple[Callable[..., Any], ...]:
    """Who knows whether the office may enter an absence that lies ahead: function(official, at) -> why not, or None."""
    return tuple(find for listed in _listed("asking", "ASKED_FIRST") for find in listed)


@cache
def built() -> frozenset[str]:
    """Keys of checks, consequences and features that some floor really carries out (for `rulebook coverage`)."""
    said = (consequences(), route_ends(), recorded())
    return frozenset().union(*_listed("gates", "BUILT"), *said)
