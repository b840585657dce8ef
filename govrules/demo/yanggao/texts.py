"""Texts of the demo's documents, with the year filled in."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

PLACES = ("龙泉镇", "罗文皂镇", "大白登镇", "古城镇", "长城乡", "马家皂乡")
WORKS = ("风电场检修道路", "光伏升压站", "储能电站", "输电线路迁改", "装备制造配套厂房", "职工培训基地")
TASK = (
    "{n}.{place}{work}。由县发展和改革局牵头，会同自然资源、生态环境、交通运输等部门和所在乡镇，"
    "于{month}月底前完成前期手续，落实用地、环评和接入条件；每半月调度一次进展，遇到需要县级协调的问题，"
    "由牵头单位列出清单报县政府办公室，完成情况纳入年度重点工作台账。"
)


def texts(year: int) -> dict[str, dict[str, Any]]:
    """All texts, as the acts take them."""
    raw = (Path(__file__).parent / "texts.toml").read_text("utf-8").replace("{year}", str(year))
    found = tomllib.loads(raw)
    for text in found.values():
        text["body"] = text["body"].strip() + (tasks() if text.pop("long", False) else "")
    return found


def tasks() -> str:
    """A long list of tasks: a document over the limit of length has to be long in earnest."""
    rows = [TASK.format(n=n + 1, place=PLACES[n % 6], work=WORKS[(n // 6 + n) % 6], month=6 + n % 6) for n in range(36)]
    return (
        "\n一、重点任务\n" + "\n".join(rows) + "\n二、保障措施\n加强组织领导，强化要素保障，严格督促落实。\n特此报告。"
    )
