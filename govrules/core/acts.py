"""The skeleton of every official act: one transaction, the matter locked first, declared moves only.

Locks are always taken in this order: matter (by key), deadline, series, chain head.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from govrules.core.errors import WrongState
from govrules.core.matters.models import Matter


@dataclass(frozen=True)
class Move:
    """A named move of a matter: from which states, to which; `say` is the word for it on the pages."""

    sources: frozenset[str]
    target: str
    say: str


Moves = Mapping[str, Move]


@contextmanager
def on(matter_id: int) -> Iterator[Matter]:
    """One transaction on one locked matter; nothing of it stays if anything in it fails."""
    with transaction.atomic():
        matters = Matter.objects.select_for_update(of=("self",)).select_related("government", "adoption", "organ")
        yield matters.get(pk=matter_id)


def require_move(matter: Matter, name: str, moves: Moves) -> Move:
    """The declared move, or `WrongState` when the matter's state does not allow it."""
    found = moves[name]
    if matter.state not in found.sources:
        raise WrongState(f"“{matter.title}”已不在可以{found.say}的状态，请刷新后查看最新情况")
    return found


def move(matter: Matter, name: str, moves: Moves, at: datetime) -> tuple[str, str]:
    """Carry out a declared move; returns the states before and after, for the journal."""
    found = require_move(matter, name, moves)
    was, matter.state = matter.state, found.target
    matter.moved_at = at
    matter.version += 1
    matter.save(update_fields=["state", "moved_at", "version"])
    return was, found.target
