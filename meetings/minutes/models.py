"""Minutes (纪要) of a meeting; the versions of their text are those of the documents floor. What is made public."""

from __future__ import annotations

from django.db import models

from govrules.core.matters.models import Matter
from govrules.core.office.models import Government, Official, Organ, Seat
from meetings.calling.models import Meeting
from meetings.items.models import AgendaItem


class MinutesYear(models.Model):
    """The row that is locked to draw the next number (期号) of a body's minutes in a year."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="+")
    body = models.CharField("会议", max_length=20)
    year = models.PositiveSmallIntegerField("年度")
    last = models.PositiveSmallIntegerField("已印发期数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "纪要年度期数"
        constraints = [models.UniqueConstraint(fields=["government", "body", "year"], name="minutes_year")]


class Minutes(models.Model):
    """Minutes: the text, its number by body and year, when signed and issued, to whom they go.

    `apart` is what was decided on confidential items: it is recorded beside the text and never goes out with it.
    `declared` holds the facts that the office settles for the way (important, signer, called_by_deputy);
    `business_of` is the organ by whose leader they go, `signer` who signs where the rules are silent. They go to the
    `readers` and `organs`; `copies` names others, outside the government.
    """

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="minutes")
    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    body = models.TextField("正文", blank=True)
    apart = models.TextField("单独记录的保密事项", blank=True)
    declared = models.JSONField("办理情况", default=dict, blank=True)
    business_of = models.ForeignKey(
        Organ, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="主管单位"
    )
    signer = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="由谁签发")
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    serial = models.PositiveSmallIntegerField("期号", null=True, blank=True)
    readers = models.ManyToManyField(Official, blank=True, related_name="+", verbose_name="分送人员")
    organs = models.ManyToManyField(Organ, blank=True, related_name="+", verbose_name="分送单位")
    copies = models.JSONField("分送其他单位", default=list, blank=True)
    forgone = models.CharField("不编发的理由", max_length=300, blank=True)
    signed_at = models.DateTimeField("签发时间", null=True, blank=True)
    signed_on = models.DateField("签发日期", null=True, blank=True)
    issued_on = models.DateField("印发日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "会议纪要"

    def __str__(self) -> str:
        return self.matter.title


class Publication(models.Model):
    """What the office settled for a decided item: made public with this text, or kept back with a reason."""

    item = models.OneToOneField(AgendaItem, models.CASCADE, primary_key=True, related_name="publication")
    public = models.BooleanField("公开")
    text = models.TextField("公开的内容", blank=True)
    reason = models.CharField("不公开的理由", max_length=300, blank=True)
    article = models.PositiveSmallIntegerField("依据条款", null=True, blank=True)
    settled_by = models.ForeignKey(Official, models.PROTECT, related_name="+")
    settled_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "议定事项公开"
