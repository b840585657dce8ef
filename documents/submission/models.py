"""A document submitted to the government (报送公文): a request or a report, its versions and the organs it touches."""

from __future__ import annotations

from django.db import models

from govrules.core.matters.models import Matter
from govrules.core.office.models import Official, Organ


class DocKind(models.TextChoices):
    REQUEST = "request", "请示"
    REPORT = "report", "报告"


class Scope(models.TextChoices):
    SPECIAL = "special", "专项工作、专题性公文"
    OVERALL = "overall", "全局性工作、综合性公文"
    OTHER = "other", "其他"


class DirectReason(models.TextChoices):
    NONE = "", "没有"
    ASSIGNED = "assigned_by_leader", "领导交办"
    MAJOR = "major_direct", "必须直接报送的重大事项"
    SECRET = "secret_direct", "必须直接报送的涉密事项"
    EMERGENCY = "emergency_direct", "重大突发事件"


class Urgency(models.TextChoices):
    ORDINARY = "", "平件"
    EXPEDITED = "urgent", "加急"
    EXTRA = "extra", "特急"
    IMPORTANT = "extra_important", "特急重要"


class Declaration(models.TextChoices):
    """What the sender declares of a weighty draft; the values are the rulebook's facts."""

    NORMATIVE = "normative", "行政规范性文件草案"
    MAJOR = "major", "提请政府研究决定重大事项"
    FUNDS = "funds", "财政资金审批事项"
    CONTRACT = "contract", "以政府名义签订合同"
    INFORMAL = "informal_form", "以呈阅件、信笺等非正式公文形式报送"
    OWN = "within_own_powers", "属部门职权、可由部门解决的事项"
    DISPATCH = "asks_dispatch", "申请以政府或政府办公室名义发文"
    CHECKED = "field_checked", "已实地考察、核实情况"
    COLLECTIVE = "collectively_discussed", "已经本单位集体讨论，附会议纪要并在文中说明"
    RESEARCH = "research_done", "已开展调查研究，附报告"
    LEGALITY = "legality_assessed", "已作合法性评估论证"
    NECESSITY = "necessity_assessed", "已作必要性评估论证"
    FEASIBILITY = "feasibility_assessed", "已作可行性评估论证"
    SOUNDNESS = "soundness_assessed", "已作科学性评估论证"
    CONTROL = "control_assessed", "已作可控性评估论证"
    REVIEWED = "legality_review_done", "已作合法性审查"
    PUBLIC = "public_participation", "已履行公众参与程序"
    INTEREST = "public_interest", "涉及重大公共利益、公众权益或社会稳定"
    RISK = "risk_assessed", "已作风险评估，附报告"
    DECIDED = "draft_decided", "已经本单位集体决策"
    MARKET = "market_activity", "涉及市场主体经济活动"
    COMPETITION = "competition_reviewed", "已作公平竞争审查"
    INTERPRETED = "interpretation_given", "附解读材料"
    OPINION_PLAN = "opinion_plan_given", "附舆情应对方案"
    SUDDEN = "sudden_event", "突发事件"


class Disclosure(models.TextChoices):
    """The disclosure attribute of a document (公开属性)."""

    PUBLIC = "public", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    NOT_PUBLIC = "not_public", "不予公开"


class Submission(models.Model):
    """What the sending organ declares of its document; the facts of the gates are computed from it."""

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="submission")
    doc_kind = models.CharField("文种", max_length=10, choices=DocKind.choices)
    organ_number = models.CharField("发文字号", max_length=40, blank=True)
    recipients = models.JSONField("主送", default=list)
    addressed_to = models.ForeignKey(Official, models.PROTECT, null=True, blank=True, related_name="+")
    direct_reason = models.CharField("直接报送的缘由", max_length=30, choices=DirectReason.choices, blank=True)
    direct_note = models.CharField(max_length=200, blank=True)
    cc = models.JSONField("抄送", default=list, blank=True)
    scope = models.CharField("内容性质", max_length=10, choices=Scope.choices, default=Scope.SPECIAL)
    matters_count = models.PositiveSmallIntegerField("请示事项数", default=1)
    asks_for_reply = models.BooleanField("文中请求批复", default=False)
    skips_level = models.BooleanField("越级行文", default=False)
    skip_approval = models.CharField("越级批准依据", max_length=100, blank=True)
    touched = models.ManyToManyField(Organ, blank=True, related_name="+", verbose_name="涉及的单位")
    necessity = models.CharField("行文理由", max_length=300, blank=True)
    declared = models.JSONField("性质和前期工作", default=list, blank=True)
    hearings = models.JSONField("听取意见的形式", default=list, blank=True)
    urgency = models.CharField("紧急程度", max_length=20, choices=Urgency.choices, blank=True)
    urgency_reason = models.CharField("紧急原因", max_length=200, blank=True)
    wanted_by = models.DateField("请求批复的日期", null=True, blank=True)
    disclosure = models.CharField("公开属性", max_length=12, choices=Disclosure.choices, blank=True)
    contact_name = models.CharField("联系人", max_length=30, blank=True)
    contact_phone = models.CharField("联系电话", max_length=30, blank=True)
    body = models.TextField("正文")
    length = models.PositiveIntegerField("字数", default=0)
    proposal = models.TextField("有分歧时的办理建议", blank=True)
    major = models.BooleanField("办公室定为重大事项", default=False)
    signed_on = models.DateField("签发日期", null=True, blank=True)
    submitted_at = models.DateTimeField("报送时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "报送公文"

    def __str__(self) -> str:
        return self.matter.title


class TextVersion(models.Model):
    """One version of the text as it stood (改稿留痕)."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    body = models.TextField()
    by = models.ForeignKey(Official, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    why = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "文稿版次"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["matter", "number"], name="text_version_number")]
