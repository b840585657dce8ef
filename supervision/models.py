"""What is supervised until it is done: for now what a meeting decided; its feedback."""

from __future__ import annotations

from django.db import models

from govrules.core.matters.models import Matter
from govrules.core.office.models import Official, Organ


class Task(models.Model):
    """A supervised matter (督办事项): its matter's organ is responsible for it, `matter.parent` is where it is from."""

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="task")
    origin = models.CharField("来源", max_length=120)
    article = models.PositiveSmallIntegerField("依据条款", null=True, blank=True)
    what = models.TextField("任务内容")
    helpers = models.ManyToManyField(Organ, blank=True, related_name="+", verbose_name="配合单位")
    due_on = models.DateField("完成时限", null=True, blank=True)
    done_on = models.DateField("办结日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "督办事项"

    def __str__(self) -> str:
        return self.matter.title


class Feedback(models.Model):
    """A report on how it goes (反馈), by the organ that carries it out."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="feedback")
    by = models.ForeignKey(Official, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField("进展")
    done = models.BooleanField("已办结", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "督办反馈"
        ordering = ["at", "pk"]
