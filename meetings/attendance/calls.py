"""Calling a meeting, with everybody asked in the same transaction: the act itself is the calling room's."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from govrules.core.errors import WrongState
from govrules.core.office.models import Official

ROOM = "meetings.calling.actions"


def call(meeting_id: int, by: Official, ask: Callable[..., Any]) -> None:
    """Send out the notice by the calling room's act, which asks everybody by `ask(meeting, at)`."""
    act = getattr(import_module(ROOM), "call", None) if find_spec(ROOM) else None
    if act is None:
        raise WrongState("会议通知的功能尚未启用")
    act(meeting_id, by, ask)
