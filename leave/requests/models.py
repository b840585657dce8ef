"""A leave request (请假): who goes where, from when to when, why, who takes over; where it was filed; gifts brought."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from govrules.core.matters.models import Matter
from govrules.core.office.models import Absence, Entrustment, Government, Official, Seat
from govrules.core.wording import moment
from govrules.rulebook.vocabulary import FILED_WITH


class LeaveKind(models.TextChoices):
    """Why somebody is away; the values are those of the rules' fact `leave_kind`."""

    MEETING = "meeting", "会议活动"
    BUSINESS = "business", "出差"
    STUDY_VISIT = "study_visit", "考察"
    TRAINING = "training", "学习培训"
    ABROAD = "abroad", "因公出国（境）"
    VACATION = "vacation", "休假"
    FAMILY = "family", "探亲"
    MEDICAL = "medical", "就医"
    OTHER = "other", "其他"


class LeaveRequest(models.Model):
    """A request. `seat` is the post from which he goes: the rulebook's way depends on it (fact `leave_post`).

    `takes_over` is who presides meanwhile, by the seat `takes_over_seat`; what that rests on is `entrustment`. What he
    asks beyond a granted leave stands in `wanted_until` while the steps of `extending_round` decide on it. `next_at` is
    when the sweep has to look again: the departure, the return, the end of the day of return.
    """

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
    takes_over_seat = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="主持工作的负责人的职务"
    )
    entrustment = models.ForeignKey(
        Entrustment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="代行的登记"
    )
    urgent = models.BooleanField("因紧急事项临时外出", default=False)
    approval = models.CharField("出国（境）批准文号", max_length=100, blank=True)
    countries = models.CharField("出访国家（地区）", max_length=100, blank=True)
    group_size = models.PositiveSmallIntegerField("团组人数", null=True, blank=True)
    declared = models.JSONField("申报事项", default=dict, blank=True)
    entered_by = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="代填人"
    )
    absence = models.OneToOneField(Absence, models.PROTECT, null=True, blank=True, related_name="leave")
    asked_at = models.DateTimeField("请假时间", null=True, blank=True)
    granted_at = models.DateTimeField("批准时间", null=True, blank=True)
    wanted_until = models.DateTimeField("申请延至", null=True, blank=True)
    wanted_reason = models.CharField("延期理由", max_length=300, blank=True)
    extending_round = models.PositiveSmallIntegerField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    back_at = models.DateTimeField("销假时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "请假"
        indexes = [
            models.Index(fields=["official", "-starts_at"]),
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="leave_next"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="leave_span"),
        ]

    def __str__(self) -> str:
        return self.matter.title


class LeaveFiling(models.Model):
    """With whom a leave is filed for the record, and the proof: when, by whom, in which way. Open until `filed_at`."""

    request = models.ForeignKey(LeaveRequest, models.CASCADE, related_name="filings")
    to = models.CharField("向谁报备", max_length=30, choices=list(FILED_WITH.items()))
    whom = models.CharField("报备机关", max_length=60, blank=True)
    article = models.PositiveSmallIntegerField("依据条款", null=True, blank=True)
    filed_at = models.DateTimeField("报备时间", null=True, blank=True)
    proof = models.CharField("凭据", max_length=200, blank=True)
    recorded_by = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "请假报备"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["request", "to"], name="filed_once_with_each")]

    @property
    def whom_words(self) -> str:
        """The organ by its name where it was typed, else in the rules' words."""
        return self.whom or str(self.get_to_display())


class FiledChange(models.Model):
    """That he comes back later, filed below the entry that the leave has in a register already; open until `filed_at`.

    `round` is the round of steps by which the extension was asked for.
    """

    filing = models.ForeignKey(LeaveFiling, models.CASCADE, related_name="changes")
    round = models.PositiveSmallIntegerField()
    was_until = models.DateTimeField("原定返回时间")
    until = models.DateTimeField("延至")
    filed_at = models.DateTimeField("报备时间", null=True, blank=True)
    proof = models.CharField("凭据", max_length=200, blank=True)
    recorded_by = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "延期报备"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["filing", "round"], name="change_filed_once_with_each")]

    @property
    def words(self) -> str:
        return f"由{moment(self.was_until)}延至{moment(self.until)}"


class Gift(models.Model):
    """A gift received on official business abroad or from abroad (外事礼品), and where it was handed in."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="+")
    official = models.ForeignKey(Official, models.PROTECT, related_name="+", verbose_name="接收人")
    request = models.ForeignKey(
        LeaveRequest, models.PROTECT, null=True, blank=True, related_name="gifts", verbose_name="哪次出访"
    )
    gift = models.CharField("礼品名称和数量", max_length=100)
    giver = models.CharField("赠送人", max_length=60, blank=True)
    received_on = models.DateField("接收日期")
    handed_to = models.CharField("移交何处统一管理", max_length=60, blank=True)
    handed_on = models.DateField("移交日期", null=True, blank=True)
    recorded_by = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "外事礼品"
        ordering = ["-received_on", "-pk"]
        indexes = [models.Index(fields=["government", "-received_on"], name="leave_gifts")]
