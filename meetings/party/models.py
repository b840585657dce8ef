"""What is put to the party committee: the material, when and how it was sent, what was answered."""

from __future__ import annotations

from django.db import models

from govrules.core.files.models import Attachment
from govrules.core.matters.models import Matter
from govrules.core.office.models import Seat


class Answer(models.TextChoices):
    AGREED = "agreed", "同意"
    CHANGED = "changed", "修改后同意"
    NOT_AGREED = "not_agreed", "不同意"


class PartyMatter(models.Model):
    """Its matter's parent is the item, the document or the dispatch that it is about; `sort` is the number of the
    class under which the rules list it, `declared` are the facts that they ask for, `submitter` puts it forward."""

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="party_matter")
    sort = models.PositiveSmallIntegerField("属于哪一类", null=True, blank=True)
    material = models.TextField("汇报材料")
    declared = models.JSONField("申报事项", default=dict, blank=True)
    submitter = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="由谁牵头提交"
    )
    sent_on = models.DateField("报送日期", null=True, blank=True)
    sent_number = models.CharField("报送文号或方式", max_length=80, blank=True)
    proof = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="凭据")
    answer = models.CharField("答复", max_length=12, choices=Answer.choices, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answer_number = models.CharField("答复文号或会议", max_length=80, blank=True)
    answer_text = models.TextField("答复内容", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "报请党委决定的事项"

    def __str__(self) -> str:
        return self.matter.title
