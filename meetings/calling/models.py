"""A meeting (会议): of which body, when and where, under whose chair; the rooms; the count of meetings."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from simple_history.models import HistoricalRecords

from govrules.core.matters.models import Matter
from govrules.core.office.models import Government, Official, Seat


class Room(models.Model):
    """A room in which meetings are held (会议室)."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="+")
    name = models.CharField("名称", max_length=60)
    seats = models.PositiveSmallIntegerField("座位", default=0)
    is_active = models.BooleanField("在用", default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "会议室"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["government", "name"], name="room_name")]

    def __str__(self) -> str:
        return self.name


class BodyYear(models.Model):
    """The row that is locked to draw which meeting of a body it is (第几次), counted anew each year."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="+")
    body = models.CharField("会议", max_length=20)
    year = models.PositiveSmallIntegerField("年度")
    last = models.PositiveSmallIntegerField("已开次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "会议年度次数"
        constraints = [models.UniqueConstraint(fields=["government", "body", "year"], name="body_year")]


class Meeting(models.Model):
    """A meeting of a body. Its matter is the office's; `body` is a key of the rulebook's bodies.

    `year` and `serial` (第几次) are drawn when it is called. `chair` is the seat under whose holder, or whoever may act
    for him there, it is held.
    """

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="meeting")
    body = models.CharField("会议", max_length=20)
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    serial = models.PositiveSmallIntegerField("次数", null=True, blank=True)
    starts_at = models.DateTimeField("开始时间")
    minutes_planned = models.PositiveSmallIntegerField("预计时长（分钟）", default=120)
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="meetings")
    place = models.CharField("其他地点", max_length=60, blank=True)
    chair = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+", verbose_name="主持人")
    chaired_by = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+")
    chair_ground = models.CharField("主持的依据", max_length=200, blank=True)
    by_video = models.BooleanField("视频会议", default=False)
    important = models.BooleanField("重要会议", default=False)
    scope = models.CharField("会议性质", max_length=12, blank=True)
    remarks = models.CharField("其他要求", max_length=200, blank=True)
    secretary = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+")
    agenda_version = models.PositiveIntegerField("议程版次", default=0)
    fixed_at = models.DateTimeField("议程确定", null=True, blank=True)
    called_at = models.DateTimeField("通知发出", null=True, blank=True)
    opened_at = models.DateTimeField("宣布开会", null=True, blank=True)
    ended_at = models.DateTimeField("散会", null=True, blank=True)
    current = models.ForeignKey(
        "meetings.AgendaItem", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="正在讨论"
    )

    class Meta:
        verbose_name = verbose_name_plural = "会议"
        indexes = [models.Index(fields=["body", "-starts_at"]), models.Index(fields=["-starts_at"])]
        constraints = [
            models.CheckConstraint(condition=models.Q(minutes_planned__gte=1), name="meeting_has_a_length"),
        ]

    def __str__(self) -> str:
        return self.matter.title

    @property
    def ends_at(self) -> datetime:
        """When it is planned to end."""
        return self.starts_at + timedelta(minutes=self.minutes_planned)

    @property
    def where(self) -> str:
        """The room, or the place that was typed."""
        return self.room.name if self.room else self.place
