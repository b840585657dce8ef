"""What an office may fix itself on a floor above the core (本办规定): how it is named, checked and told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class OwnKey:
    """One key of `OfficeSetting`. `checked` gives the content in its shape, or refuses it."""

    name: str
    checked: Callable[[Mapping[str, Any]], dict[str, Any]]
    words: Callable[[Mapping[str, Any]], str]
