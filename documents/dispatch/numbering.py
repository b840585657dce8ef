"""Drawing document numbers: by series and year, without gap or double, whoever else draws at the same time."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from documents.dispatch.models import Dispatch, DrawnNumber, Series, SeriesYear
from govrules.core.errors import BadInput


def draw(dispatch: Dispatch, series: Series, at: datetime) -> DrawnNumber:
    """The next number of the series this year. Its row is locked to the end of the caller's transaction.

    If that transaction fails the number is not used up: the next one draws it.
    """
    if series.government_id != dispatch.matter.government_id:
        raise BadInput("没有这个发文代字", field="series")
    year = timezone.localdate(at).year
    SeriesYear.objects.get_or_create(series=series, year=year)
    counter = SeriesYear.objects.select_for_update().get(series=series, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    Dispatch.objects.filter(pk=dispatch.pk).update(series=series)
    return DrawnNumber.objects.create(series=series, year=year, serial=counter.last, dispatch=dispatch, at=at)
