"""The skeleton of every official act: one transaction, the matter locked first, declared moves only.

Locks are always taken in this order: matter (by key), deadline, series, chain head.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from govrules.core.errors import Why, WrongState
from govrules.core.matters.models import LIVE, Matter, Step, StepState
from govrules.core.matters.queries import with_rules


@dataclass(frozen=True)
class Move:
    """A named move of a matter: from which states, to which; `say` is the word for it on the pages."""

    sources: frozenset[str]
    target: str
    say: str


Moves = Mapping[str, Move]


def locked() -> QuerySet[Matter]:
    """Matters, each locked as it is read; without its key, so that rows which only refer to it are not held up."""
    return with_rules(Matter.objects.all()).select_for_update(of=("self",), no_key=True)


@contextmanager
def on(matter_id: int) -> Iterator[Matter]:
    """One transaction on one locked matter; nothing of it stays if anything in it fails."""
    with transaction.atomic():
        yield locked().get(pk=matter_id)


@contextmanager
def on_all(*matter_ids: int) -> Iterator[list[Matter]]:
    """One transaction on several matters, locked in the order of their keys, given in the order asked for."""
    with transaction.atomic():
        found = {m.pk: m for m in locked().filter(pk__in=matter_ids).order_by("pk")}
        yield [found[pk] for pk in matter_ids]


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


def close(matter: Matter, at: datetime) -> None:
    """Nothing is left to be done of it; the caller says so in the journal."""
    Matter.objects.filter(pk=matter.pk).update(closed_at=at)


@contextmanager
def on_step(step_id: int) -> Iterator[Step]:
    """One transaction on the locked matter of a step, with the step as it stands under the lock."""
    matter_id = Step.objects.values_list("matter", flat=True).get(pk=step_id)
    with on(matter_id) as matter:
        yield fresh(matter, step_id)


def fresh(matter: Matter, step_id: int) -> Step:
    """The step as it stands under its matter's lock; `WrongState` if somebody was quicker."""
    step = matter.steps.select_related("seat", "organ", "decided_by").get(pk=step_id)
    step.matter = matter
    if step.state == StepState.WAITING:
        raise WrongState(Why(f"“{matter.title}”还没有轮到这一步，前面的环节办完后再办", step.article))
    if step.state not in LIVE:
        who = f"已由{step.decided_by.name}办理" if step.decided_by else f"已是“{step.get_state_display()}”"
        raise WrongState(f"“{matter.title}”的这一步{who}，不需要再办")
    return step
