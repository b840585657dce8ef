"""A request to publish, speak, write or attend: what it is, what its drafter declares of it, and what came of it."""

from __future__ import annotations

from django.db import models

from documents.publicity.sorts import Sort
from govrules.core.matters.models import Matter
from govrules.core.office.models import Official, Seat

# As what a file is attached: of an invitation the rules may want these two.
INVITATION_PAPER, PLAN = "invitation", "plan"


class Publicity(models.Model):
    """Its matter's organ asks. `declared` are the facts that the rules ask for and nothing on record tells; `grounds`
    why something is to be reported in the press; `speaker` what he who speaks was when this was saved.

    `asked_on` is the day on which it was first sent off, by which a limit before the day is counted; `done_*` is what
    was published or attended, when and where.
    """

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="publicity")
    sort = models.CharField("种类", max_length=12, choices=Sort.choices)
    person = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="何人")
    speaker = models.CharField("身份", max_length=10, blank=True)
    leaders = models.ManyToManyField(Seat, blank=True, related_name="+", verbose_name="拟请出席的领导")
    starts_at = models.DateTimeField("时间")
    place = models.CharField("地点、渠道", max_length=100)
    body = models.TextField("内容")
    why = models.CharField("理由", max_length=500, blank=True)
    basis = models.CharField("所依据的规定", max_length=200, blank=True)
    declared = models.JSONField("申报事项", default=dict, blank=True)
    grounds = models.JSONField("报道的考虑", default=dict, blank=True)
    asked_on = models.DateField("首次报批", null=True, blank=True)
    done_at = models.DateTimeField("办理时间", null=True, blank=True)
    done_where = models.CharField("办理情况", max_length=200, blank=True)
    made_public = models.BooleanField("公开发表", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "发布和活动报批"
        indexes = [models.Index(fields=["sort", "starts_at"], name="publicity_by_sort")]

    def __str__(self) -> str:
        return self.matter.title
