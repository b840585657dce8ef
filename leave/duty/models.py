"""The duty roster: a month of an organ, its shifts, what happened in them, and where the main heads are."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from govrules.core.office.models import Official, Organ


class Role(models.TextChoices):
    """The two posts of a shift, named as the columns of `DutyShift` are."""

    LEADER = "leader", "带班领导"
    OFFICER = "officer", "值班员"


class DutyRoster(models.Model):
    """A month's roster of an organ; the government's own is its office's. Everybody is told when it is published."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="rosters", verbose_name="单位")
    month = models.DateField("月份")  # its first day
    made_by = models.ForeignKey(Official, models.PROTECT, related_name="+", verbose_name="编排人")
    made_at = models.DateTimeField("编排时间")
    published_by = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField("公布时间", null=True, blank=True)
    why_no_main_head = models.CharField("主要负责同志本月未带班的原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "值班表"
        ordering = ["-month", "pk"]
        constraints = [models.UniqueConstraint(fields=["organ", "month"], name="leave_one_roster_a_month")]

    def __str__(self) -> str:
        return f"{self.organ.short_name}{self.month.year}年{self.month.month}月值班表"


class DutyShift(models.Model):
    """One shift, from one handing over to the next. An empty place is a hole."""

    roster = models.ForeignKey(DutyRoster, models.CASCADE, related_name="shifts")
    day = models.DateField("日期")
    starts_at = models.DateTimeField("接班时间")
    ends_at = models.DateTimeField("交班时间")
    leader = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="led_shifts", verbose_name="带班领导"
    )
    officer = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="shifts", verbose_name="值班员"
    )

    class Meta:
        verbose_name = verbose_name_plural = "班次"
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["ends_at"])]
        constraints = [
            models.UniqueConstraint(fields=["roster", "day"], name="leave_one_shift_a_day"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="leave_shift_span"),
            models.CheckConstraint(
                condition=Q(leader=None) | Q(officer=None) | ~Q(leader=F("officer")), name="leave_two_on_duty"
            ),
        ]


class Handover(models.Model):
    """What a shift left to the next: given by one of its two, confirmed by one of the next shift's."""

    shift = models.OneToOneField(DutyShift, models.PROTECT, primary_key=True, related_name="handover")
    text = models.TextField("移交事项", max_length=2000)
    given_by = models.ForeignKey(Official, models.PROTECT, related_name="+")
    given_at = models.DateTimeField("交班时间")
    taken_by = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField("接班时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "交接班"


class EntryKind(models.TextChoices):
    MAJOR = "major", "突发重大事件"
    URGENT = "urgent", "紧急、重要事项"
    VISIT = "visit", "接待群众来访"
    ROUTINE = "routine", "一般事项"


class DutyEntry(models.Model):
    """A line of the duty log. It is never rewritten: what follows is added below it (`FollowUp`)."""

    shift = models.ForeignKey(DutyShift, models.PROTECT, related_name="entries")
    kind = models.CharField("类别", max_length=10, choices=EntryKind.choices)
    known_at = models.DateTimeField("发生或获知时间")
    text = models.TextField("内容", max_length=2000)
    person = models.CharField("来访人、报告人", max_length=60, blank=True)
    reported_to = models.CharField("向谁报告", max_length=100, blank=True)
    reported_at = models.DateTimeField("报告时间", null=True, blank=True)
    why_late = models.CharField("未立即报告的原因", max_length=200, blank=True)
    by = models.ForeignKey(Official, models.PROTECT, related_name="+", verbose_name="记录人")
    entered_at = models.DateTimeField("记录时间")
    received_by = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField("值班室收到时间", null=True, blank=True)
    settled_at = models.DateTimeField("办结时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "值班记录"
        ordering = ["entered_at", "pk"]
        indexes = [models.Index(fields=["kind", "-entered_at"]), models.Index(fields=["-entered_at", "-id"])]

    @property
    def late(self) -> timedelta:
        """From knowing to reporting, in whole minutes: nobody enters seconds."""
        if self.reported_at is None:
            return timedelta(0)
        return self.reported_at.replace(second=0, microsecond=0) - self.known_at.replace(second=0, microsecond=0)

    @property
    def late_words(self) -> str:
        """1小时35分钟; empty where it was reported in the minute in which it was known."""
        hours, minutes = divmod(int(self.late.total_seconds()) // 60, 60)
        return (f"{hours}小时" if hours else "") + (f"{minutes}分钟" if minutes else "")


class FollowUp(models.Model):
    """How an entry was dealt with, one line for each thing done; the last may settle it."""

    entry = models.ForeignKey(DutyEntry, models.PROTECT, related_name="follow_ups")
    at = models.DateTimeField("时间")
    text = models.CharField("处置情况", max_length=500)
    by = models.ForeignKey(Official, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "处置情况"
        ordering = ["at", "pk"]


class SwapState(models.TextChoices):
    ASKED = "asked", "等待对方答复"
    AGREED = "agreed", "已换班"
    DECLINED = "declined", "对方未同意"
    WITHDRAWN = "withdrawn", "已撤回"


class Swap(models.Model):
    """One of a shift's two asks a colleague to take his place; with `in_return` they exchange places."""

    shift = models.ForeignKey(DutyShift, models.CASCADE, related_name="swaps")
    role = models.CharField("岗位", max_length=10, choices=Role.choices)
    asker = models.ForeignKey(Official, models.PROTECT, related_name="+")
    other = models.ForeignKey(Official, models.PROTECT, related_name="+")
    in_return = models.ForeignKey(DutyShift, models.CASCADE, null=True, blank=True, related_name="+")
    reason = models.CharField("原因", max_length=200)
    state = models.CharField("状态", max_length=10, choices=SwapState.choices, default=SwapState.ASKED)
    asked_at = models.DateTimeField("提出时间")
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "换班"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["shift", "role"], condition=Q(state="asked"), name="leave_one_open_swap_a_place"
            )
        ]


class PlaceChange(models.Model):
    """A place of a published roster that changed hands: by agreement (`swap`), or put there by those who keep it."""

    shift = models.ForeignKey(DutyShift, models.CASCADE, related_name="changes")
    role = models.CharField("岗位", max_length=10, choices=Role.choices)
    was = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="原为")
    now = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="改为")
    swap = models.ForeignKey(Swap, models.CASCADE, null=True, blank=True, related_name="changes")
    why = models.CharField("原因", max_length=200, blank=True)
    by = models.ForeignKey(Official, models.PROTECT, related_name="+", verbose_name="办理人")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "换班和改派"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at", "-id"])]

    @property
    def how(self) -> str:
        return "换班" if self.swap_id else "改派"


class Whereabouts(models.Model):
    """Where a main head is and how he is reached, as the duty room has noted it; the newest that holds counts."""

    official = models.ForeignKey(Official, models.PROTECT, related_name="whereabouts")
    place = models.CharField("所在位置", max_length=60)
    contact = models.CharField("联系方式", max_length=60, blank=True)
    since = models.DateTimeField("自")
    until = models.DateTimeField("至")
    noted_by = models.ForeignKey(Official, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "主要负责人所在位置"
        indexes = [models.Index(fields=["official", "-since"])]
        constraints = [models.CheckConstraint(condition=Q(until__gt=F("since")), name="leave_whereabouts_span")]
