"""Seals, what is asked for of them, and every impression made."""

from __future__ import annotations

from django.db import models
from simple_history.models import HistoricalRecords

from govrules.core.matters.models import Matter
from govrules.core.office.models import Government, Official, Organ, Seat


class Seal(models.Model):
    """A seal: whose it is, its one keeper, where it lies when it is not in use."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="+")
    kind = models.CharField("种类", max_length=20)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="用章单位")
    name = models.CharField("名称", max_length=60)
    keeper = models.ForeignKey(Official, models.PROTECT, related_name="+", verbose_name="保管人")
    place = models.CharField("存放处", max_length=100, blank=True)
    is_active = models.BooleanField("在用", default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "印章"
        ordering = ["organ__order", "pk"]
        constraints = [models.UniqueConstraint(fields=["government", "organ", "name"], name="seal_name")]

    def __str__(self) -> str:
        return self.name


class Sort(models.TextChoices):
    """What is asked for."""

    USE = "use", "用印"
    OUTING = "outing", "印章外出"
    CUSTODY = "custody", "委托代管"
    LETTER = "letter", "介绍信"


class Sealing(models.Model):
    """What is asked for of a seal: to use it, to take it out, to leave it with another for a time, a letter under it.

    `user` is who uses it outside or keeps it meanwhile; `section` and `leader` are the seats that the rules leave to
    be named: the section's head, and who approves. A document of this program is the matter's parent.
    """

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="sealing")
    sort = models.CharField("事项", max_length=10, choices=Sort.choices)
    seal = models.ForeignKey(Seal, models.PROTECT, related_name="sealings", verbose_name="印章")
    purpose = models.CharField("用途", max_length=30, blank=True)
    content = models.CharField("内容", max_length=300)
    copies = models.PositiveIntegerField("份数", null=True, blank=True)
    blank = models.BooleanField("空白文书", default=False)
    special = models.CharField("特殊情况的理由", max_length=300, blank=True)
    important = models.BooleanField("重要事宜", default=False)
    foreign = models.BooleanField("外事需要", default=False)
    in_service = models.BooleanField("持信人为在职职工", default=True)
    bearer = models.CharField("持信人姓名、职务", max_length=100, blank=True)
    destination = models.CharField("前往单位", max_length=100, blank=True)
    user = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="用印人")
    escort = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="随同")
    keeper_goes = models.BooleanField("由保管人和用印人共同携带", default=False)
    section = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="科室负责人"
    )
    leader = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审批领导")
    starts_on = models.DateField("自", null=True, blank=True)
    ends_on = models.DateField("至", null=True, blank=True)
    approved_at = models.DateTimeField("批准时间", null=True, blank=True)
    taken_at = models.DateTimeField("交出时间", null=True, blank=True)
    back_at = models.DateTimeField("归还时间", null=True, blank=True)
    once = models.UUIDField("表单号", null=True, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "印章事项"
        indexes = [models.Index(fields=["seal", "sort"])]

    def __str__(self) -> str:
        return self.matter.title


class Impression(models.Model):
    """An entry of the book: what was sealed, how often, on whose approval, by whose hand, for whom. Never changed."""

    sealing = models.ForeignKey(Sealing, models.PROTECT, related_name="impressions")
    government = models.ForeignKey(Government, models.PROTECT, related_name="+")
    register = models.CharField("登记簿", max_length=30)
    year = models.PositiveSmallIntegerField("年度")
    serial = models.PositiveIntegerField("序号")
    on = models.DateField("用印日期")
    content = models.CharField("内容", max_length=300)
    copies = models.PositiveIntegerField("份数")
    approver = models.CharField("审批人", max_length=200)
    handler = models.ForeignKey(Official, models.PROTECT, related_name="+", verbose_name="经手人")
    used_by = models.CharField("用印人", max_length=60)
    shelf = models.CharField("签字文稿存放处", max_length=100, blank=True)
    recorded_at = models.DateTimeField()
    once = models.UUIDField("表单号", null=True, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "用印登记"
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["government", "-on"])]
        constraints = [
            models.UniqueConstraint(fields=["government", "register", "year", "serial"], name="impression_number")
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"{self.year}-{self.serial:03d}"
