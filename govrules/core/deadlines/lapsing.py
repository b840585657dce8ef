"""A request for more time that nobody answered is over with the period that it was to prolong."""

from __future__ import annotations

from collections.abc import Sequence

from govrules.core.deadlines.models import Extension, ExtensionState


def lapse(deadline_ids: Sequence[int]) -> None:
    """Close what is still asked for these deadlines, in the transaction that ends them: one query, or none."""
    if deadline_ids:
        asked = Extension.objects.filter(deadline__among=deadline_ids, state=ExtensionState.ASKED)
        asked.update(state=ExtensionState.LAPSED)
