"""The outbox: written in the transaction of the act, sent and retried afterwards."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from govrules.core.matters.models import Matter
from govrules.core.office.models import Government, Official


class Channel(models.TextChoices):
    PORTAL = "portal", "站内"
    EMAIL = "email", "邮件"


class NoticeState(models.TextChoices):
    PENDING = "pending", "待发"
    SENT = "sent", "已发"
    FAILED = "failed", "发送失败"


class Notice(models.Model):
    """One event told to one official over one channel, at most once (unique `event`, recipient, channel).

    `next_at` is by the wall clock: when a pending one is to be sent, or when the lease of its sender ends.
    """

    government = models.ForeignKey(Government, models.PROTECT, related_name="+", db_index=False)
    recipient = models.ForeignKey(Official, models.PROTECT, related_name="notices", db_index=False)
    matter = models.ForeignKey(Matter, models.CASCADE, null=True, blank=True, related_name="notices")
    event = models.CharField(max_length=120)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    article = models.PositiveSmallIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=NoticeState.choices, default=NoticeState.PENDING)
    next_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "通知"
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["event", "recipient", "channel"], name="one_event_one_notice")]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state="pending"), name="notice_to_send"),
            models.Index(fields=["state"], condition=Q(state="failed"), name="notice_failed"),
            models.Index(fields=["recipient", "channel", "-created_at"]),
        ]
