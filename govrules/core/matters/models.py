"""The matter and what hangs on it: steps and their holders, participants, waivers, evidence.

`Matter` is the one table that every kind of business shares; only it has state, visibility and grants.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from guardian.models import UserObjectPermissionBase

from govrules.core.office.models import Adoption, Government, Official, Organ, Seat


class Matter(models.Model):
    """A matter (事项): a document, an agenda item, a leave request … each *has* one."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="matters")
    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="matters")
    kind = models.CharField("类别", max_length=30)
    number = models.CharField("编号", max_length=60, blank=True)
    title = models.CharField("标题", max_length=200)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="matters", verbose_name="主办单位")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    state = models.CharField("状态", max_length=30)
    opened_by = models.ForeignKey(Official, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField("版次", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "事项"
        indexes = [
            models.Index(fields=["government", "-moved_at"]),
            models.Index(fields=["government", "kind", "state", "-moved_at"]),
            models.Index(fields=["organ", "-moved_at"]),
        ]

    def __str__(self) -> str:
        return self.title


class MatterUserObjectPermission(UserObjectPermissionBase):
    """An explicit grant (django-guardian) with a direct foreign key, so that it never outlives its matter."""

    content_object = models.ForeignKey(Matter, models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        verbose_name = verbose_name_plural = "查看授权"


class StepState(models.TextChoices):
    WAITING = "waiting", "未到"
    PENDING = "pending", "待办"
    HELD = "held", "待明确"
    DONE = "done", "已办"
    RETURNED = "returned", "已退回"
    DEEMED = "deemed", "视为无不同意见"
    LAPSED = "lapsed", "未回复，不再等候"
    CANCELLED = "cancelled", "已撤销"


LIVE = (StepState.PENDING, StepState.HELD)


class Step(models.Model):
    """One sign-off step. Its seat is fixed when it starts; `assignee` is a cache of who may act on it now."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="steps")
    round = models.PositiveSmallIntegerField("轮次", default=1)
    group = models.PositiveSmallIntegerField("次序")
    act = models.CharField("环节", max_length=20)
    post = models.CharField("职务", max_length=40)
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="steps")
    organ = models.ForeignKey(Organ, models.PROTECT, null=True, blank=True, related_name="steps")
    route = models.CharField("流程", max_length=60, blank=True)
    article = models.PositiveSmallIntegerField("依据条款", null=True, blank=True)
    strength = models.CharField(max_length=10, blank=True)
    basis = models.CharField("本办规定或办公室确定", max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=StepState.choices, default=StepState.WAITING)
    assignee = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="steps")
    ground = models.CharField("办理依据", max_length=30, blank=True)
    ground_article = models.PositiveSmallIntegerField(null=True, blank=True)
    ground_note = models.CharField(max_length=200, blank=True)
    custodian = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="kept_steps")
    missing = models.CharField("缺什么", max_length=200, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    warn_at = models.DateTimeField(null=True, blank=True)
    opinion_kind = models.CharField("意见类别", max_length=20, blank=True)
    opinion = models.TextField("意见", blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="decided_steps")
    in_place_of = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")

    place_of = ""  # the name of who fills its seat, where somebody acts for him; see `queries.name_places`

    class Meta:
        verbose_name = verbose_name_plural = "办理环节"
        ordering = ["round", "group", "pk"]
        indexes = [
            models.Index(fields=["assignee", "state", "due_at"]),
            models.Index(fields=["custodian", "state"]),
            models.Index(fields=["seat", "state"]),
        ]

    @property
    def consults(self) -> bool:
        """Whether an organ is asked beside the way (征求意见); leaders who countersign are steps of the way itself."""
        return self.act == "countersign" and self.organ_id is not None

    @property
    def in_place(self) -> bool:
        """Whether somebody acts or acted on it for another."""
        return self.ground not in ("", "holder")

    @property
    def in_whose_place(self) -> str:
        """副县长（教科文卫）张伟: the seat, and who fills it if `place_of` is known."""
        return f"{self.seat.title}{self.place_of}" if self.in_place and self.seat else ""

    @property
    def in_place_short(self) -> str:
        """张伟: the name alone; the seat where it is vacant."""
        return (self.place_of or self.seat.title) if self.in_place and self.seat else ""


class StepHolder(models.Model):
    """Everyone who ever held a step, with the ground; also when it reached him and when he opened it."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="holders")
    official = models.ForeignKey(Official, models.PROTECT, related_name="held")
    ground = models.CharField(max_length=30)
    article = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "环节经手人"
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["step"], condition=Q(until__isnull=True), name="one_holder_a_step")
        ]


class Participant(models.Model):
    """Who takes part, as a person or as everyone serving in an organ; the base of `visible_to`."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="participants")
    official = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+")
    organ = models.ForeignKey(Organ, models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=20)
    since = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "参与人"
        constraints = [
            models.UniqueConstraint(fields=["official", "matter"], condition=Q(organ=None), name="participant_person"),
            models.UniqueConstraint(fields=["organ", "matter"], condition=Q(official=None), name="participant_organ"),
            models.CheckConstraint(
                condition=Q(official__isnull=True, organ__isnull=False) | Q(official__isnull=False, organ__isnull=True),
                name="participant_one_of_two",
            ),
        ]


class WaiverState(models.TextChoices):
    GIVEN = "given", "已说明理由，待审"
    ACCEPTED = "accepted", "已认可"
    RETURNED = "returned", "未认可"


class Waiver(models.Model):
    """A reason given for departing from a rule that holds in principle; shown ever after."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="waivers")
    rule = models.CharField(max_length=60)
    article = models.PositiveSmallIntegerField()
    finding = models.CharField("事项", max_length=300)
    reason = models.TextField("理由")
    given_by = models.ForeignKey(Official, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=WaiverState.choices, default=WaiverState.GIVEN)
    settled_by = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "说明理由"
        ordering = ["pk"]


class Referral(models.Model):
    """Work offered from a lower floor to a higher one (移交): open until a matter of that kind takes it up.

    `to_kind` is the kind of matter that is to take it, such as an agenda item; `article` asks for it.
    """

    government = models.ForeignKey(Government, models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="referrals", verbose_name="来自")
    to_kind = models.CharField("移交为", max_length=30)
    title = models.CharField("标题", max_length=200)
    text = models.TextField("内容", blank=True)
    article = models.PositiveSmallIntegerField("依据条款", null=True, blank=True)
    offered_at = models.DateTimeField("提出时间")
    taken_by = models.ForeignKey(
        Matter, models.PROTECT, null=True, blank=True, related_name="taken_referrals", verbose_name="由何事项承接"
    )
    taken_at = models.DateTimeField("承接时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "移交上一环节的事项"
        ordering = ["offered_at", "pk"]
        indexes = [models.Index(fields=["government", "to_kind"], condition=Q(taken_by=None), name="referral_open")]
        constraints = [models.UniqueConstraint(fields=["matter", "to_kind"], name="referred_once")]

    def __str__(self) -> str:
        return self.title


class Evidence(models.Model):
    """What proves a review, a consent, a silence or a decision: kind, issuer, date, and the facts as they stood."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=40)
    step = models.ForeignKey(Step, models.PROTECT, null=True, blank=True, related_name="evidence")
    issuer = models.ForeignKey(Organ, models.PROTECT, null=True, blank=True, related_name="+")
    article = models.PositiveSmallIntegerField(null=True, blank=True)
    issued_on = models.DateField()
    facts = models.JSONField(default=dict)
    attachment = models.ForeignKey("core.Attachment", models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "依据和凭据"
        ordering = ["pk"]
