"""Common phrases offered beside the opinion: a click writes one, nothing is sent by it."""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, ...]] = {
    "review": ("材料齐全，拟同意。", "建议呈分管领导核批。", "请补充相关材料后再报。"),
    "approve": ("同意。", "原则同意，请按规定办理。", "请主管部门进一步研究后再报。"),
    "sign": ("同意。", "请修改后再送。"),
    "consent": ("同意由分管领导签发。", "请修改后再送。"),
    "countersign": ("经研究，无不同意见。", "原则同意，建议补充如下内容：", "不同意，理由和依据如下："),
    "opine": ("经研究，无不同意见。", "资金已有安排，无不同意见。", "建议补充如下内容："),
    "read": ("已阅。", "请有关部门关注。"),
    "coordinate": ("经协调，各有关单位一致同意：", "经协调未能取得一致，各方理由如下："),
    "lead_opinion": ("建议采纳主办单位意见。", "建议按以下意见办理："),
    "sign_opinion": ("同意。", "保留意见，理由如下："),
}


OF_LEAVE: Mapping[str, tuple[str, ...]] = {
    "review": ("情况属实，呈领导批示。", "请补充说明外出事由。"),
    "approve": ("同意。", "同意，请安排好工作。"),
    "consent": ("同意。", "同意，请安排好工作。"),
    "read": ("已阅。", "请安排好工作。"),
}
OF_OWN: Mapping[str, tuple[str, ...]] = {
    "consent": ("同意联合发文。", "请修改后再送。"),
    "review": ("同意。", "请修改后再报。"),
    "approve": ("同意。", "请修改后再报。"),
    "sign": ("同意。", "请修改后再送。"),
}
OF_SEALS: Mapping[str, tuple[str, ...]] = {
    "review": ("情况属实，拟同意。",),
    "approve": ("同意。", "请补充材料后再报。"),
    "consent": ("同意。", "请补充材料后再报。"),
}
OF_KIND = {"leave": OF_LEAVE, "department_document": OF_OWN, "sealing": OF_SEALS}


def phrases(act: str, kind: str = "") -> tuple[str, ...]:
    """For a step of this kind of matter."""
    return OF_KIND.get(kind, PHRASES).get(act, ())
