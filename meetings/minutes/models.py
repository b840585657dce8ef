"""Minutes (纪要) of a meeting; the versions of their text are those of the documents floor."""

from __future__ import annotations

from django.db import models

from govrules.core.matters.models import Matter
from meetings.calling.models import Meeting


class Minutes(models.Model):
    """Minutes: the text, its number by body and year, when signed and issued, to whom they go."""

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="minutes")
    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    body = models.TextField("正文", blank=True)
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    serial = models.PositiveSmallIntegerField("期号", null=True, blank=True)
    copies = models.JSONField("分送", default=list, blank=True)
    forgone = models.CharField("不编发的理由", max_length=300, blank=True)
    signed_on = models.DateField("签发日期", null=True, blank=True)
    issued_on = models.DateField("印发日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "会议纪要"

    def __str__(self) -> str:
        return self.matter.title
