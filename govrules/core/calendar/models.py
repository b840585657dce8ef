"""The years of the State Council's notices as rows, every version kept, and the demo's clock offset."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

__all__ = ["CalendarDay", "CalendarYear", "ClockOffset", "DayKind", "YearState"]


class YearState(models.TextChoices):
    PUBLISHED = "published", "已公布"
    AMENDED = "amended", "公布后有调整"


class DayKind(models.TextChoices):
    OFF = "off", "放假"
    WORK = "work", "上班"


def new_edition() -> str:
    """A fresh mark for a changed year; processes see by it that what they hold in memory is old."""
    return uuid.uuid4().hex


class CalendarYear(models.Model):
    """One published year. A later notice on it makes a new version; the days of earlier versions stay.

    `counted` is the edition by which all open deadlines have been counted; while it is another, the sweep has to.
    """

    year = models.PositiveSmallIntegerField("年份", unique=True)
    version = models.PositiveSmallIntegerField("版本", default=1)
    edition = models.CharField(max_length=32, default=new_edition, editable=False)
    counted = models.CharField(max_length=32, blank=True, editable=False)
    state = models.CharField("状态", max_length=10, choices=YearState.choices, default=YearState.PUBLISHED)
    notice_number = models.CharField("通知文号", max_length=60, blank=True)
    source = models.CharField("来源", max_length=100)
    demo = models.BooleanField("演示", default=False)
    loaded_at = models.DateTimeField("载入时间")
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="载入人",
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "放假安排"
        ordering = ["year"]

    def __str__(self) -> str:
        return f"{self.year}年" + ("（演示）" if self.demo else "")


class CalendarDay(models.Model):
    """A day that a year's notice names: off, or a weekend day worked; it may lie in the December before."""

    year = models.ForeignKey(CalendarYear, models.CASCADE, related_name="days")
    version = models.PositiveSmallIntegerField("版本")
    date = models.DateField("日期")
    kind = models.CharField("类别", max_length=4, choices=DayKind.choices)
    name = models.CharField("节日", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "日历上的一天"
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["year", "version", "date"], name="a_day_once_a_version")]

    def __str__(self) -> str:
        return f"{self.date} {self.get_kind_display()}"


class ClockOffset(models.Model):
    """How far the demo's office clock is from the wall clock; one row at most, none outside the demo."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    offset = models.DurationField("偏移")

    class Meta:
        verbose_name = verbose_name_plural = "演示时钟"
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_clock_offset")]
