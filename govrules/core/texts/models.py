"""The published text of the rules that a government adopted, article by article.

It belongs to the published document (its number and date of issue), not to one version of our data: a corrected
rulebook of the same document shows the same text, an amended document never shows the old one.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from govrules.core.office.models import Government

__all__ = ["ArticleText", "OfficialText"]


class OfficialText(models.Model):
    """One loading of a text. Never changed: a later loading replaces it as a whole, and it stays on record."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="texts", verbose_name="政府")
    rulebook_id = models.CharField("规则", max_length=60)
    number = models.CharField("文号", max_length=100)
    issued = models.DateField("印发日期")
    file_name = models.CharField("文件", max_length=150)
    sha256 = models.CharField("文件校验值", max_length=64)
    imported_at = models.DateTimeField("载入时间")
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="载入人"
    )
    replaced_at = models.DateTimeField("替换时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "规则正式文本"
        ordering = ["-imported_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["government", "rulebook_id", "number", "issued"],
                condition=models.Q(replaced_at__isnull=True),
                name="one_current_text",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rulebook_id}（{self.file_name}）"


class ArticleText(models.Model):
    """One article: the heading that it stands under, and its paragraphs, one a line."""

    official_text = models.ForeignKey(OfficialText, models.CASCADE, related_name="articles")
    number = models.PositiveSmallIntegerField("条号")
    chapter = models.CharField("章节", max_length=150, blank=True)
    text = models.TextField("条文")

    class Meta:
        verbose_name = verbose_name_plural = "正式文本的条"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["official_text", "number"], name="an_article_once_a_text")]

    @property
    def paragraphs(self) -> list[str]:
        return self.text.split("\n")
