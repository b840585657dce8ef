"""Who is asked to a meeting, who is excused, and who was there from when to when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from govrules.core.matters.models import Matter
from govrules.core.office.models import Official, Organ, Seat
from meetings.calling.models import Meeting
from meetings.items.models import AgendaItem


class Role(models.TextChoices):
    MEMBER = "member", "组成人员"
    FIXED = "fixed", "固定列席"
    ITEM = "item", "按议题列席"
    INVITED = "invited", "邀请列席"
    STAFF = "staff", "会务人员"


class Attendee(models.Model):
    """Somebody asked to a meeting. A member is there by his seat and counts for the quorum; nobody else does.

    Somebody from outside the government has no `official`: his name and title are typed, `outside` says from where.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendees")
    official = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    organ = models.ForeignKey(Organ, models.PROTECT, null=True, blank=True, related_name="+")
    outside = models.CharField("哪个机关", max_length=20, blank=True)
    name = models.CharField("姓名", max_length=30)
    title = models.CharField("单位和职务", max_length=60, blank=True)
    role = models.CharField("身份", max_length=10, choices=Role.choices)
    items = models.ManyToManyField(AgendaItem, blank=True, related_name="attendees", verbose_name="列席的议题")
    order = models.PositiveIntegerField("排序", default=0)
    read_at = models.DateTimeField("看到通知", null=True, blank=True)
    confirmed_at = models.DateTimeField("回执", null=True, blank=True)
    excused = models.BooleanField("请假", default=False)
    stand_in = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+")
    stand_in_name = models.CharField("替会人", max_length=60, blank=True)
    opinion = models.TextField("会前对议题的意见", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "参会人员"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "official"], condition=Q(official__isnull=False), name="asked_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Arrival(models.TextChoices):
    SELF = "self", "本人签到"
    CODE = "code", "扫码签到"
    SECRETARY = "secretary", "会务代签"


class Presence(models.Model):
    """From when to when somebody (or his stand-in) was there; who comes back has a second row."""

    attendee = models.ForeignKey(Attendee, models.CASCADE, related_name="presences")
    came_at = models.DateTimeField("到会")
    left_at = models.DateTimeField("离会", null=True, blank=True)
    how = models.CharField("方式", max_length=10, choices=Arrival.choices)
    stands_in = models.BooleanField("替会人到会", default=False)
    by = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "到会记录"
        ordering = ["came_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["attendee"], condition=Q(left_at=None), name="there_once"),
        ]


class Excuse(models.Model):
    """A leave of absence from a meeting (会议请假); its matter's parent is the meeting's."""

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="excuse")
    attendee = models.ForeignKey(Attendee, models.CASCADE, related_name="excuses")
    reason = models.CharField("事由", max_length=300)
    stand_in = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+")
    stand_in_name = models.CharField("替会人", max_length=60, blank=True)
    opinion = models.TextField("对议题的意见", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "会议请假"
