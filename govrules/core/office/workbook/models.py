"""Workbooks handed in: what each would have changed as it was looked at, and whether it was carried out."""

from __future__ import annotations

from django.db import models

from govrules.core.files.models import Blob
from govrules.core.office.models import Account, Government
from govrules.core.office.workbook.plan import WRITES
from govrules.core.office.workbook.sheets import BASE


class ImportState(models.TextChoices):
    CHECKED = "checked", "已核对，未导入"
    APPLIED = "applied", "已导入"


class WorkbookImport(models.Model):
    """One workbook handed in by the office or an operator. Carried out at most once, and only as it was shown."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="+")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    name = models.CharField("文件名", max_length=150)
    as_of = models.DateField("自的默认日期")
    handed_in_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    handed_in_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=ImportState.choices, default=ImportState.CHECKED)
    digest = models.CharField(max_length=64)
    problems = models.JSONField(default=list)
    items = models.JSONField(default=list)
    errors = models.PositiveIntegerField(default=0)
    changes = models.PositiveIntegerField(default=0)
    applied_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "人员工作簿导入"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["government", "-id"], name="import_by_government")]

    @property
    def ready(self) -> bool:
        """Whether there is something to carry out, and nothing against it."""
        return self.state == ImportState.CHECKED and not self.errors and self.changes > 0

    @property
    def for_operators(self) -> bool:
        """Whether it writes organs, seats, officials or log-ins, which operators alone do."""
        base = {sheet.title for sheet in BASE}
        return any(item["sheet"] in base and item["verb"] in WRITES for item in self.items)
