"""The secret address under which a person's calendar is read by a program that cannot log in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from govrules.core.office.models import Official


class CalendarFeed(models.Model):
    """A person's address. Only the digest of its secret is kept; whoever has it may read until it is revoked."""

    official = models.ForeignKey(Official, models.CASCADE, related_name="+", verbose_name="所属人")
    digest = models.CharField("密钥摘要", max_length=64, unique=True)
    made_at = models.DateTimeField("生成时间")
    read_at = models.DateTimeField("最近读取", null=True, blank=True)
    revoked_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "日程订阅"
        constraints = [
            models.UniqueConstraint(fields=["official"], condition=Q(revoked_at=None), name="one_feed_a_person")
        ]
