"""A county-wide meeting or event (全县性会议和重要活动) that a department holds, to be approved beforehand."""

from __future__ import annotations

from django.db import models

from govrules.core.matters.models import Matter
from govrules.core.office.models import Official, Seat


class EventKind(models.TextChoices):
    COUNTYWIDE = "countywide", "全县（区）性会议、重要活动"
    FESTIVE = "festive", "论坛、庆典、节会"
    OTHER = "other", "其他工作会议"


class InNameOf(models.TextChoices):
    COUNTY = "county", "政府"
    OFFICE = "office", "政府办公室"
    DEPARTMENT = "department", "本单位"


class Event(models.Model):
    """A request to hold one. Its matter's organ holds it; `declared` are the facts that the rules ask for.

    `asked_on` is the day on which it was first sent off, by which a limit before the event is counted; `held_*` is what
    came of it.
    """

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="event")
    event_kind = models.CharField("种类", max_length=12, choices=EventKind.choices)
    in_name_of = models.CharField("名义", max_length=10, choices=InNameOf.choices, default=InNameOf.DEPARTMENT)
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
    asked_on = models.DateField("首次报批", null=True, blank=True)
    held_people = models.PositiveIntegerField("实到人数", null=True, blank=True)
    held_note = models.CharField("举行情况", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "会议活动报批"
        indexes = [models.Index(fields=["starts_at"], name="event_by_day")]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="event_has_a_length"),
        ]

    def __str__(self) -> str:
        return self.matter.title


class Answer(models.TextChoices):
    OPEN = "open", "待答复"
    COMING = "coming", "出席"
    DECLINED = "declined", "不出席"


class Invitation(models.Model):
    """The office's invitation of a leader to an approved event; nobody else invites (统一由办公室安排)."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="invitations")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="领导")
    official = models.ForeignKey(Official, models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(Official, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField("送达")
    answer = models.CharField("答复", max_length=10, choices=Answer.choices, default=Answer.OPEN)
    answered_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "领导邀请"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["event", "seat"], name="invited_once")]
