"""Files by content: one blob per SHA-256, attached to matters under a name."""

from __future__ import annotations

from django.db import models

from govrules.core.matters.models import Matter, Step
from govrules.core.office.models import Official


class Blob(models.Model):
    """Bytes in Django's storage, kept once per content."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    file = models.FileField(upload_to="blobs", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "文件内容"


class Attachment(models.Model):
    """A blob attached to a matter (附件); downloaded only through the matter's `visible_to`."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="attachments")
    step = models.ForeignKey(Step, models.SET_NULL, null=True, blank=True, related_name="attachments")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    name = models.CharField("文件名", max_length=150)
    role = models.CharField(max_length=20, default="annex")
    uploaded_by = models.ForeignKey(Official, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        ordering = ["pk"]
