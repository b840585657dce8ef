"""The words for a step: what is asked of him, and in whose place he acts."""

from __future__ import annotations

from govrules.core.authority import GROUND_NAMES
from govrules.core.matters.models import Step
from govrules.rulebook.vocabulary import STEP_ACTS

ASKED = {"read": "请您阅知", "file": "请您备案"}


def asked(step: Step) -> str:
    """请您审核, 请您会签 …"""
    return ASKED.get(step.act) or f"请您{act(step)}"


def act(step: Step) -> str:
    """审核, 会签, 签发 …"""
    return STEP_ACTS.get(step.act, step.act)


def in_place(step: Step) -> bool:
    """Whether its assignee acts for another."""
    return step.in_place


def ground(step: Step) -> str:
    """The ground of standing in, in a word; nothing for the holder himself."""
    return GROUND_NAMES.get(step.ground, step.ground) if in_place(step) else ""
