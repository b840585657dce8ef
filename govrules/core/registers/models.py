"""An entry of a ledger, every version of it, and the numbers given out."""

from __future__ import annotations

from django.db import models

from govrules.core.matters.models import Matter
from govrules.core.office.models import Government, Official


class LedgerSeries(models.Model):
    """The last number given in a ledger in a year; locked while the next one is taken."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="+")
    register = models.CharField("台账", max_length=30)
    year = models.PositiveSmallIntegerField("年度")
    last = models.PositiveIntegerField("最后号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "台账编号"
        constraints = [
            models.UniqueConstraint(fields=["government", "register", "year"], name="ledger_one_series_a_year")
        ]


class LedgerEntry(models.Model):
    """An entry: its number, the day under which it counts, its columns by their keys as `shape` keeps them.

    `matter.parent` is what it is about, where it is about a matter of this program.
    """

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="ledger_entry")
    government = models.ForeignKey(Government, models.PROTECT, related_name="+")
    register = models.CharField("台账", max_length=30)
    year = models.PositiveSmallIntegerField("年度")
    serial = models.PositiveIntegerField("序号")
    day = models.DateField("日期")
    values = models.JSONField("内容", default=dict)
    once = models.UUIDField("表单号", null=True, unique=True)  # of the form that was sent: sent twice, entered once
    said = models.TextField("检索文字", blank=True)  # all its columns in words, for looking it up
    urged = models.PositiveSmallIntegerField("催办次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "台账登记"
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["government", "register", "-day"])]
        constraints = [
            models.UniqueConstraint(
                fields=["government", "register", "year", "serial"], name="ledger_number_once_a_year"
            )
        ]

    def __str__(self) -> str:
        return self.matter.title


class EntryVersion(models.Model):
    """An entry as it stood from a moment on, and why it was changed. Nothing is written over."""

    entry = models.ForeignKey(LedgerEntry, models.CASCADE, related_name="versions")
    values = models.JSONField()
    by = models.ForeignKey(Official, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    why = models.CharField("更正原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "台账登记的历次内容"
        ordering = ["at", "pk"]
