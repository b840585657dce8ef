"""What the pages of this room show, gathered in a constant number of queries."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from govrules.core.matters.models import Matter
from govrules.core.matters.shown import expected, steps_of
from govrules.core.matters.way import way
from meetings.events.models import Event


def gather(matter: Matter, at: datetime) -> tuple[Any, ...]:
    """Document, steps, way, findings and further facts of one matter of this room (see `meetings.sheet`)."""
    document = Event.objects.get(pk=matter.pk)
    document.matter = matter
    steps = steps_of(matter)
    return document, steps, way(matter, steps, (), expected(matter, steps, at)), [], {}
