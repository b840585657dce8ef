"""Which attachments an official may see: those of the matters he may see."""

from __future__ import annotations

from django.db.models import QuerySet

from govrules.core.files.models import Attachment
from govrules.core.matters import queries as matters
from govrules.core.office.models import Official


def visible_to(official: Official) -> QuerySet[Attachment]:
    """Attachments that are not removed, of matters visible to him; with their blobs."""
    return Attachment.objects.filter(removed_at=None, matter__in=matters.visible_to(official)).select_related("blob")
