"""An agenda item (议题): what is brought before which body, by whom, with what papers."""

from __future__ import annotations

from django.db import models

from govrules.core.matters.models import Matter
from govrules.core.office.models import Organ, Seat
from meetings.calling.models import Meeting


class Secrecy(models.TextChoices):
    OPEN = "open", "可以公开"
    INTERNAL = "internal", "内部掌握"
    CONFIDENTIAL = "confidential", "会议保密事项"


class AgendaItem(models.Model):
    """An item. Its matter's organ reports on it (汇报单位); `sponsor` is the leader's seat that proposes it.

    `declared` holds the facts of the rulebook that its proposers declared (key -> value); what can be derived (reviews
    on record, who proposes, which body) is not in it. `study` marks an item that is a study (学习) and decides nothing.
    """

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="item")
    body = models.CharField("提交的会议", max_length=20)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="items")
    position = models.PositiveSmallIntegerField("次序", null=True, blank=True)
    business = models.PositiveSmallIntegerField("属于会议的第几项任务", null=True, blank=True)
    proposer = models.CharField("提出人职务", max_length=40)
    sponsor = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="提出的领导"
    )
    touched = models.ManyToManyField(Organ, blank=True, related_name="+", verbose_name="涉及的单位")
    brief = models.TextField("汇报提纲", blank=True)
    proposal = models.TextField("提请议定的意见", blank=True)
    declared = models.JSONField("申报事项", default=dict, blank=True)
    study = models.BooleanField("学习议题", default=False)
    secrecy = models.CharField("公开和保密", max_length=12, choices=Secrecy.choices, default=Secrecy.OPEN)
    minutes_wanted = models.PositiveSmallIntegerField("汇报时长（分钟）", null=True, blank=True)
    minutes_given = models.PositiveSmallIntegerField("安排时长（分钟）", null=True, blank=True)
    late = models.BooleanField("临时增加", default=False)
    late_reason = models.CharField("临时增加的理由", max_length=300, blank=True)
    off_reason = models.CharField("撤下的理由", max_length=300, blank=True)
    began_at = models.DateTimeField("开始讨论", null=True, blank=True)
    finished_at = models.DateTimeField("讨论结束", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "议题"
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["meeting", "position"])]

    def __str__(self) -> str:
        return self.matter.title
