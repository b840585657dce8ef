"""Asking an organ that a document touches: when, with which limit, and what became of it."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from documents.submission.models import Submission
from govrules.core.matters.models import Step
from govrules.core.office.models import Organ


class Consultation(models.Model):
    """One organ asked once (征求意见、会签); the reply is the step's opinion, silence the step's state."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="consultations")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    step = models.OneToOneField(Step, models.CASCADE, related_name="consultation")
    host_limit = models.PositiveSmallIntegerField("主办单位另定的工作日数", null=True, blank=True)
    sent_at = models.DateTimeField()
    version = models.PositiveSmallIntegerField("征求意见稿版次")
    reminders = models.JSONField("提醒时间", default=list, blank=True)
    response = models.TextField("主办单位的协商情况", blank=True)
    delay_reason = models.TextField("对方说明的暂不会签原因", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "征求意见"
        ordering = ["pk"]

    @property
    def reminded(self) -> list[datetime]:
        """When the host reminded the organ."""
        return [datetime.fromisoformat(at) for at in self.reminders]
