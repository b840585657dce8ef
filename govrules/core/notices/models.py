"""The outbox: written in the transaction of the act, sent and retried afterwards."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from govrules.core.matters.models import Matter
from govrules.core.office.models import Government, Official


class Channel(models.TextChoices):
    PORTAL = "portal", "站内"
    EMAIL = "email", "邮件"
    DINGTALK = "dingtalk", "钉钉群机器人"
    WECOM = "wecom", "企业微信群机器人"


ROBOT_CHANNELS = (Channel.DINGTALK, Channel.WECOM)


class NoticeState(models.TextChoices):
    PENDING = "pending", "待发"
    SENDING = "sending", "发送中"
    SENT = "sent", "已发"
    FAILED = "failed", "发送失败"
    UNKNOWN = "unknown", "结果不明"


class Robot(models.Model):
    """How a government's group robot stands; its address is a secret and in the environment alone.

    After a refusal or an answer that did not come it is silent until `resume_at` (by the wall clock).
    """

    government = models.ForeignKey(Government, models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    failures = models.PositiveSmallIntegerField(default=0)
    resume_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "群机器人"
        constraints = [models.UniqueConstraint(fields=["government", "channel"], name="one_robot_a_channel")]


class MessageState(models.TextChoices):
    SENDING = "sending", "发送中"
    SENT = "sent", "已发"
    REFUSED = "refused", "被拒"
    UNKNOWN = "unknown", "结果不明"


class RobotMessage(models.Model):
    """One call of a robot, written before it is made: who claims its notices, and what counts against the allowance.

    It may be for several notices. `ended_at` is when the answer came, or when it was no longer waited for.
    """

    robot = models.ForeignKey(Robot, models.PROTECT, related_name="messages", db_index=False)
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.SENDING)
    started_at = models.DateTimeField()
    lease_until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "群机器人消息"
        ordering = ["-started_at", "-pk"]
        indexes = [
            models.Index(fields=["robot", "ended_at"], name="message_allowance"),
            models.Index(fields=["lease_until"], condition=Q(state="sending"), name="message_sending"),
        ]


class Notice(models.Model):
    """One event told to one official over one channel, at most once (unique `event`, recipient, channel).

    `next_at` is by the wall clock: when a pending one is to be sent, or when the lease of its sender ends. `message` is
    the last call of a robot that carried it.
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
    message = models.ForeignKey(
        RobotMessage, models.PROTECT, null=True, blank=True, related_name="notices", db_index=False
    )

    class Meta:
        verbose_name = verbose_name_plural = "通知"
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["event", "recipient", "channel"], name="one_event_one_notice")]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state="pending"), name="notice_to_send"),
            models.Index(fields=["next_at"], condition=Q(state="sending"), name="notice_sending"),
            models.Index(fields=["state"], condition=Q(state="failed"), name="notice_failed"),
            models.Index(fields=["state"], condition=Q(state="unknown"), name="notice_unknown"),
            models.Index(fields=["message"], condition=Q(message__isnull=False), name="notice_of_message"),
            models.Index(fields=["recipient", "channel", "-created_at"]),
        ]
