"""A page printed in the background: asked for once per content, kept as a file."""

from __future__ import annotations

from django.db import models

from govrules.core.files.models import Blob
from govrules.core.matters.models import Matter
from govrules.core.office.models import Official


class PrintKind(models.TextChoices):
    REQUEST = "request", "报送公文"
    REPLY = "reply", "发文"
    SHEET = "sheet", "会签单"
    MINUTES = "minutes", "会议纪要"
    APART = "apart", "保密事项纪要"
    AGENDA = "agenda", "会议议程"
    NOTICE = "notice", "会议通知"
    SIGN_IN = "sign_in", "签到表"
    FILE = "file", "重大决策档案"


class PrintState(models.TextChoices):
    WAITING = "waiting", "排队中"
    WORKING = "working", "排版中"
    READY = "ready", "已完成"
    FAILED = "failed", "未能完成"


class PrintJob(models.Model):
    """One print of one content; the same content asked for again is the same job."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="prints")
    kind = models.CharField(max_length=10, choices=PrintKind.choices)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=PrintState.choices, default=PrintState.WAITING)
    asked_by = models.ForeignKey(Official, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    blob = models.ForeignKey(Blob, models.PROTECT, null=True, blank=True, related_name="+")
    pages = models.PositiveSmallIntegerField(default=0)
    notes = models.TextField("字体等提示", blank=True)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "打印任务"
        constraints = [models.UniqueConstraint(fields=["matter", "kind", "digest"], name="one_print_a_content")]
