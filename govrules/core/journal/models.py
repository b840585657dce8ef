"""The journal: who did what, in whose place, when, under which article. Append-only, chained by hash."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from govrules.core.matters.models import Matter
from govrules.core.office.models import Government, Official, Seat


class JournalEntry(models.Model):
    """One line. Lines of a matter form one chain; lines without a matter form one chain per government."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="+", db_index=False)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="journal", db_index=False)
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    act = models.CharField(max_length=40)
    actor = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+")
    in_place_of = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    ground = models.CharField(max_length=30, blank=True)
    article = models.PositiveSmallIntegerField(null=True, blank=True)
    was = models.CharField(max_length=30, blank=True)
    now = models.CharField(max_length=30, blank=True)
    text = models.TextField(blank=True)
    data = models.JSONField(default=dict, blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "办理记录"
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "seq"], condition=Q(matter__isnull=False), name="matter_chain"),
            models.UniqueConstraint(
                fields=["government", "seq"], condition=Q(matter__isnull=True), name="office_chain"
            ),
        ]


class ChainHead(models.Model):
    """The end of a government's own chain, and the row that is locked to write to it: two writers never fork it.

    `seq` is 0 and `digest` empty before its first line.
    """

    government = models.OneToOneField(Government, models.PROTECT, primary_key=True)
    seq = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "政府记录链"


class MatterHead(models.Model):
    """The end of a matter's chain, written with its last line: without it a line cut off the end would not show."""

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="+")
    seq = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "事项记录链"


class Seal(models.Model):
    """The heads of all chains that grew since the last seal, digested together: a line cut off an end shows.

    `heads` is chain -> [government, seq, digest]; `upto` is the last line (by key) that this seal looked at.
    """

    at = models.DateTimeField()
    upto = models.BigIntegerField(default=0)
    heads = models.JSONField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "记录封存"
        ordering = ["pk"]
