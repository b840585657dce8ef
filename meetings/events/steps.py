"""What may be chosen on a step of this room's matters, and the act that carries each choice out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from govrules.core.matters.choosing import Choice

CHOICES: Mapping[tuple[str, str], tuple[Choice, ...]] = {}
DECIDERS: Mapping[tuple[str, str], Callable[..., None]] = {}
