"""The number of minutes (期号): by body and year of issue, without gap or double, whoever else issues at that time.

The title says which meeting it was (第几次). The number is one of its own, as minutes may be forgone or go out in
another order than the meetings; so the numbers of a year's issued minutes run on from 1.
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from meetings.minutes.models import Minutes, MinutesYear


def draw(minutes: Minutes, at: datetime) -> str:
    """The next number of the body this year; its row is locked to the end of the caller's transaction."""
    year = timezone.localdate(at).year
    key = {"government": minutes.matter.government, "body": minutes.meeting.body, "year": year}
    MinutesYear.objects.get_or_create(**key)
    counter = MinutesYear.objects.select_for_update().get(**key)
    counter.last += 1
    counter.save(update_fields=["last"])
    minutes.year, minutes.serial = year, counter.last
    return number_of(year, counter.last)


def number_of(year: int, serial: int) -> str:
    """〔2026〕5号."""
    return f"〔{year}〕{serial}号"
