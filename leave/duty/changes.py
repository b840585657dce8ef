"""Changes of published rosters: what the government's duty room has to know of the organs that must keep duty."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from govrules.core.office.models import Organ
from leave.board.viewer import Viewer
from leave.duty.models import PlaceChange

RECENT = timedelta(days=7)
MOST = 20


def changes(viewer: Viewer, must: Collection[Organ], at: datetime) -> list[PlaceChange]:
    """Swaps and re-assignments of the last days, the newest first: one query.

    The office, which keeps the duty room, and the leaders see those of every organ that must keep duty (`must`); an
    organ's own people see theirs, whether it must or not.
    """
    seen = set(viewer.organs) | ({organ.pk for organ in must} if viewer.sees_all else set())
    rows = PlaceChange.objects.filter(
        at__gt=at - RECENT, shift__roster__organ__in=seen, shift__roster__organ__government=viewer.government
    )
    return list(rows.select_related("shift__roster__organ", "was", "now", "by")[:MOST])
