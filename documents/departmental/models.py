"""A document that a department issues in its own name, and what may be put on record for it."""

from __future__ import annotations

from django.db import models

from govrules.core.matters.models import Matter
from govrules.core.office.models import Organ, OrganKind

# Whose own documents these are: the government's office issues by the dispatches, townships are governments.
ISSUERS = (OrganKind.DEPARTMENT, OrganKind.INSTITUTION, OrganKind.COORDINATING)
NORMATIVE = "normative"


class Addressee(models.TextChoices):
    """Where it goes; which way that is follows from it."""

    UP = "up", "上级机关"
    LEVEL = "level", "同级机关、部门"
    DOWN = "down", "乡镇、街道和其他下级单位"


class Basis(models.TextChoices):
    """What may be put on record: who reviewed, what others said, what the government approved, with day and text."""

    LEGALITY = "legality_review", "合法性审查"
    COMPETITION = "competition_reviewed", "公平竞争审查"
    OPINION = "opinion", "有关单位的意见"
    COLLECTIVE = "collectively_discussed", "本单位集体讨论决定"
    REQUESTED = "county_requested", "已事先请示政府"
    REVIEWED = "county_reviewed", "政府审核、批准"
    AUTHORISED = "order_authorised", "政府授权、同意向下行文部署"
    SKIPPED = "skip_approved", "越级行文已经批准"


class Position(models.TextChoices):
    """What an organ says whose powers are touched."""

    AGREE = "agree", "同意"
    WITH_OPINION = "agree_with_opinion", "同意，有意见"
    DISAGREE = "disagree", "不同意"


class DepartmentDocument(models.Model):
    """The document: its text, to whom it goes, whose powers it touches, and what its department declares of it.

    `answers` are yes or no to each fact that the rules ask for and the program cannot know; `checked_basis` and
    `checked_on` say by whom and when the text was looked through for them.
    """

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="department_document")
    body = models.TextField("正文", blank=True)
    recipients = models.JSONField("主送", default=list)
    addressees = models.JSONField("发往", default=list)
    sent_to = models.ManyToManyField(Organ, blank=True, related_name="+", verbose_name="收文单位")
    touched = models.ManyToManyField(Organ, blank=True, related_name="+", verbose_name="涉及职权的单位")
    joint = models.ManyToManyField(Organ, blank=True, related_name="+", verbose_name="联合发文的单位")
    answers = models.JSONField("逐项答明", default=dict, blank=True)
    checked_basis = models.CharField("核对人和依据", max_length=200, blank=True)
    checked_on = models.DateField("核对日期", null=True, blank=True)
    signed_on = models.DateField("签发日期", null=True, blank=True)
    issued_on = models.DateField("印发日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "部门发文"

    def __str__(self) -> str:
        return self.matter.title

    @property
    def is_normative(self) -> bool:
        return self.answers.get(NORMATIVE) is True
