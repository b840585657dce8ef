"""What an office may fix itself on a floor above the core (本办规定): how it is named, checked, told and offered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from govrules.core.errors import BadInput

LIMIT = "limit."
LONGEST_LIMIT = 366
UNITS = [("workday", "个工作日"), ("day", "日")]


@dataclass(frozen=True)
class Offer:
    """A key's own form among the office's rules: the last word of its address, its button and heading, its form, and
    the content that is made of what was typed there."""

    what: str
    title: str
    form: Callable[..., Any]
    value: Callable[[Mapping[str, Any]], Mapping[str, Any]]


@dataclass(frozen=True)
class OwnKey:
    """One key of `OfficeSetting`. `checked` gives the content in its shape, or refuses it.

    `limit` names it among the steps in the form of time limits; `offer` is a form of its own; with neither it is fixed
    on its floor's pages.
    """

    name: str
    checked: Callable[[Mapping[str, Any]], dict[str, Any]]
    words: Callable[[Mapping[str, Any]], str]
    limit: str = ""
    offer: Offer | None = None


def limit(what: str) -> OwnKey:
    """The office's own time limit for something."""
    return OwnKey(limit_name(what), checked_limit, counted, limit=what)


def limit_name(what: str) -> str:
    return f"{what}的办理时限"


def checked_limit(value: Mapping[str, Any]) -> dict[str, Any]:
    """So many working days or days."""
    count, unit = value.get("count"), value.get("unit", "workday")
    if type(count) is not int or not 1 <= count <= LONGEST_LIMIT or unit not in dict(UNITS):
        raise BadInput(f"时限应为1至{LONGEST_LIMIT}个工作日或者日", field="value")
    return {"count": count, "unit": unit}


def counted(value: Mapping[str, Any]) -> str:
    """3个工作日."""
    return f"{value.get('count', '')}{dict(UNITS).get(value.get('unit', 'workday'), '')}"
