"""Governments side by side, their organs, seats and people, and the dated facts from which standing in is derived.

Everything here is edited by people, so it keeps its history (django-simple-history).
"""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords


class Government(models.Model):
    """A government (人民政府); nothing is ever seen across two of them."""

    key = models.SlugField("代号", max_length=40, unique=True)
    name = models.CharField("全称", max_length=60)
    short_name = models.CharField("简称", max_length=30)
    place = models.CharField("行政区", max_length=30)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "政府"

    def __str__(self) -> str:
        return self.name


class Adoption(models.Model):
    """One immutable version of a rulebook as adopted; matters point at the version they began under."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="adoptions")
    rulebook_id = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    rulebook_toml = models.TextField()
    provisions_csv = models.TextField()
    in_force = models.DateField("施行日期")
    until = models.DateField("停止日期", null=True, blank=True)
    adopted_at = models.DateTimeField()
    adopted_by = models.ForeignKey("core.Account", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "采用的工作规则"
        constraints = [
            models.UniqueConstraint(fields=["government", "in_force"], name="one_adoption_a_date"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F("in_force")), name="adoption_span"),
        ]

    def __str__(self) -> str:
        return f"{self.rulebook_id}（{self.in_force}起施行）"


class OrganKind(models.TextChoices):
    OFFICE = "office", "政府办公室"
    DEPARTMENT = "department", "政府部门"
    TOWNSHIP = "township", "乡镇人民政府"
    INSTITUTION = "institution", "直属事业单位"
    COORDINATING = "coordinating", "议事协调机构、临时机构"
    SUBORDINATE = "subordinate", "部门内设机构、所属单位"
    OUTSIDE = "outside", "其他机关"


class Organ(models.Model):
    """A unit (单位). The leaders' own seats belong to no organ."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="organs")
    key = models.SlugField("代号", max_length=40)
    name = models.CharField("全称", max_length=60)
    short_name = models.CharField("简称", max_length=30)
    code = models.CharField("发文代字", max_length=20, blank=True)
    kind = models.CharField("类别", max_length=20, choices=OrganKind.choices)
    fields = models.JSONField("职权领域", default=list, blank=True)
    order = models.PositiveIntegerField("排序", default=0)
    is_active = models.BooleanField("在用", default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "单位"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["government", "key"], name="organ_key")]

    def __str__(self) -> str:
        return self.short_name


class Official(models.Model):
    """An official (干部); what he may do follows from the seats he holds on a day."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="officials")
    key = models.SlugField("代号", max_length=40)
    name = models.CharField("姓名", max_length=30)
    email = models.EmailField("邮箱", blank=True)
    phone = models.CharField("电话", max_length=30, blank=True)
    by_email = models.BooleanField("邮件提醒", default=True)
    by_robot = models.BooleanField("群机器人提醒", default=True)
    is_active = models.BooleanField("在职", default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "干部"
        constraints = [models.UniqueConstraint(fields=["government", "key"], name="official_key")]

    def __str__(self) -> str:
        return self.name


class Account(AbstractUser):
    """A log-in. Operators (system, security, audit) are Django groups; posts never are."""

    official = models.OneToOneField(Official, models.PROTECT, null=True, blank=True, related_name="account")
    large_type = models.BooleanField("大字模式", default=False)

    class Meta(AbstractUser.Meta):
        verbose_name = verbose_name_plural = "账号"


class Seat(models.Model):
    """A place to be filled (岗位): six deputies are six seats of one post."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="seats")
    key = models.SlugField("代号", max_length=60)
    post = models.CharField("职务", max_length=40)
    organ = models.ForeignKey(Organ, models.PROTECT, null=True, blank=True, related_name="seats")
    title = models.CharField("名称", max_length=60)
    order = models.PositiveIntegerField("排序", default=0)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "岗位"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["government", "key"], name="seat_key")]

    def __str__(self) -> str:
        return self.title


class Dated(models.Model):
    """A fact that holds from one day to another; `until` is exclusive, empty means still."""

    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="%(class)s_span")
        ]


class Appointment(Dated):
    """An official fills a seat (任职)."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="appointments")
    official = models.ForeignKey(Official, models.PROTECT, related_name="appointments")
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = "任职"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["seat"], condition=Q(until__isnull=True), name="one_holder_a_seat"),
        ]


class Portfolio(Dated):
    """A leader's seat covers an organ (分管)."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="portfolio")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="leaders")
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = "分管"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["organ"], condition=Q(until__isnull=True), name="one_leader_an_organ"),
        ]


class ABPair(Dated):
    """The B role of a seat (AB角): whoever holds `counterpart` acts when the holder of `seat` cannot."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="b_roles")
    counterpart = models.ForeignKey(Seat, models.PROTECT, related_name="a_roles")
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = "AB角"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["seat"], condition=Q(until__isnull=True), name="one_b_role_a_seat"),
            models.CheckConstraint(condition=~Q(seat=F("counterpart")), name="b_role_is_another"),
        ]


class Absence(models.Model):
    """An official is away from `starts_at` to `ends_at` or his real return; from leave, or entered by the office."""

    official = models.ForeignKey(Official, models.PROTECT, related_name="absences")
    starts_at = models.DateTimeField("离开")
    ends_at = models.DateTimeField("预计返回")
    returned_at = models.DateTimeField("实际返回", null=True, blank=True)
    reason = models.CharField("事由", max_length=100)
    place = models.CharField("地点", max_length=60, blank=True)
    entered_by = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField()
    cancelled_at = models.DateTimeField("撤销", null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "外出"
        indexes = [models.Index(fields=["official", "starts_at"])]
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="absence_span")]


class EntrustmentKind(models.TextChoices):
    ENTRUSTMENT = "entrustment", "委托"
    ARRANGEMENT = "arrangement", "指定"


class Entrustment(models.Model):
    """Who does the work of `seat` by recorded delegation: the head's entrustment, or an arrangement the office made."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="entrusted_away")
    to_seat = models.ForeignKey(Seat, models.PROTECT, related_name="entrusted_to")
    kind = models.CharField("方式", max_length=20, choices=EntrustmentKind.choices)
    starts_at = models.DateTimeField("自")
    ends_at = models.DateTimeField("至", null=True, blank=True)
    revoked_at = models.DateTimeField("撤销", null=True, blank=True)
    basis = models.CharField("依据", max_length=200)
    recorded_by = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "委托"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), name="entrustment_span"
            ),
            models.CheckConstraint(condition=~Q(seat=F("to_seat")), name="entrusted_to_another"),
        ]


class OfficeSetting(Dated):
    """What the office fixes itself (本办规定): dated, with its basis, never under an article's authority."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="settings")
    key = models.CharField("项目", max_length=60)
    value = models.JSONField("内容")
    basis = models.CharField("依据", max_length=200)
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        verbose_name = verbose_name_plural = "本办规定"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["government", "key"], condition=Q(until__isnull=True), name="one_setting_a_key"
            ),
        ]


class Boundary(models.Model):
    """A moment at which it may change who acts for whom: a due row like a deadline, crossed by the sweep.

    `official` is who comes or goes, `seat` whose standing in changes; a boundary of an absence or an entrustment is
    taken away with it when that is changed before its time.
    """

    government = models.ForeignKey(Government, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    official = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    absence = models.ForeignKey(Absence, models.CASCADE, null=True, blank=True, related_name="boundaries")
    entrustment = models.ForeignKey(Entrustment, models.CASCADE, null=True, blank=True, related_name="boundaries")
    done_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "外出起止时点"
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["at"], condition=Q(done_at=None), name="boundary_to_cross")]
