"""Of what the ledgers are to have entries, on this floor."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncDate

from govrules.core.clock import OFFICE_ZONE
from govrules.core.matters.models import Matter
from govrules.core.office.models import Official
from meetings.items.models import AgendaItem
from meetings.minutes.major import decided_items


def decisions_taken(official: Official) -> QuerySet[Matter]:
    """The major items that a meeting has decided, by the day of the meeting."""
    day = TruncDate("meeting__starts_at", tzinfo=OFFICE_ZONE)
    held = AgendaItem.objects.filter(matter=OuterRef("pk")).annotate(on=day).values("on")
    decided = decided_items(official).order_by().values("matter")
    return Matter.objects.filter(pk__in=decided).annotate(on=Subquery(held[:1])).select_related("organ")


RECORDED = {"decisions_taken": decisions_taken}
