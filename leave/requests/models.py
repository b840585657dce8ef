"""A leave request (请假): who goes where, from when to when, why, who takes over; where it was filed."""

from __future__ import annotations

from django.db import models

from govrules.core.matters.models import Matter
from govrules.core.office.models import Absence, Official, Seat


class LeaveKind(models.TextChoices):
    MEETING = "meeting", "会议活动"
    BUSINESS = "business", "出差"
    STUDY_VISIT = "study_visit", "考察"
    TRAINING = "training", "学习培训"
    ABROAD = "abroad", "出国（境）"
    VACATION = "vacation", "休假"
    FAMILY = "family", "探亲"
    MEDICAL = "medical", "就医"
    OTHER = "other", "其他"


class LeaveRequest(models.Model):
    """A request. `seat` is the post from which he goes: the rulebook's way depends on it (fact `leave_post`)."""

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="leave")
    official = models.ForeignKey(Official, models.PROTECT, related_name="leaves", verbose_name="请假人")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="职务")
    kind = models.CharField("事由类别", max_length=12, choices=LeaveKind.choices)
    reason = models.CharField("事由", max_length=300)
    destination = models.CharField("前往何地", max_length=100)
    companions = models.CharField("同行人员", max_length=200, blank=True)
    contact = models.CharField("联系方式", max_length=60)
    starts_at = models.DateTimeField("离开时间")
    ends_at = models.DateTimeField("返回时间")
    takes_over = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="期间主持工作的负责人"
    )
    urgent = models.BooleanField("因紧急事项临时外出", default=False)
    declared = models.JSONField("申报事项", default=dict, blank=True)
    absence = models.OneToOneField(Absence, models.PROTECT, null=True, blank=True, related_name="leave")
    back_at = models.DateTimeField("销假时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "请假"
        indexes = [models.Index(fields=["official", "-starts_at"])]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="leave_span"),
        ]

    def __str__(self) -> str:
        return self.matter.title
