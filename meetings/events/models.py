"""A county-wide meeting or event (全县性会议和重要活动) that a department holds, to be approved beforehand."""

from __future__ import annotations

from django.db import models

from govrules.core.matters.models import Matter
from govrules.core.office.models import Seat


class Event(models.Model):
    """A request to hold one. Its matter's organ holds it; `declared` are the facts that the rules ask for."""

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="event")
    event_kind = models.CharField("种类", max_length=12)
    in_name_of = models.CharField("名义", max_length=10, default="department")
    starts_at = models.DateTimeField("举行时间")
    ends_at = models.DateTimeField("结束时间")
    place = models.CharField("地点", max_length=60)
    people = models.PositiveIntegerField("规模（人数）")
    attending = models.CharField("参加范围", max_length=200)
    programme = models.TextField("会议安排方案")
    why = models.TextField("召开的理由")
    by_video = models.BooleanField("以视频形式召开", default=False)
    budget = models.CharField("经费来源", max_length=120, blank=True)
    leaders = models.ManyToManyField(Seat, blank=True, related_name="+", verbose_name="拟请出席的领导")
    declared = models.JSONField("申报事项", default=dict, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    class Meta:
        verbose_name = verbose_name_plural = "会议活动报批"

    def __str__(self) -> str:
        return self.matter.title
