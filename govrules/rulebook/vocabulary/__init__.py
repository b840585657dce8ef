"""Every word a rulebook may use, by key, with the words an official reads.

A key outside these lists stops `rulebook validate`. Whether the program can already do what a key
names is not said here: the floors register what they have built, and what nobody registered is shown
as 未核. Keys of BUILDABLE lists are unique across them, so that one set of plain keys says what is built;
only a consequence that carries out an act bears that act's key, and the two are built as one.
"""

from typing import Any, Final

from govrules.rulebook.vocabulary.checks import CHECKS, PARAMS, Check
from govrules.rulebook.vocabulary.facts import FACTS, Fact, FactValue
from govrules.rulebook.vocabulary.names import (
    ACTS,
    BODIES,
    CADENCES,
    CONSEQUENCES,
    DEADLINES,
    EVENTS,
    FEATURES,
    FIELDS,
    FILED_WITH,
    GROUNDS,
    LEAVE_KINDS,
    OCCASIONS,
    OUTSIDE,
    POSTS,
    RECORDED,
    REGISTERS,
    ROLES,
    ROUTES,
    SEALS,
    STATES,
    STEP_ACTS,
    STRENGTHS,
    TOLD,
    UNITS,
    WHOSE,
)
from govrules.rulebook.vocabulary.subjects import SUBJECTS

BUILDABLE: Final[dict[str, dict[str, Any]]] = {
    "acts": ACTS,
    "posts": POSTS,
    "bodies": BODIES,
    "checks": CHECKS,
    "consequences": CONSEQUENCES,
    "routes": ROUTES,
    "deadlines": DEADLINES,
    "cadences": CADENCES,
    "features": FEATURES,
    "registers": REGISTERS,
    "recorded": RECORDED,
}

__all__ = [
    "ACTS",
    "BODIES",
    "BUILDABLE",
    "CADENCES",
    "CHECKS",
    "CONSEQUENCES",
    "Check",
    "DEADLINES",
    "EVENTS",
    "FACTS",
    "FEATURES",
    "FIELDS",
    "FILED_WITH",
    "Fact",
    "FactValue",
    "GROUNDS",
    "LEAVE_KINDS",
    "OCCASIONS",
    "OUTSIDE",
    "PARAMS",
    "POSTS",
    "RECORDED",
    "REGISTERS",
    "ROLES",
    "ROUTES",
    "SEALS",
    "STATES",
    "STEP_ACTS",
    "STRENGTHS",
    "SUBJECTS",
    "TOLD",
    "UNITS",
    "WHOSE",
]
