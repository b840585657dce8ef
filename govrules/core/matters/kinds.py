"""What the core has to know of a kind of matter beyond its name; a floor lists its own where they differ."""

from __future__ import annotations

from dataclasses import dataclass

from govrules.core import registry


@dataclass(frozen=True)
class Kind:
    """`reading_settles`: to read it is to receive a report, which nobody does of his own. `paper_limits`: the limits
    that an office sets itself for a step of a paper run on its steps too."""

    reading_settles: bool = False
    paper_limits: bool = True


USUAL = Kind()


def kind_of(key: str) -> Kind:
    """Of a matter's kind."""
    return registry.kinds().get(key, USUAL)
