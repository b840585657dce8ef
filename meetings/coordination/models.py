"""A coordination: what organs disagree on, each one's grounds, who leads it, and what came of it."""

from __future__ import annotations

from django.db import models
from simple_history.models import HistoricalRecords

from govrules.core.matters.models import Matter
from govrules.core.office.models import Dated, Organ, Seat
from meetings.calling.models import Meeting


class Sort(models.TextChoices):
    """By whom: the leader in charge brings them together, or the main heads countersign what divides them."""

    LEADER = "leader", "分管领导协调"
    HEADS = "heads", "分歧说明会签"


class Result(models.TextChoices):
    OPEN = "", "尚无结果"
    AGREED = "agreed", "达成一致意见"
    NOT_AGREED = "not_agreed", "未能达成一致意见"


class Coordination(models.Model):
    """Of the document or item that is its matter's parent. `account` is how it went, `leading` the opinion of the
    leader in charge where no agreement was reached, `meeting` the one that it was agreed at."""

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="coordination")
    sort = models.CharField("方式", max_length=10, choices=Sort.choices, default=Sort.LEADER)
    question = models.TextField("分歧事项")
    grounds = models.TextField("主办单位的意见和理据")
    proposal = models.TextField("主办单位的办理建议")
    coordinator = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="由谁协调"
    )
    result = models.CharField("结果", max_length=12, choices=Result.choices, blank=True)
    account = models.TextField("协调情况", blank=True)
    leading = models.TextField("领导提出的意见", blank=True)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="在哪次会议上协调"
    )

    class Meta:
        verbose_name = verbose_name_plural = "分歧协调"

    def __str__(self) -> str:
        return self.matter.title


class Side(models.Model):
    """An organ that holds another view, with its opinion and grounds."""

    coordination = models.ForeignKey(Coordination, models.CASCADE, related_name="sides")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="单位")
    grounds = models.TextField("意见和理据")

    class Meta:
        verbose_name = verbose_name_plural = "分歧各方"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["coordination", "organ"], name="side_once")]


class Assistant(Dated):
    """Which deputy director of the office assists a leader (协助其工作), as the office has put it on record."""

    leader = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="领导")
    deputy = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="协助的副主任")
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = "协助领导工作的副主任"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["leader"], condition=models.Q(until__isnull=True), name="one_assistant_a_leader"
            ),
        ]
