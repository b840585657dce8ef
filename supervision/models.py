"""What is supervised until it is done: what a meeting decided or the head assigned; its parts, feedback, notices, and
the reports on how it all goes."""

from __future__ import annotations

from django.db import models

from govrules.core.deadlines.models import Deadline
from govrules.core.matters.models import Matter
from govrules.core.office.models import Government, Official, Organ


class Task(models.Model):
    """A supervised matter (督办事项): its matter's organ is responsible for it, `matter.parent` is where it is from."""

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="task")
    origin = models.CharField("来源", max_length=120)
    article = models.PositiveSmallIntegerField("依据条款", null=True, blank=True)
    what = models.TextField("任务内容")
    demand = models.TextField("督促检查要求", blank=True)
    helpers = models.ManyToManyField(Organ, blank=True, related_name="+", verbose_name="配合单位")
    due_on = models.DateField("完成时限", null=True, blank=True)
    done_on = models.DateField("办结日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "督办事项"

    def __str__(self) -> str:
        return self.matter.title


class Part(models.Model):
    """What one organ has to do in it (承担的任务): the organ responsible and each that helps has its own."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="parts")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="单位")
    lead = models.BooleanField("牵头", default=False)
    person = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任人")
    closed_on = models.DateField("办结日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "承担单位"
        ordering = ["-lead", "pk"]
        constraints = [models.UniqueConstraint(fields=["task", "organ"], name="one_part_an_organ")]


class Feedback(models.Model):
    """A report on how it goes (反馈), by the organ that carries it out."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="feedback")
    organ = models.ForeignKey(Organ, models.PROTECT, null=True, related_name="+", verbose_name="反馈单位")
    by = models.ForeignKey(Official, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField("进展")
    done = models.BooleanField("已办结", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "督办反馈"
        ordering = ["at", "pk"]


class NoticeYear(models.Model):
    """The row that is locked to draw the next number of a government's special notices in a year."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "专项督办通知年度编号"
        constraints = [models.UniqueConstraint(fields=["government", "year"], name="supervision_notice_year")]


class SpecialNotice(models.Model):
    """A special supervision notice (专项督办通知) to an organ: its number, words, limit, and the organ's reply."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="notices")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="发往单位")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    article = models.PositiveSmallIntegerField("依据条款")
    text = models.TextField("督办要求")
    reply_by = models.DateField("回复时限")
    by = models.ForeignKey(Official, models.PROTECT, related_name="+")
    at = models.DateTimeField("发出时间")
    reply = models.TextField("回复", blank=True)
    replied_by = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+")
    replied_at = models.DateTimeField("回复时间", null=True, blank=True)
    deadline = models.ForeignKey(Deadline, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "专项督办通知"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"督办通知〔{self.year}〕{self.serial}号"


class StateReport(models.Model):
    """A report on how decisions are carried out (落实情况报告) as it went to the leaders; its rows stay so."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="+")
    since = models.DateField("自")
    until = models.DateField("至")
    article = models.PositiveSmallIntegerField("依据条款")
    note = models.TextField("说明", blank=True)
    rows = models.JSONField("事项")
    leaders = models.ManyToManyField(Official, related_name="+", verbose_name="报送领导")
    by = models.ForeignKey(Official, models.PROTECT, related_name="+")
    at = models.DateTimeField("报送时间")

    class Meta:
        verbose_name = verbose_name_plural = "落实情况报告"
        ordering = ["-at", "-pk"]
