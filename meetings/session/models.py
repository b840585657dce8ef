"""What happens while a meeting sits: who said what, and what was decided on each item."""

from __future__ import annotations

from django.db import models

from govrules.core.office.models import Official, Organ
from meetings.attendance.models import Attendee
from meetings.items.models import AgendaItem


class DecisionKind(models.TextChoices):
    ADOPTED = "adopted", "通过"
    CHANGED = "changed", "修改后通过"
    POSTPONED = "postponed", "缓议"
    REJECTED = "rejected", "不予通过"
    FURTHER = "further", "进一步研究"
    NOTED = "noted", "听取汇报"


DECIDES = frozenset({DecisionKind.ADOPTED, DecisionKind.CHANGED})


class Decision(models.Model):
    """What was decided on an item (议定事项). `version` guards two secretaries against overwriting each other."""

    item = models.OneToOneField(AgendaItem, models.CASCADE, primary_key=True, related_name="decision")
    kind = models.CharField("结论", max_length=10, choices=DecisionKind.choices, blank=True)
    text = models.TextField("议定内容", blank=True)
    organ = models.ForeignKey(Organ, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="牵头单位")
    helpers = models.ManyToManyField(Organ, blank=True, related_name="+", verbose_name="配合单位")
    due_on = models.DateField("完成时限", null=True, blank=True)
    demand = models.TextField("督促检查要求", blank=True)
    no_task = models.CharField("不立项督办的理由", max_length=200, blank=True)
    needs_document = models.BooleanField("需要印发文件", default=False)
    began_at = models.DateTimeField("开始讨论", null=True, blank=True)
    without_quorum = models.BooleanField("议定时到会人数不足", default=False)
    version = models.PositiveIntegerField(default=0)
    recorded_by = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField("议定时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "议定事项"


class SpeechKind(models.TextChoices):
    REPORT = "report", "汇报"
    SPEECH = "speech", "发言"


class Speech(models.Model):
    """Who spoke on an item, in which order, what his position was (讨论记录)."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="speeches")
    attendee = models.ForeignKey(Attendee, models.PROTECT, related_name="speeches")
    position = models.PositiveSmallIntegerField("次序")
    kind = models.CharField("发言", max_length=10, choices=SpeechKind.choices, default=SpeechKind.SPEECH)
    text = models.TextField("发言要点", blank=True)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    recorded_by = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "讨论记录"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "position"], name="one_speech_a_place")]
