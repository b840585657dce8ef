"""Deadlines are rows; a fired rung is a row too, unique, so nothing fires twice."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from govrules.core.matters.models import Matter, Step
from govrules.core.office.models import Government, Official

MAY = "may"  # the strength of a consequence that is a button and never a timer


class DeadlineState(models.TextChoices):
    OPEN = "open", "计时中"
    MET = "met", "已按时办理"
    PASSED = "passed", "已超期"
    CANCELLED = "cancelled", "已撤销"


class Deadline(models.Model):
    """Opened when something happens; warns, then acts or marks when it passes.

    `due_at` is the midnight that ends the last day (exclusive, UTC). `next_at` is when the sweep has to look
    again (warning, then due; later after a failure), empty when nothing is left to fire. `rule` is the key
    of the rulebook's deadline or of the office's setting; what it says is kept as it stood at the beginning.
    `cycle` counts how often the period was set anew, by an extension or a new calendar; each cycle warns and
    falls due once. `confirmed_at`: the office decided that a provisional period was over.
    """

    government = models.ForeignKey(Government, models.PROTECT, related_name="+", db_index=False)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="deadlines")
    step = models.ForeignKey(Step, models.CASCADE, null=True, blank=True, related_name="deadlines")
    rule = models.CharField(max_length=60)
    article = models.PositiveSmallIntegerField(null=True, blank=True)
    strength = models.CharField(max_length=10, blank=True)
    basis = models.CharField("主办单位另定或本办规定", max_length=200, blank=True)
    opened_at = models.DateTimeField()
    count = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=10)
    warn_before = models.PositiveSmallIntegerField("提前几个工作日提醒", default=1)
    agreed_on = models.DateField("商定的最后一日", null=True, blank=True)
    due_at = models.DateTimeField()
    warn_at = models.DateTimeField(null=True, blank=True)
    provisional = models.BooleanField("暂定", default=False)
    counted = models.TextField("怎样算的", blank=True)
    on_pass = models.CharField("到期后果", max_length=40, blank=True)
    on_pass_article = models.PositiveSmallIntegerField(null=True, blank=True)
    on_pass_strength = models.CharField(max_length=10, blank=True)
    extension_by = models.CharField("谁可以同意延期", max_length=10, blank=True)
    extension_article = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=DeadlineState.choices, default=DeadlineState.OPEN)
    next_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    extensions = models.PositiveSmallIntegerField("延期次数", default=0)
    cycle = models.PositiveSmallIntegerField("第几次起算", default=0)
    waits_since = models.DateTimeField("暂缓生效", null=True, blank=True)
    waits_for = models.CharField("等什么", max_length=200, blank=True)
    confirmed_at = models.DateTimeField("认定届满", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "时限"
        indexes = [
            models.Index(fields=["next_at", "id"], condition=Q(state="open"), name="deadline_open_next"),
            models.Index(fields=["due_at"], condition=Q(state="open"), name="deadline_open_due"),
            models.Index(
                fields=["government"], condition=Q(state="open", waits_since__isnull=False), name="deadline_waiting"
            ),
            models.Index(fields=["government"], condition=Q(state="open", attempts__gt=0), name="deadline_failing"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None) | ~Q(state="open") & Q(closed_at__isnull=False),
                name="deadline_open_or_closed",
            ),
        ]

    @property
    def ended_provisional(self) -> bool:
        """Whether it ended before its year was published: how it was counted then says nothing any more."""
        return self.provisional and self.state != DeadlineState.OPEN


class Rung(models.TextChoices):
    WARN = "warn", "提醒"
    DUE = "due", "到期"
    WAIT = "wait", "暂缓生效"


class Firing(models.Model):
    """One rung of one deadline fired once in each of its cycles."""

    deadline = models.ForeignKey(Deadline, models.CASCADE, related_name="firings", db_index=False)
    rung = models.CharField(max_length=10, choices=Rung.choices)
    cycle = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "时限提醒和到期"
        constraints = [
            models.UniqueConstraint(fields=["deadline", "rung", "cycle"], name="a_rung_fires_once"),
        ]


class ExtensionState(models.TextChoices):
    ASKED = "asked", "待主办单位答复"
    AGREED = "agreed", "已商定"
    REFUSED = "refused", "未同意"
    LAPSED = "lapsed", "未答复即已办结或到期"


class Extension(models.Model):
    """More time asked for by who must act, answered by who may agree (by the rulebook, with its article)."""

    deadline = models.ForeignKey(Deadline, models.CASCADE, related_name="requests")
    asked_by = models.ForeignKey(Official, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    until = models.DateField("希望延至")
    manner = models.CharField("回复方式", max_length=100, blank=True)
    reason = models.TextField("理由")
    state = models.CharField(max_length=10, choices=ExtensionState.choices, default=ExtensionState.ASKED)
    answered_by = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "延期商请"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["deadline"], condition=Q(state="asked"), name="one_open_request")
        ]


class SweepRun(models.Model):
    """What the sweep last did, by the wall clock; shown to operators, who are warned when it is old.

    Of the runs that found nothing to do only the last is kept.
    """

    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    warned = models.PositiveIntegerField(default=0)
    passed = models.PositiveIntegerField(default=0)
    acted = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "时限巡查"
