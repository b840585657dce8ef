"""The sorts of what is done in public, the act of the rulebook that each is, and the words of its pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices


class Sort(TextChoices):
    """The values of the fact `public_sort`."""

    RELEASE = "release", "信息发布"
    PRESS = "press", "新闻报道"
    SPEECH = "speech", "讲话、文章"
    INSCRIPTION = "inscription", "贺信、题词、出版"
    INVITATION = "invitation", "活动邀请"
    FOREIGN = "foreign", "外事活动邀请"


ACT_OF: Mapping[str, str] = {
    Sort.RELEASE: "publish_information", Sort.PRESS: "publish_information",
    Sort.SPEECH: "leader_publication", Sort.INSCRIPTION: "leader_publication",
    Sort.INVITATION: "invite_leader", Sort.FOREIGN: "invite_leader",
}  # fmt: skip
INVITING = frozenset({Sort.INVITATION, Sort.FOREIGN})
NEEDS_REASON = INVITING | {Sort.INSCRIPTION}


@dataclass(frozen=True)
class Labels:
    """How a sort's form calls its fields; `person` is empty where nobody in particular speaks or signs."""

    when: str
    place: str
    body: str
    do: str
    where: str
    person: str = ""


ATTENDED = Labels("活动时间", "活动地点", "活动内容和安排", "登记出席情况", "谁出席、在何处")
LABELS: Mapping[str, Labels] = {
    Sort.RELEASE: Labels("拟发布时间", "拟发布的渠道", "信息内容", "登记发布", "发布在何处"),
    Sort.PRESS: Labels("拟刊播时间", "拟刊播的媒体", "报道内容", "登记刊播", "刊播在何处"),
    Sort.SPEECH: Labels("拟发表时间", "发表的场合、刊物", "讲话、文章的内容", "登记发表", "发表在何处", "讲话人、作者"),
    Sort.INSCRIPTION: Labels("拟发出时间", "送往何处", "贺信、题词等的内容", "登记发出", "送往何处", "署名领导"),
    Sort.INVITATION: ATTENDED, Sort.FOREIGN: ATTENDED,
}  # fmt: skip
