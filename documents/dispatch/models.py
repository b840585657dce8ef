"""What the government issues (发文): the dispatch, its number series, and the numbers drawn."""

from __future__ import annotations

from django.db import models
from simple_history.models import HistoricalRecords

from documents.submission.models import Submission
from govrules.core.matters.models import Matter
from govrules.core.office.models import Government, Organ


class IssuedName(models.TextChoices):
    COUNTY = "county", "以政府名义"
    OFFICE = "office", "以政府办公室名义"


class DispatchKind(models.TextChoices):
    REPLY = "reply", "批复"
    ORDINARY = "ordinary", "一般发文"
    DECISION = "decision", "决定"
    NORMATIVE = "normative", "行政规范性文件"
    BILL = "bill", "议案"
    PERSONNEL = "personnel", "人事任免"
    ORDER = "order", "命令（令）"
    REGULATION = "regulation", "规章"
    BULLETIN = "bulletin", "工作通报"


class Addressee(models.TextChoices):
    """Where it goes; which way that is (上行、平行、下行) follows from it."""

    SUBORDINATE = "subordinate", "下级机关"
    UPPER = "upper_government", "上级政府及其办公厅（室）"
    UPPER_DEPARTMENT = "upper_department", "上级政府部门"
    PARTY = "party_committee", "同级党委"
    CONGRESS = "congress", "人大及其常委会"
    CPPCC = "cppcc", "政协"
    PEER = "peer", "其他平行机关"


DIRECTIONS = {Addressee.UPPER: "up", Addressee.PARTY: "up", Addressee.SUBORDINATE: "down"}


class Signer(models.TextChoices):
    """Who signs, where the rules leave the choice to the office."""

    DIRECTOR = "office_director", "办公室主任"
    LEADER = "portfolio_leader", "分管领导"
    EXECUTIVE = "executive_deputy", "常务副职"
    HEAD = "head", "政府主要负责人"


class Disclosure(models.TextChoices):
    PUBLIC = "public", "此件公开发布"
    ON_REQUEST = "on_request", "此件依申请公开"
    NOT_PUBLIC = "not_public", "此件不公开"


class Trait(models.TextChoices):
    """What the drafters declare of a dispatch; the values are the rulebook's facts."""

    MARKET = "market_activity", "涉及市场主体经济活动"
    MAJOR = "major", "事关全局的重要部署或重大事项"
    MAJOR_ISSUE = "major_issue", "政府工作中的重大问题"
    PARTY = "party_matter", "重大原则问题或党委管理事项"
    PLAN = "standalone_plan", "分工方案单独发文"
    SUBSTANCE = "substance_confirmed", "呈报上级：已确认有实质性内容和参考价值"
    OWN = "within_own_powers", "属部门或议事协调机构职权范围"
    COVERED = "already_covered", "法规已明确规定或现行文件仍适用"
    EMPTY = "without_substance", "没有实质内容、可发可不发"
    DEPARTMENT_ENOUGH = "department_would_do", "可以部门名义或部门联合行文"
    PARTY_REPORT = "party_report_matter", "须向党委请示报告的重大事项"
    PARTY_DECISION = "needs_party_decision", "须报请同级党委决定的事项"
    OFFICE_ENOUGH = "office_would_do", "可以办公室名义行文"
    COPIES = "copies_superior", "照抄照转上级文件"
    SPEECH = "leader_speech", "领导讲话、会议纪要"
    RELAYS = "relays_department_document", "对上级部门文件提出贯彻意见"
    REPRINTS = "reprints", "翻印、转发已公开发布的上级文件"


class Review(models.TextChoices):
    """Reviews and decisions that can be recorded for a dispatch; but for the first two each is a fact by itself."""

    LEGALITY = "legality_review", "合法性审核"
    COMPETITION = "competition_reviewed", "公平竞争审查"
    DISCUSSED = "standing_discussed", "常务会议讨论"
    PASSED = "standing_passed", "常务会议讨论通过"
    COLLECTIVE = "collectively_decided", "常务会议或全体会议决定"
    STUDIED = "government_studied", "政府会议研究"
    PARTY = "reported_to_party", "已向党委请示报告"


LETTER = "函"


class Series(models.Model):
    """A number series (发文字号): its code, counted anew each year."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="+")
    key = models.SlugField(max_length=40)
    code = models.CharField("代字", max_length=20)
    name = models.CharField("用途", max_length=60)
    in_name_of = models.CharField("发文名义", max_length=10, choices=IssuedName.choices, default=IssuedName.COUNTY)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "发文代字"
        constraints = [models.UniqueConstraint(fields=["government", "key"], name="series_key")]

    def __str__(self) -> str:
        return self.code

    @property
    def is_letter(self) -> bool:
        """Whether its documents are letters (函): their mark is the organ's name alone, without 文件."""
        return self.code.endswith(LETTER)


class SeriesYear(models.Model):
    """The row that is locked to draw the next number of a series in a year."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "年度编号"
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="series_year")]


class Dispatch(models.Model):
    """A document issued in the government's or its office's name; a reply answers a submission (`matter.parent`)."""

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="dispatch")
    answers = models.OneToOneField(Submission, models.PROTECT, null=True, blank=True, related_name="reply")
    in_name_of = models.CharField("发文名义", max_length=10, choices=IssuedName.choices)
    dispatch_kind = models.CharField("文种", max_length=12, choices=DispatchKind.choices)
    addressee = models.CharField("发往", max_length=20, choices=Addressee.choices, default=Addressee.SUBORDINATE)
    important = models.BooleanField("重要文件", default=False)
    alt_consent = models.BooleanField("经主要负责人同意后由分管领导签发", default=False)
    signer = models.CharField("由谁签发", max_length=30, choices=Signer.choices, blank=True)
    business_of = models.ForeignKey(
        Organ, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="主管单位"
    )
    touched = models.ManyToManyField(Organ, blank=True, related_name="+", verbose_name="涉及的单位")
    recipients = models.JSONField("主送", default=list)
    cc = models.JSONField("抄送", default=list, blank=True)
    body = models.TextField("正文", blank=True)
    declared = models.JSONField("性质", default=list, blank=True)
    disclosure = models.CharField("公开属性", max_length=12, choices=Disclosure.choices, blank=True)
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="+")
    signed_on = models.DateField("签发日期", null=True, blank=True)
    issued_on = models.DateField("印发日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "发文"

    def __str__(self) -> str:
        return self.matter.title


class DrawnNumber(models.Model):
    """A number drawn for a dispatch, without gap or double: drawing and recording are one transaction."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="drawn")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    dispatch = models.OneToOneField(Dispatch, models.PROTECT, related_name="drawn")
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "已用文号"
        constraints = [models.UniqueConstraint(fields=["series", "year", "serial"], name="a_number_once")]

    def __str__(self) -> str:
        return f"{self.series.code}〔{self.year}〕{self.serial}号"
