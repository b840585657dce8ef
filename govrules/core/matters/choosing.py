"""What may be chosen on a step: the buttons of the approval queue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Extra = Mapping[str, Any]


@dataclass(frozen=True)
class Choice:
    """A button on a step: `key` is its keyboard letter, `tone` its look, `asks` the further fields it needs."""

    kind: str
    label: str
    key: str
    needs_opinion: bool = False
    tone: str = ""
    asks: tuple[str, ...] = ()


RETURN = Choice("return", "退回补正", "r", needs_opinion=True)
